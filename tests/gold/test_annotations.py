"""The gold files keep to the format that README.md beside them gives, so that no score rests on a slip of the pen."""

import datetime
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from diplograph.ontology import PRECISIONS, Interval, Modality, Polarity, load_schema

HERE = Path(__file__).parent
FILES = sorted(path for path in HERE.glob("*.jsonl") if path.stem not in ("mentions", "dates"))
FIELDS = {"subject", "predicate", "object", "organization", "polarity", "modality", "speaker", "trigger", "required"}
RELATIONS = load_schema().relations
MEMBERSHIPS = {"opposesMembership", "supportsMembership"}
STANCES = {"polarity": set(Polarity), "modality": set(Modality)}

Record = dict[str, Any]


@cache
def read_records(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def alternatives(value: Any) -> list[Any]:
    """The values that a field allows: itself, or those of its list."""
    return value if isinstance(value, list) else [value]


def find_faults(text: str, claim: Record) -> list[str]:
    """What breaks the format in a claim of ``text``; empty where nothing does."""
    faults = []
    fields = FIELDS | {"role"} if claim["predicate"] == "represents" else FIELDS
    if set(claim) != fields:
        faults.append(f"fields {sorted(set(claim) ^ fields)} are missing or unknown")
    if claim["predicate"] not in RELATIONS:
        faults.append(f"{claim['predicate']} is no relation of diplograph.ttl")
    if not claim["trigger"] or claim["trigger"] not in text:
        faults.append(f"the trigger {claim['trigger']!r} is not in the text")
    names = {field: claim[field] for field in ("subject", "object")}
    if claim["predicate"] in MEMBERSHIPS:
        names["organization"] = claim["organization"]
    elif claim["organization"] is not None:
        faults.append(f"{claim['predicate']} has an organization")
    faults += [f"{field} is no list of names" for field, value in names.items() if not is_list_of_names(value)]
    speaker = claim["speaker"]
    if speaker is not None and not is_list_of_names([name for name in speaker if name is not None]):
        faults.append("speaker is neither null nor a list that names somebody")
    for field, known in STANCES.items():
        if not set(alternatives(claim[field])) <= known:
            faults.append(f"{field} {claim[field]} is not one of {sorted(known)}")
    if not isinstance(claim["required"], bool):
        faults.append("required is neither true nor false")
    return faults


def is_list_of_names(names: Any) -> bool:
    """True for a list of at least one name, none of them empty or with blanks around it."""
    if not isinstance(names, list) or not names:
        return False
    return all(isinstance(name, str) and name.strip() == name != "" for name in names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_claim_keeps_to_the_format(path: Path) -> None:
    faults = {
        f"{record['id']} {claim['trigger']}": found
        for record in read_records(path)
        for claim in record["claims"]
        if (found := find_faults(record["text"], claim))
    }
    assert faults == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_claim_is_given_twice(path: Path) -> None:
    for record in read_records(path):
        claims = Counter(json.dumps(claim, sort_keys=True) for claim in record["claims"])
        assert [claim for claim, count in claims.items() if count > 1] == [], record["id"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_dates_are_iso_days_or_null(path: Path) -> None:
    for record in read_records(path):
        assert record["date"] is None or datetime.date.fromisoformat(record["date"]), record["id"]


@pytest.mark.parametrize("field", ["id", "text"])
def test_no_id_and_no_text_comes_twice_in_all_files(field: str) -> None:
    values = Counter(record[field] for path in FILES for record in read_records(path))
    assert [value for value, count in values.items() if count > 1] == []


def test_times_and_places_keep_to_their_format() -> None:
    records = read_records(HERE / "dates.jsonl")
    assert len({record["id"] for record in records}) == len(records)
    for record in records:
        assert record["split"] in ("dev", "test"), record["id"]
        assert record["date"] is None or datetime.date.fromisoformat(record["date"]), record["id"]
        for claim in record["claims"]:
            assert set(claim) == {"subject", "predicate", "object", "date", "place", "place_code"}, record["id"]
            assert claim["predicate"] in RELATIONS, record["id"]
            assert len(claim["place"]) >= 1 <= len(claim["place_code"]), record["id"]
            if claim["date"] is not None:
                interval = Interval(**claim["date"])
                assert datetime.date.fromisoformat(interval.start) <= datetime.date.fromisoformat(interval.end), record["id"]
                assert interval.precision in PRECISIONS, record["id"]


def read_hard_cases() -> list[Record]:
    """The texts whose case is told: ``hard.jsonl``, and the files of relations that came after it."""
    return [record for path in FILES for record in read_records(path) if "case" in record]


@pytest.mark.parametrize("predicate", sorted(RELATIONS))
def test_hard_cases_affirm_and_deny_every_relation(predicate: str) -> None:
    polarities = Counter(
        polarity
        for record in read_hard_cases()
        for claim in record["claims"]
        if claim["predicate"] == predicate and claim["required"]
        for polarity in alternatives(claim["polarity"])
    )
    assert polarities[Polarity.AFFIRMED] >= 6
    assert polarities[Polarity.NEGATED] >= 2


@pytest.mark.parametrize("split", ["dev", "test"])
def test_each_half_of_the_hard_cases_has_every_case_of_more_than_one_text(split: str) -> None:
    records = read_records(HERE / "hard.jsonl")
    repeated = {case for case, count in Counter(record["case"] for record in records).items() if count > 1}
    assert {record["case"] for record in records if record["split"] == split} >= repeated
    assert {record["split"] for record in records} == {"dev", "test"}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"trigger": "signed"}, "trigger"),
        ({"predicate": "befriends"}, "befriends"),
        ({"modality": ["actual", "certain"]}, "certain"),
        ({"speaker": [None]}, "speaker"),
        ({"object": "Georgia"}, "object"),
        ({"organization": ["NATO"]}, "organization"),
        ({"role": "envoy"}, "role"),
    ],
)
def test_a_slip_in_a_claim_is_found(change: Record, fault: str) -> None:
    claim: Record = {
        "subject": ["Armenia"],
        "predicate": "consultsWith",
        "object": ["Georgia"],
        "organization": None,
        "polarity": "affirmed",
        "modality": "actual",
        "speaker": None,
        "trigger": "met",
        "required": True,
    }
    text = "Armenian and Georgian ministers met."
    assert find_faults(text, claim) == []
    assert any(fault in found for found in find_faults(text, claim | change))
