"""ZIP archives: each member read as what it is."""

import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, Final, cast

from diplograph.ontology import InputError

from ..formats import without_packing
from ..inputs import Skipped, why_skipped
from ..limits import limits
from ..source import Source, normalize, show
from .unpacking import unpacked

__all__ = ["open_zip", "read_zip"]

# Others unpack in steps that have no bound.
_BOUNDED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_WORD: Final = "word/document.xml"
_OF_OFFICE: Final = ("[Content_Types].xml", "mimetype")
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
                yield InputError(
                    f"{replace(source, path=path).name}: is encrypted, or packed otherwise than ZIP does; unpack it first"
                )
            else:
                inner = Path(member.filename)
                own = inner if stems[inner.with_suffix("")] > 1 else without_packing(inner).with_suffix("")
                with archive.open(member) as packed:
                    yield unpacked(replace(source, path=path, id=normalize(f"{source.id}/{own.as_posix()}")), packed)
            if source.budget.is_spent:
                return


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in Path(name).parts)


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
