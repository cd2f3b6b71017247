"""What is unpacked of a file, counted over all that it holds, however deep: no bomb exhausts memory or time."""

from dataclasses import replace
from io import BufferedReader, RawIOBase
from typing import IO, Any

from diplograph.ontology import InputError

from ..limits import limits
from ..source import Source, show

__all__ = ["unpacked"]


def unpacked(source: Source, packed: IO[bytes]) -> Source:
    """What is packed in ``source``, as a file of its own that counts to the same budget."""
    if source.depth >= limits().packed_depth:
        raise source.budget.spend(f"{source.name}: is packed more than {limits().packed_depth} times over; unpack it first")
    stream: Any = BufferedReader(_Unpacked(packed, source))
    return replace(source, stream=stream, depth=source.depth + 1, fetched=None)


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
