"""What the words for a time mean, seen from the day of publication and from what the text named last.

What cannot be known stays unknown: a relative time without a publication date, a day that no calendar has, the start of "until
Friday". A time is as wide as the unit in which it is given: "last week" is the week before that of publication, "two months
ago" a month, "three days ago" a day.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from diplograph.ontology import PRECISIONS, Interval

from . import periods
from .periods import Period
from .time_expressions import TimeExpression, load_time_words

__all__ = ["Viewpoint", "resolve"]

# February 29 comes back after eight years at the latest (1896, 1904).
_MAX_YEARS_TO_A_DAY = 8
_CLOSING = ("by", "until", "before")
_OPENING = ("since", "after", "from")

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """From where a time is seen.

    ``published`` is the day of publication; ``is_ahead`` is True where what is dated is still to come; ``anchor`` is the time
    that the text named last, to which "a week later" counts.
    """

    published: datetime.date | None = None
    is_ahead: bool = False
    anchor: Interval | None = None

    @property
    def today(self) -> datetime.date:
        if self.published is None:
            raise _UnknownError
        return self.published

    def nearest(self, past: Period, ahead: Period) -> Period:
        return ahead if self.is_ahead else past


class _UnknownError(Exception):
    """The text does not say when, or not to this reader."""


def resolve(time: TimeExpression, viewpoint: Viewpoint) -> Interval | None:
    """The days that ``time`` names; None where they cannot be known.

    >>> from diplograph.extract.time_expressions import find_times
    >>> (tuesday,) = find_times("They met on Tuesday.")
    >>> resolve(tuesday, Viewpoint(datetime.date(2025, 3, 12)))
    Interval(start='2025-03-11', end='2025-03-11', precision='day')
    >>> resolve(tuesday, Viewpoint()) is None
    True
    """
    try:
        period = _READERS[time.kind](time.values, viewpoint)
        if time.last is not None:
            last = _READERS[time.last.kind](time.last.values, viewpoint)
            if last.start < period.start:
                return None
            period = periods.span([period, last])
        elif time.bound is not None and "last_day" not in time.values:
            period = _bounded(period, time.bound, viewpoint)
    except (_UnknownError, ValueError, OverflowError):
        return None
    return period.interval() if period.start <= period.end else None


def _bounded(period: Period, bound: str, viewpoint: Viewpoint) -> Period:
    """From a bound to the day of publication, or from there to the bound of what is to come."""
    if bound == "for" or (bound == "from" and viewpoint.is_ahead):
        return period
    if (bound in _CLOSING) != viewpoint.is_ahead:
        raise _UnknownError
    if bound in _OPENING:
        return replace(period, start=period.end if bound == "after" else period.start, end=viewpoint.today)
    last = period.start - datetime.timedelta(1) if bound == "before" else period.end
    return replace(period, start=viewpoint.today, end=last)


def _part(period: Period, word: str) -> Period:
    """The early, middle or late third of a month, year or decade; the whole of anything shorter."""
    words, start = load_time_words(), period.start
    thirds = words.thirds.get(period.precision)
    if thirds is None:
        return period
    first, last = thirds[words.parts[word.lower()]]
    if period.precision == "month":
        return Period(start.replace(day=first), min(start.replace(day=1) + datetime.timedelta(last - 1), period.end), "day")
    if period.precision == "year":
        return periods.months(start.year, first, last - first + 1)
    return periods.years(start.year + first, start.year + last, "year")


def _whole_or_part(period: Period, values: Values) -> Period:
    return _part(period, values["part"]) if "part" in values else period


def _calendar(values: Values, viewpoint: Viewpoint) -> Period:
    """A year, month or day of the calendar; without a year, the nearest one."""
    words = load_time_words()
    if "month" not in values and "month_number" not in values:
        return _whole_or_part(periods.year(int(values["year"])), values)
    month = int(values["month_number"]) if "month_number" in values else words.months[values["month"]]
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
    raise _UnknownError


def _of_year(values: Values, viewpoint: Viewpoint) -> Period:
    """ "14 October last year"."""
    year = viewpoint.today.year + load_time_words().which[values["which"].lower()]
    return _calendar({**values, "year": str(year)}, viewpoint)


def _month(year: int, month: int, values: Values) -> Period:
    return _whole_or_part(periods.month(year, month), values)


def _day_of_month(year: int, month: int, values: Values) -> Period:
    first = periods.day(datetime.date(year, month, int(values["day"])))
    if "last_day" not in values:
        return first
    last = periods.day(datetime.date(year, month, int(values["last_day"])))
    if last.start < first.start:
        raise _UnknownError
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
    return _whole_or_part(periods.period_of("decade", datetime.date(int(values["decade"]), 1, 1)), values)


def _season(values: Values, viewpoint: Viewpoint) -> Period:
    words = load_time_words()
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
    words = load_time_words()
    size, place = words.fractions[values["fraction"].lower()], words.ordinals[values["ordinal"].lower()]
    if place * size > 12:
        raise _UnknownError
    year = int(values["year"]) if "year" in values else viewpoint.today.year + words.which[values["which"].lower()]
    return periods.months(year, (place - 1) * size + 1 if place > 0 else 13 - size, size)


def _weekday(values: Values, viewpoint: Viewpoint) -> Period:
    words, today = load_time_words(), viewpoint.today
    weekday = words.weekdays[values["weekday"]]
    step = words.which[values["which"].lower()] if "which" in values else None
    if step == 0:
        return _day_of_week(values, viewpoint)
    if step is not None:
        past, ahead = (today.weekday() - weekday - 1) % 7 + 1, (weekday - today.weekday() - 1) % 7 + 1
        return periods.day(today + datetime.timedelta(ahead if step > 0 else -past))
    if viewpoint.is_ahead:
        return periods.day(today + datetime.timedelta((weekday - today.weekday()) % 7))
    return periods.day(today - datetime.timedelta((today.weekday() - weekday) % 7))


def _day_of_week(values: Values, viewpoint: Viewpoint) -> Period:
    """ "Tuesday of last week", "this Tuesday"."""
    words, today = load_time_words(), viewpoint.today
    of_week = today + datetime.timedelta(words.weekdays[values["weekday"]] - today.weekday())
    return periods.day(periods.shift("week", of_week, words.which[values["which"].lower()]))


def _deictic(values: Values, viewpoint: Viewpoint) -> Period:
    first, last = load_time_words().deictic[values["deictic"].lower()]
    return Period(viewpoint.today + datetime.timedelta(first), viewpoint.today + datetime.timedelta(last), "day")


def _unit(values: Values, viewpoint: Viewpoint) -> Period:
    """ "Last month", "later this week", "the end of the year"."""
    words, today = load_time_words(), viewpoint.today
    unit = words.units[values["unit"].lower()]
    step = words.which[values["which"].lower()] if "which" in values else 0
    period = periods.period_of(unit, periods.shift(unit, today, step))
    half = words.halves_so_far.get(values.get("half_so_far", "").lower())
    if half is None or step != 0:
        return _whole_or_part(period, values)
    return replace(period, end=today) if half < 0 else replace(period, start=today)


def _weekend(values: Values, viewpoint: Viewpoint) -> Period:
    """The weekend that has begun last, or the one that comes next."""
    weekend = periods.weekend(viewpoint.today)
    if viewpoint.is_ahead or weekend.start <= viewpoint.today:
        return weekend
    return periods.weekend(viewpoint.today - datetime.timedelta(7))


def _number(values: Values) -> int:
    word = values.get("number", "a").lower()
    number = int(word) if word.isdecimal() else load_time_words().numbers[word]
    per_day = load_time_words().per_day.get(values["unit"].lower(), 1)
    fortnights = 2 if values["unit"].lower() == "fortnight" else 1
    return number * fortnights // per_day


def _distance(values: Values, viewpoint: Viewpoint) -> Period:
    """ "Two weeks ago" from the publication date, "two weeks later" from what the text named."""
    words = load_time_words()
    unit, number = words.units[values["unit"].lower()], _number(values)
    if "from_publication" in values:
        step = words.from_publication[values["from_publication"].lower()]
        return periods.period_of(unit, periods.shift(unit, viewpoint.today, step * number))
    number *= words.from_text[values["from_text"].lower()]
    anchor = viewpoint.anchor
    if unit == "week" and "number" in values and anchor is not None and anchor.precision == "day":
        # "A week after the vote" is to the day, "the week after" is not.
        return periods.day(periods.shift(unit, datetime.date.fromisoformat(anchor.start), number))
    return _from_anchor(unit, number, viewpoint)


def _anaphoric(values: Values, viewpoint: Viewpoint) -> Period:
    words = load_time_words()
    unit, step = words.units[values["unit"].lower()], words.anaphoric[values["anaphoric"].lower()]
    return _from_anchor(unit, step, viewpoint)


def _from_anchor(unit: str, number: int, viewpoint: Viewpoint) -> Period:
    """Some units from the time that the text named last.

    Where it named none, "the day before" is that before publication; that something followed is said of what is to come alone.
    """
    anchor = viewpoint.anchor
    if anchor is None:
        if number == 0 or (number > 0) != viewpoint.is_ahead:
            raise _UnknownError
        return periods.period_of(unit, periods.shift(unit, viewpoint.today, number))
    day = datetime.date.fromisoformat(anchor.start if number < 0 else anchor.end)
    if unit in PRECISIONS and PRECISIONS.index(unit) < min(PRECISIONS.index(anchor.precision), PRECISIONS.index("month")):
        # "Two days later" than a month is within it or hard by: nobody knows.
        raise _UnknownError
    return periods.period_of(unit, periods.shift(unit, day, number))


def _ahead(values: Values, viewpoint: Viewpoint) -> Period:
    """ "In two weeks", which is a time where it is to come and else a duration."""
    if not viewpoint.is_ahead:
        raise _UnknownError
    unit = load_time_words().units[values["unit"].lower()]
    target = periods.shift(unit, viewpoint.today, _number(values))
    return periods.period_of(unit, target)


def _within(values: Values, viewpoint: Viewpoint) -> Period:
    """ "Within two weeks", from the publication date on."""
    return replace(_ahead(values, viewpoint), start=viewpoint.today)


def _window(values: Values, viewpoint: Viewpoint) -> Period:
    """ "The past two weeks", "over the next month": up to the publication date or from it on."""
    words, today = load_time_words(), viewpoint.today
    unit, step = words.units[values["unit"].lower()], words.which[values["which"].lower()]
    if step == 0:
        raise _UnknownError
    other = periods.shift(unit, today, step * _number(values))
    precision = "day" if unit == "weekend" else unit
    return Period(min(today, other), max(today, other), precision)


def _vague(values: Values, viewpoint: Viewpoint) -> Period:
    raise _UnknownError


_READERS: Mapping[str, Callable[[Values, Viewpoint], Period]] = {
    "ahead": _ahead,
    "anaphoric": _anaphoric,
    "calendar": _calendar,
    "day_of_week": _day_of_week,
    "decade": _decade,
    "deictic": _deictic,
    "distance": _distance,
    "fraction": _fraction,
    "modifier": _calendar,
    "of_year": _of_year,
    "season": _season,
    "unit": _unit,
    "vague": _vague,
    "weekday": _weekday,
    "weekend": _weekend,
    "window": _window,
    "within": _within,
    "years": _years,
}
