"""Rows of tables of coded events, a line at a time: millions of them are read without being held."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from diplograph.ontology import InputError

from ..readers import Faults, Source, clean, show, web_address
from ..words import read_entry, read_yaml
from .codes import load_codes
from .layouts import Layout, PartyColumns, Places, by_width, find_layout, load_layouts

__all__ = ["EventRow", "Party", "PartyWords", "load_party_words", "read_rows"]

_IDENTIFIER: Final = re.compile(r"[\w.:-]{1,100}")
_DAY: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:\D.*|\d{6})?")
_CODE: Final = re.compile(r"\d{2,4}|[A-Za-z]{2,20}")
_MOST_LISTED: Final = 20
_KNOWN: Final = "GDELT 1 and 2, ICEWS, POLECAT"


@dataclass(frozen=True, slots=True)
class PartyWords:
    """Whom codes and words stand for: the lists of ``parties.yaml``."""

    empty: frozenset[str]
    states: dict[str, str]
    state_sectors: frozenset[str]
    groups: dict[str, str]
    bodies: dict[str, str]


@cache
def load_party_words() -> PartyWords:
    """The lists of ``parties.yaml``."""
    file = files("diplograph.extract.coded_events") / "parties.yaml"
    return read_entry(PartyWords, read_yaml(file), file.name)


@dataclass(frozen=True, slots=True)
class Party:
    """A side of an event as a row has it: a name, a country by code or name, the code of a known body, sectors."""

    name: str = ""
    country: str = ""
    group: str = ""
    sectors: tuple[str, ...] = ()

    @property
    def is_named(self) -> bool:
        return bool(self.name or self.country or self.group or self.sectors)


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event: ``row`` is its line in the table, counted from 1; ``mode`` makes the code finer."""

    layout: Layout
    row: int
    id: str
    day: date
    code: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    mode: str = ""
    published: date | None = None
    url: str | None = None
    outlet: str | None = None
    place: str | None = None
    country: str = ""


def read_rows(source: Source, faults: Faults) -> Iterator[EventRow]:
    """The events of a table; rows that are none are added to ``faults``.

    Raises InputError where it is no table of coded events that is known.
    """
    lines = _lines(source, faults)
    first = next(lines, None)
    if first is None:
        raise InputError(f"{source.name}: is empty; it should hold a table of coded events ({_KNOWN})")
    found = find_layout(cells := _cells(first[1], None))
    if found is None:
        names = ", ".join(show(clean(cell) or "''") for cell in cells[:6]) + (", …" if len(cells) > 6 else "")
        raise InputError(
            f"{source.name}: is no table of coded events that is known ({_KNOWN}): its first line has "
            f"{len(cells):,} cell{'' if len(cells) == 1 else 's'}, {names}; see docs/event-data.md"
        )
    places, has_header = found
    delimiter = None if "\t" in first[1] else ","
    if not has_header:
        yield from _read(first, delimiter, places, has_header, faults)
    for line in lines:
        yield from _read(line, delimiter, places, has_header, faults)


def _read(line: tuple[int, str], delimiter: str | None, table: Places, has_header: bool, faults: Faults) -> Iterator[EventRow]:
    number, text = line
    if not text.strip():
        return
    cells = _cells(text, delimiter)
    # GDELT has come to have more columns over the years, and files of all of them may have been put together.
    places = table if has_header else by_width().get(len(cells), table)
    if len(cells) != places.width:
        faults.add(f"have another number of cells than the {places.width} of {places.layout.what} like {len(cells):,}", number)
        return
    row = _make_row(cells, places, number)
    if isinstance(row, str):
        faults.add(row, number)
    else:
        yield row


def _make_row(cells: Sequence[str], places: Places, number: int) -> EventRow | str:
    """The event of a row, or what is wrong with it."""
    layout = places.layout
    identifier, code = places.cell(cells, layout.id), places.cell(cells, layout.code)
    day = _day(places.cell(cells, layout.day))
    if _IDENTIFIER.fullmatch(identifier) is None:
        return f"have no id of letters and digits like {show(identifier)}"
    if day is None:
        return f"have no day that is in the calendar like {show(places.cell(cells, layout.day))}"
    if _CODE.fullmatch(code) is None:
        return f"have no code of an event like {show(code)}"
    place = next((said for column in layout.place if (said := _said(places.cell(cells, column)))), "")
    return EventRow(
        layout=layout,
        row=number,
        id=identifier,
        day=day,
        code=load_codes().complete(layout.scheme, code),
        actors=_parties(cells, places, layout.actor),
        recipients=_parties(cells, places, layout.recipient),
        mode=_said(places.cell(cells, layout.mode)),
        published=_day(places.cell(cells, layout.published)),
        url=web_address(places.cell(cells, layout.url)),
        outlet=_said(places.cell(cells, layout.outlet)) or None,
        place=place or None,
        country=_said(places.cell(cells, layout.country)) if layout.country is not None else place.rpartition(",")[2].strip(),
    )


def _said(cell: str) -> str:
    """A cell as one line; empty where it says nothing."""
    text = clean(cell) or ""
    return "" if text in load_party_words().empty else text


def _day(cell: str) -> date | None:
    found = _DAY.fullmatch(cell)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found is not None else None
    except ValueError:
        return None


def _parties(cells: Sequence[str], places: Places, columns: PartyColumns) -> tuple[Party, ...]:
    split = places.layout.split
    sectors = [part for column in columns.sectors for part in _listed(places.cell(cells, column), split)]
    # A name may hold a comma, and ICEWS has one of each.
    several = split if split != "," else ""
    countries = _listed(places.cell(cells, columns.countries), several)
    names = _listed(places.cell(cells, columns.names), several) if columns.names is not None else []
    group = _said(places.cell(cells, columns.group))
    own = tuple(dict.fromkeys(sectors))
    if not names:
        return (Party("", countries[0] if countries else "", group, own),)
    if len(countries) != len(names):
        countries = [countries[0] if len(countries) == 1 else ""] * len(names)
    return tuple(Party(name, country, group, own) for name, country in zip(names, countries, strict=True))


def _listed(cell: str, split: str) -> list[str]:
    parts = re.split(f"[{re.escape(split)}]", cell) if split else [cell]
    return [said for part in parts[:_MOST_LISTED] if (said := _said(part))]


def _cells(line: str, delimiter: str | None) -> list[str]:
    """The cells of a line; a line is a row, so that no quote can swallow those that follow."""
    text = line.rstrip("\r\n")
    if delimiter is None and "\t" in text:
        return [cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell for cell in text.split("\t")]
    try:
        return next(csv.reader([text]), [])
    except csv.Error:
        return [text]


def _lines(source: Source, faults: Faults) -> Iterator[tuple[int, str]]:
    """Each line with its number; of one that is too long nothing is kept."""
    most = load_layouts().row_bytes
    number = 0
    while raw := source.stream.readline(most + 1):
        number += 1
        if len(raw) > most:
            faults.add(f"are longer than {most:,} bytes, which no event is", number)
            while raw and not raw.endswith(b"\n"):
                raw = source.stream.readline(most + 1)
            continue
        yield number, _decode(raw, is_first=number == 1)


def _decode(raw: bytes, *, is_first: bool) -> str:
    """A line as text: UTF-8, else the Western encoding in which some of these tables come, and never a failure."""
    try:
        return raw.decode("utf-8-sig" if is_first else "utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
