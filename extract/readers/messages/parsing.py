"""Messages in MIME, parsed only where that takes no time without bound."""

import re
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from typing import Final

from diplograph.ontology import InputError

from ..limits import limits
from ..source import Source, clean

__all__ = ["header", "parse_message"]

# Whose parameters take the parser the square of their number.
_ENDLESS: Final = re.compile(rb"^content-[a-z]+:(?:[^\n]|\n[ \t]){5000}", re.IGNORECASE | re.MULTILINE)
_LONGEST_HEADER: Final = 500


def parse_message(raw: bytes, source: Source) -> Message:
    """A message with its parts; InputError for one of too many parts in parts."""
    # Before it is parsed, which takes the time of its lines by the depth of its parts.
    if (
        raw.count(b"\n--") > limits().message_parts
        or raw.lower().count(b"boundary=") > limits().message_depth
        or _ENDLESS.search(raw)
    ):
        raise InputError(f"{source.name}: is a message of too many parts in parts to read; save its text as .txt first")
    return BytesParser().parsebytes(raw)


def header(message: Message, name: str) -> str | None:
    """A header as text, of which the beginning is enough; None where the message has none."""
    value = str(message.get(name, ""))[:_LONGEST_HEADER]
    try:
        return clean(make_header(decode_header(value)))
    except (MessageError, ValueError, LookupError):  # words in no known encoding
        return clean(value)
