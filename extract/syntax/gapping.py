"""Gapping: clauses that leave out the verb of the clause before ("France backed Kyiv, and Hungary Moscow").

Treebanks hold few of them. The words that are left out are plain on the surface, where names stand side by side or before one
more time, so the parser is given them again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..dates import find_times
from ..text import text_of
from ..words import Grammar, from_words, load_words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from ..names import Mention

__all__ = ["Gap", "find_gaps", "find_seams"]

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_VERBAL = _FINITE | {"VB", "VBN", "VBG", "RB", "RP", "TO", "IN"}
_PREPOSITIONS = frozenset({"IN", "TO", "RP"})
_CONJUNCTIONS = frozenset({"and", "but", "while", "whereas"})
_SEPARATORS = frozenset({",", ";"})
_CLOSERS = frozenset({",", ";", ".", "!", "?", "”", '"'})
_ARTICLE = "the"
_LONGEST_VERB = 7
# In characters.
_LONGEST_TIME = 40


@dataclass(frozen=True, slots=True)
class Gap:
    """Where words are left out: before token ``at``, those from ``start`` to ``stop`` (exclusive)."""

    at: int
    start: int
    stop: int


def find_gaps(doc: "Doc", mentions: Sequence["Mention"]) -> list[Gap]:
    """The gaps of a text, in order; ``mentions`` do not overlap and are sorted."""
    found: list[Gap] = []
    for place in range(len(mentions) - 1):
        clause = _Clause.at(doc, mentions[place], mentions[place + 1])
        if clause is not None:
            found += clause.gaps(mentions[place + 2 :])
    return found


def find_seams(doc: "Doc", mentions: Sequence["Mention"]) -> set[int]:
    """Indexes of each "and" between two clauses whose names could be a list ("Brazil met Peru and Chile met Cuba")."""
    found: set[int] = set()
    for subject, object_, second in zip(mentions, mentions[1:], mentions[2:], strict=False):
        link = [token.lower_ for token in doc[object_.end : second.start] if token.lower_ != _ARTICLE]
        if link != ["and"]:
            continue
        goes_on = second.end < len(doc) and doc[second.end].tag_ in _FINITE
        if not goes_on or _Clause.at(doc, subject, object_) is None:
            continue
        if not any(_is_reporting(token.lower_) for token in doc[subject.end : object_.start]):
            found.add(object_.end)
    return found


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of two names and the words between them, the verb and what goes with it."""

    doc: "Doc"
    subject: "Mention"
    object: "Mention"

    @classmethod
    def at(cls, doc: "Doc", subject: "Mention", object_: "Mention") -> "_Clause | None":
        between = [token for token in doc[subject.end : object_.start] if token.lower_ != _ARTICLE]
        verbal = between and all(token.tag_ in _VERBAL for token in between) and len(between) <= _LONGEST_VERB
        return cls(doc, subject, object_) if verbal and any(token.tag_ in _FINITE for token in between) else None

    def gaps(self, after: Sequence["Mention"]) -> Iterator[Gap]:
        """The gaps of the clauses that follow; ``after`` are the mentions behind the object."""
        position, pairs = self.object.end, 0
        while len(after) > 2 * pairs + 1:
            subject, object_ = after[2 * pairs : 2 * pairs + 2]
            gap = self._pair(subject, object_, position)
            if gap is None:
                break
            yield gap
            position, pairs = object_.end, pairs + 1
        if not pairs and after:
            yield from self._before_time(after[0])

    def _after_separator(self, position: int) -> int | None:
        """The token behind ", and", ";", "," or "and" and an article; None where the clause goes on otherwise."""
        start = position
        if start < len(self.doc) and self.doc[start].text in _SEPARATORS:
            start += 1
        if start < len(self.doc) and self.doc[start].lower_ in _CONJUNCTIONS:
            start += 1
        if start == position:
            return None
        return start + 1 if start < len(self.doc) and self.doc[start].lower_ == _ARTICLE else start

    def _pair(self, subject: "Mention", object_: "Mention", position: int) -> Gap | None:
        """The gap between two names side by side, or with the preposition between them that the verb has."""
        if self._after_separator(position) != subject.start or not self._closes(object_.end):
            return None
        between = [token.lower_ for token in self.doc[subject.end : object_.start] if token.lower_ != _ARTICLE]
        stop = self._without_article(self.object.start)
        last = self.doc[stop - 1]
        if last.tag_ in _PREPOSITIONS and between == [last.lower_]:
            return Gap(subject.end, self.subject.end, stop - 1)
        # "Kenya thanked Japan, and Uganda, China." ends there: more names would be a list.
        ends = object_.end >= len(self.doc) or self.doc[object_.end].text in (".", ";")
        parted = between == [","] and self.doc[position].text == "," and self.doc[position + 1].lower_ in _CONJUNCTIONS and ends
        return Gap(self._without_article(object_.start), self.subject.end, stop) if parted or not between else None

    def _without_article(self, start: int) -> int:
        return start - (self.doc[start - 1].lower_ == _ARTICLE)

    def _closes(self, end: int) -> bool:
        """True where a clause can end: at a mark, before "and", or before a time."""
        if end >= len(self.doc) or self.doc[end].text in _CLOSERS or self.doc[end].is_space:
            return True
        return self.doc[end].lower_ in _CONJUNCTIONS or self._time_end(end) > end

    def _time_end(self, start: int) -> int:
        """Where the time that begins at token ``start`` ends ("in 1999", "on Monday"); ``start`` where none does."""
        if start + 1 >= len(self.doc):
            return start
        first, second = self.doc[start].idx, self.doc[start + 1].idx
        times = find_times(text_of(self.doc), first, min(first + _LONGEST_TIME, len(text_of(self.doc))))
        end = next((time.end for time in times if time.start in (first, second)), None)
        if end is None:
            return start
        return next((token.i for token in self.doc[start:] if token.idx >= end), len(self.doc))

    def _before_time(self, name: "Mention") -> Iterator[Gap]:
        """The gap at the one name before a second time ("joined NATO in 1999 and the EU in 2004", "..., and Chad in June")."""
        end = self._time_end(self.object.end)
        start = self._after_separator(end) if end > self.object.end else None
        if start is None or start != name.start or self._time_end(name.end) == name.end:
            return
        if self._is_subject(name, pause=self.doc[end].text == ","):
            yield Gap(name.end, self.subject.end, self.object.end)
        else:
            yield Gap(self._without_article(start), self._last_verb(), self._without_article(self.object.start))

    def _is_subject(self, name: "Mention", *, pause: bool) -> bool:
        """True where the name is of the kind of the subject; where that does not tell, a comma opens another clause."""
        kinds = [_kind(self.subject), _kind(self.object)]
        if kinds[0] != kinds[1] and _kind(name) in kinds:
            return _kind(name) == kinds[0]
        return pause

    def _last_verb(self) -> int:
        """The last verb before the object with its "to", and what follows it: "to join" of "applied to join"."""
        verbs = (i for i in range(self.object.start - 1, self.subject.end, -1) if self.doc[i].tag_.startswith("VB"))
        verb = next(verbs, self.subject.end)
        return verb - 1 if self.doc[verb - 1].tag_ == "TO" else verb


def _is_reporting(word: str) -> bool:
    """True for a verb of saying, whatever its form: "Brazil said Peru and Chile met" tells of one meeting."""
    return word in load_words(Grammar).reporting_pasts or word.startswith(_reporting_stems())


@from_words
def _reporting_stems() -> tuple[str, ...]:
    return tuple(verb.removesuffix("e") for verb in load_words(Grammar).reporting_verbs)


def _kind(mention: "Mention") -> str:
    return mention.name.actor.kind if mention.name is not None else mention.label
