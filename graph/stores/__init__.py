"""Stores: where a graph lives, in memory, on disk or behind a SPARQL 1.1 endpoint, one room a backend.

>>> from diplograph.graph.stores import open_store
>>> with open_store(None) as store:
...     store.query("ASK { ?claim a dg:Claim }").rows
((False,),)
"""

from typing import TYPE_CHECKING

from diplograph.ontology.lazy_names import lazy_names

from .engine_thread import in_engine_thread
from .opening import is_endpoint, is_store, names_store, open_store
from .store import Store
from .writing import Receipt

if TYPE_CHECKING:
    from .graph_file import read_graph
    from .oxigraph import (
        PURGED,
        SERVED,
        EmbeddedStore,
        MemoryStore,
        OxigraphEngine,
        SnapshotStore,
        StoreLock,
        bound_memory,
        copy_dataset,
        diagnose,
        drop_abandoned,
        follow_parent,
        quads_directory,
        repair,
        take_snapshot,
        to_dataset,
        waiting,
    )
    from .summary import count_actors, count_articles, count_claims, summarize
    from .transfer import export_stream, provenance_statements, read_statements, streams, write_statements

__all__ = [
    "PURGED",
    "SERVED",
    "EmbeddedStore",
    "MemoryStore",
    "OxigraphEngine",
    "Receipt",
    "SnapshotStore",
    "Store",
    "StoreLock",
    "bound_memory",
    "copy_dataset",
    "count_actors",
    "count_articles",
    "count_claims",
    "diagnose",
    "drop_abandoned",
    "export_stream",
    "follow_parent",
    "in_engine_thread",
    "is_endpoint",
    "is_store",
    "names_store",
    "open_store",
    "provenance_statements",
    "quads_directory",
    "read_graph",
    "read_statements",
    "repair",
    "streams",
    "summarize",
    "take_snapshot",
    "to_dataset",
    "waiting",
    "write_statements",
]

# Whoever asks what a name means needs no engine, and an engine no rdflib.
__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "graph_file": "read_graph",
        "oxigraph": (
            "EmbeddedStore MemoryStore OxigraphEngine PURGED SERVED SnapshotStore StoreLock bound_memory copy_dataset "
            "diagnose drop_abandoned follow_parent quads_directory repair take_snapshot to_dataset waiting"
        ),
        "summary": "count_actors count_articles count_claims summarize",
        "transfer": "export_stream provenance_statements read_statements streams write_statements",
    },
)
