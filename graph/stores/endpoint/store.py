"""A store behind a SPARQL 1.1 endpoint: query, update and graph store protocol, in batches.

Not every engine has a default graph of its own or takes a large update as one transaction. So claims are in a graph with a
name there, given as the default graph of each query; and where an update is not whole, a batch is announced before its
first triple and acknowledged with its last: what an interruption left between is removed when the store is next written to.

https://www.w3.org/TR/sparql11-protocol/, https://www.w3.org/TR/sparql11-http-rdf-update/
"""

import re
from collections.abc import Container, Iterable, Iterator
from functools import partial
from typing import IO, TYPE_CHECKING, Any, cast

import pyoxigraph
import requests
from diplograph.ontology import QueryError, StoreError

from ...queries import (
    QueryResult,
    check_query,
    collect_result,
    declare_prefixes,
    decode_codepoints,
    describe_syntax_error,
    expand_quote_search,
    query_kind,
    refuse_network,
)
from ...rdf import (
    CLAIMS_GRAPH,
    COUNTS_GRAPH,
    DERIVED_GRAPH,
    DG,
    DIRECT_GRAPH,
    INDEX_GRAPH,
    PREFIXES,
    PROV,
    STORE,
    Literal,
    Statement,
    Term,
    Triple,
    URIRef,
    has_blank_node,
)
from ..engine import Deletion, holds, in_chunks
from ..engine_thread import countable, in_engine_thread
from ..store import FORMAT_VERSION, Store
from ..stories import restore_stories
from ..updates import data_block, in_graph
from .client import Client, parse_location

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["RemoteEngine", "RemoteStore"]

# Subjects asked for in one query: with some twenty triples each, below the 10,000 rows at which Virtuoso cuts answers off.
_ASKED_AT_ONCE = 200
_SEEN = 5000
_LINKS = (f" {PROV.wasDerivedFrom} ", f" {DG.evidence} ", f" {PROV.hadMember} ")
_CLAIMS, _DIRECT, _INDEX, _COUNTS = map(URIRef, (CLAIMS_GRAPH, DIRECT_GRAPH, INDEX_GRAPH, COUNTS_GRAPH))
_ACCEPT = {
    "SELECT": "application/sparql-results+json",
    "ASK": "application/sparql-results+json",
    "CONSTRUCT": "application/n-triples, text/plain;q=0.5",
    "DESCRIBE": "application/n-triples, text/plain;q=0.5",
}
# Virtuoso gives blank nodes labels that no label may be.
_BLANK_NODE = re.compile(rb'("bnode"\s*,\s*"value"\s*:\s*")nodeID://')


class RemoteEngine:
    """Speaks the SPARQL 1.1 protocols; ``claims`` is the graph that serves as default graph, None for the real one."""

    is_near = False
    unflushed = 0

    def __init__(self, client: Client) -> None:
        self._client = client
        self._layout = client.endpoint.layout
        self.flushed = self
        self.claims: Term | None = _CLAIMS

    def ask(self, text: str, *, graph: str | None = None, timeout: float | None = None) -> requests.Response:
        """The response to a query over the default graph and direct triples, or over one graph by its IRI."""
        form: dict[str, Any] = {"query": declare_prefixes(text)}
        if graph is not None:
            form["default-graph-uri"] = graph
        elif self.claims is not None:
            form["default-graph-uri"] = [CLAIMS_GRAPH, DIRECT_GRAPH, DERIVED_GRAPH]
            # A dataset that names no graphs for GRAPH has none.
            form["named-graph-uri"] = [CLAIMS_GRAPH, DIRECT_GRAPH, DERIVED_GRAPH, INDEX_GRAPH, COUNTS_GRAPH]
        else:
            form["union-default-graph"] = "true"
        accept = {"Accept": _ACCEPT[query_kind(text)]}
        response = self._client.send("POST", self._layout.query, data=form, headers=accept, timeout=timeout)
        if "X-SPARQL-MaxRows" in response.headers:
            cut = response.headers["X-SPARQL-MaxRows"]
            raise StoreError(f"{self._client.endpoint.location}: cuts answers off at {cut} rows; raise its ResultSetMaxRows")
        return response

    def evaluate(self, text: str, *, timeout: float | None = None) -> Any:
        """pyoxigraph's results."""
        answer = _BLANK_NODE.sub(rb"\1", self.ask(text, timeout=timeout).content)
        if query_kind(text) in ("SELECT", "ASK"):
            return pyoxigraph.parse_query_results(answer, format=pyoxigraph.QueryResultsFormat.JSON)
        return (quad.triple for quad in pyoxigraph.parse(answer, format=pyoxigraph.RdfFormat.N_TRIPLES))

    def select(self, text: str) -> Iterator[tuple[Term | None, ...]]:
        for solution in self.evaluate(text):
            yield tuple(None if term is None else Term(str(term)) for term in solution)

    def objects(self, subjects: Iterable[Term], predicate: Term, graph: Term | None = None) -> Iterator[tuple[Term, Term]]:
        return self._pairs("?s", filter(_is_named, subjects), f"?s {predicate} ?o", graph)

    def subjects(self, objects: Iterable[Term], predicate: Term, graph: Term | None = None) -> Iterator[tuple[Term, Term]]:
        return self._pairs("?o", filter(_can_be_given, objects), f"?s {predicate} ?o", graph)

    def describe(self, subjects: Iterable[Term]) -> Iterator[Triple]:
        return self.describe_in(self.claims, subjects)

    def describe_in(self, graph: Term | None, subjects: Iterable[Term]) -> Iterator[Triple]:
        """Every triple of the subjects in one graph."""
        for chunk in in_chunks(filter(_is_named, subjects), _ASKED_AT_ONCE):
            pattern = in_graph(graph, f"VALUES ?s {{ {' '.join(chunk)} }} ?s ?p ?o")
            for subject, predicate, object_ in self.select(f"SELECT ?s ?p ?o {{ {pattern} }}"):
                if subject is not None and predicate is not None and object_ is not None:
                    yield subject, predicate, object_

    def referenced(self, nodes: Iterable[Term], *, ignoring: Container[Term]) -> set[Term]:
        found: set[Term] = set()
        for node in filter(_is_named, nodes):
            # One by one and cut short: a well-known actor is spoken of a million times. Where all that is seen goes, it stays.
            pattern = in_graph(self.claims, f"?s ?p {node}")
            subjects = [row[0] for row in self.select(f"SELECT ?s {{ {pattern} }} LIMIT {_SEEN}")]
            if len(subjects) == _SEEN or any(subject not in ignoring for subject in subjects):
                found.add(node)
        return found

    def write(self, insertion: dict[Term | None, list[str]], deletion: Deletion | None = None) -> None:
        coming = {self.claims if graph is None else graph: list(triples) for graph, triples in insertion.items()}
        going = self._doomed(deletion) if deletion is not None else {}
        number = sum(map(len, coming.values())) + sum(map(len, going.values()))
        if self._layout.whole_updates and number <= self._layout.triples_at_once:
            self.update(
                f"{data_block('DELETE', going)} ;\n{data_block('INSERT', coming)}" if going else data_block("INSERT", coming)
            )
        else:
            self._write_in_steps(coming, going)

    def update(self, text: str) -> None:
        if self._layout.update_in_body:
            kind = {"Content-Type": "application/sparql-update"}
            self._client.send("POST", self._layout.update, data=text.encode(), headers=kind)
        else:
            self._client.send("POST", self._layout.update, data={"update": text})

    def announced(self) -> list[Term]:
        """Articles of batches that were begun and never acknowledged."""
        rows = self.select(f"SELECT ?article {{ GRAPH {_INDEX} {{ ?batch {STORE.announced} ?article }} }}")
        return [row[0] for row in rows if row[0] is not None]

    def withdraw_announcements(self) -> None:
        pattern = f"GRAPH {_INDEX} {{ ?batch {STORE.announced} ?article }}"
        self.update(f"DELETE {{ {pattern} }} WHERE {{ {pattern} }}")

    def graphs(self) -> list[Term]:
        """Every named graph but those that the engine keeps for itself."""
        response = self._client.send(
            "POST",
            self._layout.query,
            data={"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"},
            headers={"Accept": _ACCEPT["SELECT"]},
        )
        results = pyoxigraph.parse_query_results(response.content, format=pyoxigraph.QueryResultsFormat.JSON)
        assert isinstance(results, pyoxigraph.QuerySolutions)
        names = [Term(str(solution["g"])) for solution in results]
        own = tuple(f"<{prefix}" for prefix in self._layout.own_graphs)
        return sorted(name for name in names if not name.startswith(own))

    def export(self, graph: Term | None) -> Iterator[str]:
        """Each triple of one graph."""
        pattern = in_graph(graph, "?s ?p ?o")
        response = self._client.send(
            "POST",
            self._layout.query,
            data={"query": f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}"},
            headers={"Accept": _ACCEPT["CONSTRUCT"]},
            stream=True,
        )
        response.raw.decode_content = True
        for quad in pyoxigraph.parse(cast("IO[bytes]", response.raw), format=pyoxigraph.RdfFormat.N_TRIPLES):
            yield f"{quad.subject} {quad.predicate} {quad.object}"

    def _pairs(self, given: str, terms: Iterable[Term], pattern: str, graph: Term | None) -> Iterator[tuple[Term, Term]]:
        for chunk in in_chunks(terms, _ASKED_AT_ONCE):
            values = f"VALUES {given} {{ {' '.join(chunk)} }}"
            where = in_graph(self.claims if graph is None else graph, f"{values} {pattern}")
            for subject, object_ in self.select(f"SELECT ?s ?o {{ {where} }}"):
                if subject is not None and object_ is not None:
                    yield subject, object_

    def _doomed(self, deletion: Deletion) -> dict[Term | None, list[str]]:
        doomed: dict[Term | None, list[str]] = {}
        subjects_of = ((self.claims, deletion.subjects), (_INDEX, deletion.indexed), (_COUNTS, deletion.counted))
        for graph, subjects in subjects_of:
            doomed[graph] = [" ".join(triple) for triple in self.describe_in(graph, sorted(subjects))]
        doomed[_DIRECT] = sorted(deletion.direct)
        for whole in deletion.graphs:
            doomed[whole] = list(self.export(whole))
        # An update cannot name blank nodes: what has got in with some stays.
        named = {graph: [triple for triple in triples if not has_blank_node(triple)] for graph, triples in doomed.items()}
        return {graph: triples for graph, triples in named.items() if triples}

    def _write_in_steps(self, coming: dict[Term | None, list[str]], going: dict[Term | None, list[str]]) -> None:
        digests = f" {STORE.digest} "
        index = coming.pop(_INDEX, [])
        last = [triple for triple in index if digests in triple]
        announcement = [f"{URIRef(INDEX_GRAPH + '/batch')} {STORE.announced} {triple.split(' ', 1)[0]}" for triple in last]
        self._send(_INDEX, announcement)
        for graph, triples in going.items():
            for chunk in in_chunks(triples, 500):
                self.update(data_block("DELETE", {graph: chunk}))
        # Whose a claim and its evidence are comes first: by that they are found again, should this be interrupted.
        coming = {
            graph: sorted(triples, key=lambda triple: not any(link in triple for link in _LINKS))
            for graph, triples in coming.items()
        }
        for graph, triples in [*coming.items(), (_INDEX, [triple for triple in index if digests not in triple])]:
            self._send(graph, triples)
        for chunk in in_chunks(last, 500):
            self.update(data_block("INSERT", {_INDEX: chunk}))
        if announcement:
            self.withdraw_announcements()

    def _send(self, graph: Term | None, triples: list[str]) -> None:
        for chunk in in_chunks(triples, self._layout.triples_at_once):
            if self._layout.graph_store is None:
                self.update(data_block("INSERT", {graph: chunk}))
                continue
            body = "".join(f"{triple} .\n" for triple in chunk).encode()
            target = {"default": ""} if graph is None else {"graph": graph[1:-1]}
            headers = {"Content-Type": "application/n-triples"}
            self._client.send("POST", self._layout.graph_store, params=target, data=body, headers=headers)


class RemoteStore(Store):
    """Over "ENGINE+http://USER@HOST/PATH"; see ``endpoints.yaml`` for engines.

    One process at a time may write. Raises GraphError where the endpoint cannot be reached, or holds a newer format.
    """

    _engine: RemoteEngine

    def __init__(self, location: str, *, write: bool = False, client: Client | None = None) -> None:
        self._client = client if client is not None else Client(parse_location(location))
        super().__init__(RemoteEngine(self._client), location)
        self.writable = write
        self._engine.claims = self._find_claims()
        self._check_format()
        if write:
            self._remove_interrupted()

    def statements(self) -> Iterator[Statement]:
        named = self._engine.graphs()
        for graph in [None, *named] if self._engine.claims is None else named:
            for triple in self._engine.export(graph):
                yield Statement(triple, None if graph == _CLAIMS else graph)

    def query(self, sparql: str, *, timeout: float | None = None, limit: int | None = None) -> QueryResult:
        check_query(sparql)
        self._bring_up(sparql)
        timeout = None if timeout is None else countable(timeout)
        in_engine_thread(partial(_check_syntax, sparql), timeout)
        return collect_result(self._engine.evaluate(expand_quote_search(sparql, None), timeout=timeout), limit)

    def rdflib(self) -> "Dataset":
        from ..rdflib_view import view_endpoint_as_dataset

        return view_endpoint_as_dataset(self._engine)

    def close(self) -> None:
        if self.writable:
            self.refresh()
        self._client.close()

    def _find_claims(self) -> Term | None:
        """The graph of the claims: the real default graph where a served directory has them there."""
        if holds(self._engine, f"GRAPH {_CLAIMS} {{ ?s ?p ?o }}"):
            return _CLAIMS
        self._engine.claims = None
        return None if holds(self._engine, "VALUES ?kind { schema:NewsArticle dg:EventRecord } ?d a ?kind") else _CLAIMS

    def _check_format(self) -> None:
        rows = self._engine.select(f"SELECT ?v {{ GRAPH {_INDEX} {{ {URIRef(INDEX_GRAPH)} {STORE.format} ?v }} }}")
        versions = [int(str(row[0]).split('"')[1]) for row in rows]
        if versions and max(versions) > FORMAT_VERSION:
            advice = f"this diplograph reads up to {FORMAT_VERSION}: upgrade it"
            raise StoreError(f"{self.location}: has store format {max(versions)}; {advice}")
        if self.writable and not versions:
            self._engine.write({_INDEX: [f"{URIRef(INDEX_GRAPH)} {STORE.format} {Literal(FORMAT_VERSION)}"]})

    def _remove_interrupted(self) -> None:
        articles = self._engine.announced()
        if articles:
            self._writer.discard(articles)
            restore_stories(self._engine)
            self._knows_pending_counts = False
            self._engine.withdraw_announcements()


def _is_named(term: Term) -> bool:
    """True for an IRI: of what else has got in its place a query cannot ask."""
    return term.startswith("<")


def _can_be_given(term: Term) -> bool:
    """True for an IRI and for a literal, such as the numbers of the index."""
    return term.startswith(("<", '"'))


def _check_syntax(sparql: str) -> None:
    """Ask the query of nothing first: the place of a mistake, in the same words for every engine."""
    refuse_network(sparql)
    decoded = decode_codepoints(sparql)
    if decoded != sparql:
        refuse_network(decoded)  # other engines read escapes before they look for strings
    try:
        pyoxigraph.Store().query(sparql, prefixes=dict(PREFIXES))
    except SyntaxError as error:
        raise QueryError(describe_syntax_error(sparql, str(error))) from None
