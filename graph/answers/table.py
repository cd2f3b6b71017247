"""The table of an answer: on a terminal as wide as that is, in a pipe one line a row with tabs between."""

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..queries import QueryResult, write_value
from ..safe_text import printable

__all__ = ["fit_columns", "fold_organization", "print_table"]

# Blanks and lines that stand beside each column.
_BESIDE = 3
# A column with longer words than this breaks them before another column is given up for it.
_LONGEST_WORD = 14
# A column with cells longer than this holds sentences: they are wrapped, not narrower than that.
_LONG_TEXT, _NARROWEST_TEXT = 48, 20
# Columns that say what a row is about.
_HEAD = 3
# What has no room beside the candidate for a membership stands in its column.
_ORGANIZATION, _CANDIDATES = "organization", ("object", "candidate")


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column needs: ``least`` to break no word, ``most`` to wrap nothing; the higher ``rank``, the sooner given up."""

    place: int
    least: int
    most: int
    rank: int


def print_table(result: QueryResult, *, wide: bool = False) -> None:
    """Print ``result`` in words; says on stderr which columns the terminal has no room for.

    The width is that of the terminal, or ``COLUMNS`` where the environment has it. In a pipe there is no width: cells follow
    each other unpadded, with tabs between. ``wide`` prints whole columns side by side, whatever the width.
    """
    cells = [[write_value(value) for value in row] for row in result]
    names = [name.replace("_", " ") for name in result.columns]
    if wide:
        _print_aligned(names, cells, None)
    elif sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdigit():
        width = shutil.get_terminal_size().columns
        shown = fit_columns(names, cells, width)
        if _ORGANIZATION in names and names.index(_ORGANIZATION) not in shown:
            names, cells = fold_organization(names, cells)
            shown = fit_columns(names, cells, width)
        _print_aligned([names[place] for place in shown], [[row[place] for place in shown] for row in cells], shown)
        dropped = [name for place, name in enumerate(names) if place not in shown and any(row[place] for row in cells)]
        if dropped:
            print(f"no room for {', '.join(map(printable, dropped))}: --wide shows all columns", file=sys.stderr)
    else:
        for row in [map(printable, result.columns), *cells]:
            print("\t".join(row))


def fit_columns(names: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> dict[int, int]:
    """The columns that ``width`` has room for, by their place, each with its width.

    Given up are first those without any value, then the last ones, sentences after them, and what a row is about last of all;
    never the widest, which is the sentence that proves a row, nor how a claim is put: an allegation must not look like a fact.

    >>> fit_columns(["who", "quote"], [["Oslo", "Oslo left."]], 40), fit_columns(["who", "quote"], [["Oslo", "Oslo left."]], 9)
    ({0: 4, 1: 10}, {1: 6})
    """
    columns = [_measure(place, name, [row[place] for row in rows]) for place, name in enumerate(names)]
    while len(columns) > 1 and sum(column.least + _BESIDE for column in columns) > width:
        widest = max(columns, key=lambda column: column.most)
        expendable = [column for column in columns if column is not widest and column.rank > 0]
        if not expendable:
            break
        columns.remove(max(expendable, key=lambda column: (column.rank, column.place)))
    if sum(column.least + _BESIDE for column in columns) > width:  # words have to be broken
        share = max(1, width // len(columns) - _BESIDE)
        columns = [replace(column, least=min(column.least, share)) for column in columns]
    widths = {column.place: column.least for column in columns}
    left = width - sum(widths.values()) - _BESIDE * len(columns)
    for number, column in enumerate(sorted(columns, key=lambda column: column.most - column.least)):
        more = max(0, min(column.most - widths[column.place], left // (len(columns) - number)))
        widths[column.place] += more
        left -= more
    return widths


def fold_organization(names: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """The table with each organization beside whom or what it is about: who opposes a membership opposes it in a body.

    >>> fold_organization(["who", "candidate", "organization"], [["Oslo", "Bern", "EU"], ["Oslo", "Rome", ""]])
    (['who', 'candidate'], [['Oslo', 'Bern in EU'], ['Oslo', 'Rome']])
    """
    place = names.index(_ORGANIZATION)
    beside = next((names.index(name) for name in _CANDIDATES if name in names), None)
    if beside is None:
        return list(names), [list(row) for row in rows]
    folded = [
        [*row[:beside], f"{row[beside]} in {row[place]}" if row[place] else row[beside], *row[beside + 1 :]] for row in rows
    ]
    return [*names[:place], *names[place + 1 :]], [[*row[:place], *row[place + 1 :]] for row in folded]


def _measure(place: int, name: str, cells: Sequence[str]) -> _Column:
    from rich.cells import cell_len

    most = max(map(cell_len, (name, *cells)))
    longest_word = max(cell_len(word) for text in (name, *cells) for word in (text.split() or [""]))
    is_text = most > _LONG_TEXT
    least = max(min(longest_word, _LONGEST_WORD), _NARROWEST_TEXT if is_text else 0)
    return _Column(place, least, most, _rank(place, name, is_text=is_text, is_empty=not any(cells)))


def _rank(place: int, name: str, *, is_text: bool, is_empty: bool) -> int:
    if name.endswith(("status", "polarity", "modality")):
        return 0
    if is_empty:
        return 4
    return 1 if place < _HEAD else 2 if is_text else 3


def _print_aligned(names: Sequence[str], rows: Sequence[Sequence[str]], widths: dict[int, int] | None) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    wraps = widths is not None and any(
        len(cell) > width for row in rows for cell, width in zip(row, widths.values(), strict=True)
    )
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, leading=1 if wraps else 0)
    for name, width in zip(names, widths.values() if widths is not None else [None] * len(names), strict=True):
        table.add_column(Text(printable(name)), overflow="fold", width=width, no_wrap=widths is None)
    for row in rows:
        # Text, not str: rich reads square brackets in a str as markup.
        table.add_row(*map(Text, row))
    # Rows of a wide table may be longer than any terminal; rich would cut them.
    console = Console(highlight=False, width=sum(widths.values()) + _BESIDE * len(names) if widths is not None else 100_000)
    with console.capture() as captured:
        console.print(table)
    print("\n".join(line.rstrip() for line in captured.get().split("\n")), end="")
