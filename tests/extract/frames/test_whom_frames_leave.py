"""Names that merely stand near a verb are not its parties, and what a body of many does ties none of them to another."""

from collections.abc import Callable

import pytest
from diplograph.ontology import Claim

Claims = Callable[[str], tuple[Claim, ...]]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("France has sought access to the markets of Japan.", "requests"),
        ("France called for a conference, which Japan would attend.", "requests"),
        ("France helped draft the constitution of Chad.", "aids"),
        ("A British aid worker was arrested in Sudan.", "coerces"),
        ("Norway has intercepted two Russian missiles.", "coerces"),
        ("Norway deported a Chadian cook.", "sanctions"),
        ("Uzbekistan expects China to win.", "requests"),
        ("Norway sent troops to Chad.", "mobilizesAgainst"),
        ("Chad and Mali have ratified the treaty.", "agreesWith"),
        ("Chad and Mali offered Niger a loan.", "agreesWith"),
        ("Norway encouraged Chad to sign.", "supports"),
        ("Students held a rally in Chad.", "protestsAgainst"),
        ("Norway launched a campaign in Chad.", "protestsAgainst"),
        ("Norway voiced concern about dissidents in Chad.", "accuses"),
        ("Norway opened an investigation into the death of an envoy of Chad.", "accuses"),
        ("Chad took two million dollars from Norway.", "assaults"),
        ("The pirates seized two Norwegian sailors.", "coerces"),
        ("Chad's president handed power to Mali's envoy.", "retreatsFrom"),
        ("Chad hosted Mali in the final round of the cup.", "consultsWith"),
        ("Norway warned its citizens of an attack, Chad said.", "threatens"),
        ("Norway agreed to send Chad a ship.", "agreesWith"),
        ("Chad's minister visited a school in Norway.", "consultsWith"),
        ("Norway welcomed Chad's envoy to Oslo.", "supports"),
        ("Norway ordered two Chadian diplomats to leave.", "requests"),
    ],
)
def test_relation_is_not_read_into_what_is_near(text: str, relation: str, claims_of: Claims) -> None:
    assert relation not in {claim.relation for claim in claims_of(text)}


@pytest.mark.parametrize(
    ("parties", "pairs"), [("Chad and Mali", 1), ("Chad, Mali and Niger", 3), ("Chad, Mali, Niger and Ghana", 0)]
)
def test_many_who_agree_do_so_as_a_body(parties: str, pairs: int, claims_of: Claims) -> None:
    claims = claims_of(f"{parties} have reached an agreement.")
    assert [claim.relation for claim in claims] == ["agreesWith"] * pairs


def test_cancelled_meeting_was_not_held(claims_of: Claims) -> None:
    claims = claims_of("Norway has called off a visit to Chad.")
    assert [(claim.relation, claim.polarity.value) for claim in claims] == [("consultsWith", "negated")]
