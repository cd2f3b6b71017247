"""The analyst's desk: claims and actors of a graph as objects to filter, count and look at."""

from typing import TYPE_CHECKING

from diplograph.ontology.lazy_names import lazy_names

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

# Days need no actor base.
__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "actor_profile": "ActorProfile",
        "claim_list": "ClaimList ClaimSource",
        "conditions": "Conditions Given Named Several make_conditions",
        "sources": "is_text names_articles text_documents",
    },
)
