"""Events of a build, for whoever watches one: a terminal, a log."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .report import BuildReport

__all__ = ["EVENTS", "BuildEvent", "Observer"]

# What happens, in words, and with which fields beside "event" and "time" it stands in a log.
EVENTS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "start": ("a build begins", ("output", "files")),
        "read": ("an article was read", ("article", "file", "words", "claims")),
        "known": ("an article was left alone: the store has it", ("article", "file")),
        "duplicate": ("an article is the same as one before", ("article", "file")),
        "again": ("a worker has ended; the articles that it had in hand are read again", ("articles",)),
        "failed": ("a file or an article of it could not be read", ("file", "reason", "message")),
        "skipped": ("a file of a folder is no article", ("file", "reason")),
        "written": ("a batch has reached the store", ("added", "replaced", "unchanged", "claims")),
        "end": ("the build has ended", ("report",)),
        "waiting": ("all is read that has changed", ("output",)),
        "error": ("nothing more can be done", ("message",)),
        "interrupted": ("somebody has ended it; what was written stays", ("signal",)),
    }
)


@dataclass(frozen=True, slots=True)
class BuildEvent:
    """One of ``EVENTS``, with the values of its fields."""

    kind: str
    values: Mapping[str, object] = field(default_factory=dict)


# Is called with each event, and the report as it stands by then.
Observer = Callable[[BuildEvent, "BuildReport"], None]
