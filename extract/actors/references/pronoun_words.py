"""Pronouns by what they can stand for."""

from dataclasses import dataclass

__all__ = ["PronounWords"]


@dataclass(frozen=True, slots=True)
class PronounWords:
    """The lists of ``pronoun_words.yaml``."""

    person_pronouns: frozenset[str]
    feminine_pronouns: frozenset[str]
    feminine_words: frozenset[str]
    masculine_words: frozenset[str]
    body_pronouns: frozenset[str]
    plural_pronouns: frozenset[str]
    side_determiners: frozenset[str]
