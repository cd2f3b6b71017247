"""A quotation has one speaker, whoever names him or her: its own sentence, or the one beside it that it goes on from."""

from collections.abc import Callable

import pytest
from diplograph.ontology import Claim

Claims = Callable[[str], tuple[Claim, ...]]


def told(claims: tuple[Claim, ...]) -> set[tuple[str, str, str, str | None]]:
    return {(c.subject.name, c.relation, c.object.name, c.speaker and c.speaker.name) for c in claims}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            '"Benin moved troops," said Marc Dossou, a spokesman for Togo\'s foreign ministry. "We reject its explanation."',
            ("Togo", "rejects", "Benin", "Marc Dossou"),
        ),
        (
            '"We have asked Chad to leave. We condemn Mali," said the Nigerien minister Issa Barka.',
            ("Niger", "requests", "Chad", "Issa Barka"),
        ),
        (
            '"We are sad," Kosovo\'s president Arben Leka said.\n\n"Serbia has attacked our police."',
            ("Serbia", "assaults", "Kosovo", "Arben Leka"),
        ),
        (
            '"Chad attacked us," said a Sudanese colonel. "Sudan armed the rebels," answered Hissein Brahimi of Chad.',
            ("Sudan", "aids", "rebels", "Hissein Brahimi"),
        ),
    ],
)
def test_quotation_that_goes_on_keeps_its_speaker(text: str, claim: tuple[str, str, str, str], claims_of: Claims) -> None:
    assert claim in told(claims_of(text))


@pytest.mark.parametrize(
    "text",
    [
        'Ana Rojas, president of Peru, spoke. She said: "We support Chile." Bolivia condemned Peru.',
        'Kenya denounced "the war" of Uganda. Bolivia condemned Peru.',
        '"It rained," said Ana Rojas of Chile.\n\nBolivia condemned Peru.',
    ],
)
def test_what_stands_outside_the_marks_is_the_writers(text: str, claims_of: Claims) -> None:
    assert ("Bolivia", "accuses", "Peru", None) in told(claims_of(text))
