"""What every store can do, and what it says of a write."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, runtime_checkable

if TYPE_CHECKING:
    from collections import Counter

    from rdflib import Dataset

    from ..normalization import Claims
    from ..rdf import Run
    from ..sparql import QueryResult
    from .articles import CountKey
    from .statements import Statement

__all__ = ["FORMAT_VERSION", "Receipt", "Store"]

# Raised whenever an older diplograph would misread what a newer one writes.
FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a write did: articles added, replaced, removed, or left alone as they were there; claims that came and went."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    claims_added: int = 0
    claims_removed: int = 0

    @property
    def articles(self) -> int:
        """How many articles were given."""
        return self.added + self.replaced + self.unchanged

    def __add__(self, other: "Receipt") -> "Receipt":
        return Receipt(*(getattr(self, name) + getattr(other, name) for name in Receipt.__slots__))


@runtime_checkable
class Store(Protocol):
    """Claims in the default graph, direct triples in a graph of their own; an article is the unit of writing.

    Every method raises GraphError: where the store is taken, cannot be reached or refuses.
    """

    @property
    def location(self) -> str:
        """A directory, an address, the file that was read, or "memory"."""

    def add(self, content: "Claims", run: "Run | None" = None) -> Receipt:
        """Add articles with all their claims, as one batch: whole or absent, whatever happens meanwhile.

        An article that is there with the same content is left alone, at next to no cost; one with other content is replaced.
        What rules had derived from the claims goes with any change, as it may no longer follow.
        """

    def remove(self, documents: Iterable[str]) -> Receipt:
        """Remove articles by id, in one step: their claims, evidence, and what nothing else in the store speaks of.

        Ids that the store does not have count for nothing.
        """

    def load(self, statements: "Iterable[Statement]", *, progress: Callable[[int], None] | None = None) -> int:
        """Add statements of other graphs as they come, in batches; gives their number. ``progress`` hears the running total.

        What rules have derived is taken into a store without claims only, and dropped where claims join others.
        """

    def statements(self) -> "Iterator[Statement]":
        """Every statement, the store's own index included: what ``load`` of another store takes."""

    def query(self, sparql: str, *, timeout: float | None = None, limit: int | None = None) -> "QueryResult":
        """The answer to a SELECT, ASK, CONSTRUCT or DESCRIBE query; our prefixes are declared.

        ``timeout`` in seconds; with ``limit`` at most so many rows, ``truncated`` where there are more.
        """

    def counts(self) -> "Counter[CountKey]":
        """How many claims there are of each relation, month, polarity and modality; at once where ``refresh`` has run."""

    def refresh(self) -> None:
        """Bring the materialised counts up to date; ``close`` does it too. Queries are right without, and slower."""

    def rdflib(self) -> "Dataset":
        """An rdflib Dataset over this store, without a copy."""

    def close(self) -> None:
        """Finish what is pending and let go of the store."""

    def __enter__(self) -> Self:
        """The store itself."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        """Close it."""
