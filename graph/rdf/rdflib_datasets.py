"""rdflib Datasets of ours: their prefixes, their default graph, and what a file shows of them."""

from collections.abc import Iterator

from diplograph.ontology.identifiers import ONTOLOGY
from rdflib import Dataset, Graph, Namespace
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import IdentifiedNode, Node

from .namespaces import INTERNAL_GRAPHS, PREFIXES

__all__ = ["DG", "OA", "SCHEMA", "WD", "bind_prefixes", "default_graph", "new_dataset", "public_quads"]

DG = Namespace(ONTOLOGY)
OA = Namespace(PREFIXES["oa"])
SCHEMA = Namespace(PREFIXES["schema"])
WD = Namespace(PREFIXES["wd"])


def new_dataset() -> Dataset:
    """An empty dataset that knows our prefixes; its default graph holds the claims."""
    dataset = Dataset(default_union=True)
    bind_prefixes(dataset)
    return dataset


def bind_prefixes(dataset: Dataset) -> None:
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace, override=True, replace=True)


def default_graph(dataset: Dataset) -> Graph:
    """The graph without a name: all but the direct triples."""
    return dataset.graph(DATASET_DEFAULT_GRAPH_ID)


def public_quads(dataset: Dataset) -> Iterator[tuple[Node, Node, Node, IdentifiedNode | None]]:
    """Every quad but those that a store keeps for itself; the graph is None for the default graph."""
    for s, p, o, graph in dataset.quads((None, None, None, None)):
        if graph is None or str(graph) not in INTERNAL_GRAPHS:
            yield s, p, o, graph
