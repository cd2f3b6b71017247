"""Stores by name: a directory, an address, or memory."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .store import Store

__all__ = ["is_endpoint", "is_store", "names_store", "open_store"]


def is_endpoint(target: str | Path) -> bool:
    """True for an address of a SPARQL endpoint: "http://...", "virtuoso+http://...".

    >>> is_endpoint("virtuoso+https://graphs.example/"), is_endpoint("news/")
    (True, False)
    """
    return not isinstance(target, Path) and "://" in target


def is_store(target: str | Path) -> bool:
    """True for an endpoint and for a directory that is a store."""
    from .oxigraph import is_store_directory

    return is_endpoint(target) or is_store_directory(Path(target))


def names_store(target: str | Path) -> bool:
    """True where something to be written is meant for a store: an endpoint, a store's directory, or a name without suffix.

    >>> names_store("news"), names_store("news.ttl")
    (True, False)
    """
    return is_store(target) or not Path(target).suffix


def open_store(target: str | Path | None, *, write: bool = False) -> "Store":
    """The store in a directory or behind an address; an empty one in memory for None.

    Only one process may open a directory with ``write``, which makes one where there is none. Raises GraphError.
    """
    if target is None:
        from .oxigraph import MemoryStore

        return MemoryStore()
    if is_endpoint(target):
        from .endpoint import RemoteStore

        return RemoteStore(str(target), write=write)
    from .oxigraph import EmbeddedStore

    return EmbeddedStore(Path(target), write=write)
