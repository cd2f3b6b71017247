"""The network of dealings: who has to do with whom."""

from typing import TYPE_CHECKING, Unpack

from diplograph.ontology import Polarity, load_schema

from ..desk import ClaimSource, Given
from .ties import add_node, by_pair, chosen_claims, describe_tie

if TYPE_CHECKING:
    import networkx

__all__ = ["dealings_network"]


def dealings_network(
    source: ClaimSource, *, only_stated: bool = True, by: str | None = None, **conditions: Unpack[Given]
) -> "networkx.Graph[str]":
    """An undirected Graph of actors, an edge where texts state as a fact that two have to do with each other.

    ``weight`` is the number of such claims and ``distance`` one over it, for measures that take long edges for weak ones; the
    other attributes are those of ``describe_tie``. Which relations are dealings the ontology says (its family "dealing").
    ``only_stated=False`` takes what is planned, possible, demanded or alleged too, never what is denied. ``by="state"`` folds
    persons into the states that they represent; ``conditions`` (``on``, ``since``, ``until``, ``speaker``, ``outlet`` and so
    on) are those of ``graph.claims``.

    >>> from diplograph.graph.questions import worked_example
    >>> network = dealings_network(worked_example())
    >>> network.number_of_nodes(), network.edges["actor:local-arland", "actor:local-borland"]["weight"]
    (6, 2)
    """
    import networkx

    relations = load_schema().relations
    claims = chosen_claims(source, by, **conditions)
    dealing = [
        claim
        for claim in claims
        if relations[claim.relation].is_dealing
        and (claim.is_stated_fact if only_stated else claim.polarity is Polarity.AFFIRMED)
    ]
    graph: networkx.Graph[str] = networkx.Graph()
    for held in by_pair(dealing).values():
        one, other = add_node(graph, held[0].subject), add_node(graph, held[0].object)
        tie = describe_tie(held, claims.documents_by_id)
        graph.add_edge(one, other, weight=len(held), distance=1 / len(held), **tie)
    return graph
