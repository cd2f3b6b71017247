from collections.abc import Callable

import pytest
from diplograph.extract.syntax.clauses import is_passive, preposition
from diplograph.extract.syntax.coordination import conjuncts, has_negated_coordination
from diplograph.extract.syntax.roles import arguments, walk
from diplograph.ontology import Claim
from spacy.tokens import Doc, Token

Parse = Callable[[str], Doc]

ACTIVE = """
Russia Russia PROPN NNP 2 nsubj
attacked attack VERB VBD 0 root
Poland Poland PROPN NNP 2 obj
"""
PASSIVE = """
Poland Poland PROPN NNP 3 nsubj:pass
was be AUX VBD 3 aux:pass
attacked attack VERB VBN 0 root
by by ADP IN 5 case
Russia Russia PROPN NNP 3 obl:agent
"""
AGENTLESS = """
Poland Poland PROPN NNP 3 nsubj:pass
was be AUX VBD 3 aux:pass
attacked attack VERB VBN 0 root
in in ADP IN 5 case
May May PROPN NNP 3 obl
"""
RELATIVE_SUBJECT = """
Russia Russia PROPN NNP 0 root
, , PUNCT , 4 punct
which which PRON WDT 4 nsubj
attacked attack VERB VBD 1 acl:relcl
Poland Poland PROPN NNP 4 obj
"""
RELATIVE_OBJECT = """
Poland Poland PROPN NNP 0 root
that that PRON WDT 4 obj
Russia Russia PROPN NNP 4 nsubj
attacked attack VERB VBD 1 acl:relcl
"""
RELATIVE_BARE = """
the the DET DT 2 det
country country NOUN NN 0 root
Russia Russia PROPN NNP 4 nsubj
attacked attack VERB VBD 2 acl:relcl
"""
PARTICIPLE = """
rebels rebel NOUN NNS 0 root
attacked attack VERB VBN 1 acl
by by ADP IN 4 case
Chad Chad PROPN NNP 2 obl
"""
OBJECT_CONTROL = """
France France PROPN NNP 2 nsubj
urged urge VERB VBD 0 root
Iran Iran PROPN NNP 2 obj
to to PART TO 5 mark
attack attack VERB VB 2 xcomp
Iraq Iraq PROPN NNP 5 obj
"""
SUBJECT_CONTROL = OBJECT_CONTROL.replace("urged urge", "promised promise")
RAISING = """
Russia Russia PROPN NNP 2 nsubj
plans plan VERB VBZ 0 root
to to PART TO 4 mark
attack attack VERB VB 2 xcomp
Poland Poland PROPN NNP 4 obj
"""
SHARED_SUBJECT = """
Russia Russia PROPN NNP 2 nsubj
threatened threaten VERB VBD 0 root
and and CCONJ CC 4 cc
attacked attack VERB VBD 2 conj
Poland Poland PROPN NNP 4 obj
"""
SHARED_PASSIVE = """
Poland Poland PROPN NNP 3 nsubj:pass
was be AUX VBD 3 aux:pass
invaded invade VERB VBN 0 root
and and CCONJ CC 5 cc
attacked attack VERB VBN 3 conj
"""


def trigger(doc: Doc, word: str = "attack") -> Token:
    return next(token for token in doc if token.lemma_ == word)


def fillers(token: Token, path: str) -> list[str]:
    return [found.text for found in walk(token, path)]


@pytest.mark.parametrize(
    ("lines", "agent", "patient"),
    [
        pytest.param(ACTIVE, ["Russia"], ["Poland"], id="active"),
        pytest.param(PASSIVE, ["Russia"], ["Poland"], id="passive"),
        pytest.param(AGENTLESS, [], ["Poland"], id="agentless"),
        pytest.param(RELATIVE_SUBJECT, ["Russia"], ["Poland"], id="relative-subject"),
        pytest.param(RELATIVE_OBJECT, ["Russia"], ["Poland"], id="relative-object"),
        pytest.param(RELATIVE_BARE, ["Russia"], ["country"], id="relative-bare"),
        pytest.param(PARTICIPLE, ["Chad"], ["rebels"], id="participle"),
        pytest.param(OBJECT_CONTROL, ["Iran"], ["Iraq"], id="object-control"),
        pytest.param(SUBJECT_CONTROL, ["France"], ["Iraq"], id="subject-control"),
        pytest.param(RAISING, ["Russia"], ["Poland"], id="raising"),
        pytest.param(SHARED_SUBJECT, ["Russia"], ["Poland"], id="shared-subject"),
        pytest.param(SHARED_PASSIVE, [], ["Poland"], id="shared-passive"),
    ],
)
def test_agent_and_patient_are_logical_whatever_the_clause(
    lines: str, agent: list[str], patient: list[str], parse: Parse
) -> None:
    verb = trigger(parse(lines))
    assert fillers(verb, "agent") == agent
    assert fillers(verb, "patient") == patient


@pytest.mark.parametrize(
    ("lines", "passive"),
    [(ACTIVE, False), (PASSIVE, True), (PARTICIPLE, True), (SHARED_PASSIVE, True), (SHARED_SUBJECT, False)],
)
def test_passive_is_told_from_active(lines: str, passive: bool, parse: Parse) -> None:
    assert is_passive(trigger(parse(lines))) is passive


def test_coordinated_agents_and_patients_are_all_found(parse: Parse) -> None:
    doc = parse("""
        Russia Russia PROPN NNP 4 nsubj
        and and CCONJ CC 3 cc
        Belarus Belarus PROPN NNP 1 conj
        attacked attack VERB VBD 0 root
        Poland Poland PROPN NNP 4 obj
        , , PUNCT , 7 punct
        Latvia Latvia PROPN NNP 5 conj
        and and CCONJ CC 9 cc
        Estonia Estonia PROPN NNP 5 conj
    """)
    assert fillers(trigger(doc), "agent") == ["Russia", "Belarus"]
    assert fillers(trigger(doc), "patient") == ["Poland", "Latvia", "Estonia"]


def test_clause_appended_to_a_noun_is_not_coordinated_with_it(parse: Parse) -> None:
    doc = parse("""
        Poland Poland PROPN NNP 0 root
        and and CCONJ CC 3 cc
        left leave VERB VBD 1 conj
    """)
    assert [token.text for token in conjuncts(doc[0])] == ["Poland"]


def test_infinitive_of_a_noun_is_done_by_whose_noun_it_is(parse: Parse) -> None:
    doc = parse("""
        Israel Israel PROPN NNP 3 nmod:poss
        's 's PART POS 1 case
        plan plan NOUN NN 0 root
        to to PART TO 5 mark
        attack attack VERB VB 3 acl
        Iran Iran PROPN NNP 5 obj
    """)
    assert fillers(trigger(doc), "agent") == ["Israel"]


def test_chained_slots_reach_into_the_object(parse: Parse) -> None:
    doc = parse("""
        Russia Russia PROPN NNP 2 nsubj
        held hold VERB VBD 0 root
        talks talk NOUN NNS 2 obj
        with with ADP IN 5 case
        Iran Iran PROPN NNP 3 nmod
        and and CCONJ CC 7 cc
        Oman Oman PROPN NNP 5 conj
    """)
    assert fillers(doc[1], "patient.with") == ["Iran", "Oman"]
    assert fillers(doc[1], "with") == []


@pytest.mark.parametrize("dep", ["obl", "nmod"])
def test_preposition_is_a_slot_wherever_the_parser_hangs_it(dep: str, parse: Parse) -> None:
    doc = parse(f"""
        met meet VERB VBD 0 root
        with with ADP IN 3 case
        Iran Iran PROPN NNP 1 {dep}
    """)
    assert fillers(doc[0], "with") == ["Iran"]
    assert fillers(doc[0], "against") == []


def test_fixed_prepositions_are_one(parse: Parse) -> None:
    doc = parse("""
        barred bar VERB VBN 0 root
        because because ADP IN 4 case
        of of ADP IN 2 fixed
        sanctions sanction NOUN NNS 1 obl
    """)
    assert preposition(doc[3]) == "because_of"
    assert preposition(doc[0]) == ""


def test_with_that_opens_a_clause_of_its_own_is_no_companion(parse: Parse) -> None:
    doc = parse("""
        ended end VERB VBD 0 root
        with with SCONJ IN 3 case
        Iran Iran PROPN NNP 1 obl
        agreeing agree VERB VBG 3 acl
    """)
    assert fillers(doc[0], "with") == []


def test_slots_of_a_noun(parse: Parse) -> None:
    doc = parse("""
        Croatia Croatia PROPN NNP 5 nmod:poss
        's 's PART POS 1 case
        EU EU PROPN NNP 4 compound
        membership membership NOUN NN 5 compound
        talks talk NOUN NNS 0 root
        between between ADP IN 7 case
        France France PROPN NNP 5 nmod
    """)
    assert fillers(doc[4], "poss") == ["Croatia"]
    assert fillers(doc[4], "mod") == ["Croatia", "membership", "EU"]
    assert fillers(doc[4], "between") == ["France"]
    assert fillers(doc[4], "self") == ["talks"]
    assert fillers(doc[3], "head") == ["talks"]


def test_recipient_and_complement_of_a_verb(parse: Parse) -> None:
    doc = parse("""
        France France PROPN NNP 2 nsubj
        told tell VERB VBD 0 root
        Iran Iran PROPN NNP 2 iobj
        to to PART TO 5 mark
        stop stop VERB VB 2 xcomp
    """)
    assert fillers(doc[1], "recipient") == ["Iran"]
    assert fillers(doc[1], "comp") == ["stop"]
    assert fillers(doc[1], "comp.mark") == ["to"]


def test_clause_of_a_noun_is_the_verb_above_it(parse: Parse) -> None:
    doc = parse("""
        France France PROPN NNP 2 nsubj
        flew fly VERB VBD 0 root
        to to ADP IN 4 case
        Minsk Minsk PROPN NNP 2 obl
        for for ADP IN 6 case
        talks talk NOUN NNS 4 nmod
    """)
    assert fillers(doc[5], "clause") == ["flew"]
    assert fillers(doc[5], "clause.agent") == ["France"]
    assert fillers(doc[0], "clause") == []


def test_nothing_fills_a_slot_of_a_lone_word(parse: Parse) -> None:
    token = parse("talks talk NOUN NNS 0 root")[0]
    for slot in ("agent", "patient", "recipient", "mod", "poss", "comp", "appos", "clause", "with", "obj", "case"):
        assert arguments(token, slot) == []


@pytest.mark.parametrize(
    ("word", "negated"),
    [("Neither", True), ("No", True), ("Both", False)],
)
def test_negated_coordination_is_told_from_the_word_before_it(word: str, negated: bool, parse: Parse) -> None:
    doc = parse(f"""
        {word} {word.lower()} CCONJ CC 2 cc:preconj
        Chad Chad PROPN NNP 0 root
        and and CCONJ CC 4 cc
        Mali Mali PROPN NNP 2 conj
    """)
    assert has_negated_coordination(doc[1]) is negated
    assert has_negated_coordination(doc[3]) is negated


def test_loop_of_relative_clauses_ends(parse: Parse) -> None:
    rows = "\n".join(f"say say VERB VBD {head} {'root' if head == 0 else 'conj'}" for head in range(60))
    doc = parse(rows)
    assert fillers(doc[59], "agent") == []


def test_possessives_may_nest_as_deep_as_an_article_likes(parse: Parse) -> None:
    rows = "\n".join(f"Chad Chad PROPN NNP {head} nmod:poss" for head in range(2, 3002))
    doc = parse(f"{rows}\ntroops troop NOUN NNS 0 root")
    assert len(arguments(doc[3000], "mod")) == 3000


def test_passives_may_be_coordinated_as_often_as_an_article_likes(parse: Parse) -> None:
    rows = "\n".join(f"seized seize VERB VBN {head} conj" for head in range(3, 3003))
    doc = parse(f"Chad Chad PROPN NNP 3 nsubj:pass\nwas be AUX VBD 3 aux:pass\nseized seize VERB VBN 0 root\n{rows}")
    assert is_passive(doc[3002])


@pytest.mark.parametrize(
    ("text", "relation", "objects"),
    [
        ("Chad condemned and expelled Mali.", "accuses", {"Mali"}),
        ("Chad praised Togo and condemned Mali.", "supports", {"Togo"}),
        ("Chad protested and attacked Mali.", "protestsAgainst", set()),
        ("Chad met with Togo and condemned Mali.", "consultsWith", {"Togo"}),
    ],
)
def test_verbs_share_what_stands_behind_the_last(
    text: str, relation: str, objects: set[str], claims_of: Callable[[str], tuple[Claim, ...]]
) -> None:
    assert {claim.object.name for claim in claims_of(text) if claim.relation == relation} == objects
