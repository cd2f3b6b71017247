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
    standings: frozenset[str]
    compound_prefixes: frozenset[str]
    name_adjectives: frozenset[str]
    combining_forms: Mapping[str, str]
    list_determiners: frozenset[str]
    title_inner_words: frozenset[str]
    particles: frozenset[str]
    determiners: frozenset[str]
    former_words: frozenset[str]
    group_heads: frozenset[str]
    collective_adjectives: frozenset[str]
    bare_group_nouns: frozenset[str]
    group_nouns: frozenset[str]
    international_words: frozenset[str]
    organ_nouns: frozenset[str]
    no_agents: frozenset[str]
    partitives: frozenset[str]
    collective_nouns: frozenset[str]
    skipped_modifiers: frozenset[str]
    person_pronouns: frozenset[str]
    feminine_pronouns: frozenset[str]
    feminine_words: frozenset[str]
    masculine_words: frozenset[str]
    body_pronouns: frozenset[str]
    plural_pronouns: frozenset[str]
    side_nouns: frozenset[str]
    side_determiners: frozenset[str]
    government_nouns: frozenset[str]
    spoken_for_nouns: frozenset[str]
    country_nouns: frozenset[str]
    body_nouns: frozenset[str]
    locative_prepositions: frozenset[str]
    motion_verbs: frozenset[str]
    state_sectors: frozenset[str]
    group_sectors: frozenset[str]
    sectors: Mapping[str, str]
