"""Entities of the pipeline, mended on news: titles inside names, names cut short, lists taken for one name."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from diplograph.ontology.actors import NameKind

from ..mention import POSSESSIVES, Mention
from .body_extents import BodyExtents
from .person_names import LONGEST_OFFICE, SURNAME_TAGS, PersonNames

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["EntityMender"]

_SEAMS = frozenset({"and", "&", "-", "–"})
_CONJUNCTIONS = frozenset({"and", "&"})
_BODY_LABELS = ("ORG", "GPE")
_KINDS_OF_BODIES = (NameKind.ORGANIZATION, NameKind.GROUP)
# What an entity never ends with.
_DANGLING = frozenset(
    {"and", "or", "of", "the", "for", "to", "at", "in", "on", "with", "by", "from", ",", "-", "–", "—", ";", ":"}
)
# Participles that a hyphen joins to a place ("U.S.-based"), beside all that end in "ed".
_BOUND = ("ed", "led", "run", "held", "born", "built")


class EntityMender:
    """Mends what the pipeline found in one text."""

    def __init__(self, names: PersonNames) -> None:
        self.names = names
        self.doc, self.words, self.known = names.doc, names.words, names.known
        self.lexicon, self.persons = names.lexicon, names.persons
        self.extents = BodyExtents(names)

    def entities(self) -> Iterator[Mention]:
        for entity in self._parted(self._joined(self.doc.ents)):
            # "EU Enlargement Commissioner" is a title, not a body.
            is_title = entity.label_ == "ORG" and self._is_title(entity.start, entity.end)
            body = self._body_end(entity.start, entity.end) if is_title else entity.start
            if body > entity.start:
                yield Mention(entity.start, body, self.doc[entity.start : body].text, "ORG")
            if entity.label_ == "EVENT" or is_title or self._is_described(entity.start, entity.end):
                continue
            if self._is_list(entity.start, entity.end) or self._is_told(entity.start, entity.end):
                continue
            if self._is_headline(entity.start, entity.end) or self._is_compound(entity.start, entity.end):
                continue
            if entity.label_ == "PERSON" and self._is_definite(entity.start, entity.end):
                continue
            start, end = self._trim(entity.start, entity.end)
            if start >= end:
                continue
            is_title = entity.label_ == "ORG" and end < entity.end and self._is_title(start, end)
            if is_title or self._ends_with_acronym(start, end):
                continue
            after = self._after_state(start, end)
            start, end, label = self._cut(after, end, entity.label_ if after == start else "PERSON")
            if label in _BODY_LABELS:
                longer = self.extents.end(start, end)
                end, label = longer, "ORG" if longer > end else label
            # An entity never runs over a paragraph break.
            if start < end and not any(token.is_space for token in self.doc[start:end]):
                yield Mention(start, end, self.doc[start:end].text, label)

    def _joined(self, entities: "Sequence[Span]") -> "Iterator[Span]":
        """The entities, two persons without a word between them as the one that they are ("Abdallah Maki Mosleh al-Rifai")."""
        last = None
        for entity in entities:
            if last is not None and last.end == entity.start and last.label_ == entity.label_ == "PERSON":
                last = self.doc.char_span(last.start_char, entity.end_char, label="PERSON")
                continue
            if last is not None:
                yield last
            last = entity
        if last is not None:
            yield last

    def _parted(self, entities: "Iterable[Span]") -> "Iterator[Span]":
        """The entities, two persons taken for one as the two that they are ("Okello and Director Ada Nkemelu")."""
        for entity in entities:
            is_titled = entity.start > 0 and self.doc[entity.start - 1].text in self.lexicon.courtesy_titles
            seams = [token.i for token in entity[1:-1] if token.lower_ in _CONJUNCTIONS]
            if not seams or not (entity.label_ == "PERSON" or is_titled):
                yield entity
                continue
            for start, end in pairwise([entity.start - 1, *seams, entity.end]):
                part = self.doc[start + 1 : end]
                person = self.doc.char_span(part.start_char, part.end_char, label="PERSON")
                if person is not None:
                    yield person

    def _is_headline(self, start: int, end: int) -> bool:
        """True for words of a headline in capitals that name somebody known ("HARARE SHUT OUT AGAIN"), and no body."""
        words = [token for token in self.doc[start:end] if token.is_alpha]
        if len(words) < 3 or not all(word.is_upper for word in words) or self.doc[start:end].text in self.known:
            return False
        names = any(word.text.title() in self.known or word.text in self.known for word in words)
        return names and not any(word.lower_ in self.words.body_nouns for word in words)

    def _is_title(self, start: int, end: int) -> bool:
        """True for "EU Enlargement Commissioner" and for "South African Health" before "Minister": an office, not a body."""
        first, last = self.doc[start], self.doc[end - 1]
        of_state = end - start > 2 and self.doc[start + 1].lower_ == "of" and last.text in self.known
        if self.names.is_office(last) or (self.names.is_office(first) and of_state):
            return True
        names = any(self.doc[start:i].text in self.known for i in range(start + 1, end))
        return names and end < len(self.doc) and self.names.is_office(self.doc[end])

    def _body_end(self, start: int, end: int) -> int:
        """Where the body ends before its office ("Selva Research Institute Director"); the start for none named in full."""
        last = next((i for i in range(end - 1, start, -1) if self.doc[i].lower_ in self.words.body_nouns), start)
        named = last > start + 1 and all(token.is_title for token in self.doc[start : last + 1] if token.is_alpha)
        is_known = any(self.doc[start:i].text in self.known for i in range(start + 1, last + 1))
        return last + 1 if named and not is_known and not any(map(self.names.is_office, self.doc[start:last])) else start

    def _is_described(self, start: int, end: int) -> bool:
        """True for a known name and a word before it ("Young Algerians", "Did Chad"); the actor base finds the name."""
        first = self.doc[start].lower_
        outside = first in self.words.name_adjectives or first in self.words.openers
        return outside and end - start > 1 and self.doc[start + 1 : end].text in self.known

    def _is_told(self, start: int, end: int) -> bool:
        """True for "Rumours" at the head of a sentence, "Ramadan" and "Hurricane Maria", which may be taken for names."""
        if any(token.lower_ in self.words.storms for token in self.doc[max(0, start - 1) : start + 1]):
            return True
        return end - start == 1 and self.doc[start].lower_ in self.words.told | self.words.feasts

    def _is_definite(self, start: int, end: int) -> bool:
        """True for "the West" and "West African", which no person is called; "the Okello government" has a noun behind it."""
        if self.doc[start : start + 2].text in self.lexicon.collective_adjectives:
            return True
        if end - start > 1 or not start or self.doc[start - 1].lower_ != "the":
            return False
        return end == len(self.doc) or self.doc[end].tag_ not in ("NN", "NNS", "NNP", "NNPS", "POS", "HYPH", "JJ")

    def _is_list(self, start: int, end: int) -> bool:
        """True for two names taken for one ("the Emirates and Saudi Arabia", "US-Russia"); the actor base finds each."""
        conjunctions = [i for i in range(start, end) if self.doc[i].lower_ in _SEAMS or self.doc[i].text == ","]
        sides = [(self.doc[start:i].text in self.known, self.doc[i + 1 : end].text in self.known) for i in conjunctions]
        return any(any(pair) if self.doc[i].is_alpha else all(pair) for i, pair in zip(conjunctions, sides, strict=True))

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        """Articles, quotation marks, handles of social media and possessive endings cut off."""
        doc = self.doc
        while start < end and (doc[start].is_space or doc[start].is_punct or self._is_no_part(doc[start])):
            start += 1
        if start + 3 < end and doc[start + 1].text in _SEAMS and self._is_bound(doc[start + 2].text):
            start += 3
        while start < end and (doc[end - 1].is_space or doc[end - 1].lower_ in POSSESSIVES | _DANGLING):
            end -= 1
        # "United Nations Security Council Resolution" is a paper of the body that it begins with.
        while end - start > 1 and doc[end - 1].lower_ in self.words.papers and self._begins_with_body(start, end):
            end -= 1
        return start, end

    def _begins_with_body(self, start: int, end: int) -> bool:
        names = (self.known.get(self.doc[start:i].text) for i in range(start + 1, end))
        return any(name is not None and name.kind in _KINDS_OF_BODIES for name in names)

    @staticmethod
    def _is_no_part(token: "Token") -> bool:
        """True for an article, a handle, and a compound that only describes ("U.S.-based Citgo")."""
        name, _, participle = token.text.rpartition("-")
        is_compound = bool(name) and EntityMender._is_bound(participle)
        return token.lower_ in ("the", "a", "an") or token.text.startswith("@") or is_compound

    def _is_compound(self, start: int, end: int) -> bool:
        """True for "al-Qaida-linked", which only describes."""
        return end - start > 2 and self.doc[end - 2].text == "-" and self._is_bound(self.doc[end - 1].text)

    @staticmethod
    def _is_bound(participle: str) -> bool:
        return participle.islower() and participle.endswith(_BOUND)

    def _after_state(self, start: int, end: int) -> int:
        """Where the person of an entity begins that holds the state of an office ("of Belarus Alexander Lukashenko")."""
        after = (self.names.state_end(of, end) for of in range(max(start - 2, 1), end - 2))
        return next((i for i in after if i is not None and start < i), start)

    def _ends_with_acronym(self, start: int, end: int) -> bool:
        """True for "World Press Freedom Day RSF": the actor base finds the acronym, and what stands before is no part of it."""
        last, before = self.doc[end - 1], self.doc[end - 2]
        name = self.known.get(last.text) if end - start > 1 else None
        if name is None or name.kind not in _KINDS_OF_BODIES:
            return False
        # "The South American group Mercosur" has the noun before the name.
        return (last.is_upper and before.is_title) or (before.is_lower and before.tag_ == "NN")

    def _cut(self, start: int, end: int, label: str) -> tuple[int, int, str]:
        """A person without titles and with the whole name; a body that is an office and a name becomes the person."""
        doc = self.doc
        of = self._person_of_state(start, end) if label in _BODY_LABELS else None
        if of is not None:
            return start, of, "PERSON"
        if label == "PERSON":
            # A name never ends in a small letter ("Jean Okello aujourd'hui").
            while start < end and doc[end - 1].text.islower() and (end < 2 or doc[end - 2].text not in _SEAMS):
                end -= 1
            # "Green MEP Lotte Maas": the party and the seat are no part of the name.
            start = max([start, *(i + 1 for i in range(start, end - 1) if doc[i].is_upper and self.names.is_office(doc[i]))])
            while start < end - 1 and (doc[start].text in self.lexicon.courtesy_titles or self.names.is_office(doc[start])):
                start += 1
            return *self._of_person(start, end), label
        is_held = label == "GPE" and start and end - start > 1 and self.names.is_lower_office(doc[start - 1])
        is_held = is_held or (label in _BODY_LABELS and start and doc[start - 1].text in self.lexicon.courtesy_titles)
        is_held = is_held or (label in _BODY_LABELS and self.names.is_holder(start, end))
        if is_held or (label in _BODY_LABELS and self._is_called_like_a_state(start, end)):
            return start, end, "PERSON"
        if label in _BODY_LABELS and (self._names_person(start, end) or self._is_titled(start, end)):
            while start < end - 1 and (doc[start].text in self.lexicon.courtesy_titles or self.names.is_office(doc[start])):
                start += 1
            return start, end, "PERSON"
        after = self._after_title(start, end) if label in _BODY_LABELS else start
        if after > start:
            return after, end, "PERSON"
        return self._of_body(start, end, label)

    def _person_of_state(self, start: int, end: int) -> int | None:
        """Where the name of "Muhammadu Buhari of Nigeria" ends, which the pipeline took for a body."""
        of = next((i for i in range(start + 2, end - 1) if self.doc[i].lower_ == "of"), None)
        if of is None or self.doc[of + 1 : end].text not in self.known or self.names.tail(start, of) != start:
            return None
        return of

    def _of_body(self, start: int, end: int, label: str) -> tuple[int, int, str]:
        """A body without the first of its members behind it, or the person whose office the pipeline took for one."""
        if label == "ORG":
            end = self._before_state(start, end)
        offices = [i for i in range(start + 1, end - 1) if self.names.is_office(self.doc[i])]
        if offices and offices[-1] == end - 2 and not self.persons.has_surname(self.doc[end - 1].text):
            return start, end, label
        if label == "ORG" and offices and self.names.name_end(offices[-1] + 1, offices[-1] + 1) == end:
            return offices[-1] + 1, end, "PERSON"
        return start, end, label

    def _of_person(self, start: int, end: int) -> tuple[int, int]:
        """A person's name without a word before it or a state after it ("Socialist Michelle Bachelet", "Sisi of Egypt")."""
        doc = self.doc
        if self.persons.has_person(doc[start:end].text):
            return start, end
        of = next((i for i in range(start + 1, end - 1) if doc[i].lower_ == "of" and doc[i + 1 : end].text in self.known), None)
        if of is not None:
            return start, of
        if self.persons.has_person(doc[start : end + 1].text):
            # "Madhav Kumar Nepal", who is called like his state.
            return start, end + 1
        end = self.names.name_end(end, start)
        later = (i for i in range(start + 1, end - 1) if self.persons.has_person(doc[i:end].text))
        return (start, end) if self.persons.is_first_name(doc[start].text) else (next(later, start), end)

    def _after_title(self, start: int, end: int) -> int:
        """Where the person begins whose title and body the pipeline took for one body with the name.

        "United Nations High Commissioner for Human Rights Volker Türk", "Roscosmos State Corporation Dmitry Rogozin".
        """
        person = self.names.tail(start + 1, end)
        if person == end or self.doc[start:end].text in self.known:
            return start
        titled = self._is_of_office(start) or any(
            self.names.is_office(token) or token.text in self.lexicon.courtesy_titles for token in self.doc[start:person]
        )
        before = self.doc[person - 1].lower_ in self.words.body_nouns or self.doc[start:person].text in self.known
        if titled or (before and self.persons.has_person(self.doc[person:end].text)):
            return person
        return start

    def _is_of_office(self, start: int) -> bool:
        """True behind "Judge of the" and "Secretary of State for", whose body the pipeline took for one with the holder."""
        for token in reversed(self.doc[max(0, start - LONGEST_OFFICE) : start]):
            if self.names.is_lower_office(token):
                return token.i + 1 < start
            if token.is_punct or token.tag_.startswith("VB") or token.tag_ == "MD":
                return False
        return False

    def _before_state(self, start: int, end: int) -> int:
        """Where an organisation of the actor base ends, behind which the pipeline took in the first of its members."""
        doc = self.doc
        for seam in range(start + 1, end - 1):
            if doc[seam].lower_ != "of" or doc[seam + 1 : end].text not in self.known:
                continue
            name = self.known.get(self.doc[start:seam].text)
            if name is not None and name.kind is NameKind.ORGANIZATION and self.doc[start:end].text not in self.known:
                return seam
        return end

    def _is_called_like_a_state(self, start: int, end: int) -> bool:
        """True for "Jordan Henderson" and "Georgia Lund": a state's name that persons bear, and no noun after it."""
        first, last = self.doc[start], self.doc[end - 1]
        if end - start != 2 or first.text not in self.known or self.doc[start:end].text in self.known:
            return False
        nouns = self.words.body_nouns | self.words.place_nouns
        is_noun = last.tag_ not in SURNAME_TAGS or last.lower_ in nouns or self._is_actor(last.text)
        return first.text in self.words.state_first_names and last.is_title and not is_noun

    def _is_actor(self, text: str) -> bool:
        """True for a name of the actor base that is more than a place ("Lund" is a town, and a surname)."""
        name = self.known.get(text)
        return name is not None and name.kind is not NameKind.PLACE

    def _is_titled(self, start: int, end: int) -> bool:
        """True for "Justice Iftikhar Chaudry": a title, a first name and a surname, which the pipeline took for a body."""
        first = self.doc[start]
        titled = first.text in self.lexicon.courtesy_titles or self.names.is_office(first)
        named = end - start > 2 and self.persons.is_first_name(self.doc[start + 1].text)
        return titled and named and self.doc[end - 1].lower_ not in self.words.body_nouns

    def _names_person(self, start: int, end: int) -> bool:
        """True for a person of the actor base that the pipeline took for a body or place ("General Thein Sein")."""
        text = self.doc[start:end].text
        if text in self.known or self._is_definite(start, end):
            return False
        while start < end - 1 and self.names.is_office(self.doc[start]):
            start += 1
        name = self.doc[start:end].text
        return self.persons.has_person(name) if " " in name else self.names.is_leader(name)
