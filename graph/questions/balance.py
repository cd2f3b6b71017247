"""Blocs and structural balance of the signed network."""

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Unpack

from ..desk import ClaimSource, Given
from ..networks import signed_network
from ..queries import QueryResult, Value
from .tabulation import tabulate

if TYPE_CHECKING:
    import networkx

__all__ = ["balance", "blocs", "frustration", "partition"]


def balance(source: ClaimSource, *, by: str | None = None, **conditions: Unpack[Given]) -> QueryResult:
    """The triads of the signed network, frustrated ones first: three actors who all stand for or against each other.

    A triad is balanced where the product of its three signs is positive: the friend of a friend is a friend, the enemy of an
    enemy too (Heider, Attitudes and Cognitive Organization, Journal of Psychology 21, 1946; Cartwright and Harary, Structural
    Balance, Psychological Review 63, 1956). ``weak_balanced`` leaves three mutual enemies in peace (Davis, Clustering and
    Structural Balance in Graphs, Human Relations 20, 1967). ``note`` has the degree of balance, the share of balanced triads.
    Edges whose sign is 0 are passed over. ``by`` and ``conditions`` are those of ``signed_network``.

    In the worked example Arland is for Borland and for Corland, whom Borland is against; and Borland, Corland and Dorland are
    all against each other.

    >>> from diplograph.graph.questions import worked_example
    >>> triads = balance(worked_example())
    >>> [row[:6] for row in triads if not row[6]]
    [('Arland', 'Borland', 'Corland', 1, 1, -1), ('Borland', 'Corland', 'Dorland', -1, -1, -1)]
    >>> triads.note
    '2 of 4 triads are balanced'
    """
    network = signed_network(source, by=by, **conditions)
    names = {node: str(attributes["name"]) for node, attributes in network.nodes(data=True)}
    signs = {(one, other): int(edge["sign"]) for one, other, edge in network.edges(data=True) if edge["sign"]}
    signs |= {(other, one): sign for (one, other), sign in signs.items()}
    around: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in signs:
        around[one].add(other)
    order = {node: place for place, node in enumerate(sorted(around, key=lambda node: (names[node], node)))}
    rows: list[tuple[Value, ...]] = []
    for first, place in order.items():
        later = sorted((node for node in around[first] if order[node] > place), key=order.__getitem__)
        for second, third in combinations(later, 2):
            if third in around[second]:
                three = signs[first, second], signs[first, third], signs[second, third]
                is_balanced = three[0] * three[1] * three[2] > 0
                rows.append((names[first], names[second], names[third], *three, is_balanced, is_balanced or max(three) < 0))
    rows.sort(key=lambda row: (row[6], row[7], *map(str, row[:3])))
    columns = ("first", "second", "third", "first_second", "first_third", "second_third", "balanced", "weak_balanced")
    note = f"{sum(bool(row[6]) for row in rows)} of {len(rows)} triads are balanced" if rows else "there are no triads"
    return tabulate(columns, rows, note)


def blocs(source: ClaimSource, *, by: str | None = None, **conditions: Unpack[Given]) -> QueryResult:
    """The blocs of the signed network: as many as it takes for support to fall inside and conflict between them.

    The number of blocs follows from the data. What does not fit is the frustration: the weight of support between blocs and of
    conflict inside them (Doreian and Mrvar, A Partitioning Approach to Structural Balance, Social Networks 18, 1996), told in
    ``note``; it is made small by moving actors and joining blocs as long as that helps, which need not find the least there is.
    One row an actor, the largest bloc first, with the weight of its support and conflict ``inside`` its bloc and ``outside``.
    ``by`` and ``conditions`` are those of ``signed_network``.

    >>> from diplograph.graph.questions import worked_example
    >>> found = blocs(worked_example(), since="2024-04")
    >>> [row[:2] for row in found], found.note
    ([(1, 'Arland'), (1, 'Borland'), (1, 'Elland'), (2, 'Dorland')], '2 blocs, frustration 0 of 4')
    """
    network = signed_network(source, by=by, **conditions)
    names = {node: str(attributes["name"]) for node, attributes in network.nodes(data=True)}
    found = sorted(partition(network), key=lambda bloc: (-len(bloc), sorted((names[node], node) for node in bloc)))
    rows: list[tuple[Value, ...]] = []
    for number, bloc in enumerate(found, 1):
        for node in sorted(bloc, key=lambda node: (names[node], node)):
            sums: dict[tuple[bool, bool], int] = defaultdict(int)
            for other, edge in network[node].items():
                sums[edge["sign"] > 0, other in bloc] += edge["weight"]
            figures = (sums[True, True], sums[False, True], sums[True, False], sums[False, False])
            rows.append((number, names[node], *figures, network.nodes[node]["iri"]))
    columns = ("bloc", "actor", "support_inside", "conflict_inside", "support_outside", "conflict_outside", "actor_id")
    total = sum(edge["weight"] for *_, edge in network.edges(data=True))
    left = frustration(network, found)
    return tabulate(columns, rows, f"{len(found)} bloc{'' if len(found) == 1 else 's'}, frustration {left} of {total}")


def frustration(network: "networkx.Graph[str]", found: "list[set[str]]") -> int:
    """The weight of the edges that do not fit a partition: support between blocs, conflict inside them."""
    bloc_of = {node: number for number, bloc in enumerate(found) for node in bloc}
    return sum(
        edge["weight"]
        for one, other, edge in network.edges(data=True)
        if (edge["sign"] > 0) != (bloc_of[one] == bloc_of[other])
    )


def partition(network: "networkx.Graph[str]") -> list[set[str]]:
    """Blocs of little frustration: each node goes where it has most support less conflict, then blocs join where that helps."""
    ties = {
        node: {other: edge["sign"] * edge["weight"] for other, edge in network[node].items() if other != node}
        for node in sorted(network)
    }
    bloc_of = {node: number for number, node in enumerate(ties)}
    while _move(ties, bloc_of) or _join(ties, bloc_of):
        pass
    blocs_by_number: defaultdict[int, set[str]] = defaultdict(set)
    for node, number in bloc_of.items():
        blocs_by_number[number].add(node)
    return list(blocs_by_number.values())


def _move(ties: dict[str, dict[str, int]], bloc_of: dict[str, int]) -> bool:
    """One round of moves; True where one was made. Each lowers the frustration, so rounds come to an end."""
    moved = False
    free = max(bloc_of.values(), default=0) + 1
    for node, around in ties.items():
        gains: defaultdict[int, int] = defaultdict(int)
        for other, weight in around.items():
            gains[bloc_of[other]] += weight
        here = gains[bloc_of[node]]
        best = max(gains, key=lambda number: (gains[number], -number), default=bloc_of[node])
        if gains[best] > max(here, 0):
            bloc_of[node], moved = best, True
        elif here < 0:
            bloc_of[node], moved, free = free, True, free + 1
    return moved


def _join(ties: dict[str, dict[str, int]], bloc_of: dict[str, int]) -> bool:
    """Join blocs two by two where support between them outweighs conflict, most first; False where there are none.

    Each bloc is joined once a round, for only then does every joint lower the frustration; rounds, not joints, cost a look at
    all edges.
    """
    between: defaultdict[tuple[int, int], int] = defaultdict(int)
    for node, around in ties.items():
        for other, weight in around.items():
            if node < other and bloc_of[node] != bloc_of[other]:
                one, two = sorted((bloc_of[node], bloc_of[other]))
                between[one, two] += weight
    into: dict[int, int] = {}
    for pair in sorted(between, key=lambda pair: (-between[pair], pair)):
        if between[pair] > 0 and into.keys().isdisjoint(pair):
            into |= dict.fromkeys(pair, pair[0])
    for node, number in bloc_of.items():
        bloc_of[node] = into.get(number, number)
    return bool(into)
