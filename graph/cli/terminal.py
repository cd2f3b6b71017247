"""What the command shows: answers, counts and progress.

Text of articles must not move the cursor, recolour the screen or reorder what stands beside it.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

from diplograph.ontology import QueryError

from ..queries import count
from ..safe_text import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from diplograph.ontology import Document

    from ..queries import QueryResult
    from ..stores import Store

__all__ = ["AnswerFormat", "print_result", "print_violations", "say", "show_progress", "show_work"]

_MOST_VIOLATIONS = 50


def say(message: str) -> None:
    """One line on stderr, where what is said about the work does not mix with its result."""
    print(printable(message), file=sys.stderr)


def print_violations(violations: "Sequence[object]", noun: str, where: object, *, every: bool) -> None:
    """A line each, at most fifty without ``every``; on stderr how many there are in the graph that ``where`` names."""
    shown = violations if every else violations[:_MOST_VIOLATIONS]
    for violation in shown:
        print(printable(str(violation)))
    sys.stdout.flush()
    rest = f" ({len(violations) - len(shown):,} more: --all shows them)" if len(shown) < len(violations) else ""
    say(f"{where}: {count(len(violations), noun)}{rest}")


class AnswerFormat(StrEnum):
    """How ``query`` prints its answer."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    TURTLE = "turtle"


@contextmanager
def show_progress() -> "Iterator[Callable[[Document], None]]":
    """Counts documents on stderr while they are read: only on a terminal, and only where there is something to wait for."""
    if not sys.stderr.isatty():
        yield lambda document: None
        return
    from rich.console import Console
    from rich.markup import escape

    read = 0
    with Console(stderr=True).status("Loading the language pipeline") as status:

        def advance(document: "Document") -> None:
            nonlocal read
            read += 1
            status.update(f"{count(read, 'document')} read: {escape(printable(document.id))}")

        yield advance


def print_result(result: "QueryResult", format_: AnswerFormat, *, names: "Store | None" = None, wide: bool = False) -> None:
    """Print an answer, and on stderr its note and whether a limit has cut it off.

    Raises GraphError for Turtle of what are no triples. With the store that gives ``names``, table, CSV and TSV are in words;
    without, and in JSON, terms stand as they are. A table fits the terminal, ``wide`` or not piped; numbers are rounded in
    tables alone.
    """
    if result.truncated:
        print(f"only the first {count(len(result), 'row')}: there are more", file=sys.stderr)
    if result.note is not None:
        say(result.note)
    if format_ is AnswerFormat.JSON:
        import json

        print(json.dumps(result.dicts(), ensure_ascii=True, indent=1, default=str))
    elif format_ in (AnswerFormat.CSV, AnswerFormat.TSV):
        from ..answers import in_words
        from ..views import to_csv

        worded = result if names is None else in_words(result, names)
        rows = ([printable(value) if isinstance(value, str) else value for value in row] for row in worded)
        print(to_csv(result.columns, rows, delimiter="," if format_ is AnswerFormat.CSV else "\t"), end="")
    elif format_ is AnswerFormat.TURTLE and result.turtle is None:
        raise QueryError("only a CONSTRUCT or DESCRIBE query gives Turtle; use table, csv, tsv or json")
    elif result.kind == "ASK":
        print("yes" if result else "no")
    elif result.turtle is not None:
        print("\n".join(printable(line) for line in result.turtle.split("\n")), end="")
    else:
        from ..answers import answer_in_words, print_table

        if result.rows:
            print_table(result if names is None else answer_in_words(result, names), wide=wide)
        print(count(len(result), "row"), file=sys.stderr)


@contextmanager
def show_work(words: str) -> Iterator[None]:
    """Says on stderr, only on a terminal, what is being done for as long as it takes."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True).status(escape(printable(words))):
        yield
