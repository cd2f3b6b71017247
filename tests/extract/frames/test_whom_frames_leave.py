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
