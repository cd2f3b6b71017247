"""Import of coded events: rows of GDELT, ICEWS and POLECAT as claims in a store, batch by batch."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.ontology import Claim, Document
from diplograph.ontology.actors import extend_actors, load_actors

from ..queries import count
from ..rdf import describe_run
from ..stores import Receipt
from .documents import Failure
from .job import fit_for_graph

if TYPE_CHECKING:
    from diplograph.extract.coded_events import EventClaims

    from ..stores import Store

__all__ = ["EventReport", "import_events"]

# A row is a document of one claim, mostly.
_BATCH_ROWS = 2_000
# What a graph says in the place of a pipeline.
_MODEL = "coded events"
_MOST_CODES = 5


@dataclass(slots=True)
class EventReport:
    """What an import did: rows read, those that became claims, why the others did not, and what could not be read."""

    receipt: Receipt
    failures: list[Failure] = field(default_factory=list)
    rows: int = 0
    claimed: int = 0
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """How many rows are no claims, and why, in one line; empty where all are.

        >>> EventReport(Receipt(), rows=3, claimed=1, left_out={"name one party only": 2}).told
        '2 of 3 rows are no claims: 2 name one party only'
        """
        if not self.left_out:
            return ""
        reasons = "; ".join(f"{number:,} {reason}" for reason, number in self.left_out.items())
        return f"{self.rows - self.claimed:,} of {count(self.rows, 'row')} are no claims: {reasons}"


def import_events(
    tables: Iterable[Path | str],
    store: "Store",
    *,
    actors: Sequence[Path | str] = (),
    observe: Callable[[int, int], None] | None = None,
) -> EventReport:
    """Write what tables of coded events claim into a store; what was there from the same rows is left alone.

    ``actors`` are files of your own actors. ``observe`` hears after each batch how many rows were read, and how many of them
    were claims. A table that cannot be read does not stop the others. Raises DataError where a file of actors is wrong.
    """
    from diplograph.extract.coded_events import EventClaims, PartyFinder, find_event_claims

    finder = PartyFinder(extend_actors(load_actors(), actors))
    run = describe_run(_MODEL, actors=actors)
    report, found = EventReport(Receipt()), EventClaims()
    for path in map(Path, tables):
        for batch in _batches(find_event_claims(path, finder, found)):
            claims = [claim for _, held in batch.values() for claim in held]
            report.receipt += store.add(fit_for_graph(claims, [document for document, _ in batch.values()]), run)
            if observe is not None:
                observe(found.rows, found.claimed)
        report.failures += [Failure(path, error) for error in found.faults]
        found.faults.clear()
    report.rows, report.claimed = found.rows, found.claimed
    report.left_out = _reasons(found)
    return report


def _batches(
    rows: Iterable[tuple[Document, tuple[Claim, ...]]],
) -> Iterator[dict[str, tuple[Document, tuple[Claim, ...]]]]:
    """The rows by id, so many at a time; of two of one id, as ICEWS has some, the later stands, in a store too."""
    batch: dict[str, tuple[Document, tuple[Claim, ...]]] = {}
    for document, claims in rows:
        batch[document.id] = document, claims
        if len(batch) >= _BATCH_ROWS:
            yield batch
            batch = {}
    if batch:
        yield batch


def _reasons(found: "EventClaims") -> dict[str, int]:
    """Why rows are no claims, most frequent first; where codes are to blame, with the most frequent of them."""
    from diplograph.extract.coded_events import LeftOut

    told = {}
    for reason, number in found.left_out.most_common():
        codes = found.unknown if reason is LeftOut.NO_CODE else found.unrelated if reason is LeftOut.NO_RELATION else None
        told[f"{reason}{_frequent(codes)}" if codes else str(reason)] = number
    return told


def _frequent(codes: dict[str, int]) -> str:
    first = sorted(codes.items(), key=lambda item: (-item[1], item[0]))
    listed = ", ".join(f"{code}: {number:,}" for code, number in first[:_MOST_CODES])
    return f" ({listed}{', …' if len(first) > _MOST_CODES else ''})"
