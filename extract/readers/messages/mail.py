"""E-mail: a message (.eml) is one article, a mailbox (.mbox) one a message. Attachments are not read, and told."""

import re
from collections.abc import Iterator
from email.message import Message
from email.utils import parseaddr
from pathlib import Path
from typing import Final

from diplograph.ontology import Document, InputError

from ...dates import find_day
from ..inputs import Skipped, why_skipped
from ..limits import limits
from ..pages import decode_markup, text_of_markup
from ..source import Source, clean, normalize, peek, read_whole, reading, show
from .parsing import header, parse_message

__all__ = ["read_mail"]

_WHAT: Final = "a message"
_MOST_SHOWN: Final = 5
# The line before each message of a mailbox: From SENDER WEEKDAY MONTH DAY TIME YEAR
_POSTMARK: Final = re.compile(rb"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +[0-9]{1,2} [0-9:]{5,8} ")
_STUFFED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
_SIGNATURE: Final = re.compile(r"^-- $.*", re.MULTILINE | re.DOTALL)
_BLANK_LINES: Final = re.compile(r"\n(?:[ \t]*\n)+")


def read_mail(source: Source) -> Iterator[Document | InputError | Skipped]:
    """The messages of a file: subject, day, sender as outlet, and the text part, else the HTML part as text.

    The id of a message of a mailbox is its Message-ID, else its number.
    """
    attached: list[str] = []
    if _POSTMARK.match(peek(source)) is None:
        document = _read_message(read_whole(source, limits().message_bytes), source, attached)
        if document is None:
            raise InputError(f"{source.name}: is {_WHAT} without text; save what is attached to it, and name that")
        yield document
        yield from _tell_attached(attached, source)
        return
    empty = 0
    for number, raw in enumerate(_messages(source), start=1):
        if number > limits().messages:
            yield InputError(f"{source.name}: only the first {limits().messages:,} messages are read; cut it in parts")
            break
        if len(raw) > limits().message_bytes:
            yield InputError(f"{source.name}: message {number}: holds more than {limits().message_bytes:,} bytes; leave it out")
            continue
        try:
            with reading(source, f"a mailbox with a message ({number})"):
                document = _read_message(raw, source, attached, number)
        except InputError as error:
            yield error
        else:
            empty += document is None
            yield from filter(None, [document])
    if empty:
        yield InputError(f"{source.name}: {empty:,} of its messages hold no text; leave them out")
    yield from _tell_attached(attached, source)


def _tell_attached(names: list[str], source: Source) -> Iterator[Skipped]:
    """That attachments which may be articles were not read."""
    if names:
        shown = ", ".join(map(show, names[:_MOST_SHOWN])) + (", …" if len(names) > _MOST_SHOWN else "")
        reason = f"{len(names):,} of its attachments may be articles ({shown}); save them, and name them"
        yield Skipped(source.path, reason, source.name)


def _messages(source: Source) -> Iterator[bytes]:
    """The messages of a mailbox, without their postmarks; of one that is too long no more than tells so."""
    most = limits().message_bytes
    lines: list[bytes] = []
    size, after_blank = 0, True
    for line in iter(lambda: source.stream.readline(most + 1), b""):
        if after_blank and _POSTMARK.match(line):
            if lines:
                yield _STUFFED.sub(rb"\1", b"".join(lines))
            lines, size = [], 0
        elif size <= most:
            lines.append(line)
            size += len(line)
        after_blank = not line.strip()
    if lines:
        yield _STUFFED.sub(rb"\1", b"".join(lines))


def _read_message(raw: bytes, source: Source, attached: list[str], number: int | None = None) -> Document | None:
    message = parse_message(raw, source)
    attached += (name for part in message.walk() if (name := _attachment(part)) is not None)
    text = _text_of(message)
    if not text:
        return None
    name, address = parseaddr(header(message, "From") or "")
    own = (header(message, "Message-ID") or "").strip("<> ") or f"{source.id}/{number}"
    return Document(
        id=source.id if number is None else own,
        text=text,
        title=header(message, "Subject"),
        date=find_day(header(message, "Date")),
        outlet=clean(name) or clean(address),
    )


def _text_of(message: Message) -> str:
    plain, markup = (_part(message, kind) for kind in ("plain", "html"))
    text = _decoded(plain) if plain is not None else ""
    if not text.strip() and markup is not None:
        text = text_of_markup(_decoded(markup))
    return _BLANK_LINES.sub("\n\n", _SIGNATURE.sub("", normalize(text).replace("\0", "\ufffd"))).strip()


def _part(message: Message, kind: str) -> Message | None:
    """The first part of a kind of text that is no attachment."""
    for part in message.walk():
        if part.get_content_type() == f"text/{kind}" and part.get_content_disposition() != "attachment":
            return part
    return None


def _attachment(part: Message) -> str | None:
    """The name of an attachment that a reader would take; None of other parts."""
    if part.get_content_disposition() != "attachment":
        return None
    name = clean(part.get_filename())
    if name is not None and why_skipped(Path(name)) is None:
        return name
    return "without a name" if name is None and part.get_content_maintype() == "text" else None


def _decoded(part: Message) -> str:
    raw = part.get_payload(decode=True)
    return decode_markup(raw, part.get_content_charset()) if isinstance(raw, bytes) else ""
