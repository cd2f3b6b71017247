"""Boilerplate: paragraphs of the page round an article (subscriptions, rights, credits, links), which claim nothing."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from diplograph.ontology import DataError

from ..words import from_words, load_words

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

    anywhere: Mapping[str, tuple[str, ...]]
    opening: tuple[str, ...]
    whole: tuple[str, ...]
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Compiled:
    anywhere: Mapping[str, re.Pattern[str]]
    opening: re.Pattern[str]
    whole: re.Pattern[str]
    headings: re.Pattern[str]


@from_words
def _patterns() -> _Compiled:
    lists = load_words(BoilerplatePatterns)
    for word in lists.anywhere:
        if word != word.lower():
            raise DataError(f"{_FILE}: anywhere: {word!r} must be in lower case, as the text is in which it is looked for")
    return _Compiled(
        {word: _compile(expressions, f"anywhere: {word}") for word, expressions in lists.anywhere.items()},
        _compile(lists.opening, "opening"),
        _compile(lists.whole, "whole"),
        _compile(lists.headings, "headings"),
    )


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
    patterns, lower = _patterns(), paragraph.lower()
    if any(word in lower and pattern.search(paragraph) for word, pattern in patterns.anywhere.items()):
        return True
    if patterns.opening.match(paragraph) or patterns.whole.fullmatch(paragraph):
        return True
    return _is_listed(text, stop if stop >= 0 else len(text))


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
        if bare and len(bare) <= _LONGEST_HEADING and _patterns().headings.fullmatch(bare):
            return True
        if not _is_link(line.strip()):
            return False
    return False
