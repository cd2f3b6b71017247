"""SPARQL 1.1 updates that carry a batch."""

from collections.abc import Iterable, Iterator, Mapping

from ..terms import Term, URIRef
from ..vocabulary import DIRECT_GRAPH, INDEX_GRAPH
from .writing import Deletion

__all__ = ["deletions", "in_graph", "insertion", "update_text"]


def in_graph(graph: Term | None, pattern: str) -> str:
    """A pattern in a graph, or in the default graph."""
    return pattern if graph is None else f"GRAPH {graph} {{ {pattern} }}"


def deletions(deletion: Deletion, default: Term | None = None) -> Iterator[str]:
    """An operation for each part of ``deletion``; ``default`` is the graph that serves as the default graph, if named."""
    for graph in sorted(deletion.graphs):
        yield f"DELETE WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
    for graph_, subjects in ((default, deletion.subjects), (URIRef(INDEX_GRAPH), deletion.indexed)):
        if subjects:
            pattern = in_graph(graph_, "?s ?p ?o")
            yield f"DELETE {{ {pattern} }} WHERE {{ VALUES ?s {{ {' '.join(sorted(subjects))} }} {pattern} }}"
    if deletion.direct:
        yield f"DELETE DATA {{ {in_graph(URIRef(DIRECT_GRAPH), _block(sorted(deletion.direct)))} }}"


def insertion(graphs: Mapping[Term | None, Iterable[str]]) -> str:
    """One INSERT DATA of the triples of each graph."""
    blocks = (in_graph(graph, _block(triples)) for graph, triples in graphs.items())
    return f"INSERT DATA {{ {' '.join(blocks)} }}"


def update_text(graphs: Mapping[Term | None, Iterable[str]], deletion: Deletion) -> str:
    """One update that deletes, then inserts."""
    operations = [*deletions(deletion)]
    return " ;\n".join([*operations, insertion(graphs)] if graphs else operations)


def _block(triples: Iterable[str]) -> str:
    return "".join(f"{triple} .\n" for triple in triples)
