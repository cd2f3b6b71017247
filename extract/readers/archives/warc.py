"""WARC: the pages among what a crawler has recorded, each as its server gave it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from pathlib import Path
from typing import Any, Final

from diplograph.ontology import InputError

from ...dates import find_day
from ..inputs import Skipped
from ..source import Fetched, Source, show
from .members import Members
from .unpacking import Tape, unpacked

__all__ = ["read_warc"]

_PAGES: Final = ("text/html", "application/xhtml+xml")
_MOST_KINDS: Final = 5


def read_warc(source: Source) -> Iterator[Source | Skipped | InputError]:
    """The pages of an archive, in its order, with address, charset and day of their recording; others are counted, and told.

    The id of a page is its address, with the time of its recording where it was recorded again.
    """
    from warcio.archiveiterator import ArchiveIterator

    tape, members = Tape(source), Members(source)
    met: set[str] = set()
    others: Counter[str] = Counter()
    archive = ArchiveIterator(tape)
    # What warcio would print of a record that is longer or shorter than it says, the rest of it with all its characters.
    archive.INC_RECORD = ""
    for record in archive:
        members.count()
        tape.begin_member()
        if record.rec_type == "response":
            kind, fetched = _describe(record)
            if kind is None:
                page = _page(source, fetched, str(record.rec_headers.get_header("WARC-Date")), met)
                yield unpacked(page, record.content_stream(), fetched)
            else:
                others[kind] += 1
        if source.budget.is_spent:
            return
        tape.end_member(record.raw_stream)
    if archive.err_count:
        bad = f"{archive.err_count:,} of its records are not as long as they say"
        yield InputError(f"{source.name}: {bad}: pages may be lacking")
    if not met:
        yield InputError(f"{source.name}: is a WARC archive without pages, or a damaged one; name another")
    if others:
        kinds = ", ".join(f"{number:,} {kind}" for kind, number in others.most_common(_MOST_KINDS))
        more = ", …" if len(others) > _MOST_KINDS else ""
        yield Skipped(source.path, f"{others.total():,} of its responses are no pages ({kinds}{more})", source.name)


def _describe(record: Any) -> tuple[str | None, Fetched]:
    """What a response is where it is no page that its server gave, and how it was fetched."""
    headers = record.http_headers
    status = headers.get_statuscode() if headers is not None else "unknown"
    message = Message()
    message["Content-Type"] = (headers.get_header("Content-Type") if headers is not None else None) or ""
    media_type = message.get_content_type()
    fetched = Fetched(
        url=str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>"),
        media_type=media_type,
        charset=message.get_content_charset(),
        day=find_day(record.rec_headers.get_header("WARC-Date")),
    )
    if status != "200":
        return f"with status {show(status)}", fetched
    return (None if media_type in _PAGES else show(media_type)), fetched


def _page(source: Source, fetched: Fetched, recorded: str, met: set[str]) -> Source:
    identifier = fetched.url if fetched.url not in met else f"{fetched.url} {recorded}"
    met.add(fetched.url)
    return replace(source, path=Path("page.html"), id=identifier, address=f"{source.name}: {fetched.url}", reader="html")
