"""Limits of queries and graph files, from ``limits.yaml``: what bounds memory, time and the engine's stack."""

from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

import yaml
from diplograph.ontology import DataError

__all__ = ["Limits", "limits"]


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
    content = yaml.safe_load(files("diplograph.graph").joinpath("limits.yaml").read_text("utf-8"))
    names = [field.name for field in fields(Limits)]
    if not isinstance(content, dict) or sorted(content) != sorted(names):
        raise DataError(f"limits.yaml: the keys are {', '.join(names)}, each once")
    wrong = [name for name in names if not isinstance(content[name], int) or content[name] < 1]
    if wrong:
        raise DataError(f"limits.yaml: {wrong[0]} is {content[wrong[0]]!r}; it must be a whole number above 0")
    return Limits(**content)
