"""Exceptions: each message is one line that says what, where and what to do.

DiplographError            base of all; the command line prints its message as one line and exits with 2
├── InputError             an article or archive that cannot be read: what, where, what to do
├── GraphError             a graph that cannot be read, made or written
│   ├── QueryError         a query that is wrong, names what is not there or takes too long
│   ├── StoreError         a store that is taken, cannot be reached or refuses; a port that is taken
│   └── DecisionError      merge decisions that are wrong or contradict each other
├── ModelError             a language pipeline that is missing or has other labels, a language model that does not answer
├── WorkerError            processes or a cluster that cannot be started, reached or kept alive
└── DataError              a data file of diplograph or of the user (actors, frames, stance) that is wrong
"""

__all__ = [
    "DataError",
    "DecisionError",
    "DiplographError",
    "GraphError",
    "InputError",
    "ModelError",
    "QueryError",
    "StoreError",
    "WorkerError",
    "os_reason",
]

_CURES: dict[type[OSError], str] = {
    FileNotFoundError: "check the path",
    PermissionError: "check its permissions",
    IsADirectoryError: "name a file",
}


def os_reason(error: OSError) -> str:
    """What the system says of a file that it does not read, and what to do about it.

    >>> os_reason(FileNotFoundError(2, "No such file or directory"))
    'No such file or directory; check the path'
    """
    reason = error.strerror or str(error)
    return f"{reason}; {_CURES[type(error)]}" if type(error) in _CURES else reason


class DiplographError(Exception):
    """Base of every error that diplograph raises on purpose; ``str(error)`` is one line."""

    def __str__(self) -> str:
        return " ".join(super().__str__().split())


class InputError(DiplographError):
    """An article or archive that cannot be read."""


class GraphError(DiplographError):
    """A graph that cannot be read, made or written, or what is asked of it."""


class QueryError(GraphError):
    """A query that is wrong, names what is not there, gets too long an answer or takes too long."""


class StoreError(GraphError):
    """A store or endpoint that is taken, closed, of another format, cannot be reached or refuses; a port that is taken."""


class DecisionError(GraphError):
    """Merge decisions that cannot be read or that contradict each other."""


class ModelError(DiplographError):
    """A pipeline that is missing, or whose labels are not Universal Dependencies; a language model that does not answer."""


class WorkerError(DiplographError):
    """Worker processes, or a cluster, that cannot be started, cannot be reached, or of which none is left."""


class DataError(DiplographError):
    """A data file (actors, frames, stance, offices) with an entry that is wrong."""
