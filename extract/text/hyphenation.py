"""Words broken at the end of a line ("nego-", "tiations"), put together; a word's own hyphen stays ("Sino-", "Indian")."""

import re
from collections.abc import Callable

from .alignment import AlignedText

__all__ = ["without_line_end_hyphens"]

# The marks that typesetters, optical readers and word processors break with; nobody writes the last two inside a line.
_HYPHEN, _BREAKING = "-", "\u00ad\u00ac"
# Each word is looked at from its beginning alone, so that time grows with length alone.
_BROKEN = re.compile(
    rf"(?<![^\W\d_])(?P<head>[^\W\d_]+)(?P<hyphen>[{_HYPHEN}{_BREAKING}])[^\S\n]*\n[^\S\n]*(?=(?P<tail>[^\W\d_]+))"
)


def without_line_end_hyphens(text: AlignedText, is_word: Callable[[str], bool]) -> AlignedText:
    """The text with each broken word whole; ``is_word`` tells words and names, whatever their letter case.

    >>> without_line_end_hyphens(AlignedText("the Sino-\\nIndian nego-\\ntiations"), {"negotiations", "sino"}.__contains__).text
    'the Sino-Indian negotiations'
    """
    if "-\n" not in text.text and _BROKEN.search(text.text) is None:
        return text

    def edits() -> "list[tuple[int, int, str]]":
        found = []
        for broken in _BROKEN.finditer(text.text):
            keeps = broken["hyphen"] == _HYPHEN and _has_hyphen(broken["head"], broken["tail"], is_word)
            found.append((broken.end("head"), broken.end(), "-" if keeps else ""))
        return found

    return text.edited(edits())


def _has_hyphen(head: str, tail: str, is_word: Callable[[str], bool]) -> bool:
    """True where the hyphen is the word's own: before a capital, and between two words that make none together."""
    if tail[0].isupper() and not head.isupper():
        return True
    if is_word((head + tail).lower()):
        return False
    return is_word(head.lower()) and is_word(tail.lower())
