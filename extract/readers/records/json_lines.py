"""JSON Lines: one article a line, ``{"id", "text"[, "title", "date", "outlet", "url", "retrieved", "language"]}``. See https://jsonlines.org"""

import datetime
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from io import BufferedReader, BytesIO, RawIOBase
from itertools import chain, islice
from typing import Any, Final, cast

from diplograph.ontology import Document, InputError

from ...dates import is_written_like_day, parse_date
from ..formats import without_packing
from ..limits import limits
from ..source import Source, decode, normalize, refuse_binary, show

__all__ = ["read_json_lines"]
_EXAMPLE: Final = '{"id": "a1", "text": "..."}'
# Names that promise an article a line; .json promises JSON alone.
_OF_LINES: Final = (".jsonl", ".ndjson")
_TYPE_NAMES: Final = {
    type(None): "null",
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "a string",
    list: "an array",
    dict: "an object",
}


class _LineError(Exception):
    """What is wrong with a line, without the file and the line number."""


def read_json_lines(source: Source) -> Iterator[Document | InputError]:
    """The documents of a JSON Lines file, one line at a time, with an InputError in the place of each bad line.

    Blank lines are skipped. ``source.columns`` says which names fields have in place of their own. Raises InputError where the
    file holds no article.
    """
    refuse_binary(source)
    name = source.name
    line_of_id: dict[str, int] = {}
    lines = _filled_lines(source)
    opening = [*islice(lines, 2)]
    if not opening:
        raise InputError(f"{name}: holds no article; write one JSON object a line: {_EXAMPLE}")
    if len(opening) == 1 and (found := _as_one_value(opening[0][2], source)):
        yield from found
        return
    for number, start, raw in chain(opening, lines):
        try:
            document = _read_line(decode(raw, source, start=start, line=number), source.columns)
            _refuse_second(document.id, number, line_of_id)
        except _LineError as error:
            yield InputError(f"{name}: line {number}: {error}")
        except InputError as error:
            yield error
        else:
            yield document


def _as_one_value(raw: bytes, source: Source) -> list[Document | InputError]:
    """What is in a file of one line that is no record of JSON Lines but JSON as services answer it; empty for any other."""
    if without_packing(source.path).suffix.lower() in _OF_LINES:
        return []
    with suppress(InputError, _LineError):
        if "id" not in _parse_object(decode(raw, source)):
            from .json_values import read_json

            return [*read_json(replace(source, stream=BufferedReader(cast("RawIOBase", BytesIO(raw)))))]
    return []


def _filled_lines(source: Source) -> Iterator[tuple[int, int, bytes]]:
    """Number (from 1), offset in bytes, and bytes of each line that is not blank."""
    offset, most = 0, limits().line_bytes
    for number, raw in enumerate(iter(lambda: source.stream.readline(most + 1), b""), start=1):
        if len(raw) > most:
            raise InputError(f"{source.name}: line {number}: holds more than {most:,} bytes; make it one article a line")
        if raw.strip():
            yield number, offset, raw
        offset += len(raw)


def _refuse_second(identifier: str, number: int, line_of_id: dict[str, int]) -> None:
    first = line_of_id.setdefault(identifier, number)
    if first != number:
        raise _LineError(f'second article with the id "{show(identifier)}" (first on line {first}); make the ids unique')


def _read_line(line: str, columns: Mapping[str, str]) -> Document:
    record = _parse_object(line)
    record = {**record, **{field: record.get(name) for field, name in columns.items()}}
    return Document(
        id=_required(record, "id"),
        text=_required(record, "text"),
        title=_optional(record, "title"),
        date=_date(record, "date"),
        outlet=_optional(record, "outlet"),
        url=_optional(record, "url"),
        retrieved=_date(record, "retrieved"),
        language=_optional(record, "language"),
    )


def _parse_object(line: str) -> Mapping[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        fault = f"{error.msg.removesuffix(' at')} at character {error.pos + 1}"
        raise _LineError(f"not JSON: {fault}; write one object a line: {_EXAMPLE}") from None
    except (ValueError, RecursionError):  # a number of thousands of digits, thousands of nested brackets
        raise _LineError("JSON that is too large or too deeply nested to read; shorten or leave out this line") from None
    if isinstance(record, list):
        raise _LineError("an array, not an object; make it one object a line with: jq -c '.[]'")
    if not isinstance(record, dict):
        raise _LineError(f"{_type_name(record)}, not an object; write one object a line: {_EXAMPLE}")
    return record


def _required(record: Mapping[str, Any], field: str) -> str:
    value = _optional(record, field)
    if value is None:
        fault = f'"{field}" is empty' if field in record else f'no "{field}"'
        raise _LineError(f'{fault}; each line needs "id" and "text": {_EXAMPLE}')
    return value


def _optional(record: Mapping[str, Any], field: str) -> str | None:
    """The field as normalised text; None where it is absent, null, or white space alone."""
    value = record.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _LineError(f'"{field}" is {_type_name(value)}; write it as a string')
    return normalize(value) if value.strip() else None


def _type_name(value: object) -> str:
    return _TYPE_NAMES[type(value)]


def _date(record: Mapping[str, Any], field: str) -> datetime.date | None:
    value = _optional(record, field)
    if value is None:
        return None
    try:
        return parse_date(value)
    except ValueError:
        if is_written_like_day(value):
            raise _LineError(f'{field} "{show(value)}" is in no calendar; mend it, or leave it out') from None
        raise _LineError(f'{field} "{show(value)}" is not a day; expected YYYY-MM-DD, for example 2025-02-18') from None
