from collections.abc import Callable

import pytest
from diplograph.extract.text.capitals import CaseRestorer
from diplograph.ontology import Claim, Modality
from diplograph.ontology.actors import ActorBase
from hypothesis import given
from hypothesis import strategies as st


@pytest.fixture(scope="session")
def restorer(base: ActorBase) -> CaseRestorer:
    return CaseRestorer(base)


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("US, RUSSIA TO RESUME TALKS", "US, Russia to resume talks"),
        ("PUTIN MEETS ERDOGAN IN SOCHI", "Putin meets Erdogan in Sochi"),
        ("REPORTER TELLS US WHY HE LEFT", "Reporter tells us why he left"),
        ("NATO WARNS SOUTH KOREA", "NATO warns South Korea"),
    ],
)
def test_headline_in_capitals_keeps_the_capitals_of_names_only(restorer: CaseRestorer, headline: str, expected: str) -> None:
    assert restorer.restore(headline) == expected


@pytest.mark.parametrize("text", ["The US met NATO.", "USA", "NATO SUMMIT", "", "\n\n", "Talks\nfailed."])
def test_other_lines_stay_as_they_are(restorer: CaseRestorer, text: str) -> None:
    assert restorer.restore(text) == text


@given(st.text())
def test_length_and_letters_never_change(restorer: CaseRestorer, text: str) -> None:
    restored = restorer.restore(text)
    assert len(restored) == len(text)
    assert restored.casefold() == text.casefold()


def test_claims_of_a_headline_quote_its_own_words(claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    (claim,) = claims_of("CHAD, MALI TO SIGN PEACE DEAL")
    assert (claim.subject.name, claim.relation, claim.object.name) == ("Chad", "agreesWith", "Mali")
    assert claim.modality is Modality.PLANNED
    assert claim.evidence[0].quote == "CHAD, MALI TO SIGN PEACE DEAL"
