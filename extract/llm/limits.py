"""Limits of what a language model is asked and of what is taken of its answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from diplograph.ontology import DataError

from ..words import read_entry, read_yaml

__all__ = ["Limits", "load_limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """The content of ``limits.yaml``."""

    passage_characters: int
    answer_tokens: int
    answer_bytes: int
    answer_statements: int
    quote_characters: int
    quote_sentences: int
    words_characters: int
    connect_seconds: float
    answer_seconds: float
    retries: int
    first_wait_seconds: float
    longest_wait_seconds: float
    confidence: float
    too_long: tuple[str, ...]
    concessions: Mapping[str, str]


@cache
def load_limits() -> Limits:
    """The limits that are shipped; raises ``DataError`` that names the key that is wrong."""
    file = files("diplograph.extract.llm").joinpath("limits.yaml")
    limits = read_entry(Limits, read_yaml(file), file.name)
    if not 0 < limits.confidence <= 1:
        raise DataError(f"{file.name}: confidence is {limits.confidence}; it must be between 0 and 1")
    return limits
