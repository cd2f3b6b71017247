"""Communities and betweenness of the nodes in a drawing."""

from diplograph.graph.page.layout import find_betweenness, find_communities

NODES = [*"abcdef"]
TWO_TRIANGLES = [("a", "b"), ("b", "c"), ("c", "a"), ("d", "e"), ("e", "f"), ("f", "d"), ("c", "d")]


def test_those_with_more_lines_among_themselves_are_a_community() -> None:
    found = find_communities(NODES, TWO_TRIANGLES)
    assert found == {"a": 0, "b": 0, "c": 0, "d": 1, "e": 1, "f": 1}


def test_who_joins_two_groups_lies_between_most() -> None:
    between = find_betweenness(NODES, TWO_TRIANGLES)
    assert between["c"] == between["d"] == 0.6
    assert between["a"] == between["f"] == 0


def test_nothing_is_measured_of_more_lines_than_are_measured_quickly() -> None:
    assert find_communities(NODES, TWO_TRIANGLES * 300) == find_betweenness(NODES, TWO_TRIANGLES * 300) == {}
