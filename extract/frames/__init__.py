"""Frames: which words carry which relation, and what fills their slots."""

from .bare_groups import find_bare_groups
from .bids import Bid, MembershipWords
from .companions import find_companions
from .events import EventRegistry, EventWords, load_event_nouns
from .fillers import Filler, find_actors, find_events, find_excepted, find_territories
from .index import ANY, ANY_NAME, Frame, FrameIndex, either
from .loading import add_frames, load_frames
from .prospects import find_bids, find_last_bids, find_other_candidate

__all__ = [
    "ANY",
    "ANY_NAME",
    "Bid",
    "EventRegistry",
    "EventWords",
    "Filler",
    "Frame",
    "FrameIndex",
    "MembershipWords",
    "add_frames",
    "either",
    "find_actors",
    "find_bare_groups",
    "find_bids",
    "find_companions",
    "find_events",
    "find_excepted",
    "find_last_bids",
    "find_other_candidate",
    "find_territories",
    "load_event_nouns",
    "load_frames",
]
