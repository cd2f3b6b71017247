"""Statements on their way into and out of stores: N-Triples text of subject, predicate, object, and the graph's IRI or None.

Text is what a bulk load, a wire and a digest take, and costs a tenth of an object for each term.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from diplograph.ontology import GraphError, load_schema
from diplograph.ontology.identifiers import BASE

from .namespaces import DIRECT_GRAPH, PREFIXES
from .terms import Term, URIRef

if TYPE_CHECKING:
    import pyoxigraph

__all__ = ["Statement", "by_graph", "from_quads", "has_blank_node", "refuse_foreign", "separate_direct", "to_nquads"]

# Whole namespaces: relative IRIs of any file begin as BASE does.
_OURS = tuple(f"<{namespace}" for namespace in PREFIXES.values() if namespace.startswith(BASE))
_SYNTAX = (PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["owl"])
# Each of our articles, claims and actors is something of ours: where so many statements are of nothing, none will be.
_MOST_FOREIGN = 100_000


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


def has_blank_node(triple: str) -> bool:
    """True where the subject or the object has no name.

    >>> has_blank_node("<a:b> <a:c> _:d"), has_blank_node('<a:b> <a:c> "_:d"')
    (True, False)
    """
    return triple.startswith("_:") or triple.split(" ", 2)[2].startswith("_:")


def separate_direct(statements: Iterable[Statement]) -> Iterator[Statement]:
    """The same statements, each ``subject relation object`` of the default graph moved into ``DIRECT_GRAPH``.

    Formats without named graphs have mixed them in.
    """
    relations = {str(URIRef(relation.iri)) for relation in load_schema().relations.values()}
    direct = URIRef(DIRECT_GRAPH)
    for statement in statements:
        is_direct = statement.graph is None and statement.triple.split(" ", 2)[1] in relations
        yield Statement(statement.triple, direct) if is_direct else statement


def refuse_foreign(statements: Iterable[Statement], source: object) -> Iterator[Statement]:
    """The same statements; raises GraphError before the first where none is of anything of ours.

    No statements at all are a graph without claims.
    """
    remaining = iter(statements)
    held: list[Statement] = []
    for statement in islice(remaining, _MOST_FOREIGN):
        held.append(statement)
        if any(part.startswith(_OURS) for part in statement.triple.split(" ", 2)):
            break
    else:
        if held:
            raise GraphError(_describe_foreign(held, source))
    yield from chain(held, remaining)


def _describe_foreign(statements: Iterable[Statement], source: object) -> str:
    predicates = (statement.triple.split(" ", 2)[1].strip("<>") for statement in statements)
    namespaces = Counter(predicate[: max(predicate.rfind("#"), predicate.rfind("/")) + 1] for predicate in predicates)
    telling = [name for name, _ in namespaces.most_common() if name and name not in _SYNTAX][:2]
    speaks = f" but of {' and '.join(telling)}" if telling else ""
    return (
        f"{source}: is RDF, and no graph of diplograph: it speaks of nothing in {BASE}{speaks}; "
        "a graph is made from articles: diplograph build ARTICLE... --output GRAPH"
    )
