from collections.abc import Callable

import pytest
from diplograph.extract.circumstances.places import named_place
from diplograph.ontology import Claim
from diplograph.ontology.actors import ActorBase

Extract = Callable[[str], tuple[Claim, ...]]


def place_of(claims: tuple[Claim, ...], relation: str) -> tuple[str | None, str | None]:
    """Name of the place and code of the state of the only claim of a relation."""
    (claim,) = (claim for claim in claims if claim.relation == relation)
    return claim.place, claim.country.code if claim.country is not None else None


@pytest.mark.parametrize(
    ("text", "relation", "expected"),
    [
        ("Chad and Mali held talks in Riyadh.", "negotiatesWith", ("Riyadh", "SAU")),
        ("Talks between Chad and Mali were held in the capital Bamako.", "negotiatesWith", ("Bamako", "MLI")),
        ("Sergey Lavrov met Marco Rubio in Geneva.", "consultsWith", ("Geneva", "CHE")),
        ("In Geneva, Sergey Lavrov met Marco Rubio.", "consultsWith", ("Geneva", "CHE")),
        ("Chad attacked a village in northern Mali.", "assaults", ("northern Mali", "MLI")),
        ("Emmanuel Macron visited Tirana.", "consultsWith", ("Tirana", "ALB")),
        ("Chad boycotted the summit in Muscat.", "excludedFrom", ("Muscat", "OMN")),
        ("Poland and Norway signed an agreement in Warsaw.", "agreesWith", ("Warsaw", "POL")),
    ],
)
def test_place_of_an_event_is_named_with_its_state(
    text: str, relation: str, expected: tuple[str, str], claims_of: Extract
) -> None:
    assert place_of(claims_of(text), relation) == expected


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Chad attacked Mali.", "assaults"),
        ("Norway said in Oslo that Chad had attacked Mali.", "assaults"),
        ("In Oslo, Norway said that Chad had attacked Mali.", "assaults"),
        ("Chad attacked Mali in 2019.", "assaults"),
        ("Norway condemned the attack on Chad in Bamako by Mali.", "accuses"),
        ("Chad supports Mali in the United Nations.", "supports"),
    ],
)
def test_place_of_something_else_is_none_of_the_claim(text: str, relation: str, claims_of: Extract) -> None:
    assert place_of(claims_of(text), relation) == (None, None)


def test_time_that_the_pipeline_takes_for_a_place_is_none(claims_of: Extract) -> None:
    assert place_of(claims_of("Chad negotiated with Mali in mid-January."), "negotiatesWith") == (None, None)


def test_place_that_no_state_is_known_for_keeps_its_name(base: ActorBase) -> None:
    assert named_place("Erewhon", base).country is None
    assert named_place("Riyadh", base).country == base.state("SAU")


def test_place_and_state_of_a_claim_told_twice_come_from_the_first_that_names_one(claims_of: Extract) -> None:
    text = "Chad and Mali held talks. Rain fell. Chad and Mali held talks in Riyadh. Chad and Mali held talks in Oslo."
    (claim,) = (claim for claim in claims_of(text) if claim.relation == "negotiatesWith")
    assert (claim.place, claim.country.code if claim.country is not None else None) == ("Riyadh", "SAU")
    assert len(claim.evidence) == 3
