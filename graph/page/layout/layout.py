"""Placement of nodes: computed here once, for the page and for the printed picture alike."""

import math
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .arrangement import LINE_HEIGHT, Shapes, arrange, cost_of, covered
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
# The area of a part by that of its names and labels.
_LOOSELY = 2.0
_SHORTEST, _AIR = 215.0, 24.0
# Height by width of what springs have drawn, at the least.
_THINNEST = 0.3
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

    @property
    def half_height(self) -> float:
        """Of a shape with its label inside."""
        return 14.0 + 9.0 * self.label.count("\n")


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
    be read. The parts are packed side by side by what their names, lines and labels cover, the largest first.
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
    shapes = [_shapes([nodes[number] for number in part], within) for part, within in zip(parts, inner, strict=True)]
    laid = [_place_part(of_part, careful) for of_part in shapes]
    boxes = [covered(points, of_part) for points, of_part in zip(laid, shapes, strict=True)]
    placed: dict[str, tuple[float, float]] = {}
    for part, points in zip(parts, pack(laid, boxes), strict=True):
        for number, (x, y) in zip(part, points, strict=True):
            placed[nodes[number].id] = (round(float(x), 1), round(float(y), 1))
    return placed


def _place_part(shapes: Shapes, careful: bool) -> Points:
    count = len(shapes.radii)
    if count == 1:
        return np.zeros((1, 2))
    ends = list(zip(shapes.sources.tolist(), shapes.targets.tolist(), strict=True))
    if count > _SMALL:
        return _spring_large(shapes, ends)
    if count == 2 or not careful or count * len(ends) > _AFFORDABLE:
        return _stretch(_spring(count, ends, _SEEDS[0]), shapes)
    drafts = [_stretch(_spring(count, ends, seed), shapes) for seed in (_SEEDS if count > 3 else _SEEDS[:1])]
    arranged = [arrange(draft, shapes) for draft in sorted(drafts, key=lambda draft: cost_of(draft, shapes))[:2]]
    return min(arranged, key=lambda draft: cost_of(draft, shapes))


def _spring(count: int, ends: Sequence[tuple[int, int]], seed: int, rounds: int = 200) -> Points:
    import rustworkx

    graph: rustworkx.PyGraph[int, None] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(count))
    graph.add_edges_from_no_data(list(ends))
    found = rustworkx.spring_layout(graph, seed=seed, num_iter=rounds, k=1.6 / math.sqrt(count))
    return np.array([found[number] for number in range(count)], float).reshape(count, 2)


def _stretch(points: Points, shapes: Shapes) -> Points:
    """Scaled to room for labels, the longest side across, and drawn together along it, so that a window is well filled."""
    centred = points - points.mean(axis=0)
    turned = centred @ np.linalg.eigh(centred.T @ centred)[1][:, ::-1]
    if len(points) > 2:
        turned = _thicken(turned)
    if len(points) <= 3:
        lengths = np.sqrt(((turned[shapes.sources] - turned[shapes.targets]) ** 2).sum(axis=1))
        apart: Points = turned * (_shortest(shapes) / max(float(lengths.mean()), 1e-9))
        return apart
    extent = np.ptp(turned, axis=0)
    wanted = np.sqrt(_area(shapes) * np.array([ASPECT, 1 / ASPECT]))
    # Half way between the form that springs give and that of the window.
    even = np.sqrt(wanted[0] * wanted[1] / (extent[0] * extent[1]))
    scaled: Points = turned * np.sqrt(even * wanted / extent)
    return scaled


def _thicken(points: Points) -> Points:
    """A drawing that is all but a line becomes a zigzag: springs pull a short chain straight, which leaves labels no room."""
    wide, high = np.ptp(points, axis=0)
    lacking = max(0.0, _THINNEST * float(wide) - float(high))
    rank = points[:, 0].argsort(kind="stable").argsort(kind="stable")
    thick: Points = points + np.stack((np.zeros(len(points)), lacking * (rank % 2 - 0.5)), axis=1)
    return thick


def _shortest(shapes: Shapes) -> float:
    """How long the lines between two or three nodes are: as their own labels and the names at their ends ask for."""
    ends = shapes.sources, shapes.targets
    labels = shapes.label_widths + sum(shapes.radii[end] for end in ends)
    names = sum(shapes.half_widths[end] for end in ends)
    return max(_SHORTEST, _AIR + float(np.maximum(labels, names).max()))


def _area(shapes: Shapes) -> float:
    """Square pixels for a part: what its names and labels cover, loosely, and at least some room for each node."""
    count = len(shapes.radii)
    names = float((2 * shapes.half_widths * (shapes.above + shapes.below)).sum())
    labels = float(shapes.label_widths.sum()) * LINE_HEIGHT
    return max(_ROOM * count, _LOOSELY * (names + labels)) + _ROOM_OF_PART * min(1.0, count / 10)


def _shapes(nodes: Sequence[Box], links: Sequence[Link]) -> Shapes:
    place = {node.id: number for number, node in enumerate(nodes)}
    proper = [link for link in links if link.source != link.target]
    bends = bend_edges([(link.source, link.target) for link in proper])
    return Shapes(
        half_widths=np.array([node.half_width for node in nodes]),
        above=np.array([node.half_height if node.inside else node.size for node in nodes]),
        below=np.array([node.half_height if node.inside else node.size + NAME_SIZE + 6 for node in nodes]),
        radii=np.array([node.half_width * 0.6 if node.inside else node.size for node in nodes]),
        sources=np.array([place[link.source] for link in proper], int),
        targets=np.array([place[link.target] for link in proper], int),
        bends=np.array(bends, float),
        label_widths=np.array([text_width(link.label, LINE_SIZE) for link in proper], float),
    )


def _spring_large(shapes: Shapes, ends: Sequence[tuple[int, int]]) -> Points:
    count = len(shapes.radii)
    adjacent: list[dict[int, None]] = [{} for _ in range(count)]
    for one, other in ends:
        adjacent[one][other] = adjacent[other][one] = None
    core = sorted(sorted(range(count), key=lambda number: (-len(adjacent[number]), number))[:_CORE])
    index = {number: place for place, number in enumerate(core)}
    within = [(index[one], index[other]) for one, other in ends if one in index and other in index]
    # Fewer rounds where one takes long: 5,000 nodes settle far enough in 50.
    springs = _spring(len(core), within, seed=7, rounds=50 if len(core) > 2000 else 100)
    spread = math.sqrt(_area(shapes)) / 2
    placed = {number: springs[place] * spread for number, place in index.items()}
    _surround(adjacent, placed)
    return np.array([placed[number] for number in range(count)])


def _surround(adjacent: Sequence[Mapping[int, None]], placed: dict[int, Points]) -> None:
    """Places what is not ``placed`` in a spiral around the placed node through which it is reached, be it over others."""
    queue = deque((number, number) for number in sorted(placed))
    turns: Counter[int] = Counter()
    while queue:
        reached, centre = queue.popleft()
        for number in sorted(number for number in adjacent[reached] if number not in placed):
            turns[centre] += 1
            angle, distance = turns[centre] * _GOLDEN_ANGLE, 0.3 * math.sqrt(_ROOM * (turns[centre] + 1))
            placed[number] = placed[centre] + distance * np.array([math.cos(angle), math.sin(angle)])
            queue.append((number, centre))
