"""CSV and TSV tables of articles: one a row, in columns that are known by name or named by the user."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from diplograph.ontology import Document, InputError

from ...dates import find_day
from ...words import read_entry, read_yaml
from ..formats import table_delimiter
from ..limits import limits
from ..pages import web_address
from ..source import Source, clean, decode, normalize, peek, refuse_binary, show

__all__ = ["parse_columns", "read_table"]

_FILE: Final = "tables.yaml"
_FIELDS: Final = ("id", "text", "title", "date", "outlet", "url", "retrieved")
_OPTION: Final = "--columns"
_MOST_SHOWN: Final = 12
# Of a row of GDELT, which comes without a header.
_FEWEST_CODED_CELLS: Final = 57


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """What ``tables.yaml`` says that columns are called."""

    id: tuple[str, ...]
    text: tuple[str, ...]
    title: tuple[str, ...]
    date: tuple[str, ...]
    outlet: tuple[str, ...]
    url: tuple[str, ...]
    retrieved: tuple[str, ...]
    events: tuple[str, ...]


@cache
def _known() -> Mapping[str, tuple[str, ...]]:
    names = read_entry(ColumnNames, read_yaml(files("diplograph.extract.readers.records") / _FILE), _FILE)
    return {field: tuple(map(_folded, getattr(names, field))) for field in (*_FIELDS, "events")}


def parse_columns(given: str) -> dict[str, str]:
    """The column of each field, from "FIELD=COLUMN,..."; raises InputError for another field.

    >>> parse_columns("text=body, date=published at")
    {'text': 'body', 'date': 'published at'}
    """
    columns = {}
    for part in given.split(","):
        field, equals, column = (piece.strip() for piece in part.partition("="))
        if not (equals and column) or field not in _FIELDS:
            raise InputError(
                f"{_OPTION}: {show(part.strip())!s} is no FIELD=COLUMN; fields are {', '.join(_FIELDS)}, "
                "for example text=body,date=published"
            )
        columns[field] = column
    return columns


def read_table(source: Source) -> Iterator[Document | InputError]:
    """The articles of a table, a row at a time; rows that are none are counted, and told together at the end.

    Its first row names the columns. Without an id, an article has its address for one, else the number of its row.
    """
    refuse_binary(source)
    csv.field_size_limit(limits().cell_characters)
    rows = csv.reader(_lines(source), delimiter=_delimiter(source))
    faults = _Faults()
    try:
        header = next(rows, [])
        places = _find_columns(header, source)
        for number, row in enumerate(rows, start=1):
            if not any(cell.strip() for cell in row):
                continue
            if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
                faults.add("have more cells than columns are named: quote cells that hold the delimiter", number)
                continue
            values = {field: row[place] for field, place in places.items() if place < len(row)}
            document = _document(values, f"{source.id}/{number}")
            if document is None:
                faults.add("hold no text", number)
                continue
            if document.date is None and values.get("date", "").strip():
                faults.add(f"have a date like {show(values['date'])}, and are read without: write it YYYY-MM-DD", number)
            yield document
    except csv.Error as error:
        yield InputError(f"{source.name}: line {rows.line_num}: {error}; check the quotes of its cells")
    for fault in faults.lines():
        yield InputError(f"{source.name}: {fault}")


class _Faults:
    """What is wrong with rows: of each kind the first row, and how many."""

    def __init__(self) -> None:
        self._rows: dict[str, list[int]] = {}

    def add(self, fault: str, row: int) -> None:
        kind = fault.partition(" like ")[0]
        known = next((other for other in self._rows if other.partition(" like ")[0] == kind), fault)
        first_and_number = self._rows.setdefault(known, [row, 0])
        first_and_number[1] += 1

    def lines(self) -> Iterator[str]:
        for fault, (first, number) in self._rows.items():
            yield f"{number:,} of its rows {fault} (the first is row {first})"


def _lines(source: Source) -> Iterator[str]:
    offset, most = 0, limits().line_bytes
    for number, raw in enumerate(iter(lambda: source.stream.readline(most + 1), b""), start=1):
        if len(raw) > most:
            raise InputError(f"{source.name}: line {number}: holds more than {most:,} bytes; check that it is a table")
        text = decode(raw, source, start=offset, line=number)
        offset += len(raw)
        yield from re.findall(r"[^\n]*\n|[^\n]+", text) if "\n" in text[:-1] else (text,)


def _delimiter(source: Source) -> str:
    head = peek(source).decode("utf-8-sig", "ignore")
    return table_delimiter(head) or max("\t,;|", key=head.partition("\n")[0].count)


def _find_columns(header: Sequence[str], source: Source) -> Mapping[str, int]:
    """The place of each field that the table has; InputError where it has no text, or not what the user named."""
    folded = [_folded(name) for name in header]
    places = {}
    for field in _FIELDS:
        asked = source.columns.get(field)
        wanted = (_folded(asked),) if asked is not None else _known()[field]
        place = next((folded.index(name) for name in wanted if name in folded), None)
        if place is not None:
            places[field] = place
        elif asked is not None:
            raise InputError(f"{source.name}: has no column {show(asked)} ({_OPTION}); {_listed(header)}")
    if "text" in places:
        return places
    if set(_known()["events"]).intersection(folded) or (len(header) >= _FEWEST_CODED_CELLS and header[0].strip().isdigit()):
        raise InputError(
            f"{source.name}: is a table of coded events, such as those of GDELT and ICEWS, which holds no text of articles; "
            "name the articles in its place"
        )
    raise InputError(f"{source.name}: is a table without a column of text; name it: {_OPTION} text=COLUMN; {_listed(header)}")


def _listed(header: Sequence[str]) -> str:
    shown = ", ".join(show(clean(name) or "''") for name in header[:_MOST_SHOWN])
    return f"its columns are {shown}{', …' if len(header) > _MOST_SHOWN else ''}"


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def _document(values: Mapping[str, str], identifier: str) -> Document | None:
    text = normalize(values.get("text", ""))
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
    )
