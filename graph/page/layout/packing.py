"""Packing of the unconnected parts of a drawing: smaller ones into what the larger leave free."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .geometry import Points

__all__ = ["ASPECT", "pack"]

# Width by height of the window that a drawing is made for.
ASPECT = 1.12

_CELL, _MOST_CELLS = 24.0, 200
_GAP = 24.0


def pack(parts: Sequence[Points], boxes: Sequence[Points]) -> list[Points]:
    """``parts`` (nodes, 2), moved so that none lies over another: the first stays, each other goes where least is added.

    ``boxes`` (any number, 4) are left, top, right and bottom of what each part covers; small parts may lie between those of
    the first.
    """
    if not parts:
        return []
    frames = [(box[:, :2].min(axis=0) - _GAP, box[:, 2:].max(axis=0) + _GAP) for box in boxes]
    sizes = np.array([high - low for low, high in frames])
    cell = max(_CELL, float(max(sizes.max(), math.sqrt(sizes.prod(axis=1).sum()))) / _MOST_CELLS)
    used = sizes[0]
    taken = _widened(np.zeros((0, 0), bool), used, cell)
    _take(taken, boxes[0] - np.tile(frames[0][0], 2), cell)
    packed = [parts[0] - frames[0][0]]
    for points, (low, _), size in zip(parts[1:], frames[1:], sizes[1:], strict=True):
        taken = _widened(taken, used + size, cell)
        corner = _best_corner(taken, size, used, cell)
        packed.append(points - low + corner)
        _take(taken, np.concatenate((corner + _GAP, corner + size - _GAP))[None], cell)
        used = np.maximum(used, corner + size)
    return packed


def _widened(taken: NDArray[np.bool_], size: Points, cell: float) -> NDArray[np.bool_]:
    """Cells for ``size`` at the least, the new ones free."""
    wide, high = np.maximum(np.ceil(size / cell).astype(int) + 1, taken.shape)
    widened = np.zeros((wide, high), bool)
    widened[: taken.shape[0], : taken.shape[1]] = taken
    return widened


def _take(taken: NDArray[np.bool_], boxes: Points, cell: float) -> None:
    """Marks the cells that boxes reach into, with half of the gap around them."""
    last = np.array(taken.shape)
    left, top = np.clip(np.floor((boxes[:, :2] - _GAP / 2) / cell).astype(int), 0, last).T
    right, bottom = np.clip(np.ceil((boxes[:, 2:] + _GAP / 2) / cell).astype(int), 0, last).T
    if len(boxes) == 1:
        taken[left[0] : right[0], top[0] : bottom[0]] = True
        return
    # The sum over all cells up to one is the number of boxes that reach into it.
    edges = np.zeros(last + 1, int)
    for across, down, sign in ((left, top, 1), (right, top, -1), (left, bottom, -1), (right, bottom, 1)):
        np.add.at(edges, (across, down), sign)
    taken |= edges.cumsum(axis=0).cumsum(axis=1)[:-1, :-1] > 0


def _best_corner(taken: NDArray[np.bool_], size: Points, used: Points, cell: float) -> Points:
    """The upper left corner of a free place of ``size`` that asks for the smallest window, nearest to its middle."""
    wide, high = np.ceil(size / cell).astype(int)
    sums = np.zeros(np.array(taken.shape) + 1, np.int32)
    taken.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, out=sums[1:, 1:])
    within = sums[wide:, high:] - sums[:-wide, high:] - sums[wide:, :-high] + sums[:-wide, :-high]
    across = np.maximum(used[0], np.arange(within.shape[0]) * cell + size[0]) / ASPECT
    down = np.maximum(used[1], np.arange(within.shape[1]) * cell + size[1])
    needed = np.where(within == 0, np.round(np.maximum(across[:, None], down)), np.inf)
    corners: Points = cell * np.argwhere(needed == needed.min()).astype(np.float64)
    best: Points = corners[((corners + size / 2 - used / 2) ** 2).sum(axis=1).argmin()]
    return best
