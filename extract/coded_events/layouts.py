"""Layouts of tables of coded events: how each table is known and what its columns hold, by ``layouts.yaml``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from diplograph.ontology import SCHEMES, DataError

from ..readers import folded
from ..words import read_entry, read_yaml

__all__ = ["Layout", "Layouts", "PartyColumns", "Places", "by_width", "find_layout", "is_row", "load_layouts", "read_layouts"]

_FILE = "layouts.yaml"


@dataclass(frozen=True, slots=True)
class PartyColumns:
    """The columns of one party."""

    countries: str
    sectors: tuple[str, ...]
    names: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """One entry of ``layouts.yaml``; the fields are told there."""

    what: str
    dataset: str
    prefix: str
    scheme: str
    id: str
    day: str
    code: str
    actor: PartyColumns
    recipient: PartyColumns
    columns: tuple[str, ...] = ()
    mode: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    place: tuple[str, ...] = ()
    country: str | None = None
    split: str = ""

    @property
    def required(self) -> tuple[str, ...]:
        """The columns without which a table is not of this layout."""
        parties = [
            name for party in (self.actor, self.recipient) for name in (party.names, party.countries) if name is not None
        ]
        return self.id, self.day, self.code, *parties


@dataclass(frozen=True, slots=True)
class Places:
    """A layout as a table has it: the place of each column, by its folded name, and how many cells a row has."""

    layout: Layout
    width: int
    places: Mapping[str, int]

    def cell(self, row: Sequence[str], column: str | None) -> str:
        """The cell of a column; empty where the table has none of that name."""
        place = self.places.get(folded(column)) if column is not None else None
        return row[place].strip() if place is not None else ""


@dataclass(frozen=True, slots=True)
class Layouts:
    """All of ``layouts.yaml``: ``row_bytes`` is the most that is read of a row."""

    row_bytes: int
    layouts: tuple[Layout, ...]


@cache
def load_layouts() -> Layouts:
    """The layouts of ``layouts.yaml``, checked."""
    return read_layouts(read_yaml(files("diplograph.extract.coded_events") / _FILE), _FILE)


def is_row(name: str) -> bool:
    """True for the id of a document that is a row of coded events.

    >>> is_row("gdelt/564111644"), is_row("talks-2025-02-18")
    (True, False)
    """
    prefix, slash, _ = name.partition("/")
    return bool(slash) and any(prefix == layout.prefix for layout in load_layouts().layouts)


def read_layouts(content: Any, where: str) -> Layouts:
    """The layouts of a file; raises ``DataError`` that names file, entry and remedy."""
    if not isinstance(content, dict) or not isinstance(content.get("layouts"), list):
        raise DataError(f"{where}: expected a mapping with the keys row_bytes and layouts, a list")
    layouts = []
    for number, entry in enumerate(content["layouts"], start=1):
        name = entry.get("what", number) if isinstance(entry, dict) else number
        layout = read_entry(Layout, entry, f"{where}: {name}")
        if layout.scheme not in SCHEMES:
            raise DataError(f"{where}: {name}: scheme is {layout.scheme!r}; it must be one of {', '.join(SCHEMES)}")
        missing = [column for column in layout.required if layout.columns and column not in layout.columns]
        if missing:
            raise DataError(f"{where}: {name}: {missing[0]} is none of its columns")
        layouts.append(layout)
    return read_entry(Layouts, {**content, "layouts": layouts}, where)


def find_layout(cells: Sequence[str]) -> tuple[Places, bool] | None:
    """The layout of a table by its first row, and whether that is a header; None for another table."""
    names = {folded(cell): place for place, cell in reversed(list(enumerate(cells)))}
    for layout in load_layouts().layouts:
        if all(folded(column) in names for column in layout.required):
            return Places(layout, len(cells), names), True
    headless = by_width().get(len(cells))
    is_row = headless is not None and headless.cell(cells, headless.layout.id).isdigit()
    return (headless, False) if headless is not None and is_row else None


@cache
def by_width() -> Mapping[int, Places]:
    """The layouts of tables that come without a header, by how many cells a row has."""
    return {
        len(layout.columns): Places(layout, len(layout.columns), {folded(name): at for at, name in enumerate(layout.columns)})
        for layout in load_layouts().layouts
        if layout.columns
    }
