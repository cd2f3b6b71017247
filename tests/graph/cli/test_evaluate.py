"""``diplograph evaluate``: figures, errors and exit codes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

CLAIM = {"predicate": "opposesMembership", "polarity": "affirmed", "modality": "actual", "required": True, "speaker": None}
TEXTS = [
    {
        "id": "a",
        "text": "Russia opposes Ukraine's membership in NATO.",
        "claims": [{**CLAIM, "subject": ["Russia"], "object": ["Ukraine"], "organization": ["NATO"]}],
    },
    {
        "id": "b",
        "text": "Oman blamed Iran.",
        "claims": [{**CLAIM, "predicate": "accuses", "subject": ["Oman"], "object": ["Iran"]}],
    },
]
FOUND = {"subject": "Russia", "predicate": "opposesMembership", "object": "Ukraine", "organization": "NATO"}
EVENTS = {"id": "e", "text": "Oman blamed Iran.", "event": "ACCUSE", "reciprocal": False}
EVENTS |= {"sources": [{"code": "OMN"}], "targets": [{"code": "IRN"}]}


def write(path: Path, *records: Any) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return write(tmp_path / "gold.jsonl", *TEXTS)


@pytest.fixture
def system(tmp_path: Path) -> Path:
    denied = {**FOUND, "polarity": "negated", "confidence": 0.4}
    return write(
        tmp_path / "claims.jsonl", {"id": "a", "claims": [{**FOUND, "confidence": 0.8}, denied]}, {"id": "b", "claims": []}
    )


def test_figures_are_printed_by_level_and_relation(run: Run, gold: Path, system: Path) -> None:
    outcome = run("evaluate", gold, system)
    assert outcome.code == 0
    rows = {tuple(line.split()[:4]) for line in outcome.out.splitlines() if line}
    assert ("relation", "1.000", "0.500", "0.667") in rows
    assert ("stance", "0.500", "0.500", "0.500") in rows
    assert ("opposesMembership", "1.000", "1.000", "1.000") in rows
    assert ("accuses", "0.000", "0.000", "0.000") in rows
    assert "missed                    1" in outcome.out


def test_errors_are_shown_with_their_sentences(run: Run, gold: Path, system: Path) -> None:
    out = run("evaluate", gold, system, "--errors", 1).out
    assert "missed  b\n  gold     Oman accuses Iran (affirmed, actual)\n  in       Oman blamed Iran." in out
    assert "Oman blamed Iran." not in run("evaluate", gold, system).out


def test_json_holds_figures_errors_and_calibration(run: Run, gold: Path, system: Path) -> None:
    report = json.loads(run("evaluate", gold, system, "--json", "--errors", 5).out)
    assert report["levels"]["relation"] == {
        "precision": 1.0,
        "recall": 0.5,
        "f1": pytest.approx(2 / 3),
        "tp": 1,
        "fp": 0,
        "fn": 1,
    }
    assert report["predicates"]["accuses"]["fn"] == 1
    assert set(report["predicates_by_level"]["accuses"]) == {"relation", "stance", "speaker"}
    assert report["errors"] == {"spurious": 1, "missed": 1} or report["errors"] == {"wrong polarity": 1, "missed": 1}
    assert {example["id"] for example in report["examples"]} == {"a", "b"}
    assert report["confidence"]["claims"] == 2
    assert report["confidence"]["brier"] == pytest.approx((0.2**2 + 0.4**2) / 2)


def test_least_confidence_leaves_claims_out(run: Run, gold: Path, system: Path) -> None:
    report = json.loads(run("evaluate", gold, system, "--json", "--min-confidence", 0.5).out)
    assert report["levels"]["stance"]["precision"] == 1.0


@pytest.mark.parametrize(("floor", "code"), [(0.6, 0), (0.7, 1)])
def test_exit_code_is_1_below_the_floor(run: Run, gold: Path, system: Path, floor: float, code: int) -> None:
    outcome = run("evaluate", gold, system, "--min-f1", floor)
    assert outcome.code == code
    assert ("relation F1 0.667 is below 0.7" in outcome.err) == bool(code)


def test_claims_are_extracted_where_none_are_given(run: Run, gold: Path) -> None:
    report = json.loads(run("evaluate", gold, "--json").out)
    assert report["levels"]["stance"]["f1"] == 1.0
    assert report["confidence"]["claims"] == 2


def test_one_split_is_scored_alone(run: Run, tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", {**TEXTS[0], "split": "dev"}, {**TEXTS[1], "split": "test"})
    for arguments in ((), (write(tmp_path / "claims.jsonl", {"id": "a", "claims": []}, {"id": "b", "claims": []}),)):
        report = json.loads(run("evaluate", gold, *arguments, "--split", "test", "--json").out)
        assert (report["texts"], list(report["predicates"])) == (1, ["accuses"])
    outcome = run("evaluate", gold, "--split", "train")
    assert (outcome.code, "no text has the split 'train'; the splits are dev, test" in outcome.err) == (2, True)


def test_plover_records_are_scored_by_code_and_class(run: Run, tmp_path: Path) -> None:
    gold = write(tmp_path / "plover.jsonl", EVENTS)
    outcome = run("evaluate", gold, "--json")
    report = json.loads(outcome.out)
    assert (report["sentences"], report["levels"]["triple"]["f1"], report["errors"]) == (1, 1.0, {})
    wrong = {"id": "e", "claims": [{"subject_code": "OMN", "plover": "REJECT", "object_code": "IRN"}]}
    out = run("evaluate", gold, write(tmp_path / "claims.jsonl", wrong), "--errors", 1, "--min-f1", 0.5)
    assert out.code == 1
    assert "wrong class  e\n  found    OMN REJECT IRN\n  gold     OMN ACCUSE IRN" in out.out


def test_text_of_gold_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    name = "\x1b[31m\u202eOman\x07"
    text = {**TEXTS[1], "id": name, "text": f"{name} blamed Iran."}
    text["claims"] = [{**TEXTS[1]["claims"][0], "subject": [name]}]  # type: ignore[index]
    gold = write(tmp_path / "gold.jsonl", text)
    outcome = run("evaluate", gold, write(tmp_path / "claims.jsonl", {"id": name, "claims": []}), "--errors", 1)
    assert all(line.isprintable() for line in outcome.out.splitlines())


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("{", "gold.jsonl: line 1: not JSON"),
        ("", "gold.jsonl: holds no gold text"),
        ('{"id": "a", "text": "b", "claims": [{"predicate": "acuses"}]}', "did you mean 'accuses'?"),
        (None, "gold.jsonl: cannot be read: No such file or directory"),
    ],
)
def test_malformed_gold_is_one_line_and_exit_2(run: Run, tmp_path: Path, content: str | None, complaint: str) -> None:
    if content is not None:
        (tmp_path / "gold.jsonl").write_text(content)
    outcome = run("evaluate", tmp_path / "gold.jsonl")
    assert (outcome.code, outcome.out) == (2, "")
    assert complaint in outcome.err
    assert outcome.err.count("\n") == 1


def test_claims_of_other_texts_are_one_line_and_exit_2(run: Run, gold: Path, tmp_path: Path) -> None:
    outcome = run("evaluate", gold, write(tmp_path / "claims.jsonl", {"id": "z", "claims": []}))
    assert outcome.code == 2
    assert "claims.jsonl: line 1: id 'z' is not in" in outcome.err


def test_gold_that_is_not_named_as_json_lines_is_said(run: Run, tmp_path: Path) -> None:
    outcome = run("evaluate", write(tmp_path / "gold.txt", *TEXTS))
    assert outcome.code == 2
    assert "rename it to end in .jsonl" in outcome.err


@pytest.mark.parametrize("value", ["-0.1", "1.1", "nan", "much"])
@pytest.mark.parametrize("command", ["evaluate", "build", "extract", "page", "export"])
def test_least_confidence_outside_0_and_1_is_refused(run: Run, gold: Path, command: str, value: str) -> None:
    outcome = run(command, gold, "--min-confidence", value)
    assert (outcome.code, outcome.out) == (2, "")
    assert "--min-confidence" in outcome.err
