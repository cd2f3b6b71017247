"""Who brokers: actors through whom others are connected, and in which role."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Unpack

from diplograph.ontology import QueryError

from ..desk import ClaimSource, Given
from ..networks import dealings_network
from ..queries import QueryResult
from ..rdf import compact
from .tabulation import tabulate

if TYPE_CHECKING:
    import networkx

__all__ = ["betweenness", "brokers"]

_ROLES = ("coordinator", "consultant", "gatekeeper", "representative", "liaison")


def brokers(
    source: ClaimSource, *, groups: Mapping[str, str] | str | None = None, by: str | None = None, **conditions: Unpack[Given]
) -> QueryResult:
    """Who brokers among those who deal with each other, the strongest broker first.

    ``betweenness`` is the share of the pairs of other actors whose shortest paths of dealings lead through the actor, from 0
    to 1 (Freeman, A Set of Measures of Centrality Based on Betweenness, Sociometry 40, 1977); ``partners`` is the number of
    those it deals with. With ``groups``, the group of each actor by any of its names, or an attribute of nodes ("code",
    "kind"), there are the five roles of Gould and Fernandez (Structures of Mediation, Sociological Methodology 19, 1989): how
    many ordered pairs who do not deal with each other the actor stands between as coordinator (all three of one group),
    consultant (both others of one group that is not the broker's), gatekeeper and representative (one other of its own group,
    on the way in and on the way out) and liaison (three groups). Pairs with an actor of no group count for none. ``by`` and
    ``conditions`` are those of ``dealings_network``.

    In the worked example dealings form a line, Corland, Arland, Borland, Elland, Forland, Gorland: between the two and the
    three actors to the sides of Borland there are 6 pairs of 10.

    >>> from diplograph.graph.questions import worked_example
    >>> [(row["actor"], row["betweenness"]) for row in brokers(worked_example()).dicts()[:3]]
    [('Borland', 0.6), ('Elland', 0.6), ('Arland', 0.4)]
    """
    network = dealings_network(source, by=by, **conditions)
    shares = betweenness(network)
    roles = {} if groups is None else _roles(network, _groups(network, groups, source))
    order = sorted(network, key=lambda node: (-shares[node], network.nodes[node]["name"], node))
    rows = [
        (
            *(network.nodes[node]["name"], shares[node], network.degree[node]),
            *((roles[node][role] for role in _ROLES) if groups is not None else ()),
            network.nodes[node]["iri"],
        )
        for node in order
    ]
    named = _ROLES if groups is not None else ()
    return tabulate(("actor", "betweenness", "partners", *named, "actor_id"), rows)


def betweenness(network: "networkx.Graph[str]") -> dict[str, float]:
    """Betweenness of each node, from 0 to 1, edges unweighted: what NetworkX gives, by rustworkx, in a fraction of its time.

    >>> import networkx
    >>> betweenness(networkx.path_graph(3))
    {0: 0.0, 1: 1.0, 2: 0.0}
    """
    import rustworkx

    nodes = list(network)
    places = {node: place for place, node in enumerate(nodes)}
    graph: rustworkx.PyGraph[str, None] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(nodes)
    graph.add_edges_from([(places[one], places[other], None) for one, other in network.edges() if one != other])
    shares = rustworkx.graph_betweenness_centrality(graph, normalized=True)
    # In threads, sums come out in another order each time.
    return {node: round(shares[place], 12) if len(nodes) > 2 else 0.0 for node, place in places.items()}


def _groups(network: "networkx.Graph[str]", groups: Mapping[str, str] | str, source: ClaimSource) -> dict[str, str]:
    if isinstance(groups, str):
        found = {node: str(attributes[groups]) for node, attributes in network.nodes(data=True) if groups in attributes}
        if network and not found:
            known = sorted({name for _, attributes in network.nodes(data=True) for name in attributes})
            raise QueryError(f"no actor has an attribute {groups!r} to group by; there are {', '.join(known)}")
        return found
    return {compact(source.claims.find(name)): group for name, group in groups.items()}


def _roles(network: "networkx.Graph[str]", groups: Mapping[str, str]) -> dict[str, Counter[str]]:
    """The roles of each node, by ordered pairs of neighbours that are no neighbours of each other."""
    roles: dict[str, Counter[str]] = {node: Counter() for node in network}
    for broker in network:
        if broker not in groups:
            continue
        neighbours = [node for node in network[broker] if node in groups and node != broker]
        for first in neighbours:
            for last in neighbours:
                if first != last and not network.has_edge(first, last):
                    roles[broker][_role(groups[first], groups[broker], groups[last])] += 1
    return roles


def _role(first: str, broker: str, last: str) -> str:
    if first == last:
        return "coordinator" if first == broker else "consultant"
    if first == broker:
        return "representative"
    return "gatekeeper" if last == broker else "liaison"
