"""Actors: whom the names, nouns and pronouns of a text stand for."""

from .definite_nouns import ReferenceWords
from .linking import Linker
from .local_offices import local_seat
from .period_names import called_in_period, named_in_period, period_names
from .references import Discourse, find_author, find_issuer
from .referents import Referents
from .territories import territory

__all__ = [
    "Discourse",
    "Linker",
    "ReferenceWords",
    "Referents",
    "called_in_period",
    "find_author",
    "find_issuer",
    "local_seat",
    "named_in_period",
    "period_names",
    "territory",
]
