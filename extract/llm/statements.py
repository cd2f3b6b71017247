"""Statements: what a language model answers, read as data of a known form and nothing else."""

import json
import re
from dataclasses import dataclass, fields
from typing import Any

from .limits import load_limits

__all__ = ["Statement", "read_statements"]

_OPTIONAL = ("organization", "manner", "role", "speaker")
# What models that think aloud write before they answer.
_THOUGHT = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)
_LIST = "statements"


@dataclass(frozen=True, slots=True)
class Statement:
    """One relation as a model states it; nothing of it is known to be so, or to stand in the text."""

    quote: str
    trigger: str
    subject: str
    relation: str
    object: str
    organization: str | None
    polarity: str
    modality: str
    manner: str | None
    role: str | None
    speaker: str | None


def read_statements(content: str) -> tuple[list[Statement], int]:
    """The statements of an answer, and how many entries are none; raises ``ValueError`` where it is no JSON of that form.

    >>> read_statements('```json\\n{"statements": [{"quote": 1}]}\\n```')
    ([], 1)
    """
    listed = _find(_THOUGHT.sub("", content, count=1))
    limits = load_limits()
    read = [_statement(entry) for entry in listed[: limits.answer_statements]]
    statements = [statement for statement in read if statement is not None]
    return statements, len(listed) - len(statements)


def _find(content: str) -> list[Any]:
    """The list of the first JSON object in an answer that has one."""
    decoder = json.JSONDecoder()
    start = content.find("{")
    try:
        told, _ = decoder.raw_decode(content, start) if start >= 0 else (None, 0)
    except RecursionError:
        raise ValueError("nested without end") from None
    listed = told.get(_LIST) if isinstance(told, dict) else None
    if not isinstance(listed, list):
        raise ValueError("no list of statements")
    return listed


def _statement(entry: object) -> Statement | None:
    if not isinstance(entry, dict):
        return None
    limits = load_limits()
    values: dict[str, Any] = {}
    for field in fields(Statement):
        value = entry.get(field.name)
        most = limits.quote_characters if field.name == "quote" else limits.words_characters
        if field.name in _OPTIONAL and value in (None, "", "null"):
            values[field.name] = None
        elif isinstance(value, str) and value.strip() and len(value) <= most:
            values[field.name] = value.strip()
        else:
            return None
    return Statement(**values)
