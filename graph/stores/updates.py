"""SPARQL 1.1 updates that carry a batch."""

from collections.abc import Iterable, Mapping
from typing import Literal

from ..rdf import Term

__all__ = ["data_block", "in_graph"]


def in_graph(graph: Term | None, pattern: str) -> str:
    """A pattern in a graph, or in the default graph."""
    return pattern if graph is None else f"GRAPH {graph} {{ {pattern} }}"


def data_block(verb: Literal["INSERT", "DELETE"], graphs: Mapping[Term | None, Iterable[str]]) -> str:
    """One INSERT DATA or DELETE DATA of the triples of each graph.

    >>> data_block("INSERT", {None: ["<a:b> <a:c> <a:d>"]})
    'INSERT DATA { <a:b> <a:c> <a:d> .\\n }'
    """
    blocks = (in_graph(graph, "".join(f"{triple} .\n" for triple in triples)) for graph, triples in graphs.items())
    return f"{verb} DATA {{ {' '.join(blocks)} }}"
