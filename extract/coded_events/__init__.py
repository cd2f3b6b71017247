"""Coded events: rows of GDELT, ICEWS and POLECAT as claims, whose source is the data set and the row."""

from .claims import EventClaims, LeftOut, find_event_claims
from .codes import CodeBook, Meaning, load_codes
from .layouts import is_row
from .parties import PartyFinder
from .rows import EventRow, Party, read_rows

__all__ = [
    "CodeBook",
    "EventClaims",
    "EventRow",
    "LeftOut",
    "Meaning",
    "Party",
    "PartyFinder",
    "find_event_claims",
    "is_row",
    "load_codes",
    "read_rows",
]
