"""CSV and TSV tables of articles: one a row, in columns that are known by name or named by the user."""

import csv
import re
from collections.abc import Iterator

from diplograph.ontology import Document, InputError

from ..formats import DELIMITERS, table_delimiter
from ..limits import limits
from ..source import Source, decode, peek, refuse_binary
from .columns import Faults, date_fault, find_columns, make_document

__all__ = ["read_table"]


def read_table(source: Source) -> Iterator[Document | InputError]:
    """The articles of a table, a row at a time; rows that are none are counted, and told together at the end.

    Its first row names the columns. Without an id, an article has its address for one, else the number of its row.
    """
    refuse_binary(source)
    csv.field_size_limit(limits().cell_characters)
    rows = csv.reader(_lines(source), delimiter=_delimiter(source))
    faults = Faults()
    try:
        header = next(rows, [])
        places = find_columns(header, source)
        for number, row in enumerate(rows, start=1):
            if not any(cell.strip() for cell in row):
                continue
            if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
                faults.add("have more cells than columns are named: quote cells that hold the delimiter", number)
                continue
            values = {field: row[place] for field, place in places.items() if place < len(row)}
            document = make_document(values, f"{source.id}/{number}")
            if document is None:
                faults.add("hold no text", number)
                continue
            if document.date is None and values.get("date", "").strip():
                faults.add(date_fault(values["date"]), number)
            yield document
    except csv.Error as error:
        yield InputError(f"{source.name}: line {rows.line_num}: {error}; check the quotes of its cells")
    for fault in faults.lines():
        yield InputError(f"{source.name}: {fault}")


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
    return table_delimiter(head) or max(DELIMITERS, key=head.partition("\n")[0].count)
