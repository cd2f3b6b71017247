"""What must hold on a whole news article, where the development data is at hand (it is not part of the repository)."""

import datetime
from pathlib import Path

import pytest
from diplograph.extract import Extractor
from diplograph.ontology import Claim, Document, Polarity

ARTICLE = Path(__file__).parents[3] / "shared/data/seed/agreeing-to-agree.txt"

pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason="the development data is not beside the repository")


@pytest.fixture(scope="module")
def claims(extractor: Extractor) -> tuple[Claim, ...]:
    document = Document("seed", ARTICLE.read_text("utf-8"), date=datetime.date(2025, 2, 19))
    return extractor.extract(document)


def test_russia_is_never_said_to_oppose_the_eu_membership_of_ukraine(claims: tuple[Claim, ...]) -> None:
    positions = [
        claim
        for claim in claims
        if claim.relation == "opposesMembership"
        and claim.organization is not None
        and claim.organization.name == "European Union"
    ]
    assert [(claim.subject.name, claim.polarity) for claim in positions] == [("Russia", Polarity.NEGATED)]


def test_subscription_and_copyright_lines_give_no_claims(claims: tuple[Claim, ...]) -> None:
    text = ARTICLE.read_text("utf-8")
    end_of_article = text.index("Subscribe today")
    assert all(evidence.end <= end_of_article for claim in claims for evidence in claim.evidence)


def test_every_quote_is_found_at_its_offsets(claims: tuple[Claim, ...]) -> None:
    text = ARTICLE.read_text("utf-8")
    assert all(text[e.start : e.end] == e.quote for claim in claims for e in claim.evidence)
