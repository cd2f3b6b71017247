"""A briefing as Markdown with footnotes: what articles say stays text, whatever marks it holds."""

import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from ..safe_text import printable
from .content import Briefing, Contradiction, Note, Statement

__all__ = ["is_web_address", "to_markdown"]

_MARKS = re.compile(r"[\\`*_{}\[\]|~^$#!]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# What an address may hold besides letters and digits; the rest is written as %XX.
_IN_ADDRESS = ":/?#@!$&'*+,;=~%-._"


def to_markdown(briefing: Briefing) -> str:
    """The report in CommonMark with the footnotes of GitHub, Pandoc and others ("[^1]")."""
    return "\n".join(_lines(briefing)) + "\n"


def _lines(briefing: Briefing) -> Iterator[str]:
    yield f"# {_plain(briefing.title)}"
    yield ""
    yield f"{_plain(briefing.summary)}."
    for part in briefing.parts:
        yield from ("", f"## {_plain(part.heading)}")
        for section in part.sections:
            yield from ("", f"### {_plain(section.heading)}", "")
            for item in section.items:
                if isinstance(item, Contradiction):
                    yield from _contradiction(item)
                else:
                    yield f"- {_statement(item)}"
    if briefing.notes:
        yield ""
    yield from (f"[^{note.number}]: {_note(note)}" for note in briefing.notes)


def _contradiction(item: Contradiction) -> Iterator[str]:
    yield "- **Contradiction**"
    yield from (f"    - affirmed: {_statement(statement)}" for statement in item.affirmed)
    yield from (f"    - denied: {_statement(statement)}" for statement in item.denied)


def _statement(statement: Statement) -> str:
    how = f"{_plain(statement.status)}, confidence {statement.confidence:.2f}"
    told = f"{_plain(statement.when)}: {_plain(statement.text)} ({how})"
    change = f" *Change: {_plain(statement.change)}.*" if statement.change is not None else ""
    said = f"“{_plain(statement.quote)}”" if statement.coding is None else f"{_plain(statement.coding)} "
    return f"{told}. {said}[^{statement.note.number}]{change}"


def _note(note: Note) -> str:
    title = _plain(note.title)
    if note.url is not None and is_web_address(note.url):
        title = f"[{title}](<{quote(printable(note.url), safe=_IN_ADDRESS)}>)"
    where = ", ".join(_plain(part) for part in (note.outlet, note.published) if part is not None)
    name = f" ({_plain(note.document)})" if note.document != note.title else ""
    return f"{title}{f', {where}' if where else ''}{name}."


def is_web_address(url: str) -> bool:
    """True for an address that may be linked: of the web, and nothing that runs.

    >>> is_web_address("https://news.example/a"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _plain(text: str) -> str:
    """Text on one line of which nothing is read as a mark."""
    escaped = _MARKS.sub(r"\\\g<0>", " ".join(printable(text).split()))
    return "".join(_ENTITIES.get(character, character) for character in escaped)
