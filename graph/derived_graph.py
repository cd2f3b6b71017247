"""A dataset with its derived graph made anew."""

from diplograph.ontology.identifiers import BASE
from pyoxigraph import NamedNode, RdfFormat, parse, serialize
from rdflib import Dataset

from .datasets import new_dataset
from .formats import FORMATS
from .reasoning import derive
from .vocabulary import DERIVED_GRAPH

__all__ = ["with_derived"]


def with_derived(dataset: Dataset) -> Dataset:
    """A copy of ``dataset`` whose ``DERIVED_GRAPH`` holds what follows from the rest, and nothing else."""
    quads = list(parse(FORMATS[".nq"].serialize(dataset), format=RdfFormat.N_QUADS, lenient=True))
    read = [quad for quad in quads if quad.graph_name != NamedNode(DERIVED_GRAPH)]
    lines = serialize([*read, *derive(read)], format=RdfFormat.N_QUADS)
    copy = new_dataset()
    copy.parse(data=lines, format="nquads", publicID=BASE)
    return copy
