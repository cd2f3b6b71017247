"""How far the reading of files has come, from which follows how many articles there may be in all."""

import os
import stat
from collections.abc import Iterable
from io import BufferedReader
from pathlib import Path

__all__ = ["Position"]

_STANDARD_INPUT = Path("-")


class Position:
    """Bytes of all files, and of those that were read."""

    def __init__(self, files: Iterable[Path | str]) -> None:
        self._total: int | None = 0
        for path in files:
            size = _size(path)
            self._total = None if self._total is None or size is None else self._total + size
        self._passed = self._size = 0
        self._stream: BufferedReader | None = None

    def open(self, stream: BufferedReader) -> None:
        """The next file is being read, from ``stream``."""
        self._passed += self._size
        self._stream = stream
        try:
            self._size = os.fstat(stream.fileno()).st_size
        except (OSError, ValueError):  # what comes over a wire
            self._size = 0

    @property
    def share(self) -> float | None:
        """The part of all bytes that was read, above 0 and up to 1; None where there is none yet, or nobody can tell."""
        if self._stream is None or not self._total:
            return None
        try:
            current = self._stream.tell()
        except (OSError, ValueError):  # read to its end, and closed
            current = self._size
        return min(1.0, (self._passed + current) / self._total) or None


def _size(path: Path | str) -> int | None:
    """Bytes of a file; None for what has no size, as a pipe or an address."""
    if isinstance(path, str) or path == _STANDARD_INPUT:
        return None
    try:
        status = path.stat()
        return status.st_size if stat.S_ISREG(status.st_mode) else None
    except OSError:
        return 0  # there is nothing to be read either
