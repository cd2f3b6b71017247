"""Stores by Oxigraph: in memory, and in a directory with a journal and an index of quotes."""

from .directory import EmbeddedStore, is_store_directory, quads_directory, read_format_version
from .engine import OxigraphEngine
from .lock import StoreLock, waiting
from .memory import MemoryStore, copy_dataset, to_dataset
from .mending import Diagnosis, Repair, diagnose, repair
from .query_process import bound_memory, follow_parent
from .snapshot import SnapshotStore, take_snapshot

__all__ = [
    "Diagnosis",
    "EmbeddedStore",
    "MemoryStore",
    "OxigraphEngine",
    "Repair",
    "SnapshotStore",
    "StoreLock",
    "bound_memory",
    "copy_dataset",
    "diagnose",
    "follow_parent",
    "is_store_directory",
    "quads_directory",
    "read_format_version",
    "repair",
    "take_snapshot",
    "to_dataset",
    "waiting",
]
