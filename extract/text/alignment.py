"""Alignment of a text that was altered for the parser with the original: where each of its characters stands there.

Beside it, the text that a spaCy Doc was made of.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from re import Match, Pattern
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["AlignedText", "keep_text", "text_of"]

# Key of Doc.user_data.
_TEXT = "text"

# Begin and end of a replaced stretch, and the words that stand there instead.
Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class AlignedText:
    """``text`` to be parsed; its character i stands for the characters ``begins[i]`` to ``ends[i]`` of what was altered.

    Both are None where nothing was altered. What was altered begins at the character ``start`` of the original.
    """

    text: str
    start: int = 0
    begins: "list[int] | None" = None
    ends: "list[int] | None" = None
    # True where the original has no capitals, so that those of this text are guessed.
    lacks_capitals: bool = False

    @property
    def is_moved(self) -> bool:
        """True where characters do not stand where they stood in the original."""
        return self.begins is not None or self.start > 0

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Characters ``start`` to ``end`` (exclusive) of this text as characters of the original.

        >>> AlignedText("AT&amp;T").edited([(2, 7, "&")]).original(2, 3)
        (2, 7)
        """
        if self.begins is None or self.ends is None:
            return self.start + start, self.start + end
        if start >= end:
            at = self.begins[start] if start < len(self.begins) else max(self.ends, default=0)
            return self.start + at, self.start + at
        return self.start + self.begins[start], self.start + self.ends[end - 1]

    def in_place(self, original: str) -> str:
        """``original`` with the characters of this text where they stand in it, blanks behind those that were longer there.

        What is too long for its stretch leaves it as it was.

        >>> AlignedText("AT&amp;T in MAY").edited([(2, 7, "&")]).with_case("AT&T in May").in_place("AT&amp;T in MAY")
        'AT&    T in May'
        """
        if self.begins is None or self.ends is None:
            return original[: self.start] + self.text + original[self.start + len(self.text) :]
        characters = list(original)
        for begin, end, words in self._placed(self.begins, self.ends):
            if len(words) <= end - begin:
                characters[self.start + begin : self.start + end] = words.ljust(end - begin)
        return "".join(characters)

    def _placed(self, begins: list[int], ends: list[int]) -> Iterator[Edit]:
        """The characters that stand for one stretch together, each with the room that is theirs alone.

        An edit of part of a replaced stretch stands for all of it, as does what was left of it: the narrower keeps its place.
        """
        first = written = 0
        while first < len(begins):
            begin, end = begins[first], ends[first]
            stop = _run_end(begins, ends, first) if begin >= written else first
            if stop > first:
                written = begin + stop - first
                yield begin, written, self.text[first:stop]
            else:
                stop = first + 1
                while stop < len(begins) and begins[stop] == begin and ends[stop] == end:
                    stop += 1
                after = begins[stop] if stop < len(begins) else max(ends)
                room_begin, room_end = max(begin, written), min(end, after) if after > begin else end
                if room_begin < room_end:
                    yield room_begin, room_end, self.text[first:stop]
                    written = room_end
            first = stop

    def with_case(self, text: str, *, lacks_capitals: bool = False) -> "AlignedText":
        """This text in other letter case, which moves nothing."""
        return replace(self, text=text, lacks_capitals=lacks_capitals)

    def edited(self, edits: Iterable[Edit]) -> "AlignedText":
        """This text with each edit made: in order, none overlapping. What replaces a stretch stands for all of it."""
        parts: list[str] = []
        begins, ends, position = list[int](), list[int](), 0
        for start, end, words in edits:
            self._keep(position, start, parts, begins, ends)
            parts.append(words)
            begins += [self._begin(start)] * len(words)
            ends += [max(self._begin(start), self._end(end))] * len(words)
            position = end
        if not parts:
            return self
        self._keep(position, len(self.text), parts, begins, ends)
        return replace(self, text="".join(parts), begins=begins, ends=ends)

    def substituted(self, pattern: Pattern[str], words: "Callable[[Match[str]], str]") -> "AlignedText":
        """This text with what ``words`` gives for each match of a pattern, as ``re.sub`` has it."""
        found = ((match.start(), match.end(), words(match), match[0]) for match in pattern.finditer(self.text))
        return self.edited((start, end, new) for start, end, new, old in found if new != old)

    def _begin(self, at: int) -> int:
        if self.begins is None or self.ends is None:
            return at
        return self.begins[at] if at < len(self.begins) else max(self.ends, default=0)

    def _end(self, at: int) -> int:
        return at if self.ends is None or at == 0 else self.ends[at - 1]

    def _keep(self, start: int, end: int, parts: list[str], begins: list[int], ends: list[int]) -> None:
        parts.append(self.text[start:end])
        begins += range(start, end) if self.begins is None else self.begins[start:end]
        ends += range(start + 1, end + 1) if self.ends is None else self.ends[start:end]


def _run_end(begins: list[int], ends: list[int], first: int) -> int:
    """Where the characters from ``first`` on end that stand for one each, one behind the other; ``first`` for none."""
    stop, place, size = first, begins[first], len(begins)
    while stop < size and begins[stop] == place and ends[stop] == place + 1:
        stop, place = stop + 1, place + 1
    # The last may share its stretch with what follows.
    shared = first < stop < size and begins[stop] == place - 1 and ends[stop] == place
    return stop - 1 if shared else stop


def keep_text(doc: "Doc", text: str) -> None:
    """Keep the text beside the Doc: ``Doc.text`` puts it together anew at each call."""
    doc.user_data[_TEXT] = text


def text_of(doc: "Doc") -> str:
    """The text of a Doc, as it was read where that is known."""
    text: str | None = doc.user_data.get(_TEXT)
    return doc.text if text is None else text
