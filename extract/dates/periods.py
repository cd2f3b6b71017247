"""Periods of the calendar: days, weeks, months, years, decades, and the ones before and after them.

Weeks begin on Monday (ISO 8601). Everything stays within the years 1 to 9999; what would leave them raises ``ValueError`` or
``OverflowError``, as ``datetime`` does.
"""

import calendar
import datetime
from dataclasses import dataclass

from diplograph.ontology import PRECISIONS, Interval

__all__ = ["Period", "day", "month", "months", "months_later", "period_of", "shift", "span", "weekend", "year", "years"]

_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12, "decade": 120}
_SATURDAY = 5


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """All days from ``start`` to ``end``, both inclusive; ``precision`` is one of ``PRECISIONS``."""

    start: datetime.date
    end: datetime.date
    precision: str

    def interval(self) -> Interval:
        return Interval(self.start.isoformat(), self.end.isoformat(), self.precision)


def day(date: datetime.date) -> Period:
    return Period(date, date, "day")


def month(of_year: int, number: int) -> Period:
    return months(of_year, number, 1)


def months(of_year: int, first: int, number: int) -> Period:
    """``number`` months from the month ``first`` (1 to 12) on; they may run into the next year."""
    start = datetime.date(of_year, first, 1)
    last = months_later(start, number - 1)
    return Period(start, last.replace(day=calendar.monthrange(last.year, last.month)[1]), "month")


def year(number: int) -> Period:
    return years(number, number, "year")


def years(first: int, last: int, precision: str) -> Period:
    return Period(datetime.date(first, 1, 1), datetime.date(last, 12, 31), precision)


def weekend(date: datetime.date) -> Period:
    """Saturday and Sunday of the week that holds ``date``."""
    saturday = date + datetime.timedelta(_SATURDAY - date.weekday())
    return Period(saturday, saturday + datetime.timedelta(1), "day")


def period_of(unit: str, date: datetime.date) -> Period:
    """The day, week, weekend, month, year or decade that holds ``date``.

    >>> period_of("week", datetime.date(2025, 3, 12)).interval()
    Interval(start='2025-03-10', end='2025-03-16', precision='week')
    """
    if unit == "week":
        monday = date - datetime.timedelta(date.weekday())
        return Period(monday, monday + datetime.timedelta(6), "week")
    if unit == "weekend":
        return weekend(date)
    if unit == "month":
        return month(date.year, date.month)
    if unit == "year":
        return year(date.year)
    if unit == "decade":
        first = date.year - date.year % 10
        return years(max(first, datetime.MINYEAR), first + 9, "decade")
    return day(date)


def months_later(date: datetime.date, number: int) -> datetime.date:
    """The same day ``number`` months later, or the last of the month where it has no such day."""
    of_year, place = divmod(date.year * 12 + date.month - 1 + number, 12)
    return datetime.date(of_year, place + 1, min(date.day, calendar.monthrange(of_year, place + 1)[1]))


def shift(unit: str, date: datetime.date, number: int) -> datetime.date:
    """The date ``number`` units (day, week, weekend, month, year, decade) later; earlier where it is negative."""
    if unit in _MONTHS:
        return months_later(date, number * _MONTHS[unit])
    return date + datetime.timedelta(number * _DAYS.get(unit, 7))


def span(periods: "list[Period]") -> Period:
    """The shortest period that holds all of ``periods``, as exact as the least exact of them."""
    precision = max((period.precision for period in periods), key=PRECISIONS.index)
    return Period(min(p.start for p in periods), max(p.end for p in periods), precision)
