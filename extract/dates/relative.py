"""Relative times: counted from the day of publication ("last week") or from what the text named last ("a week later")."""

import datetime
from collections.abc import Mapping
from dataclasses import replace

from diplograph.ontology import PRECISIONS

from ..words import Grammar, load_words
from . import periods
from .calendar import whole_or_part
from .expressions import TimeWords
from .periods import Period
from .viewpoint import UnknownTimeError, Viewpoint

__all__ = ["RELATIVE_READERS"]

Values = Mapping[str, str]


def _number_of_day(weekday: str) -> int:
    """As ``datetime`` counts: Monday is 0."""
    return load_words(Grammar).weekdays.index(weekday.lower())


def _weekday(values: Values, viewpoint: Viewpoint) -> Period:
    words, today, weekday = load_words(TimeWords), viewpoint.today, _number_of_day(values["weekday"])
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
    words, today = load_words(TimeWords), viewpoint.today
    of_week = today + datetime.timedelta(_number_of_day(values["weekday"]) - today.weekday())
    return periods.day(periods.shift("week", of_week, words.which[values["which"].lower()]))


def _deictic(values: Values, viewpoint: Viewpoint) -> Period:
    first, last = load_words(TimeWords).deictic[values["deictic"].lower()]
    return Period(viewpoint.today + datetime.timedelta(first), viewpoint.today + datetime.timedelta(last), "day")


def _unit(values: Values, viewpoint: Viewpoint) -> Period:
    """ "Last month", "later this week", "the end of the year"."""
    words, today = load_words(TimeWords), viewpoint.today
    unit = words.units[values["unit"].lower()]
    step = words.which[values["which"].lower()] if "which" in values else 0
    period = periods.period_of(unit, periods.shift(unit, today, step))
    half = words.halves_so_far.get(values.get("half_so_far", "").lower())
    if half is None or step != 0:
        return whole_or_part(period, values)
    return replace(period, end=today) if half < 0 else replace(period, start=today)


def _weekend(values: Values, viewpoint: Viewpoint) -> Period:
    """The weekend that has begun last, or the one that comes next."""
    weekend = periods.weekend(viewpoint.today)
    if viewpoint.is_ahead or weekend.start <= viewpoint.today:
        return weekend
    return periods.weekend(viewpoint.today - datetime.timedelta(7))


def _number(values: Values) -> int:
    word = values.get("number", "a").lower()
    number = int(word) if word.isdecimal() else load_words(TimeWords).numbers[word]
    per_day = load_words(TimeWords).per_day.get(values["unit"].lower(), 1)
    fortnights = 2 if values["unit"].lower() == "fortnight" else 1
    return number * fortnights // per_day


def _distance(values: Values, viewpoint: Viewpoint) -> Period:
    """ "Two weeks ago" from the publication date, "two weeks later" from what the text named."""
    words = load_words(TimeWords)
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
    words = load_words(TimeWords)
    unit, step = words.units[values["unit"].lower()], words.anaphoric[values["anaphoric"].lower()]
    return _from_anchor(unit, step, viewpoint)


def _from_anchor(unit: str, number: int, viewpoint: Viewpoint) -> Period:
    """Some units from the time that the text named last.

    Where it named none, "the day before" is that before publication; that something followed is said of what is to come alone.
    """
    anchor = viewpoint.anchor
    if anchor is None:
        if number == 0 or (number > 0) != viewpoint.is_ahead:
            raise UnknownTimeError
        return periods.period_of(unit, periods.shift(unit, viewpoint.today, number))
    day = datetime.date.fromisoformat(anchor.start if number < 0 else anchor.end)
    if unit in PRECISIONS and PRECISIONS.index(unit) < min(PRECISIONS.index(anchor.precision), PRECISIONS.index("month")):
        # "Two days later" than a month is within it or hard by: nobody knows.
        raise UnknownTimeError
    return periods.period_of(unit, periods.shift(unit, day, number))


def _ahead(values: Values, viewpoint: Viewpoint) -> Period:
    """ "In two weeks", which is a time where it is to come and else a duration."""
    if not viewpoint.is_ahead:
        raise UnknownTimeError
    unit = load_words(TimeWords).units[values["unit"].lower()]
    target = periods.shift(unit, viewpoint.today, _number(values))
    return periods.period_of(unit, target)


def _within(values: Values, viewpoint: Viewpoint) -> Period:
    """ "Within two weeks", from the publication date on."""
    return replace(_ahead(values, viewpoint), start=viewpoint.today)


def _window(values: Values, viewpoint: Viewpoint) -> Period:
    """ "The past two weeks", "over the next month": up to the publication date or from it on."""
    words, today = load_words(TimeWords), viewpoint.today
    unit, step = words.units[values["unit"].lower()], words.which[values["which"].lower()]
    if step == 0:
        raise UnknownTimeError
    other = periods.shift(unit, today, step * _number(values))
    precision = "day" if unit == "weekend" else unit
    return Period(min(today, other), max(today, other), precision)


def _vague(values: Values, viewpoint: Viewpoint) -> Period:
    raise UnknownTimeError


RELATIVE_READERS = {
    "ahead": _ahead,
    "anaphoric": _anaphoric,
    "day_of_week": _day_of_week,
    "deictic": _deictic,
    "distance": _distance,
    "unit": _unit,
    "vague": _vague,
    "weekday": _weekday,
    "weekend": _weekend,
    "window": _window,
    "within": _within,
}
