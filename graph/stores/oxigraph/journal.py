"""Batches that a store has promised and not yet taken in: N-Quads in numbered files, each batch with its length and sum.

A batch counts once it stands there whole, and is forced to the disk before its writer hears so. What a killed writer leaves
half-written at the end of a file fails its sum and is cut off.
"""

import os
import re
from contextlib import suppress
from pathlib import Path
from zlib import crc32

__all__ = ["Journal", "cut_torn_end"]

# A comment of N-Quads: a part is a file that any loader reads as it is.
_HEAD = re.compile(rb"# batch (\d+) ([0-9a-f]{8})\n")


class Journal:
    """The parts in one directory, which is made with the first of them; methods raise OSError."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._open: Path | None = None
        self._size = 0
        self._last = max((int(part.stem) for part in self.parts()), default=0)

    @property
    def size(self) -> int:
        """Bytes in the open part."""
        return self._size

    def parts(self) -> list[Path]:
        """The files, the oldest first."""
        found = self._directory.glob("*.nq") if self._directory.is_dir() else ()
        return sorted(part for part in found if part.stem.isdecimal())

    def append(self, batch: bytes) -> int:
        """Write a batch to the open part, or to a new one, and give the size of it in bytes. An error leaves no trace."""
        self._cut_back()
        part = self._open if self._open is not None else self._new_part()
        try:
            with part.open("ab") as file:
                file.write(f"# batch {len(batch)} {crc32(batch):08x}\n".encode())
                file.write(batch)
                file.flush()
                os.fsync(file.fileno())
                size = file.tell()
        except BaseException:
            # Closed by now: nothing more of it can come.
            with suppress(OSError):
                if self._size:
                    os.truncate(part, self._size)
                else:
                    self._open = None
                    part.unlink()
            raise
        self._size = size
        return size

    def end_part(self) -> Path | None:
        """The part that was open, to which nothing comes any more; None where none was."""
        self._cut_back()
        part, self._open, self._size = self._open, None, 0
        return part

    def drop(self, part: Path) -> None:
        """Remove a part that is taken in; it must not come back, as what it holds may change from now on."""
        part.unlink()
        _force(self._directory)

    def _cut_back(self) -> None:
        """Take back what failed before and could not be taken back then."""
        if self._open is not None and self._open.stat().st_size != self._size:
            os.truncate(self._open, self._size)

    def _new_part(self) -> Path:
        if not self._directory.is_dir():
            self._directory.mkdir()
            _force(self._directory.parent)
        part = self._directory / f"{self._last + 1:08}.nq"
        part.touch()
        _force(self._directory)
        self._open, self._size, self._last = part, 0, self._last + 1
        return part


def cut_torn_end(part: Path) -> bool:
    """Shorten ``part`` to its whole batches; False, and no such file any more, where it has none."""
    whole = 0
    with part.open("rb") as file:
        while head := _HEAD.fullmatch(file.readline(64)):
            batch = file.read(int(head[1]))
            if len(batch) != int(head[1]) or crc32(batch) != int(head[2], 16):
                break
            whole = file.tell()
    if whole:
        os.truncate(part, whole)
    else:
        part.unlink()
    return whole > 0


def _force(directory: Path) -> None:
    """Have the disk know the entries of ``directory``, where the system can do that."""
    with suppress(OSError):
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
