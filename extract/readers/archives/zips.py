"""ZIP archives: each member read as what it is."""

import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Final, cast

from diplograph.ontology import InputError

from ..inputs import Skipped
from ..limits import limits
from ..source import Source, show
from .members import Members
from .unpacking import seekable, unpacked

__all__ = ["open_zip", "read_zip"]

# Others unpack in steps that have no bound.
_BOUNDED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_WORD: Final = "word/document.xml"
_OF_OFFICE: Final = ("[Content_Types].xml", "mimetype")


def read_zip(source: Source) -> Iterator[Source | Skipped | InputError]:
    """The members of an archive, in its order; folders, hidden files and what is no article are passed over."""
    source = replace(source, stream=seekable(source))
    with open_zip(source) as archive:
        names = set(archive.namelist())
        if _WORD in names:
            source.stream.seek(0)
            yield replace(source, reader="docx")
            return
        if names.intersection(_OF_OFFICE):
            raise InputError(f"{source.name}: is an office document or an e-book; save its text as .txt first")
        infos = [member for member in archive.infolist() if not member.is_dir()]
        members = Members(source, Counter(Path(member.filename).with_suffix("") for member in infos))
        for info in infos:
            member = members.find(info.filename)
            if member is None:
                continue
            if not isinstance(member, Source):
                yield member
            elif info.flag_bits & 1 or info.compress_type not in _BOUNDED:
                yield InputError(f"{member.name}: is encrypted, or packed otherwise than ZIP does; unpack it first")
            else:
                with archive.open(info) as packed:
                    yield unpacked(member, packed)
            if source.budget.is_spent:
                return


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
        archive = zipfile.ZipFile(cast("IO[bytes]", _Archive(seekable(source), source)))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise InputError(f"{source.name}: is a damaged ZIP archive: {show(str(error))}; pack it anew") from None
    members = archive.infolist()
    source.budget.members += len(members)
    if source.budget.members > (most := limits().archive_members):
        raise source.budget.spend(f"{source.name}: holds more than {most:,} files; cut it in parts")
    if sum(member.file_size for member in members) > (most := source.budget.most):
        raise source.budget.spend(f"{source.name}: unpacks to more than {most:,} bytes; unpack it and name parts of it")
    return archive
