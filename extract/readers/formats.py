"""File formats, told by first bytes, name and looks: which reader takes each, or what can be done where none does."""

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

__all__ = [
    "DELIMITERS",
    "Format",
    "describe_by_name",
    "detect_format",
    "readable_suffixes",
    "strange_suffix",
    "table_delimiter",
    "without_packing",
]

_FILE: Final = "formats.yaml"
_JSON_LINES: Final = "json-lines"
_BEGIN_OF_JSON: Final = ("{", "[")
_MOST_COLUMN_NAME: Final = 40
_COLUMN_NAME: Final = re.compile(r"[\w .#:/-]+")
# Columns by which a table of articles is known even where it has but one row.
_KNOWN_COLUMNS: Final = frozenset({"id", "text", "title", "date", "url", "body", "content", "headline", "source", "outlet"})
# What may separate the columns of a table, the surest first.
DELIMITERS: Final = "\t,;|"
_TABLE: Final = ".csv"
_FEWEST_ROWS: Final = 3
# What tells of a kind of file, as ".18" at the end of "talks-2025.02.18" does not.
_SUFFIX: Final = re.compile(r"\.[a-z][a-z0-9]{0,9}")


@dataclass(frozen=True, slots=True)
class Format:
    """An entry of ``formats.yaml``: ``reader`` is a key of ``READERS``; what no reader takes has a ``remedy``."""

    what: str
    reader: str | None = None
    remedy: str | None = None
    suffixes: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    opening: str | None = None
    pattern: str | None = None
    least: int = 1
    packs: bool = False
    extra: str = "formats"

    def describe(self, path: Path) -> str:
        """What the file is, and what can be done, as the end of a message."""
        remedy = (self.remedy or "").format(path=_quoted(path), stem=_quoted(path.with_suffix("")))
        return f"is {self.what}; {remedy}"

    def check(self, where: str) -> None:
        """Raises DataError where the entry says too little or too much, or cannot be used."""
        try:
            self.describe(Path("article.txt"))
            re.compile(self.pattern or "")
            re.compile(self.opening or "")
        except (KeyError, ValueError, re.error) as error:
            raise DataError(f"{where}: {error}; braces of a remedy hold path or stem, others are doubled") from None
        if (self.reader is None) == (self.remedy is None):
            raise DataError(f"{where}: needs either a reader or a remedy")


_TEXT: Final = Format(what="plain text", reader="text")


@cache
def _formats() -> Sequence[Format]:
    content = read_yaml(files("diplograph.extract.readers") / _FILE)
    formats = [read_entry(Format, entry, f"{_FILE}: entry {number}") for number, entry in enumerate(content, 1)]
    for known in formats:
        known.check(f"{_FILE}: {known.what}")
    return formats


@cache
def _by_suffix() -> Mapping[str, Format]:
    return {suffix: known for known in _formats() for suffix in known.suffixes}


@cache
def readable_suffixes() -> Mapping[str, str]:
    """The ends of names that a reader takes, each with that reader, the best known first."""
    return {suffix: known.reader for known in _formats() if known.reader is not None for suffix in known.suffixes}


def _quoted(path: Path) -> str:
    return shlex.quote(str(path)) if str(path).isprintable() else "FILE"


def describe_by_name(path: Path) -> str | None:
    """What a file that no reader takes is by its name, and what can be done; None where the name does not say so.

    >>> describe_by_name(Path("notes.rtf"))
    'is an RTF document; save it as plain text (.txt, UTF-8) first'
    """
    known = _by_suffix().get(path.suffix.lower())
    return known.describe(path) if known is not None and known.reader is None else None


def strange_suffix(path: Path) -> str | None:
    """The end of a name that tells of a kind which nobody knows; None where the name has none, or one that is known.

    >>> strange_suffix(Path("talks.xyz")), strange_suffix(Path("talks.txt")), strange_suffix(Path("talks-2025.02.18"))
    ('.xyz', None, None)
    """
    suffix = path.suffix.lower()
    return suffix if _SUFFIX.fullmatch(suffix) is not None and suffix not in _by_suffix() else None


@cache
def _by_type() -> Mapping[str, Format]:
    return {kind: known for known in _formats() for kind in known.types}


def detect_format(path: Path, head: bytes, media_type: str = "") -> Format:
    """The format of a file that begins with ``head``: by its first bytes, else its name, else what it looks like.

    ``media_type`` is what a server calls it, of which the name on the web is only a part of an address.
    Records of JSON Lines may hold markup and tables: what begins like them and is named so is not looked at any further.
    """
    suffix = path.suffix.lower()
    alike = [known for known in _formats() if any(head.startswith(start.encode("latin-1")) for start in known.starts)]
    if alike:
        return next((known for known in alike if suffix in known.suffixes), alike[0])
    suffix = without_packing(path).suffix.lower()
    text = _decode(head)
    opening = text.lstrip()
    for known in _formats():
        if known.opening is not None and re.match(known.opening, opening, re.IGNORECASE | re.DOTALL):
            return known
    told = _by_type().get(media_type) or _by_type().get(media_type.partition("/")[0] + "/")
    named = told or _by_suffix().get(suffix, _TEXT)
    if named.reader != _TEXT.reader and not (named.reader == _JSON_LINES and opening[:1] not in _BEGIN_OF_JSON):
        return named
    return _by_looks(text) or named


def without_packing(path: Path) -> Path:
    """The path of a compressed file before it was compressed.

    >>> without_packing(Path("news.csv.gz")).name, without_packing(Path("news.csv")).name
    ('news.csv', 'news.csv')
    """
    known = _by_suffix().get(path.suffix.lower())
    return path.with_suffix("") if known is not None and known.packs else path


def _decode(head: bytes) -> str:
    encoding = "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    return head.decode(encoding, "ignore")


def _by_looks(text: str) -> Format | None:
    for known in _formats():
        if known.pattern is not None and len(_all(known.pattern, text)) >= known.least:
            return known
    return _by_suffix()[_TABLE] if table_delimiter(text) is not None else None


def _all(pattern: str, text: str) -> list[str]:
    return re.findall(pattern, text, re.IGNORECASE | re.MULTILINE)


def table_delimiter(text: str) -> str | None:
    """What separates the columns of a table: a row of short names over rows of as many cells."""
    for delimiter in DELIMITERS:
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
