"""JSON that is one value: an array of articles, an object that holds one, a JSON Feed (jsonfeed.org), or one article."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from diplograph.ontology import Document, InputError

from ...dates import find_day
from ..limits import limits
from ..pages import text_of_markup, web_address
from ..source import Source, clean, decode, normalize, read_whole, refuse_binary
from .columns import FIELDS, OPTION, Faults, date_fault, folded, known_columns, listed, make_document

__all__ = ["read_json"]

_FEED: Final = "jsonfeed.org/version/"


def read_json(source: Source) -> Iterator[Document | InputError]:
    """The articles of a JSON value, whose names are known like those of columns; those that are none are told together.

    Without an id, an article has its address for one, else its number.
    """
    refuse_binary(source)
    content = _parse(source)
    if isinstance(content, dict) and _FEED in str(content.get("version")):
        found = _feed(content, source)
    else:
        found = _articles(_records(content, source), source)
    faults = Faults()
    for number, document in found:
        if isinstance(document, Document):
            yield document
        else:
            faults.add(document, number)
    for fault in faults.lines():
        yield InputError(f"{source.name}: {fault}")


def _parse(source: Source) -> Any:
    text = decode(read_whole(source, limits().json_bytes), source)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            raise InputError(
                f"{source.name}: is JSON of several values over several lines; make it one object a line with: jq -c ."
            ) from None
        place = f"line {error.lineno}, character {error.colno}"
        raise InputError(f"{source.name}: is not JSON: {error.msg.removesuffix(' at')} at {place}; mend it there") from None
    except (ValueError, RecursionError):  # a number of thousands of digits, thousands of nested brackets
        raise InputError(f"{source.name}: is JSON that is too large or too deeply nested to read; shorten it") from None


def _records(content: Any, source: Source) -> Sequence[Any]:
    """The list of records in a value; InputError where it has none, or several that might be it."""
    if isinstance(content, list):
        return content
    if isinstance(content, dict):
        if _value(content, "text", source) is not None:
            return [content]
        lists = [
            value for value in content.values() if isinstance(value, list) and any(isinstance(each, dict) for each in value)
        ]
        if len(lists) == 1:
            return lists[0]
    raise InputError(
        f"{source.name}: is JSON without one list of articles; make it one object a line, {{id, text, title, date}}, with jq"
    )


def _articles(records: Sequence[Any], source: Source) -> Iterator[tuple[int, Document | str]]:
    """The article of each record with its number, or what is wrong with it; InputError where none has a text."""
    objects = [record for record in records if isinstance(record, dict)]
    if not any(_value(record, "text", source) is not None for record in objects):
        names = list(dict.fromkeys(name for record in objects for name in record))
        raise InputError(f"{source.name}: is JSON without texts of articles; name them: {OPTION} text=NAME; {listed(names)}")
    for number, record in enumerate(records, start=1):
        if not isinstance(record, dict):
            yield number, "are no objects"
            continue
        values = {field: _value(record, field, source) for field in FIELDS}
        document = make_document(values, f"{source.id}/{number}")
        if document is None:
            yield number, "hold no text"
            continue
        yield number, document
        if document.date is None and values["date"] is not None:
            yield number, date_fault(values["date"])


def _value(record: Mapping[str, Any], field: str, source: Source) -> str | None:
    """What a record says of a field, as text: a number in digits, paragraphs in one, of an outlet its name."""
    names = {folded(name): value for name, value in reversed([*record.items()])}
    asked = source.columns.get(field)
    for name in (folded(asked),) if asked is not None else known_columns()[field]:
        value = names.get(name)
        if isinstance(value, dict) and field == "outlet":
            value = value.get("name")
        if isinstance(value, list) and field == "text" and all(isinstance(part, str) for part in value):
            value = "\n\n".join(value)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _feed(content: Mapping[str, Any], source: Source) -> Iterator[tuple[int, Document | str]]:
    outlet, language, items = clean(content.get("title")), clean(content.get("language")), content.get("items")
    if not isinstance(items, list) or not items:
        raise InputError(f"{source.name}: is a news feed without entries; save the feed anew, or save its articles as .txt")
    for number, item in enumerate(items[: limits().feed_entries], start=1):
        yield number, _entry(item, f"{source.id}/{number}", outlet, language) or "hold neither text nor title"
    if len(items) > limits().feed_entries:
        raise InputError(f"{source.name}: only the first {limits().feed_entries:,} entries are read; cut it in parts")


def _entry(item: Any, identifier: str, outlet: str | None, language: str | None) -> Document | None:
    known = item if isinstance(item, dict) else {}
    texts = {key: normalize(value) for key, value in known.items() if isinstance(value, str)}
    title = clean(texts.get("title"))
    text = (
        text_of_markup(texts.get("content_html", ""))
        or texts.get("content_text", "").strip()
        or texts.get("summary", "").strip()
    )
    if not (text or title):
        return None
    url = web_address(texts.get("url") or texts.get("external_url"))
    return Document(
        id=clean(known.get("id")) or url or identifier,
        text=text or title or "",
        title=title if text else None,
        date=find_day(texts.get("date_published") or texts.get("date_modified")),
        outlet=outlet,
        url=url,
        language=clean(texts.get("language")) or language,
    )
