"""Readers: one module a format, each of which turns a file into documents.

To add a format, write one module with a reader, put it into ``READERS``, and tell in ``formats.yaml`` how its files are known.
A reader yields a document for each article, and an InputError, not raised, for each article that is bad where others may
follow; it raises InputError where nothing more can be read. Whatever else is raised over a file's content becomes one;
and it reads no more than ``limits.yaml`` allows.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from importlib import import_module
from io import BufferedReader
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from diplograph.ontology import Document, InputError
from diplograph.ontology.lazy_names import lazy_names

from ..text import complete
from .formats import detect_format, readable_suffixes
from .inputs import ArticleFile, Inputs, Skipped, find_articles, refuse_all_missing, refuse_missing
from .source import STANDARD_INPUT, Source, clean, open_source, peek, reading, show
from .text import read_text
from .web import Fetcher, UnchangedError, is_address

if TYPE_CHECKING:
    from .pages import web_address
    from .records import Faults, folded, parse_columns

__all__ = [
    "READERS",
    "STANDARD_INPUT",
    "ArticleFile",
    "Faults",
    "Fetcher",
    "Inputs",
    "Skipped",
    "Source",
    "UnchangedError",
    "clean",
    "detect_kind",
    "find_articles",
    "folded",
    "parse_columns",
    "read_documents",
    "refuse_all_missing",
    "refuse_missing",
    "show",
    "unpack_files",
    "web_address",
]

Item = Document | InputError | Skipped
_PACKED = frozenset({"zip", "tar", "gzip", "zstd"})
# A reader of packed files yields a Source for each, to be read as what it is.
Reader = Callable[[Source], Iterator[Item | Source]]


def _reader(room: str, name: str) -> Reader:
    """A reader that is imported when it first reads: an archive is mostly of one kind."""

    def read(source: Source) -> Iterator[Item | Source]:
        reader: Reader = getattr(import_module(room, __name__), name)
        return reader(source)

    return read


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "text": read_text,
        "json-lines": _reader(".records", "read_json_lines"),
        "json": _reader(".records", "read_json"),
        "html": _reader(".pages", "read_html"),
        "feed": _reader(".pages", "read_feed"),
        "table": _reader(".records", "read_table"),
        "parquet": _reader(".records", "read_parquet"),
        "markdown": _reader(".markdown", "read_markdown"),
        "mail": _reader(".messages", "read_mail"),
        "mhtml": _reader(".messages", "read_mhtml"),
        "pdf": _reader(".pdf", "read_pdf"),
        "docx": _reader(".docx", "read_docx"),
        "zip": _reader(".archives", "read_zip"),
        "tar": _reader(".archives", "read_tar"),
        "warc": _reader(".archives", "read_warc"),
        "gzip": _reader(".archives", "read_gzip"),
        "zstd": _reader(".archives", "read_zstd"),
    }
)
# As readers are.
__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "pages": "web_address",
        "records": "Faults folded parse_columns",
    },
)


def detect_kind(path: Path | str) -> str:
    """The key of ``READERS`` that fits the file's name; a name that says nothing is plain text, an address is a page.

    >>> detect_kind(Path("archive.JSONL")), detect_kind(Path("article.txt")), detect_kind("https://courier.example")
    ('json-lines', 'text', 'html')
    """
    if isinstance(path, str) and is_address(path):
        return "html"
    path = Path(path)
    return readable_suffixes().get(path.suffix.lower(), "text")


def read_documents(
    path: Path | str,
    *,
    identifier: str | None = None,
    on_error: Callable[[InputError], None] | None = None,
    on_skip: Callable[[Skipped], None] | None = None,
    on_open: Callable[[BufferedReader], None] | None = None,
    columns: Mapping[str, str] | None = None,
    fetcher: Fetcher | None = None,
) -> Iterator[Document]:
    """The documents of one file or address, read as they are asked for: nothing is opened before the first ``next``.

    What a file is, its first bytes tell, else its name, else its looks; "-" is standard input. A file of one article (text,
    page, message, PDF ...) is one document with the id ``identifier``, or else the file's name without its suffix. A JSON
    Lines file (``.jsonl``, ``.ndjson``, ``.json``) holds one document a line: ``{"id", "text"[, "title", "date", "outlet",
    "url", "retrieved", "language"]}``; other fields are ignored, and ids are unique within the file. Feeds, tables, other JSON
    and mailboxes have ids of their own too, or else numbers; a member of an archive has its place, a page of a WARC archive its
    address. Ids are not compared across files: who reads several files must refuse a second document of the same id. Title,
    date and outlet that a file does not give are read from the text where it opens with a headline or a dateline;
    ``language`` is what the file declares, which may be wrong.

    ``Document.text`` is what offsets of claims refer to: of a text file the whole text, of any other the text that was found in
    it, with every line ending made ``\\n`` and without a byte order mark; halves of surrogate pairs, which UTF-8 cannot hold,
    become U+FFFD, one for one. All other control characters stay where they are, so whoever writes the text into a page, a
    query or a terminal must escape it.

    In tables and JSON, ``columns`` names what holds each field of a document ({"text": "body"}); else they are known by their
    names. Files of an archive that are no articles by their names are passed to ``on_skip``. ``on_open`` is given the stream
    that the file is read from, which tells how far it was read; it is closed when the last document was asked for.

    An address (http or https) is fetched by ``fetcher``, without which hosts in private networks are refused. The id of its one
    article is the address. What a server calls a file counts for more than its name, and for less than its first bytes.

    Without ``on_error``, the first fault raises InputError, after the good documents before it were delivered. With it,
    each fault is passed to ``on_error`` instead, and reading goes on with the next line: pass ``failures.append`` to
    process all that is good and list the rest at the end. Each error is one line that names file, line and remedy.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "two.jsonl")
    ...     _ = path.write_text('{"id": "a", "text": "Oslo hosts talks."}\\n{"id": "b"}\\n')
    ...     failures = []
    ...     [document.id for document in read_documents(path, on_error=failures.append)], len(failures)
    (['a'], 1)
    """
    is_web = isinstance(path, str) and is_address(path)
    if is_web:
        opened = (fetcher or Fetcher()).open(str(path), identifier, columns)
    else:
        opened = open_source(Path(path), identifier, columns)
    for item in _read(opened, on_open):
        if isinstance(item, Document):
            yield complete(item)
        elif isinstance(item, Skipped):
            if on_skip is not None:
                on_skip(item)
        elif on_error is not None:
            on_error(item)
        else:
            raise item


def unpack_files(path: Path) -> Iterator[Source | InputError]:
    """The file, or what is packed in it (ZIP, TAR, gzip, zstd), each to be read before the next is asked for.

    What cannot be unpacked is an InputError; raises InputError where the file cannot be opened.
    """
    with open_source(path) as source:
        yield from _unpack(source)


def _unpack(source: Source) -> Iterator[Source | InputError]:
    found = detect_format(source.path, peek(source), "")
    if found.reader not in _PACKED:
        yield source
        return
    try:
        with reading(source, found.what, found.extra):
            for item in READERS[found.reader](replace(source, reader=None)):
                if isinstance(item, Source):
                    yield from _unpack(item)
                elif isinstance(item, Skipped):
                    yield InputError(str(item))
                elif isinstance(item, InputError):
                    yield item
    except InputError as error:
        yield error


def _read(opened: AbstractContextManager[Source], on_open: Callable[[BufferedReader], None] | None) -> Iterator[Item]:
    try:
        with opened as source:
            if on_open is not None:
                on_open(source.stream)
            yield from _read_source(source)
    except InputError as error:
        yield error


def _as_fetched(document: Document, source: Source) -> Document:
    """The document with the day on which it was fetched, and the address where it is all that is there."""
    if source.fetched is None:
        return document
    url = document.url if document.url is not None or document.id != source.id else source.url
    return replace(document, url=url, retrieved=document.retrieved or source.fetched.day)


def _read_source(source: Source) -> Iterator[Item]:
    """What the reader of a file yields, with what it unpacks read in its place."""
    try:
        if not peek(source):
            raise InputError(f"{source.name}: is empty; it should hold the text of an article")
        found = detect_format(source.path, peek(source), source.fetched.media_type if source.fetched is not None else "")
        reader = source.reader or found.reader
        if reader is None:
            raise InputError(f"{source.name}: {found.describe(source.path)}")
        with reading(source, found.what, found.extra):
            for item in READERS[reader](replace(source, reader=None)):
                if isinstance(item, Source):
                    yield from _read_source(item)
                else:
                    yield _as_fetched(item, source) if isinstance(item, Document) else item
    except InputError as error:
        yield error
