"""A store in a directory, by Oxigraph: lasts, and holds more than memory does.

::

    news/diplograph.json    the version of the store's format
    news/lock               who has it open
    news/oxigraph/          the quads
    news/quotes.sqlite      the words of quotes
"""

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import pyoxigraph
from diplograph.ontology import GraphError

from ..terms import OA, Term
from .articles import Article
from .counts import uncounted_batches
from .lock import StoreLock
from .oxigraph import OxigraphStore
from .quote_index import QuoteIndex, quotes_of
from .statements import Statement
from .store import FORMAT_VERSION, Receipt

__all__ = ["EmbeddedStore", "is_store_directory", "quads_directory", "read_format_version"]

_MARK, _QUADS, _QUOTES = "diplograph.json", "oxigraph", "quotes.sqlite"


class EmbeddedStore(OxigraphStore):
    """Open in one process to write, or in any number to read.

    Raises GraphError where the directory is no store, is of a newer format, or is taken; with ``write``, one that is not
    there is made.
    """

    def __init__(self, directory: Path, *, write: bool = False) -> None:
        self.directory = directory
        self.writable = write
        if write:
            _prepare_directory(directory)
        read_format_version(directory)
        self._lock = StoreLock(directory, exclusive=write)
        try:
            super().__init__(_open_quads(directory, write=write), str(directory))
            self._quotes = self._open_quotes(directory / _QUOTES)
        except BaseException:
            self._lock.release()
            raise

    def load(self, statements: Iterable[Statement], *, progress: Callable[[int], None] | None = None) -> int:
        total = super().load(statements, progress=progress)
        self._engine.inner.optimize()
        return total

    def remove(self, documents: Iterable[str]) -> Receipt:
        receipt = super().remove(documents)
        if receipt.removed and self._quotes is not None:
            # Nothing came that could be missed: what went is found no more anyway.
            self._quotes.add((), self._writer.batches)
        return receipt

    def refresh(self) -> None:
        batches = uncounted_batches(self._engine)
        if self._quotes is None:
            raise GraphError(f"{self.directory}: is open to read only")
        if batches and not self._quotes.has(batches):
            # A batch has come without its quotes: from a file, or before a crash.
            self._quotes.add(self._all_quotes(), batches)
        super().refresh()
        self._quotes.forget(batches)

    def close(self) -> None:
        if self.writable:
            self.refresh()
            self._engine.inner.flush()
        if self._quotes is not None:
            self._quotes.close()
        for view in self._views:
            view.store.close()
        self._views.clear()
        # RocksDB lets go of the directory when the last reference goes.
        del self._engine.inner
        gc.collect()
        self._lock.release()
        self.writable = False

    def _index_beside(self, articles: Sequence[Article], batches: Sequence[Term]) -> None:
        # A batch that the quads never get leaves words that nothing joins.
        if self._quotes is not None:
            self._quotes.add((quote for article in articles for quote in quotes_of(article.own)), batches)

    def _all_quotes(self) -> Iterator[tuple[Term, str]]:
        default, quote = pyoxigraph.DefaultGraph(), pyoxigraph.NamedNode(OA.exact[1:-1])
        for quad in self._engine.inner.quads_for_pattern(None, quote, None, default):
            if isinstance(quad.object, pyoxigraph.Literal):
                yield Term(str(quad.subject)), quad.object.value

    def _open_quotes(self, path: Path) -> QuoteIndex | None:
        """The index of words, filled again where somebody has deleted it; None for readers of a store that has none."""
        is_new = not path.exists()
        if is_new and not self.writable:
            return None
        index = QuoteIndex(path, write=self.writable)
        if is_new and len(self._engine.inner):
            index.add(self._all_quotes())
        return index

    def _find_quotes(self) -> Callable[[str], Iterable[Term]] | None:
        is_whole = self._quotes is not None and self._quotes.has(uncounted_batches(self._engine))
        return self._quotes.find if self._quotes is not None and is_whole else None


def is_store_directory(path: Path) -> bool:
    """True where ``path`` is a directory that a store has marked as its own."""
    return (path / _MARK).is_file()


def read_format_version(directory: Path) -> int:
    """The version of the store's format; raises GraphError where there is no store, or one of a newer format."""
    try:
        mark = json.loads((directory / _MARK).read_text("utf-8"))
        found = int(mark["format"])
    except OSError as error:
        raise GraphError(f"{directory}: not a store: {_MARK} cannot be read: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError):
        raise GraphError(f"{directory}: {_MARK} names no format version; was it edited?") from None
    if found > FORMAT_VERSION:
        software = mark.get("software", "a newer diplograph")
        advice = f"this diplograph reads up to {FORMAT_VERSION}: upgrade it"
        raise GraphError(f"{directory}: has store format {found}, made by {software}; {advice}")
    return found


def quads_directory(directory: Path) -> Path:
    """Where Oxigraph keeps the quads of a store; raises GraphError where there is no store, or an empty one."""
    read_format_version(directory)
    if not (directory / _QUADS / "CURRENT").exists():
        raise GraphError(f"{directory}: the store is empty; put something in with 'diplograph load' or 'diplograph build'")
    return directory / _QUADS


def _prepare_directory(directory: Path) -> None:
    from ..formats import write_bytes

    if is_store_directory(directory):
        return
    try:
        directory.mkdir(parents=True, exist_ok=True)
        is_empty = next(directory.iterdir(), None) is None
    except OSError as error:
        raise GraphError(f"{directory}: cannot become a store: {error.strerror or error}") from None
    if not is_empty:
        raise GraphError(f"{directory}: is a directory with other things in it, not a store; name a new or empty one")
    mark = {"format": FORMAT_VERSION, "software": f"diplograph {version('diplograph')}"}
    write_bytes(directory / _MARK, (json.dumps(mark) + "\n").encode())


def _open_quads(directory: Path, *, write: bool) -> pyoxigraph.Store:
    quads = directory / _QUADS if write else quads_directory(directory)
    try:
        return pyoxigraph.Store(str(quads)) if write else pyoxigraph.Store.read_only(str(quads))
    except OSError as error:
        taken = "lock" in str(error).lower()
        reason = "the store is taken by another process" if taken else f"cannot be opened: {error}"
        raise GraphError(f"{directory}: {reason}") from error
