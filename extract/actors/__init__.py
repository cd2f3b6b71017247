"""Actors: whom the names, nouns and pronouns of a text stand for."""

from .definite_nouns import ReferenceWords
from .linking import Linker
from .references import Discourse
from .referents import Referents

__all__ = ["Discourse", "Linker", "ReferenceWords", "Referents"]
