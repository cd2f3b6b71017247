"""Named entities of the pipeline, mended on news: titles inside names, names cut short, names overlooked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diplograph.ontology.actors import Name, NameKind, OfficeIndex

from ..words import Grammar, Lexicon, load_words
from .mention import POSSESSIVES, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

__all__ = ["read_entities"]

_SEAMS = frozenset({"and", "&", "-", "–"})
_MAX_NAME_TOKENS = 3
_SHORTEST_SURNAME = 4
# Words of an office before its state ("Minister for Foreign Affairs of the Republic of Turkey").
_LONGEST_OFFICE = 8
# A shorter word is no sign that a place or body is somebody's name spelled otherwise.
_SHORTEST_SPELLED = 7
_BODY_LABELS = ("ORG", "GPE")
# Tags of words that go on a name, and those that taggers give to first names and surnames which they do not know.
_GOING_ON = frozenset({"NNP", "NNPS", "HYPH"})
_SURNAME_TAGS = frozenset({"NNP", "NN", "JJ"})
_NAME_TAGS = frozenset({*_SURNAME_TAGS, "RB", "FW", "UH", "NNPS"})
# What an entity never ends with.
_DANGLING = frozenset({"and", "or", "of", "the", ",", "-"})


@dataclass(frozen=True, slots=True)
class EntityWords:
    """The lists of ``entities.yaml``."""

    name_adjectives: frozenset[str]
    office_phrases: frozenset[str]
    openers: frozenset[str]
    told: frozenset[str]
    feasts: frozenset[str]
    state_first_names: frozenset[str]
    body_nouns: frozenset[str]
    place_nouns: frozenset[str]


def read_entities(doc: "Doc", lexicon: Lexicon, known: Mapping[str, Name], persons: OfficeIndex) -> Iterator[Mention]:
    """Persons, bodies, places and nationalities of ``doc``; ``known`` has the names of the actor base, ``persons`` its persons.

    Events are left out: they are read as the nouns that they are, with the parties and places inside.
    """
    reader = _EntityReader(doc, lexicon, known, persons)
    found = list(reader.entities())
    yield from found
    for mention in reader.overlooked():
        # "Pam Bondi", of which the pipeline saw "Bondi", holds what it saw.
        if not any(e.start < mention.end and mention.start - 1 < e.end and not _holds(mention, e) for e in found):
            yield mention
    yield from reader.bodies()


def _holds(mention: Mention, other: Mention) -> bool:
    return mention.start <= other.start and other.end <= mention.end and mention.end - mention.start > other.end - other.start


class _EntityReader:
    def __init__(self, doc: "Doc", lexicon: Lexicon, known: Mapping[str, Name], persons: OfficeIndex) -> None:
        self.doc = doc
        self.lexicon = lexicon
        self.words = load_words(EntityWords)
        self.known = known
        self.persons = persons
        self.weekdays = frozenset(load_words(Grammar).weekdays)

    def entities(self) -> Iterator[Mention]:
        for entity in self.doc.ents:
            # "EU Enlargement Commissioner" is a title, not a body.
            is_title = entity.label_ == "ORG" and self._is_title(entity.start, entity.end)
            if entity.label_ == "EVENT" or is_title or self._is_described(entity.start, entity.end):
                continue
            if self._is_list(entity.start, entity.end) or self._is_told(entity.start, entity.end):
                continue
            start, end = self._trim(entity.start, entity.end)
            if start >= end:
                continue
            if self._ends_with_acronym(start, end):
                continue
            after = self._after_state(start, end)
            start, end, label = self._cut(after, end, entity.label_ if after == start else "PERSON")
            # An entity never runs over a paragraph break.
            if start < end and not any(token.is_space for token in self.doc[start:end]):
                yield Mention(start, end, self.doc[start:end].text, label)

    def overlooked(self) -> Iterator[Mention]:
        """Capitalised names after an office that the pipeline did not see ("Prime Minister Hun Sen")."""
        for token in self.doc:
            after = self._state_end(token.i, min(token.i + _LONGEST_OFFICE, len(self.doc))) if token.lower_ == "of" else None
            if after is not None and self._name_end(after, after) > after + 1:
                end = self._name_end(after, after)
                yield Mention(after, end, self.doc[after:end].text, "PERSON")
            elif self._is_office(token) or self._ends_office(token):
                end = self._name_end(token.i + 1, token.i + 1)
                if end > token.i + 1:
                    yield Mention(token.i + 1, end, self.doc[token.i + 1 : end].text, "PERSON")
            elif self._is_lower_office(token) and self._name_end(token.i + 1, token.i + 1) > token.i + 2:
                end = self._name_end(token.i + 1, token.i + 1)
                yield Mention(token.i + 1, end, self.doc[token.i + 1 : end].text, "PERSON")
            elif self._is_full_name(token):
                yield Mention(token.i, token.i + 2, self.doc[token.i : token.i + 2].text, "PERSON")
            elif self._is_surname(token):
                yield Mention(token.i, token.i + 1, token.text, "PERSON")

    def bodies(self) -> Iterator[Mention]:
        """Bodies called by a state and a noun that the pipeline did not see as one ("India Today", "London Fire Brigade")."""
        doc = self.doc
        for token in doc[1:]:
            if token.lower_ not in self.words.body_nouns or not self._is_capital(token) or self._goes_on(token):
                continue
            start = token.i
            while start > max(0, token.i - _MAX_NAME_TOKENS) and self._is_capital(doc[start - 1]):
                start -= 1
                if doc[start].text in self.known and doc[start : token.i + 1].text not in self.known:
                    yield Mention(start, token.i + 1, doc[start : token.i + 1].text, "ORG")

    def _is_capital(self, token: "Token") -> bool:
        return token.is_title and token.tag_ in ("NNP", "NNPS", "JJ", "NN") and token.lower_ not in self.weekdays

    def _goes_on(self, token: "Token") -> bool:
        return token.i + 1 < len(self.doc) and self.doc[token.i + 1].tag_ in ("NNP", "NNPS", "NN", "NNS", "HYPH")

    def _ends_office(self, token: "Token") -> bool:
        """True for the last word of "Secretary of State", right before a name."""
        phrases = self.words.office_phrases
        return token.is_title and any(
            self.doc[max(0, token.i + 1 - length) : token.i + 1].text.lower() in phrases for length in (3, 4)
        )

    def _is_full_name(self, token: "Token") -> bool:
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

    def _around(self, start: int, end: int) -> "tuple[Token, ...]":
        return (*self.doc[max(0, start - 1) : start], *self.doc[end : end + 1])

    def _is_called_like_a_person(self, pair: "Span") -> bool:
        """True for the first name of persons of the actor base and a word that is no other name ("Gergely Halmos")."""
        is_named = pair[0].tag_ in _NAME_TAGS and pair[1].tag_ in _SURNAME_TAGS and self.persons.is_first_name(pair[0].text)
        return is_named and not any(
            word.text in self.known or self._is_office(word) or word.lower_ in self.weekdays for word in pair
        )

    def _is_surname(self, token: "Token") -> bool:
        """True for the surname of a leading office holder that stands by itself, and is no other name."""
        if token.tag_ != "NNP" or len(token) < _SHORTEST_SURNAME or not token.is_title or token.text in self.known:
            return False
        if token.i and self.doc[token.i - 1].lower_ == "the":
            return False
        around = self.doc[max(0, token.i - 1) : token.i + 2]
        alone = sum(other.tag_ in ("NNP", "NNPS", "HYPH") and other.lower_ not in self.weekdays for other in around) == 1
        is_time = token.lower_ in self.weekdays | self.words.feasts
        return alone and self._is_leader(token.text) and not is_time

    def _is_leader(self, word: str) -> bool:
        """True for the surname of a leading office holder, or a spelling of the name of somebody who led a state."""
        persons = self.persons
        return persons.has_surname(word) or (len(word) >= _SHORTEST_SPELLED and persons.is_spelling_of_leader(word))

    def _is_title(self, start: int, end: int) -> bool:
        """True for "EU Enlargement Commissioner" and for "South African Health" before "Minister": an office, not a body."""
        first, last = self.doc[start], self.doc[end - 1]
        of_state = end - start > 2 and self.doc[start + 1].lower_ == "of" and last.text in self.known
        if self._is_office(last) or (self._is_office(first) and of_state):
            return True
        names = any(self.doc[start:i].text in self.known for i in range(start + 1, end))
        return names and end < len(self.doc) and self._is_office(self.doc[end])

    def _is_described(self, start: int, end: int) -> bool:
        """True for a known name and a word before it ("Young Algerians", "Did Chad"); the actor base finds the name."""
        first = self.doc[start].lower_
        outside = first in self.words.name_adjectives or first in self.words.openers
        return outside and end - start > 1 and self.doc[start + 1 : end].text in self.known

    def _is_told(self, start: int, end: int) -> bool:
        """True for "Rumours" and "Claims" at the head of a sentence, and "Ramadan", which the pipeline may take for names."""
        return end - start == 1 and self.doc[start].lower_ in self.words.told | self.words.feasts

    def _is_list(self, start: int, end: int) -> bool:
        """True for two names taken for one ("the Emirates and Saudi Arabia", "US-Russia"); the actor base finds each."""
        conjunctions = [i for i in range(start, end) if self.doc[i].lower_ in _SEAMS]
        sides = [(self.doc[start:i].text in self.known, self.doc[i + 1 : end].text in self.known) for i in conjunctions]
        return any(any(pair) if self.doc[i].is_alpha else all(pair) for i, pair in zip(conjunctions, sides, strict=True))

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        """Articles, quotation marks, handles of social media and possessive endings cut off."""
        doc = self.doc
        while start < end and (doc[start].is_space or doc[start].is_punct or self._is_no_part(doc[start])):
            start += 1
        while start < end and (doc[end - 1].is_space or doc[end - 1].lower_ in POSSESSIVES | _DANGLING):
            end -= 1
        return start, end

    @staticmethod
    def _is_no_part(token: "Token") -> bool:
        return token.lower_ in ("the", "a", "an") or token.text.startswith("@")

    def _after_state(self, start: int, end: int) -> int:
        """Where the person of an entity begins that holds the state of an office ("of Belarus Alexander Lukashenko")."""
        after = (self._state_end(of, end) for of in range(max(start - 2, 1), end - 2))
        return next((i for i in after if i is not None and start < i), start)

    def _state_end(self, of: int, limit: int) -> int | None:
        """Where the state of "President of the Republic of Turkey" ends, given its "of", with a name right behind it."""
        doc = self.doc
        if doc[of].lower_ != "of" or not any(self._is_office(token) for token in doc[max(0, of - _LONGEST_OFFICE) : of]):
            return None
        first = of + 1 + (doc[of + 1].lower_ == "the")
        seams = (i for i in range(limit - 1, first, -1) if doc[first:i].text in self.known)
        return next((i for i in seams if doc[i].is_title), None)

    def _ends_with_acronym(self, start: int, end: int) -> bool:
        """True for "World Press Freedom Day RSF": the actor base finds the acronym, and what stands before is no part of it."""
        last = self.doc[end - 1]
        name = self.known.get(last.text) if last.is_upper and end - start > 1 else None
        return name is not None and name.kind in (NameKind.ORGANIZATION, NameKind.GROUP) and self.doc[end - 2].is_title

    def _cut(self, start: int, end: int, label: str) -> tuple[int, int, str]:
        """A person without titles and with the whole name; a body that is an office and a name becomes the person."""
        doc = self.doc
        if label == "PERSON":
            # "Green MEP Lotte Maas": the party and the seat are no part of the name.
            start = max([start, *(i + 1 for i in range(start, end - 1) if doc[i].is_upper and self._is_office(doc[i]))])
            while start < end - 1 and (doc[start].text in self.lexicon.courtesy_titles or self._is_office(doc[start])):
                start += 1
            return start, self._name_end(end, start), label
        is_held = label == "GPE" and start and end - start > 1 and self._is_lower_office(doc[start - 1])
        if is_held or (label in _BODY_LABELS and self._is_called_like_a_state(start, end)):
            return start, end, "PERSON"
        if label in _BODY_LABELS and (self._names_person(start, end) or self._is_titled(start, end)):
            while start < end - 1 and (doc[start].text in self.lexicon.courtesy_titles or self._is_office(doc[start])):
                start += 1
            return start, end, "PERSON"
        offices = [i for i in range(start + 1, end - 1) if self._is_office(doc[i])]
        if offices and offices[-1] == end - 2 and not self.persons.has_surname(doc[end - 1].text):
            return start, end, label
        if label == "ORG" and offices and self._name_end(offices[-1] + 1, offices[-1] + 1) == end:
            return offices[-1] + 1, end, "PERSON"
        return start, end, label

    def _is_called_like_a_state(self, start: int, end: int) -> bool:
        """True for "Jordan Henderson" and "Georgia Lund": a state's name that persons bear, and no noun after it."""
        first, last = self.doc[start], self.doc[end - 1]
        if end - start != 2 or first.text not in self.known or self.doc[start:end].text in self.known:
            return False
        nouns = self.words.body_nouns | self.words.place_nouns
        is_noun = last.tag_ not in _SURNAME_TAGS or last.lower_ in nouns or self._is_actor(last.text)
        return first.text in self.words.state_first_names and last.is_title and not is_noun

    def _is_actor(self, text: str) -> bool:
        """True for a name of the actor base that is more than a place ("Lund" is a town, and a surname)."""
        name = self.known.get(text)
        return name is not None and name.kind is not NameKind.PLACE

    def _is_titled(self, start: int, end: int) -> bool:
        """True for "Justice Iftikhar Chaudry": a title, a first name and a surname, which the pipeline took for a body."""
        first = self.doc[start]
        titled = first.text in self.lexicon.courtesy_titles or self._is_office(first)
        named = end - start > 2 and self.persons.is_first_name(self.doc[start + 1].text)
        return titled and named and self.doc[end - 1].lower_ not in self.words.body_nouns

    def _names_person(self, start: int, end: int) -> bool:
        """True for a person of the actor base that the pipeline took for a body or place ("General Thein Sein")."""
        text = self.doc[start:end].text
        if text in self.known:
            return False
        while start < end - 1 and self._is_office(self.doc[start]):
            start += 1
        name = self.doc[start:end].text
        return self.persons.has_person(name) if " " in name else self._is_leader(name)

    def _is_lower_office(self, token: "Token") -> bool:
        return token.lower_ in self.lexicon.office_nouns

    def _is_office(self, token: "Token") -> bool:
        """True for a noun of an office with a capital letter, or in capitals ("MP")."""
        return (token.is_title or token.is_upper) and token.lower_.rpartition("-")[2] in self.lexicon.office_nouns

    def _name_end(self, end: int, start: int) -> int:
        """Where a person's name that begins at ``start`` ends: capitalised words, three at most beside particles."""
        doc, most = self.doc, start + _MAX_NAME_TOKENS
        while end < min(most, len(doc)):
            if self._continues_name(doc[end]):
                end += 1
            elif self._is_particle(end):
                end, most = end + 2, most + 1
            else:
                break
        return end

    def _is_particle(self, i: int) -> bool:
        """True for a small word inside a name ("Staffan de Mistura")."""
        following = i + 1 < len(self.doc) and self._continues_name(self.doc[i + 1])
        return following and self.doc[i].text in self.lexicon.particles

    def _continues_name(self, token: "Token") -> bool:
        other = token.lower_ in self.weekdays | self.lexicon.title_modifiers or token.text in self.known
        return token.tag_ == "NNP" and token.is_title and not other and not self._is_office(token)
