"""Bulleted lists joined to the line that opens them: "Chad has halted sales to:", then a line each for Libya and Syria.

What the line leaves open is closed by its items, so that the parser reads one sentence; a list that only names something by a
heading ("Speakers:") stays behind its colon.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..words import load_words
from .alignment import AlignedText

__all__ = ["with_joined_lists"]

_BULLET = r"\n{1,2}[ ]?(?:[-–—•*▪◦‣●·»]|\(?\d{1,2}[.)]|\(?[a-z]\))[ ]+"
_OPENING = re.compile(_BULLET)
_LIST = re.compile(rf"(?P<last>\w+)(?P<colon>[ ]?:)[ ]?(?P<items>(?:{_BULLET}[^\n]+)+)")
_CLOSING = re.compile(r"(?:[;,]?[ ](?:and|or))?[;,. ]*$")
# Items of more words are sentences of their own.
_LONGEST_ITEM = 7


@dataclass(frozen=True, slots=True)
class ListWords:
    """The lists of ``lists.yaml``."""

    open_words: frozenset[str]


def with_joined_lists(text: AlignedText) -> AlignedText:
    """The text with each list of short items in one line with its introduction.

    >>> with_joined_lists(AlignedText("Chad has halted sales to:\\n- Libya\\n- Syria")).text
    'Chad has halted sales to Libya and Syria.'
    """
    if ":\n" not in text.text and ": \n" not in text.text:
        return text
    return text.edited(edit for found in _LIST.finditer(text.text) for edit in _edits(found, text.text))


def _edits(found: "re.Match[str]", text: str) -> Iterator[tuple[int, int, str]]:
    """What to put in the place of which characters."""
    items = list(_items(found))
    if any(len(text[start:end].split()) > _LONGEST_ITEM for start, end in items):
        return
    is_open = found["last"].lower() in load_words(ListWords).open_words
    yield (found.start("colon") if is_open else found.end("colon")), items[0][0], " "
    for place, ((_, end), (start, _)) in enumerate(pairwise(items), 2):
        yield end, start, " and " if place == len(items) else ", "
    yield items[-1][1], found.end("items"), "."


def _items(found: "re.Match[str]") -> Iterator[tuple[int, int]]:
    """Where each item begins and ends, without its mark and what closes it."""
    words, start = found["items"], found.start("items")
    openings = list(_OPENING.finditer(words))
    ends = [opening.start() for opening in openings[1:]] + [len(words)]
    for opening, end in zip(openings, ends, strict=True):
        closing = _CLOSING.search(words[:end], opening.end())
        yield start + opening.end(), start + (closing.start() if closing is not None else end)
