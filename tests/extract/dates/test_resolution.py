import datetime

import pytest
from diplograph.extract.dates.expressions import find_times
from diplograph.extract.dates.resolution import Viewpoint, resolve
from diplograph.ontology import PRECISIONS, Interval
from hypothesis import given
from hypothesis import strategies as st

WEDNESDAY = datetime.date(2025, 3, 12)
ANY_DATE = st.dates()


def interval(text: str, published: datetime.date | None = WEDNESDAY, *, ahead: bool = False) -> tuple[str, ...] | None:
    (time,) = find_times(text)
    found = resolve(time, Viewpoint(published, ahead))
    if found is None:
        return None
    return (found.start, found.precision) if found.start == found.end else (found.start, found.end, found.precision)


@pytest.mark.parametrize(
    ("text", "past", "ahead"),
    [
        ("on Tuesday", ("2025-03-11", "day"), ("2025-03-18", "day")),
        ("on Wednesday", ("2025-03-12", "day"), ("2025-03-12", "day")),
        ("on Thursday", ("2025-03-06", "day"), ("2025-03-13", "day")),
        ("on March 3", ("2025-03-03", "day"), ("2026-03-03", "day")),
        ("on 30 November", ("2024-11-30", "day"), ("2025-11-30", "day")),
        ("on February 29", ("2024-02-29", "day"), ("2028-02-29", "day")),
        ("in March", ("2025-03-01", "2025-03-31", "month"), ("2025-03-01", "2025-03-31", "month")),
        ("in June", ("2024-06-01", "2024-06-30", "month"), ("2025-06-01", "2025-06-30", "month")),
        ("over the weekend", ("2025-03-08", "2025-03-09", "day"), ("2025-03-15", "2025-03-16", "day")),
        ("in two weeks", None, ("2025-03-24", "2025-03-30", "week")),
        ("within three days", None, ("2025-03-12", "2025-03-15", "day")),
        ("by Friday", None, ("2025-03-12", "2025-03-14", "day")),
        ("since 2014", ("2014-01-01", "2025-03-12", "year"), None),
        ("before May 3", None, ("2025-03-12", "2025-05-02", "day")),
        ("the previous day", ("2025-03-11", "day"), None),
        ("from Monday to Thursday", ("2025-03-03", "2025-03-06", "day"), ("2025-03-17", "2025-03-20", "day")),
        ("the following day", None, ("2025-03-13", "day")),
    ],
)
def test_time_without_a_year_is_the_nearest_one_behind_or_ahead(
    text: str, past: tuple[str, ...] | None, ahead: tuple[str, ...] | None
) -> None:
    assert interval(text) == past
    assert interval(text, ahead=True) == ahead


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 17/09/2018", ("2018-09-17", "day")),
        ("on 04/25/2024", ("2024-04-25", "day")),
        ("on 17-09-2018", ("2018-09-17", "day")),
        ("on 05/05/2024", ("2024-05-05", "day")),
        ("on 2018/09/17", ("2018-09-17", "day")),
        # With points, the day stands first everywhere.
        ("on 3.4.2019", ("2019-04-03", "day")),
        # Which is the month cannot be told.
        ("on 03/04/2019", ("2019-01-01", "2019-12-31", "year")),
        ("on 31/02/2024", None),
        ("on 14/13/2024", None),
    ],
)
def test_day_in_figures_is_read_where_its_month_can_be_told(text: str, expected: tuple[str, ...] | None) -> None:
    assert interval(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("between February and August 2013", ("2013-02-01", "2013-08-31", "month")),
        ("from March to June 2023", ("2023-03-01", "2023-06-30", "month")),
        ("in March–June 2023", ("2023-03-01", "2023-06-30", "month")),
        ("between 3 and 5 May 2024", ("2024-05-03", "2024-05-05", "day")),
        ("between May 3 and June 5, 2021", ("2021-05-03", "2021-06-05", "day")),
        # The year is that of the end.
        ("from November to March 2020", ("2019-11-01", "2020-03-31", "month")),
        ("from Nov. 30 to March 2, 2020", ("2019-11-30", "2020-03-02", "day")),
        ("in November–March 2020", ("2019-11-01", "2020-03-31", "month")),
        ("between November 2019 and March 2020", ("2019-11-01", "2020-03-31", "month")),
    ],
)
def test_year_at_the_end_of_a_stretch_is_that_of_both_ends(text: str, expected: tuple[str, ...]) -> None:
    assert interval(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", ("2025-03-12", "day")),
        ("yesterday", ("2025-03-11", "day")),
        ("tomorrow", ("2025-03-13", "day")),
        ("the day after tomorrow", ("2025-03-14", "day")),
        ("overnight", ("2025-03-11", "2025-03-12", "day")),
        ("last night", ("2025-03-11", "day")),
        ("this morning", ("2025-03-12", "day")),
        ("two hours ago", ("2025-03-12", "day")),
        ("two days ago", ("2025-03-10", "day")),
        ("three weeks ago", ("2025-02-17", "2025-02-23", "week")),
        ("two months ago", ("2025-01-01", "2025-01-31", "month")),
        ("30 years ago", ("1995-01-01", "1995-12-31", "year")),
        ("last Wednesday", ("2025-03-05", "day")),
        ("next Wednesday", ("2025-03-19", "day")),
        ("this Friday", ("2025-03-14", "day")),
        ("Tuesday of last week", ("2025-03-04", "day")),
        ("last week", ("2025-03-03", "2025-03-09", "week")),
        ("this week", ("2025-03-10", "2025-03-16", "week")),
        ("next month", ("2025-04-01", "2025-04-30", "month")),
        ("this year", ("2025-01-01", "2025-12-31", "year")),
        ("earlier this year", ("2025-01-01", "2025-03-12", "year")),
        ("later this month", ("2025-03-12", "2025-03-31", "month")),
        ("early last year", ("2024-01-01", "2024-04-30", "month")),
        ("the end of the month", ("2025-03-21", "2025-03-31", "day")),
        ("last March", ("2024-03-01", "2024-03-31", "month")),
        ("last spring", ("2024-03-01", "2024-05-31", "month")),
        ("this summer", ("2025-06-01", "2025-08-31", "month")),
        ("next weekend", ("2025-03-22", "2025-03-23", "day")),
        ("in the past two weeks", ("2025-02-26", "2025-03-12", "week")),
        ("over the next year", ("2025-03-12", "2026-03-12", "year")),
        ("the second half of last year", ("2024-07-01", "2024-12-31", "month")),
        ("from Friday to Monday", ("2025-03-07", "2025-03-10", "day")),
        ("on Monday and Tuesday", ("2025-03-10", "2025-03-11", "day")),
    ],
)
def test_relative_time_counts_from_publication_and_is_unknown_without_it(text: str, expected: tuple[str, ...]) -> None:
    assert interval(text) == expected
    assert interval(text, None) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-11-05", ("2024-11-05", "day")),
        ("on March 3, 2021", ("2021-03-03", "day")),
        ("on Feb. 24, 2022", ("2022-02-24", "day")),
        ("on the 24th of February 2022", ("2022-02-24", "day")),
        ("in February 2024", ("2024-02-01", "2024-02-29", "month")),
        ("in late February 2022", ("2022-02-21", "2022-02-28", "day")),
        ("in 1998", ("1998-01-01", "1998-12-31", "year")),
        ("in early 2023", ("2023-01-01", "2023-04-30", "month")),
        ("in the 1990s", ("1990-01-01", "1999-12-31", "decade")),
        ("in the late 1990s", ("1997-01-01", "1999-12-31", "year")),
        ("in the winter of 2021", ("2021-12-01", "2022-02-28", "month")),
        ("in the first quarter of 2023", ("2023-01-01", "2023-03-31", "month")),
        ("from 3 to 5 May 2023", ("2023-05-03", "2023-05-05", "day")),
        ("between 2014 and 2016", ("2014-01-01", "2016-12-31", "year")),
        ("2014–2016", ("2014-01-01", "2016-12-31", "year")),
        ("from March to May 2023", ("2023-03-01", "2023-05-31", "month")),
    ],
)
def test_time_of_the_calendar_needs_no_publication_date(text: str, expected: tuple[str, ...]) -> None:
    assert interval(text, None) == interval(text) == interval(text, ahead=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        "on February 30",
        "on 99 May",
        "on February 29, 2023",
        "2021-02-30",
        "on 5-3 May 2023",
        "between 2016 and 2014",
        "in the fourth half of 2023",
        "half a year ago",
        "the same day",
        "until Friday",
        "5000 years ago",
    ],
)
def test_time_that_nobody_can_tell_stays_unknown(text: str) -> None:
    assert interval(text) is None


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        ("a day later", ("2024-03-03", "2024-03-03", "day"), ("2024-03-04", "2024-03-04", "day")),
        ("two weeks after", ("2024-03-03", "2024-03-03", "day"), ("2024-03-17", "2024-03-17", "day")),
        ("the previous week", ("2024-03-06", "2024-03-06", "day"), ("2024-02-26", "2024-03-03", "week")),
        ("a month earlier", ("2024-03-31", "2024-03-31", "day"), ("2024-02-01", "2024-02-29", "month")),
        ("two years later", ("2021-05-01", "2021-05-31", "month"), ("2023-01-01", "2023-12-31", "year")),
        ("a week later", ("2024-03-04", "2024-03-10", "week"), ("2024-03-11", "2024-03-17", "week")),
        ("the same day", ("2024-03-03", "2024-03-03", "day"), ("2024-03-03", "2024-03-03", "day")),
        ("the next day", ("2024-03-01", "2024-03-31", "month"), None),
    ],
)
def test_time_after_another_counts_from_that(
    text: str, anchor: tuple[str, str, str], expected: tuple[str, str, str] | None
) -> None:
    (time,) = find_times(text)
    found = resolve(time, Viewpoint(None, anchor=Interval(*anchor)))
    assert found == (None if expected is None else Interval(*expected))


WORDS = st.sampled_from(
    [
        *("on", "in", "since", "by", "Tuesday", "and", "to", "May", "February", "29", "30", "31", "99", ",", "–"),
        *("the", "last", "next", "this", "week", "weekend", "year", "decade", "ago", "two", "9999", "later"),
        *("early", "mid", "late", "1990s", "2010s", "of", "2024", "from", "between", "first", "quarter", "half"),
        *("tomorrow", "overnight", "for", "until", "previous", "2024-02-30"),
    ]
)


@given(st.lists(WORDS, max_size=9).map(" ".join), ANY_DATE | st.none(), st.booleans(), ANY_DATE | st.none())
def test_interval_of_any_words_on_any_day_is_sound(
    text: str, published: datetime.date | None, ahead: bool, anchored: datetime.date | None
) -> None:
    anchor = None if anchored is None else Interval(anchored.isoformat(), anchored.isoformat(), "day")
    for time in find_times(text):
        found = resolve(time, Viewpoint(published, ahead, anchor))
        if found is not None:
            assert datetime.date.fromisoformat(found.start) <= datetime.date.fromisoformat(found.end)
            assert found.precision in PRECISIONS


@given(st.sampled_from(["Monday", "Thursday", "Sunday"]), ANY_DATE)
def test_weekday_is_within_a_week_of_publication_or_out_of_the_calendar(name: str, published: datetime.date) -> None:
    for ahead in (False, True):
        (time,) = find_times(f"on {name}")
        found = resolve(time, Viewpoint(published, ahead))
        if found is None:
            assert min(published - datetime.date.min, datetime.date.max - published).days < 7
        else:
            day = datetime.date.fromisoformat(found.start)
            assert day.strftime("%A") == name
            assert 0 <= (day - published).days * (1 if ahead else -1) < 7


@given(ANY_DATE)
def test_day_of_the_calendar_is_read_as_it_is_written(date: datetime.date) -> None:
    if 1000 <= date.year < 2100:
        for text in (date.isoformat(), f"{date:%B} {date.day}, {date.year}", f"{date.day} {date:%B} {date.year}"):
            (time,) = find_times(text)
            assert resolve(time, Viewpoint()) == Interval(date.isoformat(), date.isoformat(), "day")
