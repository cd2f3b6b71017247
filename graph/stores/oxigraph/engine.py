"""A store inside Oxigraph, in memory or on disk: what both share.

https://pyoxigraph.readthedocs.io/
"""

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import pyoxigraph
from diplograph.ontology import QueryError, StoreError

from ...queries import (
    QueryResult,
    asked_predicates,
    check_query,
    collect_result,
    describe_syntax_error,
    expand_quote_search,
    refuse_network,
)
from ...rdf import (
    COUNTS_GRAPH,
    DIRECT_GRAPH,
    INDEX_GRAPH,
    INTERNAL_GRAPHS,
    PREFIXES,
    RDF,
    Statement,
    Term,
    Triple,
    URIRef,
    from_quads,
    has_blank_node,
    to_nquads,
)
from ..engine import Deletion, lexical
from ..engine_thread import in_engine_thread
from ..store import Store
from ..updates import data_block
from .damage import describe_full_disk, explain, naming_damage, reading
from .query_process import in_query_process

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["OxigraphEngine", "OxigraphStore"]

_GraphName = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.DefaultGraph


class OxigraphEngine:
    """Reads and writes one pyoxigraph store; errors of the engine come out as GraphError."""

    is_near = True

    def __init__(self, inner: pyoxigraph.Store, location: str) -> None:
        self._inner = inner
        self._location = location
        self.flushed: OxigraphEngine = self

    @property
    def inner(self) -> pyoxigraph.Store:
        """The engine's store; raises GraphError once it is closed."""
        try:
            return self._inner
        except AttributeError:
            raise StoreError(f"{self._location}: is closed; open it again") from None

    @property
    def location(self) -> str:
        return self._location

    @property
    def unflushed(self) -> int:
        return 0

    def settle(self) -> None:
        """Wait until all that was written is taken in: here it always is."""

    def close(self) -> None:
        """Let go of the store: RocksDB leaves its directory when the last reference goes."""
        del self._inner

    def _doomed(self, deletion: Deletion) -> dict[Term | None, set[str]]:
        """The triples that a deletion means, by graph: named one by one, they need no join."""
        doomed: dict[Term | None, set[str]] = {URIRef(DIRECT_GRAPH): set(deletion.direct)}
        Pattern = tuple[Term | None, pyoxigraph.NamedNode | pyoxigraph.BlankNode | None]  # noqa: N806 - a type
        patterns: list[Pattern] = [(None, node) for _, node in _nodes(deletion.subjects)]
        patterns += [(URIRef(INDEX_GRAPH), node) for _, node in _nodes(deletion.indexed)]
        patterns += [(URIRef(COUNTS_GRAPH), node) for _, node in _nodes(deletion.counted)]
        patterns += [(graph, None) for graph in deletion.graphs]
        for graph, subject in patterns:
            quads = self._quads(subject, None, None, _graph(graph))
            doomed.setdefault(graph, set()).update(statement.triple for statement in from_quads(quads))
        return doomed

    def _replace(self, coming: dict[Term | None, set[str]], going: dict[Term | None, set[str]]) -> None:
        """One update, and so one transaction, of what differs."""
        leaving = {graph: triples - coming.get(graph, set()) for graph, triples in going.items()}
        arriving = {graph: triples - going.get(graph, set()) for graph, triples in coming.items()}
        nameless = {graph: {triple for triple in triples if has_blank_node(triple)} for graph, triples in leaving.items()}
        for quad in pyoxigraph.parse(to_nquads(nameless), format=pyoxigraph.RdfFormat.N_QUADS):
            self.inner.remove(quad)  # an update cannot name them
        leaving = {graph: triples - nameless[graph] for graph, triples in leaving.items()}
        self.inner.update(f"{data_block('DELETE', leaving)} ;\n{data_block('INSERT', arriving)}")
        self.inner.flush()

    def _quads(
        self,
        subject: pyoxigraph.NamedNode | pyoxigraph.BlankNode | None,
        predicate: pyoxigraph.NamedNode | None,
        object_: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | None,
        graph: _GraphName,
    ) -> Iterator[pyoxigraph.Quad]:
        with naming_damage(self._location):
            found = self.inner.quads_for_pattern(subject, predicate, object_, graph)
        return reading(self._location, found)

    def select(self, text: str) -> Iterator[tuple[Term | None, ...]]:
        results = self.evaluate(text)
        assert isinstance(results, pyoxigraph.QuerySolutions)
        for solution in reading(self._location, results):
            yield tuple(None if term is None else Term(str(term)) for term in solution)

    def evaluate(self, text: str, *, all_named: bool = False) -> Any:
        """pyoxigraph's results, over the default graph and all named ones; those that the store keeps must be named.

        With ``all_named``, GRAPH with a variable finds those too.
        """
        graphs = list(reading(self._location, self.inner.named_graphs()))
        public = [graph for graph in graphs if graph.value not in INTERNAL_GRAPHS]
        named = graphs if all_named or any(iri in text for iri in INTERNAL_GRAPHS) else public
        default = self._graphs_of_use(text, [pyoxigraph.DefaultGraph(), *public])
        with naming_damage(self._location):
            return self.inner.query(text, prefixes=dict(PREFIXES), default_graph=default, named_graphs=named)

    def _graphs_of_use(self, text: str, graphs: list[_GraphName]) -> list[_GraphName]:
        """Those of ``graphs`` that hold a predicate the query names: joins over two graphs cost twice those over one."""
        asked = asked_predicates(text)
        if asked is None or len(graphs) == 1:
            return graphs
        try:
            predicates = list(map(pyoxigraph.NamedNode, asked))
        except ValueError:
            return graphs  # the engine tells what is wrong with the IRI, and where
        found = [graph for graph in graphs if any(self._has(predicate, graph) for predicate in predicates)]
        return found or graphs[:1]

    def _has(self, predicate: pyoxigraph.NamedNode, graph: _GraphName) -> bool:
        return next(self._quads(None, predicate, None, graph), None) is not None

    def objects(self, subjects: Iterable[Term], predicate: Term, graph: Term | None = None) -> Iterator[tuple[Term, Term]]:
        name, where = _named(predicate), _graph(graph)
        for subject, node in _nodes(subjects):
            for quad in self._quads(node, name, None, where):
                yield subject, Term(str(quad.object))

    def subjects(self, objects: Iterable[Term], predicate: Term, graph: Term | None = None) -> Iterator[tuple[Term, Term]]:
        name, where = _named(predicate), _graph(graph)
        for object_, value in _values(objects):
            for quad in self._quads(None, name, value, where):
                yield Term(str(quad.subject)), object_

    def describe(self, subjects: Iterable[Term]) -> Iterator[Triple]:
        for subject, node in _nodes(subjects):
            for quad in self._quads(node, None, None, _graph(None)):
                yield subject, Term(str(quad.predicate)), Term(str(quad.object))

    def column(self, predicate: Term, values: Iterable[Term] | None = None) -> Iterator[tuple[Term, Term]]:
        """Each subject with each value of a predicate, or with each of ``values``, in the default graph.

        The engine writes them as text, with no term of Python's own between: looking up its texts is what reading takes, so
        that a value which many subjects share is looked up once where it is given.
        """
        if values is None:
            cells = map(Term, self._cells(f"SELECT ?s ?o {{ ?s {predicate} ?o }}"))
            yield from zip(cells, cells, strict=True)
        else:
            for value in values:
                for subject in self._cells(f"SELECT ?s {{ ?s {predicate} {value} }}"):
                    yield Term(subject), value

    def _cells(self, query: str) -> list[str]:
        """What an answer holds, row by row: in tab-separated values, tabs and ends of lines stand between cells alone."""
        with naming_damage(self._location):
            solutions = self.inner.query(query)
            assert isinstance(solutions, pyoxigraph.QuerySolutions)
            text = (solutions.serialize(format=pyoxigraph.QueryResultsFormat.TSV) or b"").decode()
        return text[text.index("\n") + 1 :].replace("\n", "\t").split("\t")[:-1]

    def referenced(self, nodes: Iterable[Term], *, ignoring: Container[Term]) -> set[Term]:
        def is_referenced(node: pyoxigraph.NamedNode | pyoxigraph.BlankNode) -> bool:
            quads = self._quads(None, None, node, _graph(None))
            return any(Term(str(quad.subject)) not in ignoring for quad in quads)

        return {term for term, node in _nodes(nodes) if is_referenced(node)}

    def write(self, insertion: dict[Term | None, list[str]], deletion: Deletion | None = None) -> None:
        with self.explained():
            if deletion is None:
                self.inner.bulk_load(to_nquads(insertion), format=pyoxigraph.RdfFormat.N_QUADS)
            else:
                self._replace({graph: set(triples) for graph, triples in insertion.items()}, self._doomed(deletion))

    @contextmanager
    def explained(self) -> Iterator[None]:
        """What goes wrong while writing is raised as GraphError."""
        try:
            yield
        except (OSError, SyntaxError, ValueError, RuntimeError) as error:
            full = describe_full_disk(error)
            if full is None and "Corruption" in str(error):
                raise explain(self._location, error) from error
            raise StoreError(f"{self._location}: cannot be written: {full or error}") from error


class OxigraphStore(Store):
    """``location`` names it in messages."""

    _engine: OxigraphEngine

    def __init__(self, engine: OxigraphEngine, location: str) -> None:
        super().__init__(engine, location)
        self._views: list[Dataset] = []

    def statements(self) -> Iterator[Statement]:
        return from_quads(reading(self._engine.location, self._engine.inner))

    def pairs(
        self,
        predicates: Collection[Term],
        *,
        nodes: Iterable[Term] | None = None,
        links: Container[Term] = (),
        kinds: Collection[Term] | None = None,
    ) -> Mapping[Term, list[tuple[Term, Term]]]:
        if nodes is not None:
            return super().pairs(predicates, nodes=nodes, links=links, kinds=kinds)
        return {each: list(self._engine.column(each, kinds if each == RDF.type else None)) for each in predicates}

    def query(self, sparql: str, *, timeout: float | None = None, limit: int | None = None) -> QueryResult:
        check_query(sparql)
        self._bring_up(sparql)
        expanded = expand_quote_search(sparql, self._find_quotes())

        self._engine.settle()
        engine = self._engine.flushed  # in a process of its own nobody takes in what is pending

        def answer() -> QueryResult:
            refuse_network(sparql)
            try:
                return collect_result(engine.evaluate(expanded), limit)
            except SyntaxError as error:
                raise QueryError(describe_syntax_error(sparql, str(error))) from None
            except (OSError, ValueError, RuntimeError) as error:
                if "Corruption" in str(error):
                    raise explain(engine.location, error) from None
                raise QueryError(f"SPARQL: cannot be evaluated on this graph: {str(error).splitlines()[0]}") from None

        if timeout is None:
            return in_engine_thread(answer)
        return in_query_process(answer, timeout, lambda: engine.evaluate("ASK { ?s ?p ?o }"))

    def _find_quotes(self) -> Callable[[str], Iterable[Term]] | None:
        """What finds evidence by words, where there is an index."""
        return None

    def rdflib(self) -> "Dataset":
        from ..rdflib_view import view_as_dataset

        self._views.append(view_as_dataset(self._engine.inner, partial(reading, self._engine.location)))
        return self._views[-1]


def _named(term: Term) -> pyoxigraph.NamedNode:
    return pyoxigraph.NamedNode(term[1:-1])


def _nodes(terms: Iterable[Term]) -> Iterator[tuple[Term, pyoxigraph.NamedNode | pyoxigraph.BlankNode]]:
    """Each term that is a node, as the engine takes it: a literal may have got in where an IRI belongs."""
    for term in terms:
        if term.startswith("<"):
            yield term, _named(term)
        elif term.startswith("_:"):
            yield term, pyoxigraph.BlankNode(term[2:])


def _values(
    terms: Iterable[Term],
) -> Iterator[tuple[Term, pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal]]:
    """Each term as the engine takes it, numbers of the index among them."""
    for term in terms:
        number = lexical(term)
        if number.isdecimal():
            yield term, pyoxigraph.Literal(int(number))
        else:
            yield from _nodes([term])


def _graph(graph: Term | None) -> pyoxigraph.NamedNode | pyoxigraph.DefaultGraph:
    return pyoxigraph.DefaultGraph() if graph is None else _named(graph)
