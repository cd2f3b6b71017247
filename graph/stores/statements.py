"""Statements on their way into and out of stores: N-Triples text of subject, predicate, object, and the graph's IRI or None.

Text is what a bulk load, a wire and a digest take, and costs a tenth of an object for each term.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from diplograph.ontology import load_schema

from ..terms import Term, URIRef
from ..vocabulary import DIRECT_GRAPH

if TYPE_CHECKING:
    import pyoxigraph

__all__ = ["Statement", "by_graph", "from_quads", "separate_direct", "to_nquads"]


class Statement(NamedTuple):
    """One triple and its graph: "<s> <p> <o>" without the final dot, and an IRI as a term or None for the default graph."""

    triple: str
    graph: Term | None = None


def by_graph(statements: Iterable[Statement]) -> dict[Term | None, list[str]]:
    """The triples of each graph."""
    graphs: dict[Term | None, list[str]] = defaultdict(list)
    for triple, graph in statements:
        graphs[graph].append(triple)
    return dict(graphs)


def to_nquads(graphs: Mapping[Term | None, Iterable[str]]) -> bytes:
    """N-Quads of the triples of each graph.

    >>> to_nquads({None: ["<a:b> <a:c> <a:d>"], Term("<a:g>"): ["<a:b> <a:c> <a:e>"]})
    b'<a:b> <a:c> <a:d> .\\n<a:b> <a:c> <a:e> <a:g> .\\n'
    """
    parts = []
    for graph, triples in graphs.items():
        end = " .\n" if graph is None else f" {graph} .\n"
        # The last end by an empty item: no triple is copied but into the whole.
        parts.append(end.join([*triples, ""]))
    return "".join(parts).encode()


def from_quads(quads: "Iterable[pyoxigraph.Quad]") -> Iterator[Statement]:
    """Statements of pyoxigraph's quads."""
    for quad in quads:
        graph = str(quad.graph_name)
        named = None if graph == "DEFAULT" else Term(graph)
        yield Statement(str(quad.triple), named)


def separate_direct(statements: Iterable[Statement]) -> Iterator[Statement]:
    """The same statements, each ``subject relation object`` of the default graph moved into ``DIRECT_GRAPH``.

    Formats without named graphs have mixed them in.
    """
    relations = {str(URIRef(relation.iri)) for relation in load_schema().relations.values()}
    direct = URIRef(DIRECT_GRAPH)
    for statement in statements:
        is_direct = statement.graph is None and statement.triple.split(" ", 2)[1] in relations
        yield Statement(statement.triple, direct) if is_direct else statement
