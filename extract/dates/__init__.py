"""Dates: words for a time made into intervals of days, without syntax."""

from .expressions import TimeExpression, TimeWords, find_times
from .intervals import holds, unite
from .resolution import Viewpoint, resolve

__all__ = ["TimeExpression", "TimeWords", "Viewpoint", "find_times", "holds", "resolve", "unite"]
