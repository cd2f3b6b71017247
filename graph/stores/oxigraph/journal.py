"""Batches that a store has promised and not yet taken in: N-Quads in numbered files, each batch with its length and sum.

A batch counts once it stands there whole, and is forced to the disk before its writer hears so. What a killed writer leaves
half-written at the end of a file fails its sum and is cut off. Beside each part stands how far it was promised, and the ids of
its articles, so that a part that is gone or cut short is told from one that was never written.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from .damage import Damage

__all__ = ["Batch", "Journal", "head_of", "promised_articles", "read_part", "settle_part"]

# A comment of N-Quads: a part is a file that any loader reads as it is.
_HEAD = re.compile(rb"# batch (\d{1,12}) ([0-9a-f]{8})\n")
_HEAD_BEGUN = re.compile(rb"# batch \d{0,12}( [0-9a-f]{0,8})?")
_PROMISED = ".promised"


@dataclass(frozen=True, slots=True)
class Batch:
    """A stretch of a part: ``is_whole`` where its sum is right, ``is_torn`` where its writer was killed while writing it."""

    content: bytes
    end: int
    is_whole: bool
    is_torn: bool = False
    is_marked: bool = True
    """False where the line that heads it is altered."""


class Journal:
    """The parts in one directory, which is made with the first of them; methods raise OSError."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._open: Path | None = None
        self._size = 0
        self._last = max((int(part.stem) for part in (*self.parts(), *self.missing())), default=0)

    @property
    def size(self) -> int:
        """Bytes in the open part."""
        return self._size

    def parts(self) -> list[Path]:
        """The files, the oldest first."""
        found = self._directory.glob("*.nq") if self._directory.is_dir() else ()
        return sorted(part for part in found if part.stem.isdecimal())

    def missing(self) -> list[Path]:
        """Parts that were promised something and are not there."""
        found = self._directory.glob(f"*{_PROMISED}") if self._directory.is_dir() else ()
        return sorted(part for note in found if not (part := note.with_suffix(".nq")).exists() and _promises(note))

    def append(self, batch: bytes, names: Iterable[str] = ()) -> int:
        """Write a batch to the open part, or to a new one, and give the size of it in bytes. An error leaves no trace.

        ``names`` are the ids of its articles.
        """
        self._cut_back()
        part = self._open if self._open is not None else self._new_part()
        try:
            with part.open("ab") as file:
                file.write(head_of(batch))
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
        note = json.dumps([size, list(names)]).encode()
        with suppress(OSError), part.with_suffix(_PROMISED).open("ab") as file:
            # Not forced: a crash of the machine takes the end of a note, never of what it notes.
            file.write(note + f" {crc32(note):08x}\n".encode())
        return size

    def end_part(self) -> Path | None:
        """The part that was open, to which nothing comes any more; None where none was."""
        self._cut_back()
        part, self._open, self._size = self._open, None, 0
        return part

    def drop(self, part: Path) -> None:
        """Remove a part that is taken in; it must not come back, as what it holds may change from now on."""
        note = part.with_suffix(_PROMISED)
        if note.exists():
            note.unlink()
            _force(self._directory)
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


def read_part(part: Path) -> Iterator[Batch]:
    """The batches of a part, damaged stretches and a torn end among them; raises OSError."""
    data = part.read_bytes()
    promised = max((size for size, _ in _promises(part.with_suffix(_PROMISED))), default=0)
    place = 0
    while place < len(data):
        head = _HEAD.match(data, place)
        begin = head.end() if head is not None else place
        end = begin + int(head[1]) if head is not None else begin
        if head is not None and end <= len(data) and crc32(data[begin:end]) == int(head[2], 16):
            yield Batch(data[begin:end], end, is_whole=True)
            place = end
            continue
        following = _find_head(data, begin)
        content = data[begin:following]
        if head is not None and crc32(content) == int(head[2], 16):
            yield Batch(content, following, is_whole=True, is_marked=False)  # its length is altered
        else:
            is_last = following == len(data) and place >= promised
            torn = end > len(data) if head is not None else _is_begun(content)
            yield Batch(content, following, is_whole=False, is_torn=bool(is_last and torn))
        place = following
    if place < promised:
        yield Batch(b"", place, is_whole=False)


def settle_part(part: Path) -> bool:
    """Cut off what is torn at the end; False, and no such file any more, where nothing else is in it.

    Raises Damage where a batch that was promised is not whole.
    """
    whole = 0
    for batch in read_part(part):
        if batch.is_torn:
            break
        if not (batch.is_whole and batch.is_marked):
            raise Damage(f"{part.parent.name}/{part.name}", f"is damaged after byte {whole}")
        whole = batch.end
    if whole:
        os.truncate(part, whole)
    else:
        part.unlink()
        part.with_suffix(_PROMISED).unlink(missing_ok=True)
    return whole > 0


def promised_articles(part: Path) -> list[str]:
    """The ids of articles that a part was promised, whether or not it is there."""
    return [name for _, names in _promises(part.with_suffix(_PROMISED)) for name in names]


def head_of(batch: bytes) -> bytes:
    """The line that stands before a batch."""
    return f"# batch {len(batch)} {crc32(batch):08x}\n".encode()


def _promises(note: Path) -> list[tuple[int, list[str]]]:
    """Size and ids after each batch, as far as they are readable."""
    found = []
    with suppress(OSError):
        for line in note.read_bytes().split(b"\n"):
            body, _, crc = line.rpartition(b" ")
            with suppress(ValueError):
                if crc32(body) == int(crc, 16):
                    size, names = json.loads(body)
                    found.append((size, names))
    return found


def _is_begun(content: bytes) -> bool:
    """True for the beginning of a head, and for what a crash of the machine leaves where nothing was written."""
    return b"# batch ".startswith(content) or bool(_HEAD_BEGUN.fullmatch(content)) or not content.strip(b"\0")


def _find_head(data: bytes, place: int) -> int:
    """Where the next batch begins, at the beginning of a line; the end where there is none."""
    while (found := data.find(b"\n# batch ", place)) >= 0:
        if _HEAD.match(data, found + 1):
            return found + 1
        place = found + 1
    return len(data)


def _force(directory: Path) -> None:
    """Have the disk know the entries of ``directory``, where the system can do that."""
    with suppress(OSError):
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
