"""What stands where in a store's directory, and whether it is there and may be read.

::

    news/diplograph.json    the version of the store's format
    news/lock               who has it open
    news/oxigraph/          the quads
    news/journal/           batches that are promised and not yet among the quads
    news/quotes.sqlite      the words of quotes, and the ids of articles
    news/columns.bin        whatever is read of claims, column by column
    news/checksums.json     the checksum of each file, taken when a writer has closed the store
    news/repair.json        what an interrupted repair has left to do
    news/damaged-1/         what a repair has put aside
    news/purge.new/         what an interrupted purge has not got done; "purged" once all of it has
    news/served/            snapshots that servers read
"""

import errno
import json
import os
import shlex
from collections.abc import Iterator
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from diplograph.ontology import StoreError

from ..store import FORMAT_VERSION
from .checksums import CHECKSUMS, MARK, QUADS, QUOTES, Checksums
from .damage import Damage, DamagedStoreError, describe_refusal

__all__ = [
    "ASIDE",
    "JOURNAL",
    "PURGED",
    "PURGING",
    "REPAIR",
    "SERVED",
    "find_misplaced",
    "is_store_directory",
    "lacks_current",
    "mark_directory",
    "prepare_directory",
    "quads_directory",
    "quotes_file",
    "read_format_version",
    "refuse_unreadable",
]

JOURNAL, REPAIR, ASIDE, SERVED = "journal", "repair.json", "damaged", "served"
PURGING, PURGED = "purge.new", "purged"
# RocksDB's own log of its doings is for people.
_FOR_PEOPLE = "LOG"


def is_store_directory(path: Path) -> bool:
    """True where ``path`` is a directory that a store has marked as its own, or of which what it held shows."""
    return (path / MARK).is_file() or (path / CHECKSUMS).is_file() or (path / QUADS).is_dir()


def read_format_version(directory: Path) -> int:
    """The version of the store's format; raises GraphError where there is no store, or one of a newer format."""
    try:
        mark = json.loads((directory / MARK).read_text("utf-8"))
        found = int(mark["format"])
    except FileNotFoundError:
        if is_store_directory(directory):
            raise DamagedStoreError.of(directory, MARK, "is missing") from None
        if not directory.exists():
            raise StoreError(f"{directory}: not a store: there is no such directory; check the path") from None
        raise StoreError(f"{directory}: not a store: it has no {MARK}; name one that build or load has filled") from None
    except NotADirectoryError:
        raise StoreError(f"{directory}: is a file, not a store; name a directory that build or load has filled") from None
    except IsADirectoryError:
        raise DamagedStoreError.of(directory, MARK, "is a directory, not a file") from None
    except OSError as error:
        raise StoreError(f"{directory / MARK}: cannot be read: {describe_refusal(error, directory / MARK)}") from None
    except (ValueError, KeyError, TypeError, OverflowError):
        raise DamagedStoreError.of(directory, MARK, "names no format version") from None
    if found > FORMAT_VERSION:
        known = Checksums.read(directory)
        if known is not None and any(damage.file == MARK for damage in known.compare(directory)):
            raise DamagedStoreError.of(directory, MARK, "is damaged: its checksum is another")
        software = mark.get("software", "a newer diplograph")
        advice = f"this diplograph reads up to {FORMAT_VERSION}: upgrade it"
        raise StoreError(f"{directory}: has store format {found}, made by {software}; {advice}")
    return found


def quads_directory(directory: Path) -> Path:
    """Where Oxigraph keeps the quads of a store; raises GraphError where there is no store, or an empty one."""
    read_format_version(directory)
    quads = directory / QUADS
    if (directory / PURGED).exists():
        raise StoreError(
            f"{directory}: a purge of it was interrupted; finish it: diplograph info {shlex.quote(str(directory))}"
        )
    if lacks_current(directory):
        raise DamagedStoreError.of(directory, f"{QUADS}/CURRENT", "is missing")
    if not (quads / "CURRENT").exists():
        raise StoreError(f"{directory}: the store is empty; put something in with 'diplograph load' or 'diplograph build'")
    return quads


def quotes_file(directory: Path) -> Path:
    """Where the words of a store's quotes are; it need not be there."""
    return directory / QUOTES


def prepare_directory(directory: Path) -> None:
    """Make an empty store where there is none; raises StoreError for a directory with other things in it."""
    if is_store_directory(directory):
        return
    try:
        directory.mkdir(parents=True, exist_ok=True)
        is_empty = next(directory.iterdir(), None) is None
    except (FileExistsError, NotADirectoryError):
        raise StoreError(f"{directory}: cannot become a store: a file is there; name a new or empty directory") from None
    except OSError as error:
        raise StoreError(f"{directory}: cannot become a store: {error.strerror or error}") from None
    if not is_empty:
        raise StoreError(f"{directory}: is a directory with other things in it, not a store; name a new or empty one")
    mark_directory(directory)


def mark_directory(directory: Path) -> None:
    """Mark a directory as a store of the format of today."""
    from ...files import write_bytes

    mark = {"format": FORMAT_VERSION, "software": f"diplograph {version('diplograph')}"}
    write_bytes(directory / MARK, (json.dumps(mark) + "\n").encode())


def lacks_current(directory: Path) -> bool:
    """True where there are files of the engine, and not the one that it begins with."""
    quads = directory / QUADS
    has_others = next(quads.glob("*.sst"), None) is not None or next(quads.glob("MANIFEST-*"), None) is not None
    return has_others and not (quads / "CURRENT").exists()


def refuse_unreadable(directory: Path) -> None:
    """Raises StoreError for a file that this user may not read: it is not damaged, and no repair's to replace."""
    folders = (folder for folder in (directory, directory / QUADS, directory / JOURNAL) if folder.is_dir())
    for path in chain(folders, _entries(directory)):
        if not os.access(path, os.R_OK | (os.X_OK if path.is_dir() else 0)) and path.exists():
            error = PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            raise StoreError(f"{path}: cannot be read: {describe_refusal(error, path)}")


def find_misplaced(directory: Path) -> Iterator[Damage]:
    """Directories that stand where files belong."""
    for path in _entries(directory):
        if path.is_dir():
            yield Damage(path.relative_to(directory).as_posix(), "is a directory, not a file")


def _entries(directory: Path) -> Iterator[Path]:
    """What stands where files of a store do, in a fixed order."""
    yield from (directory / name for name in (MARK, CHECKSUMS, QUOTES))
    quads, journal = directory / QUADS, directory / JOURNAL
    for folder in (quads, journal):
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        yield from (path for path in found if not path.name.startswith(_FOR_PEOPLE))
