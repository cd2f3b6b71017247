"""MHTML: a page that a browser has saved with its pictures, as a message whose parts they are."""

from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader, BytesIO, RawIOBase
from typing import Final, cast

from diplograph.ontology import InputError

from ...dates import find_day
from ..limits import limits
from ..source import Fetched, Source, read_whole
from .parsing import header, parse_message

__all__ = ["read_mhtml"]

_PAGE: Final = "text/html"
_ADDRESSES: Final = ("Snapshot-Content-Location", "Content-Location")


def read_mhtml(source: Source) -> Iterator[Source]:
    """The page of the file, which is the first of its parts that is one, with the address and the day of its saving."""
    message = parse_message(read_whole(source, limits().saved_page_bytes), source)
    page = next((part for part in message.walk() if part.get_content_type() == _PAGE), None)
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes):
        raise InputError(f"{source.name}: is a saved page without a page in it; save the page as HTML (.html)")
    address = next(filter(None, (header(part, name) for name in _ADDRESSES for part in (message, page))), None)
    fetched = Fetched(address or "", _PAGE, page.get_content_charset(), find_day(header(message, "Date")))
    yield replace(source, stream=BufferedReader(cast("RawIOBase", BytesIO(content))), reader="html", fetched=fetched)
