"""Columns of tables and names of JSON: which field of an article each holds, as its name tells or the user says."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from diplograph.ontology import Document, InputError

from ...dates import find_day, is_written_like_day
from ...words import read_entry, read_yaml
from ..pages import web_address
from ..source import Source, clean, normalize, show

__all__ = [
    "FIELDS",
    "OPTION",
    "Faults",
    "date_fault",
    "find_columns",
    "folded",
    "known_columns",
    "listed",
    "make_document",
    "parse_columns",
]

FIELDS: Final = ("id", "text", "title", "date", "outlet", "url", "retrieved", "language")
OPTION: Final = "--columns"
_FILE: Final = "columns.yaml"
_MOST_SHOWN: Final = 12
# Of a row of GDELT, which comes without a header.
_FEWEST_CODED_CELLS: Final = 57


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """What ``columns.yaml`` says that columns are called."""

    id: tuple[str, ...]
    text: tuple[str, ...]
    title: tuple[str, ...]
    date: tuple[str, ...]
    outlet: tuple[str, ...]
    url: tuple[str, ...]
    retrieved: tuple[str, ...]
    language: tuple[str, ...]
    events: tuple[str, ...]


@cache
def known_columns() -> Mapping[str, tuple[str, ...]]:
    """The names by which each field is known, folded, the best first; of ``events`` those that only coded events have."""
    names = read_entry(ColumnNames, read_yaml(files("diplograph.extract.readers.records") / _FILE), _FILE)
    return {field: tuple(map(folded, getattr(names, field))) for field in (*FIELDS, "events")}


def parse_columns(given: str) -> dict[str, str]:
    """The column of each field, from "FIELD=COLUMN,..."; raises InputError for another field, and for one given twice.

    >>> parse_columns("text=body, date=published at")
    {'text': 'body', 'date': 'published at'}
    """
    columns: dict[str, str] = {}
    for part in given.split(","):
        field, equals, column = (piece.strip() for piece in part.partition("="))
        if not (equals and column) or field not in FIELDS:
            raise InputError(
                f"{OPTION}: {show(part.strip())!s} is no FIELD=COLUMN; fields are {', '.join(FIELDS)}, "
                "for example text=body,date=published"
            )
        if field in columns:
            raise InputError(f"{OPTION}: {field} is given twice, as {show(columns[field])} and as {show(column)}; name one")
        columns[field] = column
    return columns


class Faults:
    """What is wrong with rows: of each kind the first row, and how many."""

    def __init__(self) -> None:
        self._rows: dict[str, list[int]] = {}

    def add(self, fault: str, row: int) -> None:
        """One more row of a fault; of words after " like " the first are kept."""
        kind = fault.partition(" like ")[0]
        known = next((other for other in self._rows if other.partition(" like ")[0] == kind), fault)
        first_and_number = self._rows.setdefault(known, [row, 0])
        first_and_number[1] += 1

    def lines(self) -> Iterator[str]:
        """A line for each kind of fault."""
        for fault, (first, number) in self._rows.items():
            yield f"{number:,} of its rows {fault} (the first is row {first})"


def date_fault(value: object) -> str:
    """What is wrong with a date of a row that gives no day."""
    text = str(value).strip()
    if is_written_like_day(text):
        return f"have a date that is in no calendar, like {show(text)}, and are read without: mend it"
    return f"have a date like {show(text)}, and are read without: write it YYYY-MM-DD"


def find_columns(header: Sequence[str], source: Source) -> Mapping[str, int]:
    """The place of each field that the table has; InputError where it has no text, or not what the user named."""
    names = [folded(name) for name in header]
    places = {}
    for field in FIELDS:
        asked = source.columns.get(field)
        wanted = (folded(asked),) if asked is not None else known_columns()[field]
        place = next((names.index(name) for name in wanted if name in names), None)
        if place is not None:
            places[field] = place
        elif asked is not None:
            raise InputError(f"{source.name}: has no column {show(asked)} ({OPTION}); {listed(header)}")
    if "text" in places:
        return places
    if set(known_columns()["events"]).intersection(names) or (
        len(header) >= _FEWEST_CODED_CELLS and header[0].strip().isdigit()
    ):
        raise InputError(
            f"{source.name}: is a table of coded events, such as those of GDELT and ICEWS, which holds no text of articles; "
            "read it with: diplograph import-events"
        )
    raise InputError(f"{source.name}: is a table without a column of text; name it: {OPTION} text=COLUMN; {listed(header)}")


def listed(header: Sequence[str]) -> str:
    """What columns there are, for a message."""
    shown = ", ".join(show(clean(name) or "''") for name in header[:_MOST_SHOWN])
    return f"its columns are {shown}{', …' if len(header) > _MOST_SHOWN else ''}"


@lru_cache(maxsize=10_000)
def folded(name: str) -> str:
    """A name without case, spaces and marks: what is alike names the same column."""
    return re.sub(r"[\W_]+", "", name).casefold()


def make_document(values: Mapping[str, object], identifier: str) -> Document | None:
    """The article of a record, by field; ``identifier`` is its id where it gives none. None where it has no text."""
    text = normalize(str(values.get("text") or ""))
    if not text.strip():
        return None
    url = web_address(values.get("url"))
    return Document(
        id=clean(values.get("id")) or url or identifier,
        text=text,
        title=clean(values.get("title")),
        date=find_day(values.get("date")),
        outlet=clean(values.get("outlet")),
        url=url,
        retrieved=find_day(values.get("retrieved")),
        language=clean(values.get("language")),
    )
