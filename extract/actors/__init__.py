"""Actors: whom the names, nouns and pronouns of a text stand for."""

from .definite_nouns import ReferenceWords
from .linking import Linker
from .period_names import called_in_period, named_in_period, period_names
from .references import Discourse
from .referents import Referents

__all__ = ["Discourse", "Linker", "ReferenceWords", "Referents", "called_in_period", "named_in_period", "period_names"]
