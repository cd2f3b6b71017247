"""Lexicon: words by which actors are mentioned, for the stages that share them."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Lexicon"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by which actors are mentioned; ``nouns.yaml`` says what each list is for."""

    courtesy_titles: frozenset[str]
    office_nouns: frozenset[str]
    title_modifiers: frozenset[str]
    particles: frozenset[str]
    determiners: frozenset[str]
    former_words: frozenset[str]
    group_heads: frozenset[str]
    collective_adjectives: frozenset[str]
    faith_adjectives: frozenset[str]
    attributive_names: Mapping[str, str]
    side_nouns: frozenset[str]
    country_nouns: frozenset[str]
    body_nouns: frozenset[str]
    group_sectors: frozenset[str]
    sectors: Mapping[str, str]
