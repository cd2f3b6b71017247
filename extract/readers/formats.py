"""File formats that no reader takes, told by name, first bytes and looks, each with what can be done about it."""

import codecs
import csv
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from diplograph.ontology import DataError

from ..words import read_entry, read_yaml

__all__ = ["describe_by_name", "describe_other_format"]

_FILE: Final = "formats.yaml"
_MOST_COLUMN_NAME: Final = 40
_COLUMN_NAME: Final = re.compile(r"[\w .#:/-]+")
# Columns by which a table of articles is known even where it has but one row.
_KNOWN_COLUMNS: Final = frozenset({"id", "text", "title", "date", "url", "body", "content", "headline", "source", "outlet"})
_DELIMITERS: Final = {"\t": "TSV", ",": "CSV", ";": "CSV", "|": "CSV"}
_TABLE_SUFFIXES: Final = {".csv": ",", ".tsv": "\t", ".tab": "\t"}
_FEWEST_ROWS: Final = 3


@dataclass(frozen=True, slots=True)
class OtherFormat:
    """An entry of ``formats.yaml``."""

    what: str
    remedy: str
    suffixes: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    pattern: str | None = None
    least: int = 1

    def describe(self, path: Path) -> str:
        """What the file is, and what can be done."""
        return f"is {self.what}; {self.remedy.format(path=_quoted(path), stem=_quoted(path.with_suffix('')))}"


@cache
def _formats() -> Sequence[OtherFormat]:
    content = read_yaml(files("diplograph.extract.readers") / _FILE)
    formats = [read_entry(OtherFormat, entry, f"{_FILE}: entry {number}") for number, entry in enumerate(content, 1)]
    for known in formats:
        try:
            known.describe(Path("article.txt"))
            re.compile(known.pattern or "")
        except (KeyError, ValueError, re.error) as error:
            raise DataError(
                f"{_FILE}: {known.what}: {error}; braces of a remedy hold path or stem, others are doubled"
            ) from None
    return formats


@cache
def _by_suffix() -> Mapping[str, OtherFormat]:
    return {suffix: known for known in _formats() for suffix in known.suffixes}


def _quoted(path: Path) -> str:
    return shlex.quote(str(path)) if str(path).isprintable() else "FILE"


def describe_by_name(path: Path) -> str | None:
    """What a file is by its name and what can be done, as the end of a message; None where the name says nothing of it.

    >>> describe_by_name(Path("notes.pdf"))
    'is a PDF file; save its text first: pdftotext notes.pdf'
    """
    suffix = path.suffix.lower()
    if suffix in _TABLE_SUFFIXES:
        return _describe_table(path, _TABLE_SUFFIXES[suffix])
    known = _by_suffix().get(suffix)
    return known.describe(path) if known is not None else None


def describe_other_format(path: Path, head: bytes, *, is_text: bool) -> str | None:
    """What a file is that begins with ``head``, as the end of a message; None for what a reader takes.

    Records of JSON Lines may hold markup and tables: unless ``is_text``, only the first bytes count.
    """
    for known in _formats():
        if any(head.startswith(start.encode("latin-1")) for start in known.starts):
            return known.describe(path)
    if not is_text and head.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"{", b"["):
        return None
    text = head.decode("utf-8-sig", "ignore")
    for known in _formats():
        if known.pattern is not None and len(_all(known.pattern, text)) >= known.least:
            return known.describe(path)
    delimiter = _table_delimiter(text)
    return _describe_table(path, delimiter) if delimiter is not None else None


def _all(pattern: str, text: str) -> list[str]:
    return re.findall(pattern, text, re.IGNORECASE | re.MULTILINE)


def _describe_table(path: Path, delimiter: str) -> str:
    named = {",": "", "\t": ",delimiter=chr(9)"}.get(delimiter, f',delimiter="{delimiter}"')
    script = f"import csv,json,sys; [print(json.dumps(row)) for row in csv.DictReader(sys.stdin{named})]"
    command = f"python3 -c '{script}' < {_quoted(path)} > {_quoted(path.with_suffix('.jsonl'))}"
    what = f"is a {_DELIMITERS[delimiter]} table"
    return f"{what}; name its columns id, title, date and text, and make it JSON Lines with: {command}"


def _table_delimiter(text: str) -> str | None:
    """What separates the columns of a table: a row of short names over rows of as many cells."""
    for delimiter in _DELIMITERS:
        if delimiter in text.partition("\n")[0]:
            try:
                # The last row may be cut off.
                rows = [row for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter) if row]
            except csv.Error:
                continue
            if _is_table(rows, delimiter):
                return delimiter
    return None


def _is_table(rows: Sequence[Sequence[str]], delimiter: str) -> bool:
    names = [name.strip() for name in rows[0]]
    is_even = len(names) > 2 and len(rows) >= _FEWEST_ROWS and all(len(row) == len(names) for row in rows[:-1])
    if delimiter == "\t" and is_even:
        return True  # whatever stands in its first row
    if len(names) < 2 or not all(len(name) <= _MOST_COLUMN_NAME and _COLUMN_NAME.fullmatch(name) for name in names):
        return False
    knows = len(_KNOWN_COLUMNS.intersection(name.lower() for name in names)) >= 2
    return is_even or (knows and len(rows) > 1)
