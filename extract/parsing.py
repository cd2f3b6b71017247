"""Parsing of documents: their bodies, titles and headlines through the pipeline, many documents at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from diplograph.ontology import Document

from .names import MentionFinder
from .scanning import ClaimScan
from .syntax import Analysis, Reader, Title
from .text import AlignedText, Normalizer, body_of, keep_text

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["DocumentParser", "ParsedDocument", "in_batches"]

# Documents and words that are read at once: of more, the pipeline gains nothing.
_MOST_DOCUMENTS, _MOST_WORDS = 32, 1_500
# Between a title and the body behind it.
_SEAM = "\n\n"


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document with the syntax of its body, and with that of the headline that its text opens with, as one of its own."""

    document: Document
    body: Analysis
    headline: tuple[Document, Analysis] | None = None


def in_batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """The documents, as many together as are read at once."""
    batch: list[Document] = []
    words = 0
    for document in documents:
        batch.append(document)
        words += document.text.count(" ") + 1
        if len(batch) >= _MOST_DOCUMENTS or words >= _MOST_WORDS:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch


class DocumentParser:
    """Takes documents through the pipeline; what comes of one is the same whatever others are beside it."""

    def __init__(self, reader: Reader, finder: MentionFinder, normalizer: Normalizer, scan: ClaimScan) -> None:
        self.reader = reader
        self.finder = finder
        self.normalizer = normalizer
        self.scan = scan

    def parse(self, documents: Sequence[Document], *, headlines: bool = True) -> list[ParsedDocument]:
        """Each document with its syntax; that of a headline only where ``headlines`` are asked for."""
        return self._parse([self._body(document) for document in documents], headlines=headlines)

    def parse_promising(self, documents: Sequence[Document]) -> list[ParsedDocument | None]:
        """The documents with their syntax, None for each that the scan tells to hold no claim."""
        bodies = [self._body(document) for document in documents]
        are_promising = [self._why_not(body) is None for body in bodies]
        parsed = iter(self._parse([body for body, is_promising in zip(bodies, are_promising, strict=True) if is_promising]))
        return [next(parsed) if is_promising else None for is_promising in are_promising]

    def why_not(self, document: Document) -> str | None:
        """Why ``parse_promising`` passes a document over, None where it does not."""
        return self._why_not(self._body(document))

    def _why_not(self, body: "_Part") -> str | None:
        if body.plain.lacks_capitals:
            return None
        return self.scan.why_not(body.text, has_issuer=self.scan.has_issuer(body.document))

    def _body(self, document: Document) -> "_Part":
        return _Part(document, self.normalizer, *body_of(document.text, document.title))

    def _parse(self, bodies: "Sequence[_Part]", *, headlines: bool = True) -> list[ParsedDocument]:
        documents = [body.document for body in bodies]
        opening = [_headline(document) for document in documents] if headlines else [None] * len(documents)
        heads = [_Part(head, self.normalizer) for head in opening if head is not None]
        read = self.reader.entities(part.text for part in (*bodies, *heads))
        of_titles = [self._cut(part, full) for part, full in zip(bodies, read, strict=False)]
        fulls = [*(full for _, full in of_titles), *read[len(bodies) :]]
        analyses = self.reader.parse([(full, self.finder.find(full)) for full in fulls])
        for part, analysis in zip((*bodies, *heads), analyses, strict=True):
            analysis.of_original(part.document.text, part.plain)
        for (of_title, _), body in zip(of_titles, analyses, strict=False):
            if of_title is not None:
                body.title = Title(frozenset(token.lower_ for token in of_title), tuple(self.finder.find(of_title)))
        left = iter(analyses[len(bodies) :])
        return [
            ParsedDocument(document, body, _beside(head, next(left), body) if head is not None else None)
            for document, body, head in zip(documents, analyses, opening, strict=False)
        ]

    def _cut(self, part: "_Part", full: "Doc") -> "tuple[Doc | None, Doc]":
        """Title and body of what was read as one text; each read by itself where a word reaches over the seam."""
        if part.title is None:
            return None, full
        start = len(part.title) + len(_SEAM)
        first = next((token.i for token in full if token.idx >= start), len(full))
        if first == len(full) or full[first].idx != start:
            of_title, of_text = self.reader.entities((part.title, part.plain.text))
            return of_title, of_text
        of_title, of_text = (_as_doc(span) for span in (full[: first - 1], full[first:]))
        keep_text(of_title, part.title)
        keep_text(of_text, part.plain.text)
        return of_title, of_text


class _Part:
    """Characters of a document as the pipeline reads them, a title in front: a pass of its own costs more than a title."""

    def __init__(self, document: Document, normalizer: Normalizer, start: int = 0, end: int | None = None) -> None:
        self.document = document
        self.plain: AlignedText = normalizer.normalize(document.text[start:end], start)
        is_body = end is not None and document.title is not None
        self.title = normalizer.normalize(document.title).text if is_body and document.title is not None else None
        self.text = self.plain.text if self.title is None else f"{self.title}{_SEAM}{self.plain.text}"


def _as_doc(span: Any) -> "Doc":
    """A text of its own with what the first pass tells of words: to copy all that they can have takes as long as tagging."""
    from spacy.attrs import ENT_IOB, ENT_TYPE, TAG  # type: ignore[import-not-found]  # compiled, without a stub

    told = [TAG, ENT_TYPE, ENT_IOB]
    doc: Doc = span.as_doc(array_head=told, array=span.doc.to_array(told))
    return doc


def _headline(document: Document) -> Document | None:
    """The headline that the text of a document opens with, as a document of its own; None where it opens with none."""
    head = document.text[: body_of(document.text, document.title)[0]].rstrip()
    return replace(document, text=head) if head else None


def _beside(head: Document, analysis: Analysis, body: Analysis) -> tuple[Document, Analysis]:
    """A headline, in which the persons of the body are known."""
    analysis.title = Title(frozenset(), tuple(body.mentions.values()))
    return head, analysis
