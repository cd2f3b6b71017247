"""The pipeline's entities, mended where it is known to err on news: titles inside names, names cut short, names overlooked."""

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from .lexicon import Lexicon
from .mention import POSSESSIVES, Mention
from .simplification import load_time_adverbs

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["read_entities"]

_MAX_NAME_TOKENS = 3
# What an entity never ends with.
_DANGLING = frozenset({"and", "or", "of", "the", ",", "-"})


def read_entities(doc: "Doc", lexicon: Lexicon, known: Container[str]) -> Iterator[Mention]:
    """Persons, bodies, places and nationalities of ``doc``; ``known`` holds the names of the actor base.

    Events are left out: they are read as the nouns that they are, with the parties and places inside.
    """
    reader = _EntityReader(doc, lexicon, known)
    covered: set[int] = set()
    for mention in reader.entities():
        covered.update(range(mention.start, mention.end))
        yield mention
    for mention in reader.overlooked():
        if covered.isdisjoint(range(mention.start - 1, mention.end)):
            yield mention


class _EntityReader:
    def __init__(self, doc: "Doc", lexicon: Lexicon, known: Container[str]) -> None:
        self.doc = doc
        self.lexicon = lexicon
        self.known = known
        self.weekdays = load_time_adverbs().weekdays

    def entities(self) -> Iterator[Mention]:
        for entity in self.doc.ents:
            # "EU Enlargement Commissioner" is a title, not a body.
            is_title = entity.label_ == "ORG" and self._is_office(self.doc[entity.end - 1])
            if entity.label_ == "EVENT" or is_title:
                continue
            if self._is_list(entity.start, entity.end):
                continue
            start, end, label = self._cut(*self._trim(entity.start, entity.end), entity.label_)
            # An entity never runs over a paragraph break.
            if start < end and not any(token.is_space for token in self.doc[start:end]):
                yield Mention(start, end, self.doc[start:end].text, label)

    def overlooked(self) -> Iterator[Mention]:
        """Capitalised names after an office that the pipeline did not see ("Prime Minister Hun Sen")."""
        for token in self.doc:
            if self._is_office(token):
                end = self._name_end(token.i + 1, token.i + 1)
                if end > token.i + 1:
                    yield Mention(token.i + 1, end, self.doc[token.i + 1 : end].text, "PERSON")

    def _is_list(self, start: int, end: int) -> bool:
        """True for two names taken for one ("the Emirates and Saudi Arabia"); the actor base finds each."""
        conjunctions = [i for i in range(start, end) if self.doc[i].lower_ == "and"]
        return any(self.doc[start:i].text in self.known or self.doc[i + 1 : end].text in self.known for i in conjunctions)

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        """Articles, quotation marks and possessive endings cut off."""
        doc = self.doc
        while start < end and (doc[start].is_space or doc[start].is_punct or doc[start].lower_ in ("the", "a", "an")):
            start += 1
        while start < end and (doc[end - 1].is_space or doc[end - 1].lower_ in POSSESSIVES | _DANGLING):
            end -= 1
        return start, end

    def _cut(self, start: int, end: int, label: str) -> tuple[int, int, str]:
        """A person without titles and with the whole name; a body that is an office and a name becomes the person."""
        doc = self.doc
        if label == "PERSON":
            while start < end - 1 and (doc[start].text in self.lexicon.courtesy_titles or self._is_office(doc[start])):
                start += 1
            return start, self._name_end(end, start), label
        if label == "GPE" and start and end - start > 1 and self._is_lower_office(doc[start - 1]):
            return start, end, "PERSON"
        offices = [i for i in range(start + 1, end - 2) if self._is_office(doc[i])]
        if label == "ORG" and offices and self._name_end(offices[-1] + 1, offices[-1] + 1) == end:
            return offices[-1] + 1, end, "PERSON"
        return start, end, label

    def _is_lower_office(self, token: "Token") -> bool:
        return token.lower_ in self.lexicon.office_nouns

    def _is_office(self, token: "Token") -> bool:
        return token.is_title and token.lower_.rpartition("-")[2] in self.lexicon.office_nouns

    def _name_end(self, end: int, start: int) -> int:
        """Where a person's name that begins at ``start`` ends: capitalised proper nouns, three words at most."""
        doc = self.doc
        while end < min(start + _MAX_NAME_TOKENS, len(doc)) and self._continues_name(doc[end]):
            end += 1
        return end

    def _continues_name(self, token: "Token") -> bool:
        other = token.lower_ in self.weekdays | self.lexicon.title_modifiers or token.text in self.known
        return token.tag_ == "NNP" and token.is_title and not other and not self._is_office(token)
