"""Where nodes and lines lie."""

import math
from itertools import combinations

import numpy as np
import pytest
from diplograph.graph.page.geometry import bend_edges, control_points, label_points, text_width
from diplograph.graph.page.layout import Box, Link, place_nodes
from diplograph.graph.page.packing import pack
from hypothesis import given, settings
from hypothesis import strategies as st

NAMES = "abcdefghijklmnop"


def boxes(count: int) -> list[Box]:
    return [Box(f"n{number}", 14.0, f"State {number}") for number in range(count)]


def test_every_node_gets_a_place_of_its_own_even_where_nothing_is_connected() -> None:
    links = [Link(f"n{n}", f"n{n * 7 % 450}", "aids") for n in range(450)]
    places = place_nodes(boxes(900), links)
    assert places.keys() == {f"n{n}" for n in range(900)}
    assert len(set(places.values())) == 900
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in places.values())


def test_same_graph_is_laid_out_the_same_way() -> None:
    links = [Link(f"n{n}", f"n{n // 3}", "aids") for n in range(1, 60)]
    assert place_nodes(boxes(60), links) == place_nodes(boxes(60), links)


def test_no_nodes_need_no_places() -> None:
    assert place_nodes([], []) == {}


def test_names_of_a_small_graph_do_not_cover_each_other() -> None:
    nodes = [Box(f"n{n}", 16.0, f"Republic of {n:04}") for n in range(24)]
    links = [Link(f"n{n}", f"n{n // 2}", "supports") for n in range(1, 24)] + [Link("n3", f"n{n}", "aids") for n in (9, 14, 20)]
    places = place_nodes(nodes, links)
    for one, other in combinations(nodes, 2):
        (x1, y1), (x2, y2) = places[one.id], places[other.id]
        assert abs(x1 - x2) >= one.half_width + other.half_width or abs(y1 - y2) >= 40, (one, other)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=14))
def test_any_small_graph_is_laid_out_with_nodes_apart(pairs: list[tuple[str, str]]) -> None:
    places = place_nodes([Box(name, 12.0, name) for name in NAMES], [Link(one, other, "aids") for one, other in pairs])
    assert all(math.dist(places[one], places[other]) > 20 for one, other in combinations(NAMES, 2))


@settings(deadline=None)
@given(st.lists(st.sampled_from([("a", "b"), ("b", "a"), ("a", "c")]), max_size=9))
def test_no_two_edges_between_the_same_nodes_take_the_same_bend(pairs: list[tuple[str, str]]) -> None:
    seen = set()
    for (source, target), bend in zip(pairs, bend_edges(pairs), strict=True):
        assert abs(bend) < 1
        # Seen from the other end, clockwise is counter-clockwise.
        lane = (frozenset((source, target)), bend if source < target else -bend)
        assert lane not in seen
        seen.add(lane)


def test_many_parallel_edges_still_bend_less_than_a_half_circle() -> None:
    assert max(map(abs, bend_edges([("a", "b")] * 40))) < 1


def test_label_of_a_straight_line_is_in_its_middle_and_of_a_bent_one_beside_it() -> None:
    start, end = np.array([0.0, 0.0]), np.array([100.0, 0.0])
    assert label_points(start, end, np.array(0.0)).tolist() == [50.0, 0.0]
    one, other = label_points(start, end, np.array(0.4)), label_points(start, end, np.array(-0.4))
    assert one[1] == -other[1] != 0
    assert control_points(start, end, np.array(0.0)).tolist() == [50.0, 0.0]


def test_text_width_grows_with_the_text_and_wide_scripts_take_more() -> None:
    assert text_width("", 15) == 0
    assert text_width("中国中国", 15) > text_width("Iran", 15)


def test_parts_are_packed_without_lying_over_each_other() -> None:
    rng = np.random.default_rng(3)
    parts = [rng.uniform(0, 900, (40, 2)), *(np.array([[0.0, 0.0], [150.0, 0.0]]) for _ in range(12))]
    halves = [np.full((len(part), 2), 18.0) for part in parts]
    packed = pack(parts, halves)
    for (one, half), (other, other_half) in combinations(zip(packed, halves, strict=True), 2):
        near = np.abs(one[:, None] - other[None]) < half[:, None] + other_half[None]
        assert not near.all(axis=2).any()


@pytest.mark.parametrize("count", [161, 700])
def test_large_part_keeps_nodes_about_as_far_apart_as_a_small_one(count: int) -> None:
    places = np.array(list(place_nodes(boxes(count), [Link(f"n{n}", f"n{n // 4}", "aids") for n in range(1, count)]).values()))
    area = float(np.prod(np.ptp(places, axis=0)))
    assert 8_000 < area / count < 60_000
