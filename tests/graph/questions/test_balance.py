"""Blocs and balance: by hand, against every partition of small networks, and as laws of any network."""

from collections.abc import Iterator
from itertools import combinations

import networkx
import pytest
from diplograph.graph.desk import ClaimList
from diplograph.graph.questions import balance, blocs, worked_example
from diplograph.graph.questions.balance import frustration, partition
from diplograph.ontology import Actor, Claim
from hypothesis import given, settings
from hypothesis import strategies as st

SIGNED = st.dictionaries(
    st.sampled_from(sorted(combinations("abcdef", 2))), st.sampled_from([-3, -2, -1, 1, 2, 3]), min_size=1, max_size=12
)


def make(weights: dict[tuple[str, str], int]) -> networkx.Graph:
    graph = networkx.Graph()
    for (one, other), weight in weights.items():
        graph.add_edge(one, other, sign=1 if weight > 0 else -1, weight=abs(weight))
    return graph


def partitions(nodes: list[str]) -> Iterator[list[set[str]]]:
    if not nodes:
        yield []
        return
    for rest in partitions(nodes[1:]):
        yield [{nodes[0]}, *rest]
        for place, bloc in enumerate(rest):
            yield [*rest[:place], {nodes[0], *bloc}, *rest[place + 1 :]]


@settings(deadline=None)
@given(SIGNED)
def test_partition_is_at_least_as_good_as_all_together_and_all_apart(weights: dict[tuple[str, str], int]) -> None:
    graph = make(weights)
    found = partition(graph)
    assert sorted(node for bloc in found for node in bloc) == sorted(graph)
    assert frustration(graph, found) <= frustration(graph, [{node} for node in graph])


@settings(deadline=None)
@given(st.lists(st.integers(0, 2), min_size=2, max_size=6), st.data())
def test_network_that_can_be_divided_without_frustration_is(sides: list[int], data: st.DataObject) -> None:
    # Davis 1967: it can be where no cycle has exactly one negative edge; here by construction
    nodes = "abcdef"[: len(sides)]
    pairs = data.draw(st.sets(st.sampled_from(sorted(combinations(nodes, 2))), min_size=1))
    side = dict(zip(nodes, sides, strict=True))
    graph = make({(one, other): 1 if side[one] == side[other] else -1 for one, other in pairs})
    assert frustration(graph, partition(graph)) == 0


@pytest.mark.parametrize(
    "weights",
    [
        {("a", "b"): 1, ("b", "c"): 1, ("a", "c"): -1},
        {("a", "b"): 3, ("b", "c"): 1, ("a", "c"): -2, ("c", "d"): 2, ("a", "d"): -1},
        {("a", "b"): 1, ("c", "d"): 1, ("a", "c"): -1, ("b", "d"): 1, ("e", "f"): -2, ("a", "e"): 1},
    ],
)
def test_partition_has_the_least_frustration_of_all_there_are(weights: dict[tuple[str, str], int]) -> None:
    graph = make(weights)
    assert frustration(graph, partition(graph)) == min(frustration(graph, each) for each in partitions(sorted(graph)))


def test_blocs_tell_what_does_not_fit() -> None:
    found = blocs(worked_example())
    assert found.note.endswith("frustration 1 of 7")
    assert sum(row["support_outside"] + row["conflict_inside"] for row in found.dicts()) == 2  # of either end
    assert {row["actor"] for row in found.dicts()} == {"Arland", "Borland", "Corland", "Dorland", "Elland"}


def test_triads_are_as_many_as_networkx_counts_and_balanced_by_hand() -> None:
    triads = balance(worked_example())
    assert [row["balanced"] for row in triads.dicts()] == [False, False, True, True]
    assert [row["weak_balanced"] for row in triads.dicts()] == [False, True, True, True]


@settings(deadline=None)
@given(SIGNED)
def test_every_triangle_is_a_triad(weights: dict[tuple[str, str], int]) -> None:
    actors = {name: Actor(f"https://example.org/{name}", name, "State") for name in "abcdef"}
    claims = [
        Claim("d", actors[one], "supports" if weight > 0 else "accuses", actors[other])
        for (one, other), weight in weights.items()
    ]
    triangles = sum(networkx.triangles(make(weights)).values()) // 3
    assert len(balance(ClaimList(claims))) == triangles


def test_without_triads_there_is_no_degree_of_balance() -> None:
    assert balance(ClaimList([])).note == "there are no triads"
    assert blocs(ClaimList([])).note == "0 blocs, frustration 0 of 0"
