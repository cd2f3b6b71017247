"""In transcripts and interviews, "we" is the state or body that the speaker of the turn speaks for."""

from collections.abc import Callable

import pytest
from diplograph.ontology import Claim

Claims = Callable[[str], tuple[Claim, ...]]


def told(claims: tuple[Claim, ...]) -> set[tuple[str, str, str]]:
    return {(claim.subject.name, claim.relation, claim.object.name) for claim in claims}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "MS. HARLOW: Good afternoon. The United States condemns Syria.\n\nQUESTION: Has Jordan helped?\n\n"
            "MS. HARLOW: We have asked Jordan to open its border.",
            ("United States", "requests", "Jordan"),
        ),
        ("Q: Will Ghana leave?\nA: No. Ghana supports Mali. We have asked Togo to stay.", ("Ghana", "requests", "Togo")),
        ("Q: You met the Bahraini minister?\nA: Yes, Oman met him in Muscat.", ("Oman", "consultsWith", "Bahrain")),
    ],
)
def test_answer_is_that_of_the_body_that_acts_in_it(text: str, claim: tuple[str, str, str], claims_of: Claims) -> None:
    assert claim in told(claims_of(text))


def test_we_of_one_speaker_is_not_that_of_another(claims_of: Claims) -> None:
    text = "MR. LUND: Norway supports Mali.\nMS. ADU: Ghana condemns Chad.\nMR. LUND: We condemn Togo."
    named = told(claims_of(text))
    assert ("Norway", "accuses", "Togo") in named
    assert ("Ghana", "accuses", "Togo") not in named


def test_single_heading_is_no_turn(claims_of: Claims) -> None:
    assert told(claims_of("NOTE: It rained when Chad condemned Mali. Later, we condemned Togo.")) <= {
        ("Chad", "accuses", "Mali")
    }
