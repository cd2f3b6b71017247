"""What is unpacked of a file, counted over all that it holds, however deep: no bomb exhausts memory or time."""

import tempfile
from dataclasses import replace
from io import BufferedReader, RawIOBase
from typing import IO, Any, Final, cast

from diplograph.ontology import InputError

from ..limits import limits
from ..source import Fetched, Source, show

__all__ = ["Tape", "seekable", "unpacked"]

_IN_MEMORY: Final = 16_000_000


def unpacked(source: Source, packed: IO[bytes], fetched: Fetched | None = None) -> Source:
    """What is packed in ``source``, as a file of its own that counts to the same budget; ``fetched`` is how it was."""
    if source.depth >= limits().packed_depth:
        raise source.budget.spend(f"{source.name}: is packed more than {limits().packed_depth} times over; unpack it first")
    stream: Any = BufferedReader(_Unpacked(packed, source))
    return replace(source, stream=stream, depth=source.depth + 1, fetched=fetched)


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


class Tape:
    """A stream of records, each after a head that says what it is, of which no more is read than heads may have."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._heads = 0
        self._in_head = True

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes; InputError where a head does not end."""
        data = self._source.stream.read(size)
        self._heads = self._heads + len(data) if self._in_head else 0
        if self._heads > (most := limits().archive_head_bytes):
            raise self._source.budget.spend(
                f"{self._source.name}: says more of a member than the {most:,} bytes that are read of that; unpack it first"
            )
        return data

    def begin_member(self) -> None:
        """A head was read, and what follows is not."""
        self._in_head = False

    def end_member(self, member: IO[bytes] | None) -> None:
        """Passes over the rest of a member, up to the next head."""
        while member is not None and member.read(1 << 16):
            pass
        self._in_head, self._heads = True, 0


def seekable(source: Source) -> BufferedReader:
    """The bytes of a file in which one can go back: itself, or a copy of what comes out of another."""
    if source.stream.seekable():
        return source.stream
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed with the last that reads it
    size = 0
    while chunk := source.stream.read(1 << 20):
        size += len(chunk)
        if size > (most := limits().zip_bytes):
            raise source.budget.spend(f"{source.name}: holds more than {most:,} bytes inside another file; unpack it first")
        file.write(chunk)
    file.seek(0)
    return BufferedReader(cast("RawIOBase", file))
