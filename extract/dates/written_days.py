"""Days as programs write them in metadata: ISO 8601, the dates of messages and feeds, and the usual ways of spreadsheets."""

import datetime
import re
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import Final

__all__ = ["find_day", "is_written_like_day", "parse_date"]

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBERS: Final = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})(?![0-9])")
# YYYYMMDD with hours, minutes and seconds or without; seconds since 1970, or thousandths of them.
_COMPACT: Final = re.compile(r"((?:19|20)[0-9]{6})(?:[0-9]{2}){0,3}")
_SINCE_1970: Final = re.compile(r"([0-9]{10})(?:[0-9]{3}|\.[0-9]*)?")
_FORMS: Final = ("%Y/%m/%d", "%d %B %Y", "%B %d, %Y", "%B %d %Y", "%d %b %Y", "%b %d, %Y", "%d-%b-%Y")
_LONGEST_DATE: Final = 60


def is_written_like_day(value: str) -> bool:
    """Whether a date has the form YYYY-MM-DD, there being such a day or not.

    >>> is_written_like_day("2024-02-30"), is_written_like_day("30/02/2024")
    (True, False)
    """
    return re.fullmatch(_DAY, value.strip()) is not None


def parse_date(value: str) -> datetime.date:
    """The day of an ISO 8601 date or timestamp, as written: a time zone does not move it. Raises ValueError.

    >>> parse_date("2025-02-18"), parse_date("2025-02-18T23:30:00-05:00")
    (datetime.date(2025, 2, 18), datetime.date(2025, 2, 18))
    """
    text = value.strip()
    if _DAY.match(text) is None:
        raise ValueError(value)  # fromisoformat would also take 20250218 and 2025-W08-2
    return datetime.datetime.fromisoformat(text).date()


def find_day(value: object) -> datetime.date | None:
    """The day that a date of metadata gives, in any of the ways in which programs write it; None where it gives none.

    Of 18/02/2025 and 02/18/2025 the day is clear, of 03/02/2025 it is not. Seconds since 1970 give the day in Greenwich.

    >>> [str(find_day(date)) for date in ("Tue, 18 Feb 2025 23:30:00 -0500", "18 February 2025", "20250218", "03/02/2025")]
    ['2025-02-18', '2025-02-18', '2025-02-18', 'None']
    >>> str(find_day("1739836800"))
    '2025-02-18'
    """
    if isinstance(value, datetime.date):
        return value.date() if isinstance(value, datetime.datetime) else value
    text = " ".join(str(value or "").split())[:_LONGEST_DATE]
    with suppress(ValueError):
        return parse_date(text)
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        return parsedate_to_datetime(text).date()
    return _day_of_digits(text) or _day_of_numbers(text) or _day_in_words(text)


def _day_of_numbers(text: str) -> datetime.date | None:
    match = _NUMBERS.match(text)
    if match is not None and (int(match[1]) > 12 or int(match[2]) > 12 or match[1] == match[2]):
        first, second = sorted((int(match[1]), int(match[2])))
        with suppress(ValueError):
            return datetime.date(int(match[3]), first, second)
    return None


def _day_in_words(text: str) -> datetime.date | None:
    for form in _FORMS:
        with suppress(ValueError):
            return datetime.datetime.strptime(text, form).date()
    return None


def _day_of_digits(text: str) -> datetime.date | None:
    compact, seconds = _COMPACT.fullmatch(text), _SINCE_1970.fullmatch(text)
    with suppress(ValueError):
        if compact is not None:
            return datetime.datetime.strptime(compact[1], "%Y%m%d").date()
    if seconds is None:
        return None
    return datetime.datetime.fromtimestamp(int(seconds[1]), datetime.UTC).date()
