"""What the page says of each claim: its sentence, the quote with the trigger, and where it comes from."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from diplograph.ontology import Claim, Document, Evidence, Interval, Polarity, Story
from diplograph.ontology.identifiers import digest

from ..rdf import claim_status
from .drawing import Bundle
from .text import split_at_trigger
from .wording import write_date, write_day

__all__ = ["describe_claims", "order_claims", "safe_link"]


def order_claims(claims: Iterable[Claim]) -> list[Claim]:
    """The claims in reading order: by document, then by the place of the first evidence; the same for any order given."""
    return sorted(claims, key=lambda claim: (claim.document, min((e.start for e in claim.evidence), default=0), claim.key))


def safe_link(url: str | None) -> str | None:
    """``url`` if it is an absolute web address, which a click may open; None for every other scheme.

    None too where it names a user, which makes "https://trusted.example@other.example" look like somebody else's.

    >>> safe_link("https://example.org/a"), safe_link("javascript:alert(1)"), safe_link(None)
    ('https://example.org/a', None, None)
    """
    if url is None or any(c.isspace() or c == "\\" or not c.isprintable() for c in url):
        return None
    try:
        parts = urlsplit(url)
        is_plain = parts.hostname is not None and parts.username is None and parts.port != 0
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and is_plain else None


def describe_claims(
    claims: Sequence[Claim],
    bundles: Sequence[Bundle],
    documents: Iterable[Document],
    stories: Iterable[Story],
    texts: Mapping[str, str] = MappingProxyType({}),
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The claims and the documents for the page, ready for JSON; a claim names its document by its place in the list.

    ``days`` are first and last day of what is claimed, ``day`` that of publication, all as days since 1970-01-01. A document
    that tells a story as others do has the place of the first of them as its ``story``. Of a document whose text is among
    ``texts`` the claims have the places of their evidence in it as ``spans``.
    """
    known = {document.id: document for document in documents}
    ids = sorted(known.keys() | {claim.document for claim in claims})
    place = {document: number for number, document in enumerate(ids)}
    edge_of = {claim.key: bundle.id for bundle in bundles for claim in bundle.claims}
    described = [
        _describe_claim(claim, known.get(claim.document))
        | {"document": place[claim.document], "edge": edge_of[claim.key]}
        | ({"spans": [[e.start, e.end] for e in sorted(claim.evidence)]} if claim.document in texts else {})
        for claim in claims
    ]
    story_of = {
        document: min(place[one] for one in story.documents if one in place)
        for story in stories
        for document in story.documents
        if document in place
    }
    told = [
        _describe_document(known.get(document, Document(document)))
        | ({"story": story_of[document]} if document in story_of else {})
        | ({"text": texts[document]} if document in texts else {})
        for document in ids
    ]
    return described, told


def _describe_claim(claim: Claim, document: Document | None) -> dict[str, Any]:
    speaker = claim.speaker.name if claim.speaker is not None else None
    told = {
        "id": claim.key,
        "from": digest(claim.subject.iri),
        "to": digest(claim.object.iri),
        "confidence": claim.confidence,
        "status": claim_status(claim.polarity, claim.modality, speaker),
        # Beside the claim's sentence, which says "not": "denied by Oslo" would deny the denial.
        "beside": claim_status(Polarity.AFFIRMED, claim.modality, speaker) if claim.polarity is Polarity.NEGATED else None,
        "speaker": speaker,
        "outlet": claim.outlet or (document.outlet if document is not None else None),
        "role": claim.role,
        "place": claim.place,
        "country": claim.country.name if claim.country is not None else None,
        "date": write_date(claim.date),
        "days": _days(claim.date),
        "precision": claim.date.precision if claim.date is not None else None,
        "evidence": [_describe_evidence(evidence) for evidence in sorted(claim.evidence)],
        "coding": str(claim.coding) if claim.coding is not None else None,
    }
    return {name: value for name, value in told.items() if value is not None}


def _days(interval: Interval | None) -> list[int] | None:
    if interval is None:
        return None
    try:
        ends = sorted(datetime.date.fromisoformat(day).toordinal() - _EPOCH for day in (interval.start, interval.end))
    except ValueError:
        return None
    return ends


_EPOCH = datetime.date(1970, 1, 1).toordinal()


def _describe_evidence(evidence: Evidence) -> dict[str, Any]:
    quote = split_at_trigger(evidence.quote, evidence.trigger)
    # A trigger that the quote does not hold word for word is named beside it.
    return {"quote": quote} if quote[1] or not evidence.trigger else {"quote": quote, "trigger": evidence.trigger}


def _describe_document(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title or document.id,
        "date": write_day(document.date.isoformat()) if document.date is not None else None,
        "day": document.date.toordinal() - _EPOCH if document.date is not None else None,
        "link": safe_link(document.url),
        "url": document.url,
    }
