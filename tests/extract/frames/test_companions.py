"""Whoever a text names beside the subject as doing the same ("like Spain") does it too; "unlike Spain" denies it of Spain."""

from collections.abc import Callable

import pytest
from diplograph.ontology import Claim

Claims = Callable[[str], tuple[Claim, ...]]


def told(claims: tuple[Claim, ...]) -> set[str]:
    return {f"{c.subject.name} {c.relation} {c.object.name} {c.polarity}" for c in claims}


@pytest.mark.parametrize(
    ("text", "companion"),
    [
        ("Like Spain, Ireland condemned Israel.", "Spain accuses Israel affirmed"),
        ("Chile, like Argentina, condemned Israel.", "Argentina accuses Israel affirmed"),
        ("Just like Togo, Benin joined the African Union.", "Togo memberOf African Union affirmed"),
        ("Chad, along with Niger, condemned Mali.", "Niger accuses Mali affirmed"),
        ("Belgium, together with Spain, recognised Kosovo.", "Spain supports Kosovo affirmed"),
        ("Rwandan soldiers fought alongside Kenyan forces against Islamic State.", "Kenya assaults Islamic State affirmed"),
        ("Japan joined France in condemning Chad.", "France accuses Chad affirmed"),
        ("Austria attacked Bulgaria, as did Romania.", "Romania assaults Bulgaria affirmed"),
        ("Countries like Iran threaten Israel.", "Iran threatens Israel affirmed"),
    ],
)
def test_companion_does_the_same(text: str, companion: str, claims_of: Claims) -> None:
    assert companion in told(claims_of(text))


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Unlike Hungary, Slovakia supports Ukraine.", "Hungary supports Ukraine negated"),
        ("Unlike Kenya, Tanzania has not recognised Kosovo.", "Kenya supports Kosovo affirmed"),
        ("Croatia, unlike Chad, condemned Mali.", "Chad accuses Mali negated"),
    ],
)
def test_unlike_says_the_opposite(text: str, other: str, claims_of: Claims) -> None:
    assert other in told(claims_of(text))


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("Chad treats Sudan like Libya and accused Mali of spying.", "Libya"),
        ("Qatar bought missiles like those that Egypt has, and accused Bahrain of spying.", "Egypt"),
        ("Against the advice of Chad, Namibia condemned Botswana.", "Chad"),
        ("Norway condemned Iran alongside Syria.", "Syria"),
        ("The army joined the party in Mali and attacked Niger.", "party"),
    ],
)
def test_who_is_compared_with_somebody_else_does_nothing(text: str, nobody: str, claims_of: Claims) -> None:
    assert not [claim for claim in claims_of(text) if claim.subject.name == nobody]


def test_who_is_unlike_a_candidate_has_no_say_in_the_bid(claims_of: Claims) -> None:
    claims = claims_of("Unlike Armenia, Azerbaijan has refused to join the Eurasian Economic Union.")
    assert {(c.subject.name, c.relation) for c in claims if c.relation != "memberOf"} <= {("Azerbaijan", "rejects")}
