"""The extractor that is shipped: one loaded pipeline with all data, from a document to its claims."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.ontology import Claim, Document, InputError

from .claims import ClaimFinder, Coverage, LinkedMention, Tally, Trace, beyond_body, link_mentions, load_resources
from .names import MentionFinder
from .syntax import Analysis, Reader, Title, Vocabulary, load_pipeline
from .text import AlignedText, CaseRestorer, Normalizer, body_of, complete

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from .explanation import SentenceExplanation

__all__ = ["Extractor"]


class Extractor:
    """Reads documents and gives the claims they make.

    ``model`` names another spaCy pipeline with Universal Dependencies labels: an installed package or a folder.
    ``actors`` are CSV or YAML files of the user's own actors and aliases (columns: see ``diplograph build --help``).
    ``name`` is the name and version of the pipeline, ``coverage`` how much ``extract`` has read so far. Raises ``ModelError``
    where the pipeline cannot be used and ``DataError`` where a file of actors is wrong.
    """

    def __init__(self, *, model: str | None = None, actors: Iterable[Path | str] = ()) -> None:
        self.resources = load_resources(actors)
        self.finder = MentionFinder(self.resources.base, self.resources.lexicon)
        nlp = load_pipeline(model)
        is_word = Vocabulary(nlp).is_word
        self.normalizer = Normalizer(CaseRestorer(self.resources.base, is_word), is_word)
        self.name = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
        self.reader = Reader(nlp)
        self.coverage = Coverage()

    def analyse(self, document: Document) -> Analysis:
        """The syntax of a document, each actor mention as one token; a headline that its text opens with is its title."""
        start, end = body_of(document.text, document.title)
        plain = self.normalizer.normalize(document.text[start:end], start)
        if document.title is None:
            return self._parse(self.reader.entities(plain.text), document, plain)
        title = self.normalizer.normalize(document.title).text
        of_title, full = self.reader.entities_apart(title, plain.text)
        analysis = self._parse(full, document, plain)
        analysis.title = Title(frozenset(token.lower_ for token in of_title), tuple(self.finder.find(of_title)))
        return analysis

    def _of_headline(self, document: Document, body: Analysis) -> tuple[Claim, ...]:
        """The claims of the headline that the text opens with; persons of the body are known in it."""
        head = replace(document, text=document.text[: body_of(document.text, document.title)[0]].rstrip())
        if not head.text:
            return ()
        plain = self.normalizer.normalize(head.text)
        analysis = self._parse(self.reader.entities(plain.text), head, plain)
        analysis.title = Title(frozenset(), tuple(body.mentions.values()))
        return self._claims(head, analysis, None)

    def _claims(self, document: Document, analysis: Analysis, trace: Trace | None) -> tuple[Claim, ...]:
        """The claims of a parsed text; ``trace`` hears how they were found."""
        return ClaimFinder(document, analysis, self.resources, trace=trace).find()

    def _parse(self, full: "Doc", document: Document, plain: AlignedText) -> Analysis:
        return self.reader.parse(full, self.finder.find(full)).of_original(document.text, plain)

    def mentions(self, document: Document) -> tuple[LinkedMention, ...]:
        """The names, phrases and references of a document with the actors that they stand for, in the order of the text.

        Raises ``InputError`` as ``extract`` does.
        """
        document = self.accept(document)
        return link_mentions(document, self.analyse(document), self.resources)

    def explain(self, document: Document) -> "tuple[SentenceExplanation, ...]":
        """Why each sentence of a document gave the claims that ``extract`` finds in it, or none.

        Raises ``InputError`` as ``extract`` does.
        """
        document = self.accept(document)
        return self._explained(document, self.analyse(document))

    def _explained(self, document: Document, analysis: Analysis) -> "tuple[SentenceExplanation, ...]":
        from .explanation import explain

        return explain(document, analysis, self.resources)

    def extract(self, document: Document) -> tuple[Claim, ...]:
        """The claims of a document in the order of the text; characters of the evidence count in ``document.text``.

        Raises ``InputError`` for a text that is too long for the pipeline, or that UTF-8 cannot hold.
        """
        document = self.accept(document)
        analysis = self.analyse(document)
        tally = Tally(analysis)
        claims = self._claims(document, analysis, tally)
        claims = (*beyond_body(self._of_headline(document, analysis), claims, self.resources.schema), *claims)
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
        return complete(document)
