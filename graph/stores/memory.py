"""A store in memory: for graphs that a file holds."""

import pyoxigraph

from .oxigraph import OxigraphEngine, OxigraphStore

__all__ = ["MemoryStore"]


class MemoryStore(OxigraphStore):
    """Gone when the process ends; ``location`` is the file that it was read from, if any."""

    def __init__(self, location: str = "memory") -> None:
        super().__init__(OxigraphEngine(pyoxigraph.Store(), location), location)
