"""Stores by Oxigraph: in memory, and in a directory with a journal and an index of quotes."""

from .directory import EmbeddedStore
from .engine import OxigraphEngine
from .layout import PURGED, SERVED, is_store_directory, quads_directory, read_format_version
from .lock import StoreLock, waiting
from .memory import MemoryStore, copy_dataset, to_dataset
from .mending import Diagnosis, Repair, diagnose, repair
from .query_process import bound_memory, follow_parent
from .snapshot import SnapshotStore, drop_abandoned, take_snapshot

__all__ = [
    "PURGED",
    "SERVED",
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
    "drop_abandoned",
    "follow_parent",
    "is_store_directory",
    "quads_directory",
    "read_format_version",
    "repair",
    "take_snapshot",
    "to_dataset",
    "waiting",
]
