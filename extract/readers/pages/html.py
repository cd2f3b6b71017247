"""HTML: a saved page, of which the article is read without menus, comments and advertisements. Nothing in it is run."""

import ast
import codecs
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from diplograph.ontology import Document, InputError

from ...dates import find_day
from ...words import read_entry, read_yaml
from ..limits import limits
from ..source import Source, clean, normalize, read_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["decode_markup", "read_html", "silence", "text_of_markup", "web_address", "without_section"]

_HEAD_BYTES: Final = 4096
_DECLARED: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings that pages may declare; Python has others, such as unicode_escape, that no page is written in.
_OF_PAGES: Final = re.compile(r"utf-8|iso8859-\d+|cp\d+|koi8-[rut]|gb\w+|big5\w*|euc_\w+|shift_jis\w*|iso2022_jp\w*|mac-\w+")
_LATIN: Final = ("ascii", "iso8859-1")
# What a program prints for bytes that it should have decoded: b'...'
_BYTES_LITERAL: Final = re.compile(r"""^b(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")\s*$""", re.MULTILINE)
_SITE: Final = re.compile(r"\s+[|»«•·–—-]\s+")
_FEWEST_WORDS: Final = 5
_ELEMENTS_FILE: Final = "html.yaml"


@dataclass(frozen=True, slots=True)
class Elements:
    """What ``html.yaml`` tells of elements."""

    breaks: frozenset[str]
    unread: frozenset[str]


@cache
def _elements() -> Elements:
    return read_entry(Elements, read_yaml(files("diplograph.extract.readers.pages") / _ELEMENTS_FILE), _ELEMENTS_FILE)


def read_html(source: Source) -> Iterator[Document]:
    """The article of a page, with title, day of publication, outlet and address where its markup gives them."""
    page = decode_markup(read_whole(source, limits().page_bytes), source.charset)
    if page.count("<") > (most := limits().page_tags):
        raise InputError(f"{source.name}: is a page of more than {most:,} tags, the most that are read; save its text as .txt")
    found = _extract(page, source.url)
    lines = (" ".join(line.split()) for line in normalize(found.text or "").split("\n")) if found else ()
    text = "\n\n".join(filter(None, lines))
    if not any(len(line.split()) >= _FEWEST_WORDS for line in text.split("\n")):
        raise InputError(
            f"{source.name}: is a page without the text of an article, which a script may fill in; save it as .txt first"
        )
    title, outlet = clean(found.title), clean(found.sitename) or clean(found.hostname)
    if title is not None and outlet is None:
        title, outlet = _apart_from_site(title, page)
    yield Document(
        id=source.id,
        text=text,
        title=title,
        date=find_day(found.date),
        outlet=outlet,
        url=web_address(found.url),
        language=_declared_language(page),
    )


def _declared_language(page: str) -> str | None:
    """What the page says that it is written in.

    >>> _declared_language('<!doctype html><html class="x" lang="de-AT"><body lang="en">')
    'de-AT'
    """
    match = re.search(r"""<html\b[^>]{0,1000}?\blang\s*=\s*["']?([\w-]{2,35})""", page[:_HEAD_BYTES], re.IGNORECASE)
    return match[1] if match is not None else None


def _extract(page: str, url: str | None) -> Any:
    """What trafilatura finds in a page, which is at ``url``: an object with ``text``, ``title``, ``date`` and more, or None."""
    import trafilatura

    silence("trafilatura", "htmldate", "justext", "courlan")
    return trafilatura.bare_extraction(
        # A fragment alone would not be taken for a page.
        page if re.search("<(?:html|body)", page, re.IGNORECASE) else f"<html><body><div>{page}</div></body></html>",
        url=url,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )


def silence(*loggers: str) -> None:
    """What libraries log of a bad file is said in the error, once."""
    for name in loggers:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
            logger.propagate = False


def _apart_from_site(title: str, page: str) -> tuple[str, str | None]:
    """Headline and site, where the page's own title has both: the longer is the headline, whichever was found.

    >>> _apart_from_site("Nordic Courier", "<title>Nordic Courier » Talks Open in Oslo</title>")
    ('Talks Open in Oslo', 'Nordic Courier')
    """
    match = re.search("<title[^<>]*>([^<>]{1,1000})", page, re.IGNORECASE)
    parts = _SITE.split(clean(unescape(match[1])) or "") if match else []
    if len(parts) != 2 or title not in parts:
        return title, None
    headline, site = sorted(parts, key=lambda part: -len(part.split()))
    return headline, site


def without_section(title: str | None) -> str | None:
    """The name of a site without that of its part.

    >>> without_section("Nordic Courier » World")
    'Nordic Courier'
    """
    return _SITE.split(clean(title) or "")[0] or None


def web_address(value: object) -> str | None:
    """The address of an article, where it is one on the web.

    >>> web_address(" https://courier.example/talks"), web_address("javascript:alert(1)")
    ('https://courier.example/talks', None)
    """
    address = clean(value)
    return address if address is not None and re.match("https?://[^ ]+$", address) else None


def decode_markup(raw: bytes, charset: str | None = None) -> str:
    """``raw`` as text, by its byte order mark, else ``charset`` or what it declares itself, else UTF-8 or Windows-1252.

    What is declared as UTF-8 and is not, save for some broken letters, is Windows-1252.

    >>> decode_markup(b'<meta charset="koi8-r">' + "Осло".encode("koi8-r"))[-4:]
    'Осло'
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _printed_bytes(raw.decode(encoding, "replace"))
    match = _DECLARED.search(raw, 0, _HEAD_BYTES)
    label = charset or (match[1].decode("ascii", "replace") if match else "")
    encoding = _known_encoding(label) or ("utf-8" if _is_utf8(raw) else "cp1252")
    page = raw.decode(encoding, "replace")
    if encoding == "utf-8" and _has_more_broken_than_whole(page):
        page = raw.decode("cp1252", "replace")
    return _printed_bytes(page)


def _has_more_broken_than_whole(page: str) -> bool:
    """Whether most letters beyond ASCII were no UTF-8.

    >>> _has_more_broken_than_whole("Norway\ufffds envoy"), _has_more_broken_than_whole("São Tomé \ufffd")
    (True, False)
    """
    broken = page.count("\ufffd")
    return broken > 0 and 2 * broken > sum(not character.isascii() for character in page)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _known_encoding(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    # As browsers do, for so pages mean it.
    return "cp1252" if name in _LATIN else name if _OF_PAGES.fullmatch(name) else None


def _printed_bytes(page: str) -> str:
    """The page with lines in Python's notation of bytes as the text that they hold; without NUL, which no parser takes."""
    return _BYTES_LITERAL.sub(_literal, page.replace("\0", "\ufffd"))


def _literal(match: "re.Match[str]") -> str:
    try:
        return bytes(ast.literal_eval(match[0].strip())).decode("utf-8", "replace")
    except (SyntaxError, ValueError, TypeError):
        return match[0]


def text_of_markup(markup: str) -> str:
    """The text of a piece of markup, a paragraph for each block; what is not shown as text is left out.

    >>> text_of_markup("<p>Norway <b>hosts</b> talks.</p><script>alert(1)</script><ul><li>Sweden<br>comes.</ul>")
    'Norway hosts talks.\\n\\nSweden\\ncomes.'
    """
    from lxml import etree, html

    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    tree = html.document_fromstring(f"<html><body><div>{markup}</div></body></html>".replace("\0", "\ufffd"), parser=parser)
    etree.strip_elements(tree, *_elements().unread, with_tail=False)
    paragraphs = (_lines(paragraph) for paragraph in "".join(_pieces(etree.iterwalk(tree, ("start", "end")))).split("\f"))
    return "\n\n".join(filter(None, paragraphs))


def _pieces(walk: "Iterable[tuple[str, Any]]") -> Iterator[str]:
    """The text between tags, with a form feed where a block begins or ends and a vertical tab where a line does."""
    for event, element in walk:
        tag = element.tag
        if tag in _elements().breaks:
            yield "\f"
        elif tag == "br" and event == "end":
            yield "\v"
        yield re.sub(r"[\f\v]", " ", (element.text if event == "start" else element.tail) or "")


def _lines(paragraph: str) -> str:
    return "\n".join(filter(None, (" ".join(line.split()) for line in normalize(paragraph).split("\v"))))
