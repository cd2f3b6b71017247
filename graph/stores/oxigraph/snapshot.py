"""Snapshots of a store: its quads as they stood after a batch, to be read beside whoever writes on.

A snapshot is a directory of hard links to files that never change again, so that it takes no time to speak of and little room.
Words of quotes are looked up in the index of the store itself, which may be ahead: what it proposes is joined with the quads.
"""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph
from diplograph.ontology import StoreError

from ...rdf import Term
from ..counts import uncounted_batches
from .engine import OxigraphEngine, OxigraphStore
from .layout import SERVED, quads_directory, quotes_file
from .lock import StoreLock
from .quote_index import QuoteIndex

__all__ = ["SnapshotStore", "drop_abandoned", "take_snapshot"]


class SnapshotStore(OxigraphStore):
    """The quads in a directory, read as part of the store in ``home``; messages call it by that directory's name alone.

    Raises GraphError where the quads cannot be read.
    """

    writable = False

    def __init__(self, quads: Path, home: Path) -> None:
        try:
            inner = pyoxigraph.Store.read_only(str(quads))
        except OSError as error:
            raise StoreError(f"{home.name}: cannot be opened: {error}") from None
        super().__init__(OxigraphEngine(inner, home.name), home.name)
        words = quotes_file(home)
        self._quotes = QuoteIndex(words) if words.exists() else None

    @property
    def engine(self) -> OxigraphEngine:
        """What evaluates SPARQL as it stands, for the protocol."""
        return self._engine

    def close(self) -> None:
        self._engine.close()
        if self._quotes is not None:
            self._quotes.close()

    def _find_quotes(self) -> Callable[[str], Iterable[Term]] | None:
        is_whole = self._quotes is not None and self._quotes.has(uncounted_batches(self._engine))
        return self._quotes.find if self._quotes is not None and is_whole else None


def take_snapshot(directory: Path, target: Path) -> None:
    """Make ``target`` a snapshot of the store in ``directory``, which nobody writes meanwhile; raises GraphError."""
    try:
        pyoxigraph.Store.read_only(str(quads_directory(directory))).backup(str(target))
    except OSError as error:
        raise StoreError(f"{directory}: no snapshot can be taken: {error}") from None


def drop_abandoned(directory: Path) -> list[Path]:
    """Drop the snapshots of servers that were killed, and give the folders of those that run."""
    running = []
    served = directory / SERVED
    for folder in sorted(served.iterdir()) if served.is_dir() else ():
        try:
            StoreLock(folder, exclusive=True).release()
        except StoreError:
            running.append(folder)
            continue
        shutil.rmtree(folder, ignore_errors=True)
    return running
