"""Where nodes and lines lie."""

import math
from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
from diplograph.graph.page.layout import layout
from diplograph.graph.page.layout.geometry import bend_edges, control_points, label_points, text_width
from diplograph.graph.page.layout.layout import LINE_SIZE, NAME_SIZE, Box, Link, place_nodes
from diplograph.graph.page.layout.packing import pack
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
    links = [Link(f"n{n}", f"n{n // 3}", "aids") for n in range(1, 24)]
    assert place_nodes(boxes(24), links) == place_nodes(boxes(24), links)


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
    boxes = [np.hstack((part - 18, part + 18)) for part in parts]
    packed = [np.hstack((part - 18, part + 18)) for part in pack(parts, boxes)]
    for one, other in combinations(packed, 2):
        assert not ((one[:, None, :2] < other[None, :, 2:]) & (one[:, None, 2:] > other[None, :, :2])).all(axis=2).any()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(20, 900), st.integers(20, 300)), min_size=1, max_size=60))
def test_packed_boxes_never_overlap_and_leave_little_room_unused(sizes: list[tuple[int, int]]) -> None:
    sizes = sorted(sizes, key=lambda size: -size[0] * size[1])
    boxes = [np.array([[0.0, 0.0, wide, high]]) for wide, high in sizes]
    moved = pack([np.zeros((1, 2)) for _ in sizes], boxes)
    corners = np.concatenate(moved)
    ends = corners + np.array(sizes)
    for one, other in combinations(range(len(sizes)), 2):
        assert (corners[one] >= ends[other]).any() or (corners[other] >= ends[one]).any()
    window = ends.max(axis=0) - corners.min(axis=0)
    widest, highest = np.array(sizes).max(axis=0)
    side = math.sqrt(sum((wide + 72) * (high + 72) for wide, high in sizes))
    assert window[0] <= max(widest, 1.8 * side) and window[1] <= max(highest, 1.8 * side)


def chain(count: int) -> list[tuple[int, int]]:
    return [(n, n + 1) for n in range(count - 1)]


def clique(first: int, count: int) -> list[tuple[int, int]]:
    return list(combinations(range(first, first + count), 2))


# The lines of graphs of certain shapes, of so many nodes and, where they may differ, of a number.
SHAPES: dict[str, Callable[[int, int], list[tuple[int, int]]]] = {
    "chain": lambda count, _: chain(count),
    "star": lambda count, _: [(0, n) for n in range(1, count)],
    "cycle": lambda count, _: [*chain(count), (count - 1, 0)],
    "tree": lambda count, _: [(n, (n - 1) // 2) for n in range(1, count)],
    "uneven tree": lambda count, seed: [(n, n * seed % 97 % n) for n in range(1, count)],
    "comb": lambda count, _: chain(count // 2) + [(n, n + count // 2) for n in range(count // 2)],
    "complete": lambda count, _: clique(0, min(count, 9)),
    "two cliques": lambda count, _: [*clique(0, min(count // 2, 7)), *clique(count // 2, min(count // 2, 7)), (0, count // 2)],
    "pairs": lambda count, _: [(n, n + 1) for n in range(0, count - 1, 2)],
    "random": lambda count, seed: [(n * seed % count, (n * n + seed) % count) for n in range(count)],
}
LABELS = st.sampled_from(["Iran", "aids", "French Foreign Ministry", "opposes membership: European Union", "W" * 32, "中" * 32])


def drawn_box(places: dict[str, tuple[float, float]], nodes: list[Box]) -> tuple[float, float]:
    """Width and height of a drawing with the names under its nodes."""
    left = min(places[node.id][0] - node.half_width for node in nodes)
    right = max(places[node.id][0] + node.half_width for node in nodes)
    top = min(places[node.id][1] - node.size for node in nodes)
    bottom = max(places[node.id][1] + node.size + NAME_SIZE for node in nodes)
    return right - left, bottom - top


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(SHAPES)), st.integers(2, 26), LABELS, LABELS, st.integers(3, 60), st.booleans())
def test_no_shape_of_graph_is_drawn_longer_or_thinner_than_its_labels_need(
    shape: str, count: int, name: str, words: str, seed: int, inside: bool
) -> None:
    nodes = [Box(f"n{n}", 14.0, name, inside=inside) for n in range(count)]
    links = [Link(f"n{one}", f"n{other}", words) for one, other in SHAPES[shape](count, seed)]
    wide, high = drawn_box(place_nodes(nodes, links), nodes)
    name_width, words_width = 2 * nodes[0].half_width, text_width(words, LINE_SIZE)
    # A name needs its box, and no less than the square around a node; a line needs its label.
    area = count * max(name_width * 50, 120 * 120) + len(links) * words_width * 16
    assert max(wide, high) <= 4 * max(math.sqrt(area), name_width, words_width)
    # Nor thin, unless it is a row of three names at the most with a line between them.
    assert max(wide, high) <= max(4 * min(wide, high), 3 * name_width + words_width + 250)


@pytest.mark.parametrize("count", [4, 5, 6, 8])
def test_chain_leaves_its_names_room_and_its_lines_alike_long(count: int) -> None:
    """Springs pull a short chain into one straight line, which once was stretched without end."""
    nodes = [Box(f"n{n}", 14.0, "Emmanuel Macron") for n in range(count)]
    places = place_nodes(nodes, [Link(f"n{n}", f"n{n + 1}", "negotiates with") for n in range(count - 1)])
    lengths = [math.dist(places[f"n{n}"], places[f"n{n + 1}"]) for n in range(count - 1)]
    assert min(lengths) > 120 and max(lengths) < 450
    assert min(drawn_box(places, nodes)) > 200


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(sorted(SHAPES)), st.integers(2, 14), LABELS)
def test_names_of_small_drawings_stand_apart(shape: str, count: int, name: str) -> None:
    nodes = [Box(f"n{n}", 14.0, name) for n in range(count)]
    links = [Link(f"n{one}", f"n{other}", "aids") for one, other in SHAPES[shape](count, 5)]
    places = place_nodes(nodes, links)
    for one, other in combinations(nodes, 2):
        (x1, y1), (x2, y2) = places[one.id], places[other.id]
        assert abs(x1 - x2) >= one.half_width + other.half_width or abs(y1 - y2) >= 2 * 14 + NAME_SIZE, (one, other)


def test_long_tail_beyond_the_core_stays_near_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "_CORE", 170)
    places = place_nodes(boxes(900), [Link(f"n{n}", f"n{n + 1}", "aids") for n in range(899)])
    assert max(np.ptp(np.array(list(places.values())), axis=0)) < 2 * math.sqrt(900 * 17_000)
    assert len(set(places.values())) == 900


@pytest.mark.parametrize("count", [161, 700])
def test_large_part_keeps_nodes_about_as_far_apart_as_a_small_one(count: int) -> None:
    places = np.array(list(place_nodes(boxes(count), [Link(f"n{n}", f"n{n // 4}", "aids") for n in range(1, count)]).values()))
    area = float(np.prod(np.ptp(places, axis=0)))
    assert 8_000 < area / count < 60_000
