from collections.abc import Callable

import pytest
from diplograph.extract.circumstances.stance import StanceWords
from diplograph.extract.circumstances.stance_reading import read_stance
from diplograph.extract.words.grammar import Grammar
from diplograph.extract.words.loading import load_words
from diplograph.ontology import Modality, Polarity
from spacy.tokens import Doc

Parse = Callable[[str], Doc]
AFFIRMED, NEGATED = Polarity.AFFIRMED, Polarity.NEGATED
ACTUAL, PLANNED, POSSIBLE, DEMANDED, ALLEGED = Modality


def stance(doc: Doc, trigger: str, *, stative: bool = False) -> tuple[Polarity, Modality]:
    found = read_stance(next(token for token in doc if token.text == trigger), stative=stative)
    return found.polarity, found.modality


def with_auxiliary(*words: str) -> str:
    """A clause whose verb has the words before it, each "form lemma UPOS XPOS deprel"."""
    verb = len(words) + 2
    before = []
    for word in words:
        form, lemma, upos, xpos, dep = word.split()
        before.append(f"{form} {lemma} {upos} {xpos} {verb} {dep}")
    return "\n".join(["Russia Russia PROPN NNP " + f"{verb} nsubj", *before, "meet meet VERB VB 0 root"])


NOT, NEVER = "not not PART RB advmod", "never never ADV RB advmod"


@pytest.mark.parametrize(
    ("words", "polarity", "modality"),
    [
        ((), AFFIRMED, ACTUAL),
        (("did do AUX VBD aux", NOT), NEGATED, ACTUAL),
        (("did do AUX VBD aux", "n't not PART RB advmod"), NEGATED, ACTUAL),
        ((NEVER,), NEGATED, ACTUAL),
        (("will will AUX MD aux",), AFFIRMED, PLANNED),
        (("wo will AUX MD aux", "n't not PART RB advmod"), NEGATED, PLANNED),
        (("would would AUX MD aux",), AFFIRMED, PLANNED),
        (("would would AUX MD aux", NOT), NEGATED, PLANNED),
        (("may may AUX MD aux",), AFFIRMED, POSSIBLE),
        (("might might AUX MD aux", NOT), NEGATED, POSSIBLE),
        (("could could AUX MD aux",), AFFIRMED, POSSIBLE),
        (("must must AUX MD aux",), AFFIRMED, DEMANDED),
        (("should should AUX MD aux", NOT), NEGATED, DEMANDED),
        (("has have AUX VBZ aux",), AFFIRMED, ACTUAL),
    ],
    ids=" ".join,
)
def test_words_before_a_verb_decide(words: tuple[str, ...], polarity: Polarity, modality: Modality, parse: Parse) -> None:
    assert stance(parse(with_auxiliary(*words)), "meet") == (polarity, modality)


@pytest.mark.parametrize("auxiliary", ["will will AUX MD aux", "would would AUX MD aux"])
def test_attitude_that_would_be_is_held_already(auxiliary: str, parse: Parse) -> None:
    assert stance(parse(with_auxiliary(auxiliary)), "meet", stative=True) == (AFFIRMED, ACTUAL)
    assert stance(parse(with_auxiliary(auxiliary, NOT)), "meet", stative=True) == (NEGATED, ACTUAL)


def test_attitude_that_may_be_is_only_possible(parse: Parse) -> None:
    assert stance(parse(with_auxiliary("may may AUX MD aux")), "meet", stative=True) == (AFFIRMED, POSSIBLE)


GOVERNED = """
France France PROPN NNP 2 nsubj
{governor} VERB VBD 0 root
to to PART TO 4 mark
attack attack VERB VB 2 xcomp
Mali Mali PROPN NNP 4 obj
"""


@pytest.mark.parametrize(
    ("governor", "polarity", "modality"),
    [
        ("refused refuse", NEGATED, ACTUAL),
        ("declined decline", NEGATED, ACTUAL),
        ("failed fail", NEGATED, ACTUAL),
        ("plans plan", AFFIRMED, PLANNED),
        ("vowed vow", AFFIRMED, PLANNED),
        ("agreed agree", AFFIRMED, PLANNED),
        ("threatened threaten", AFFIRMED, PLANNED),
        ("wants want", AFFIRMED, PLANNED),
    ],
)
def test_verb_above_an_infinitive_decides(governor: str, polarity: Polarity, modality: Modality, parse: Parse) -> None:
    assert stance(parse(GOVERNED.format(governor=governor)), "attack") == (polarity, modality)


def test_negated_refusal_is_none(parse: Parse) -> None:
    doc = parse("""
        France France PROPN NNP 4 nsubj
        did do AUX VBD 4 aux
        not not PART RB 4 advmod
        refuse refuse VERB VB 0 root
        to to PART TO 6 mark
        attack attack VERB VB 4 xcomp
    """)
    assert stance(doc, "attack") == (AFFIRMED, ACTUAL)
    assert stance(doc, "refuse") == (NEGATED, ACTUAL)


@pytest.mark.parametrize(
    ("governor", "polarity", "modality"),
    [
        ("denied deny", NEGATED, ACTUAL),
        ("said say", AFFIRMED, ACTUAL),
        ("reported report", AFFIRMED, ACTUAL),
        ("avoided avoid", NEGATED, ACTUAL),
        ("considered consider", AFFIRMED, POSSIBLE),
    ],
)
def test_verb_above_a_clause_decides_and_reports_leave_it(
    governor: str, polarity: Polarity, modality: Modality, parse: Parse
) -> None:
    doc = parse(f"""
        France France PROPN NNP 2 nsubj
        {governor} VERB VBD 0 root
        attacking attack VERB VBG 2 ccomp
        Mali Mali PROPN NNP 3 obj
    """)
    assert stance(doc, "attacking") == (polarity, modality)


def test_particle_makes_another_verb(parse: Parse) -> None:
    lines = """
        France France PROPN NNP 2 nsubj
        ruled rule VERB VBD 0 root
        out out ADP RP 2 compound:prt
        attacking attack VERB VBG 2 xcomp
    """
    assert stance(parse(lines), "attacking") == (NEGATED, ACTUAL)
    # Whatever the parser took the particle for.
    assert stance(parse(lines.replace("compound:prt", "advmod")), "attacking") == (NEGATED, ACTUAL)
    assert stance(parse(lines.replace("out out", "once once")), "attacking") == (AFFIRMED, ACTUAL)


def test_what_somebody_is_urged_to_do_is_demanded(parse: Parse) -> None:
    doc = parse("""
        France France PROPN NNP 2 nsubj
        urged urge VERB VBD 0 root
        Iran Iran PROPN NNP 2 obj
        not not PART RB 6 advmod
        to to PART TO 6 mark
        attack attack VERB VB 2 xcomp
    """)
    assert stance(doc, "attack") == (NEGATED, DEMANDED)
    assert stance(doc, "urged") == (AFFIRMED, ACTUAL)


@pytest.mark.parametrize("dep", ["advcl", "acl"])
def test_what_somebody_is_accused_of_is_alleged(dep: str, parse: Parse) -> None:
    doc = parse(f"""
        France France PROPN NNP 2 nsubj
        accused accuse VERB VBD 0 root
        Iran Iran PROPN NNP 2 obj
        of of SCONJ IN 5 mark
        attacking attack VERB VBG {2 if dep == "advcl" else 3} {dep}
    """)
    assert stance(doc, "attacking") == (AFFIRMED, ALLEGED)


@pytest.mark.parametrize("marker", ["if", "unless"])
def test_condition_is_only_possible(marker: str, parse: Parse) -> None:
    doc = parse(f"""
        {marker} {marker} SCONJ IN 3 mark
        Russia Russia PROPN NNP 3 nsubj
        attacks attack VERB VBZ 6 advcl
        , , PUNCT , 3 punct
        France France PROPN NNP 6 nsubj
        leaves leave VERB VBZ 0 root
    """)
    assert stance(doc, "attacks") == (AFFIRMED, POSSIBLE)
    assert stance(doc, "leaves") == (AFFIRMED, ACTUAL)


def test_would_with_a_condition_is_possible_and_not_planned(parse: Parse) -> None:
    doc = parse("""
        France France PROPN NNP 3 nsubj
        would would AUX MD 3 aux
        attack attack VERB VB 0 root
        if if SCONJ IN 6 mark
        Iran Iran PROPN NNP 6 nsubj
        moved move VERB VBD 3 advcl
    """)
    assert stance(doc, "attack") == (AFFIRMED, POSSIBLE)


def test_innermost_modality_wins(parse: Parse) -> None:
    doc = parse("""
        France France PROPN NNP 2 nsubj
        threatened threaten VERB VBD 0 root
        that that SCONJ IN 6 mark
        Iran Iran PROPN NNP 6 nsubj
        may may AUX MD 6 aux
        attack attack VERB VB 2 ccomp
    """)
    assert stance(doc, "attack")[1] is POSSIBLE


@pytest.mark.parametrize(
    ("subject", "polarity"),
    [
        ("no no DET DT 2 det\nstate state NOUN NN 3 nsubj", NEGATED),
        ("a a DET DT 2 det\nstate state NOUN NN 3 nsubj", AFFIRMED),
        ("nobody nobody PRON NN 3 nsubj\nelse else ADV RB 1 advmod", NEGATED),
        ("none none PRON NN 3 nsubj\nthere there ADV RB 1 advmod", NEGATED),
    ],
)
def test_subject_can_negate_the_clause(subject: str, polarity: Polarity, parse: Parse) -> None:
    assert stance(parse(f"{subject}\nmet meet VERB VBD 0 root"), "met") == (polarity, ACTUAL)


def test_neither_nor_negates_the_clause(parse: Parse) -> None:
    doc = parse("""
        Neither neither CCONJ CC 2 cc:preconj
        Chad Chad PROPN NNP 5 nsubj
        nor nor CCONJ CC 4 cc
        Mali Mali PROPN NNP 2 conj
        met meet VERB VBD 0 root
    """)
    assert stance(doc, "met") == (NEGATED, ACTUAL)


@pytest.mark.parametrize(
    ("adjective", "polarity", "modality"),
    [
        ("planned", AFFIRMED, PLANNED),
        ("upcoming", AFFIRMED, PLANNED),
        ("possible", AFFIRMED, POSSIBLE),
        ("alleged", AFFIRMED, ALLEGED),
        ("suspected", AFFIRMED, ALLEGED),
        ("cancelled", NEGATED, ACTUAL),
        ("long", AFFIRMED, ACTUAL),
    ],
)
def test_adjective_before_a_noun_decides(adjective: str, polarity: Polarity, modality: Modality, parse: Parse) -> None:
    doc = parse(f"""
        {adjective} {adjective} ADJ JJ 2 amod
        talks talk NOUN NNS 3 nsubj
        matter matter VERB VBP 0 root
    """)
    assert stance(doc, "talks") == (polarity, modality)


@pytest.mark.parametrize(
    ("governor", "modality"), [("discussed discuss", POSSIBLE), ("demanded demand", DEMANDED), ("saw see", ACTUAL)]
)
def test_verb_above_a_noun_decides(governor: str, modality: Modality, parse: Parse) -> None:
    doc = parse(f"""
        France France PROPN NNP 2 nsubj
        {governor} VERB VBD 0 root
        talks talk NOUN NNS 2 obj
    """)
    assert stance(doc, "talks") == (AFFIRMED, modality)


def test_no_before_a_noun_negates_it(parse: Parse) -> None:
    assert stance(parse("no no DET DT 2 det\ntalks talk NOUN NNS 0 root"), "talks") == (NEGATED, ACTUAL)


@pytest.mark.parametrize(
    ("governor", "polarity"), [("dropped drop", NEGATED), ("withdrew withdraw", NEGATED), ("repeated repeat", AFFIRMED)]
)
def test_standing_attitude_holds_until_it_is_ended(governor: str, polarity: Polarity, parse: Parse) -> None:
    doc = parse(f"""
        France France PROPN NNP 2 nsubj
        {governor} VERB VBD 0 root
        its its PRON PRP$ 4 nmod:poss
        objection objection NOUN NN 2 obj
    """)
    assert stance(doc, "objection", stative=True) == (polarity, ACTUAL)


def test_adjunct_does_not_take_on_the_stance_of_the_clause(parse: Parse) -> None:
    doc = parse("""
        France France PROPN NNP 2 nsubj
        refused refuse VERB VBD 0 root
        after after ADP IN 4 case
        talks talk NOUN NNS 2 obl
    """)
    assert stance(doc, "talks") == (AFFIRMED, ACTUAL)


def test_second_verb_shares_the_auxiliary_of_the_first(parse: Parse) -> None:
    doc = parse("""
        France France PROPN NNP 3 nsubj
        will will AUX MD 3 aux
        meet meet VERB VB 0 root
        and and CCONJ CC 5 cc
        attack attack VERB VB 3 conj
    """)
    assert stance(doc, "attack") == (AFFIRMED, PLANNED)


def test_second_clause_with_a_subject_of_its_own_shares_nothing(parse: Parse) -> None:
    doc = parse("""
        France France PROPN NNP 3 nsubj
        will will AUX MD 3 aux
        meet meet VERB VB 0 root
        and and CCONJ CC 6 cc
        Iran Iran PROPN NNP 6 nsubj
        attacked attack VERB VBD 3 conj
    """)
    assert stance(doc, "attacked") == (AFFIRMED, ACTUAL)


def test_lists_of_modalities_do_not_contradict_each_other_on_denial() -> None:
    words = load_words(StanceWords)
    assert not words.negating & (words.planned | words.possible | words.demanded | words.alleged)
    assert not load_words(Grammar).reporting_verbs & words.negating
