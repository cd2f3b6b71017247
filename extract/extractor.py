"""The extractor that is shipped: one loaded pipeline with all data, from a document to its claims."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from diplograph.ontology import Claim, Document, InputError

from .actors import named_in_period, period_names
from .claims import ClaimFinder, Coverage, LinkedMention, Tally, Trace, beyond_body, link_mentions, load_resources
from .names import MentionFinder
from .parsing import DocumentParser, ParsedDocument, in_batches
from .scanning import ClaimScan
from .syntax import Analysis, Reader, load_pipeline
from .text import CaseRestorer, Normalizer, complete

if TYPE_CHECKING:
    from spacy.language import Language

    from .explanation import SentenceExplanation

__all__ = ["Extractor", "Reading"]

S = TypeVar("S")
T = TypeVar("T")


class Reading(NamedTuple):
    """What a document says, and whom it names."""

    claims: tuple[Claim, ...]
    mentions: tuple[LinkedMention, ...]


class Extractor:
    """Reads documents and gives the claims they make.

    ``model`` names another spaCy pipeline with Universal Dependencies labels: an installed package or a folder.
    ``actors`` are CSV or YAML files of the user's own actors and aliases (columns: see ``diplograph build --help``).
    ``ontology`` are Turtle files of his own relations and classes, ``frames`` folders with the words that tell them (see
    docs/own-relations.md). With ``skip`` a text in which a cheap scan finds no two parties, or no word that tells a claim, is
    not parsed. ``name`` is the name and version of the pipeline and of such additions, ``coverage`` how much
    ``extract`` has read so far. Raises ``ModelError`` where the pipeline cannot be used and ``DataError`` where a file of
    the user is wrong.
    """

    def __init__(
        self,
        *,
        model: str | None = None,
        actors: Iterable[Path | str] = (),
        ontology: Iterable[Path | str] = (),
        frames: Iterable[Path | str] = (),
        skip: bool = True,
    ) -> None:
        self.skip = skip
        self.resources = load_resources(actors, ontology=ontology, frames=frames)
        nlp = load_pipeline(model)
        self.name = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
        if self.resources.own:
            self.name += f", own relations {self.resources.own}"
        with self.resources.words.active():
            self._prepare(nlp)
        self.coverage = Coverage()

    def _prepare(self, nlp: "Language") -> None:
        """What is made of the words of the language, once."""
        self.reader = Reader(nlp)
        is_word = self.reader.vocabulary.is_word
        self.normalizer = Normalizer(CaseRestorer(self.resources.base, is_word), is_word)
        self.finder = MentionFinder(self.resources.base, self.resources.lexicon)
        scan = ClaimScan(self.resources, self.reader.vocabulary)
        self.parser = DocumentParser(self.reader, self.finder, self.normalizer, scan)

    def analyse(self, document: Document) -> Analysis:
        """The syntax of a document, each actor mention as one token; a headline that its text opens with is its title."""
        with self.resources.words.active():
            return self.parser.parse([document], headlines=False)[0].body

    def _claims(self, document: Document, analysis: Analysis, trace: Trace | None) -> tuple[Claim, ...]:
        """The claims of a parsed text; ``trace`` hears how they were found."""
        return ClaimFinder(document, analysis, self.resources, trace=trace).find()

    def mentions(self, document: Document) -> tuple[LinkedMention, ...]:
        """The names, phrases and references of a document with the actors that they stand for, in the order of the text.

        Raises ``InputError`` as ``extract`` does.
        """
        document = self.accept(document)
        with self.resources.words.active():
            return link_mentions(document, self.analyse(document), self.resources)

    def explain(self, document: Document) -> "tuple[SentenceExplanation, ...]":
        """Why each sentence of a document gave the claims that ``extract`` finds in it, or none.

        Raises ``InputError`` as ``extract`` does.
        """
        document = self.accept(document)
        with self.resources.words.active():
            return self._explained(document, self.analyse(document))

    def _explained(self, document: Document, analysis: Analysis) -> "tuple[SentenceExplanation, ...]":
        from .explanation import explain

        return explain(document, analysis, self.resources)

    def extract(self, document: Document) -> tuple[Claim, ...]:
        """The claims of a document in the order of the text; characters of the evidence count in ``document.text``.

        Raises ``InputError`` for a text that is too long for the pipeline, or that UTF-8 cannot hold.
        """
        return self._claims_of(self._parse([self.accept(document)])[0])

    def read(self, document: Document) -> Reading:
        """What ``extract`` and ``mentions`` give for a document, which is parsed once for both."""
        return self._reading_of(self._parse_whole([self.accept(document)])[0])

    def extract_all(self, documents: Iterable[Document]) -> Iterator[tuple[Claim, ...] | Exception]:
        """What ``extract`` gives for each document, in their order, or the error that it raises for it.

        Some documents are read ahead, since many short ones take half the time together.
        """
        return self._of_each(documents, self._parse, self._claims_of, self.extract)

    def read_all(self, documents: Iterable[Document]) -> Iterator[Reading | Exception]:
        """What ``read`` gives for each document, in their order, or the error that it raises for it; some are read ahead."""
        return self._of_each(documents, self._parse_whole, self._reading_of, self.read)

    def _of_each(
        self,
        documents: Iterable[Document],
        parse: Callable[[Sequence[Document]], Sequence[S]],
        of_parsed: Callable[[S], T],
        alone: Callable[[Document], T],
    ) -> Iterator[T | Exception]:
        for batch in in_batches(documents):
            try:
                parsed = parse([self.accept(document) for document in batch])
            except Exception:  # which of them it is shows when each stands alone
                for document in batch:
                    yield _attempt(alone, document)
            else:
                for ready in parsed:
                    yield _attempt(of_parsed, ready)

    def _reading_of(self, parsed: ParsedDocument) -> Reading:
        with self.resources.words.active():
            return Reading(self._claims_of(parsed), link_mentions(parsed.document, parsed.body, self.resources))

    def why_skipped(self, document: Document) -> str | None:
        """Why ``extract`` does not parse a document ("it names nobody"); None where it does."""
        accepted = self.accept(document)
        with self.resources.words.active():
            return self.parser.why_not(accepted) if self.skip else None

    def _parse(self, documents: Sequence[Document]) -> Sequence[ParsedDocument | None]:
        with self.resources.words.active():
            return self.parser.parse_promising(documents) if self.skip else self.parser.parse(documents)

    def _parse_whole(self, documents: Sequence[Document]) -> Sequence[ParsedDocument]:
        """Also of those that hold no claim, for the sake of their mentions."""
        with self.resources.words.active():
            return self.parser.parse(documents)

    def _claims_of(self, parsed: ParsedDocument | None) -> tuple[Claim, ...]:
        """The claims of body and headline, which are counted."""
        if parsed is None:
            self.coverage += Coverage(skipped=1)
            return ()
        tally = Tally(parsed.body)
        with self.resources.words.active():
            claims = self._claims(parsed.document, parsed.body, tally)
            if parsed.headline is not None:
                claims = (*beyond_body(self._claims(*parsed.headline, None), claims, self.resources.schema), *claims)
            names = period_names(parsed.body, self.resources.base)
            claims = tuple(named_in_period(claim, names) for claim in claims)
        self.coverage += tally.coverage(len(claims))
        return claims

    def accept(self, document: Document) -> Document:
        """The document with what its text tells of itself; raises ``InputError`` where it cannot be read."""
        limit = self.reader.nlp.max_length
        if len(document.text) > limit:
            raise InputError(f"{document.id}: the text has {len(document.text):,} characters; split it, {limit:,} is the most")
        if any("\ud800" <= character <= "\udfff" for character in document.text):
            raise InputError(
                f"{document.id}: the text holds half a surrogate pair, which UTF-8 cannot; read it with errors='replace'"
            )
        with self.resources.words.active():
            return complete(document)


def _attempt(read: Callable[[S], T], given: S) -> T | Exception:
    try:
        return read(given)
    except Exception as error:
        return error
