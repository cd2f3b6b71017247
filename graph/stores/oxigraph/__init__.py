"""Stores by Oxigraph: in memory, and in a directory with a journal and an index of quotes."""

from .directory import EmbeddedStore, is_store_directory, quads_directory, read_format_version
from .engine import OxigraphEngine
from .lock import StoreLock
from .memory import MemoryStore, copy_dataset, to_dataset

__all__ = [
    "EmbeddedStore",
    "MemoryStore",
    "OxigraphEngine",
    "StoreLock",
    "copy_dataset",
    "is_store_directory",
    "quads_directory",
    "read_format_version",
    "to_dataset",
]
