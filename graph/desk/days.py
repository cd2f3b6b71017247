"""The days of claims, and the first and last day of what people write for a time: "2025", "2025-02", "2025-02-18"."""

import calendar
import datetime
import re
from typing import NoReturn

from diplograph.ontology import Claim, Document, QueryError

__all__ = ["days_of", "first_day", "last_day"]

_TIME = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def days_of(claim: Claim, document: Document | None) -> tuple[str, str] | None:
    """First and last day of a claim, as ISO days: when it tells that it was, else when its article was published.

    None where neither is known.

    >>> from diplograph.ontology import Actor
    >>> oslo = Actor("https://example.org/oslo", "Oslo", "State")
    >>> days_of(Claim("a", oslo, "supports", oslo), Document("a", date=datetime.date(2025, 2, 18)))
    ('2025-02-18', '2025-02-18')
    """
    if claim.date is not None:
        return claim.date.start, claim.date.end
    if document is None or document.date is None:
        return None
    day = document.date.isoformat()
    return day, day


def first_day(time: str | datetime.date) -> str:
    """The first day of a year, a month or a day, as an ISO day; raises QueryError for what is none of them.

    >>> first_day("2024"), first_day("2024-02"), first_day(datetime.date(2024, 2, 29))
    ('2024-01-01', '2024-02-01', '2024-02-29')
    """
    year, month, day = _parts(time)
    return _day(time, year, 1 if month is None else month, 1 if day is None else day)


def last_day(time: str | datetime.date) -> str:
    """The last day of a year, a month or a day, as an ISO day; raises QueryError for what is none of them.

    >>> last_day("2024"), last_day("2024-02"), last_day("2024-02-18")
    ('2024-12-31', '2024-02-29', '2024-02-18')
    """
    year, month, day = _parts(time)
    month = 12 if month is None else month
    if day is None:
        day = calendar.monthrange(year, month)[1] if year and 1 <= month <= 12 else 1
    return _day(time, year, month, day)


def _parts(time: str | datetime.date) -> tuple[int, int | None, int | None]:
    if isinstance(time, datetime.date) and isinstance(time.year, int):  # pandas has a day that is none
        return time.year, time.month, time.day
    found = _TIME.fullmatch(str(time).strip())
    if found is None:
        _refuse(time)
    year, month, day = (None if part is None else int(part) for part in found.groups())
    return year or 0, month, day


def _day(time: object, year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        _refuse(time)


def _refuse(time: object) -> NoReturn:
    raise QueryError(f"{str(time)!r} is no time; give a day (2025-02-18), a month (2025-02) or a year (2025)")
