"""Answers read as statements: JSON of a known form, whatever stands round it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from diplograph.extract.llm.statements import read_statements


@pytest.mark.parametrize(
    "around", ["{}", "```json\n{}\n```", "<think>Is {{it}} so?</think>\n{}", "Here you are: {} Anything else?"]
)
def test_answer_is_found_whatever_stands_around_it(state: Callable[..., dict[str, Any]], around: str) -> None:
    answer = around.replace("{}", json.dumps({"statements": [state()]}), 1)
    (statement,), malformed = read_statements(answer)
    assert (statement.subject, statement.relation, statement.object, malformed) == ("Oman", "accuses", "Chad", 0)


@pytest.mark.parametrize(
    "answer", ["", "No.", "[]", "{", '{"claims": []}', '{"statements": {}}', "{" * 5000, '{"a":' * 100_000]
)
def test_what_is_no_list_of_statements_is_refused(answer: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_statements(answer)


@pytest.mark.parametrize(
    "entry",
    [
        7,
        None,
        {},
        {"quote": ["x"]},
        {"subject": 3},
        {"object": ""},
        {"relation": None},
        {"subject": "x" * 201},
        {"quote": "x" * 2001},
        {"speaker": {"name": "Oman"}},
    ],
)
def test_entry_of_another_form_is_counted(state: Callable[..., dict[str, Any]], entry: Any) -> None:
    given = state(**entry) if isinstance(entry, dict) and entry else entry
    assert read_statements(json.dumps({"statements": [given]})) == ([], 1)


def test_of_statements_without_end_the_first_are_read(state: Callable[..., dict[str, Any]]) -> None:
    statements, dropped = read_statements(json.dumps({"statements": [state()] * 250}))
    assert (len(statements), dropped) == (200, 50)


@pytest.mark.parametrize("nothing", [None, "", "null"])
def test_what_is_not_told_may_be_left_open(state: Callable[..., dict[str, Any]], nothing: str | None) -> None:
    (statement,), _ = read_statements(json.dumps({"statements": [state(speaker=nothing)]}))
    assert statement.speaker is None
