"""Callings beside the name of a private person: "a taxi driver called Wang", "Okello, a fisherman", "the schoolteacher Park".

A calling tells somebody apart from the office holders of that name, and shows that a name which the pipeline overlooked, or
took for a place, is a person's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...words import load_words
from ..mention import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["CallingWords", "mark_callings"]

# Labels of what a calling can stand beside, and those that the pipeline gives persons by mistake.
_MISTAKEN = frozenset({"GPE", "ORG"})
_NAMED = _MISTAKEN | {"PERSON"}
_ARTICLES = frozenset({"a", "an"})
_DETERMINERS = _ARTICLES | {"the"}
_PHRASE_TAGS = frozenset({"JJ", "JJR", "JJS", "NN", "CD", "HYPH", "NNP", "VBN", "VBG", "IN"})
# How long a phrase with a calling may be before and after it, in tokens.
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class CallingWords:
    """The lists of ``callings.yaml``."""

    callings: frozenset[str]
    calling_verbs: frozenset[str]
    no_longer: frozenset[str]


def mark_callings(doc: "Doc", mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions in order, persons with their calling; with those whom a calling alone shows to be persons."""
    reader = _CallingReader(doc)
    marked = reader.named_again([reader.marked(mention) for mention in mentions])
    taken = {i for mention in mentions for i in range(mention.start, mention.end)}
    return sorted([*marked, *reader.overlooked(taken)], key=lambda mention: mention.start)


class _CallingReader:
    def __init__(self, doc: "Doc") -> None:
        self.doc = doc
        self.words = load_words(CallingWords)

    def marked(self, mention: Mention) -> Mention:
        if mention.name is not None or mention.label not in _NAMED:
            return mention
        start = mention.start
        while start < mention.end - 1 and self._calling(self.doc[start]):
            start += 1
        calling = self._beside(start, mention.end)
        if not calling:
            return mention
        if not mention.is_person and (mention.label not in _MISTAKEN or not self._is_name(start, mention.end)):
            return mention
        return replace(mention, start=start, text=self.doc[start : mention.end].text, label="PERSON", calling=calling)

    def _is_name(self, start: int, end: int) -> bool:
        return all(token.tag_ == "NNP" and token.is_title for token in self.doc[start:end])

    def named_again(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions, with those whom a calling shows to be persons known as such wherever the text names them."""
        called = {mention.text for mention in mentions if mention.calling}
        return [
            replace(mention, label="PERSON") if mention.label in _MISTAKEN and mention.text in called else mention
            for mention in mentions
        ]

    def overlooked(self, taken: set[int]) -> Iterator[Mention]:
        """Capitalised single words of no mention that a calling follows or introduces."""
        for token in self.doc:
            if token.i in taken or not token.is_title or token.tag_ != "NNP":
                continue
            calling = self._after(token.i + 1) or self._called(token.i)
            beside = self.doc[token.i - 1] if token.i else None
            if calling and (beside is None or beside.tag_ != "NNP"):
                yield Mention(token.i, token.i + 1, token.text, "PERSON", calling=calling)

    def _beside(self, start: int, end: int) -> str:
        return self._before(start) or self._called(start) or self._in_front(start, end) or self._after(end)

    def _calling(self, token: "Token") -> str:
        return token.lower_ if token.lower_ in self.words.callings else ""

    def _before(self, start: int) -> str:
        """ "Villager Kim", "the schoolteacher Park"."""
        if not start or not self._calling(self.doc[start - 1]) or self._is_no_longer(start - 1):
            return ""
        return self._calling(self.doc[start - 1])

    def _called(self, start: int) -> str:
        """ "A taxi driver called Wang"."""
        if start < 2 or self.doc[start - 1].lower_ not in self.words.calling_verbs:
            return ""
        return self._calling(self.doc[start - 2])

    def _in_front(self, start: int, end: int) -> str:
        """ "The coach, Ahmed, ..." and "A shopkeeper in Busan, Park, ..."."""
        doc, comma = self.doc, start - 1
        if comma < 2 or doc[comma].text != "," or end >= len(doc) or doc[end].text not in (",", "."):
            return ""
        first = comma
        while first > max(0, comma - _LONGEST) and doc[first - 1].tag_ in _PHRASE_TAGS:
            first -= 1
        if not first or doc[first - 1].lower_ not in _DETERMINERS:
            return ""
        found = (self._calling(token) for token in doc[first:comma] if not self._is_no_longer(token.i))
        return next(filter(None, found), "")

    def _after(self, end: int) -> str:
        """ "Mensah, a cocoa farmer from Kumasi": the noun that ends the phrase, not one that goes on to an office."""
        doc = self.doc
        if end + 1 >= len(doc) or doc[end].text != "," or doc[end + 1].lower_ not in _ARTICLES:
            return ""
        for token in doc[end + 2 : end + 2 + _LONGEST]:
            if token.tag_ not in _PHRASE_TAGS or token.tag_ == "IN":
                break
            goes_on = token.i + 1 < len(doc) and doc[token.i + 1].tag_ in ("NN", "HYPH")
            if self._calling(token) and not goes_on:
                return "" if self._is_no_longer(token.i) else self._calling(token)
        return ""

    def _is_no_longer(self, i: int) -> bool:
        return any(token.lower_ in self.words.no_longer for token in self.doc[max(0, i - 3) : i])
