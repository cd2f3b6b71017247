"""Claims as rows of a spreadsheet, in words: one definition for ``export --format csv``, ``to_pandas`` and the page's download.

The page makes its file in the browser, of what it carries: ``page/script/table.js`` has a cell for each of ``COLUMNS``, and a
test holds both to the same bytes.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from diplograph.ontology import Actor, Claim, Document, load_schema

from ..rdf import MODALITY_WORDS, POLARITY_WORDS

__all__ = ["COLUMNS", "QUOTES_APART", "to_table"]

# Between the quotes of a claim that an article makes more than once.
QUOTES_APART = " […] "

_CELLS: Mapping[str, Callable[[Claim, Document], Any]] = MappingProxyType(
    {
        "subject": lambda claim, _: claim.subject.name,
        "relation": lambda claim, _: load_schema().relations[claim.relation].label,
        "object": lambda claim, _: claim.object.name,
        "organization": lambda claim, _: _name(claim.organization),
        "polarity": lambda claim, _: POLARITY_WORDS[claim.polarity],
        "modality": lambda claim, _: MODALITY_WORDS[claim.modality],
        "manner": lambda claim, _: claim.manner,
        "speaker": lambda claim, _: _name(claim.speaker),
        "role": lambda claim, _: claim.role,
        "outlet": lambda claim, document: claim.outlet or document.outlet,
        "date": lambda claim, _: claim.date and claim.date.start,
        "date_end": lambda claim, _: claim.date and claim.date.end,
        "date_precision": lambda claim, _: claim.date and claim.date.precision,
        "place": lambda claim, _: claim.place,
        "country": lambda claim, _: _name(claim.country),
        "quote": lambda claim, _: QUOTES_APART.join(claim.grounds),
        "document": lambda claim, _: claim.document,
        "title": lambda _, document: document.title,
        "published": lambda _, document: document.date and document.date.isoformat(),
        "url": lambda _, document: document.url,
        "plover": lambda claim, _: load_schema().relations[claim.relation].plover_class(claim.polarity, claim.modality),
        "confidence": lambda claim, _: claim.confidence,
        "subject_code": lambda claim, _: claim.subject.code,
        "object_code": lambda claim, _: claim.object.code if isinstance(claim.object, Actor) else None,
        "subject_id": lambda claim, _: claim.subject.iri,
        "relation_id": lambda claim, _: load_schema().relations[claim.relation].iri,
        "object_id": lambda claim, _: claim.object.iri,
        "claim_id": lambda claim, _: claim.iri,
    }
)
COLUMNS = tuple(_CELLS)


def to_table(claims: Iterable[Claim], documents: Iterable[Document]) -> tuple[list[str], list[list[Any]]]:
    """The columns, and one row a claim: text and numbers, None where the article does not say. Ids are whole IRIs."""
    known = {document.id: document for document in documents}
    rows = []
    for claim in claims:
        document = known.get(claim.document) or Document(claim.document)
        rows.append([cell(claim, document) for cell in _CELLS.values()])
    return list(COLUMNS), rows


def _name(actor: Actor | None) -> str | None:
    return None if actor is None else actor.name
