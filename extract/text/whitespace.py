"""White space and marks tidied: runs of spaces, no-break spaces and tabs, and lines broken at a fixed width.

Marks that nobody sees (soft hyphens, direction marks) go, and long runs of one sign are cut short.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from .alignment import AlignedText

__all__ = ["tidy"]

# Soft hyphen, zero-width characters, and the marks that set or turn the direction of writing.
_UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
# More of one sign than anybody needs ("-----", nested quotes), which tokenizers take apart in quadratic time.
_RUN = r"(?:([^\w\s])\1{9,}|[\"'“”‘’()\[\]]{10,})"
_ODD = re.compile(rf"\s{{2,}}|[^\S\n ]|[{_UNSEEN}]|{_RUN}")
_GAP = re.compile(rf"\s+|[{_UNSEEN}]+|{_RUN}")
_KEPT = 3
_BLANK = re.compile(r"\n[^\S\n]*\n")
# A paragraph of so many lines at least, none longer than this, may have been broken at a fixed width.
_FEWEST_LINES, _WIDEST = 3, 120


def tidy(text: AlignedText) -> AlignedText:
    """The text with one space for each run of white space within a paragraph; breaks between paragraphs stay.

    >>> tidy(AlignedText("the  EU\\u00a0and\\nits members")).text
    'the EU and its members'
    """
    breaks = _wraps(text.text) if "\n" in text.text else frozenset[int]()
    if not breaks and _ODD.search(text.text) is None:
        return text
    return text.substituted(_GAP, lambda gap: _filler(gap, breaks))


def _filler(gap: "re.Match[str]", breaks: frozenset[int]) -> str:
    """What stands for a run of white space, of unseen marks or of signs."""
    if not gap[0].isspace():
        return "" if re.fullmatch(f"[{_UNSEEN}]+", gap[0]) else gap[0][:_KEPT]
    lines = gap[0].count("\n")
    if lines > 1:
        return "\n\n"
    return "\n" if lines and gap.start() + gap[0].index("\n") not in breaks else " "


def _wraps(text: str) -> frozenset[int]:
    """The line breaks inside paragraphs: before a small letter, or all those of a paragraph that was broken at a width."""
    found: set[int] = set()
    start = 0
    for end in (*(blank.start() for blank in _BLANK.finditer(text)), len(text)):
        lines = text[start:end].split("\n")
        wrapped = _is_wrapped(lines)
        for line, following in pairwise(lines):
            start += len(line)
            if line.strip() and following.strip() and (wrapped or following.lstrip()[0].islower()):
                found.add(start)
            start += 1
        start += len(lines[-1])
    return frozenset(found)


def _is_wrapped(lines: Sequence[str]) -> bool:
    """True where the first word of no line would still have fitted on the line before."""
    full = [line.strip() for line in lines if line.strip()]
    width = max(map(len, full), default=0)
    if len(full) < _FEWEST_LINES or width > _WIDEST:
        return False
    return all(len(line) + 1 + len(after.split(maxsplit=1)[0]) > width for line, after in pairwise(full))
