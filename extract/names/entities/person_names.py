"""Names of persons in a text: where one begins and ends, and which words are one."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from diplograph.ontology.actors import Name, OfficeIndex

from ...words import Grammar, Lexicon, gender_of, load_words
from .entity_words import EntityWords

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

__all__ = ["LONGEST_OFFICE", "MAX_NAME_TOKENS", "STATE_OPENERS", "SURNAME_TAGS", "PersonNames"]

MAX_NAME_TOKENS = 3
# Words of an office before its state ("Minister for Foreign Affairs of the Republic of Turkey").
LONGEST_OFFICE = 8
# Tags that taggers give to surnames and first names which they do not know, and those of words that go on a name.
SURNAME_TAGS = frozenset({"NNP", "NN", "JJ"})
_NAME_TAGS = frozenset({*SURNAME_TAGS, "RB", "FW", "UH", "NNPS"})
_GOING_ON = frozenset({"NNP", "NNPS", "HYPH"})
_SHORTEST_SURNAME = 4
_INITIALS = 2
# How many words a person's name has that nothing but an office tells.
_LIKE_NAME = (2, 3)
# What stands between an office and the state that it is for.
STATE_OPENERS = frozenset({"of", "for", "to"})
_HYPHENS = frozenset({"-", "‐", "‑"})
_NUMBER = re.compile("II|III|IV|VI{1,3}|IX|X[IVX]+")
# Surnames with a capital inside ("McFarland", "DeLay").
_PREFIXED = re.compile(r"(?:Ma?c|D[eiu']|L[aeu]|V[ao]n|Fitz|O'|[AE]l|Ben|Bin|Abu|Abdel?)[A-Z][a-z]+")
# A shorter word is no sign that a place or body is somebody's name spelled otherwise.
_SHORTEST_SPELLED = 7


class PersonNames:
    """Tells offices and names of persons in one text, with the names and persons of the actor base."""

    def __init__(self, doc: "Doc", lexicon: Lexicon, known: Mapping[str, Name], persons: OfficeIndex) -> None:
        self.doc = doc
        self.lexicon = lexicon
        self.words = load_words(EntityWords)
        self.known = known
        self.persons = persons
        self.weekdays = frozenset(load_words(Grammar).weekdays)

    def is_office(self, token: "Token") -> bool:
        """True for a noun of an office with a capital letter, or in capitals ("MP")."""
        return (token.is_title or token.is_upper) and token.lower_.rpartition("-")[2] in self.lexicon.office_nouns

    def is_lower_office(self, token: "Token") -> bool:
        return token.lower_ in self.lexicon.office_nouns

    def ends_office(self, token: "Token") -> bool:
        """True for the last word of "Secretary of State", right before a name."""
        phrases = self.words.office_phrases
        return token.is_title and any(
            self.doc[max(0, token.i + 1 - length) : token.i + 1].text.lower() in phrases for length in (3, 4)
        )

    def is_full_name(self, token: "Token") -> bool:
        """True for the first name of a person called by two words between words that are no names.

        It is a person of the actor base, or called by a first name that persons of the actor base bear.
        """
        doc, i = self.doc, token.i
        pair = doc[i : i + 2]
        if len(pair) < 2 or not all(word.is_title for word in pair) or pair.text in self.known:
            return False
        if self._is_called_like_a_person(pair):
            # Taggers take the first name that opens a sentence for any word.
            return not any(word.tag_ in _GOING_ON for word in self._around(i, i + 2))
        if not all(word.tag_ == "NNP" for word in pair):
            return False
        return not any(word.tag_ in _GOING_ON for word in self._around(i, i + 2)) and self.persons.has_person(pair.text)

    def _is_called_like_a_person(self, pair: "Span") -> bool:
        """True for the first name of persons of the actor base and a word that is no other name ("Gergely Halmos")."""
        is_named = pair[0].tag_ in _NAME_TAGS and pair[1].tag_ in SURNAME_TAGS and self.persons.is_first_name(pair[0].text)
        return is_named and not any(
            word.text in self.known or self.is_office(word) or word.lower_ in self.weekdays for word in pair
        )

    def tail(self, start: int, end: int) -> int:
        """Where the name of a person begins that a longer stretch ends with; ``end`` for none.

        It is a person of the actor base, or called by a first name that persons of the actor base bear.
        """
        return next((i for i in range(start, end - 1) if self._is_full(i, end)), end)

    def _is_full(self, start: int, end: int) -> bool:
        doc, first, last = self.doc, self.doc[start], self.doc[end - 1]
        nouns = self.words.body_nouns | self.words.place_nouns
        is_title = self.is_office(first) or first.text in self.lexicon.courtesy_titles
        if not first.is_title or is_title or first.text in self.known or last.lower_ in nouns:
            return False
        if self.name_end(start + 1, start) != end:
            return False
        is_forename = self.persons.is_first_name(first.text) or gender_of(first.text) is not None
        return self.persons.has_person(doc[start:end].text) or (first.tag_ in _NAME_TAGS and is_forename)

    def _around(self, start: int, end: int) -> "tuple[Token, ...]":
        return (*self.doc[max(0, start - 1) : start], *self.doc[end : end + 1])

    def is_surname(self, token: "Token") -> bool:
        """True for the surname of a leading office holder that stands by itself, and is no other name."""
        if token.tag_ != "NNP" or len(token) < _SHORTEST_SURNAME or not token.is_title or token.text in self.known:
            return False
        if token.i and self.doc[token.i - 1].lower_ == "the":
            return False
        # "West African" is nobody called West.
        if self.doc[token.i : token.i + 2].text in self.lexicon.collective_adjectives:
            return False
        around = self.doc[max(0, token.i - 1) : token.i + 2]
        alone = sum(other.tag_ in ("NNP", "NNPS", "HYPH") and other.lower_ not in self.weekdays for other in around) == 1
        is_time = token.lower_ in self.weekdays or token.lower_ in self.words.feasts
        return alone and self.is_leader(token.text) and not is_time

    def is_leader(self, word: str) -> bool:
        """True for the surname of a leading office holder, or a spelling of the name of somebody who led a state."""
        persons = self.persons
        return persons.has_surname(word) or (len(word) >= _SHORTEST_SPELLED and persons.is_spelling_of_leader(word))

    def state_end(self, of: int, limit: int) -> int | None:
        """Where the state of "President of the Republic of Turkey" ends, given its "of", with a name right behind it."""
        doc = self.doc
        if doc[of].lower_ not in STATE_OPENERS or not any(map(self.is_lower_office, doc[max(0, of - LONGEST_OFFICE) : of])):
            return None
        first = of + 1 + (doc[of + 1 : of + 2].text.lower() == "the")
        seams = (i for i in range(limit - 1, first, -1) if doc[first:i].text in self.known)
        # "The Organization of America States" has no head called States.
        names = (i for i in seams if doc[i].is_title and doc[i].lower_ not in self.words.body_nouns)
        return next((i for i in names if limit - i > 1 or self.is_leader(doc[i].text)), None)

    def is_held(self, start: int, end: int, before: str) -> bool:
        """True for the full name of a person right behind ``before``, the state or body of an office."""
        return before in self.known and self.tail(start, end) == start

    def is_holder(self, start: int, end: int) -> bool:
        """True for words like a person's name right behind an office ("Senator Al Lund"), or set off behind one.

        As in "a spokesman for the ministry, Yusuf Ali Lund, said"; a body can be called so too ("head of the group, Ansar").
        """
        doc, words, nouns = self.doc, self.doc[start:end], self.words.body_nouns | self.words.place_nouns
        is_like_name = len(words) in _LIKE_NAME and all(word.tag_ == "NNP" and word.is_title for word in words)
        if not start or not is_like_name or words.text in self.known or self.is_office(words[0]):
            return False
        if any(word.text in self.known or word.lower_ in nouns for word in words):
            return False
        if doc[start - 1].text != ",":
            return self.is_office(doc[start - 1])
        is_closed = end < len(doc) and doc[end].text == ","
        return is_closed and doc[start - 2].lower_ not in self.words.called_bodies and self._holds_office(start - 1)

    def _holds_office(self, comma: int) -> bool:
        """True for a comma behind a phrase with an office ("a spokesman for the ministry,")."""
        for token in reversed(self.doc[max(0, comma - LONGEST_OFFICE) : comma]):
            if self.is_lower_office(token) or token.is_punct or token.is_space or token.tag_[:2] in ("VB", "MD"):
                return self.is_lower_office(token)
        return False

    def name_end(self, end: int, start: int) -> int:
        """Where a person's name that begins at ``start`` ends: capitalised words, three at most beside particles."""
        doc, most = self.doc, start + MAX_NAME_TOKENS
        while end < min(most, len(doc)):
            joined = self._joined_end(end, start)
            if joined > end:
                end, most = joined, most + joined - end
            elif self._is_particle(end):
                end, most = end + 2, most + 1
            elif self._continues_name(doc[end]) or (end == start and self._is_initials(end)):
                end += 1
            else:
                break
        # "Mswati III"
        return end + (start < end < len(doc) and _NUMBER.fullmatch(doc[end].text) is not None)

    def _joined_end(self, i: int, start: int) -> int:
        """Where the words end that hyphens join to a name: "al-Rifai", "-moon" of "Ban Ki-moon"; ``i`` itself for none."""
        doc, end = self.doc, i
        if doc[i].lower_ in self.lexicon.particles and self._is_hyphen(i + 1) and doc[i + 2].is_title:
            end = i + 3
        while end > start and self._is_hyphen(end) and self._is_joined(start, end):
            end += 2
        return end

    def _is_joined(self, start: int, hyphen: int) -> bool:
        """True for what a hyphen joins to a name ("Ban Ki-moon"), not to a word about it ("Merkel-led")."""
        return self.doc[hyphen + 1].is_title or self.persons.has_person(self.doc[start : hyphen + 2].text)

    def _is_hyphen(self, i: int) -> bool:
        """True for a hyphen between two words, with no space round it."""
        doc = self.doc
        inside = 0 < i < len(doc) - 1 and doc[i].text in _HYPHENS and doc[i + 1].is_alpha
        return inside and not doc[i - 1].whitespace_ and not doc[i].whitespace_

    def _is_particle(self, i: int) -> bool:
        """True for a small word inside a name ("Staffan de Mistura", "Hamad Al Thani")."""
        is_particle = self.doc[i].lower_ in self.lexicon.particles
        return is_particle and i + 1 < len(self.doc) and self._continues_name(self.doc[i + 1])

    @staticmethod
    def is_prefixed(word: str) -> bool:
        """True for a surname with a capital inside ("McFarland")."""
        return _PREFIXED.fullmatch(word) is not None

    def _is_initials(self, i: int) -> bool:
        """True for two capitals that open a name ("KT McFarland")."""
        doc, token = self.doc, self.doc[i]
        opens = i + 1 < len(doc) and token.tag_ == "NNP" and token.is_upper and token.is_alpha and len(token) == _INITIALS
        return opens and token.text not in self.known and not self.is_office(token) and self._continues_name(doc[i + 1])

    def _continues_name(self, token: "Token") -> bool:
        is_capital = token.is_title or self.is_prefixed(token.text)
        if token.tag_ != "NNP" or not is_capital or token.text in self.known or self.is_office(token):
            return False
        return token.lower_ not in self.weekdays and token.lower_ not in self.lexicon.title_modifiers
