""" "The former" and "the latter" are the first and second of the two actors that the text has named before."""

from collections.abc import Callable

import pytest
from diplograph.ontology import Claim

Claims = Callable[[str], tuple[Claim, ...]]


def told(claims: tuple[Claim, ...]) -> set[str]:
    return {f"{claim.subject.name} {claim.relation} {claim.object.name}" for claim in claims}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Laos and Thailand disagree about the dam. The former condemned the latter.", "Laos accuses Thailand"),
        ("Ghana and Togo signed an accord. The former has since accused the latter of poaching.", "Ghana accuses Togo"),
        ("Talks between Malta and Cyprus ended, and the latter blamed the former.", "Cyprus accuses Malta"),
        ("Peru met Chile in Lima. The latter condemned Cuba.", "Chile accuses Cuba"),
        ("Kenya accuses Chad of spying; the latter denies it and accuses the former of lying.", "Chad accuses Kenya"),
        ("Malta and Cyprus sent envoys to Rome. The latter praised Chad. The former condemned Mali.", "Malta accuses Mali"),
    ],
)
def test_rank_is_the_actor_named_in_that_place(text: str, expected: str, claims_of: Claims) -> None:
    assert expected in told(claims_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "Laos and Thailand disagree. The former president of Chad condemned Mali.",
        "Laos and Thailand disagree. In the latter half of the year Chad condemned Mali.",
        "Laos, Thailand and Chad disagree about the dam. The latter condemned Mali.",
    ],
)
def test_adjective_or_one_of_three_names_neither(text: str, claims_of: Claims) -> None:
    named = told(claims_of(text))
    assert not {"Laos accuses Mali", "Thailand accuses Mali"} & named
