"""Event registry: events that actors join, host or are kept out of; the mentions of one in an article share one Event."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diplograph.ontology import DataError, Document, Event, identifiers, load_schema

from ..dates import find_times
from ..syntax import Analysis, preposition
from ..words import from_words, load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["EventRegistry", "load_event_nouns"]

_MODIFIERS = ("amod", "compound", "nummod", "nmod:desc", "nmod:poss")


@dataclass(frozen=True, slots=True)
class EventWords:
    """The lists of ``events.yaml``."""

    nouns: Mapping[str, list[str]]
    verbs: Mapping[str, str]
    general_nouns: frozenset[str]
    light_heads: frozenset[str]


@from_words
def load_event_nouns() -> dict[str, str]:
    """Event class of the ontology by noun lemma; raises ``DataError`` for a class that the ontology does not have."""
    schema, by_kind = load_schema(), load_words(EventWords).nouns
    for kind in by_kind:
        if not schema.is_a(kind, "Event"):
            known = ", ".join(schema.kinds_of("Event"))
            raise DataError(f"events.yaml: nouns: {kind!r} is no class of events; declare it, or name one of {known}")
    return {noun: kind for kind, nouns in by_kind.items() for noun in nouns}


class EventRegistry:
    """The events of one document: a definite mention ("the talks") is the last event of its class, others are new."""

    def __init__(self, document: Document, analysis: Analysis) -> None:
        self.document = document
        self.analysis = analysis
        self._last: dict[str, Event] = {}
        self._events: dict[int, Event] = {}

    def kind(self, token: "Token") -> str | None:
        """The class of the event that a noun names, or None."""
        nouns = load_event_nouns()
        if token.pos_ not in ("NOUN", "PROPN") or token.i in self.analysis.mentions:
            return None
        return nouns.get(token.lemma_.lower()) or nouns.get(token.lower_)

    def event(self, token: "Token") -> Event | None:
        """The event that a noun names, shared between the mentions of the document; None where it names none."""
        known = self._events.get(token.i)
        if known is not None:
            return known
        verb_name = load_words(EventWords).verbs.get(token.lemma_.lower()) if token.pos_ == "VERB" else None
        kind = load_event_nouns().get(verb_name.removesuffix("s"), "Event") if verb_name is not None else self.kind(token)
        if kind is None:
            return None
        if token.lemma_ in load_words(EventWords).light_heads:
            for child in token.children:
                if child.dep_ == "nmod" and self.kind(child) is not None:
                    return self.event(child)
        name = verb_name if verb_name is not None else self._name(token)
        definite = any(child.dep_ == "det" and child.lower_ in ("the", "these", "those", "this") for child in token.children)
        last = self._last.get(kind)
        if last is not None and definite and self._may_be(last, name):
            event = last
        else:
            event = Event(self._iri(name), name, kind, self._place(token))
        self._last[kind] = event
        self._events[token.i] = event
        return event

    def tokens(self, event: object, near: "Token") -> list["Token"]:
        """The mentions of an event in the sentence of a token."""
        sentence = self.analysis.sentence(near)
        return [sentence.doc[i] for i, known in self._events.items() if known == event and sentence.start <= i < sentence.end]

    def _iri(self, name: str) -> str:
        return f"{identifiers.EVENT}{identifiers.exact_slug(self.document.id)}-{identifiers.slug(name)}"

    def _place(self, token: "Token") -> str | None:
        """The name of the place after "in" or "at", on the noun or on the verb whose argument it is."""
        holders = [token, token.head] if token.dep_ in ("obj", "nsubj", "nsubj:pass") else [token]
        for holder in holders:
            for child in holder.children:
                if child.dep_ in ("nmod", "obl") and preposition(child) in ("in", "at"):
                    named = [t for t in (child, *child.children) if t.i in self.analysis.mentions]
                    places = [t for t in named if self._is_place(t)]
                    if places:
                        return self.analysis.mentions[places[0].i].text
        return None

    def _is_place(self, token: "Token") -> bool:
        mention = self.analysis.mentions[token.i]
        # The pipeline takes "mid-July" for a place.
        is_entity = mention.label == "GPE" and (mention.name is not None or not find_times(mention.text))
        return is_entity or (mention.name is not None and mention.name.actor.kind == "State")

    def _may_be(self, event: Event, name: str) -> bool:
        """A general word ("the talks") or the same noun goes on with an event, unless both have modifiers and share none."""
        *mine, head = name.lower().split()
        *other, other_head = event.name.lower().split()
        if head != other_head and head not in load_words(EventWords).general_nouns:
            return False
        return not mine or not other or bool(set(mine) & set(other))

    def _name(self, token: "Token") -> str:
        first = token
        for i in range(token.i - 1, max(-1, token.i - 5), -1):
            before = token.doc[i]
            if before.text in ("-", "–") and first != token:
                first = before
                continue
            if before.dep_ not in _MODIFIERS or before.head.i not in range(i, token.i + 1) or before.pos_ == "PRON":
                break
            first = before
        return " ".join(self.analysis.phrase(first, token).split())
