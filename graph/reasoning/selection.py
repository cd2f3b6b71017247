"""Solutions of a SELECT over all graphs of a store, as rules are asked."""

from pyoxigraph import QuerySolutions, Store

from ..rdf import PREFIXES

__all__ = ["select_from_all"]


def select_from_all(store: Store, query: str) -> QuerySolutions:
    """The solutions of a SELECT; our prefixes are declared, and where no graph is named, all answer."""
    solutions = store.query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    return solutions
