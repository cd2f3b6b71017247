"""Columns of a store in a file beside the quads: whatever is read of claims, each term once.

To look up the text of a term takes RocksDB microseconds, and a hundred thousand claims have five million: from this file they
come in half a second, from the quads in twelve. It is a copy, good for one state of the store, which goes with the next writer
and is made anew where much has come: where it is missing, damaged or of another state, the quads are read.

The file: terms, one a line; of each column the places of its subjects and of its values (32 bits each); JSON that says how
many, and of which state; the length of that, and the CRC-32 of all before it.
"""

import json
import os
import struct
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from ....rdf import RDF, CodedPairs, Term
from ..checksums import QUADS, Checksums, crc_of

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

__all__ = ["ColumnFile"]

_NAME, _COMING = "columns.bin", "columns.new"
_VERSION = 1
# What five thousand claims take, which are read in a second as they are; of more than half a million, terms alone are half a
# gigabyte in memory.
_LEAST_BYTES, _MOST_BYTES = 2**24, 2**31
_SHARE = 0.25
# Of the length, and of the CRC-32.
_TAIL = struct.Struct("<QI")
_NUMBER, _NUMBER_BYTES = "<i4", 4

Column = Callable[[Term], Iterable[tuple[Term, Term]]]


class ColumnFile:
    """The file of a store's directory; a writer makes it anew before it closes the store, and seals it afterwards."""

    def __init__(self, directory: Path) -> None:
        self._path, self._coming = directory / _NAME, directory / _COMING
        self._made: dict[str, Any] | None = None

    @staticmethod
    def remove(directory: Path) -> None:
        """Delete it, with what a killed writer has left of one; raises OSError."""
        for name in (_NAME, _COMING):
            (directory / name).unlink(missing_ok=True)

    @staticmethod
    def is_worth_while(come: int, size: int) -> bool:
        """True where much has come to a store of ``size`` bytes that is neither small nor too large to be read whole.

        >>> [ColumnFile.is_worth_while(come, size) for come, size in ((2**28, 2**29), (2**12, 2**29), (2**32, 2**32))]
        [True, False, False]
        """
        return come >= _LEAST_BYTES and size <= _MOST_BYTES and come > size * _SHARE

    def make(self, predicates: Collection[Term], kinds: Collection[Term], column: Column) -> None:
        """Write the columns of ``predicates``, which ``column`` gives; of classes they have ``kinds``.

        Where there is no room, there will be no file.
        """
        places: dict[Term, int] = {}
        made = []
        for predicate in predicates:
            pairs = list(column(predicate))
            made += [_places(places, [pair[part] for pair in pairs]) for part in (0, 1)]
        terms = "\n".join(places).encode()
        counts = {predicate: len(made[2 * place]) for place, predicate in enumerate(predicates)}
        try:
            with self._coming.open("wb") as file:
                file.write(terms)
                for each in made:
                    file.write(each.tobytes())
        except OSError:
            self.abandon()
            return
        self._made = {"version": _VERSION, "terms": len(terms), "columns": counts, "kinds": sorted(kinds)}

    def abandon(self) -> None:
        """Delete what was made and not sealed."""
        self._made = None
        with suppress(OSError):
            self._coming.unlink(missing_ok=True)

    def seal(self, checksums: Checksums) -> None:
        """Bind what was made to the state of the store, now that nobody has it open; what was there before is of another."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
            if self._made is not None:
                line = json.dumps({**self._made, "state": _state_of(checksums)}).encode()
                crc = crc32(_TAIL.pack(len(line), 0)[:-4], crc32(line, crc_of(self._coming)))
                with self._coming.open("ab") as file:
                    file.write(line + _TAIL.pack(len(line), crc))
                self._coming.replace(self._path)
        self.abandon()

    def read(
        self, checksums: Checksums, predicates: Collection[Term], kinds: Collection[Term] | None, column: Column
    ) -> CodedPairs | None:
        """The columns of ``predicates``, those that the file lacks from ``column``; None where it is not of this state."""
        try:
            end = _read_end(self._path)
            if end.get("state") != _state_of(checksums) or not end["columns"].keys() & set(predicates):
                return None
            data = self._path.read_bytes()
        except OSError:
            return None
        if crc32(memoryview(data)[:-4]) != int.from_bytes(data[-4:], "little"):
            return None
        import numpy

        codes = {}
        place = end["terms"]
        for name, count in end["columns"].items():
            width = _NUMBER_BYTES * count
            subjects, values = (numpy.frombuffer(data, _NUMBER, count, start) for start in (place, place + width))
            place += 2 * width
            has_kinds = name != RDF.type or (kinds is not None and sorted(kinds) == end["kinds"])
            if name in predicates and has_kinds:
                codes[Term(name)] = subjects, values
        terms = [Term(term) for term in data[: end["terms"]].decode().split("\n")]
        return CodedPairs(terms, codes, {each: list(column(each)) for each in predicates if each not in codes})


def _places(known: dict[Term, int], terms: Iterable[Term]) -> "NDArray[numpy.int32]":
    import numpy

    return numpy.array([known.setdefault(term, len(known)) for term in terms], _NUMBER)


def _read_end(path: Path) -> dict[str, Any]:
    """What a file says of itself; nothing where it is no whole file of this version. Raises OSError."""
    size = path.stat().st_size
    with path.open("rb") as file:
        if size < _TAIL.size:
            return {}
        file.seek(-_TAIL.size, os.SEEK_END)
        length, _ = _TAIL.unpack(file.read())
        if length + _TAIL.size > size:
            return {}
        file.seek(-_TAIL.size - length, os.SEEK_END)
        try:
            end = json.loads(file.read(length))
        except ValueError:
            return {}
    return end if isinstance(end, dict) and end.get("version") == _VERSION else {}


def _state_of(checksums: Checksums) -> str:
    """A digest of the sizes and sums of the files of the quads."""
    quads = sorted((name, *entry) for name, entry in checksums.files.items() if name.startswith(f"{QUADS}/"))
    return sha256(json.dumps(quads).encode()).hexdigest()
