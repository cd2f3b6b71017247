"""Checksums of a store's files, taken when its writer closes it and compared by whoever opens it.

RocksDB verifies each block that it reads, and not that all files are there, nor the end of its manifest, whose loss is an older
state of the store; SQLite verifies nothing. Here stand the size and the CRC-32 of each file, and a copy of the manifest,
without which the other files of a store cannot be read. They are against damage, not forgery. A table that RocksDB has written
it never changes, so that a writer adds the checksums of new ones only.

While a writer has the store they say so (``is_open``): what a killed one leaves is RocksDB's to tell, but for files that it had
before. An opening compares sizes, and the sums of small files; ``verify`` all.
"""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import compress, crc32, decompress
from zlib import error as ZlibError  # noqa: N812 - named like any other error

from diplograph.ontology import StoreError

from .damage import Damage, DamagedStoreError, describe_full_disk, describe_refusal

__all__ = ["CHECKSUMS", "MARK", "QUADS", "QUOTES", "Checksums", "crc_of"]

MARK, QUADS, QUOTES, CHECKSUMS = "diplograph.json", "oxigraph", "quotes.sqlite", "checksums.json"
_TABLES, _LOGS = "*.sst", "*.log"
_BLOCK = 2**20


@dataclass(frozen=True, slots=True)
class Checksums:
    """``files`` have size and CRC-32 by name within the store; ``manifest`` is RocksDB's, by name and content."""

    files: dict[str, tuple[int, int]]
    manifest: tuple[str, bytes] | None
    is_open: bool

    @classmethod
    def read(cls, directory: Path) -> "Checksums | None":
        """Those of a store, None where no writer has left any; raises DamagedStoreError where they are damaged themselves."""
        try:
            body, _, end = (directory / CHECKSUMS).read_bytes().partition(b"\n")
        except FileNotFoundError:
            return None
        except IsADirectoryError:
            raise DamagedStoreError.of(directory, CHECKSUMS, "is a directory, not a file") from None
        except OSError as error:
            path = directory / CHECKSUMS
            raise StoreError(f"{path}: cannot be read: {describe_refusal(error, path)}") from None
        try:
            if int(end, 16) != crc32(body):
                raise ValueError
            found = json.loads(body)
            files = {str(name): (int(size), int(crc)) for name, (size, crc) in found["files"].items()}
            name, content = found["manifest"] or (None, "")
            manifest = None if name is None else (str(name), decompress(b64decode(content)))
            return cls(files, manifest, bool(found["open"]))
        except (ValueError, KeyError, TypeError, AttributeError, ZlibError):
            raise DamagedStoreError.of(directory, CHECKSUMS, "is damaged") from None

    def write(self, directory: Path) -> None:
        """Put them in the place of those that are there; raises StoreError."""
        name, content = self.manifest or (None, b"")
        manifest = None if name is None else [name, b64encode(compress(content)).decode()]
        body = json.dumps({"open": self.is_open, "manifest": manifest, "files": self.files}).encode()
        coming = directory / f"{CHECKSUMS}.new"
        try:
            with coming.open("wb") as file:
                file.write(body + f"\n{crc32(body):08x}\n".encode())
                file.flush()
                os.fsync(file.fileno())
            coming.replace(directory / CHECKSUMS)
        except OSError as error:
            advice = describe_full_disk(error) or error.strerror or str(error)
            raise StoreError(f"{directory / CHECKSUMS}: cannot be written: {advice}") from None

    def opened(self) -> "Checksums":
        """What holds while a writer is at work: of files that never change."""
        lasting = {name: entry for name, entry in self.files.items() if name.endswith(".sst") or name == MARK}
        return Checksums(lasting, self.manifest, is_open=True)

    @classmethod
    def take(cls, directory: Path, known: "Checksums | None") -> "Checksums":
        """Those of a store that nobody has open; of files that ``known`` has, and that never change, by size alone."""
        files = {}
        for path in _files(directory):
            name = path.relative_to(directory).as_posix()
            entry = known.files.get(name) if known is not None and name.endswith(".sst") else None
            size = path.stat().st_size
            files[name] = entry if entry is not None and entry[0] == size else (size, crc_of(path))
        current = directory / QUADS / "CURRENT"
        if not current.exists():
            return cls(files, None, is_open=False)
        manifest = current.read_text("ascii").strip()
        return cls(files, (manifest, (directory / QUADS / manifest).read_bytes()), is_open=False)

    def compare(self, directory: Path) -> Iterator[Damage]:
        """Damage that shows without reading the large files."""
        for name, (size, crc) in self.files.items():
            if name == QUOTES and not (directory / name).exists():
                continue  # it is made again, and until then nobody needs it
            found = _size(directory / name)
            if found is None:
                if not self.is_open or name == MARK:  # a writer may have merged a table into another
                    yield Damage(name, "is missing")
            elif found != size:
                yield Damage(name, f"is damaged: it holds {found:,} bytes of {size:,}")
            elif not name.endswith((".sst", QUOTES)) and crc_of(directory / name) != crc:
                yield Damage(name, "is damaged: its checksum is another")

    def verify(self, directory: Path, names: Iterable[str] | None = None) -> Iterator[Damage]:
        """Damage of those of the large files (of all, without ``names``) that are there in their size."""
        for name in self.files if names is None else names:
            if name not in self.files or not name.endswith((".sst", QUOTES)):
                continue
            size, crc = self.files[name]
            if _size(directory / name) == size and crc_of(directory / name) != crc:
                yield Damage(name, "is damaged: its checksum is another")


def crc_of(path: Path) -> int:
    """The CRC-32 of a file."""
    crc = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            crc = crc32(block, crc)
    return crc


def _files(directory: Path) -> Iterator[Path]:
    """The files of a store that something is read from; RocksDB's options and logs of its doings are for people."""
    quads = directory / QUADS
    yield directory / MARK
    yield from sorted(quads.glob(_TABLES))
    yield from sorted(quads.glob(_LOGS))
    if (quads / "CURRENT").exists():
        yield quads / "CURRENT"
        yield quads / (quads / "CURRENT").read_text("ascii").strip()
    if (directory / QUOTES).exists():
        yield directory / QUOTES


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
