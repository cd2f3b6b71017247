"""Every frame fires on a plain sentence: ``frame_examples.jsonl`` has one for each, written from what the frame declares."""

import json
from pathlib import Path

import pytest
from diplograph.extract import Extractor
from diplograph.extract.frames.loading import load_frames
from diplograph.ontology import Claim, Document

EXAMPLES = [json.loads(line) for line in Path(__file__).with_name("frame_examples.jsonl").read_text("utf-8").splitlines()]
FRAMES = {(relation, frame.name) for found in load_frames().by_trigger.values() for relation, frame, _ in found}


@pytest.fixture(scope="module")
def claims_by_text(extractor: Extractor) -> dict[str, tuple[Claim, ...]]:
    """What each example tells, all of them read together, which takes a third of the time."""
    texts = [example["text"] for example in EXAMPLES]
    found = extractor.extract_all(Document("test", text=text) for text in texts)
    return {text: claims for text, claims in zip(texts, found, strict=True) if not isinstance(claims, Exception)}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example['relation']}:{example['frame']}")
def test_frame_fires_on_its_example(example: dict[str, str], claims_by_text: dict[str, tuple[Claim, ...]]) -> None:
    found = {
        (claim.relation, claim.frame, claim.subject.name, claim.object.name, claim.organization and claim.organization.name)
        for claim in claims_by_text[example["text"]]
    }
    expected = (*(example[key] for key in ("relation", "frame", "subject", "object")), example.get("organization"))
    assert expected in found


def test_every_frame_has_an_example() -> None:
    assert {(example["relation"], example["frame"]) for example in EXAMPLES} == FRAMES
