"""A store in memory: for graphs that a file holds."""

import pyoxigraph

from .oxigraph import OxigraphEngine, OxigraphStore

__all__ = ["MemoryStore"]


class MemoryStore(OxigraphStore):
    """Gone when the process ends."""

    def __init__(self) -> None:
        super().__init__(OxigraphEngine(pyoxigraph.Store(), "memory"), "memory")
