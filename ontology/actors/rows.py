"""Rows of the CSV tables of the actor base: a header, rows of as many cells, lists inside a cell separated by ``|``."""

import csv
from collections.abc import Iterator, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO
from operator import itemgetter

from diplograph.ontology.errors import DataError

__all__ = ["read_rows", "shipped_tables", "split_cell"]


def shipped_tables() -> Traversable:
    """The folder of the tables that ship with diplograph."""
    return files("diplograph.ontology.actors").joinpath("tables")


def read_rows(folder: Traversable, name: str, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The cells of ``columns``, two or more, of each row; ``DataError`` where a column is missing or a row is ragged."""
    reader = csv.reader(StringIO(folder.joinpath(name).read_text("utf-8")))
    header = next(reader, [])
    missing = [column for column in columns if column not in header]
    if missing:
        raise DataError(f"{name}: column {missing[0]!r} is missing; the columns are {', '.join(header)}")
    cells = itemgetter(*(header.index(column) for column in columns))
    width = len(header)
    for row in reader:
        if len(row) != width:
            raise DataError(
                f"{name}, line {reader.line_num}: the row has more or fewer cells than the header; quote cells with commas"
            )
        yield cells(row)


def split_cell(cell: str) -> list[str]:
    """The entries of a list inside a cell.

    >>> split_cell("UN|U.N.")
    ['UN', 'U.N.']
    """
    return [part for part in cell.split("|") if part] if cell else []
