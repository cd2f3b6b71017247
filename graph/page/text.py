"""Article text made fit to be shown: control characters visible, direction tricks harmless, labels short; and packed small."""

import base64
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from ..safe_text import DIRECTION, UNFIT_FOR_PAGE

__all__ = ["clean", "compress", "pack", "shorten", "split_at_trigger"]

_CONTROL_PICTURES = 0x2400


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return " " if code == 0x0D else chr(_CONTROL_PICTURES + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def clean(value: Any) -> Any:
    """``value`` with each control character in its strings replaced by a visible sign; containers are followed.

    NUL to US become their Control Pictures, DEL becomes U+2421, a carriage return a space; C1 controls and lone
    surrogates, which have no picture, become U+FFFD. Tab and line feed stay.

    >>> clean("a\\x00b"), clean(["\\x7f"]), clean(3)
    ('a␀b', ['␡'], 3)
    """
    if isinstance(value, str):
        return UNFIT_FOR_PAGE.sub(_picture, str(value))
    if isinstance(value, dict):
        return {key: clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    return value


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` characters on one line for places where text cannot be isolated: a canvas, a title bar.

    Direction controls are left out, because there they would turn around the words that follow.

    >>> shorten("Ministry of Foreign Affairs of the Republic", 20)
    'Ministry of Foreign…'
    """
    line = " ".join(DIRECTION.sub("", clean(text[: 4 * limit])).split())
    if len(line) <= limit and len(text) <= 4 * limit:
        return line
    cut = line[: limit - 1]
    words = len(cut) if line[limit - 1 : limit] == " " else cut.rfind(" ")
    cut = cut[:words] if words > limit // 2 else cut
    return cut.rstrip() + "…"


def split_at_trigger(quote: str, trigger: str) -> tuple[str, str, str]:
    """``quote`` in three parts: before the trigger, the trigger, after it; the last two are empty where it is not found.

    >>> split_at_trigger("No talks were held, the talks failed.", "talks")
    ('No ', 'talks', ' were held, the talks failed.')
    >>> split_at_trigger("Reopposed, opposed.", "opposed")
    ('Reopposed, ', 'opposed', '.')
    """
    if not trigger:
        return quote, "", ""
    found = re.search(rf"(?<!\w){re.escape(trigger)}(?!\w)", quote)
    start = found.start() if found is not None else quote.find(trigger)
    if start < 0:
        return quote, "", ""
    end = start + len(trigger)
    return quote[:start], quote[start:end], quote[end:]


def pack(data: Mapping[str, Any]) -> dict[str, Any]:
    """``data`` with each list of records as columns; a column that repeats its values has each once, and places in these.

    The page's own script reads this back (model.js).

    >>> pack({"nodes": [{"id": 1, "kind": "state"}, {"id": 2, "kind": "state"}], "title": "t"})
    {'nodes': {'length': 2, 'columns': {'id': [1, 2], 'kind': {'values': ['state'], 'places': [0, 0]}}}, 'title': 't'}
    """
    return {
        name: _columns(value) if isinstance(value, list) and value and isinstance(value[0], dict) else value
        for name, value in data.items()
    }


def _columns(records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    names = sorted({name for record in records for name in record})
    return {"length": len(records), "columns": {name: _column([record.get(name) for record in records]) for name in names}}


def _column(cells: Sequence[Any]) -> Any:
    place: dict[str, int] = {}
    places = [place.setdefault(json.dumps(cell, sort_keys=True), len(place)) for cell in cells]
    return list(cells) if len(place) > 0.7 * len(cells) else {"values": [json.loads(key) for key in place], "places": places}


def compress(text: str) -> str:
    """``text`` as a page holds what it unpacks by itself: UTF-8, zlib, base64 (loader.js).

    >>> zlib.decompress(base64.b64decode(compress("Oslo hosts talks"))).decode()
    'Oslo hosts talks'
    """
    return base64.b64encode(zlib.compress(text.encode("utf-8"), 9)).decode("ascii")
