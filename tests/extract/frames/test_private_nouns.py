from collections.abc import Callable

import pytest
from diplograph.ontology import Claim

Claims = Callable[[str], tuple[Claim, ...]]
_STATES = {"Sweden", "Norway", "China", "India", "Russia", "Israel", "Iran", "Philippines", "United States"}


def _between_states(claims: tuple[Claim, ...]) -> list[tuple[str, str, str]]:
    return [
        (c.subject.name, c.relation, c.object.name) for c in claims if c.subject.name in _STATES and c.object.name in _STATES
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Chinese app targets Indian teenagers.",
        "A Chinese phone maker attacked the Indian market last year.",
        "The Swedish firm's app targets Norway.",
        "The Russian team attacked Norway's goal.",
        "A Swedish carmaker threatened its Norwegian competitors.",
    ],
)
def test_firm_app_or_team_of_a_nation_is_not_the_state(text: str, claims_of: Claims) -> None:
    assert _between_states(claims_of(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iranian missiles hit an Israeli base.", ("Iran", "assaults", "Israel")),
        ("Chinese ships attacked a Philippine boat.", ("China", "assaults", "Philippines")),
        ("Russian officials accused Norwegian firms and Norway.", ("Russia", "accuses", "Norway")),
    ],
)
def test_arms_ships_and_officials_of_a_nation_are_the_state(
    text: str, expected: tuple[str, str, str], claims_of: Claims
) -> None:
    assert expected in _between_states(claims_of(text))
