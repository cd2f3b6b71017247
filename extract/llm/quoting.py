"""Quoting: where words that somebody says a text has stand in it, to the character."""

import re
from collections.abc import Iterator
from itertools import islice

__all__ = ["find_quote", "find_words"]

# Of a name that a text has again and again, more is not looked at.
_MOST_PLACES = 50


def find_quote(text: str, quote: str, start: int, end: int) -> tuple[int, int] | None:
    """The characters of a quote between ``start`` and ``end``; None where the text does not have it.

    Nothing is let pass but a line break for a blank and the like.

    >>> find_quote("It rained. Oman\\naccused Chad.", "Oman accused Chad.", 0, 29)
    (11, 29)
    """
    found = next(_matches(text, quote, start, end, ""), None)
    return found.span() if found is not None else None


def find_words(text: str, words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The places of whole words, which stand in no longer word ("US" not in "RUSSIA")."""
    for match in islice(_matches(text, words, start, end, r"\b"), _MOST_PLACES):
        yield match.span()


def _matches(text: str, words: str, start: int, end: int, edge: str) -> Iterator[re.Match[str]]:
    pieces = words.split()
    if not pieces:
        return iter(())
    pattern = r"\s+".join(map(re.escape, pieces))
    # An edge is asked for where a word ends, not after a full stop.
    before = edge if pieces[0][0].isalnum() else ""
    after = edge if pieces[-1][-1].isalnum() else ""
    return re.compile(before + pattern + after).finditer(text, start, end)
