"""Whom a compound names as mediator mediates, and whom another names leads or backs; the state of a venue has no part."""

from collections.abc import Callable

import pytest
from diplograph.ontology import Claim

Claims = Callable[[str], tuple[Claim, ...]]


def told(claims: tuple[Claim, ...]) -> set[str]:
    return {f"{c.subject.name} {c.relation} {c.object.name} {c.polarity}" for c in claims}


@pytest.mark.parametrize(
    ("text", "mediator", "party"),
    [
        ("A Qatari-mediated truce between Israel and Hamas began.", "Qatar", "Hamas"),
        ("US-brokered talks between Serbia and Kosovo collapsed.", "United States", "Serbia"),
        ("A UN-brokered agreement between Libya and Chad was signed.", "United Nations", "Chad"),
    ],
)
def test_name_before_brokered_is_the_mediator(text: str, mediator: str, party: str, claims_of: Claims) -> None:
    assert f"{mediator} mediatesFor {party} affirmed" in told(claims_of(text))


@pytest.mark.parametrize(
    "text",
    ["The French-led mission arrested three Malian officers.", "An Iran-backed militia shelled the embassy of Chad in Mali."],
)
def test_name_before_led_or_backed_does_not_act(text: str, claims_of: Claims) -> None:
    assert not {claim.subject.name for claim in claims_of(text)} & {"France", "Iran"}


@pytest.mark.parametrize("text", ["Iran refused to attend the Geneva conference.", "Iran rejected the Geneva talks."])
def test_state_of_a_venue_is_not_rejected(text: str, claims_of: Claims) -> None:
    assert "Iran rejects Switzerland affirmed" not in told(claims_of(text))


def test_proposal_of_a_state_is_rejected(claims_of: Claims) -> None:
    assert "Ukraine rejects Hungary affirmed" in told(claims_of("Ukraine rejected the Hungarian proposal."))


@pytest.mark.parametrize(
    "text", ["No Ukrainian official was at the talks in Riyadh.", "Neither Chad nor Mali attended the talks in Riyadh."]
)
def test_talks_without_somebody_are_held(text: str, claims_of: Claims) -> None:
    named = {claim for claim in told(claims_of(text)) if claim.startswith("Saudi Arabia hosts")}
    assert named
    assert not [claim for claim in named if claim.endswith("negated")]
