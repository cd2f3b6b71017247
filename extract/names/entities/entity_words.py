"""Words at the edge of named entities."""

from dataclasses import dataclass

__all__ = ["EntityWords"]


@dataclass(frozen=True, slots=True)
class EntityWords:
    """The lists of ``entity_words.yaml``."""

    name_adjectives: frozenset[str]
    office_phrases: frozenset[str]
    openers: frozenset[str]
    told: frozenset[str]
    papers: frozenset[str]
    feasts: frozenset[str]
    storms: frozenset[str]
    state_first_names: frozenset[str]
    body_nouns: frozenset[str]
    bureaus: frozenset[str]
    unfinished: frozenset[str]
    place_nouns: frozenset[str]
    called_bodies: frozenset[str]
