"""Rows of plain values as the answer to a question."""

import datetime
from collections.abc import Iterable, Sequence

from diplograph.ontology import Claim, load_schema

from ..queries import QueryResult, Value

__all__ = ["day", "name_of_relation", "quote_of", "tabulate"]


def tabulate(columns: Sequence[str], rows: Iterable[Sequence[Value]], note: str | None = None) -> QueryResult:
    """The answer with those columns; ``note`` is a figure of the whole."""
    return QueryResult("SELECT", tuple(columns), tuple(map(tuple, rows)), note=note)


def day(iso: str | None) -> datetime.date | None:
    """The day of an ISO date."""
    return None if iso is None else datetime.date.fromisoformat(iso)


def quote_of(claim: Claim) -> str | None:
    """The sentence that proves a claim, the first where an article has several; how it was coded, where it was."""
    return next(iter(claim.grounds), None)


def name_of_relation(claim: Claim) -> str:
    """The relation of a claim in words."""
    return load_schema().relations[claim.relation].phrase(claim.manner)
