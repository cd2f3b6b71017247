"""Event places: the name of the place that modifies a trigger, and the state in which it lies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diplograph.ontology import Actor
from diplograph.ontology.actors import ActorBase, NameKind

from ..actors import Referents
from ..dates import TimeWords, find_times
from ..syntax import conjuncts, preposition
from ..words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Place", "find_place", "named_place"]

_OBLIQUES = ("obl", "nmod")
_NAME_DEPS = ("appos", "nmod", "flat", "compound", "nmod:desc", "nmod:unmarked")
_OBJECTS = ("obj", "nsubj:pass")
_MODIFIERS = ("amod", "compound", "nmod:desc")
_CITIES = (NameKind.CAPITAL, NameKind.PLACE, NameKind.METONYM)


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The lists of ``places.yaml``."""

    prepositions: frozenset[str]
    place_nouns: frozenset[str]
    directions: frozenset[str]
    physical: frozenset[str]
    visiting: frozenset[str]
    abstract: frozenset[str]


@dataclass(frozen=True, slots=True)
class Place:
    """``name`` as the text has it; ``country`` is the state in which the actor base knows it to lie, or None."""

    name: str
    country: Actor | None = None


def find_place(tokens: Sequence["Token"], relation: str, referents: Referents) -> Place | None:
    """The place that modifies one of the tokens that tell of an event.

    The place of a report ("said in Oslo that ...") is none of what is reported.
    """
    for holder in dict.fromkeys(holder for token in tokens for holder in _holders(token, relation)):
        place = _modifying(holder, referents)
        if place is not None:
            return place
    words = load_words(PlaceWords)
    for verb in tokens:
        if verb.lemma_ in words.visiting or relation in words.physical:
            for child in verb.children:
                place = _name(child, referents, cities_only=True) if child.dep_ in _OBJECTS else None
                if place is not None:
                    return place
    return None


def named_place(name: str, base: ActorBase) -> Place:
    """A place by its name alone, with the state in which the actor base knows it to lie."""
    known = base.names.get(name)
    country = base.places.get(name) or (known.actor if known is not None else None)
    return Place(name, country if _is_state(country) else None)


def _holders(token: "Token", relation: str) -> Iterator["Token"]:
    """The tokens whose place is that of the event which ``token`` names."""
    yield token
    occurrence = load_words(TimeWords).occurrence
    if token.dep_ in (*_OBJECTS, "nsubj") and token.head.lemma_ in occurrence and token.head.pos_ == "VERB":
        yield token.head
    for child in token.children:
        if child.dep_ in ("acl", "acl:relcl") and child.lemma_ in occurrence:
            yield child
        is_thing = child.dep_ in _OBJECTS and child.lemma_.lower() not in load_words(PlaceWords).abstract
        if is_thing and relation in load_words(PlaceWords).physical:
            yield child


def _modifying(holder: "Token", referents: Referents) -> Place | None:
    words = load_words(PlaceWords)
    for child in holder.children:
        if _preposition(child) in words.prepositions:
            for head in conjuncts(child):
                place = _name(head, referents)
                if place is not None:
                    return place
    return None


def _preposition(token: "Token") -> str:
    """The preposition of a phrase; of "in the capital Bamako" that may hang on "capital", before what looks like an object."""
    if token.dep_ in _OBLIQUES:
        return preposition(token)
    nouns = [child for child in token.children if child.i < token.i and child.lower_ in load_words(PlaceWords).place_nouns]
    return preposition(nouns[0]) if nouns and token.dep_ == "obj" else ""


def _name(head: "Token", referents: Referents, *, cities_only: bool = False) -> Place | None:
    """The place that a phrase names, by itself ("Geneva") or inside ("the capital Bamako")."""
    inside = [child for child in head.children if child.dep_ in _NAME_DEPS]
    described = head.lemma_.lower() in load_words(PlaceWords).place_nouns
    for token in (head, *(inside if described else ())):
        mention = referents.mention(token)
        for part in mention.members if mention is not None else ():
            kind = part.name.kind if part.name is not None else None
            known = referents.base.places.get(part.text)
            state = part.name.actor if part.name is not None and part.name.actor.kind == "State" else known
            # The pipeline takes "mid-January" for a place.
            is_city = kind in _CITIES[:2] or (kind is None and part.label == "GPE" and not find_times(part.text))
            is_place = is_city or (not cities_only and kind in (NameKind.NAME, NameKind.METONYM) and state is not None)
            if is_place and not part.is_person and part.label != "outlet":
                country = known or state
                return Place(_with_direction(token, part.text, referents), country if _is_state(country) else None)
    return None


def _is_state(actor: Actor | None) -> bool:
    return actor is not None and actor.kind == "State"


def _with_direction(token: "Token", name: str, referents: Referents) -> str:
    before = token.nbor(-1) if token.i else None
    is_part = before is not None and before.dep_ in _MODIFIERS and before.head == token
    if before is not None and is_part and before.lower_ in load_words(PlaceWords).directions:
        return f"{referents.analysis.words(before)} {name}"
    return name
