"""Reading in a worker: the extractor made once a process, and portions of documents through it."""

import pickle
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from diplograph.ontology import Claim, Document

from ..documents import extract_all

if TYPE_CHECKING:
    from diplograph.extract import ClaimExtractor
    from diplograph.extract.claims import Coverage

__all__ = ["Outcome", "Reading", "SentExtractor", "in_portions", "read_portion"]

Outcome = tuple[Claim, ...] | Exception
# Long enough for the pipeline to take many short ones together, short enough that nobody waits long for the last: two seconds.
_MOST_DOCUMENTS, _MOST_CHARACTERS = 64, 18_000
# Of a worker that has threads, one reads at a time: the pipeline is not made for more.
_alone = threading.Lock()


class SentExtractor(Protocol):
    """What can be sent to a worker, and makes the extractor there."""

    def make(self) -> "ClaimExtractor": ...


@dataclass(frozen=True, slots=True)
class Reading:
    """The claims of each document of a portion, or the error that it ended with; ``name`` is that of the extractor."""

    name: str
    outcomes: list[Outcome] = field(default_factory=list)
    coverage: "Coverage | None" = None


def in_portions(documents: Iterable[Document]) -> Iterator[tuple[Document, ...]]:
    """The documents, as many together as a worker is sent at a time."""
    portion: list[Document] = []
    characters = 0
    for document in documents:
        portion.append(document)
        characters += len(document.text)
        if len(portion) >= _MOST_DOCUMENTS or characters >= _MOST_CHARACTERS:
            yield tuple(portion)
            portion, characters = [], 0
    if portion:
        yield tuple(portion)


def read_portion(sent: bytes, documents: tuple[Document, ...]) -> Reading:
    """Read the documents with the extractor that ``sent``, a pickled ``SentExtractor``, makes; raises what making it raises."""
    with _alone:
        extractor = _make(sent)
        before: Coverage | None = getattr(extractor, "coverage", None)
        outcomes = [_portable(found) for found in extract_all(extractor, documents)]
        coverage: Coverage | None = getattr(extractor, "coverage", None)
        since = coverage.since(before) if coverage is not None and before is not None else None
        return Reading(extractor.name, outcomes, since)


@lru_cache(1)
def _make(sent: bytes) -> "ClaimExtractor":
    made: SentExtractor = pickle.loads(sent)
    return made.make()


def _portable(found: Outcome) -> Outcome:
    """What was found; in place of an error that no other process could unpack, one that says the same."""
    if not isinstance(found, Exception):
        return found
    try:
        again = pickle.loads(pickle.dumps(found))
    except Exception:
        again = None
    return found if isinstance(again, type(found)) else RuntimeError(f"{type(found).__name__}: {found}")
