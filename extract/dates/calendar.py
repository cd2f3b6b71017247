"""Calendar times: years, months and days, decades, seasons, quarters; without a year, the nearest one."""

import datetime
from collections.abc import Mapping

from ..words import load_words
from . import periods
from .expressions import TimeWords
from .periods import Period
from .viewpoint import UnknownTimeError, Viewpoint

__all__ = ["CALENDAR_READERS", "whole_or_part"]

# February 29 comes back after eight years at the latest (1896, 1904).
_MAX_YEARS_TO_A_DAY = 8
_MONTHS = 12

Values = Mapping[str, str]


def _part(period: Period, word: str) -> Period:
    """The early, middle or late third of a month, year or decade; the whole of anything shorter."""
    words, start = load_words(TimeWords), period.start
    thirds = words.thirds.get(period.precision)
    if thirds is None:
        return period
    first, last = thirds[words.parts[word.lower()]]
    if period.precision == "month":
        return Period(start.replace(day=first), min(start.replace(day=1) + datetime.timedelta(last - 1), period.end), "day")
    if period.precision == "year":
        return periods.months(start.year, first, last - first + 1)
    return periods.years(start.year + first, start.year + last, "year")


def whole_or_part(period: Period, values: Values) -> Period:
    return _part(period, values["part"]) if "part" in values else period


def _calendar(values: Values, viewpoint: Viewpoint) -> Period:
    """A year, month or day of the calendar; without a year, the nearest one."""
    words = load_words(TimeWords)
    if "month" not in values and "month_number" not in values:
        return whole_or_part(periods.year(int(values["year"])), values)
    month = int(values["month_number"]) if "month_number" in values else words.months[values["month"]]
    if "last_month" in values:
        last = periods.month(int(values["year"]), words.months[values["last_month"]])
        return periods.span([periods.month(last.start.year - (last.start.month < month), month), last])
    of_month = _day_of_month if "day" in values else _month
    if "year" in values:
        return of_month(int(values["year"]), month, values)
    today = viewpoint.today
    if "which" in values:
        return _which_month(month, words.which[values["which"].lower()], today)
    step = 1 if viewpoint.is_ahead else -1
    for year in range(today.year, today.year + step * (_MAX_YEARS_TO_A_DAY + 2), step):
        try:
            period = of_month(year, month, values)
        except ValueError:
            continue
        if period.end >= today if viewpoint.is_ahead else period.start <= today:
            return period
    raise UnknownTimeError


def _numeric(values: Values, viewpoint: Viewpoint) -> Period:
    """A day in figures; its year alone where either can be the month ("03/04/2019"). With points ("3.4.2019") it is first."""
    year, first, second = int(values["year"]), int(values["first_number"]), int(values["second_number"])
    if values["separator"] == "." or first > _MONTHS or first == second:
        return periods.day(datetime.date(year, second, first))
    if second > _MONTHS:
        return periods.day(datetime.date(year, first, second))
    return periods.year(year)


def _of_year(values: Values, viewpoint: Viewpoint) -> Period:
    """ "14 October last year"."""
    year = viewpoint.today.year + load_words(TimeWords).which[values["which"].lower()]
    return _calendar({**values, "year": str(year)}, viewpoint)


def _month(year: int, month: int, values: Values) -> Period:
    return whole_or_part(periods.month(year, month), values)


def _day_of_month(year: int, month: int, values: Values) -> Period:
    first = periods.day(datetime.date(year, month, int(values["day"])))
    if "last_day" not in values:
        return first
    last = periods.day(datetime.date(year, month, int(values["last_day"])))
    if last.start < first.start:
        raise UnknownTimeError
    return periods.span([first, last])


def _which_month(month: int, step: int, today: datetime.date) -> Period:
    """ "Last March" is the March before this month, "next March" the one after it, "this March" that of the year."""
    year = today.year
    if step < 0 and month >= today.month:
        year -= 1
    elif step > 0 and month <= today.month:
        year += 1
    return periods.month(year, month)


def _years(values: Values, viewpoint: Viewpoint) -> Period:
    return periods.years(int(values["year"]), int(values["last_year"]), "year")


def _decade(values: Values, viewpoint: Viewpoint) -> Period:
    return whole_or_part(periods.period_of("decade", datetime.date(int(values["decade"]), 1, 1)), values)


def _season(values: Values, viewpoint: Viewpoint) -> Period:
    words = load_words(TimeWords)
    first = words.seasons[values["season"].lower()]
    if "year" in values:
        return periods.months(int(values["year"]), first, 3)
    today, step = viewpoint.today, words.which[values["which"].lower()]
    seasons = [periods.months(today.year + years, first, 3) for years in (-2, -1, 0, 1)]
    if step < 0:
        return next(season for season in reversed(seasons) if season.end < today)
    if step > 0:
        return next(season for season in seasons if season.start > today)
    return next((season for season in seasons if season.start <= today <= season.end), seasons[2])


def _fraction(values: Values, viewpoint: Viewpoint) -> Period:
    """The quarters and halves of a year."""
    words = load_words(TimeWords)
    size, place = words.fractions[values["fraction"].lower()], words.ordinals[values["ordinal"].lower()]
    if place * size > 12:
        raise UnknownTimeError
    year = int(values["year"]) if "year" in values else viewpoint.today.year + words.which[values["which"].lower()]
    return periods.months(year, (place - 1) * size + 1 if place > 0 else 13 - size, size)


CALENDAR_READERS = {
    "calendar": _calendar,
    "decade": _decade,
    "fraction": _fraction,
    "modifier": _calendar,
    "numeric": _numeric,
    "of_year": _of_year,
    "season": _season,
    "years": _years,
}
