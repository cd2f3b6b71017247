"""A copy of a graph with its derived graph made anew."""

from pyoxigraph import RdfFormat, parse

from ..rdf import DERIVED_GRAPH, INTERNAL_GRAPHS, by_graph, from_quads, to_nquads
from ..stores import Store, open_store
from .derivation import derive

__all__ = ["with_derived"]

_MADE_ANEW = {f"<{iri}>" for iri in (DERIVED_GRAPH, *INTERNAL_GRAPHS)}


def with_derived(store: Store) -> Store:
    """A copy in memory of ``store`` whose ``DERIVED_GRAPH`` holds what follows from the rest, and nothing else."""
    read = [statement for statement in store.statements() if statement.graph not in _MADE_ANEW]
    quads = parse(to_nquads(by_graph(read)), format=RdfFormat.N_QUADS, lenient=True)
    copy = open_store(None)
    copy.load([*read, *from_quads(derive(quads))])
    return copy
