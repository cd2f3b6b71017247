"""What all stores do alike, over the engine of each."""

from collections import Counter
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from diplograph.ontology import GraphError

from ..terms import URIRef
from ..vocabulary import COUNTS_GRAPH, DERIVED_GRAPH
from . import counts
from .articles import Article, CountKey, prepare_articles
from .engine import Deletion, Engine, in_chunks
from .indexing import index_claims
from .statements import Statement, by_graph
from .store import Receipt
from .writing import ArticleWriter

if TYPE_CHECKING:
    from ..normalization import Claims
    from ..rdf import Run

__all__ = ["ArticleStore"]

_LOADED_AT_ONCE = 200_000
_DERIVED = URIRef(DERIVED_GRAPH)


class ArticleStore:
    """The writing half of ``Store``; backends add reading. See ``Store`` for what each method promises."""

    writable = True

    def __init__(self, engine: Engine, location: str) -> None:
        self._engine = engine
        self._location = location
        self._writer = ArticleWriter(engine)
        self._knows_pending_counts: bool | None = None

    @property
    def location(self) -> str:
        return self._location

    def add(self, content: "Claims", run: "Run | None" = None) -> Receipt:
        return self._add_articles(list(prepare_articles(content, run)))

    def _add_articles(self, articles: list[Article]) -> Receipt:
        self._note_pending_counts()
        return self._writer.add(articles)

    def remove(self, documents: Iterable[str]) -> Receipt:
        self._note_pending_counts()
        return self._writer.remove(documents)

    def load(self, statements: Iterable[Statement], *, progress: Callable[[int], None] | None = None) -> int:
        total = 0
        if self._has_claims():
            # What was derived from some of the claims is not what follows from all.
            stale = self._writer.stale_graphs()
            if stale:
                self._engine.write({}, Deletion(graphs=stale))
            statements = (statement for statement in statements if statement.graph != _DERIVED)
        for chunk in in_chunks(statements, _LOADED_AT_ONCE):
            self._engine.write(by_graph(chunk))
            total += len(chunk)
            if progress is not None:
                progress(total)
        index_claims(self._engine)
        self._knows_pending_counts = False
        return total

    def _has_claims(self) -> bool:
        return any(True for _ in self._engine.select("SELECT ?c { ?c a dg:Claim } LIMIT 1"))

    def counts(self) -> Counter[CountKey]:
        current = counts.are_current(self._engine)
        return counts.read_counts(self._engine) if current else counts.count_claims(self._engine)

    def refresh(self) -> None:
        batches = counts.uncounted_batches(self._engine)
        if batches:
            known = self._knows_pending_counts
            current = counts.read_counts(self._engine) if known else counts.count_claims(self._engine)
            if known:
                current.update(self._writer.pending)
            counts.replace_counts(self._engine, current, batches)
        self._writer.pending.clear()
        self._knows_pending_counts = None

    def _bring_up_counts(self, sparql: str) -> None:
        """Before a query that names the counts, which must not see old ones."""
        if COUNTS_GRAPH not in sparql or not counts.uncounted_batches(self._engine):
            return
        if not self.writable:
            advice = "open it to write, which brings them up to date (diplograph load does)"
            raise GraphError(f"{self.location}: its counts are behind, as its last writer was interrupted; {advice}")
        self.refresh()

    def _note_pending_counts(self) -> None:
        """Before the first write: are all batches so far in the counts, so that adding what comes is enough?"""
        if self._knows_pending_counts is None:
            self._knows_pending_counts = not counts.uncounted_batches(self._engine)

    def close(self) -> None:
        """Nothing is pending: each write is finished when it returns."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()
