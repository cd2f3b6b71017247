"""Explanations of what the learned reader proposed, and of what the fusion made of it."""

import pytest
from diplograph.extract.explanation import Attempt, SentenceExplanation
from diplograph.extract.fused_extractor import FusedExtractor
from diplograph.ontology import Document


@pytest.fixture(scope="module")
def both() -> FusedExtractor:
    return FusedExtractor()


def explain(extractor: FusedExtractor, text: str) -> SentenceExplanation:
    return extractor.explain(Document("text", text))[0]


def attempts(sentence: SentenceExplanation, relation: str) -> list[Attempt]:
    return [attempt for attempt in sentence.attempts if attempt.relation == relation]


def test_claims_of_an_explanation_are_those_of_extraction(both: FusedExtractor) -> None:
    text = "Oman accused Chad of lying and expelled two diplomats of Mali, Ghana said."
    explained = {stated.claim.key: stated.claim.confidence for stated in explain(both, text).claims}
    assert explained == {claim.key: claim.confidence for claim in both.extract(Document("text", text))}


def test_parts_add_up_to_the_confidence(both: FusedExtractor) -> None:
    (stated,) = explain(both, "Oman accused Chad of lying.").claims
    assert (sum(stated.confidence_parts.values()) > 0) == (stated.claim.confidence > 0.5)
    assert stated.certainty == 1.0


def test_proposal_of_the_reader_tells_its_score_and_its_parties() -> None:
    alone = FusedExtractor(with_frames=False)
    (attempt,) = attempts(explain(alone, "Oman accused Chad of lying."), "accuses")
    assert attempt.frame.startswith("reader 1") and ", score 0." in attempt.frame
    assert [(argument.role, argument.words, argument.name) for argument in attempt.arguments] == [
        ("subject", "Oman", "Oman"),
        ("object", "Chad", "Chad"),
    ]
    assert attempt.trigger == "accused"


def test_what_is_believed_too_little_gives_nothing_and_says_so(both: FusedExtractor) -> None:
    text = "Oman's minister, who once led talks with Chad, praised Mali."
    unsure = [attempt for attempt in explain(both, text).attempts if "reader" in attempt.frame]
    refused = [attempt for attempt in unsure if not attempt.claims]
    assert refused != []
    assert all(any("is asked" in reason for reason in attempt.reasons) for attempt in refused)


def test_denial_tells_how_sure_the_reader_is_of_it() -> None:
    alone = FusedExtractor(with_frames=False)
    (attempt, *_) = attempts(explain(alone, "Oman did not attack Chad."), "assaults")
    assert [cue.value for cue in attempt.stance if cue.value == "negated"] == ["negated"]
