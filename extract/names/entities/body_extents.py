"""Where the name of a body ends that the pipeline cut short ("Tunisian League | for the Defence of Human Rights")."""

from typing import TYPE_CHECKING

from .person_names import PersonNames

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["BodyExtents"]

_FOR = frozenset({"of", "for", "against"})
_LINKS = frozenset({"of", "for", "and", "the", "in"})
_NAME_TAGS = frozenset({"NNP", "NNPS", "NN", "NNS", "JJ"})
_LONGEST_KNOWN = 4


class BodyExtents:
    """Finds the ends of names of bodies in one text."""

    def __init__(self, names: PersonNames) -> None:
        self.names = names
        self.doc, self.words, self.known = names.doc, names.words, names.known

    def end(self, start: int, end: int) -> int:
        """Where the name really ends of the body that the pipeline saw from ``start`` to ``end``."""
        doc = self.doc
        if end >= len(doc) or doc[start:end].text in self.known:
            return end
        if doc[end - 1].lower_ in self.words.body_nouns and doc[end].lower_ in _FOR:
            return self._goes_on(end) or end
        if self._is_bureau(start, end):
            if doc[end].lower_ == "and" and doc[end - 2].lower_ in _LINKS and self._is_part(end + 1):
                return end + 1 if self._is_part(end + 2) else end + 2
            # "Court of International | Trade" ends in an adjective.
            if doc[end - 1].lower_ in self.words.unfinished:
                return self._goes_on(end) or end
        return end

    def _is_bureau(self, start: int, end: int) -> bool:
        """True for "Office of Management": a noun for an office of state, and what it is of."""
        nouns = (token for token in self.doc[start : end - 1] if token.lower_ in self.words.bureaus)
        return any(self.doc[noun.i + 1].lower_ in _FOR for noun in nouns)

    def _goes_on(self, i: int) -> int | None:
        """Where the capitalised words end that go on from ``i``, small words between them; None for no such word."""
        doc, end = self.doc, None
        while i < len(doc):
            if self._is_part(i):
                end = i + 1
            elif doc[i].lower_ not in _LINKS | _FOR:
                break
            i += 1
        return end

    def _is_part(self, i: int) -> bool:
        """True for a capitalised word that begins no other name and is no office of somebody named behind it."""
        if i >= len(self.doc):
            return False
        token = self.doc[i]
        is_word = token.is_title and token.tag_ in _NAME_TAGS and token.lower_ not in self.names.weekdays
        return is_word and not self.names.is_office(token) and not self._begins_name(token)

    def _begins_name(self, token: "Token") -> bool:
        doc, first = self.doc, token.i
        known = any(doc[first : first + length].text in self.known for length in range(1, _LONGEST_KNOWN + 1))
        persons = self.names.persons
        is_person = persons.is_first_name(token.text) or persons.has_surname(token.text)
        return known or self.names.is_full_name(token) or (doc[first - 1].lower_ == "and" and is_person)
