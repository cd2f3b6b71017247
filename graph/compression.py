"""Compressed files: gzip and zstd, read as long as what they unpack to is in proportion to their size, and written."""

import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from diplograph.ontology import GraphError

from .limits import limits

__all__ = ["COMPRESSED", "open_for_reading", "open_for_writing"]

COMPRESSED = (".gz", ".zst")
# Of which no more than some megabytes can be unpacked.
_STEP_BYTES = 512
_WINDOW_BYTES = 2**27


@contextmanager
def open_for_reading(path: Path) -> Iterator[IO[bytes]]:
    """The file's bytes, unpacked by its ending; raises GraphError where it is damaged, or a bomb."""
    suffix = path.suffix.lower()
    if suffix not in COMPRESSED:
        with path.open("rb") as raw:
            yield raw
        return
    with path.open("rb") as raw:
        packed: Any = gzip.GzipFile(fileobj=raw) if suffix == ".gz" else _Frames(raw)
        size = path.stat().st_size
        yield io.BufferedReader(_Unpacked(packed, path, max(limits().unpacked_freely, size * limits().unpacked_ratio)))


@contextmanager
def open_for_writing(path: Path, suffix: str) -> Iterator[IO[bytes]]:
    """A file to write what is compressed as ``suffix`` tells."""
    with path.open("wb") as raw:
        if suffix == ".gz":
            # No time stamp: the same store gives the same bytes.
            with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as file:
                yield file  # type: ignore[misc]
        elif suffix == ".zst":
            with _zstandard().ZstdCompressor(level=6).stream_writer(raw, closefd=False) as file:
                yield file
        else:
            yield raw


class _Frames:
    """The frames of a zstd file, one after the other; the library's own stream passes over it that a file was cut off."""

    def __init__(self, file: IO[bytes]) -> None:
        self._opener = _zstandard().ZstdDecompressor(max_window_size=_WINDOW_BYTES)
        self._frame = self._opener.decompressobj()
        self._file = file
        self._ready = io.BytesIO()

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes, none at the end; EOFError where that is inside a frame."""
        while not (found := self._ready.read(size)) and (chunk := self._next()):
            self._ready = io.BytesIO(self._frame.decompress(chunk))
        return found

    def _next(self) -> bytes:
        chunk = self._frame.unused_data if self._frame.eof else b""
        chunk = chunk or self._file.read(_STEP_BYTES)
        if chunk and self._frame.eof:
            self._frame = self._opener.decompressobj()
        elif not chunk and not self._frame.eof:
            raise EOFError("it ends too soon")
        return bytes(chunk)


class _Unpacked(io.RawIOBase):
    """The bytes of a packed file, at most so many; whatever is wrong with it is a GraphError."""

    def __init__(self, packed: Any, path: Path, most: int) -> None:
        self._packed = packed
        self._path = path
        self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._packed.read(len(buffer))
        except Exception as error:  # each library has its own
            raise GraphError(f"{self._path}: is damaged: {str(error)[:200]}; pack it anew") from None
        self._left -= len(data)
        if self._left < 0:
            ratio = limits().unpacked_ratio
            raise GraphError(f"{self._path}: unpacks to more than {ratio:,} times its size; unpack it if you trust it")
        buffer[: len(data)] = data
        return len(data)


def _zstandard() -> Any:
    try:
        import zstandard
    except ImportError:
        raise GraphError("zstd files need one more package: pip install 'diplograph[zstd]'") from None
    return zstandard
