"""Tables of a user's own actors, CSV or YAML, read as entries that know where they stand."""

import csv
import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.ontology.errors import DataError, os_reason
from diplograph.ontology.user_yaml import compose_yaml

from .rows import split_cell

if TYPE_CHECKING:
    import yaml

__all__ = ["Entry", "read_entries", "suggest"]

_MAX_LENGTH = 200
_MOST_BYTES = 50_000_000
# Controls, lone surrogates, and the marks that reorder or break lines: no name holds any, and all of them mislead readers.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a user's file; ``where`` names file and line, every other field is a column or key. Empty where not given."""

    where: str
    name: str
    kind: str = ""
    code: str = ""
    aliases: tuple[str, ...] = ()
    wikidata: str = ""
    sector: str = ""
    id: str = ""
    base: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The name and the aliases, each once."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))


_COLUMNS = tuple(field.name for field in fields(Entry) if field.name != "where")


def suggest(word: str, words: Iterable[str]) -> str:
    """What the writer may have meant, as the end of an error; the words allowed where nothing is near.

    >>> suggest("Sate", ["State", "Person"])
    'did you mean State?'
    """
    known = list(words)
    near = difflib.get_close_matches(word, known, 1)
    if near:
        return f"did you mean {near[0]}?"
    return f"allowed are {', '.join(known)}" if len(known) <= 20 else "see the documentation for those allowed"


def read_entries(path: Path) -> Iterator[Entry]:
    """The entries of a file; its suffix (.csv, .yaml, .yml) tells the format.

    Raises ``DataError`` that names file, line and remedy for a file that cannot be read, an unknown column, and a value that
    is no name.
    """
    readers = {".csv": _read_csv, ".yaml": _read_yaml, ".yml": _read_yaml}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise DataError(f"{path}: actors are read from .csv, .yaml and .yml files; rename the file or convert it")
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {os_reason(error)}") from None
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 (byte {error.start:,}); save it as UTF-8") from None
    if len(data) > _MOST_BYTES:
        raise DataError(f"{path}: holds more than {_MOST_BYTES:,} bytes, the most that is read; cut it in parts")
    for line, cells in reader(path, text):
        yield _entry(f"{path}, line {line}", cells)


def _read_csv(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, Sequence[str]]]]:
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        _check_columns(f"{path}, line 1", header)
        for row in reader:
            if any(cell.strip() for cell in row):
                if len(row) != len(header):
                    raise DataError(
                        f"{path}, line {reader.line_num}: {len(row)} cells under {len(header)} columns; quote cells with commas"
                    )
                cells = dict(zip(header, row, strict=True))
                yield reader.line_num, {c: split_cell(v) if c == "aliases" else [v] for c, v in cells.items()}
    except csv.Error as error:
        raise DataError(f"{path}, line {reader.line_num}: not valid CSV: {error}") from None


def _read_yaml(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, Sequence[str]]]]:
    import yaml

    # Nodes, not values: they know their line, and "no" stays the word that was written.
    try:
        root = compose_yaml(text)
    except DataError as error:
        raise DataError(f"{path}: {error}") from None
    if not isinstance(root, yaml.SequenceNode):
        raise DataError(f"{path}: a list of actors is expected, each a mapping with the keys {', '.join(_COLUMNS)}")
    for node in root.value:
        line = node.start_mark.line + 1
        where = f"{path}, line {line}"
        if not isinstance(node, yaml.MappingNode):
            raise DataError(f"{where}: an actor is a mapping with the keys {', '.join(_COLUMNS)}; write 'name: ...'")
        _check_columns(where, [str(key.value) for key, _ in node.value])
        yield line, {key.value: _words(where, key.value, value) for key, value in node.value}


def _words(where: str, key: str, node: "yaml.Node") -> list[str]:
    import yaml

    if isinstance(node, yaml.ScalarNode):
        return [] if node.tag == _NULL else split_cell(node.value) if key == "aliases" else [node.value]
    items = node.value if isinstance(node, yaml.SequenceNode) and key == "aliases" else [node]
    if not all(isinstance(item, yaml.ScalarNode) for item in items):
        raise DataError(f"{where}: {key} must be {'a list of names' if key == 'aliases' else 'one word or phrase'}")
    return [item.value for item in items]


def _check_columns(where: str, columns: Sequence[str]) -> None:
    for place, column in enumerate(columns):
        if column not in _COLUMNS:
            hint = "separate cells with commas" if ";" in column or "\t" in column else suggest(column, _COLUMNS)
            raise DataError(f"{where}: unknown column {column[:_MAX_LENGTH]!r}; {hint}")
        if column in columns[:place]:
            raise DataError(f"{where}: column {column!r} stands twice; take one out")
    if "name" not in columns:
        raise DataError(f"{where}: column 'name' is missing; the columns are {', '.join(_COLUMNS)}")


def _entry(where: str, cells: Mapping[str, Sequence[str]]) -> Entry:
    words = {column: [_clean(where, column, value) for value in values] for column, values in cells.items()}
    values = {column: "".join(found) for column, found in words.items() if column != "aliases"}
    if not values["name"]:
        raise DataError(f"{where}: the name is empty; give the actor a name")
    entry = Entry(where, aliases=tuple(word for word in words.get("aliases", []) if word), **values)
    for text in entry.texts:
        if len(text) < 2 or not any(character.isalpha() for character in text):
            raise DataError(f"{where}: {text!r} is no name: two characters or more, at least one of them a letter")
    return entry


def _clean(where: str, column: str, value: str) -> str:
    """A value with single spaces, composed as texts are; ``DataError`` for what no name holds."""
    hidden = _HIDDEN.search(value)
    if hidden is not None:
        raise DataError(f"{where}: {column} holds the control character U+{ord(hidden[0]):04X}; take it out")
    if len(value) > _MAX_LENGTH:
        raise DataError(f"{where}: {column} holds {len(value):,} characters; {_MAX_LENGTH} is the most")
    return " ".join(unicodedata.normalize("NFC", value).split())
