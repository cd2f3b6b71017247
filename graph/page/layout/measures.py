"""Measures of nodes in the drawing: the community that each belongs to, and how much lies between others."""

from collections.abc import Sequence

import rustworkx

__all__ = ["find_betweenness", "find_communities"]

_MOST_LINKS = 2000  # beyond it either takes longer than the layout


def find_communities(nodes: Sequence[str], pairs: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The number of each node's community (Louvain), the largest 0; the same for the same input. Empty for very many pairs.

    Reference: Blondel et al. 2008, Fast unfolding of communities in large networks.
    """
    if len(pairs) > _MOST_LINKS:
        return {}
    import networkx

    network: networkx.Graph[str] = networkx.Graph()
    network.add_nodes_from(nodes)
    for pair in pairs:
        weight = network.get_edge_data(*pair, default={"weight": 0})["weight"]
        network.add_edge(*pair, weight=weight + 1)
    found = networkx.community.louvain_communities(network, weight="weight", seed=7)
    place = {node: number for number, node in enumerate(nodes)}
    ranked = sorted(found, key=lambda members: (-len(members), min(place[node] for node in members)))
    return {node: number for number, members in enumerate(ranked) for node in members}


def find_betweenness(nodes: Sequence[str], pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """The part of all shortest ways that lead over each node, from 0 to 1. Empty for very many pairs.

    Reference: Brandes 2001, A faster algorithm for betweenness centrality.
    """
    if len(pairs) > _MOST_LINKS:
        return {}
    place = {node: number for number, node in enumerate(nodes)}
    network = rustworkx.PyGraph(multigraph=False)
    network.add_nodes_from(list(nodes))
    network.add_edges_from_no_data([(place[one], place[other]) for one, other in pairs if one != other])
    shares = rustworkx.betweenness_centrality(network)
    return {node: round(float(shares[number]), 4) for node, number in place.items()}
