"""Arrangement of a small drawing: moves single nodes by small steps, within a frame, while that makes room for labels.

No chance is involved: the same input gives the same places. All lengths are pixels at zoom 1, y grows downwards.
"""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .geometry import Points, label_points

__all__ = ["LINE_HEIGHT", "Shapes", "arrange", "cost_of", "covered"]

LINE_HEIGHT = 16.0

_STEPS = (160.0, 100.0, 60.0, 36.0, 20.0, 11.0)
_DIRECTIONS = 12
_GAP = 10.0
_CROSSING, _THROUGH_NODE, _FAR_FROM_HOME = 900.0, 60.0, 0.005
_AFFORDABLE = 900
# How far beyond the draft nodes may go, by its size: fewer crossings are not worth a drawing of any size.
_LEEWAY = 0.15
_SAMPLES = np.linspace(0.04, 0.96, 24)[:, None, None]

Indices = NDArray[np.int_]


@dataclass(frozen=True, eq=False)
class Shapes:
    """Extents of nodes and edges: ``half_widths`` of a node with its name, ``above`` and ``below`` its middle, ``radii`` of
    its shape; ``sources`` and ``targets`` are places in these, ``bends`` and ``label_widths`` those of the edges."""

    half_widths: Points
    above: Points
    below: Points
    radii: Points
    sources: Indices
    targets: Indices
    bends: Points
    label_widths: Points

    @cached_property
    def node_margins(self) -> Points:
        """What is added to the middle of a node, twice (x, y), for the box of it and its name."""
        half, above, below = self.half_widths + _GAP, self.above + _GAP / 2, self.below + _GAP / 2
        return np.stack((-half, -above, half, below), axis=1)

    @cached_property
    def label_margins(self) -> Points:
        """The same of the label of an edge, for the box of its words."""
        half, up = self.label_widths / 2, np.full(len(self.label_widths), LINE_HEIGHT / 2)
        return np.stack((-half, -up, half, up), axis=1)

    @cached_property
    def surroundings(self) -> "list[_Surroundings]":
        """What each node has to do with."""
        return [_surroundings(node, self) for node in range(len(self.radii))]


@dataclass(frozen=True, slots=True, eq=False)
class _Surroundings:
    """Of a node: the ``others``; edges that are its ``own`` and ``foreign`` ones, of these the ``straight``; which of its own
    start and end at it; and of each of these, which nodes are no end of it, be it bent (``strange``) or not (``pierced``)."""

    others: Indices
    own: Indices
    foreign: Indices
    straight: Indices
    starts: NDArray[np.bool_]
    ends: NDArray[np.bool_]
    strange: NDArray[np.bool_]
    pierced: NDArray[np.bool_]


def _surroundings(node: int, shapes: Shapes) -> _Surroundings:
    count, is_own = len(shapes.radii), (shapes.sources == node) | (shapes.targets == node)
    own = np.flatnonzero(is_own)
    sources, targets, rows = shapes.sources[own], shapes.targets[own], np.arange(len(own))
    strange = np.ones((len(own), count), bool)
    strange[rows, sources] = strange[rows, targets] = False
    return _Surroundings(
        others=np.flatnonzero(np.arange(count) != node),
        own=own,
        foreign=np.flatnonzero(~is_own),
        straight=np.flatnonzero((shapes.bends == 0) & ~is_own),
        starts=(sources == node)[None, :, None],
        ends=(targets == node)[None, :, None],
        strange=strange,
        pierced=strange & (shapes.bends[own] == 0)[:, None],
    )


class _Board:
    """A drawing while its nodes are moved, with the boxes of its nodes and of the labels of its edges."""

    def __init__(self, places: Points, shapes: Shapes) -> None:
        self.places, self._shapes = places.copy(), shapes
        self._boxes = _corners(self.places) + shapes.node_margins
        self._labels = _label_boxes(*self._ends(slice(None)), shapes.bends, shapes.label_margins)

    def move(self, node: int, place: Points) -> None:
        self.places[node] = place
        self._boxes[node] = _corners(place) + self._shapes.node_margins[node]
        own = self._shapes.surroundings[node].own
        self._labels[own] = _label_boxes(*self._ends(own), self._shapes.bends[own], self._shapes.label_margins[own])

    def costs(self, node: int, candidates: Points, home: Points) -> Points:
        """The cost of each candidate place (candidates, 2) for a node: what it, its lines and their labels run into."""
        around = self._shapes.surroundings[node]
        cost: Points = _FAR_FROM_HOME * ((candidates - home) ** 2).sum(axis=1)
        box = (_corners(candidates) + self._shapes.node_margins[node])[:, None]
        cost += 4 * _overlap(box, self._boxes[around.others][None]).sum(axis=1)
        cost += 1.5 * _overlap(box, self._labels[around.foreign][None]).sum(axis=1)
        starts, ends = self._ends(around.straight)
        reach = self._shapes.radii[node] + _GAP
        cost += _THROUGH_NODE * _intrusion(candidates[:, None], starts[None], ends[None], reach).sum(axis=1)
        return cost + self._costs_of_lines(candidates, around) if len(around.own) else cost

    def _costs_of_lines(self, candidates: Points, around: _Surroundings) -> Points:
        shapes, own, at = self._shapes, around.own, candidates[:, None]
        starts, ends = self._ends(own)
        start, end = np.where(around.starts, at, starts[None]), np.where(around.ends, at, ends[None])
        moved = _label_boxes(start, end, shapes.bends[own][None], shapes.label_margins[own][None])
        cost: Points = 1.5 * (_overlap(moved[:, :, None], self._boxes[None, None]) * around.strange).sum(axis=(1, 2))
        cost += _overlap(moved[:, :, None], self._labels[around.foreign][None, None]).sum(axis=(1, 2))
        if len(own) > 1:
            cost += 0.5 * (_overlap(moved[:, :, None], moved[:, None]) * (1 - np.eye(len(own)))).sum(axis=(1, 2))
        if around.pierced.any():
            through = _intrusion(self.places[None, None], start[:, :, None], end[:, :, None], shapes.radii + _GAP)
            cost += _THROUGH_NODE * (through * around.pierced).sum(axis=(1, 2))
        starts, ends = self._ends(around.foreign)
        crossed = _crosses(start[:, :, None], end[:, :, None], starts[None, None], ends[None, None])
        cost += _CROSSING * crossed.sum(axis=(1, 2))
        return cost

    def _ends(self, edges: Indices | slice) -> tuple[Points, Points]:
        return self.places[self._shapes.sources[edges]], self.places[self._shapes.targets[edges]]


def arrange(places: Points, shapes: Shapes) -> Points:
    """``places`` (nodes, 2) with fewer labels that collide, fewer crossings and no line through a strange node."""
    board, home = _Board(places, shapes), places
    leeway = max(_STEPS[0], _LEEWAY * float(np.ptp(home, axis=0).max()))
    low, high = home.min(axis=0) - leeway, home.max(axis=0) + leeway
    turns = np.arange(_DIRECTIONS) * 2 * math.pi / _DIRECTIONS
    compass = np.vstack((np.zeros((1, 2)), np.stack((np.cos(turns), np.sin(turns)), axis=1)))
    rounds = max(1, min(5, _AFFORDABLE // (len(places) * len(_STEPS))))
    for step in _STEPS:
        for _ in range(rounds):
            moved = False
            for node in range(len(places)):
                candidates = board.places[node] + step * compass
                costs = board.costs(node, candidates, home[node])
                costs[((candidates < low) | (candidates > high)).any(axis=1)] = math.inf
                best = int(np.argmin(costs))
                if costs[best] < costs[0] - 1:
                    board.move(node, candidates[best])
                    moved = True
            if not moved:
                break
    return board.places


def cost_of(places: Points, shapes: Shapes) -> float:
    """How much collides in a drawing as a whole; smaller is better."""
    board = _Board(places, shapes)
    return sum(float(board.costs(node, places[node : node + 1], places[node])[0]) for node in range(len(places)))


def covered(places: Points, shapes: Shapes) -> Points:
    """Boxes (left, top, right, bottom) of all that is drawn: nodes with their names, labels of lines, points of the lines."""
    ends = places[shapes.sources], places[shapes.targets]
    labels = _label_boxes(*ends, shapes.bends, shapes.label_margins)
    lines = label_points(*ends, shapes.bends, _SAMPLES).reshape(-1, 2)
    return np.concatenate((_corners(places) + shapes.node_margins, labels, np.hstack((lines, lines))))


def _corners(points: Points) -> Points:
    """Each point twice (..., 4): with margins added, a box (left, top, right, bottom)."""
    return points.take((0, 1, 0, 1), axis=-1)


def _label_boxes(sources: Points, targets: Points, bends: Points, margins: Points) -> Points:
    boxes: Points = _corners(label_points(sources, targets, bends)) + margins
    return boxes


def _overlap(one: Points, other: Points) -> Points:
    """The area that boxes share."""
    area = _shared(one[..., 0], one[..., 2], other[..., 0], other[..., 2])
    area *= _shared(one[..., 1], one[..., 3], other[..., 1], other[..., 3])
    return area


def _shared(low: Points, high: Points, other_low: Points, other_high: Points) -> Points:
    """How much of two stretches is in both; x and y by themselves, for numpy is slow where its last axis is short."""
    shared: Points = np.minimum(high, other_high)
    shared -= np.maximum(low, other_low)
    return np.maximum(shared, 0, out=shared)


def _intrusion(points: Points, starts: Points, ends: Points, reach: float | Points) -> Points:
    """How far straight lines run into the circles of radius ``reach`` around points."""
    along = ends - starts
    x, y = along[..., 0], along[..., 1]
    to_x, to_y = points[..., 0] - starts[..., 0], points[..., 1] - starts[..., 1]
    part = (to_x * x + to_y * y) / np.maximum(x * x + y * y, 1e-9)
    to_x -= part * x
    to_y -= part * y
    depth = reach - np.sqrt(to_x * to_x + to_y * to_y)
    within: Points = np.where((part > 0) & (part < 1), np.maximum(depth, 0), 0.0)
    return within


def _crosses(a: Points, b: Points, c: Points, d: Points) -> NDArray[np.bool_]:
    """Whether the segments a-b and c-d cross; sharing an end is no crossing."""

    def side(p: Points, q: Points, r: Points) -> Points:
        turn: Points = (q[..., 0] - p[..., 0]) * (r[..., 1] - p[..., 1])
        turn -= (q[..., 1] - p[..., 1]) * (r[..., 0] - p[..., 0])
        return turn

    crossed: NDArray[np.bool_] = (side(a, b, c) * side(a, b, d) < 0) & (side(c, d, a) * side(c, d, b) < 0)
    return crossed
