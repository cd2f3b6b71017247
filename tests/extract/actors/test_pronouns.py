from collections.abc import Callable

import pytest
from diplograph.extract.actors.referents import Referents
from diplograph.extract.names.mention import Mention, Title
from diplograph.ontology import Actor, Claim
from diplograph.ontology.actors import ActorBase

Refer = Callable[..., Referents]
Claims = Callable[[str], tuple[Claim, ...]]
PERSON = "PERSON"


def resolve(referents: Referents, word: str) -> list[str]:
    """Names of the actors that the last token of that form stands for."""
    token = [token for token in referents.analysis.doc if token.text == word][-1]
    return [actor.name for actor in referents.resolve(token)]


def after(first: str, second: str) -> str:
    """Two sentences in the lines of ``parse``; heads of each count from 1."""
    length = len(first.strip().splitlines())
    moved = []
    for line in second.strip().splitlines():
        form, lemma, upos, xpos, head, dep = line.split()
        moved.append(f"{form} {lemma} {upos} {xpos} {int(head) + length if head != '0' else 0} {dep}")
    return "\n".join([first.strip(), *moved])


DOE_SPOKE = "Robin_Doe Doe PROPN NNP 2 nsubj\nspoke speak VERB VBD 0 root\n. . PUNCT . 2 punct"
PRONOUN_LEFT = "{0} {0} PRON PRP 2 nsubj\nleft leave VERB VBD 0 root"
HIS_COUNTRY = "{0} {0} PRON PRP$ 2 nmod:poss\n{1} {1} NOUN NN 3 nsubj\nleft leave VERB VBD 0 root"


@pytest.mark.parametrize("pronoun", ["he", "she"])
def test_pronoun_is_the_subject_of_the_sentence_before(pronoun: str, refer: Refer) -> None:
    referents = refer(after(DOE_SPOKE, PRONOUN_LEFT.format(pronoun)), {"Robin Doe": PERSON})
    assert resolve(referents, pronoun) == ["Robin Doe"]


@pytest.mark.parametrize("pronoun", ["he", "it", "they"])
def test_pronoun_without_a_person_before_it_is_nobody(pronoun: str, refer: Refer) -> None:
    assert resolve(refer(PRONOUN_LEFT.format(pronoun)), pronoun) == []


def test_what_stands_after_the_pronoun_is_no_antecedent(refer: Refer) -> None:
    referents = refer(after(PRONOUN_LEFT.format("she"), DOE_SPOKE), {"Robin Doe": PERSON})
    assert resolve(referents, "she") == []


def test_state_is_no_antecedent_of_she(refer: Refer) -> None:
    lines = after("Chad Chad PROPN NNP 2 nsubj\nspoke speak VERB VBD 0 root", PRONOUN_LEFT.format("she"))
    assert resolve(refer(lines), "she") == []


def titled(role: str, name: str, place: int) -> Mention:
    title = Title(role, None, is_former=False, is_counterpart=False)
    return Mention(place, place + 1, name, PERSON, title=title)


@pytest.mark.parametrize(("pronoun", "name"), [("she", "Robin Doe"), ("he", "Ib Dahl")])
def test_title_that_tells_the_gender_decides(pronoun: str, name: str, refer: Refer) -> None:
    lines = f"""
        Queen_Robin_Doe Doe PROPN NNP 2 nsubj
        told tell VERB VBD 0 root
        King_Ib_Dahl Dahl PROPN NNP 2 iobj
        that that SCONJ IN 6 mark
        {pronoun} {pronoun} PRON PRP 6 nsubj
        won win VERB VBD 2 ccomp
    """
    mentions = {"Queen Robin Doe": titled("Queen", "Robin Doe", 0), "King Ib Dahl": titled("King", "Ib Dahl", 2)}
    assert resolve(refer(lines, mentions), pronoun) == [name]


def test_person_far_back_is_forgotten(refer: Refer) -> None:
    filler = "so so ADV RB 2 advmod\nslept sleep VERB VBD 0 root"
    lines = DOE_SPOKE
    for _ in range(80):
        lines = after(lines, filler)
    assert resolve(refer(after(lines, PRONOUN_LEFT.format("she")), {"Robin Doe": PERSON}), "she") == []


@pytest.mark.parametrize("noun", ["country", "government"])
def test_country_of_a_person_is_the_state_behind(noun: str, refer: Refer) -> None:
    lines = after("Angela_Merkel Merkel PROPN NNP 2 nsubj\nspoke speak VERB VBD 0 root", HIS_COUNTRY.format("her", noun))
    assert resolve(refer(lines, {"Angela Merkel": PERSON}), noun) == ["Germany"]


def test_country_of_an_unknown_person_is_nobody(refer: Refer) -> None:
    referents = refer(after(DOE_SPOKE, HIS_COUNTRY.format("her", "country")), {"Robin Doe": PERSON})
    assert resolve(referents, "country") == []


CHAD_SAID = """
    Chad Chad PROPN NNP 4 nsubj
    {more}
    said say VERB VBD 0 root
    {pronoun} {pronoun} PRON PRP 6 nsubj
    won win VERB VBD 4 ccomp
"""
AND_MALI = "and and CCONJ CC 3 cc\nMali Mali PROPN NNP 1 conj"
ALONE = "alone alone ADV RB 1 advmod\nagain again ADV RB 4 advmod"


@pytest.mark.parametrize(
    ("more", "pronoun", "expected"),
    [
        (ALONE, "it", ["Chad"]),
        (AND_MALI, "they", ["Chad", "Mali"]),
        (ALONE, "they", []),
        (AND_MALI, "it", []),
    ],
)
def test_number_of_the_subject_must_fit_the_pronoun(more: str, pronoun: str, expected: list[str], refer: Refer) -> None:
    assert resolve(refer(CHAD_SAID.format(more=more, pronoun=pronoun)), pronoun) == expected


BLOC_LEFT = "{0} {0} DET DT 2 det\nbloc bloc NOUN NN 3 nsubj\nleft leave VERB VBD 0 root"


@pytest.mark.parametrize(("determiner", "expected"), [("the", ["European Union"]), ("this", ["European Union"]), ("a", [])])
def test_definite_noun_for_a_body_is_the_organization_named_last(determiner: str, expected: list[str], refer: Refer) -> None:
    first = "NATO NATO PROPN NNP 2 nsubj\nmet meet VERB VBD 0 root\nEU EU PROPN NNP 2 obj"
    referents = refer(after(first, BLOC_LEFT.format(determiner)))
    bloc = next(token for token in referents.analysis.doc if token.text == "bloc")
    assert [actor.name for actor in referents.bodies(bloc)] == expected


BOTH_SIDES = "{0} {0} DET DT 2 det\n{1} {2} NOUN NNS 3 nsubj\nleft leave VERB VBD 0 root"


def set_pair(referents: Referents, *actors: Actor) -> Referents:
    referents.discourse.parties = actors
    return referents


@pytest.mark.parametrize(
    ("determiner", "noun", "lemma"), [("both", "sides", "side"), ("two", "countries", "country"), ("both", "parties", "party")]
)
def test_both_sides_are_the_parties_named_last(determiner: str, noun: str, lemma: str, refer: Refer, base: ActorBase) -> None:
    referents = set_pair(refer(BOTH_SIDES.format(determiner, noun, lemma)), base.actors["TCD"], base.actors["MLI"])
    assert resolve(referents, noun) == ["Chad", "Mali"]


def test_both_sides_move_on_with_the_text(refer: Refer, base: ActorBase) -> None:
    referents = set_pair(refer(BOTH_SIDES.format("both", "sides", "side")), base.actors["TCD"], base.actors["MLI"])
    assert resolve(referents, "sides") == ["Chad", "Mali"]
    assert resolve(set_pair(referents, base.actors["FRA"], base.actors["DEU"]), "sides") == ["France", "Germany"]


def test_both_sides_before_any_parties_are_nobody(refer: Refer) -> None:
    assert resolve(refer(BOTH_SIDES.format("both", "sides", "side")), "sides") == []


def test_sides_are_the_states_of_the_persons_and_leaders_the_persons(refer: Refer, base: ActorBase) -> None:
    merkel = Actor("https://w3id.org/diplograph/actor/angela-merkel", "Angela Merkel", "Person", "DEU")
    for noun, lemma, expected in (("sides", "side", ["Germany", "Chad"]), ("leaders", "leader", ["Angela Merkel", "Chad"])):
        referents = set_pair(refer(BOTH_SIDES.format("both", noun, lemma)), merkel, base.actors["TCD"])
        assert resolve(referents, noun) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sweden praised the African Union in 1995; Norway had rejected it.", {"Norway rejects African Union"}),
        ("Iran condemned Iraq, and Kuwait supported it.", {"Kuwait supports Iraq"}),
        ("Serbia signed the accord, but Chad criticised it.", set()),
        ("Mali threatened Niger when Togo attacked it.", {"Togo assaults Mali"}),
        ("Chad said that Sudan had attacked it.", {"Sudan assaults Chad"}),
    ],
)
def test_object_of_a_second_clause_is_that_of_the_first(text: str, expected: set[str], claims_of: Claims) -> None:
    second = {"Norway", "Kuwait", "Chad", "Togo", "Sudan"}
    claims = (claim for claim in claims_of(text) if claim.subject.name in second)
    assert {f"{claim.subject.name} {claim.relation} {claim.object.name}" for claim in claims} == expected
