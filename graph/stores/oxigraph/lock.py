"""Who may open a store's directory: one writer alone, or any number of readers.

Oxigraph refuses a second writer by itself, and leaves reading beside a writer undefined; the lock makes that an error. It is
the kernel's: a killed process lets go of it, and a child that inherits it keeps it.
"""

import os
from pathlib import Path

from diplograph.ontology import StoreError

try:
    import fcntl
except ImportError:  # Windows: there Oxigraph's own lock remains, against a second writer only
    fcntl = None  # type: ignore[assignment]

__all__ = ["StoreLock"]


class StoreLock:
    """Holds the lock of ``directory`` from its making to ``release``; raises GraphError where somebody else has it."""

    def __init__(self, directory: Path, *, exclusive: bool) -> None:
        try:
            self._file = (directory / "lock").open("a")
        except OSError as error:
            raise StoreError(f"{directory}: cannot be opened: {error.strerror or error}") from None
        if fcntl is None:
            return
        try:
            fcntl.flock(self._file, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except OSError:
            self._file.close()
            other = "reads or writes" if exclusive else "writes"
            raise StoreError(f"{directory}: the store is taken: another process {other} it; wait for it to end") from None

    def inherit(self) -> int:
        """The file descriptor by which a child process keeps the lock."""
        os.set_inheritable(self._file.fileno(), True)
        return self._file.fileno()

    def release(self) -> None:
        self._file.close()
