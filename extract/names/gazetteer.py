"""Gazetteer: every name of the actor base and of the outlets, found in one pass over a text."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import chain, product
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick
from diplograph.ontology.actors import ActorBase, NameKind

from ..text import text_of
from .mention import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Gazetteer"]

# Words for many that lose their "s": "Tigers", not "Congress", "Texas" or "Jihadis".
_PLURAL = re.compile("[a-z]{3}[^aious\\W]s$")
_OF_STATES = (NameKind.NAME, NameKind.ADJECTIVE)
_SPELLED_OTHERWISE = (*_OF_STATES, NameKind.CAPITAL, NameKind.ORGANIZATION)
# Longer names of states ("Saint Vincent and the Grenadines") have small words, round which nobody sets hyphens.
_SEAM, _MOST_WORDS = re.compile("[ -]"), 3
_APOSTROPHES = "’ʼ"
# A shorter name with an accent ("Malé") is another word than without it.
_SHORTEST_ACCENTED = 4


def _letter(letter: str) -> str:
    return "'" if letter in _APOSTROPHES else unicodedata.normalize("NFD", letter)[0]


def _plain(text: str) -> str:
    """``text`` without accents and with straight apostrophes, of the same length."""
    letters = (_letter(letter) if not letter.isascii() else letter for letter in text)
    return text if text.isascii() else "".join(letters)


def _spellings(text: str, kind: NameKind) -> Iterator[str]:
    """How else a name may be written: without accents, and that of a state with other marks between its words."""
    if kind not in _SPELLED_OTHERWISE:
        return
    for plain in dict.fromkeys((text, _plain(text))):
        yield plain
        words = _SEAM.split(plain)
        if kind in _OF_STATES and 1 < len(words) <= _MOST_WORDS and all(word[:1].isupper() for word in words):
            for marks in product(" -–", repeat=len(words) - 1):
                yield "".join(chain.from_iterable(zip(words, (*marks, ""), strict=True)))


class Gazetteer:
    """All names of the actor base and all outlets in one automaton: one pass over a text, whatever their number."""

    def __init__(self, base: ActorBase, outlets: Mapping[str, str]) -> None:
        self.names = base.names
        self.outlets = outlets
        self._folded = {text.upper(): text for text in base.names if len(text) > 4 and not text.isupper()}
        # "al-Qaida" inside a sentence is "Al-Qaida" in a table.
        self._folded |= {
            text[0].lower() + text[1:]: text for text in base.names if text.startswith(("Al-", "Al ", "Ash-", "An-"))
        }
        # "Tamil Tiger boats", "Houthi fighters": the one of a group that goes by its many.
        for text in [t for t, name in base.names.items() if name.kind is NameKind.GROUP and _PLURAL.search(t)]:
            if text[:-1] not in base.names and text[:-1] not in outlets:
                self._folded.setdefault(text[:-1], text)
        for text, name in base.names.items():
            for spelling in _spellings(text, name.kind):
                if spelling not in base.names and spelling not in base.excluded:
                    self._folded.setdefault(spelling, text)
        self._patterns = [*base.names, *(text for text in outlets if text not in base.names), *self._folded]
        self._automaton = AhoCorasick(self._patterns)

    def find(self, doc: "Doc") -> Iterator[Mention]:
        """Every occurrence of a name that starts and ends with a token; occurrences may overlap."""
        content = text_of(doc)
        starts = {token.idx: token.i for token in doc}
        ends = {token.idx + len(token): token.i + 1 for token in doc}
        for pattern, start, end in self._matches(content):
            if start in starts and end in ends:
                text = self._patterns[pattern]
                text = self._folded.get(text, text)
                name = self.names.get(text)
                first = starts[start] + (text.startswith("the ") and name is not None)
                if name is None:
                    yield Mention(first, ends[end], self.outlets[text], "outlet")
                else:
                    yield Mention(first, ends[end], content[start:end], "known", name)

    def _matches(self, content: str) -> Iterator[tuple[int, int, int]]:
        """Patterns with the characters at which each starts and ends, in the text and in its plain spelling."""
        yield from self._automaton.find_matches_as_indexes(content, overlapping=True)
        plain = _plain(content)
        if plain != content:
            for pattern, start, end in self._automaton.find_matches_as_indexes(plain, overlapping=True):
                if plain[start:end] != content[start:end] and end - start > _SHORTEST_ACCENTED - 1:
                    yield pattern, start, end
