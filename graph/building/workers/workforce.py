"""Workforce: portions of documents sent to workers, what they find given back in order, and those done again whose worker died.

A portion whose worker ends in the middle of it (no memory left, a defect in compiled code, a kill) is read again by others,
each document alone, so that no more is left out than the one that does it.
"""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from diplograph.ontology import Document, InputError

from .reading import Outcome, Reading, in_portions

if TYPE_CHECKING:
    from diplograph.extract.claims import Coverage

__all__ = ["DIED", "Died", "Lane", "Portion", "Workforce"]

# Portions that are read ahead while the first of them is not done: for each that can be under way.
_AHEAD = 3
_LOOK_SECONDS = 2.0


@dataclass(slots=True, eq=False)
class Portion:
    """Documents that a worker reads at once. ``is_suspect`` where a worker has died of them, or beside them."""

    documents: tuple[Document, ...]
    is_suspect: bool = False
    found: list[Outcome] | None = None
    parts: "tuple[Portion, ...]" = ()

    @property
    def outcomes(self) -> list[Outcome] | None:
        """What came of each document, None while it is not known of all."""
        if not self.parts:
            return self.found
        of_parts = [part.outcomes for part in self.parts]
        return None if None in of_parts else [outcome for outcomes in of_parts for outcome in outcomes or ()]


class Died:
    """In place of a reading: the worker ended before it was done."""


DIED = Died()


class Lane(ABC):
    """A way to workers, on which portions are under way."""

    @property
    @abstractmethod
    def room(self) -> int:
        """How many portions can be under way at a time."""

    @property
    @abstractmethod
    def under_way(self) -> Sequence[Future[Reading]]:
        """What is waited for."""

    @abstractmethod
    def takes(self, portion: Portion) -> bool:
        """True where the portion can be sent now."""

    @abstractmethod
    def send(self, portion: Portion) -> None: ...

    @abstractmethod
    def collect(self) -> "Iterator[tuple[Portion, Reading | Died | None]]":
        """Portions that are no longer under way, each with its reading, ``DIED``, or None where it is to be sent again.

        Raises WorkerError where nothing more can be expected of the workers, ModelError and DataError where they cannot make
        the extractor.
        """

    @abstractmethod
    def close(self) -> None:
        """End the workers at once, whatever they have in hand."""


class Workforce:
    """Workers of a build; ``name`` is that of their extractor, ``coverage`` how much they have read.

    ``note_death`` hears how many documents are read again.
    """

    def __init__(self, lanes: Sequence[Lane], note_death: Callable[[int], None] = lambda documents: None) -> None:
        self.name: str | None = None
        self.coverage: Coverage | None = None
        self._lanes = lanes
        self._note_death = note_death

    def extract_all(self, documents: Iterable[Document]) -> Iterator[Outcome]:
        """The claims of each document in their order, or the error that it ends with; some are read ahead."""
        coming = (Portion(together) for together in in_portions(documents))
        in_order: deque[Portion] = deque()
        unsent: deque[Portion] = deque()
        while True:
            ahead = list(islice(coming, max(0, _AHEAD * sum(lane.room for lane in self._lanes) - len(in_order))))
            in_order += ahead
            unsent += ahead
            self._send(unsent)
            if not in_order:
                return
            if in_order[0].outcomes is None:
                self._wait()
                self._collect(unsent)
            while in_order and (outcomes := in_order[0].outcomes) is not None:
                in_order.popleft()
                # Before whoever takes these writes them, so that nobody waits meanwhile.
                self._collect(unsent)
                self._send(unsent)
                yield from outcomes

    def _send(self, unsent: deque[Portion]) -> None:
        while unsent:
            lanes = [lane for lane in self._lanes if lane.takes(unsent[0])]
            if not lanes:
                return
            min(lanes, key=lambda lane: len(lane.under_way)).send(unsent.popleft())

    def _wait(self) -> None:
        wait([future for lane in self._lanes for future in lane.under_way], _LOOK_SECONDS, FIRST_COMPLETED)

    def _collect(self, unsent: deque[Portion]) -> None:
        for lane in self._lanes:
            again: list[Portion] = []
            for portion, reading in lane.collect():
                if isinstance(reading, Reading):
                    self._take(portion, reading)
                elif reading is None:
                    again.append(portion)
                else:
                    again += self._again(portion)
            unsent.extendleft(reversed(again))

    def _take(self, portion: Portion, reading: Reading) -> None:
        self.name = reading.name
        if reading.coverage is not None:
            self.coverage = self.coverage + reading.coverage if self.coverage is not None else reading.coverage
        portion.found = reading.outcomes

    def _again(self, portion: Portion) -> tuple[Portion, ...]:
        """What is to be sent in place of a portion whose worker died."""
        if portion.is_suspect:
            portion.found = [_unreadable(document) for document in portion.documents]
            return ()
        self._note_death(len(portion.documents))
        portion.parts = tuple(Portion((document,), is_suspect=True) for document in portion.documents)
        return portion.parts

    def close(self) -> None:
        """End the workers at once."""
        for lane in self._lanes:
            lane.close()


def _unreadable(document: Document) -> InputError:
    return InputError(
        f"{document.id!r} ended each process that read it and is left out; it may need more memory than there is: cut it in "
        "parts, or build it alone with one worker to see more"
    )
