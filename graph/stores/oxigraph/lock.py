"""Who may open a store's directory: one writer alone, or any number of readers.

Oxigraph refuses a second writer by itself, and leaves reading beside a writer undefined; the lock makes that an error. It is
the kernel's: a killed process lets go of it, and a child that inherits it keeps it. Who cannot wait is refused at once; who can
says for how long (``waiting``).
"""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import IO

from diplograph.ontology import StoreError

from .damage import describe_refusal

try:
    import fcntl
except ImportError:  # Windows: there Oxigraph's own lock remains, against a second writer only
    fcntl = None  # type: ignore[assignment]

__all__ = ["StoreLock", "waiting"]

_seconds: ContextVar[float] = ContextVar("seconds", default=0.0)
_PAUSE = 0.05


@contextmanager
def waiting(seconds: float) -> Iterator[None]:
    """For as long as the block lasts, who finds a store taken waits up to so many seconds for it."""
    before = _seconds.set(seconds)
    try:
        yield
    finally:
        _seconds.reset(before)


class StoreLock:
    """Holds the lock of ``directory`` from its making to ``release``; raises GraphError where somebody else has it.

    What can be read only needs none to be read, as nobody writes it.
    """

    def __init__(self, directory: Path, *, exclusive: bool) -> None:
        try:
            self._file = _open_lock(directory, exclusive=exclusive)
        except OSError as error:
            path = directory / "lock"
            raise StoreError(f"{path}: cannot be opened: {describe_refusal(error, path)}") from None
        if fcntl is None or self._file is None:
            return
        deadline = time.monotonic() + _seconds.get()
        while not self._try_lock(exclusive=exclusive):
            if time.monotonic() >= deadline:
                self._file.close()
                other = "reads or writes" if exclusive else "writes"
                advice = "wait for it to end, or have the command wait: diplograph --wait SECONDS ..."
                raise StoreError(f"{directory}: the store is taken: another process {other} it; {advice}")
            time.sleep(_PAUSE)

    def _try_lock(self, *, exclusive: bool) -> bool:
        assert self._file is not None
        try:
            fcntl.flock(self._file, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def inherit(self) -> int:
        """The file descriptor by which a child process keeps the lock."""
        if self._file is None:
            return os.open(os.devnull, os.O_RDONLY)
        os.set_inheritable(self._file.fileno(), True)
        return self._file.fileno()

    def release(self) -> None:
        if self._file is not None:
            self._file.close()


def _open_lock(directory: Path, *, exclusive: bool) -> IO[str] | None:
    """The file that is locked; None where there is none and none can be made."""
    path = directory / "lock"
    try:
        return path.open("a")
    except OSError as error:
        if exclusive or error.errno not in (errno.EROFS, errno.EACCES, errno.EPERM):
            raise
    try:
        return path.open("r")
    except FileNotFoundError:
        return None
