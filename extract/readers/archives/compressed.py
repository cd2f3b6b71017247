"""Files compressed with gzip or zstd: what was compressed is read as what it is."""

import gzip
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Final, cast

from ..limits import limits
from ..source import Source
from .unpacking import unpacked

__all__ = ["read_gzip", "read_zstd"]

# Of which no more than some megabytes can be unpacked.
_ZSTD_STEP: Final = 512


def read_gzip(source: Source) -> Iterator[Source]:
    """The file that was compressed with gzip."""
    with gzip.GzipFile(fileobj=source.stream, mode="rb") as packed:
        yield unpacked(source, cast("IO[bytes]", packed))


def read_zstd(source: Source) -> Iterator[Source]:
    """The file that was compressed with zstd."""
    yield unpacked(source, cast("IO[bytes]", _Frames(source.stream)))


class _Frames:
    """The frames of a zstd file, one after the other; the library's own stream passes over it that a file was cut off."""

    def __init__(self, file: IO[bytes]) -> None:
        import zstandard

        self._opener = zstandard.ZstdDecompressor(max_window_size=limits().zstd_window_bytes)
        self._frame = self._opener.decompressobj()
        self._file = file
        self._ready = BytesIO()

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes, none at the end; EOFError where that is inside a frame."""
        while not (found := self._ready.read(size)) and (chunk := self._next()):
            self._ready = BytesIO(self._frame.decompress(chunk))
        return found

    def _next(self) -> bytes:
        chunk = self._frame.unused_data if self._frame.eof else b""
        chunk = chunk or self._file.read(_ZSTD_STEP)
        if chunk and self._frame.eof:
            self._frame = self._opener.decompressobj()
        elif not chunk and not self._frame.eof:
            raise EOFError("it ends too soon")
        return chunk
