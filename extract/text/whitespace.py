"""White space, marks and letters tidied: runs of spaces, no-break spaces and tabs, lines broken at a fixed width, marks
that nobody sees (soft hyphens, direction marks), long runs of one sign, and letters whose accent is a character of its own.

The tidied text is shorter; for each of its characters ``places`` tells where it stands in the original.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

__all__ = ["TidyText", "tidy"]

# Soft hyphen, zero-width characters, and the marks that set or turn the direction of writing.
_UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
# More of one sign than anybody needs ("-----", nested quotes), which tokenizers take apart in quadratic time.
_RUN = r"(?:([^\w\s])\1{9,}|[\"'“”‘’()\[\]]{10,})"
# Accents that are characters of their own, and a letter with such.
_ACCENTS = "\u0300-\u036f"
_ACCENTED = rf"[^\W\d_][{_ACCENTS}]+"
# Hyphens that look like the one of the keyboard.
_HYPHEN = "[\u2010\u2011]"
_ODD = re.compile(rf"\s{{2,}}|[^\S\n ]|[{_UNSEEN}]|{_RUN}|[{_ACCENTS}]|{_HYPHEN}")
_GAP = re.compile(rf"\s+|[{_UNSEEN}]+|{_RUN}|{_ACCENTED}|{_HYPHEN}")
_KEPT = 3
_BLANK = re.compile(r"\n[^\S\n]*\n")
# A paragraph of so many lines at least, none longer than this, may have been broken at a fixed width.
_FEWEST_LINES, _WIDEST = 3, 120


@dataclass(frozen=True, slots=True)
class TidyText:
    """``text`` to be parsed; ``places[i]`` is where its character i stands in what was tidied, None where nothing changed.

    What was tidied begins at the character ``start`` of the original. ``stops`` has where a character ends in it, by that
    place, for those that were more than one there.
    """

    text: str
    places: Sequence[int] | None = None
    start: int = 0
    stops: Mapping[int, int] = field(default_factory=dict)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Characters ``start`` to ``end`` (exclusive) of the tidied text as characters of the original."""
        if self.places is None or start >= end:
            return self.start + start, self.start + end
        last = self.places[end - 1]
        return self.start + self.places[start], self.start + self.stops.get(last, last + 1)


def tidy(text: str, start: int = 0) -> TidyText:
    """``text`` with one space for each run of white space within a paragraph; breaks between paragraphs stay.

    It begins at the character ``start`` of the original.

    >>> tidy("the  EU\\u00a0and\\nits members").text
    'the EU and its members'
    """
    breaks = _wraps(text) if "\n" in text else frozenset()
    if not breaks and _ODD.search(text) is None:
        return TidyText(text, start=start)
    parts: list[str] = []
    places: list[int] = []
    stops: dict[int, int] = {}
    position = 0
    for gap in _GAP.finditer(text):
        parts.append(text[position : gap.start()])
        places.extend(range(position, gap.start()))
        filler = _filler(gap, breaks)
        parts.append(filler)
        places.extend(range(gap.start(), gap.start() + len(filler)))
        if gap[0][0].isalpha():
            stops[places[-1]] = gap.end()
        position = gap.end()
    parts.append(text[position:])
    places.extend(range(position, len(text)))
    return TidyText("".join(parts), places, start, stops)


def _filler(gap: "re.Match[str]", breaks: frozenset[int]) -> str:
    """What stands for a run of white space, of unseen marks or of signs, for a letter with its accents, or for a hyphen."""
    if gap[0][0].isalpha():
        return unicodedata.normalize("NFC", gap[0])
    if re.fullmatch(_HYPHEN, gap[0]):
        return "-"
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
