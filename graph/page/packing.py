"""Puts the unconnected parts of a drawing together, smaller ones into what the larger leave free."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .geometry import Points

__all__ = ["ASPECT", "pack"]

# Width by height of the window that a drawing is made for.
ASPECT = 1.12

_CELL, _MOST_CELLS = 36.0, 160
_GAP = 34.0


def pack(parts: Sequence[Points], halves: Sequence[Points]) -> list[Points]:
    """``parts`` (nodes, 2), moved so that none lies over another: the first stays, each other goes where least is added.

    ``halves`` (nodes, 2) are half the width and height that each node needs with its name.
    """
    if not parts:
        return []
    frames = [_frame(points, half) for points, half in zip(parts, halves, strict=True)]
    side = sum(float(np.prod(high - low)) for low, high in frames) ** 0.5
    first = frames[0][1] - frames[0][0]
    reach = np.maximum(first, side) + max(float((high - low).max()) for low, high in frames[1:]) if len(parts) > 1 else first
    cell = max(_CELL, float(reach.max()) / _MOST_CELLS)
    origin = frames[0][0]
    taken = np.zeros(np.ceil(reach / cell).astype(int) + 1, bool)
    _take(taken, parts[0] - origin, halves[0], cell, whole=len(parts[0]) <= 3)
    packed, used = [parts[0] - origin], first
    for points, half, (low, high) in zip(parts[1:], halves[1:], frames[1:], strict=True):
        corner = _best_corner(taken, high - low, used, cell)
        packed.append(points - low + corner)
        _take(taken, points - low + corner, half, cell, whole=True)
        used = np.maximum(used, corner + high - low)
    return packed


def _frame(points: Points, half: Points) -> tuple[Points, Points]:
    low: Points = (points - half).min(axis=0) - _GAP
    high: Points = (points + half).max(axis=0) + _GAP
    return low, high


def _take(taken: NDArray[np.bool_], points: Points, half: Points, cell: float, *, whole: bool) -> None:
    """Marks the cells of each node with its name; ``whole``: of all that lies between the nodes too."""
    low, high = points - half - _GAP / 2, points + half + _GAP / 2
    if whole:
        low, high = low.min(axis=0, keepdims=True), high.max(axis=0, keepdims=True)
    for (left, top), (right, bottom) in zip(np.floor(low / cell).astype(int), np.ceil(high / cell).astype(int), strict=True):
        taken[max(left, 0) : right, max(top, 0) : bottom] = True


def _best_corner(taken: NDArray[np.bool_], size: Points, used: Points, cell: float) -> Points:
    """The upper left corner of a free place of ``size`` that asks for the smallest window, nearest to its middle."""
    wide, high = np.ceil(size / cell).astype(int)
    sums = np.pad(taken.astype(int).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    within = sums[wide:, high:] - sums[:-wide, high:] - sums[wide:, :-high] + sums[:-wide, :-high]
    free = np.argwhere(within == 0)
    if not len(free):  # the cells are all taken: below everything
        return np.array([0.0, float(used[1])])
    corners = free * cell
    window = np.maximum(used, corners + size)
    needed = np.maximum(window[:, 0] / ASPECT, window[:, 1])
    away = ((corners + size / 2 - used / 2) ** 2).sum(axis=1)
    best: Points = corners[np.lexsort((away, np.round(needed)))[0]]
    return best
