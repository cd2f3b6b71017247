"""What a time phrase is resolved against: publication date, tense of the clause, last date mentioned."""

import datetime
from dataclasses import dataclass

from diplograph.ontology import Interval

from .periods import Period

__all__ = ["UnknownTimeError", "Viewpoint"]


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
            raise UnknownTimeError
        return self.published

    def nearest(self, past: Period, ahead: Period) -> Period:
        return ahead if self.is_ahead else past


class UnknownTimeError(Exception):
    """The text does not say when, or not to this reader."""
