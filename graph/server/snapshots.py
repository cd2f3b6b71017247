"""Snapshots that a server reads from: made beside the store's own files, dropped when nobody reads them any more.

::

    news/served/4711-0/         of one server, whose lock in it says that it runs
    news/served/4711-0/3/       its third snapshot
    news/served/4711-0/3.json   the figures of that
"""

import datetime
import os
import shutil
from collections.abc import Collection
from contextlib import suppress
from itertools import count
from pathlib import Path

from diplograph.ontology import StoreError

from ..stores import PURGED, SERVED, StoreLock, drop_abandoned, open_store, quads_directory, take_snapshot

__all__ = ["Snapshots", "figures_file", "moment_of"]


class Snapshots:
    """The snapshots of one server; ``current`` is the directory of quads that is to be read.

    Where nothing can be written beside the store (read-only media), the quads themselves are read, under the lock ``kept``
    that whoever reads them inherits. Raises GraphError where the store is taken or is none.
    """

    def __init__(self, home: Path) -> None:
        if (home / PURGED).exists():
            open_store(home).close()  # finishes what a killed purge has left
        quads = quads_directory(home)  # what is no store is left alone
        self.home = home
        self.current = quads
        self.folder: Path | None = None
        self._lock: StoreLock | None = None
        self._numbers = count(1)
        try:
            drop_abandoned(home)
            self.folder = _make_folder(home / SERVED)
            self._lock = StoreLock(self.folder, exclusive=True)
            self.kept: tuple[int, ...] = ()
        except (OSError, StoreError):
            self.folder = None
            self._lock = StoreLock(home, exclusive=False)
            self.kept = (self._lock.inherit(),)

    def target(self) -> Path:
        """Where the next snapshot is to be made."""
        assert self.folder is not None
        return self.folder / str(next(self._numbers))

    def publish(self, quads: Path) -> None:
        """Have what was made be read from now on."""
        self.current = quads

    def take(self) -> None:
        """Take one of the store as it is, which nobody must be writing; raises GraphError."""
        if self.folder is None:
            return
        open_store(self.home).close()  # takes in what a killed writer has left
        lock = StoreLock(self.home, exclusive=False)
        try:
            quads = self.target()
            take_snapshot(self.home, quads)
            self.publish(quads)
        finally:
            lock.release()

    def keep(self, read: Collection[Path | None]) -> None:
        """Drop those that are neither read nor the newest."""
        if self.folder is not None:
            for entry in self.folder.iterdir():
                if entry.is_dir() and entry != self.current and entry not in read:
                    shutil.rmtree(entry, ignore_errors=True)
                    figures_file(entry).unlink(missing_ok=True)

    def close(self) -> None:
        """Drop all of them."""
        if self._lock is not None:
            self._lock.release()
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
            with suppress(OSError):  # of another server's
                (self.home / SERVED).rmdir()


def figures_file(quads: Path) -> Path:
    """Where the figures of a snapshot are kept."""
    return quads.with_name(f"{quads.name}.json")


def moment_of(quads: Path | None) -> datetime.datetime | None:
    """When a snapshot was made, or its store last opened to be written; None for one that is no longer there."""
    with suppress(OSError):
        if quads is not None:
            return datetime.datetime.fromtimestamp((quads / "CURRENT").stat().st_mtime, datetime.UTC)
    return None


def _make_folder(parent: Path) -> Path:
    for number in count():
        folder = parent / f"{os.getpid()}-{number}"
        parent.mkdir(exist_ok=True)
        with suppress(FileExistsError):
            folder.mkdir()
            return folder
    raise AssertionError
