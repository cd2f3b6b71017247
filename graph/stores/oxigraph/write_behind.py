"""Oxigraph on disk, written behind a journal: a batch is promised once the journal has it, and taken in with its neighbours.

Oxigraph's bulk load makes a new file of each index, and RocksDB merges such files with what is there time and again: fewer
and larger loads are merged less. They run while the next batch is being prepared. A load that was broken off is done again
from the journal, so that a batch is whole however large it is. Reading waits until all is taken in.
"""

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, suppress
from itertools import pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path

import pyoxigraph
from diplograph.ontology import StoreError

from ...rdf import Term, to_nquads
from ..engine import Deletion
from .damage import Damage, DamagedStoreError
from .engine import OxigraphEngine
from .journal import Journal, settle_part
from .quote_index import articles_of

__all__ = ["PART_BYTES", "WriteBehindEngine"]

# About 200,000 quads, which the engine takes a quarter of a gigabyte of memory to load.
PART_BYTES = 32 * 2**20

# Before a subject and before an object; a text that has the same costs time only.
_BLANK_NODES = (b"\n_:", b"> _:")


class WriteBehindEngine(OxigraphEngine):
    """An engine whose writes return when the journal has them.

    ``index`` is given all that is written as N-Quads, in a thread of its own; ``leaving`` whatever goes, as a context in which
    it goes.
    """

    def __init__(
        self,
        inner: pyoxigraph.Store,
        location: str,
        journal: Path,
        index: Callable[[bytes | mmap], None],
        leaving: Callable[[bytes], AbstractContextManager[None]],
    ) -> None:
        super().__init__(inner, location)
        self._leaving = leaving
        self.flushed = OxigraphEngine(inner, location)
        self.waits = True
        """Set to False, each write is taken in before it returns."""
        self.written = 0
        """Bytes that have come since the files were last merged."""
        self.come = 0
        """Bytes that have come since the store was opened."""
        self._journal = Journal(journal)
        self._index = index
        self._threads = ThreadPoolExecutor(4, "taking-in")
        self._flight: Future[None] | None = None
        self._gathered = self._flying = 0
        # Somebody may query from another thread.
        self._lock = threading.RLock()

    @property
    def inner(self) -> pyoxigraph.Store:
        """The store with all that has been written."""
        self.settle()
        return self._inner

    @property
    def unflushed(self) -> int:
        return self._gathered + self._flying

    def write(self, insertion: dict[Term | None, list[str]], deletion: Deletion | None = None) -> None:
        with self._lock:
            if deletion is not None:
                super().write(insertion, deletion)
                self._index(to_nquads(insertion))
                return
            if self._flight is not None and self._flight.done():
                self._land()
            if self._journal.size >= PART_BYTES:
                self._depart()
            with self.explained():
                batch = to_nquads(insertion)
                self._journal.append(batch, [name for _, name in articles_of(batch)])
            self.written += len(batch)
            self.come += len(batch)
            self._gathered += 1
            if not self.waits:
                self.settle()

    def _replace(self, coming: dict[Term | None, set[str]], going: dict[Term | None, set[str]]) -> None:
        with self._leaving(to_nquads({graph: triples - coming.get(graph, set()) for graph, triples in going.items()})):
            super()._replace(coming, going)

    def settle(self) -> None:
        """Wait until all that was written is taken in; raises GraphError where it cannot be."""
        with self._lock:
            # Nothing else has work to do meanwhile: two threads take half the time.
            self._depart(pieces=2)
            self._land()

    def merge_files(self) -> None:
        """Have RocksDB merge all files into few, which it reads in a quarter of the time; some ten seconds a gigabyte."""
        with self.explained():
            self.inner.optimize()
        self.written = 0

    def recover(self) -> None:
        """Take in what an earlier writer has promised and left."""
        directory = Path(self._location)
        for part in self._journal.missing():
            what = "is missing, in which articles were promised"
            raise DamagedStoreError.of(directory, f"{part.parent.name}/{part.name}", what)
        for part in self._journal.parts():
            try:
                with self.explained():
                    has_batches = settle_part(part)
            except Damage as damage:
                raise DamagedStoreError.of(directory, damage.file, damage.what) from None
            if has_batches:
                self._recover(part)

    def _recover(self, part: Path) -> None:
        try:
            self._take_in(part, pieces=2)
        except StoreError as error:
            if isinstance(error.__cause__, (SyntaxError, ValueError)):  # whole and yet no N-Quads
                name = f"{part.parent.name}/{part.name}"
                raise DamagedStoreError.of(self._location, name, f"cannot be taken in ({error.__cause__})") from error
            raise

    def close(self) -> None:
        """Take in what is pending and let go of the store, whatever comes of that."""
        try:
            self.settle()
            with self.explained():
                self._inner.flush()  # which may merge files, and so meet damage that nobody has read
        finally:
            self._flight = None  # an error that it has keeps alive what it passed through
            self._threads.shutdown()
            self.flushed.close()
            super().close()

    def _depart(self, pieces: int = 1) -> None:
        """Have the open part taken in behind, after the one before it."""
        self._land()  # first: interrupted in it, the part stays open
        with self.explained():
            part = self._journal.end_part()
        if part is not None:
            _step_back()
            self._flight = self._threads.submit(self._take_in, part, pieces)
            self._flying, self._gathered = self._gathered, 0

    def _land(self) -> None:
        if self._flight is not None:
            # One that failed stays, and fails whoever comes next: the journal has what the store lacks.
            self._flight.result()
            self._flight, self._flying = None, 0

    def _take_in(self, part: Path, pieces: int) -> None:
        with self.explained():
            with part.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
                work = [self._threads.submit(self._index, data), *self._submit_loads(part, data, pieces)]
                wait(work)  # before the file is closed, whatever comes of it
            for each in work:
                each.result()
            self._journal.drop(part)

    def _submit_loads(self, part: Path, data: mmap, pieces: int) -> list[Future[None]]:
        if any(data.find(sign) >= 0 for sign in _BLANK_NODES):
            # A bulk load gives blank nodes new names each time, so that half a list, or a load done again, would be others.
            quads = pyoxigraph.parse(path=str(part), format=pyoxigraph.RdfFormat.N_QUADS)
            return [self._threads.submit(self._inner.bulk_extend, quads)]
        if pieces == 1:
            return [self._threads.submit(self._load, path=str(part))]
        ends = [data.find(b"\n", len(data) * piece // pieces) + 1 for piece in range(1, pieces)]
        return [self._threads.submit(self._load, data[start:end]) for start, end in pairwise([0, *ends, len(data)])]

    def _load(self, data: bytes | None = None, *, path: str | None = None) -> None:
        self._inner.bulk_load(data, format=pyoxigraph.RdfFormat.N_QUADS, path=path)


def _step_back() -> None:
    """Have RocksDB's merging take the time that is left over, where the system can do that (Linux).

    It merges as soon as there are two files: with all the time that it asks for it merges more often, later more at once.
    """
    for task in Path("/proc/self/task").glob("*"):
        with suppress(OSError):
            if (task / "comm").read_text("utf-8").startswith("rocksdb:low"):
                os.setpriority(os.PRIO_PROCESS, int(task.name), 10)
