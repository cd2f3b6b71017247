"""Stores by Oxigraph: in memory, and in a directory with a journal and an index of quotes."""

from .directory import EmbeddedStore, is_store_directory, quads_directory, read_format_version
from .engine import OxigraphEngine
from .lock import StoreLock
from .memory import MemoryStore, copy_dataset, to_dataset
from .query_process import bound_memory, follow_parent

__all__ = [
    "EmbeddedStore",
    "MemoryStore",
    "OxigraphEngine",
    "StoreLock",
    "bound_memory",
    "copy_dataset",
    "follow_parent",
    "is_store_directory",
    "quads_directory",
    "read_format_version",
    "to_dataset",
]
