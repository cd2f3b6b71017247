"""Dates: words for a time made into intervals of days, without syntax."""

from .expressions import TimeExpression, TimeWords, find_times
from .intervals import holds, unite
from .resolution import Viewpoint, resolve
from .written_days import find_day, is_written_like_day, parse_date

__all__ = [
    "TimeExpression",
    "TimeWords",
    "Viewpoint",
    "find_day",
    "find_times",
    "holds",
    "is_written_like_day",
    "parse_date",
    "resolve",
    "unite",
]
