"""A relative clause between subject and verb leaves the verb to the subject."""

from collections.abc import Callable

import pytest
from diplograph.ontology import Claim

Claims = Callable[[str], tuple[Claim, ...]]


def told(claims: tuple[Claim, ...]) -> set[str]:
    return {f"{claim.subject.name} {claim.relation} {claim.object.name}" for claim in claims}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Greece, which Turkey has threatened for years, condemned Italy.",
            {"Turkey threatens Greece", "Greece accuses Italy"},
        ),
        ("Cyprus, against which Turkey had sent ships, condemned Chad.", {"Cyprus accuses Chad"}),
        ("Poland, where thousands of Chadians have found refuge, condemned Russia.", {"Poland accuses Russia"}),
        ("Mali, from which France withdrew its troops, condemned Niger.", {"France retreatsFrom Mali", "Mali accuses Niger"}),
        ("Iran, which had rejected the plan, attacked Iraq.", {"Iran assaults Iraq"}),
    ],
)
def test_subject_keeps_its_verb(text: str, expected: set[str], claims_of: Claims) -> None:
    assert expected <= told(claims_of(text))


def test_clause_that_goes_on_belongs_to_the_relative_clause(claims_of: Claims) -> None:
    named = told(claims_of("Chad condemned Mali, which Niger supported and Benin attacked."))
    assert named >= {"Chad accuses Mali", "Niger supports Mali"}
    assert "Mali assaults Niger" not in named
