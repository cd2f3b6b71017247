"""Markdown: its words without its marks, and what the YAML or TOML before it tells of the article."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from diplograph.ontology import Document, InputError

from ..dates import find_day, is_written_like_day
from .limits import limits
from .pages import web_address
from .source import Source, clean, decode, read_whole, refuse_binary, show

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["read_markdown"]

_FRONT: Final = re.compile(r"\s*---[ \t]*\n(?=[A-Za-z_][\w-]*:\s)(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML: Final = re.compile(r"\s*\+\+\+[ \t]*\n(?=[A-Za-z_][\w-]*\s*=)(.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_TAG: Final = re.compile(r"<[^<>]*>")
_BREAKS: Final = {"softbreak": " ", "hardbreak": "\n"}
# Keys of the front matter for each field, the best first.
_KEYS: Final = {
    "title": ("title", "headline"),
    "date": ("date", "published", "published_time", "publishDate", "pubdate"),
    "outlet": ("outlet", "publisher", "source", "site", "site_name"),
    "url": ("url", "link", "source_url", "original_url", "canonical_url", "source"),
}


def read_markdown(source: Source) -> Iterator[Document | InputError]:
    """The article of a Markdown file: a paragraph for each heading, paragraph, item and row. Code and pictures are left out.

    Its title is that of the front matter, else the heading that it begins with.
    """
    refuse_binary(source)
    whole = decode(read_whole(source, limits().markdown_bytes), source)
    toml = _TOML.match(whole)
    match = toml or _FRONT.match(whole)
    if match is not None and len(match[1]) > (most := limits().front_matter_characters):
        raise InputError(f"{source.name}: has more than {most:,} characters of front matter; shorten it")
    front = (_read_toml(match[1]) if toml else _read_front(match[1])) if match else {}
    tokens = _parse(whole[match.end() :] if match else whole)
    text = "\n\n".join(_paragraphs(tokens))
    if not text:
        raise InputError(f"{source.name}: is Markdown without text; it should hold the text of an article")
    fields = {field: next((front[key] for key in keys if front.get(key)), None) for field, keys in _KEYS.items()}
    url = next(filter(None, (web_address(front.get(key)) for key in _KEYS["url"])), None)
    outlet = clean(fields["outlet"])
    day, written = find_day(fields["date"]), clean(fields["date"])
    yield Document(
        id=source.id,
        text=text,
        title=clean(fields["title"]) or _first_heading(tokens),
        date=day,
        outlet=outlet if outlet is not None and web_address(outlet) is None else None,
        url=url,
    )
    if day is None and written is not None:
        fault = "is in no calendar: mend it" if is_written_like_day(written) else "is not read: write it YYYY-MM-DD"
        yield InputError(f"{source.name}: is read without its date, for {show(written)} {fault}")


def _read_front(text: str) -> Mapping[str, Any]:
    """The scalars of the front matter: lists and mappings tell nothing that is asked for."""
    import yaml

    try:
        content = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):
        # What other programs took for YAML; a title with a colon, or a day that is in no calendar, mostly.
        content = dict(re.findall(r"^(\w+):[ \t]*(\S.*)$", text, re.MULTILINE))
    return _scalars(content if isinstance(content, dict) else {})


def _read_toml(text: str) -> Mapping[str, Any]:
    import tomllib

    try:
        return _scalars(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError):
        return dict(re.findall(r"""^(\w+)[ \t]*=[ \t]*["']?(\S.*?)["']?[ \t]*$""", text, re.MULTILINE))


def _scalars(front: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key: value for key, value in front.items() if not isinstance(value, list | dict | set)}


def _parse(text: str) -> "Sequence[Token]":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").parse(text)


def _paragraphs(tokens: "Sequence[Token]") -> Iterator[str]:
    """The text of each block; cells of one row of a table are one paragraph."""
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield from filter(None, [" ".join(cells or ())])
            cells = None
        elif token.type in {"inline", "html_block"}:
            words = _words(token)
            if cells is not None:
                cells.append(words)
            elif words:
                yield words


def _words(token: "Token") -> str:
    if token.type == "html_block":
        return " ".join(_TAG.sub(" ", token.content).split()) if "<script" not in token.content.lower() else ""
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in _BREAKS:
            parts.append(_BREAKS[child.type])
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(filter(None, lines))


def _first_heading(tokens: "Sequence[Token]") -> str | None:
    if len(tokens) > 1 and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        return clean(_words(tokens[1]))
    return None
