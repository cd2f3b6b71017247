"""Gold files and files of claims: what is read, and the one line that says what is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
from diplograph.extract.evaluation.gold import Gold, read_gold, read_system
from diplograph.ontology import DataError, DiplographError, InputError

CLAIM = {
    "subject": ["Oman"],
    "predicate": "accuses",
    "object": ["Iran"],
    "polarity": "affirmed",
    "modality": "actual",
    "required": True,
}
TEXT = {"id": "a", "text": "Oman blames Iran.", "claims": [CLAIM]}
EVENT = {
    "id": "a",
    "text": "Oman blames Iran.",
    "event": "ACCUSE",
    "reciprocal": False,
    "sources": [{"text": "Oman", "code": "OMN"}],
    "targets": [],
}


def write(folder: Path, *records: Any) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(record if isinstance(record, str) else json.dumps(record) for record in records), "utf-8")
    return path


def test_claims_and_events_are_told_apart(tmp_path: Path) -> None:
    assert not read_gold(write(tmp_path, TEXT)).is_plover
    assert read_gold(write(tmp_path, EVENT)).is_plover


def test_blank_lines_are_skipped_and_line_separators_inside_texts_are_kept(tmp_path: Path) -> None:
    text = {**TEXT, "text": "Oman\u2028blames\u0085Iran."}
    gold = read_gold(write(tmp_path, "", json.dumps(text, ensure_ascii=False), "  "))
    assert [record["text"] for record in gold.records] == ["Oman\u2028blames\u0085Iran."]


@pytest.mark.parametrize(
    ("records", "complaint"),
    [
        (["{"], "line 1: not JSON"),
        (["[1]"], "line 1: not an object"),
        ([{**TEXT, "id": 7}], "line 1: id must be a string"),
        ([{**TEXT, "text": " "}], "line 1: text must be a string that is not empty"),
        ([{"id": "a", "text": "Text."}], "line 1: has neither claims nor event"),
        ([TEXT, {**EVENT, "id": "b"}], "line 2: mixes annotated claims and PLOVER records"),
        ([TEXT, TEXT], "line 2: id 'a' is on line 1 too"),
        ([{**TEXT, "claims": {}}], "line 1: claims must be a list"),
        ([{**TEXT, "claims": [{**CLAIM, "predicate": "acuses"}]}], "claim 1: predicate 'acuses' is not a relation"),
        ([{**TEXT, "claims": [{**CLAIM, "predicate": ["accuses"]}]}], "is not a relation of diplograph.ttl"),
        ([{**TEXT, "claims": [{**CLAIM, "predicate": "acuses"}]}], "did you mean 'accuses'?"),
        ([{**TEXT, "claims": [CLAIM, {**CLAIM, "subject": []}]}], "claim 2: subject names nobody"),
        ([{**TEXT, "claims": [{**CLAIM, "object": [7]}]}], "claim 1: object must be a name or a list of names"),
        (
            [{**TEXT, "claims": [{**CLAIM, "polarity": "yes"}]}],
            "claim 1: polarity is 'yes'; it must be one of affirmed, negated",
        ),
        ([{**TEXT, "claims": [{**CLAIM, "modality": ["actual", None]}]}], "claim 1: modality is None"),
        ([{**TEXT, "claims": [{**CLAIM, "required": 1}]}], "claim 1: required must be true or false"),
        ([{**EVENT, "event": None}], "line 1: event must be a PLOVER class"),
        ([{**EVENT, "reciprocal": "no"}], "line 1: reciprocal must be true or false"),
        ([{**EVENT, "sources": None}], "line 1: sources must be a list of actors"),
        ([{**EVENT, "targets": [{"text": "Iran"}]}], "line 1: targets: each actor needs a code"),
        ([], "holds no gold text"),
    ],
)
def test_wrong_gold_is_one_line_with_line_and_remedy(records: list[Any], complaint: str, tmp_path: Path) -> None:
    path = write(tmp_path, *records)
    with pytest.raises(DataError) as caught:
        read_gold(path)
    assert complaint in str(caught.value)
    assert str(caught.value).startswith(f"{path}: ")


@pytest.mark.parametrize("content", [None, b"\xff\xfe{"])
def test_file_that_cannot_be_read_is_said(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=r"gold\.jsonl: cannot be read"):
        read_gold(path)


def test_claims_of_one_text_on_several_lines_are_joined(tmp_path: Path) -> None:
    gold = Gold(Path("gold.jsonl"), (TEXT,), is_plover=False)
    path = write(tmp_path, {"id": "a", "claims": [CLAIM]}, {"id": "a", "claims": [CLAIM, CLAIM]})
    assert len(read_system(path, gold)["a"]) == 3


@pytest.mark.parametrize(
    ("record", "complaint"),
    [
        ({"id": "b", "claims": []}, "id 'b' is not in gold.jsonl"),
        ({"id": "a"}, "needs an id and a list of claims"),
        ({"id": "a", "claims": ["x"]}, "needs an id and a list of claims"),
        ({"id": "a", "claims": [{"subject": {}}]}, "claim 1: subject must be a string"),
        ({"id": "a", "claims": [{"predicate": []}]}, "claim 1: predicate must be a string or null"),
        ({"id": "a", "claims": [{"confidence": "high"}]}, "claim 1: confidence is 'high'"),
        ({"id": "a", "claims": [{"confidence": 2}]}, "claim 1: confidence is 2; it must be a number from 0 to 1"),
    ],
)
def test_wrong_claims_are_one_line(record: Any, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(DiplographError) as caught:
        read_system(write(tmp_path, record), Gold(Path("gold.jsonl"), (TEXT,), is_plover=False))
    assert complaint in str(caught.value)
