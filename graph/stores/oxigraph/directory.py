"""A store in a directory, by Oxigraph: lasts, and holds more than memory does.

::

    news/diplograph.json    the version of the store's format
    news/lock               who has it open
    news/oxigraph/          the quads
    news/journal/           batches that are promised and not yet among the quads
    news/quotes.sqlite      the words of quotes, and the ids of articles
    news/checksums.json     the checksum of each file, taken when a writer has closed the store
    news/repair.json        what an interrupted repair has left to do
"""

import gc
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from itertools import chain
from mmap import mmap
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
from diplograph.ontology import GraphError, QueryError, StoreError

from ...queries import check_update, describe_syntax_error
from ...rdf import DCTERMS, OA, PREFIXES, Statement, Term
from ..counts import uncounted_batches
from ..store import FORMAT_VERSION
from .checksums import CHECKSUMS, MARK, QUADS, QUOTES, Checksums
from .damage import DamagedStoreError, cure, explain, reading
from .engine import OxigraphEngine, OxigraphStore
from .journal import Journal
from .lock import StoreLock
from .quote_index import QuoteIndex, articles_of, batches_of, quotes_of
from .write_behind import WriteBehindEngine

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["EmbeddedStore", "is_store_directory", "quads_directory", "quotes_file", "read_format_version"]

JOURNAL, REPAIR = "journal", "repair.json"
_MUCH_BYTES, _MUCH_SHARE = 2**26, 0.25


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
            _prepare_directory(directory)
        read_format_version(directory)
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
            self._quotes.add(self._all_quotes(), batches, self._all_articles())
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
        finally:
            self._close()

    def _open(self) -> None:
        self._lock = StoreLock(self.directory, exclusive=self.writable)
        self._is_closed = False
        self._quotes: QuoteIndex | None = None
        self._verified_quotes = False
        try:
            self._checksums = self._check_files()
            if self.writable and self._checksums is not None:
                self._checksums.opened().write(self.directory)
            inner, name = _open_quads(self.directory, write=self.writable), str(self.directory)
        except BaseException:
            self._lock.release()
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
        checksums = Checksums.read(self.directory)
        quads = self.directory / QUADS
        has_quads = next(quads.glob("*.sst"), None) is not None or next(quads.glob("MANIFEST-*"), None) is not None
        if has_quads and not (quads / "CURRENT").exists():
            # The engine would take what it finds there for nobody's, and begin anew.
            raise DamagedStoreError(self.directory, f"{QUADS}/CURRENT", "is missing")
        if checksums is not None:
            damages = checksums.compare(self.directory)
            if self.writable:
                damages = chain(damages, checksums.verify(self.directory, [QUOTES]))
            for damage in damages:
                raise DamagedStoreError(self.directory, damage.file, damage.what)
        return checksums

    def _merge_files(self) -> None:
        """Where much has come, measured by what there is: each merging takes all of it in hand."""
        if not isinstance(self._engine, WriteBehindEngine) or self._engine.written < _MUCH_BYTES:
            return
        size = sum(map(_size, (self.directory / QUADS).glob("*.sst")))
        if self._engine.written > size * _MUCH_SHARE:
            self._engine.merge_files()

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
            self._engine.close()
            is_whole = self.writable
        finally:
            if self._quotes is not None:
                self._quotes.close()
            for view in self._views:
                view.store.close()
            self._views.clear()
            # RocksDB lets go of the directory when the last reference goes.
            gc.collect()
            try:
                if is_whole:
                    Checksums.take(self.directory, self._checksums).write(self.directory)
            finally:
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

    def _all_quotes(self) -> Iterator[tuple[Term, str]]:
        return self._texts(OA.exact)

    def _all_articles(self) -> Iterator[tuple[Term, str]]:
        return self._texts(DCTERMS.identifier)

    def _texts(self, predicate: Term) -> Iterator[tuple[Term, str]]:
        quads = self._engine.inner.quads_for_pattern(
            None, pyoxigraph.NamedNode(predicate[1:-1]), None, pyoxigraph.DefaultGraph()
        )
        for quad in reading(str(self.directory), quads):
            if isinstance(quad.object, pyoxigraph.Literal) and isinstance(quad.subject, pyoxigraph.NamedNode):
                yield Term(str(quad.subject)), quad.object.value

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
            # Made beside it: who is killed meanwhile leaves the old one, or none.
            coming = path.with_suffix(".new")
            coming.unlink(missing_ok=True)
            made = QuoteIndex(coming, write=True)
            made.add(self._all_quotes(), articles=self._all_articles())
            made.close()
            coming.replace(path)
        return QuoteIndex(path, write=True)

    def _find_quotes(self) -> Callable[[str], Iterable[Term]] | None:
        if self._quotes is not None and not self._verified_quotes and self._checksums is not None and not self.writable:
            for damage in self._checksums.verify(self.directory, [QUOTES]):
                raise DamagedStoreError(self.directory, damage.file, damage.what)
            self._verified_quotes = True
        is_whole = self._quotes is not None and self._quotes.has(uncounted_batches(self._engine))
        return self._quotes.find if self._quotes is not None and is_whole else None


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
            raise DamagedStoreError(directory, MARK, "is missing") from None
        if not directory.exists():
            raise StoreError(f"{directory}: not a store: there is no such directory; check the path") from None
        raise StoreError(f"{directory}: not a store: it has no {MARK}; name one that build or load has filled") from None
    except NotADirectoryError:
        raise StoreError(f"{directory}: is a file, not a store; name a directory that build or load has filled") from None
    except OSError as error:
        raise StoreError(f"{directory}: not a store: {MARK} cannot be read: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError, OverflowError):
        raise DamagedStoreError(directory, MARK, "names no format version") from None
    if found > FORMAT_VERSION:
        known = Checksums.read(directory)
        if known is not None and any(damage.file == MARK for damage in known.compare(directory)):
            raise DamagedStoreError(directory, MARK, "is damaged: its checksum is another")
        software = mark.get("software", "a newer diplograph")
        advice = f"this diplograph reads up to {FORMAT_VERSION}: upgrade it"
        raise StoreError(f"{directory}: has store format {found}, made by {software}; {advice}")
    return found


def quads_directory(directory: Path) -> Path:
    """Where Oxigraph keeps the quads of a store; raises GraphError where there is no store, or an empty one."""
    read_format_version(directory)
    quads = directory / QUADS
    if not (quads / "CURRENT").exists():
        if next(quads.glob("*.sst"), None) is not None:
            raise DamagedStoreError(directory, f"{QUADS}/CURRENT", "is missing")
        raise StoreError(f"{directory}: the store is empty; put something in with 'diplograph load' or 'diplograph build'")
    return quads


def quotes_file(directory: Path) -> Path:
    """Where the words of a store's quotes are; it need not be there."""
    return directory / QUOTES


def _prepare_directory(directory: Path) -> None:
    from ...files import write_bytes

    if is_store_directory(directory):
        return
    try:
        directory.mkdir(parents=True, exist_ok=True)
        is_empty = next(directory.iterdir(), None) is None
    except OSError as error:
        raise StoreError(f"{directory}: cannot become a store: {error.strerror or error}") from None
    if not is_empty:
        raise StoreError(f"{directory}: is a directory with other things in it, not a store; name a new or empty one")
    mark = {"format": FORMAT_VERSION, "software": f"diplograph {version('diplograph')}"}
    write_bytes(directory / MARK, (json.dumps(mark) + "\n").encode())


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
        if "lock" in str(error).lower():
            raise StoreError(f"{directory}: the store is taken by another process") from error
        raise explain(str(directory), error) from error
