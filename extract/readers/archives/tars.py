"""TAR archives, read from their beginning to their end: each member as what it is, links and devices never."""

import tarfile
from collections.abc import Iterator
from typing import IO, cast

from diplograph.ontology import InputError

from ..inputs import Skipped
from ..source import Source, show
from .members import Members
from .unpacking import Tape, unpacked

__all__ = ["read_tar"]


def read_tar(source: Source) -> Iterator[Source | Skipped | InputError]:
    """The members of an archive, in its order; folders, hidden files and what is no article are passed over.

    Nothing is written anywhere. Raises InputError where the archive is damaged, after what stands before that.
    """
    tape, members = Tape(source), Members(source)
    try:
        with tarfile.open(fileobj=cast("IO[bytes]", tape), mode="r|") as archive:
            for info in archive:
                members.count()
                tape.begin_member()
                if info.issparse():
                    # Which may be of any size that it says, with nothing behind it.
                    raise InputError(f"{source.name}: holds a file with gaps ({show(info.name)}); unpack it first")
                member = members.find(info.name) if not info.isdir() else None
                if isinstance(member, Source) and not info.isreg():
                    member = Skipped(member.path, "is a link or a device, and no file", member.name)
                packed = archive.extractfile(info) if info.isreg() else None
                if isinstance(member, Source) and packed is not None:
                    yield unpacked(member, packed)
                elif isinstance(member, Skipped | InputError):
                    yield member
                if source.budget.is_spent:
                    return
                tape.end_member(packed)
    except (tarfile.TarError, EOFError, OverflowError, ValueError) as error:
        raise InputError(f"{source.name}: is a damaged TAR archive: {show(str(error))}; pack it anew") from None
