"""The analyst's desk: claims and actors of a graph as objects to filter, count and look at."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .days import days_of, first_day, last_day

if TYPE_CHECKING:
    from .actor_profile import ActorProfile
    from .claim_list import ClaimList, ClaimSource
    from .conditions import Conditions, Given, Named, Several, make_conditions
    from .sources import is_text, names_articles, text_documents

__all__ = [
    "ActorProfile",
    "ClaimList",
    "ClaimSource",
    "Conditions",
    "Given",
    "Named",
    "Several",
    "days_of",
    "first_day",
    "is_text",
    "last_day",
    "make_conditions",
    "names_articles",
    "text_documents",
]

_HOMES = {
    "ActorProfile": "actor_profile",
    "ClaimList": "claim_list",
    "ClaimSource": "claim_list",
    "Conditions": "conditions",
    "Given": "conditions",
    "Named": "conditions",
    "Several": "conditions",
    "is_text": "sources",
    "make_conditions": "conditions",
    "names_articles": "sources",
    "text_documents": "sources",
}


def __getattr__(name: str) -> Any:
    # Loaded on first use (PEP 562): days need no actor base.
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
