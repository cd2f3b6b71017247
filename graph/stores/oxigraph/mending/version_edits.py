"""RocksDB's manifest, rewritten without some tables: the engine opens a store of which one is missing only where none is named.

A manifest is a log of version edits; to it is appended, for each table, an edit that deletes it from the level of its column
family. Nothing in Python reads them; RocksDB's own repair takes tables that were loaded in bulk, as all of ours, for none of
the store's.

https://github.com/facebook/rocksdb/wiki/MANIFEST, db/version_edit.h and db/log_format.h there
"""

import struct
from collections.abc import Collection, Iterator
from functools import cache

__all__ = ["tables_of", "without_tables"]

_BLOCK_BYTES, _HEADER_BYTES, _FULL, _LAST = 32768, 7, 1, 4
# Tags of fields, by what follows: a number, a text, two numbers, a number and a text.
_NUMBERS, _TEXTS = {2, 3, 4, 9, 10, 203, 300}, {1, 201}
_COLUMN_FAMILY, _DELETED_FILE, _COMPACT_CURSOR, _DROPPED_FAMILY = 200, 6, 5, 202
# Level, number, size, smallest and largest key and, from the second form on, smallest and largest sequence number.
_NEW_FILES = {7: 0, 100: 2, 103: 2}
_CUSTOM_FIELDS, _END_OF_FIELDS = {103}, 1
_IGNORED = 1 << 13  # texts that a reader may pass over


def tables_of(manifest: bytes) -> dict[int, tuple[int, int]]:
    """Column family and level of each table by its number; raises ValueError for what is no such manifest."""
    tables: dict[int, tuple[int, int]] = {}
    try:
        for record in _records(manifest):
            _apply(record, tables)
    except (IndexError, struct.error):
        raise ValueError("no manifest of this RocksDB") from None
    return tables


def without_tables(manifest: bytes, numbers: Collection[int]) -> bytes:
    """The manifest of the same store without those tables."""
    tables = tables_of(manifest)
    for number in sorted(set(numbers) & tables.keys()):
        family, level = tables[number]
        edit = b"".join(map(_varint, (_COLUMN_FAMILY, family, _DELETED_FILE, level, number)))
        left = _BLOCK_BYTES - len(manifest) % _BLOCK_BYTES
        if left < _HEADER_BYTES + len(edit):
            manifest += bytes(left)  # what is left of a block is not looked at
        kind = bytes([_FULL])
        manifest += struct.pack("<IHB", _masked(_crc32c(kind + edit)), len(edit), _FULL) + edit
    return manifest


def _records(log: bytes) -> Iterator[bytes]:
    record = b""
    place = 0
    while place + _HEADER_BYTES <= len(log):
        left = _BLOCK_BYTES - place % _BLOCK_BYTES
        _, length, kind = struct.unpack_from("<IHB", log, place)
        if left < _HEADER_BYTES or kind == 0:
            place += left
            continue
        place += _HEADER_BYTES
        record += log[place : place + length]
        place += length
        if kind in (_FULL, _LAST):
            yield record
            record = b""


def _apply(record: bytes, tables: dict[int, tuple[int, int]]) -> None:
    reader = _Reader(record)
    family = 0
    added: list[tuple[int, int]] = []
    gone: list[int] = []
    while not reader.is_done:
        tag = reader.number()
        if tag == _COLUMN_FAMILY:
            family = reader.number()
        elif tag in _NUMBERS:
            reader.number()
        elif tag in _TEXTS or tag & _IGNORED:
            reader.text()
        elif tag == _DELETED_FILE:
            reader.number()
            gone.append(reader.number())
        elif tag == _COMPACT_CURSOR:
            reader.number()
            reader.text()
        elif tag in _NEW_FILES:
            added.append(_new_file(reader, tag))
        elif tag != _DROPPED_FAMILY:
            raise ValueError(f"a field of kind {tag}, which is not known")
    for number in gone:
        tables.pop(number, None)
    tables.update({number: (family, level) for level, number in added})


def _new_file(reader: "_Reader", tag: int) -> tuple[int, int]:
    level, number, _ = reader.number(), reader.number(), reader.number()
    for _ in ("smallest", "largest"):
        reader.text()
    for _ in range(_NEW_FILES[tag]):
        reader.number()
    while tag in _CUSTOM_FIELDS and reader.number() != _END_OF_FIELDS:
        reader.text()
    return level, number


class _Reader:
    """Numbers and texts of a record, one after the other."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0

    @property
    def is_done(self) -> bool:
        return self._place >= len(self._data)

    def number(self) -> int:
        value = shift = 0
        while True:
            byte = self._data[self._place]
            self._place += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def text(self) -> bytes:
        length = self.number()
        self._place += length
        return self._data[self._place - length : self._place]


def _varint(value: int) -> bytes:
    parts = bytearray()
    while value >= 0x80:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])


@cache
def _crc_table() -> tuple[int, ...]:
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)  # noqa: PLW2901
        table.append(value)
    return tuple(table)


def _crc32c(data: bytes) -> int:
    """The CRC-32C (Castagnoli) of a few bytes.

    >>> hex(_crc32c(b"123456789"))
    '0xe3069283'
    """
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ _crc_table()[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


def _masked(crc: int) -> int:
    """As RocksDB stores it."""
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF
