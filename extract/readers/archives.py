"""Packed files: the members of a ZIP archive, and files compressed with gzip or zstd, each read as what it is.

What is unpacked is counted over all that one file holds, however deep, so that no bomb exhausts memory or time.
"""

import gzip
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from typing import IO, Any, Final, cast

from diplograph.ontology import InputError

from .formats import without_packing
from .inputs import Skipped, why_skipped
from .source import Source, limits, normalize, show, show_path

__all__ = ["open_zip", "read_gzip", "read_zip", "read_zstd"]

# Others unpack in steps that have no bound.
_BOUNDED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_WORD: Final = "word/document.xml"
_OF_OFFICE: Final = ("[Content_Types].xml", "mimetype")
# Of which no more than some megabytes can be unpacked.
_ZSTD_STEP: Final = 512
_IN_MEMORY: Final = 16_000_000


def read_zip(source: Source) -> Iterator[Source | Skipped | InputError]:
    """The members of an archive, in its order; folders, hidden files and what is no article are passed over."""
    source = replace(source, stream=_seekable(source))
    with open_zip(source) as archive:
        names = set(archive.namelist())
        if _WORD in names:
            source.stream.seek(0)
            yield replace(source, reader="docx")
            return
        if names.intersection(_OF_OFFICE):
            raise InputError(f"{source.name}: is an office document or an e-book; save its text as .txt first")
        members = [member for member in archive.infolist() if not (member.is_dir() or _is_hidden(member.filename))]
        stems = Counter(Path(member.filename).with_suffix("") for member in members)
        for member in members:
            path = source.path / member.filename.lstrip("/")
            reason = why_skipped(path)
            if reason is not None:
                yield Skipped(path, reason)
            elif member.flag_bits & 1 or member.compress_type not in _BOUNDED:
                yield InputError(f"{show_path(path)}: is encrypted, or packed otherwise than ZIP does; unpack it first")
            else:
                inner = Path(member.filename)
                own = inner if stems[inner.with_suffix("")] > 1 else without_packing(inner).with_suffix("")
                with archive.open(member) as packed:
                    yield _unpacked(replace(source, path=path, id=normalize(f"{source.id}/{own.as_posix()}")), packed)
            if source.budget.is_spent:
                return


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in Path(name).parts)


def read_gzip(source: Source) -> Iterator[Source]:
    """The file that was compressed with gzip."""
    with gzip.GzipFile(fileobj=source.stream) as packed:
        yield _unpacked(source, cast("IO[bytes]", packed))


def read_zstd(source: Source) -> Iterator[Source]:
    """The file that was compressed with zstd."""
    yield _unpacked(source, cast("IO[bytes]", _Frames(source.stream)))


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


def _unpacked(source: Source, packed: IO[bytes]) -> Source:
    if source.depth >= limits().packed_depth:
        raise source.budget.spend(f"{source.name}: is packed more than {limits().packed_depth} times over; unpack it first")
    stream: Any = BufferedReader(_Unpacked(packed, source))
    return replace(source, stream=stream, depth=source.depth + 1)


class _Unpacked(RawIOBase):
    """The bytes of a packed file, as long as its budget lasts; whatever is wrong with it is an InputError."""

    def __init__(self, packed: IO[bytes], source: Source) -> None:
        self._packed = packed
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        name, budget = self._source.name, self._source.budget
        try:
            data = self._packed.read(len(buffer))
        except InputError:
            raise
        except Exception as error:  # each library has its own
            raise InputError(f"{name}: is damaged: {show(str(error))}; pack it anew") from None
        budget.unpacked += len(data)
        if budget.unpacked > budget.most:
            raise budget.spend(f"{name}: unpacks to more than {budget.most:,} bytes; unpack it and name parts of it")
        buffer[: len(data)] = data
        return len(data)


class _Archive:
    """An archive's file, of which no more is read at once than a directory may hold: ZipFile reads that whole."""

    def __init__(self, file: IO[bytes], source: Source) -> None:
        self._file = file
        self._source = source
        self.seek, self.tell = file.seek, file.tell

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if size > (most := limits().zip_directory_bytes):
            raise InputError(f"{self._source.name}: lists more files than the {most:,} bytes that are read; cut it in parts")
        return self._file.read(size)


def open_zip(source: Source) -> zipfile.ZipFile:
    """The archive, looked through before anything is unpacked: what it says of its members binds how they are read."""
    try:
        archive = zipfile.ZipFile(cast("IO[bytes]", _Archive(_seekable(source), source)))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise InputError(f"{source.name}: is a damaged ZIP archive: {show(str(error))}; pack it anew") from None
    members = archive.infolist()
    source.budget.members += len(members)
    if source.budget.members > (most := limits().zip_members):
        raise source.budget.spend(f"{source.name}: holds more than {most:,} files; cut it in parts")
    if sum(member.file_size for member in members) > (most := source.budget.most):
        raise source.budget.spend(f"{source.name}: unpacks to more than {most:,} bytes; unpack it and name parts of it")
    return archive


def _seekable(source: Source) -> BufferedReader:
    if source.stream.seekable():
        return source.stream
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed with the last that reads it
    size = 0
    while chunk := source.stream.read(1 << 20):
        size += len(chunk)
        if size > (most := limits().zip_bytes):
            raise source.budget.spend(
                f"{source.name}: is a ZIP archive of more than {most:,} bytes in another; unpack it first"
            )
        file.write(chunk)
    file.seek(0)
    return BufferedReader(cast("RawIOBase", file))
