"""Time resolution: what the words for a time mean, seen from the day of publication and from what the text named last.

What cannot be known stays unknown: a relative time without a publication date, a day that no calendar has, the start of "until
Friday". A time is as wide as the unit in which it is given: "last week" is the week before that of publication, "two months
ago" a month, "three days ago" a day.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace

from diplograph.ontology import Interval

from . import periods
from .calendar import CALENDAR_READERS
from .expressions import TimeExpression
from .periods import Period
from .relative import RELATIVE_READERS
from .viewpoint import UnknownTimeError, Viewpoint

__all__ = ["READERS", "Viewpoint", "resolve"]

_CLOSING = ("by", "until", "before")
_OPENING = ("since", "after", "from")

# What reads each kind of time; they raise ``UnknownTimeError``, ``ValueError`` or ``OverflowError`` where nobody could tell.
READERS: Mapping[str, Callable[[Mapping[str, str], Viewpoint], Period]] = CALENDAR_READERS | RELATIVE_READERS


def resolve(time: TimeExpression, viewpoint: Viewpoint) -> Interval | None:
    """The days that ``time`` names; None where they cannot be known.

    >>> from diplograph.extract.dates import find_times
    >>> (tuesday,) = find_times("They met on Tuesday.")
    >>> resolve(tuesday, Viewpoint(datetime.date(2025, 3, 12)))
    Interval(start='2025-03-11', end='2025-03-11', precision='day')
    >>> resolve(tuesday, Viewpoint()) is None
    True
    """
    try:
        period = READERS[time.kind](time.values, viewpoint)
        if time.last is not None:
            period = _stretch(time, period, READERS[time.last.kind](time.last.values, viewpoint), viewpoint)
        elif time.bound is not None and "last_day" not in time.values:
            period = _bounded(period, time.bound, viewpoint)
    except (UnknownTimeError, ValueError, OverflowError):
        return None
    return period.interval() if period.start <= period.end else None


def _stretch(time: TimeExpression, first: Period, last: Period, viewpoint: Viewpoint) -> Period:
    """From one time to another; of two weekdays the nearest pair behind or ahead, which neither need be by itself."""
    if last.start < first.start and time.kind == "weekday":
        if viewpoint.is_ahead:
            last = periods.day(periods.shift("week", last.start, 1))
        else:
            first = periods.day(periods.shift("week", first.start, -1))
    if last.start < first.start:
        raise UnknownTimeError
    return periods.span([first, last])


def _bounded(period: Period, bound: str, viewpoint: Viewpoint) -> Period:
    """From a bound to the day of publication, or from there to the bound of what is to come."""
    if bound == "for" or (bound == "from" and viewpoint.is_ahead):
        return period
    if (bound in _CLOSING) != viewpoint.is_ahead:
        raise UnknownTimeError
    if bound in _OPENING:
        return replace(period, start=period.end if bound == "after" else period.start, end=viewpoint.today)
    last = period.start - datetime.timedelta(1) if bound == "before" else period.end
    return replace(period, start=viewpoint.today, end=last)
