"""A store as an rdflib Dataset: the same quads, not a copy."""

import io
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

import pyoxigraph
from oxrdflib import OxigraphStore
from rdflib import XSD, Dataset, Graph, Literal
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result
from rdflib.term import Node

from ..queries import check_query, check_update, refuse_network
from ..rdf import INTERNAL_GRAPHS, bind_prefixes

if TYPE_CHECKING:
    import requests

__all__ = ["Asking", "view_as_dataset", "view_endpoint_as_dataset"]


Reading = Callable[[Iterable[Any]], Iterator[Any]]


class _View(OxigraphStore):
    """oxrdflib's view, with strings as rdflib's own parsers give them: without the datatype that they have anyway.

    Where no graph is named, triples of those that the store keeps for itself are not shown. ``viewed`` is what it is a view of;
    ``reading`` passes on what is read, and tells what cannot be.
    """

    def __init__(self, store: pyoxigraph.Store, reading: Reading) -> None:
        super().__init__(store=store)
        self._reading = reading

    @property
    def viewed(self) -> pyoxigraph.Store:
        return self._inner

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        for triple, contexts in self._reading(super().triples(triple_pattern, context)):
            graphs = [graph for graph in contexts if graph is not None]
            if context is None and all(str(graph.identifier) in INTERNAL_GRAPHS for graph in graphs):
                continue
            yield tuple(map(_plain_string, triple)), iter(graphs)

    def contexts(self, triple: Any = None) -> Generator[Graph, None, None]:
        """The graphs that there are, or that have a triple."""
        yield from self._reading(super().contexts(triple))

    def query(self, query: Any, *arguments: Any, **options: Any) -> Result:
        """The answer to a query; raises GraphError for one that is no query, reaches out, or is too deep or long."""
        check_query(str(query))
        refuse_network(str(query))
        return super().query(query, *arguments, **options)

    def update(self, update: Any, *arguments: Any, **options: Any) -> None:
        """Change the store; raises GraphError for an update that reaches out, or is too deep or long."""
        check_update(str(update))
        super().update(update, *arguments, **options)


class Asking(Protocol):
    """What speaks to an endpoint."""

    def ask(self, text: str, *, graph: str | None = None) -> "requests.Response":
        """The response to a query over all graphs, or over one by its IRI."""


class _EndpointView(SPARQLStore):
    """rdflib's view of an endpoint, over our client: its addresses, its kind of authentication, its retries."""

    def __init__(self, engine: Asking) -> None:
        self._engine = engine
        super().__init__("", context_aware=True)

    def _query(self, query: str, default_graph: Any = None, named_graph: Any = None) -> Result:
        check_query(query)
        refuse_network(query)
        response = self._engine.ask(query, graph=None if default_graph is None else str(default_graph))
        kind = response.headers["Content-Type"].split(";")[0]
        return Result.parse(io.BytesIO(response.content), content_type=kind)

    def add_graph(self, graph: Graph) -> None:
        """Naming a graph is not adding one: without triples it is the same to an endpoint."""


def view_endpoint_as_dataset(engine: Asking) -> Dataset:
    """A Dataset that asks the endpoint; read-only. Its default graph shows direct triples too."""
    dataset = Dataset(_EndpointView(engine), default_union=True)
    bind_prefixes(dataset)
    return dataset


def view_as_dataset(store: pyoxigraph.Store, reading: Reading) -> Dataset:
    """A Dataset that knows our prefixes; where no graph is named, all answer. Writing to it writes to the store.

    ``reading`` passes on what is read of it, and raises GraphError for what cannot be.
    """
    dataset = Dataset(_View(store, reading), default_union=True)
    bind_prefixes(dataset)
    return dataset


def _plain_string(term: Node) -> Node:
    return Literal(str(term)) if isinstance(term, Literal) and term.datatype == XSD.string else term
