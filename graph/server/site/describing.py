"""Claims, articles and parties as the site tells them: in words, with the ids of their pages."""

from diplograph.ontology import Actor, Claim, Document, Event, load_schema
from diplograph.ontology.identifiers import ACTOR, CLAIM, DOCUMENT, EVENT

from ...page import safe_link, sentence, write_date
from ...rdf import claim_status
from . import models
from .selection import Selected, shorten_iri

__all__ = ["describe_article", "describe_claims", "describe_party"]


def describe_party(node: Actor | Event) -> models.Party:
    """An actor or event, with the id of its page, or that by which its claims are found."""
    if isinstance(node, Event):
        found_by = f"event:{node.iri.removeprefix(EVENT)}" if node.iri.startswith(EVENT) else node.iri
        return models.Party(id=found_by, name=node.name, kind=node.kind, is_actor=False)
    return models.Party(id=shorten_iri(node.iri, ACTOR), name=node.name, kind=node.kind)


def describe_article(document: Document, claims: int | None = None) -> models.Article:
    """An article, by its title or, where it has none, by its name."""
    return models.Article(
        id=shorten_iri(document.iri, DOCUMENT),
        iri=document.iri,
        name=document.id,
        title=document.title or document.id,
        published=document.date.isoformat() if document.date is not None else None,
        outlet=document.outlet,
        url=safe_link(document.url),
        claims=claims,
    )


def describe_claims(selected: Selected) -> list[models.Claim]:
    """Claims in their order."""
    documents = {document.id: document for document in selected.documents}
    return [_describe(iri, claim, documents.get(claim.document, Document(claim.document))) for iri, claim in selected.named]


def _describe(iri: str, claim: Claim, document: Document) -> models.Claim:
    relation = load_schema().relations[claim.relation]
    parts = sentence(claim, relation)
    speaker = claim.speaker
    said_by = speaker.name if speaker is not None else claim.outlet
    words = write_date(claim.date)
    return models.Claim(
        id=shorten_iri(iri, CLAIM),
        iri=iri,
        sentence="".join(parts),
        subject=describe_party(claim.subject),
        verb=parts[1].strip(),
        relation=claim.relation,
        relation_label=relation.label,
        object=describe_party(claim.object),
        organization=None if claim.organization is None else describe_party(claim.organization),
        status=claim_status(claim.polarity, claim.modality, said_by),
        polarity=claim.polarity.value,
        modality=claim.modality.value,
        manner=claim.manner,
        speaker=None if speaker is None else describe_party(speaker),
        outlet=claim.outlet or document.outlet,
        role=claim.role,
        date=None
        if claim.date is None
        else models.Interval(start=claim.date.start, end=claim.date.end, precision=claim.date.precision, words=words or ""),
        place=claim.place,
        country=None if claim.country is None else describe_party(claim.country),
        confidence=round(claim.confidence, 3),
        evidence=[
            models.Evidence(quote=found.quote, trigger=found.trigger, start=found.start, end=found.end)
            for found in claim.evidence
        ],
        article=describe_article(document),
    )
