"""A store as an rdflib Dataset: the same quads, not a copy."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyoxigraph
from oxrdflib import OxigraphStore
from rdflib import XSD, Dataset, Graph, Literal
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result
from rdflib.term import Node

from ..datasets import bind_prefixes
from ..vocabulary import INTERNAL_GRAPHS
from .memory import MemoryStore
from .statements import from_quads

if TYPE_CHECKING:
    from ..normalization import Claims
    from ..rdf import Run
    from .remote import RemoteEngine

__all__ = ["copy_dataset", "to_dataset", "view_as_dataset", "view_endpoint_as_dataset"]


class _View(OxigraphStore):
    """oxrdflib's view, with strings as rdflib's own parsers give them: without the datatype that they have anyway.

    Where no graph is named, triples of those that the store keeps for itself are not shown.
    """

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        for triple, contexts in super().triples(triple_pattern, context):
            graphs = [graph for graph in contexts if graph is not None]
            if context is None and all(str(graph.identifier) in INTERNAL_GRAPHS for graph in graphs):
                continue
            yield tuple(map(_plain_string, triple)), iter(graphs)


class _EndpointView(SPARQLStore):
    """rdflib's view of an endpoint, over our client: its addresses, its kind of authentication, its retries."""

    def __init__(self, engine: "RemoteEngine") -> None:
        self._engine = engine
        super().__init__("", context_aware=True)

    def _query(self, query: str, default_graph: Any = None, named_graph: Any = None) -> Result:
        response = self._engine.ask(query, graph=None if default_graph is None else str(default_graph))
        kind = response.headers["Content-Type"].split(";")[0]
        return Result.parse(io.BytesIO(response.content), content_type=kind)

    def add_graph(self, graph: Graph) -> None:
        """Naming a graph is not adding one: without triples it is the same to an endpoint."""


def view_endpoint_as_dataset(engine: "RemoteEngine") -> Dataset:
    """A Dataset that asks the endpoint; read-only. Its default graph shows direct triples too."""
    dataset = Dataset(_EndpointView(engine), default_union=True)
    bind_prefixes(dataset)
    return dataset


def to_dataset(content: "Claims", run: "Run | None" = None) -> Dataset:
    """A dataset in memory that holds normalized claims and documents, made by ``run``."""
    store = MemoryStore()
    store.add(content, run)
    return store.rdflib()


def copy_dataset(dataset: Dataset) -> MemoryStore:
    """A store in memory with the quads of ``dataset``."""
    store = MemoryStore()
    quads = pyoxigraph.parse(dataset.serialize(format="nquads"), format=pyoxigraph.RdfFormat.N_QUADS)
    store.load(from_quads(quads))
    return store


def view_as_dataset(store: pyoxigraph.Store) -> Dataset:
    """A Dataset that knows our prefixes; where no graph is named, all answer. Writing to it writes to the store."""
    dataset = Dataset(_View(store=store), default_union=True)
    bind_prefixes(dataset)
    return dataset


def _plain_string(term: Node) -> Node:
    return Literal(str(term)) if isinstance(term, Literal) and term.datatype == XSD.string else term
