"""Lettering of a picture, which labels find room: the first to come takes it, and nothing is written over anything."""

from collections import defaultdict

__all__ = ["Occupied", "break_label"]

_CELL = 90.0
Box = tuple[float, float, float, float]


class Occupied:
    """Boxes that are taken, sorted into cells, so that a test looks at what is near alone."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def take(self, left: float, top: float, right: float, bottom: float) -> None:
        """Mark a box as taken."""
        for cell in _cells(left, top, right, bottom):
            self._cells[cell].append((left, top, right, bottom))

    def claim(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Take a box if nothing of it is taken yet; returns whether it was free."""
        for cell in _cells(left, top, right, bottom):
            for other in self._cells.get(cell, ()):
                if left < other[2] and right > other[0] and top < other[3] and bottom > other[1]:
                    return False
        self.take(left, top, right, bottom)
        return True


def _cells(left: float, top: float, right: float, bottom: float) -> list[tuple[int, int]]:
    across = range(int(left // _CELL), int(right // _CELL) + 1)
    return [(x, y) for x in across for y in range(int(top // _CELL), int(bottom // _CELL) + 1)]


def break_label(label: str) -> list[str]:
    """The lines of a label: a long one about a membership takes two, the relation and the organization.

    >>> break_label("opposes membership: European Union"), break_label("sanctions")
    (['opposes membership:', 'European Union'], ['sanctions'])
    """
    words, colon, organization = label.partition(": ")
    return [words + ":", organization] if colon and len(label) > 22 else [label]
