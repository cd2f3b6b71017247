"""Every frame fires on a plain sentence: ``frame_examples.jsonl`` has one for each, written from what the frame declares."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from diplograph.extract.frames import load_frames
from diplograph.ontology import Claim

EXAMPLES = [json.loads(line) for line in Path(__file__).with_name("frame_examples.jsonl").read_text("utf-8").splitlines()]
FRAMES = {(relation, frame.name) for found in load_frames().by_trigger.values() for relation, frame, _ in found}
WITHOUT_EXAMPLE: set[tuple[str, str]] = {
    ("accuses", "condemn-deed"),
    ("accuses", "point-finger"),
    ("aids", "be-given-aid"),
    ("aids", "peacekeepers-arrive"),
    ("assaults", "clashes-between"),
    ("assaults", "drive-out-of"),
    ("assaults", "fight-against"),
    ("assaults", "fire-on"),
    ("assaults", "killing-noun"),
    ("assaults", "liberate-from"),
    ("assaults", "open-fire"),
    ("assaults", "throw-at"),
    ("coerces", "arrest"),
    ("coerces", "arrest-noun"),
    ("coerces", "break-up-protest"),
    ("coerces", "extend-arrest"),
    ("coerces", "force-out-of"),
    ("coerces", "hold-people"),
    ("concedesTo", "commute-sentence"),
    ("concedesTo", "end-emergency"),
    ("concedesTo", "free-prisoners"),
    ("concedesTo", "release-noun"),
    ("concedesTo", "unfreeze"),
    ("consultsWith", "call-counterpart"),
    ("consultsWith", "meetings-take-place"),
    ("consultsWith", "shake-hands"),
    ("cooperatesWith", "act-together"),
    ("excludedFrom", "refuse-entry"),
    ("mediatesFor", "good-offices"),
    ("memberOf", "become-member"),
    ("memberOf", "comprised-of"),
    ("mobilizesAgainst", "alert"),
    ("mobilizesAgainst", "buildup"),
    ("mobilizesAgainst", "deploy"),
    ("mobilizesAgainst", "dig-in"),
    ("mobilizesAgainst", "test-weapon"),
    ("mobilizesAgainst", "train-fighters"),
    ("negotiatesWith", "rounds-take-place"),
    ("opposesMembership", "opposed"),
    ("opposesMembership", "say-no-to-bid"),
    ("participatesIn", "attend-it"),
    ("protestsAgainst", "boycott"),
    ("protestsAgainst", "down-tools"),
    ("protestsAgainst", "in-protest-of"),
    ("protestsAgainst", "protest-deed"),
    ("protestsAgainst", "protest-noun"),
    ("protestsAgainst", "strike-of-workers"),
    ("protestsAgainst", "walk-off-job"),
    ("represents", "represent"),
    ("requests", "call-on-particle"),
    ("retreatsFrom", "give-up"),
    ("retreatsFrom", "hand-control"),
    ("sanctions", "change-sanctions"),
    ("sanctions", "cut-ties"),
    ("sanctions", "declare-unwanted"),
    ("seeksMembership", "pursue-bid"),
    ("supports", "express-support"),
    ("threatens", "give-ultimatum"),
    ("threatens", "serve-notice"),
}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example['relation']}:{example['frame']}")
def test_frame_fires_on_its_example(example: dict[str, str], claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    found = {
        (claim.relation, claim.frame, claim.subject.name, claim.object.name, claim.organization and claim.organization.name)
        for claim in claims_of(example["text"])
    }
    expected = (*(example[key] for key in ("relation", "frame", "subject", "object")), example.get("organization"))
    assert expected in found


def test_every_frame_has_an_example() -> None:
    assert {(example["relation"], example["frame"]) for example in EXAMPLES} == FRAMES - WITHOUT_EXAMPLE
