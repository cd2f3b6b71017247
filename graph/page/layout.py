"""Where nodes lie: computed here once, for the page and for the printed picture alike."""

import math
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .arrangement import Shapes, arrange, cost_of
from .geometry import Points, bend_edges, text_width
from .packing import ASPECT, pack

__all__ = ["Box", "Link", "place_nodes"]

NAME_SIZE, LINE_SIZE = 15.0, 12.5

# Each round of the spring layout compares all pairs of nodes.
_CORE = 5000
_SMALL, _CAREFUL = 160, 400
# Nodes times edges that are arranged within about two seconds; a denser drawing has no room for its labels anyway.
_AFFORDABLE = 12_000
_SEEDS = (1, 2, 3, 4, 5, 6, 7, 8)
# Square pixels for each node, and more for each part, whose lines need length for their labels.
_ROOM, _ROOM_OF_PART = 17_000.0, 190_000.0
_SHORTEST = 215.0
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True, slots=True)
class Box:
    """A node to be placed: ``size`` is the radius of its shape, ``inside`` whether its label stands in the shape."""

    id: str
    size: float
    label: str
    inside: bool = False

    @property
    def half_width(self) -> float:
        return max(text_width(self.label, NAME_SIZE) / 2 + (8 if self.inside else 0), 0 if self.inside else self.size)


@dataclass(frozen=True, slots=True)
class Link:
    """An edge to be placed between two nodes, with the words on it."""

    source: str
    target: str
    label: str


def place_nodes(nodes: Sequence[Box], links: Sequence[Link]) -> dict[str, tuple[float, float]]:
    """A position (x, y in pixels at zoom 1) for each of ``nodes``; the same input always gives the same positions.

    Each connected part is laid out by springs, with its 5,000 most connected nodes first and the others around the neighbour
    through which they are reached. In drawings of up to 400 nodes a part of up to 160 is then arranged so that its labels can
    be read. The parts are packed side by side, the largest first.
    """
    import rustworkx

    place = {node.id: number for number, node in enumerate(nodes)}
    graph: rustworkx.PyGraph[int, None] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(nodes)))
    graph.add_edges_from_no_data([(place[link.source], place[link.target]) for link in links if link.source != link.target])
    parts = sorted((sorted(part) for part in rustworkx.connected_components(graph)), key=lambda part: (-len(part), part[0]))
    home = {number: index for index, part in enumerate(parts) for number in part}
    inner: list[list[Link]] = [[] for _ in parts]
    for link in links:
        inner[home[place[link.source]]].append(link)
    careful = len(nodes) <= _CAREFUL
    boxes = [[nodes[number] for number in part] for part in parts]
    laid = [_place_part(boxes[index], inner[index], careful) for index in range(len(parts))]
    halves = [np.array([[box.half_width, box.size + NAME_SIZE] for box in part]) for part in boxes]
    placed: dict[str, tuple[float, float]] = {}
    for part, points in zip(parts, pack(laid, halves), strict=True):
        for number, (x, y) in zip(part, points, strict=True):
            placed[nodes[number].id] = (round(float(x), 1), round(float(y), 1))
    return placed


def _place_part(nodes: Sequence[Box], links: Sequence[Link], careful: bool) -> Points:
    if len(nodes) == 1:
        return np.zeros((1, 2))
    place = {node.id: number for number, node in enumerate(nodes)}
    ends = [(place[link.source], place[link.target]) for link in links if link.source != link.target]
    if len(nodes) > _SMALL:
        return _spring_large(len(nodes), ends)
    if not careful or len(nodes) * len(ends) > _AFFORDABLE:
        return _stretch(_spring(len(nodes), ends, _SEEDS[0]), ends)
    shapes = _shapes(nodes, links, place)
    drafts = [_stretch(_spring(len(nodes), ends, seed), ends) for seed in (_SEEDS if len(nodes) > 3 else _SEEDS[:1])]
    arranged = [arrange(draft, shapes) for draft in sorted(drafts, key=lambda draft: cost_of(draft, shapes))[:2]]
    return min(arranged, key=lambda draft: cost_of(draft, shapes))


def _spring(count: int, ends: Sequence[tuple[int, int]], seed: int, rounds: int = 200) -> Points:
    import rustworkx

    graph: rustworkx.PyGraph[int, None] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(count))
    graph.add_edges_from_no_data(list(ends))
    found = rustworkx.spring_layout(graph, seed=seed, num_iter=rounds, k=1.6 / math.sqrt(count))
    return np.array([found[number] for number in range(count)], float).reshape(count, 2)


def _stretch(points: Points, ends: Sequence[tuple[int, int]]) -> Points:
    """Scaled to room for labels, the longest side across, and drawn together along it, so that a window is well filled."""
    centred = points - points.mean(axis=0)
    turned = centred @ np.linalg.eigh(centred.T @ centred)[1][:, ::-1]
    if len(points) <= 3:
        pairs = np.array(ends)
        lengths = np.sqrt(((turned[pairs[:, 0]] - turned[pairs[:, 1]]) ** 2).sum(axis=1))
        apart: Points = turned * (_SHORTEST / max(float(lengths.min()), 1e-9))
        return apart
    extent = np.maximum(np.ptp(turned, axis=0), 1e-9)
    wanted = np.sqrt(_area(len(points)) * np.array([ASPECT, 1 / ASPECT]))
    # Half way between the form that springs give and that of the window.
    even = np.sqrt(wanted[0] * wanted[1] / (extent[0] * extent[1]))
    scaled: Points = turned * np.sqrt(even * wanted / extent)
    return scaled


def _area(count: int) -> float:
    """Square pixels for a part of so many nodes."""
    return _ROOM * count + _ROOM_OF_PART * min(1.0, count / 10)


def _shapes(nodes: Sequence[Box], links: Sequence[Link], place: Mapping[str, int]) -> Shapes:
    proper = [link for link in links if link.source != link.target]
    bends = bend_edges([(link.source, link.target) for link in proper])
    return Shapes(
        half_widths=np.array([node.half_width for node in nodes]),
        above=np.array([14.0 if node.inside else node.size for node in nodes]),
        below=np.array([14.0 if node.inside else node.size + NAME_SIZE + 6 for node in nodes]),
        radii=np.array([node.half_width * 0.6 if node.inside else node.size for node in nodes]),
        sources=np.array([place[link.source] for link in proper]),
        targets=np.array([place[link.target] for link in proper]),
        bends=np.array(bends),
        label_widths=np.array([text_width(link.label, LINE_SIZE) for link in proper]),
    )


def _spring_large(count: int, ends: Sequence[tuple[int, int]]) -> Points:
    adjacent: list[dict[int, None]] = [{} for _ in range(count)]
    for one, other in ends:
        adjacent[one][other] = adjacent[other][one] = None
    core = sorted(sorted(range(count), key=lambda number: (-len(adjacent[number]), number))[:_CORE])
    index = {number: place for place, number in enumerate(core)}
    within = [(index[one], index[other]) for one, other in ends if one in index and other in index]
    # Fewer rounds where one takes long: 5,000 nodes settle far enough in 50.
    springs = _spring(len(core), within, seed=7, rounds=50 if len(core) > 2000 else 100)
    spread = math.sqrt(_area(count)) / 2
    placed = {number: springs[place] * spread for number, place in index.items()}
    _surround(adjacent, placed)
    return np.array([placed[number] for number in range(count)])


def _surround(adjacent: Sequence[Mapping[int, None]], placed: dict[int, Points]) -> None:
    queue = deque(sorted(placed))
    while queue:
        centre = queue.popleft()
        free = sorted(number for number in adjacent[centre] if number not in placed)
        for turn, number in enumerate(free, start=1):
            angle, distance = turn * _GOLDEN_ANGLE, 0.3 * math.sqrt(_ROOM * (turn + 1))
            placed[number] = placed[centre] + distance * np.array([math.cos(angle), math.sin(angle)])
            queue.append(number)
