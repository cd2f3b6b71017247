"""E-mail: a message (.eml) is one article, a mailbox (.mbox) one a message. Attachments are not read."""

import re
from collections.abc import Iterator
from email.message import Message
from email.utils import parseaddr
from typing import Final

from diplograph.ontology import Document, InputError

from ...dates import find_day
from ..limits import limits
from ..pages import decode_markup, text_of_markup
from ..source import Source, clean, normalize, peek, read_whole, reading
from .parsing import header, parse_message

__all__ = ["read_mail"]

_WHAT: Final = "a message"
# The line before each message of a mailbox: From SENDER WEEKDAY MONTH DAY TIME YEAR
_POSTMARK: Final = re.compile(rb"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +[0-9]{1,2} [0-9:]{5,8} ")
_STUFFED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
_SIGNATURE: Final = re.compile(r"^-- $.*", re.MULTILINE | re.DOTALL)
_BLANK_LINES: Final = re.compile(r"\n(?:[ \t]*\n)+")


def read_mail(source: Source) -> Iterator[Document | InputError]:
    """The messages of a file: subject, day, sender as outlet, and the text part, else the HTML part as text.

    The id of a message of a mailbox is its Message-ID, else its number.
    """
    if _POSTMARK.match(peek(source)) is None:
        document = _read_message(read_whole(source, limits().message_bytes), source)
        if document is None:
            raise InputError(f"{source.name}: is {_WHAT} without text; save what is attached to it, and name that")
        yield document
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
                document = _read_message(raw, source, number)
        except InputError as error:
            yield error
        else:
            empty += document is None
            yield from filter(None, [document])
    if empty:
        yield InputError(f"{source.name}: {empty:,} of its messages hold no text; leave them out")


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


def _read_message(raw: bytes, source: Source, number: int | None = None) -> Document | None:
    message = parse_message(raw, source)
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


def _decoded(part: Message) -> str:
    raw = part.get_payload(decode=True)
    return decode_markup(raw, part.get_content_charset()) if isinstance(raw, bytes) else ""
