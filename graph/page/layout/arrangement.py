"""Arrangement of a small drawing: moves single nodes by small steps, within a frame, while that makes room for labels.

No chance is involved: the same input gives the same places. All lengths are pixels at zoom 1, y grows downwards.
"""

import math
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
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


def arrange(places: Points, shapes: Shapes) -> Points:
    """``places`` (nodes, 2) with fewer labels that collide, fewer crossings and no line through a strange node."""
    places, home = places.copy(), places.copy()
    leeway = max(_STEPS[0], _LEEWAY * float(np.ptp(home, axis=0).max()))
    low, high = home.min(axis=0) - leeway, home.max(axis=0) + leeway
    turns = np.arange(_DIRECTIONS) * 2 * math.pi / _DIRECTIONS
    compass = np.vstack((np.zeros((1, 2)), np.stack((np.cos(turns), np.sin(turns)), axis=1)))
    rounds = max(1, min(5, _AFFORDABLE // (len(places) * len(_STEPS))))
    for step in _STEPS:
        for _ in range(rounds):
            moved = False
            for node in range(len(places)):
                candidates = places[node] + step * compass
                costs = _costs_around(node, candidates, places, home[node], shapes)
                costs[((candidates < low) | (candidates > high)).any(axis=1)] = math.inf
                best = int(np.argmin(costs))
                if costs[best] < costs[0] - 1:
                    places[node], moved = candidates[best], True
            if not moved:
                break
    return places


def cost_of(places: Points, shapes: Shapes) -> float:
    """How much collides in a drawing as a whole; smaller is better."""
    return sum(
        float(_costs_around(node, places[node : node + 1], places, places[node], shapes)[0]) for node in range(len(places))
    )


def covered(places: Points, shapes: Shapes) -> Points:
    """Boxes (left, top, right, bottom) of all that is drawn: nodes with their names, labels of lines, points of the lines."""
    ends = places[shapes.sources], places[shapes.targets]
    labels = _label_boxes(*ends, shapes.bends, shapes.label_widths)
    lines = label_points(*ends, shapes.bends, _SAMPLES).reshape(-1, 2)
    return np.concatenate((_node_boxes(places, np.arange(len(places)), shapes), labels, np.hstack((lines, lines))))


def _costs_around(node: int, candidates: Points, places: Points, home: Points, shapes: Shapes) -> Points:
    """The cost of each candidate place (candidates, 2) for one node: what it, its lines and their labels run into."""
    others = np.arange(len(places)) != node
    own = (shapes.sources == node) | (shapes.targets == node)
    cost: Points = _FAR_FROM_HOME * ((candidates - home) ** 2).sum(axis=1)
    box = _node_boxes(candidates, np.full(len(candidates), node), shapes)
    rest = _node_boxes(places[others], np.flatnonzero(others), shapes)
    cost += 4 * _overlap(box[:, None], rest[None]).sum(axis=1)
    ends = places[shapes.sources], places[shapes.targets]
    labels = _label_boxes(*ends, shapes.bends, shapes.label_widths)
    cost += 1.5 * _overlap(box[:, None], labels[None, ~own]).sum(axis=1)
    straight = (shapes.bends == 0) & ~own
    reach = shapes.radii[node] + _GAP
    cost += _THROUGH_NODE * _intrusion(candidates[:, None], ends[0][None, straight], ends[1][None, straight], reach).sum(axis=1)
    if own.any():
        cost += _costs_of_lines(node, candidates, places, shapes, own, labels)
    return cost


def _costs_of_lines(
    node: int, candidates: Points, places: Points, shapes: Shapes, own: NDArray[np.bool_], labels: Points
) -> Points:
    sources, targets = shapes.sources[own], shapes.targets[own]
    at = candidates[:, None]
    start = np.where((sources == node)[None, :, None], at, places[sources][None])
    end = np.where((targets == node)[None, :, None], at, places[targets][None])
    moved = _label_boxes(start, end, shapes.bends[own][None], shapes.label_widths[own][None])
    nodes = _node_boxes(places, np.arange(len(places)), shapes)
    strange = np.ones((len(sources), len(places)), bool)
    strange[np.arange(len(sources)), sources] = strange[np.arange(len(sources)), targets] = False
    strange[:, node] = False
    cost: Points = 1.5 * (_overlap(moved[:, :, None], nodes[None, None]) * strange).sum(axis=(1, 2))
    cost += _overlap(moved[:, :, None], labels[None, None, ~own]).sum(axis=(1, 2))
    cost += 0.5 * (_overlap(moved[:, :, None], moved[:, None]) * (1 - np.eye(len(sources)))).sum(axis=(1, 2))
    straight = strange & (shapes.bends[own] == 0)[:, None]
    through = _intrusion(places[None, None], start[:, :, None], end[:, :, None], shapes.radii + _GAP)
    cost += _THROUGH_NODE * (through * straight).sum(axis=(1, 2))
    ends = places[shapes.sources[~own]][None, None], places[shapes.targets[~own]][None, None]
    cost += _CROSSING * _crosses(start[:, :, None], end[:, :, None], *ends).sum(axis=(1, 2))
    return cost


def _node_boxes(centres: Points, nodes: Indices, shapes: Shapes) -> Points:
    """Boxes (left, top, right, bottom) of nodes with their names."""
    half, above, below = shapes.half_widths[nodes] + _GAP, shapes.above[nodes] + _GAP / 2, shapes.below[nodes] + _GAP / 2
    x, y = centres[..., 0], centres[..., 1]
    return np.stack((x - half, y - above, x + half, y + below), axis=-1)


def _label_boxes(sources: Points, targets: Points, bends: Points, widths: Points) -> Points:
    middle = label_points(sources, targets, np.broadcast_to(bends, sources.shape[:-1]))
    half, up = widths / 2, LINE_HEIGHT / 2
    x, y = middle[..., 0], middle[..., 1]
    return np.stack((x - half, y - up, x + half, y + up), axis=-1)


def _overlap(one: Points, other: Points) -> Points:
    wide = np.minimum(one[..., 2], other[..., 2]) - np.maximum(one[..., 0], other[..., 0])
    high = np.minimum(one[..., 3], other[..., 3]) - np.maximum(one[..., 1], other[..., 1])
    area: Points = np.clip(wide, 0, None) * np.clip(high, 0, None)
    return area


def _intrusion(points: Points, starts: Points, ends: Points, reach: float | Points) -> Points:
    """How far straight lines run into the circles of radius ``reach`` around points."""
    along = ends - starts
    length = np.maximum((along**2).sum(axis=-1), 1e-9)
    part = ((points - starts) * along).sum(axis=-1) / length
    nearest = starts + part[..., None] * along
    away = np.sqrt(((points - nearest) ** 2).sum(axis=-1))
    depth: Points = np.where((part > 0) & (part < 1), np.clip(reach - away, 0, None), 0.0)
    return depth


def _crosses(a: Points, b: Points, c: Points, d: Points) -> NDArray[np.bool_]:
    """Whether the segments a-b and c-d cross; sharing an end is no crossing."""

    def side(p: Points, q: Points, r: Points) -> Points:
        turn: Points = (q[..., 0] - p[..., 0]) * (r[..., 1] - p[..., 1]) - (q[..., 1] - p[..., 1]) * (r[..., 0] - p[..., 0])
        return turn

    crossed: NDArray[np.bool_] = (side(a, b, c) * side(a, b, d) < 0) & (side(c, d, a) * side(c, d, b) < 0)
    return crossed
