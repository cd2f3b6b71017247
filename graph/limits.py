"""Limits of queries and graph files, from ``limits.yaml``: what bounds memory, time and the engine's stack."""

from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

import yaml
from diplograph.ontology import DataError

__all__ = ["Limits", "limits", "read_limits"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """See ``limits.yaml``; all are whole numbers above 0."""

    query_characters: int
    query_tokens: int
    query_depth: int
    query_parts: int
    query_patterns: int
    query_memory_bytes: int
    graph_file_bytes: int
    graph_depth: int
    triple_terms: int
    entity_characters: int
    entity_text_characters: int
    unpacked_ratio: int
    unpacked_freely: int


@cache
def limits() -> Limits:
    """The limits; raises DataError where the file lacks one, has one that nobody knows, or one that is no number.

    >>> limits().query_depth
    200
    """
    return read_limits(Limits, files("diplograph.graph") / "limits.yaml")


def read_limits(kind: type[T], file: Traversable) -> T:
    """A YAML file of whole numbers above 0 as the dataclass ``kind``; raises DataError as ``limits`` does."""
    content = yaml.safe_load(file.read_text("utf-8"))
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # a dataclass
    if not isinstance(content, dict) or sorted(content) != sorted(names):
        raise DataError(f"{file.name}: the keys are {', '.join(names)}, each once")
    wrong = [name for name in names if not isinstance(content[name], int) or content[name] < 1]
    if wrong:
        raise DataError(f"{file.name}: {wrong[0]} is {content[wrong[0]]!r}; it must be a whole number above 0")
    return kind(**content)
