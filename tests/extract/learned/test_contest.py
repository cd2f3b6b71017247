"""Rivals: who else is told to have done the same, by the same word."""

from collections.abc import Callable

import pytest
from diplograph.extract.learned.contest import is_rival
from diplograph.ontology import Claim


def coordinated(one: str, other: str) -> bool:
    return {one[-3:], other[-3:]} == {"RUS", "UKR"}


@pytest.mark.parametrize(
    ("mine", "other", "expected"),
    [
        # Another subject of the same word.
        (("USA", "UKR"), ("RUS", "UKR"), True),
        (("USA", "RUS"), ("USA", "NATO"), True),
        # "Russia and Ukraine ..."
        (("RUS", "USA"), ("UKR", "USA"), False),
        (("USA", "RUS"), ("USA", "UKR"), False),
        # The same, and nothing in common.
        (("USA", "RUS"), ("USA", "RUS"), False),
        (("USA", "RUS"), ("EU", "UKR"), False),
        # The other way round is no rival of what one does to the other.
        (("USA", "UKR"), ("UKR", "RUS"), False),
    ],
)
def test_rival_has_one_party_and_another_in_place_of_the_other(
    build_claim: Callable[..., Claim], mine: tuple[str, str], other: tuple[str, str], expected: bool
) -> None:
    claims = (build_claim(pair[0], "accuses", pair[1]) for pair in (mine, other))
    assert is_rival(*claims, coordinated, is_symmetric=False) is expected


def test_rival_of_what_two_do_together_may_stand_on_either_side(build_claim: Callable[..., Claim]) -> None:
    claims = build_claim("USA", "consultsWith", "UKR"), build_claim("UKR", "consultsWith", "EU")
    assert is_rival(*claims, coordinated, is_symmetric=True)
