"""A store in a directory, by Oxigraph: lasts, and holds more than memory does.

What stands where in it: ``layout``.
"""

import gc
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import chain
from mmap import mmap
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
from diplograph.ontology import GraphError, QueryError, StoreError

from ...freed_memory import give_back, map_large_blocks
from ...queries import check_update, describe_syntax_error
from ...rdf import CHECKED, DCTERMS, OA, PREFIXES, RDF, Statement, Term, classes_read
from ..counts import uncounted_batches
from .checksums import QUADS, QUOTES, Checksums
from .damage import DamagedStoreError, cure, explain
from .engine import OxigraphEngine, OxigraphStore
from .journal import Journal
from .layout import (
    JOURNAL,
    PURGED,
    REPAIR,
    find_misplaced,
    lacks_current,
    prepare_directory,
    quads_directory,
    read_format_version,
    refuse_unreadable,
)
from .lock import StoreLock
from .purging import copy_files, finish_purge, make_quote_index, refuse_purge, texts_of
from .quote_index import QuoteIndex, articles_of, batches_of, quotes_of
from .ready import ColumnFile
from .write_behind import WriteBehindEngine

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["EmbeddedStore"]

_MUCH_BYTES, _MUCH_SHARE = 2**26, 0.25
# RocksDB's words for a database that is open elsewhere, by this process or another.
_TAKEN = ("lock hold by", "While lock file")


class EmbeddedStore(OxigraphStore):
    """Open in one process to write, or in any number to read.

    Raises GraphError where the directory is no store, is of a newer format, or is taken; with ``write``, one that is not
    there is made. What a killed writer has promised is taken in by whoever opens the store next.
    """

    def __init__(self, directory: Path, *, write: bool = False, repairing: bool = False) -> None:
        self.directory = directory
        self.writable = write
        self._repairing = repairing
        if write:
            map_large_blocks()
            prepare_directory(directory)
        read_format_version(directory)
        if not write and (directory / PURGED).exists():
            self._finish_writing()
        self._open()
        if not write and self._is_unfinished():
            self._close()
            self._finish_writing()
            self._open()

    def load(self, statements: Iterable[Statement], *, progress: Callable[[int], None] | None = None) -> int:
        try:
            return super().load(statements, progress=progress)
        finally:
            self._engine.settle()

    def refresh(self) -> None:
        if self._quotes is None:
            raise StoreError(f"{self.directory}: is open to read only")
        batches = uncounted_batches(self._engine)
        if batches and not self._quotes.has(batches):
            # Somebody has deleted the index, or the crash of a machine has taken its end.
            inner, location = self._engine.inner, str(self.directory)
            self._quotes.add(texts_of(inner, OA.exact, location), batches, texts_of(inner, DCTERMS.identifier, location))
        super().refresh()
        self._quotes.forget(batches)
        self._quotes.purge()
        self._merge_files()

    def snapshot(self, target: Path) -> None:
        """Make ``target``, which is not there yet, a directory of the quads as they stand now; raises GraphError."""
        try:
            self._engine.inner.backup(str(target))
        except OSError as error:
            raise StoreError(f"{self.directory}: no snapshot can be taken: {error}") from None

    def update(self, text: str) -> None:
        """Do a SPARQL update as it stands, past the store's index; raises GraphError for one that is malformed."""
        check_update(text)
        try:
            self._engine.inner.update(text, prefixes=dict(PREFIXES))
        except SyntaxError as error:
            raise QueryError(describe_syntax_error(text, str(error))) from None
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"SPARQL: cannot be done: {str(error).splitlines()[0]}") from None
        with self._engine.explained():
            self._engine.inner.flush()

    def insert(self, data: bytes, media_type: str, graph: str | None) -> None:
        """Add the triples of ``data`` to a graph as they stand, past the store's index; raises GraphError."""
        syntax = pyoxigraph.RdfFormat.from_media_type(media_type)
        if syntax is None:
            raise QueryError(f"{media_type or 'no type'} is not a format of triples; send application/n-triples")
        try:
            target = pyoxigraph.DefaultGraph() if graph is None else pyoxigraph.NamedNode(graph)
            self._engine.inner.load(data, format=syntax, to_graph=target)
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"not valid {syntax.name}: {str(error).splitlines()[0][:200]}") from None
        with self._engine.explained():
            self._engine.inner.flush()

    def rdflib(self) -> "Dataset":
        if isinstance(self._engine, WriteBehindEngine):
            self._engine.waits = False  # the view knows nothing of the journal
        return super().rdflib()

    def close(self) -> None:
        if self._is_closed:
            return
        try:
            if self.writable:
                self.refresh()
                self._make_columns()
        finally:
            self._close()

    def pairs(
        self,
        predicates: Collection[Term],
        *,
        nodes: Iterable[Term] | None = None,
        links: Container[Term] = (),
        kinds: Collection[Term] | None = None,
    ) -> Mapping[Term, list[tuple[Term, Term]]]:
        ready = None
        if nodes is None and not self.writable and self._checksums is not None and not self._checksums.is_open:
            column = partial(self._column, kinds=kinds)
            ready = self._columns.read(self._checksums, predicates, kinds, column)
        return super().pairs(predicates, nodes=nodes, links=links, kinds=kinds) if ready is None else ready

    def refuse_purge(self) -> None:
        if not self.writable:
            raise StoreError(f"{self.directory}: is open to read only")
        refuse_purge(self.directory, set(self._quotes.articles().values()) if self._quotes is not None else set())

    def purge(self, *, progress: Callable[[int, int], None] | None = None) -> None:
        self.refuse_purge()
        self.refresh()
        copy_files(self.directory, self._engine.inner, progress)
        try:
            self._let_go()
            finish_purge(self.directory, commit=True)
        except BaseException:
            self._unlock()
            raise
        self._open_files()
        if isinstance(self._engine, WriteBehindEngine):
            self._engine.come = self._size()  # all of it is new

    def _open(self) -> None:
        self._lock = StoreLock(self.directory, exclusive=self.writable)
        self._open_files()

    def _open_files(self) -> None:
        self._is_closed = False
        self._columns = ColumnFile(self.directory)
        self._quotes: QuoteIndex | None = None
        self._verified_quotes = False
        try:
            if self.writable:
                finish_purge(self.directory)
            self._checksums = self._check_files()
            if self.writable and self._checksums is not None:
                self._checksums.opened().write(self.directory)
            if self.writable:
                self._columns.abandon()
            inner, name = _open_quads(self.directory, write=self.writable), str(self.directory)
        except BaseException:
            self._unlock()
            raise
        journal = self.directory / JOURNAL
        engine = OxigraphEngine(inner, name)
        if self.writable:
            engine = WriteBehindEngine(inner, name, journal, self._index, self._removing)
        super().__init__(engine, name)
        del inner
        try:
            self._quotes = self._open_quotes()
            if isinstance(engine, WriteBehindEngine):
                engine.recover()
                self._finish_removing()
        except BaseException:
            self._close()
            raise

    def _check_files(self) -> Checksums | None:
        """The checksums, where there are any; raises DamagedStoreError for what shows at once."""
        if (self.directory / REPAIR).exists() and not self._repairing:
            raise StoreError(f"{self.directory}: a repair of it was interrupted; {cure(self.directory)}")
        refuse_unreadable(self.directory)
        for damage in find_misplaced(self.directory):
            raise DamagedStoreError.of(self.directory, damage.file, damage.what)
        checksums = Checksums.read(self.directory)
        if lacks_current(self.directory):
            # The engine would take what it finds there for nobody's, and begin anew.
            raise DamagedStoreError.of(self.directory, f"{QUADS}/CURRENT", "is missing")
        if checksums is not None:
            damages = checksums.compare(self.directory)
            if self.writable:
                damages = chain(damages, checksums.verify(self.directory, [QUOTES]))
            for damage in damages:
                raise DamagedStoreError.of(self.directory, damage.file, damage.what)
        return checksums

    def _merge_files(self) -> None:
        """Where much has come, measured by what there is: each merging takes all of it in hand."""
        if not isinstance(self._engine, WriteBehindEngine) or self._engine.written < _MUCH_BYTES:
            return
        if self._engine.written > self._size() * _MUCH_SHARE:
            self._engine.merge_files()
            give_back()

    def _make_columns(self) -> None:
        if isinstance(self._engine, WriteBehindEngine) and self._columns.is_worth_while(self._engine.come, self._size()):
            kinds = classes_read()
            self._columns.make(CHECKED, kinds, partial(self._column, kinds=kinds))

    def _column(self, predicate: Term, kinds: Collection[Term] | None) -> Iterator[tuple[Term, Term]]:
        return self._engine.column(predicate, kinds if predicate == RDF.type else None)

    def _size(self) -> int:
        return sum(map(_size, (self.directory / QUADS).glob("*.sst")))

    def _is_unfinished(self) -> bool:
        journal = Journal(self.directory / JOURNAL)
        was_killed = self._checksums is not None and self._checksums.is_open
        return bool(was_killed or journal.parts() or journal.missing() or uncounted_batches(self._engine))

    def _finish_writing(self) -> None:
        """Do for a killed writer what it had left to do."""
        try:
            EmbeddedStore(self.directory, write=True).close()
        except DamagedStoreError:
            raise
        except GraphError as error:
            if Journal(self.directory / JOURNAL).parts():
                raise StoreError(f"{error}; what its last writer has promised is to be taken in first") from None

    def _close(self) -> None:
        is_whole = False
        try:
            self._let_go()
            is_whole = self.writable
        finally:
            try:
                if is_whole:
                    checksums = Checksums.take(self.directory, self._checksums)
                    checksums.write(self.directory)
                    self._columns.seal(checksums)
            finally:
                self._unlock()

    def _let_go(self) -> None:
        """Close all files but the lock."""
        try:
            self._engine.close()
        finally:
            if self._quotes is not None:
                self._quotes.close()
            for view in self._views:
                view.store.close()
            self._views.clear()
            # RocksDB lets go of the directory when the last reference goes.
            gc.collect()
            if self.writable:
                give_back()

    def _unlock(self) -> None:
        self._lock.release()
        self.writable, self._is_closed = False, True

    def _index(self, data: bytes | mmap) -> None:
        # Of a batch that the quads never get, this leaves words that nothing joins.
        assert self._quotes is not None
        self._quotes.add(quotes_of(data), batches_of(data), articles_of(data))

    @contextmanager
    def _removing(self, data: bytes) -> Iterator[None]:
        """Have the words of quotes go with the quads in ``data``."""
        assert self._quotes is not None
        evidence = [node for node, _ in quotes_of(data)]
        if evidence:
            self._quotes.announce(evidence)
        yield
        if evidence:
            self._quotes.remove(evidence)
        self._quotes.forget_articles(node for node, _ in articles_of(data))

    def _finish_removing(self) -> None:
        """Do for a killed writer what it had left of removing words."""
        assert self._quotes is not None
        leaving = self._quotes.leaving()
        if leaving:
            there = {node for node, _ in self._engine.objects(leaving, OA.exact)}
            self._quotes.remove(node for node in leaving if node not in there)

    def _open_quotes(self) -> QuoteIndex | None:
        """The index of words, filled again where somebody has deleted it; None for readers of a store that has none."""
        path = self.directory / QUOTES
        if not self.writable:
            return QuoteIndex(path) if path.exists() else None
        if path.exists():
            found = QuoteIndex(path)
            is_current = found.is_current
            found.close()
        else:
            is_current = False
        if not is_current:
            make_quote_index(path, self._engine.inner, str(self.directory))
        return QuoteIndex(path, write=True)

    def _find_quotes(self) -> Callable[[str], Iterable[Term]] | None:
        if self._quotes is not None and not self._verified_quotes and self._checksums is not None and not self.writable:
            for damage in self._checksums.verify(self.directory, [QUOTES]):
                raise DamagedStoreError.of(self.directory, damage.file, damage.what)
            self._verified_quotes = True
        is_whole = self._quotes is not None and self._quotes.has(uncounted_batches(self._engine))
        return self._quotes.find if self._quotes is not None and is_whole else None


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:  # merged into another just now
        return 0


def _open_quads(directory: Path, *, write: bool) -> pyoxigraph.Store:
    quads = directory / QUADS if write else quads_directory(directory)
    try:
        return pyoxigraph.Store(str(quads)) if write else pyoxigraph.Store.read_only(str(quads))
    except (OSError, RuntimeError) as error:
        if any(words in str(error) for words in _TAKEN):
            raise StoreError(f"{directory}: the store is taken by another process") from error
        raise explain(str(directory), error) from error
