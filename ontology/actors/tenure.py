"""Tenure: from when to when an office or a membership was held, and how likely it was on a day.

What a table leaves open is not "until today": after the last day on which a source attests it (``as_of``), the likelihood
falls by the share of holders who still hold such an office a year later. The numbers, with the reason of each, are in
``certainty.csv``.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from diplograph.ontology.errors import DataError

from .rows import read_rows, shipped_tables

__all__ = ["Tenure", "load_certainty"]

_MARKS = (
    *("sourced", "recall_from", "recall_to", "recall_as_of", "recall_actor", "recall_row"),
    *("successor", "upper_bound", "undated"),
)
_RATES = ("stays_office", "stays_membership", "holder_minimum")


@cache
def load_certainty() -> Mapping[str, float]:
    """The numbers of ``certainty.csv`` by mark; ``DataError`` for one that is missing or not between 0 and 1."""
    values = {}
    for mark, value, reason in read_rows(shipped_tables(), "certainty.csv", ("mark", "value", "reason")):
        try:
            values[mark] = float(value)
        except ValueError:
            values[mark] = -1.0
        if not 0 <= values[mark] <= 1 or not reason:
            raise DataError(f"certainty.csv: {mark}: give a value between 0 and 1 and a reason; found {value!r}")
    missing = [mark for mark in (*_MARKS, *_RATES) if mark not in values]
    if missing:
        raise DataError(f"certainty.csv: mark {missing[0]!r} is missing")
    return MappingProxyType(values)


def _is_before(first: str, second: str) -> bool:
    """True where ``first`` is before ``second`` as far as both are precise: no day of 2016 is before 2016."""
    precision = min(len(first), len(second))
    return first[:precision] < second[:precision]


def _years(start: str, end: str) -> float:
    """Years between two ISO dates of any precision, the middle of what each may mean; 0 where the end is not later."""

    def position(date: str) -> float:
        year, month, day = [*map(int, date.split("-")), 0, 0][:3]
        return year + ((month - 1 + (day / 31 if day else 0.5)) / 12 if month else 0.5)

    return max(0.0, position(end) - position(start))


class Tenure:
    """From when to when, and how that is known: what offices and memberships share.

    ``start`` and ``end`` are ISO dates, as precise as the source, both inclusive, empty where unknown.

    ``as_of`` is the last day on which a source attests it. ``end_basis`` is "given" by a source, "successor" (the start of the
    next holder seen) or "upper_bound" (the start of some later holder). ``recalled`` names what rests on general knowledge
    alone, without a source: "from", "to", "as_of", "actor", or "row" for everything. An empty end does not mean that it lasts.
    """

    __slots__ = ()
    start: str
    end: str
    as_of: str
    end_basis: str
    recalled: tuple[str, ...]
    source: str

    def covers(self, date: str) -> bool:
        """True where ``date`` (ISO) is not outside the known bounds; unknown bounds exclude nothing."""
        return not (self.start and _is_before(date, self.start)) and not (self.end and _is_before(self.end, date))

    def attests(self, date: str) -> bool:
        """True where ``date`` lies between the start and the end, or the last day on which a source attests it.

        An end that is only a bound does not count: others may have come between.
        """
        last = self.as_of if self.end_basis == "upper_bound" else self.end or self.as_of
        return bool(self.start and last) and self.covers(date) and not _is_before(last, date)

    @property
    def confidence(self) -> float:
        """How far the row can be trusted, between 0 and 1: lower for what is recalled and for an end that is a bound only."""
        marks = load_certainty()
        if "row" in self.recalled:
            return marks["recall_row"]
        factors = [marks[f"recall_{bound}"] for bound in self.recalled]
        factors += [marks[self.end_basis]] if self.end_basis in ("successor", "upper_bound") else []
        return min([marks["sourced"], *factors])

    def likelihood_at(self, date: str, stays: float) -> float:
        """Likelihood, between 0 and 1, that it held on ``date``; ``stays`` is the share that lasts one more year.

        0 outside the known bounds, ``confidence`` between them, and less the further ``date`` is from the last day (or, where
        the start is unknown, the first) that anything attests.
        """
        if not self.covers(date):
            return 0.0
        first = self.start or self.as_of or self.end
        last = self.end or max(self.as_of, self.start)
        if not first:
            return load_certainty()["undated"]
        return self.confidence * float(stays ** (_years(date, first) + _years(last, date)))
