"""Names in the order of registers and bylines: "Okello, James" is James Okello.

A comma stands between two names far more often than within one. Only where a sentence or an entry of a list begins with the
two, ends with them or goes on with a verb, and the second is a first name, is it one person.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from diplograph.ontology.actors import OfficeIndex

from ...words import Grammar, Lexicon, load_words
from ..mention import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["NameOrder"]

_VERBS = frozenset({"VBD", "VBZ", "VBP", "MD", "VBN"})
_ENTRY_BEFORE = frozenset({".", ";", ":", "(", "—", "–", "-", "•", "by"})
_ENTRY_AFTER = frozenset({".", ";", ")", "("})
_CONJUNCTIONS = frozenset({"and", "&"})
_NAMED = frozenset({"PERSON", "GPE", "ORG"})
_MOST_WORDS = 2


class NameOrder:
    """Finds the persons of one text whose surname stands first."""

    def __init__(self, doc: "Doc", persons: OfficeIndex, lexicon: Lexicon) -> None:
        self.doc = doc
        self.persons = persons
        self.lexicon = lexicon
        self.weekdays = frozenset(load_words(Grammar).weekdays)
        self.known: set[int] = set()

    def turned(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions in order, each "surname, first name" as one person who is called in the usual order."""
        commas = [token.i for token in self.doc[1:-1] if token.text == ","]
        if not commas:
            return list(mentions)
        self.known = {i for m in mentions if m.name is not None or m.label == "outlet" for i in range(m.start, m.end)}
        pairs = list(self._pairs(commas))
        taken = {i for mention in pairs for i in range(mention.start, mention.end)}
        rest = (mention for mention in mentions if taken.isdisjoint(range(mention.start, mention.end)))
        return sorted([*pairs, *rest], key=lambda mention: mention.start)

    def _pairs(self, commas: Sequence[int]) -> Iterator[Mention]:
        spans = [span for comma in commas if (span := self._span(comma)) is not None]
        by_start, by_end = {start: end for start, _, end in spans}, {end for _, _, end in spans}
        for start, comma, end in spans:
            listed_before = start > 0 and self.doc[start - 1].lower_ in _CONJUNCTIONS and start - 1 in by_end
            listed_after = end < len(self.doc) and self.doc[end].lower_ in _CONJUNCTIONS and end + 1 in by_start
            if (listed_before or self._opens(start)) and (listed_after or self._closes(start, end)):
                text = f"{self.doc[comma + 1 : end].text} {self.doc[start:comma].text}"
                yield Mention(start, end, text, "PERSON")

    def _span(self, comma: int) -> tuple[int, int, int] | None:
        """Where a surname before a comma begins, the comma, and where the first name after it ends."""
        start, end = comma, comma + 1
        while start > max(0, comma - _MOST_WORDS) and self._is_surname(self.doc[start - 1]):
            start -= 1
        while end < min(len(self.doc), comma + 1 + _MOST_WORDS) and self._is_first_name(self.doc[end], comma + 1):
            end += 1
        is_turned = start < comma and end > comma + 1 and not self.persons.is_first_name(self.doc[start].text)
        return (start, comma, end) if is_turned else None

    def _is_surname(self, token: "Token") -> bool:
        is_named = token.tag_ in ("NNP", "NNPS") or token.ent_type_ in _NAMED
        return is_named and self._is_free(token) and len(token.text.rstrip(".")) > 1

    def _is_first_name(self, token: "Token", first: int) -> bool:
        """True for a first name, and for one more or an initial right after the ``first`` ("Pierre J.")."""
        is_initial = token.i > first and len(token.text.rstrip(".")) == 1
        return self._is_free(token) and (is_initial or self.persons.is_first_name(token.text))

    def _is_free(self, token: "Token") -> bool:
        """True for a capitalised word that is no known name, office or weekday."""
        if not token.is_title or token.i in self.known or token.text in self.lexicon.courtesy_titles:
            return False
        return token.lower_ not in self.weekdays and token.lower_ not in self.lexicon.office_nouns

    def _opens(self, start: int) -> bool:
        """True at the beginning of a sentence, of an entry in a list, or of a byline."""
        if not start:
            return True
        before = self.doc[start - 1]
        return before.is_space or before.lower_ in _ENTRY_BEFORE

    def _closes(self, start: int, end: int) -> bool:
        """True where the verb of the person, or the end of the entry, follows."""
        if end >= len(self.doc):
            return True
        after = self.doc[end]
        listed = start > 0 and self.doc[start - 1].text in (";", ":")
        return after.is_space or after.text in _ENTRY_AFTER or after.tag_ in _VERBS or (listed and after.text == ",")
