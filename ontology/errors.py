"""Exceptions: each message is one line that says what, where and what to do.

DiplographError            base of all; the command line prints its message as one line and exits with 2
├── InputError             an article or archive that cannot be read: what, where, what to do
├── GraphError             a graph file or a SPARQL query that cannot be read
├── ModelError             a language pipeline that is missing or has other labels
└── DataError              a data file of diplograph or of the user (actors, frames, stance) that is wrong
"""

__all__ = ["DataError", "DiplographError", "GraphError", "InputError", "ModelError"]


class DiplographError(Exception):
    """Base of every error that diplograph raises on purpose; ``str(error)`` is one line."""

    def __str__(self) -> str:
        return " ".join(super().__str__().split())


class InputError(DiplographError):
    """An article or archive that cannot be read."""


class GraphError(DiplographError):
    """A graph file or a query over it that cannot be read."""


class ModelError(DiplographError):
    """A language pipeline that is missing, or whose labels are not Universal Dependencies."""


class DataError(DiplographError):
    """A data file (actors, frames, stance, offices) with an entry that is wrong."""
