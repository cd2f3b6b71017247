"""Nicknames: other names that a text gives a person ("James "Jimmy" Okello", "Aliou Baldé, known as Petit Lion").

The nickname goes into the mention of the person, so that the parser reads one name, and is a mention wherever else it stands.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...words import Lexicon, load_words
from ..mention import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["NicknameWords", "join_nicknames"]

_OPENING, _CLOSING = frozenset({'"', "“", "‘", "'", "("}), frozenset({'"', "”", "’", "'", ")"})
_LONGEST_NICKNAME, _LONGEST_NAME = 3, 3
# How far behind a name "known as" may stand ("Maria Quiñonero, a union leader known as La Pepa").
_FARTHEST = 10
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# What ends the phrase behind a name; whoever is "who" may name somebody else.
_ENDS = frozenset({".", ";", ",", "who"})


@dataclass(frozen=True, slots=True)
class NicknameWords:
    """The lists of ``nicknames.yaml``."""

    links: frozenset[str]
    link_adverbs: frozenset[str]


def join_nicknames(doc: "Doc", mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """The mentions in order, persons with the nicknames that the text gives them, which are persons wherever they stand."""
    reader = _NicknameReader(doc, mentions, lexicon)
    named = [*reader.within_names(), *reader.after_names()]
    if not named:
        return list(mentions)
    own = {i for mention in named for i in range(mention.start, mention.end)}
    nicknames = {tuple(nickname.split()): nickname for mention in named for nickname in mention.aliases}
    again = [
        Mention(i, i + len(words), nickname, "PERSON")
        for words, nickname in nicknames.items()
        for i in range(len(doc) - len(words) + 1)
        if tuple(token.text for token in doc[i : i + len(words)]) == words
        and own.isdisjoint(range(i, i + len(words)))
        and not reader.goes_on(i, i + len(words))
    ]
    taken = own | {i for mention in again for i in range(mention.start, mention.end)}
    rest = (mention for mention in mentions if taken.isdisjoint(range(mention.start, mention.end)))
    return sorted([*named, *again, *rest], key=lambda mention: mention.start)


class _NicknameReader:
    def __init__(self, doc: "Doc", mentions: Sequence[Mention], lexicon: Lexicon) -> None:
        self.doc = doc
        self.mentions = mentions
        self.lexicon = lexicon
        self.words = load_words(NicknameWords)
        self.known = {i for m in mentions if m.name is not None for i in range(m.start, m.end)}
        self.inside = {i: m for m in mentions if m.label == "PERSON" for i in range(m.start, m.end)}

    def goes_on(self, start: int, end: int) -> bool:
        """True where the words from ``start`` to ``end`` are only a part of a longer name."""
        around = (*self.doc[max(0, start - 1) : start], *self.doc[end : end + 1])
        return any(self._is_name(token) for token in around)

    def within_names(self) -> Iterator[Mention]:
        """ "James "Jimmy" Okello", "Samuel (Sam) Tembo"."""
        for token in self.doc[1:-2]:
            close = self._close(token)
            if close is None or close + 1 >= len(self.doc):
                continue
            goes_on = self._is_name(self.doc[close + 1]) or self._is_particle(close + 1)
            if not self._is_name(self.doc[token.i - 1]) or not goes_on:
                continue
            start, end = self._start(token.i - 1), self._end(close + 1)
            text = f"{self.doc[start : token.i].text} {self.doc[close + 1 : end].text}"
            yield Mention(start, end, text, "PERSON", aliases=(self.doc[token.i + 1 : close].text,))

    def _close(self, opening: "Token") -> int | None:
        """Where the quotation marks or brackets end that hold a nickname and nothing else."""
        if opening.text not in _OPENING:
            return None
        end = self._end(opening.i + 1, _LONGEST_NICKNAME)
        is_closed = opening.i + 1 < end < len(self.doc) and self.doc[end].text in _CLOSING
        return end if is_closed and (opening.text == "(") == (self.doc[end].text == ")") else None

    def _is_name(self, token: "Token") -> bool:
        is_name = token.tag_ == "NNP" or token.ent_type_ == "PERSON"
        return is_name and token.text[:1].isupper() and token.i not in self.known and not self._is_title(token)

    def _is_title(self, token: "Token") -> bool:
        return token.lower_ in self.lexicon.office_nouns or token.text in self.lexicon.courtesy_titles

    def _start(self, last: int) -> int:
        start = last
        while start > max(0, last - _LONGEST_NAME + 1) and self._is_name(self.doc[start - 1]):
            start -= 1
        return start

    def _end(self, first: int, longest: int = _LONGEST_NAME) -> int:
        end = first
        while end < min(len(self.doc), first + longest) and (self._is_name(self.doc[end]) or self._is_particle(end)):
            end += 1
        return end

    def _is_particle(self, i: int) -> bool:
        following = i + 1 < len(self.doc) and self._is_name(self.doc[i + 1])
        return following and self.doc[i].text in self.lexicon.particles

    def after_names(self) -> Iterator[Mention]:
        """ "Aliou Baldé, known as Petit Lion, ..."; a phrase between the two stays in the text."""
        for mention in self.mentions:
            if mention.label != "PERSON" or mention.end - mention.start < 2:
                continue
            link = self._link(mention)
            if link is None:
                continue
            first = link + sum(token.lower_ in ("the", "also") or token.text in _OPENING for token in self.doc[link : link + 2])
            end = self._end(first, _LONGEST_NICKNAME + 1)
            nickname = self.doc[first:end].text
            if end > first and nickname not in mention.text:
                yield replace(mention, end=self._aside_end(mention, link, end), aliases=(nickname,))

    def _link(self, person: Mention) -> int | None:
        """Where "known as" ends, in a phrase right behind a person's name."""
        doc = self.doc
        if person.end + 1 >= len(doc) or doc[person.end].text not in (",", "("):
            return None
        for i in range(person.end + 1, min(len(doc), person.end + _FARTHEST)):
            for length in (2, 1):
                # Who "nicknamed" somebody is not meant.
                if doc[i : i + length].text.lower() in self.words.links and doc[i].tag_ != "VBD":
                    return i + length
            if doc[i].tag_ in _FINITE or doc[i].lower_ in _ENDS or i in self.inside:
                return None
        return None

    def _aside_end(self, person: Mention, link: int, end: int) -> int:
        """Where the mention ends: behind the aside, where that says nothing but the nickname."""
        said = (token.lower_ for token in self.doc[person.end + 1 : link])
        if any(word not in self.words.link_adverbs for word in said):
            return person.end
        while end < len(self.doc) and (self.doc[end].text in _CLOSING or self.doc[end].text == ","):
            end += 1
            if self.doc[end - 1].text == ",":
                break
        return end
