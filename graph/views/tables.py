"""Tables as CSV that a spreadsheet opens as data."""

import csv
import io
from collections.abc import Iterable
from typing import Any

__all__ = ["to_csv"]


def to_csv(columns: Iterable[str], rows: Iterable[Iterable[Any]], *, delimiter: str = ",") -> str:
    """CSV that a spreadsheet opens as data: text that it would run as a formula gets an apostrophe in front.

    >>> to_csv(["quote"], [["=1+1"]])
    "quote\\r\\n'=1+1\\r\\n"
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows([_defuse(value) for value in row] for row in rows)
    return buffer.getvalue()


def _defuse(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.lstrip()[:1] in tuple("=+-@") else value
