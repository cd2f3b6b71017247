"""Claims of coded events: each row as a document of its own, with what it claims of each two parties."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from diplograph.ontology import Actor, Claim, Coding, Document, InputError, Interval

from ..readers import STANDARD_INPUT, Faults, unpack_files
from .codes import load_codes
from .parties import PartyFinder
from .rows import EventRow, read_rows

__all__ = ["EventClaims", "LeftOut", "find_event_claims"]

_FRAME: Final = "coded-event"
# Of codes that there are not, a hostile table has as many as rows.
_MOST_UNKNOWN: Final = 1_000


class LeftOut(StrEnum):
    """Why a row is no claim."""

    ONE_PARTY = "name one party only"
    UNKNOWN_PARTY = "name a party that is nobody in the actor base"
    ONE_ACTOR = "are of one actor with itself"
    NO_RELATION = "have a code for which no relation stands"
    NO_CODE = "have a code that there is not"


@dataclass(slots=True)
class EventClaims:
    """What became of the rows of tables: ``rows`` of them in all, ``claimed`` as claims, the others counted by reason.

    ``unrelated`` and ``unknown`` count the codes for which no relation stands, and those that there are not. ``faults`` are
    rows that could not be read.
    """

    rows: int = 0
    claimed: int = 0
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    unrelated: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    faults: list[InputError] = field(default_factory=list)


def find_event_claims(path: Path, finder: PartyFinder, found: EventClaims) -> Iterator[tuple[Document, tuple[Claim, ...]]]:
    """Each row of a table that is a claim, with its claims; ``found`` counts what becomes of all.

    A packed table is read too. What is no table of coded events is one of ``found.faults``.
    """
    try:
        for source in unpack_files(path):
            if isinstance(source, InputError):
                found.faults.append(source)
                continue
            faults = Faults()
            table = "standard input" if source.path == STANDARD_INPUT else source.path.name
            try:
                for row in read_rows(source, faults):
                    found.rows += 1
                    claimed = _claim(row, table, finder)
                    if isinstance(claimed, LeftOut):
                        found.left_out[claimed] += 1
                        if claimed is LeftOut.NO_RELATION:
                            found.unrelated[row.code] += 1
                        elif claimed is LeftOut.NO_CODE and (row.code in found.unknown or len(found.unknown) < _MOST_UNKNOWN):
                            found.unknown[row.code] += 1
                    else:
                        found.claimed += 1
                        yield claimed
            finally:
                found.faults += [InputError(f"{source.name}: {fault}") for fault in faults.lines()]
    except InputError as error:
        found.faults.append(error)


def _claim(row: EventRow, table: str, finder: PartyFinder) -> tuple[Document, tuple[Claim, ...]] | LeftOut:
    layout, codes = row.layout, load_codes()
    meaning = codes.find(layout.scheme, row.code)
    if meaning is None:
        return LeftOut.NO_CODE
    if meaning.relation is None:
        return LeftOut.NO_RELATION
    pairs = _pairs(row, finder)
    if isinstance(pairs, LeftOut):
        return pairs
    event = codes.describe(layout.scheme, row.code)
    coding = Coding(layout.dataset, table, row.row, layout.scheme, row.code, f"{event} ({row.mode})" if row.mode else event)
    document = Document(
        id=f"{layout.prefix}/{row.id}",
        date=row.published,
        outlet=row.outlet,
        url=row.url,
        coding=coding,
    )
    day = row.day.isoformat()
    return document, tuple(
        Claim(
            document=document.id,
            subject=actor,
            relation=meaning.relation,
            object=recipient,
            modality=meaning.modality,
            date=Interval(day, day, "day"),
            place=row.place,
            country=finder.country(row.country) if row.place is not None and row.country else None,
            frame=_FRAME,
            coding=coding,
        )
        for actor, recipient in pairs
    )


def _pairs(row: EventRow, finder: PartyFinder) -> list[tuple[Actor, Actor]] | LeftOut:
    """Each who does it with each to whom it is done."""
    if not any(party.is_named for party in row.actors) or not any(party.is_named for party in row.recipients):
        return LeftOut.ONE_PARTY
    actors, recipients = ([finder.find(party) for party in side] for side in (row.actors, row.recipients))
    known = [(actor, other) for actor in actors if actor is not None for other in recipients if other is not None]
    if not known:
        return LeftOut.UNKNOWN_PARTY
    pairs = [(actor, other) for actor, other in known if actor.iri != other.iri]
    return list(dict.fromkeys(pairs)) if pairs else LeftOut.ONE_ACTOR
