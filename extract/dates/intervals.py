"""Comparison and union of intervals of days."""

from collections.abc import Sequence

from diplograph.ontology import PRECISIONS, Interval

__all__ = ["holds", "unite"]


def unite(intervals: Sequence[Interval]) -> Interval | None:
    """When something happened of which a text speaks several times: the closest bounds within which all its times lie.

    Of "last week" and then "on Tuesday" that is Tuesday; of an attack on Monday and the same on Friday, Monday to Friday.

    >>> unite([Interval("2025-03-03", "2025-03-09", "week"), Interval("2025-03-04", "2025-03-04", "day")])
    Interval(start='2025-03-04', end='2025-03-04', precision='day')
    """
    narrow = [interval for interval in intervals if not any(holds(interval, other) for other in intervals)]
    if not narrow:
        return None
    precision = max((interval.precision for interval in narrow), key=PRECISIONS.index)
    return Interval(min(i.start for i in narrow), max(i.end for i in narrow), precision)


def holds(wide: Interval, narrow: Interval) -> bool:
    """True where the first interval has days before or after the second, and all of its days."""
    return wide.start <= narrow.start and narrow.end <= wide.end and (wide.start, wide.end) != (narrow.start, narrow.end)
