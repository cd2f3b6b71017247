import datetime

import pytest
from diplograph.extract.dates import periods
from hypothesis import given
from hypothesis import strategies as st

UNITS = ("day", "week", "weekend", "month", "year", "decade")
DATES = st.dates(datetime.date(20, 1, 1), datetime.date(9970, 12, 31))


def bounds(period: periods.Period) -> tuple[str, str, str]:
    return period.start.isoformat(), period.end.isoformat(), period.precision


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("day", ("2025-03-12", "2025-03-12", "day")),
        ("week", ("2025-03-10", "2025-03-16", "week")),
        ("weekend", ("2025-03-15", "2025-03-16", "day")),
        ("month", ("2025-03-01", "2025-03-31", "month")),
        ("year", ("2025-01-01", "2025-12-31", "year")),
        ("decade", ("2020-01-01", "2029-12-31", "decade")),
    ],
)
def test_period_of_a_day_is_the_unit_that_holds_it(unit: str, expected: tuple[str, str, str]) -> None:
    assert bounds(periods.period_of(unit, datetime.date(2025, 3, 12))) == expected


@given(st.sampled_from([unit for unit in UNITS if unit != "weekend"]), DATES)
def test_period_holds_its_day_and_touches_the_next_one(unit: str, date: datetime.date) -> None:
    period = periods.period_of(unit, date)
    assert period.start <= date <= period.end
    assert periods.period_of(unit, period.end + datetime.timedelta(1)).start == period.end + datetime.timedelta(1)


@given(st.sampled_from(["day", "week", "weekend"]), DATES, st.integers(-50, 50))
def test_shift_by_days_or_weeks_is_undone_by_its_opposite(unit: str, date: datetime.date, number: int) -> None:
    assert periods.shift(unit, periods.shift(unit, date, number), -number) == date


@given(st.sampled_from(["month", "year", "decade"]), DATES, st.integers(-1, 1))
def test_shift_by_months_lands_in_the_month_meant(unit: str, date: datetime.date, number: int) -> None:
    size = {"month": 1, "year": 12, "decade": 120}[unit]
    shifted = periods.shift(unit, date, number)
    assert (shifted.year * 12 + shifted.month) - (date.year * 12 + date.month) == number * size
    assert shifted.day <= date.day


def test_month_that_lacks_the_day_gives_its_last() -> None:
    assert periods.months_later(datetime.date(2024, 1, 31), 1) == datetime.date(2024, 2, 29)
    assert periods.months_later(datetime.date(2024, 3, 31), -13) == datetime.date(2023, 2, 28)


def test_three_months_from_december_end_in_the_next_year() -> None:
    assert bounds(periods.months(2023, 12, 3)) == ("2023-12-01", "2024-02-29", "month")


def test_span_is_as_exact_as_its_least_exact_part() -> None:
    day, year = periods.day(datetime.date(2025, 3, 12)), periods.year(2023)
    assert bounds(periods.span([day, year])) == ("2023-01-01", "2025-03-12", "year")


def test_first_decade_begins_with_the_year_one() -> None:
    assert bounds(periods.period_of("decade", datetime.date(5, 1, 1))) == ("0001-01-01", "0009-12-31", "decade")


@pytest.mark.parametrize("number", [10**4, -(10**4), 10**9])
def test_shift_out_of_the_calendar_is_refused(number: int) -> None:
    with pytest.raises((ValueError, OverflowError)):
        periods.shift("year", datetime.date(2025, 1, 1), number)
