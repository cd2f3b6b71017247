"""Circumstances of a claim: whether it holds, who says so, when and where."""

from .attribution import Attribution, find_attribution
from .dating import Chronology, tokens_of_event
from .manners import read_manner
from .places import find_place, named_place
from .stance import Reason, Stance, is_negated, read_stance

__all__ = [
    "Attribution",
    "Chronology",
    "Reason",
    "Stance",
    "find_attribution",
    "find_place",
    "is_negated",
    "named_place",
    "read_manner",
    "read_stance",
    "tokens_of_event",
]
