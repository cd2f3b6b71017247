"""A component for any spaCy pipeline: ``nlp.add_pipe("diplograph")`` gives ``doc._.claims`` and entities with ``kb_id_``.

It brings its own language pipeline, whose syntax the frames are written for; of the pipeline around it, it takes the tokens.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any, Literal

import spacy
import yaml
from diplograph.ontology import Actor, Claim, DataError, Document, InputError, load_schema
from diplograph.ontology.identifiers import digest
from pydantic import BaseModel, ConfigDict, ValidationError
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span

from .claims import LinkedMention, MentionKind
from .extractor import Extractor, Reading
from .extractors import EXTRACTORS

__all__ = ["SPANS_KEY", "DiplographComponent", "make_component"]

# Where the words that express claims stand: displacy.render(doc, style="span", options={"spans_key": "claims"})
SPANS_KEY = "claims"
_FILE = "spacy_component.yaml"


class _Labels(BaseModel):
    """The content of the data file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    labels: dict[str, str]


@cache
def _load_labels() -> dict[str, str]:
    try:
        loaded = _Labels.model_validate(yaml.safe_load(files(__package__).joinpath(_FILE).read_text("utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        raise DataError(f"{_FILE}: {str(error).splitlines()[0]}") from error
    unknown = sorted(loaded.labels.keys() - load_schema().ancestors.keys())
    if unknown:
        raise DataError(f"{_FILE}: labels: {unknown[0]} is no class of the ontology")
    return loaded.labels


class DiplographComponent(Pipe):
    """Reads each Doc as an article; ``extractor`` is what reads, ``kb`` what entities are linked to."""

    def __init__(self, name: str, extractor: Extractor, kb: Literal["iri", "wikidata"] = "iri") -> None:
        self.name = name
        self.extractor = extractor
        self.kb = kb
        for extension in ("claims", "mentions"):
            if not Doc.has_extension(extension):
                Doc.set_extension(extension, default=())
        if not Doc.has_extension("article"):
            Doc.set_extension("article", default=None)

    def __call__(self, doc: Doc) -> Doc:
        """The doc with claims, mentions, entities and spans; what cannot be read goes to the pipeline's error handler."""
        return next(iter(self.pipe((doc,))), doc)

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """The same for many: short ones are read together, which takes half the time."""
        docs_left = iter(stream)
        while docs := list(islice(docs_left, batch_size)):
            documents = list(map(_as_document, docs))
            for doc, reading in zip(docs, self.extractor.read_all(documents), strict=True):
                if isinstance(reading, Exception):
                    self.get_error_handler()(self.name, self, [doc], reading)
                else:
                    self._annotate(doc, reading)
                    yield doc

    def _annotate(self, doc: Doc, reading: Reading) -> None:
        doc._.claims, doc._.mentions = reading.claims, reading.mentions
        ours = spacy.util.filter_spans(list(self._entities(doc, reading.mentions)))
        taken = {token.i for span in ours for token in span}
        doc.ents = (*ours, *(entity for entity in doc.ents if taken.isdisjoint(range(entity.start, entity.end))))
        doc.spans[SPANS_KEY] = list(_spans_of_claims(doc, reading.claims))

    def _entities(self, doc: Doc, mentions: Iterable[LinkedMention]) -> Iterator[Span]:
        for mention in mentions:
            if mention.kind in (MentionKind.NAME, MentionKind.PLACE) and mention.actor is not None:
                kb_id = mention.actor.iri if self.kb == "iri" else mention.actor.wikidata or ""
                span = doc.char_span(
                    mention.start, mention.end, label=_label(mention.actor), kb_id=kb_id, alignment_mode="expand"
                )
                if span is not None:
                    yield span


def _as_document(doc: Doc) -> Document:
    """What is read: the text of a doc, of the article that ``doc._.article`` tells of."""
    article = doc._.article
    if article is None:
        return Document(f"doc-{digest(doc.text)}", doc.text)
    if not isinstance(article, Document):
        raise InputError(f"doc._.article is {article!r}; give a diplograph.ontology.Document with id, date and outlet")
    return replace(article, text=doc.text)


def _label(actor: Actor) -> str:
    schema = load_schema()
    return next((label for kind, label in _load_labels().items() if schema.is_a(actor.kind, kind)), "ORG")


def _spans_of_claims(doc: Doc, claims: Sequence[Claim]) -> Iterator[Span]:
    """The words that express each claim, labelled with its relation; the sentence where they stand apart from each other."""
    relations = load_schema().relations
    for claim in claims:
        for evidence in claim.evidence:
            start = doc.text.find(evidence.trigger, evidence.start, evidence.end) if evidence.trigger else -1
            start, end = (evidence.start, evidence.end) if start < 0 else (start, start + len(evidence.trigger))
            label = relations[claim.relation].phrase(claim.manner)
            span = doc.char_span(start, end, label=label, kb_id=claim.iri, alignment_mode="expand")
            if span is not None:
                yield span


@Language.factory(
    "diplograph",
    default_config={"extractor": "both", "model": None, "actors": [], "kb": "iri"},
    assigns=["doc._.claims", "doc._.mentions", "doc.ents", "doc.spans"],
)
def make_component(
    nlp: Language, name: str, extractor: str, model: str | None, actors: list[str], kb: Literal["iri", "wikidata"]
) -> DiplographComponent:
    """The component that ``nlp.add_pipe("diplograph", config={...})`` adds.

    ``doc._.claims`` are claims and ``doc._.mentions`` linked mentions, whose characters count in ``doc.text``; ``doc.ents`` are
    the names of actors with ``kb_id_``, an IRI or with ``kb="wikidata"`` a Wikidata item ("" where there is none), beside
    whatever entities of others they do not overlap; ``doc.spans["claims"]`` are the words that express claims. Set
    ``doc._.article`` to a Document for its day, from which "on Tuesday" counts, and its outlet. ``extractor``, ``model`` and
    ``actors`` are those of ``KnowledgeGraph.build``. Without an article, a doc's claims are of a document named after its text.
    Raises InputError for an extractor or a ``kb`` that there is not, ModelError and DataError as extractors do.

    >>> nlp = spacy.blank("en")
    >>> _ = nlp.add_pipe("diplograph", config={"extractor": "frames"})
    >>> doc = nlp("Norway accused Iceland on Monday.")
    >>> [(claim.subject.name, claim.relation, claim.object.name) for claim in doc._.claims]
    [('Norway', 'accuses', 'Iceland')]
    >>> [(entity.text, entity.label_, entity.kb_id_) for entity in doc.ents][0]
    ('Norway', 'GPE', 'https://w3id.org/diplograph/actor/NOR')
    """
    if extractor not in EXTRACTORS:
        raise InputError(f"there is no extractor {extractor!r}; use one of {', '.join(EXTRACTORS)}")
    if kb not in ("iri", "wikidata"):
        raise InputError(f"kb is {kb!r}; entities are linked to 'iri' or to 'wikidata'")
    made: Any = EXTRACTORS[extractor](model=model, actors=actors)
    return DiplographComponent(name, made, kb)
