"""Coverage counts: how many sentences were read, and how many of them name two actors, so that silence is no riddle."""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from .trace import Trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span

    from ..syntax import Analysis

__all__ = ["Coverage", "Tally"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Sentences read, without those of the page around an article; those of them that name two actors; claims found.

    ``lacking_capitals`` counts the articles all in small letters, whose names are guessed, ``skipped`` those that were not
    parsed, since a scan of their words tells that they hold no claim.
    """

    sentences: int = 0
    naming_two: int = 0
    claims: int = 0
    lacking_capitals: int = 0
    skipped: int = 0

    def since(self, before: "Coverage") -> "Coverage":
        """What was read after ``before``."""
        return Coverage(*(getattr(self, f.name) - getattr(before, f.name) for f in fields(self)))

    def __add__(self, other: "Coverage") -> "Coverage":
        return Coverage(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


class Tally(Trace):
    """Counts the sentences of one text as they are read."""

    def __init__(self, analysis: "Analysis") -> None:
        self._mentions = analysis.mentions
        self._lacking_capitals = int(analysis.lacks_capitals)
        self._sentences = self._naming_two = 0

    def read(self, sentence: "Span", *, is_boilerplate: bool) -> None:
        if not is_boilerplate and not all(token.is_space for token in sentence):
            self._sentences += 1
            self._naming_two += len(set(self._named(sentence))) > 1

    def _named(self, sentence: "Span") -> "Iterator[str]":
        for i in range(sentence.start, sentence.end):
            mention = self._mentions.get(i)
            for part in mention.members if mention is not None else ():
                if part.label != "outlet":
                    yield part.name.actor.iri if part.name is not None else part.text.casefold()

    def coverage(self, claims: int) -> Coverage:
        """What was counted, with the number of claims that came of it."""
        return Coverage(self._sentences, self._naming_two, claims, self._lacking_capitals)
