"""Circumstances of a claim: whether it holds, who says so, when and where."""

from .attribution import Attribution, find_attribution
from .dating import Chronology, tokens_of_event
from .denials import is_negated
from .manners import load_denial_words, read_manner
from .places import find_place, named_place
from .stance import STOPPED, Reason, Stance
from .stance_reading import read_stance

__all__ = [
    "STOPPED",
    "Attribution",
    "Chronology",
    "Reason",
    "Stance",
    "find_attribution",
    "find_place",
    "is_negated",
    "load_denial_words",
    "named_place",
    "read_manner",
    "read_stance",
    "tokens_of_event",
]
