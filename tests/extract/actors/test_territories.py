from collections.abc import Callable

import pytest
from diplograph.extract.actors.referents import Referents
from diplograph.ontology import Actor, Claim

Refer = Callable[..., Referents]
Extract = Callable[[str], tuple[Claim, ...]]


def territories(referents: Referents, word: str) -> tuple[Actor, ...]:
    return referents.territories.of(next(token for token in referents.analysis.doc if token.text == word))


def claims(text: str, claims_of: Extract) -> set[tuple[str, str, str, str]]:
    return {(c.relation, c.subject.name, c.object.name, c.object.kind) for c in claims_of(text)}


@pytest.mark.parametrize(
    ("name", "told"),
    [("Taiwan", ("Taiwan", "State")), ("Sabah", ("Sabah", "Territory")), ("Kurils", ("Kuril Islands", "Territory"))],
)
def test_name_is_a_state_or_a_territory_of_the_actor_base(name: str, told: tuple[str, str], refer: Refer) -> None:
    (found,) = territories(refer(f"{name} {name} PROPN NNP 2 nsubj\nfell fall VERB VBD 0 root"), name)
    assert (found.name, found.kind) == told


@pytest.mark.parametrize("name", ["Kremlin", "Taiwanese", "Hamas", "NATO"])
def test_seat_people_group_and_alliance_are_no_territory(name: str, refer: Refer) -> None:
    assert territories(refer(f"{name} {name} PROPN NNP 2 nsubj\nfell fall VERB VBD 0 root"), name) == ()


def test_noun_for_a_region_or_an_amount_is_what_it_is_of(refer: Refer) -> None:
    lines = (
        "most most NOUN JJS 7 nsubj\nof of ADP IN 4 case\nthe the DET DT 4 det\nisland island NOUN NN 1 nmod\n"
        "of of ADP IN 6 case\nTaiwan Taiwan PROPN NNP 4 nmod\nfell fall VERB VBD 0 root"
    )
    assert [t.name for t in territories(refer(lines), "most")] == ["Taiwan"]
    government = lines.replace("island island", "government government")
    assert territories(refer(government), "most") == ()


def test_place_that_the_actor_base_lacks_is_a_territory_of_its_own_name(claims_of: Extract) -> None:
    (claim,) = claims_of("Portugal claims the Selvagem Islands.")
    assert (claim.object.name, claim.object.kind) == ("Selvagem Islands", "Territory")
    assert claim.object.iri.endswith("/territory-selvagem-islands")


def test_territory_is_a_place_of_its_state_where_nobody_claims_it(claims_of: Extract) -> None:
    assert claims("Turkey bombed the Golan Heights.", claims_of) == {("assaults", "Turkey", "Syria", "State")}
    assert claims("Turkey claims the Golan Heights.", claims_of) == {
        ("claimsTerritory", "Turkey", "Golan Heights", "Territory")
    }


@pytest.mark.parametrize(
    "text",
    [
        "Sweden regards Kosovo as part of Serbia.",
        "The United States considers Japan its closest ally.",
        "France considers Mali part of its sphere of influence.",
        "Iran claimed victory over Iraq.",
        "Moscow made a claim on Ukraine for unpaid gas.",
    ],
)
def test_who_calls_it_anothers_or_claims_something_else_claims_no_territory(text: str, claims_of: Extract) -> None:
    assert [claim for claim in claims_of(text) if claim.relation == "claimsTerritory"] == []


def test_person_who_speaks_for_the_owner_claims_it_too(claims_of: Extract) -> None:
    found = claims("Russian President Vladimir Putin called Crimea an inalienable part of Russia.", claims_of)
    assert ("claimsTerritory", "Vladimir Putin", "Crimea", "State") in found


@pytest.mark.parametrize(
    "text",
    [
        "Canada dropped its claim to Hans Island.",
        "Canada never claimed Hans Island.",
        "Canada does not regard Hans Island as part of its territory.",
    ],
)
def test_claim_given_up_or_never_raised_is_denied(text: str, claims_of: Extract) -> None:
    (found,) = (claim for claim in claims_of(text) if claim.relation == "claimsTerritory")
    assert (found.subject.name, found.object.name, str(found.polarity)) == ("Canada", "Hans Island", "negated")
