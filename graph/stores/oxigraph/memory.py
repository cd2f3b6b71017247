"""A store in memory: for graphs that a file or an rdflib Dataset holds."""

from typing import TYPE_CHECKING

import pyoxigraph

from ...rdf import from_quads
from .engine import OxigraphEngine, OxigraphStore

if TYPE_CHECKING:
    from rdflib import Dataset

    from ...rdf import Claims, Run

__all__ = ["MemoryStore", "copy_dataset", "to_dataset"]


class MemoryStore(OxigraphStore):
    """Gone when the process ends; ``location`` is the file that it was read from, if any."""

    def __init__(self, location: str = "memory") -> None:
        super().__init__(OxigraphEngine(pyoxigraph.Store(), location), location)


def to_dataset(content: "Claims", run: "Run | None" = None) -> "Dataset":
    """A dataset in memory that holds normalized claims and documents, made by ``run``."""
    store = MemoryStore()
    store.add(content, run)
    return store.rdflib()


def copy_dataset(dataset: "Dataset") -> MemoryStore:
    """A store in memory with the quads of ``dataset``."""
    store = MemoryStore()
    quads = pyoxigraph.parse(dataset.serialize(format="nquads"), format=pyoxigraph.RdfFormat.N_QUADS)
    store.load(from_quads(quads))
    return store
