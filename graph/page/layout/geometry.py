"""Geometry of lines: the bend that keeps parallel edges apart, and the points of a bent line.

A bend is a number between -1 and 1: 0 is straight, positive is clockwise as vis-network's "curvedCW" has it.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["Points", "bend_edges", "control_points", "label_points", "text_width"]

Points = NDArray[np.float64]

_LANE = 0.26
_WIDEST = 0.95
_NARROW, _WIDE = frozenset("fijlrtI.,:;'|!()[] "), frozenset("mwMWQOG@%")


def bend_edges(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """The bend of each edge (from, to): a lone edge is straight, parallel ones fan out.

    >>> bend_edges([("a", "b"), ("c", "d"), ("b", "a")])
    [-0.13, 0.0, -0.13]
    """
    together = Counter(frozenset(pair) for pair in pairs)
    seen: dict[frozenset[str], int] = defaultdict(int)
    bends: list[float] = []
    for source, target in pairs:
        key = frozenset((source, target))
        lane = seen[key] - (together[key] - 1) / 2
        seen[key] += 1
        spread = min(_LANE, 2 * _WIDEST / max(together[key] - 1, 1))
        # A bend is seen from the edge's start: the same lane takes the other turn on the way back.
        bends.append(round(spread * lane * (1 if source <= target else -1), 4) + 0.0)
    return bends


def control_points(sources: Points, targets: Points, bends: Points) -> Points:
    """The control point of each line, a quadratic curve, as vis-network's curvedCW and curvedCCW have it; shape (..., 2)."""
    along = targets - sources
    across = np.stack((along[..., 1], -along[..., 0]), axis=-1)
    reach = (np.abs(bends) + 1) / 2
    turned = sources + (reach * np.cos(bends * math.pi / 2))[..., None] * along
    turned = turned + (reach * np.sin(bends * math.pi / 2))[..., None] * across
    return np.where((bends == 0)[..., None], (sources + targets) / 2, turned)


def label_points(sources: Points, targets: Points, bends: Points, at: float | Points = 0.5) -> Points:
    """The point of each line at the part ``at`` of its way, shape (..., 2); at several parts where ``at`` has such a shape."""
    via = control_points(sources, targets, bends)
    return (1 - at) ** 2 * sources + 2 * at * (1 - at) * via + at**2 * targets


def text_width(text: str, size: float) -> float:
    """About how wide ``text`` is in a common sans-serif of ``size`` pixels, its widest line; wide scripts are full squares.

    >>> text_width("Iran", 10) < text_width("Omans", 10), text_width("Oman\\nIran", 10) == text_width("Oman", 10)
    (True, True)
    """
    return size * max(sum(_advance(character) for character in line) for line in text.split("\n"))


@cache
def _advance(character: str) -> float:
    if character in _NARROW:
        return 0.33
    if character in _WIDE:
        return 0.86
    return 1.0 if ord(character) >= 0x1100 else 0.66 if character.isupper() else 0.57
