"""Paragraphs of the page around an article (subscriptions, rights, credits, lists of links): they make no claims."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache

from diplograph.ontology import DataError

from .lexicon import read_entry, read_yaml

__all__ = ["is_boilerplate"]

_FILE = "boilerplate.yaml"
# Real paragraphs of news quote such phrases too; those are longer.
_MAX_CHARACTERS = 400
_LONGEST_LINK = 150
_LONGEST_HEADING = 60
# Lines, so that a text of nothing but short lines is read in linear time.
_LONGEST_LIST = 40
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_BULLETS = " \t-–—*•·>»→▶►#|"


@dataclass(frozen=True, slots=True)
class BoilerplatePatterns:
    """The lists of ``boilerplate.yaml``."""

    anywhere: tuple[str, ...]
    opening: tuple[str, ...]
    whole: tuple[str, ...]
    headings: tuple[str, ...]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lists = read_entry(BoilerplatePatterns, read_yaml("diplograph.extract", _FILE), _FILE)
    return {field.name: _compile(getattr(lists, field.name), field.name) for field in fields(lists)}


def _compile(expressions: Iterable[str], where: str) -> re.Pattern[str]:
    filled = [expression.replace(" ", r"(?:\s+)") for expression in expressions]
    for expression, given in zip(filled, expressions, strict=True):
        try:
            re.compile(expression)
        except re.error as error:
            raise DataError(f"{_FILE}: {where}: {given!r} is no regular expression: {error}") from error
    return re.compile("|".join(f"(?:{expression})" for expression in filled), re.IGNORECASE)


def is_boilerplate(text: str, start: int = 0, end: int | None = None) -> bool:
    """True where characters ``start`` to ``end`` of ``text`` stand in a paragraph of the page, or in a list of links.

    >>> is_boilerplate("Copyright © 2025 Example Media. All Rights Reserved.")
    True
    >>> is_boilerplate("Moldova hopes to become a member of the European Union.")
    False
    """
    stop = text.find("\n", len(text) if end is None else end)
    first = text.rfind("\n", 0, start) + 1
    paragraph = text[first : stop if stop >= 0 else len(text)].strip()
    if len(paragraph) > _MAX_CHARACTERS:
        return False
    patterns = _patterns()
    if patterns["anywhere"].search(paragraph) or patterns["opening"].match(paragraph):
        return True
    return patterns["whole"].fullmatch(paragraph) is not None or _is_listed(text, stop if stop >= 0 else len(text))


def _is_link(line: str) -> bool:
    return len(line) <= _LONGEST_LINK and _SENTENCE_END.search(line) is None


def _is_listed(text: str, stop: int) -> bool:
    """True where a heading of a list of links stands above, with links alone from there to the line that ends at ``stop``."""
    for _ in range(_LONGEST_LIST):
        if stop < 0:
            break
        start = text.rfind("\n", 0, stop) + 1
        line, stop = text[start:stop], start - 1
        bare = line.strip(_BULLETS).rstrip(":")
        if bare and len(bare) <= _LONGEST_HEADING and _patterns()["headings"].fullmatch(bare):
            return True
        if not _is_link(line.strip()):
            return False
    return False
