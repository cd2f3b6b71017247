from collections.abc import Callable

import pytest
from diplograph.extract.actors.referents import Referents
from diplograph.ontology import Actor, Claim

Refer = Callable[..., Referents]


def resolve(referents: Referents, word: str) -> tuple[Actor, ...]:
    return referents.resolve(next(token for token in referents.analysis.doc if token.text == word))


def names(actors: tuple[Actor, ...]) -> list[str]:
    return [actor.name for actor in actors]


def phrase(modifier: str, noun: str, *, dep: str = "amod", verb: str = "left leave VERB VBD") -> str:
    """ "Russian officials left": a modifier, given as form, lemma and tags, the noun likewise, and a verb."""
    return f"{modifier} 2 {dep}\n{noun} 3 nsubj\n{verb} 0 root"


@pytest.mark.parametrize("name", ["Russia", "Moscow", "Kremlin", "Russians"])
def test_names_of_a_state_are_the_state(name: str, refer: Refer) -> None:
    assert names(resolve(refer(f"{name} {name} PROPN NNP 2 nsubj\nleft leave VERB VBD 0 root"), name)) == ["Russia"]


@pytest.mark.parametrize(
    ("noun", "lemma"), [("officials", "official"), ("troops", "troop"), ("diplomats", "diplomat"), ("lawmakers", "lawmaker")]
)
def test_organs_of_a_state_are_the_state(noun: str, lemma: str, refer: Refer) -> None:
    referents = refer(phrase("Russian Russian ADJ JJ", f"{noun} {lemma} NOUN NNS"))
    assert names(resolve(referents, noun)) == ["Russia"]


@pytest.mark.parametrize("name", ["EU", "NATO"])
def test_organs_of_a_body_are_the_body(name: str, refer: Refer) -> None:
    referents = refer(phrase(f"{name} {name} PROPN NNP", "officials official NOUN NNS", dep="compound"))
    assert resolve(referents, "officials") == resolve(referents, name)


def test_officials_of_two_states_are_both(refer: Refer) -> None:
    referents = refer("""
        Turkish Turkish ADJ JJ 4 amod
        and and CCONJ CC 3 cc
        Iranian Iranian ADJ JJ 1 conj
        officials official NOUN NNS 5 nsubj
        left leave VERB VBD 0 root
    """)
    assert names(resolve(referents, "officials")) == ["Turkey", "Iran"]


def test_government_of_a_state_is_the_state(refer: Refer) -> None:
    referents = refer("""
        the the DET DT 2 det
        government government NOUN NN 0 root
        of of ADP IN 4 case
        Chad Chad PROPN NNP 2 nmod
    """)
    assert names(resolve(referents, "government")) == ["Chad"]


def test_rebels_of_a_state_are_a_group_of_their_own(refer: Refer) -> None:
    (group,) = resolve(refer(phrase("Sudanese Sudanese ADJ JJ", "rebels rebel NOUN NNS")), "rebels")
    assert (group.kind, group.name, group.code) == ("GroupActor", "Sudanese rebels", "SDN")


def test_forces_of_rebels_are_not_the_army_of_the_state(refer: Refer) -> None:
    referents = refer("""
        Afghan Afghan ADJ JJ 3 amod
        rebel rebel NOUN NN 3 compound
        forces force NOUN NNS 0 root
    """)
    (group,) = resolve(referents, "forces")
    assert (group.kind, group.code) == ("GroupActor", "AFG")


def test_unnamed_rebels_act_as_a_group(refer: Refer) -> None:
    (group,) = resolve(refer("rebels rebel NOUN NNS 2 nsubj\nleft leave VERB VBD 0 root"), "rebels")
    assert (group.kind, group.name, group.code) == ("GroupActor", "rebels", None)


def test_one_rebel_without_a_name_is_nobody(refer: Refer) -> None:
    assert resolve(refer("rebel rebel NOUN NN 2 nsubj\nleft leave VERB VBD 0 root"), "rebel") == ()


def test_nations_of_a_region_are_a_group(refer: Refer) -> None:
    (group,) = resolve(refer(phrase("European European ADJ JJ", "nations nation NOUN NNS")), "nations")
    assert (group.kind, group.name) == ("GroupActor", "European nations")


def test_nations_without_a_name_are_nobody(refer: Refer) -> None:
    assert resolve(refer(phrase("many many ADJ JJ", "nations nation NOUN NNS")), "nations") == ()


@pytest.mark.parametrize("lemma", ["table", "talk", "week"])
def test_things_of_a_state_are_no_actors(lemma: str, refer: Refer) -> None:
    referents = refer(phrase("Russian Russian ADJ JJ", f"{lemma}s {lemma} NOUN NNS"))
    assert resolve(referents, f"{lemma}s") == ()


def test_place_is_no_actor_but_is_located_in_its_state(refer: Refer) -> None:
    referents = refer("Zurich Zurich PROPN NNP 2 nsubj\nsleeps sleep VERB VBZ 0 root")
    assert resolve(referents, "Zurich") == ()
    assert names(referents.located(referents.analysis.doc[0])) == ["Switzerland"]


def test_outlet_is_no_actor(refer: Refer) -> None:
    assert resolve(refer("Reuters Reuters PROPN NNP 0 root", {"Reuters": "outlet"}), "Reuters") == ()


def test_ministry_of_a_state_is_the_state(refer: Refer) -> None:
    referents = refer(phrase("Chadian Chadian ADJ JJ", "Seed_Ministry ministry PROPN NNP"), {"Seed Ministry": "ORG"})
    assert names(resolve(referents, "Seed Ministry")) == ["Chad"]


def test_company_of_a_state_is_an_organization_of_its_own(refer: Refer) -> None:
    referents = refer(phrase("Chadian Chadian ADJ JJ", "Acme_Mills mill PROPN NNP"), {"Acme Mills": "ORG"})
    (body,) = resolve(referents, "Acme Mills")
    assert (body.kind, body.name, body.code) == ("Organization", "Acme Mills", "TCD")


def test_count_of_people_is_the_people(refer: Refer) -> None:
    referents = refer("""
        thousands thousand NOUN NNS 0 root
        of of ADP IN 4 case
        Sudanese Sudanese ADJ JJ 4 amod
        refugees refugee NOUN NNS 1 nmod
    """)
    assert resolve(referents, "thousands") == resolve(referents, "refugees") != ()


def test_administration_of_a_person_is_the_state_behind(refer: Refer) -> None:
    referents = refer(
        phrase("Angela_Merkel Merkel PROPN NNP", "administration administration NOUN NN", dep="compound"),
        {"Angela Merkel": "PERSON"},
    )
    assert names(resolve(referents, "administration")) == ["Germany"]


def test_verbs_and_adverbs_are_no_actors(refer: Refer) -> None:
    referents = refer("left leave VERB VBD 0 root\nsoon soon ADV RB 1 advmod")
    assert resolve(referents, "left") == ()
    assert resolve(referents, "soon") == ()


def test_bodies_are_the_organizations_alone(refer: Refer) -> None:
    referents = refer("NATO NATO PROPN NNP 3 nsubj\nChad Chad PROPN NNP 1 conj\nleft leave VERB VBD 0 root")
    nato, chad = referents.analysis.doc[:2]
    assert names(referents.bodies(nato)) == ["NATO"]
    assert referents.bodies(chad) == ()


def test_resolving_twice_gives_equal_actors(refer: Refer) -> None:
    lines = phrase("Sudanese Sudanese ADJ JJ", "rebels rebel NOUN NNS")
    referents = refer(lines)
    assert resolve(referents, "rebels") == resolve(referents, "rebels") == resolve(refer(lines), "rebels")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Palestine attacked Iran.", "Palestine"),
        ("The Palestinian government in Ramallah attacked Iran.", "Palestinian Authority"),
        ("Palestinians attacked Iran.", "Palestinians"),
        ("The Palestinian people attacked Iran.", "Palestinians"),
        ("The Palestinian Authority attacked Iran.", "Palestinian Authority"),
        ("The Palestinian government attacked Iran.", "Palestinian Authority"),
        ("Palestine's Hamas attacked Iran.", "Hamas"),
        ("The Hamas government in Gaza attacked Iran.", "Hamas"),
        ("The Houthi authorities in Sanaa attacked Iran.", "Houthis"),
        ("Mahmoud Abbas attacked Iran.", "Mahmoud Abbas"),
    ],
)
def test_state_people_authority_group_and_person_stay_apart(
    text: str, who: str, claims_of: Callable[[str], tuple[Claim, ...]]
) -> None:
    assert [(claim.subject.name, claim.object.name) for claim in claims_of(text)] == [(who, "Iran")]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Israel attacked Palestinian homes.", {"Palestinians"}),
        ("Israel condemned the Palestinian government.", {"Palestinian Authority"}),
        ("Israel condemned a Palestinian state.", {"Palestine"}),
        ("Israel attacked Gaza City.", {"Gaza Strip"}),
        ("Iran condemned Soviet attacks.", {"Soviet Union"}),
        ("Iran attacked the two Koreas.", {"North Korea", "South Korea"}),
    ],
)
def test_adjective_city_and_shared_name_stand_for_those_who_are_meant(
    text: str, whom: set[str], claims_of: Callable[[str], tuple[Claim, ...]]
) -> None:
    assert {claim.object.name for claim in claims_of(text)} == whom
