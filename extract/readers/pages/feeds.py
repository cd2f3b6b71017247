"""RSS and Atom feeds: one article an entry, its content or else its summary as text."""

import io
import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urljoin

from diplograph.ontology import Document, InputError

from ...dates import find_day
from ..limits import limits
from ..source import Source, clean, normalize, read_whole
from .html import text_of_markup, web_address, without_section

__all__ = ["read_feed"]

_WHAT: Final = "a news feed"
_ENTRY: Final = re.compile(rb"<(/?)(?:item|entry)(?=[\s>])", re.IGNORECASE)


def read_feed(source: Source) -> Iterator[Document | InputError]:
    """The entries of a feed, also of one that is not well-formed; an entry of a title alone is that title.

    The id of an entry is its own, else its address, else its number: a feed that was saved twice gives its articles once.
    """
    raw = read_whole(source, limits().feed_bytes)
    if re.search(rb"<!ENTITY", raw, re.IGNORECASE):
        raise InputError(f"{source.name}: is {_WHAT} that declares entities, which may be a trap; take out its DOCTYPE")
    import feedparser

    # Of a stream, for a string might be taken for an address.
    feed = feedparser.parse(
        io.BytesIO(raw), resolve_relative_uris=False, sanitize_html=False, response_headers=_headers(source.charset)
    )
    if feed.entries and _is_cut_off(raw):
        # Half of a sentence may say the contrary of the whole.
        feed.entries.pop()
        yield InputError(f"{source.name}: is {_WHAT} that is cut off in its last entry, which is left out; save the feed anew")
    elif not feed.entries:
        raise InputError(f"{source.name}: is {_WHAT} without entries; save the feed anew, or save its articles as .txt")
    outlet = without_section(_plain(feed.feed.get("title_detail")))
    language = clean(feed.feed.get("language"))
    empty = 0
    for number, entry in enumerate(feed.entries[: limits().feed_entries], start=1):
        document = _read_entry(entry, f"{source.id}/{number}", outlet, language, source.url)
        if document is not None:
            yield document
        else:
            empty += 1
    if empty:
        yield InputError(f"{source.name}: {empty:,} of its entries hold neither text nor title; leave them out")
    if len(feed.entries) > limits().feed_entries:
        yield InputError(f"{source.name}: only the first {limits().feed_entries:,} entries are read; cut it in parts")


def _is_cut_off(raw: bytes) -> bool:
    """Whether the last entry that begins does not end."""
    found = deque(_ENTRY.finditer(raw), maxlen=1)
    return bool(found) and not found[0][1]


def _headers(charset: str | None) -> Mapping[str, str]:
    """What the library is told of the encoding of a feed from the web."""
    return {"content-type": f"application/xml; charset={charset}"} if charset is not None else {}


def _read_entry(entry: Any, identifier: str, outlet: str | None, language: str | None, base: str | None) -> Document | None:
    title = clean(_plain(entry.get("title_detail")))
    contents = [_plain(content) for content in (*entry.get("content", ()), entry.get("summary_detail"))]
    text = max(contents[:-1], key=len, default="") or contents[-1] or title
    if not text:
        return None
    link = clean(entry.get("link"))
    url = web_address(urljoin(base, link) if base is not None and link is not None else link)
    return Document(
        id=clean(entry.get("id")) or url or identifier,
        text=text,
        title=title if text != title else None,
        date=find_day(entry.get("published") or entry.get("updated")),
        outlet=without_section(_plain(entry.get("source", {}).get("title_detail"))) or outlet,
        url=url,
        language=clean((entry.get("summary_detail") or {}).get("language")) or language,
    )


def _plain(content: Any) -> str:
    """The text of a construct that may hold markup."""
    if content is None:
        return ""
    value = normalize(content.get("value") or "")
    return text_of_markup(value) if re.search("[<&]", value) and content.get("type") != "text/plain" else value.strip()
