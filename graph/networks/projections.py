"""The projections by name, and the multigraph of claims itself."""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Unpack

from diplograph.ontology import QueryError

from ..desk import ClaimSource, Given
from ..queries import did_you_mean, nearest
from ..views import to_networkx
from .bipartite import event_network, membership_network
from .dealings import dealings_network
from .signed import signed_network
from .ties import chosen_claims

if TYPE_CHECKING:
    import networkx

__all__ = ["PROJECTIONS", "Projection", "claim_network", "project"]


@dataclass(frozen=True, slots=True)
class Projection:
    """A network that claims can be made into: what an edge of it means, and what makes it."""

    summary: str
    make: Callable[..., "networkx.Graph[str]"]


def claim_network(
    source: ClaimSource, *, only_stated: bool = False, by: str | None = None, **conditions: Unpack[Given]
) -> "networkx.MultiDiGraph[str]":
    """A MultiDiGraph with actors and events as nodes and one edge a claim: ``views.to_networkx`` of the chosen claims."""
    claims = chosen_claims(source, by, **conditions)
    return to_networkx(claims, claims.documents_by_id, only_stated=only_stated)


PROJECTIONS = MappingProxyType(
    {
        "claims": Projection("each claim, from who acts to whom or what (MultiDiGraph)", claim_network),
        "dealings": Projection("two actors have to do with each other; weighted", dealings_network),
        "signed": Projection("one actor is for or against the other", signed_network),
        "events": Projection("an actor was at an event; bipartite", event_network),
        "memberships": Projection("a candidate would join an organization; bipartite", membership_network),
    }
)


def project(source: ClaimSource, projection: str = "claims", **options: Any) -> "networkx.Graph[str]":
    """The network of that name; ``options`` are those of its function. Raises GraphError with the names that there are.

    >>> from diplograph.graph.questions import worked_example
    >>> project(worked_example(), "signed", since="2024").number_of_edges()
    7
    """
    if projection not in PROJECTIONS:
        near = did_you_mean(nearest(str(projection), PROJECTIONS))
        raise QueryError(f"there is no projection {projection!r}{near}; use one of {', '.join(PROJECTIONS)}")
    return PROJECTIONS[projection].make(source, **options)
