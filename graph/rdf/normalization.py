"""Claims made fit for a graph: text that every format can carry, one description an actor, one node a claim.

The laws: ``normalize`` of its own result changes nothing, and neither does giving it the same claims twice.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, fields, replace
from datetime import date
from typing import Any, TypeVar

from diplograph.ontology import (
    CONFIDENCE_DECIMALS,
    PRECISIONS,
    Actor,
    Claim,
    Document,
    Event,
    Evidence,
    GraphError,
    Interval,
    Schema,
    load_schema,
)

from ..safe_text import UNFIT_FOR_RDF

__all__ = ["Claims", "clean", "keep_confident", "normalize"]

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`\x7f-\xa0\ud800-\udfff]+")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

T = TypeVar("T", Actor, Event)


@dataclass(frozen=True, slots=True)
class Claims:
    """Claims in reading order with their documents by id: what one graph holds."""

    claims: tuple[Claim, ...]
    documents: tuple[Document, ...]


def clean(text: str) -> str:
    r"""``text`` with each character that RDF or XML cannot carry as U+FFFD; offsets into the text stay true.

    >>> clean("a\x00b\x1b[31m\n")
    'a�b�[31m\n'
    """
    return UNFIT_FOR_RDF.sub("\ufffd", text)


def normalize(claims: Iterable[Claim], documents: Iterable[Document] = ()) -> Claims:
    """The claims with clean text; equal claims merged, their evidence united; one description for each IRI.

    An actor or event that claims describe differently gets, field by field, the description given most often. A document
    that only claims name is added by its id. Raises GraphError for an IRI, a relation, a class, a date or a confidence
    that no graph can hold, and for two documents that cannot be told apart.
    """
    cleaned = [_clean_claim(claim) for claim in claims]
    _check(cleaned)
    agreed = _agree_on_descriptions(cleaned)
    by_key: dict[str, list[Claim]] = defaultdict(list)
    for claim in cleaned:
        described = replace(
            _map_nodes(claim, lambda node: agreed[node.iri]), confidence=round(claim.confidence, CONFIDENCE_DECIMALS)
        )
        by_key[described.key].append(described)
    merged = sorted((_merge_claims(group) for group in by_key.values()), key=_reading_order)
    return Claims(tuple(merged), _merge_documents(merged, documents))


def keep_confident(claims: Iterable[Claim], min_confidence: float) -> tuple[Claim, ...]:
    """The claims whose confidence is not below ``min_confidence``, in their order.

    Raises GraphError where that is no number from 0 to 1.
    """
    if not 0.0 <= min_confidence <= 1.0:
        raise GraphError(f"the least confidence is {min_confidence}; give a number from 0 to 1")
    return tuple(claim for claim in claims if claim.confidence >= min_confidence)


def _clean_fields(instance: Any) -> Any:
    changed: dict[str, Any] = {}
    for field in fields(instance):
        value = getattr(instance, field.name)
        # Enumerations are strings too, and clean by construction.
        if type(value) is str and UNFIT_FOR_RDF.search(value):
            changed[field.name] = clean(value)
        elif field.name == "aliases" and any(map(UNFIT_FOR_RDF.search, value)):
            changed[field.name] = tuple(sorted(map(clean, value)))
    return replace(instance, **changed) if changed else instance


def _map_nodes(claim: Claim, change: Callable[[Any], Any]) -> Claim:
    """The claim with ``change`` applied to each actor and event that it names."""
    names = ("subject", "object", "organization", "speaker", "country")
    return replace(claim, **{name: change(node) for name in names if (node := getattr(claim, name)) is not None})


def _clean_claim(claim: Claim) -> Claim:
    evidence = tuple(_clean_fields(item) for item in claim.evidence)
    coding = _clean_fields(claim.coding) if claim.coding is not None else None
    return _clean_fields(  # type: ignore[no-any-return]
        replace(_map_nodes(claim, _clean_fields), evidence=evidence, coding=coding)
    )


def _nodes(claim: Claim) -> list[Actor | Event]:
    nodes = (claim.subject, claim.object, claim.organization, claim.speaker, claim.country)
    return [node for node in nodes if node is not None]


def _check(claims: Iterable[Claim]) -> None:
    schema = load_schema()
    for claim in claims:
        if claim.relation not in schema.relations:
            raise GraphError(f"{claim.document}: {claim.relation!r} is not a relation of the ontology")
        if not 0.0 <= claim.confidence <= 1.0 or math.isnan(claim.confidence):
            raise GraphError(f"{claim.document}: confidence {claim.confidence} is not between 0 and 1")
        if claim.date is not None:
            _check_dates(claim.document, claim.date)
        for node in _nodes(claim):
            _check_node(claim.document, node, schema)


def _check_dates(document: str, interval: Interval) -> None:
    if interval.precision not in PRECISIONS:
        raise GraphError(f"{document}: precision {interval.precision!r} is not one of {', '.join(PRECISIONS)}")
    for day in (interval.start, interval.end):
        try:
            valid = _ISO_DATE.fullmatch(day) is not None and date.fromisoformat(day) is not None
        except ValueError:
            valid = False
        if not valid:
            raise GraphError(f"{document}: {day!r} is not a date like 2025-02-18")


def _check_node(document: str, node: Actor | Event, schema: Schema) -> None:
    if not _IRI.fullmatch(node.iri):
        raise GraphError(f"{document}: {node.iri!r} ({node.name}) is not an IRI")
    root = "Event" if isinstance(node, Event) else "Actor"
    if not schema.is_a(node.kind, root):
        raise GraphError(f"{document}: {node.name}: {node.kind!r} is not a class of {root.lower()}s in the ontology")
    if isinstance(node, Actor) and node.wikidata is not None and not _WIKIDATA.fullmatch(node.wikidata):
        raise GraphError(f"{document}: {node.name}: {node.wikidata!r} is not a Wikidata id like Q159")


def _most_common(values: Iterable[Any]) -> Any:
    """The value given most often, the smallest of several; None counts only where nothing else is given."""
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _merge_fields(group: list[T]) -> T:
    first = group[0]
    if all(item == first for item in group):
        return first
    agreed = {f.name: _most_common(getattr(item, f.name) for item in group) for f in fields(first)}
    if isinstance(first, Actor):
        agreed["aliases"] = tuple(sorted({alias for item in group for alias in getattr(item, "aliases", ())}))
    return replace(first, **agreed)


def _agree_on_descriptions(claims: Iterable[Claim]) -> dict[str, Actor | Event]:
    actors: dict[str, list[Actor]] = defaultdict(list)
    events: dict[str, list[Event]] = defaultdict(list)
    for claim in claims:
        for node in _nodes(claim):
            if isinstance(node, Event):
                events[node.iri].append(node)
            else:
                actors[node.iri].append(node)
    for iri in sorted(actors.keys() & events.keys()):
        raise GraphError(f"{iri} is an actor in one claim and an event in another")
    agreed: dict[str, Actor | Event] = {iri: _merge_fields(group) for iri, group in actors.items()}
    return agreed | {iri: _merge_fields(group) for iri, group in events.items()}


def _merge_claims(group: list[Claim]) -> Claim:
    """One claim for all of ``group``, which share a key: the surest one, with the evidence of all."""
    best = min(group, key=lambda claim: (-claim.confidence, _tie_break(claim)))
    evidence: set[Evidence] = {item for claim in group for item in claim.evidence}
    gaps = {
        name: _most_common(getattr(claim, name) for claim in group)
        for name in ("outlet", "role", "date", "place")
        if getattr(best, name) is None
    }
    if "place" in gaps:
        placed = sorted((claim for claim in group if claim.place == gaps["place"]), key=_tie_break)
        gaps["country"] = placed[0].country
    return replace(best, evidence=tuple(sorted(evidence)), **gaps)


def _tie_break(claim: Claim) -> tuple[str, ...]:
    country = astuple(claim.country) if claim.country is not None else None
    return tuple(map(repr, (claim.frame, claim.date, claim.place, country, claim.role, claim.outlet)))


def _reading_order(claim: Claim) -> tuple[str, int, str]:
    return claim.document, claim.evidence[0].start if claim.evidence else -1, claim.key


def _merge_documents(claims: Iterable[Claim], documents: Iterable[Document]) -> tuple[Document, ...]:
    by_id: dict[str, Document] = {}
    for document in documents:
        coding = _clean_fields(document.coding) if document.coding is not None else None
        fit: Document = _clean_fields(replace(document, coding=coding))
        known = by_id.setdefault(fit.id, fit)
        if replace(known, retrieved=None, language=None) != replace(fit, retrieved=None, language=None):
            raise GraphError(f"two different documents have the id {fit.id!r}; rename one")
        # The same article fetched twice is one document, which was there on the earlier day.
        days = [day for day in (known.retrieved, fit.retrieved) if day is not None]
        by_id[fit.id] = replace(
            known,
            retrieved=min(days, default=None),
            language=known.language or fit.language,
            sketch=known.sketch or fit.sketch,
        )
    for claim in claims:
        by_id.setdefault(claim.document, Document(claim.document, coding=claim.coding))
    return tuple(by_id[name] for name in sorted(by_id))
