"""PDF: the text of its pages, with paragraphs by the distance of lines, without running heads and page numbers."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from diplograph.ontology import Document, InputError

from ..dates import find_day
from ..text import complete
from .limits import limits
from .pages import silence
from .source import Source, clean, normalize, read_whole

__all__ = ["is_title", "read_pdf"]

# Titles that programs set: names of files and of programs.
_NO_TITLE: Final = re.compile(r"^(?:untitled|microsoft word|document\d*$)|\.\w{2,5}$|^\S*$", re.IGNORECASE)
# What prints pages to PDF, so that the day of its making is that of saving.
_BROWSER: Final = re.compile(r"Mozilla|Chrom|Skia|wkhtml|Quartz PDFContext", re.IGNORECASE)
_WIDER, _LARGER = 1.3, 1.15
_EDGE_LINES: Final = 2
_CLOSES: Final = re.compile(r"[.!?:;\"”’)]\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its height on the page, the size of its letters."""

    text: str
    height: float
    size: float


class _TooMuchError(Exception):
    """More is drawn than is read."""


def read_pdf(source: Source) -> Iterator[Document | InputError]:
    """The one document of a PDF file, with the title and the day of its making where its metadata gives them.

    A dateline knows the day better. A page that a browser printed was made on the day of its saving.
    """
    import pypdf

    silence("pypdf")
    reader = pypdf.PdfReader(io.BytesIO(read_whole(source, limits().pdf_bytes)))
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise pypdf.errors.WrongPasswordError
        pages, left_out = _read_pages(reader, source)
    except (pypdf.errors.DependencyError, pypdf.errors.FileNotDecryptedError):
        raise InputError(f"{source.name}: is an encrypted PDF file; save it without its password") from None
    text = normalize(_join(_without_running_heads(pages))).replace("\0", "\ufffd")
    if not text.strip():
        raise InputError(f"{source.name}: is a PDF file without text, a scan perhaps; recognize its text first: ocrmypdf")
    yield _with_metadata(Document(id=source.id, text=text), reader.metadata or {})
    if left_out:
        pages_in_words = ", ".join(map(str, left_out))
        yield InputError(
            f"{source.name}: pages left out, where more is drawn than is read: {pages_in_words}; save them as .txt"
        )


def _with_metadata(document: Document, metadata: Mapping[str, Any]) -> Document:
    title = clean(metadata.get("/Title"))
    document = complete(replace(document, title=title if is_title(title) else None))
    made = find_day(re.sub(r"^D:([0-9]{8}).*", r"\1", str(metadata.get("/CreationDate", ""))))
    if _BROWSER.search(f"{metadata.get('/Creator')} {metadata.get('/Producer')}"):
        return replace(document, retrieved=made)
    return document if document.date is not None else replace(document, date=made)


def is_title(title: str | None) -> bool:
    """Whether the title in a file's metadata is one, and not what a program has put there.

    >>> is_title("Talks Open in Oslo"), is_title("Microsoft Word - talks.docx"), is_title("ST-105")
    (True, False, False)
    """
    return title is not None and _NO_TITLE.search(title) is None


def _read_pages(reader: Any, source: Source) -> tuple[list[list[Line]], list[int]]:
    """The lines of each page, and the numbers of pages on which too much is drawn."""
    if len(reader.pages) > (most := limits().pdf_pages):
        raise InputError(f"{source.name}: is a PDF file of more than {most:,} pages; cut it in parts")
    pages, left_out = [], []
    budget = [limits().pdf_operations]
    for number, page in enumerate(reader.pages, start=1):
        try:
            pages.append(_read_page(page, budget))
        except _TooMuchError:
            left_out.append(number)
        if budget[0] <= 0:
            raise InputError(f"{source.name}: is a PDF file in which more is drawn than is read; save its text as .txt first")
    return pages, left_out


def _read_page(page: Any, budget: list[int]) -> list[Line]:
    if sum(len(stream.get_data()) for stream in _streams(page)) > limits().pdf_page_bytes:
        raise _TooMuchError
    lines: list[Line] = []
    words: list[tuple[str, float, float]] = []

    def count(*_: Any) -> None:
        budget[0] -= 1
        if budget[0] <= 0:
            raise _TooMuchError  # again and again, for what draws forms passes over it

    def end_line() -> None:
        text = " ".join("".join(word for word, _, _ in words).split())
        if text:
            _, height, size = next(word for word in words if word[0].strip())
            lines.append(Line(text, height, size))
        words.clear()

    def take(text: str, outer: Sequence[float], inner: Sequence[float], _font: Any, size: float) -> None:
        for number, part in enumerate(text.split("\n")):
            if number:
                end_line()
            words.append((part, inner[5] * outer[3] + outer[5], abs(size * inner[3] * outer[3])))

    page.extract_text(visitor_operand_before=count, visitor_text=take)
    end_line()
    return lines


def _streams(page: Any) -> Iterator[Any]:
    """What is drawn on a page: its content, and each form that it or a form draws."""
    content = page.get_contents()
    if content is not None:
        yield content
    seen: set[int] = set()
    waiting = [page]
    while waiting:
        resources = waiting.pop().get("/Resources")
        forms = resources.get_object().get("/XObject") if resources is not None else None
        for form in forms.get_object().values() if forms is not None else ():
            drawn = form.get_object()
            if id(drawn) not in seen and drawn.get("/Subtype") == "/Form":
                seen.add(id(drawn))
                waiting.append(drawn)
                yield drawn


def _without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without what stands at the edge of most of them, whatever numbers are in it."""
    edges = Counter(key for page in pages for key in {_folded(line) for line in _edge(page)})
    running = {key for key, number in edges.items() if number > 1 and number > len(pages) / 2}
    return [
        [line for line in page if not (_folded(line) in running and any(line is other for other in _edge(page)))]
        for page in pages
    ]


def _edge(page: Sequence[Line]) -> list[Line]:
    return [*page[:_EDGE_LINES], *page[-_EDGE_LINES:]]


def _folded(line: Line) -> str:
    return re.sub(r"[0-9]+", "#", line.text)


def _join(pages: Sequence[Sequence[Line]]) -> str:
    """Lines as text: a paragraph ends where the next line is further off than lines are, or in other letters."""
    from statistics import median

    text = ""
    for page in pages:
        gaps = [above.height - line.height for above, line in pairwise(page) if above.height > line.height]
        usual = median(gaps) if gaps else 0.0
        above: Line | None = None
        for line in page:
            text += _break(text, above, line, usual) + line.text
            above = line
    return text


def _break(text: str, above: Line | None, line: Line, usual: float) -> str:
    if not text:
        return ""
    if above is None or above.height < line.height:  # the next page or column
        return "\n\n" if _CLOSES.search(text[-20:]) or not line.text[:1].islower() else "\n"
    sizes = sorted((above.size, line.size))
    is_apart = above.height - line.height > _WIDER * usual or sizes[1] > _LARGER * sizes[0]
    return "\n\n" if is_apart else "\n"
