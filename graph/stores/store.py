"""The store of claims: what every backend can do, and what all do alike over the engine of each."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Self

from diplograph.ontology import StoreError

from ..rdf import (
    COUNTS_GRAPH,
    DERIVED_GRAPH,
    INDEX_GRAPH,
    RDF,
    READ,
    STORE,
    RdfReader,
    Statement,
    Term,
    URIRef,
    by_graph,
    check_nodes,
    classes_read,
)
from . import counts
from .articles import Article, CountKey, prepare_articles
from .engine import Deletion, Engine, holds, in_chunks
from .indexing import index_content, is_indexed, unindexed_record
from .writing import ArticleWriter, Receipt, batch_record

if TYPE_CHECKING:
    from rdflib import Dataset

    from ..queries import QueryResult
    from ..rdf import Claims, Run, Triple

__all__ = ["FORMAT_VERSION", "Store"]

# Raised whenever an older diplograph would misread what a newer one writes.
FORMAT_VERSION = 1

_LOADED_AT_ONCE = 200_000
_DERIVED, _INDEX = URIRef(DERIVED_GRAPH), URIRef(INDEX_GRAPH)
_BAND = f" {STORE.band} "


class Store(ABC):
    """Claims in the default graph, direct triples in a graph of their own; an article is the unit of writing.

    Every method raises GraphError: where the store is taken, cannot be reached or refuses.
    """

    writable = True

    def __init__(self, engine: Engine, location: str) -> None:
        self._engine = engine
        self._location = location
        self._writer = ArticleWriter(engine)
        self._knows_pending_counts: bool | None = None

    @property
    def location(self) -> str:
        """A directory, an address, the file that was read, or "memory"."""
        return self._location

    def add(
        self, content: "Claims", run: "Run | None" = None, *, fingerprints: Mapping[str, str] = MappingProxyType({})
    ) -> Receipt:
        """Add articles with all their claims, as one batch: whole or absent, whatever happens meanwhile.

        An article that is there with the same content is left alone, at next to no cost; one with other content is replaced.
        What rules had derived from the claims goes with any change, as it may no longer follow. ``fingerprints`` of documents
        by IRI tell what each was made from, for ``known``.
        """
        nodes = {URIRef(iri): value for iri, value in fingerprints.items()}
        return self._add_articles(list(prepare_articles(content, run)), nodes)

    def _add_articles(self, articles: list[Article], fingerprints: Mapping[Term, str]) -> Receipt:
        with self._noting_counts():
            return self._writer.add(articles, fingerprints)

    def known(self, fingerprints: Mapping[str, str]) -> set[str]:
        """The IRIs of those documents that the store has, made from what the fingerprint that is given for each stands for.

        What was written since the store was opened may be missing.
        """
        found = self._writer.known({URIRef(iri): value for iri, value in fingerprints.items()})
        return {iri for iri in fingerprints if URIRef(iri) in found}

    @property
    def is_near(self) -> bool:
        """True where a look-up costs microseconds, not a journey."""
        return self._engine.is_near

    def remove(self, documents: Iterable[str]) -> Receipt:
        """Remove articles by id, in one step: their claims, evidence, and what nothing else in the store speaks of.

        Ids that the store does not have count for nothing.
        """
        with self._noting_counts():
            return self._writer.remove(documents)

    def refuse_purge(self) -> None:
        """Raises StoreError where ``purge`` would: the store is no directory, or cannot be written anew."""
        advice = "once an endpoint's server has ended: diplograph remove STORE --purge"
        raise StoreError(f"{self.location}: only a store's directory is purged; {advice}")

    def purge(self, *, progress: Callable[[int, int], None] | None = None) -> None:
        """Write the files of a store anew, so that no word of what was removed is left in one; the statements stay the same.

        What a repair has put aside goes too. Killed at any moment, the store is the old one or the new one, and whole.
        A Dataset that ``rdflib`` gave is closed.
        ``progress`` hears how many statements are written, and of how many.
        """
        self.refuse_purge()

    def load(self, statements: Iterable[Statement], *, progress: Callable[[int], None] | None = None) -> int:
        """Add statements of other graphs as they come, in batches; gives their number. ``progress`` hears the running total.

        What rules have derived is taken into a store without claims only, and dropped where claims join others.
        """
        total = 0
        has_claims = self._has_claims()
        if has_claims:
            # What was derived from some of the claims is not what follows from all.
            statements = (statement for statement in statements if statement.graph != _DERIVED)
        chunks = _checked(in_chunks(statements, _LOADED_AT_ONCE))
        chunk = next(chunks, [])  # what cannot be read at all changes nothing
        stale = self._writer.stale_graphs() if has_claims else set()
        if stale:
            self._engine.write({}, Deletion(graphs=stale))
        self._knows_pending_counts = False
        # Should this be interrupted, what has come is still to be indexed and counted.
        self._engine.write({_INDEX: [batch_record(0), unindexed_record()]})
        while chunk:
            # An article that has no band yet is still to be compared with those of this store.
            self._engine.write(by_graph(one for one in chunk if one.graph != _INDEX or _BAND not in one.triple))
            total += len(chunk)
            if progress is not None:
                progress(total)
            chunk = next(chunks, [])
        index_content(self._engine)
        return total

    def _has_claims(self) -> bool:
        return holds(self._engine, "?c a dg:Claim")

    def counts(self) -> Counter[CountKey]:
        """How many claims there are of each relation, month, polarity and modality; at once where ``refresh`` has run."""
        current = counts.are_current(self._engine)
        return counts.read_counts(self._engine) if current else counts.count_claims(self._engine)

    def relation_counts(self) -> Counter[str]:
        """How many claims there are of each relation."""
        if counts.are_current(self._engine):
            return counts.read_totals(self._engine)
        relations: Counter[str] = Counter()
        for key, number in counts.count_claims(self._engine).items():
            relations[key.relation] += number
        return relations

    def refresh(self) -> None:
        """Bring the materialised counts up to date; ``close`` does it too. Queries are right without, and slower."""
        if not self._has_index():
            index_content(self._engine)
        batches = counts.uncounted_batches(self._engine)
        if batches or not self._has_counts():
            known = self._knows_pending_counts
            if known and self._engine.is_near and counts.are_there(self._engine):
                counts.change_counts(self._engine, self._writer.pending, batches)
            else:
                current = counts.read_counts(self._engine) if known else counts.count_claims(self._engine)
                if known:
                    current.update(self._writer.pending)
                counts.replace_counts(self._engine, current, batches)
        self._writer.pending.clear()
        self._knows_pending_counts = None

    def _bring_up(self, sparql: str) -> None:
        """Before a query that names what the store keeps ready, which must not be old or missing."""
        behind = [
            *(["counts"] if COUNTS_GRAPH in sparql and not self._has_counts() else []),
            *(["index"] if INDEX_GRAPH in sparql and not self._has_index() else []),
        ]
        if not behind:
            return
        if not self.writable:
            advice = "open it to write once, which brings them up to date (diplograph load does)"
            raise StoreError(f"{self.location}: its {' and '.join(behind)} are behind; {advice}")
        self.refresh()

    def _has_counts(self) -> bool:
        """True where the materialised counts take in whatever claims there are."""
        return counts.are_current(self._engine) or not (counts.uncounted_batches(self._engine) or self._has_claims())

    def _has_index(self) -> bool:
        """True where the index takes in whatever claims there are."""
        return is_indexed(self._engine) or not self._has_claims()

    @abstractmethod
    def statements(self) -> Iterator[Statement]:
        """Every statement, the store's own index included: what ``load`` of another store takes."""

    def pairs(
        self,
        predicates: Collection[Term],
        *,
        nodes: Iterable[Term] | None = None,
        links: Container[Term] = (),
        kinds: Collection[Term] | None = None,
    ) -> Mapping[Term, list[tuple[Term, Term]]]:
        """For each of ``predicates``, each subject with each value, of the claims' graph, in N-Triples or Turtle.

        With ``nodes``, only what is said of these, and of those to which ``links`` lead from them; with ``kinds``, of
        ``rdf:type`` only these classes.
        """
        found: dict[Term, list[tuple[Term, Term]]] = {predicate: [] for predicate in predicates}
        for subject, predicate, value in self._triples() if nodes is None else self._reached(nodes, links):
            if predicate in found and (kinds is None or predicate != RDF.type or value in kinds):
                found[predicate].append((subject, value))
        return found

    def reader(self, predicates: Collection[Term] = READ) -> RdfReader:
        """A reader of all claims, actors and documents: of whatever is said by ``predicates``."""
        return RdfReader(self.pairs(predicates, kinds=classes_read()))

    def _triples(self) -> "Iterator[Triple]":
        for statement in self.statements():
            if statement.graph is None:
                subject, predicate, value = statement.triple.split(" ", 2)
                yield Term(subject), Term(predicate), Term(value)

    def _reached(self, nodes: Iterable[Term], links: Container[Term]) -> "Iterator[Triple]":
        pending = set(nodes)
        seen = set(pending)
        while pending:
            reached: set[Term] = set()
            for triple in self._engine.describe(pending):
                yield triple
                if triple[1] in links:
                    reached.add(triple[2])
            pending = reached - seen
            seen |= reached

    def describe(self, nodes: Iterable[Term], *, links: Container[Term] = ()) -> Iterator[str]:
        """Every triple of the nodes and of those to which ``links`` lead from them, in the claims' graph, as N-Triples text."""
        return (" ".join(triple) for triple in self._reached(nodes, links))

    def find_nodes(self, pattern: str) -> list[Term]:
        """Each ``?node`` of a pattern of SPARQL, our own and not a user's; prefixes are declared."""
        rows = self._engine.select(f"SELECT DISTINCT ?node {{ {pattern} }}")
        return [row[0] for row in rows if row[0] is not None]

    @abstractmethod
    def query(self, sparql: str, *, timeout: float | None = None, limit: int | None = None) -> "QueryResult":
        """The answer to a SELECT, ASK, CONSTRUCT or DESCRIBE query; our prefixes are declared.

        ``timeout`` in seconds; with ``limit`` at most so many rows, ``truncated`` where there are more.
        """

    @abstractmethod
    def rdflib(self) -> "Dataset":
        """An rdflib Dataset over this store, without a copy."""

    @contextmanager
    def _noting_counts(self) -> Iterator[None]:
        """A write: are all batches before it in the counts, so that adding what it brings is enough?"""
        if self._knows_pending_counts is None:
            self._knows_pending_counts = self._has_counts()
        try:
            yield
        except BaseException:
            # Who knows how far it has come.
            self._knows_pending_counts = False
            raise

    def close(self) -> None:  # noqa: B027 - of most stores nothing is pending
        """Finish what is pending and let go of the store."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()


def _checked(chunks: Iterable[list[Statement]]) -> Iterator[list[Statement]]:
    for chunk in chunks:
        check_nodes(chunk)
        yield chunk
