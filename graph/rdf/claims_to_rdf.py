"""Claims, documents and runs as RDF.

A claim is a node of its own; a triple ``subject relation object`` stands beside it, in the graph ``DIRECT_GRAPH``, only
where the text affirms the relation as actual. Evidence is a Web Annotation selector, derivation is PROV-O. No time stamps but
those that a run was asked to record: building twice must give the same bytes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256

from diplograph.ontology import Actor, Claim, Coding, Document, Event, Evidence, Interval, load_event_codes, load_schema
from diplograph.ontology.identifiers import (
    ACTOR,
    BID,
    DATASET,
    EVIDENCE,
    OUTLET,
    PROPOSITION,
    RUN,
    SOFTWARE,
    digest,
    exact_slug,
    mint,
)

from ..stories import sketch_document, write_sketch
from .terms import DCTERMS, DG, OA, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, WD, XSD, Literal, Term, URIRef

__all__ = [
    "Run",
    "Triple",
    "bid_iri",
    "claim_triples",
    "described_nodes",
    "direct_triples",
    "document_triples",
    "evidence_iri",
    "node_triples",
    "proposition_iri",
    "run_triples",
]

_SIMPLE_LOCAL_NAME = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")

Triple = tuple[Term, Term, Term]


@dataclass(frozen=True, slots=True)
class Run:
    """What made the claims: the version of diplograph, the language pipeline, and the options that it was given.

    ``started`` and ``ended`` are ISO 8601 times, None where they are not recorded. Runs that are alike but for unrecorded times
    are one node.
    """

    software: str
    model: str
    options: tuple[str, ...] = ()
    started: str | None = None
    ended: str | None = None

    @property
    def iri(self) -> str:
        return RUN + digest(self.software, self.model, *self.options, self.started)


def bid_iri(candidate: str, organization: str) -> str:
    """The IRI of the prospect that ``candidate`` joins ``organization`` (IRIs both): no two pairs share one.

    >>> bid_iri(ACTOR + "UKR", ACTOR + "NATO")
    'https://w3id.org/diplograph/bid/UKR-NATO'
    """
    names = [iri.removeprefix(ACTOR) for iri in (candidate, organization) if iri.startswith(ACTOR)]
    if len(names) < 2 or not all(_SIMPLE_LOCAL_NAME.fullmatch(name) for name in names):
        return BID + digest(candidate, organization)
    # One hyphen cannot tell "a-b" + "c" from "a" + "b-c".
    return BID + ("--" if any("-" in name for name in names) else "-").join(names)


def proposition_iri(claim: Claim) -> str:
    """The IRI of what a claim asserts or denies: equal for all claims of the same parties and relation, whoever says it.

    Of a symmetric relation the order of the parties does not matter. A manner is part of it: who denies that a state boycotted
    talks does not deny that it was kept out of them.
    """
    parties = [claim.subject.iri, claim.object.iri]
    if load_schema().relations[claim.relation].symmetric:
        parties.sort()
    organization = claim.organization.iri if claim.organization is not None else None
    manner = () if claim.manner is None else (claim.manner,)
    return PROPOSITION + digest(claim.relation, *parties, organization, *manner)


@lru_cache(maxsize=256)
def _document_node(identifier: str) -> Term:
    # Each claim and each piece of evidence names its article.
    return URIRef(Document(identifier).iri)


@lru_cache(maxsize=16)
def _run_node(run: Run) -> Term:
    return URIRef(run.iri)


@lru_cache(maxsize=1024)
def _outlet_node(name: str) -> Term:
    return URIRef(OUTLET + exact_slug(name))


@lru_cache(maxsize=4096)
def _confidence(value: float) -> Term:
    # A decimal writes 0.91 as 0.91; rdflib's doubles lose digits in Turtle.
    return Literal(format(Decimal(repr(value)), "f"), datatype=XSD.decimal)


def _text(subject: Term, predicate: Term, value: str | None) -> Iterator[Triple]:
    if value is not None:
        yield subject, predicate, Literal(value)


def document_triples(document: Document) -> Iterator[Triple]:
    node = URIRef(document.iri)
    yield node, RDF.type, SCHEMA.NewsArticle if document.coding is None else DG.EventRecord
    yield node, RDF.type, PROV.Entity
    yield node, DCTERMS.identifier, Literal(document.id)
    if document.coding is not None:
        yield from _coding(node, document.coding)
    yield from _text(node, DCTERMS.title, document.title)
    if document.outlet is not None:
        yield from _outlet(node, document.outlet)
    if document.url is not None:
        # A literal: whatever a feed gives as an address must not become an IRI that a reader follows.
        yield node, DCTERMS.source, Literal(document.url, datatype=XSD.anyURI)
    if document.date is not None:
        yield node, DCTERMS.date, Literal(document.date.isoformat(), datatype=XSD.date)
    if document.retrieved is not None:
        yield node, DG.retrieved, Literal(document.retrieved.isoformat(), datatype=XSD.date)
    yield from _text(node, DCTERMS.language, document.language)
    if document.text:
        yield node, SCHEMA.sha256, Literal(sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest())
    yield from _text(node, DG.sketch, _sketch(document))


def _coding(record: Term, coding: Coding) -> Iterator[Triple]:
    dataset = _dataset_node(coding.dataset)
    yield record, DCTERMS.isPartOf, dataset
    yield record, DG.codedAs, _code_node(coding.scheme, coding.code)
    yield record, DG.eventCode, Literal(coding.code)
    yield from _text(record, DG.eventText, coding.event or None)
    yield record, DG.table, Literal(coding.table)
    yield record, DG.row, Literal(coding.row)
    yield record, DG.coding, Literal(str(coding))
    yield dataset, RDF.type, DG.EventDataset
    yield dataset, RDFS.label, Literal(coding.dataset)


@lru_cache(maxsize=16)
def _dataset_node(name: str) -> Term:
    return URIRef(DATASET + exact_slug(name))


@lru_cache(maxsize=1024)
def _code_node(scheme: str, code: str) -> Term:
    """The code among those of the ontology, or the next wider one: a CAMEO code begins as the wider one does."""
    known = load_event_codes(scheme)
    wider = (code[:length] for length in range(len(code), 0, -1))
    return URIRef(next(known[each].iri for each in wider if each in known))


def _sketch(document: Document) -> str | None:
    """That of the text, else the one that stands for it."""
    if not document.text:
        return document.sketch
    made = sketch_document(document)
    return None if made is None else write_sketch(made)


def _outlet(document: Term, name: str) -> Iterator[Triple]:
    node = _outlet_node(name)
    yield document, SCHEMA.publisher, node
    yield document, PROV.wasAttributedTo, node
    yield node, RDF.type, DG.Outlet
    yield node, RDFS.label, Literal(name)


@lru_cache(maxsize=16)
def run_triples(run: Run) -> tuple[Triple, ...]:
    return tuple(_run(run))


def _run(run: Run) -> Iterator[Triple]:
    node, software = _run_node(run), URIRef(mint(SOFTWARE, run.software))
    yield node, RDF.type, PROV.Activity
    yield node, PROV.wasAssociatedWith, software
    yield software, RDF.type, PROV.SoftwareAgent
    yield software, SCHEMA.softwareVersion, Literal(run.software)
    yield node, DG.model, Literal(run.model)
    for option in run.options:
        yield node, DG.option, Literal(option)
    for predicate, time in ((PROV.startedAtTime, run.started), (PROV.endedAtTime, run.ended)):
        if time is not None:
            yield node, predicate, Literal(time, datatype=XSD.dateTime)


@lru_cache(maxsize=4096)
def node_triples(node: Actor | Event) -> tuple[Triple, ...]:
    """What describes an actor or an event, whoever speaks of it."""
    # The same few hundred actors stand in most claims.
    if isinstance(node, Actor):
        return (*_actor(node), *(node_triples(node.part_of) if node.part_of is not None else ()))
    return tuple(_event(node))


def _actor(actor: Actor) -> Iterator[Triple]:
    node = URIRef(actor.iri)
    yield node, RDF.type, DG[actor.kind]
    yield node, RDFS.label, Literal(actor.name, lang="en")
    for alias in actor.aliases:
        yield node, SKOS.altLabel, Literal(alias, lang="en")
    yield from _text(node, DG.code, actor.code)
    if load_schema().is_a(actor.kind, "State"):
        yield from _text(node, DG.iso3, actor.code)
    if actor.part_of is not None:
        yield node, DG.partOf, URIRef(actor.part_of.iri)
    if actor.wikidata is not None:
        yield node, OWL.sameAs, WD[actor.wikidata]


def _event(event: Event) -> Iterator[Triple]:
    node = URIRef(event.iri)
    yield node, RDF.type, DG[event.kind]
    yield node, RDFS.label, Literal(event.name, lang="en")
    yield from _text(node, DG.place, event.place)


def _has_bid(claim: Claim) -> bool:
    over_membership = load_schema().relations[claim.relation].range == "MembershipBid"
    return over_membership and claim.organization is not None and isinstance(claim.object, Actor)


def _object(claim: Claim) -> Term:
    if claim.organization is not None and _has_bid(claim):
        return URIRef(bid_iri(claim.object.iri, claim.organization.iri))
    return URIRef(claim.object.iri)


def _organization(node: Term, claim: Claim) -> Iterator[Triple]:
    if claim.organization is None:
        return
    holder = node
    if _has_bid(claim):
        holder = _object(claim)
        yield holder, RDF.type, DG.MembershipBid
        yield holder, DG.candidate, URIRef(claim.object.iri)
    yield holder, DG.organization, URIRef(claim.organization.iri)


def _interval(node: Term, interval: Interval) -> Iterator[Triple]:
    yield node, DG.start, Literal(interval.start, datatype=XSD.date)
    yield node, DG.end, Literal(interval.end, datatype=XSD.date)
    yield node, DG.precision, Literal(interval.precision)


def evidence_iri(document: str, evidence: Evidence) -> str:
    """The IRI of evidence in a document, given by its id: a hash of all that is said of it."""
    return EVIDENCE + digest(document, evidence.start, evidence.end, evidence.quote, evidence.trigger)


def _evidence(claim: Term, document: str, evidence: Evidence) -> Iterator[Triple]:
    node = URIRef(evidence_iri(document, evidence))
    yield claim, DG.evidence, node
    yield node, PROV.wasQuotedFrom, _document_node(document)
    yield node, RDF.type, OA.TextQuoteSelector
    yield node, RDF.type, OA.TextPositionSelector
    yield node, OA.exact, Literal(evidence.quote)
    yield node, OA.start, Literal(evidence.start)
    yield node, OA.end, Literal(evidence.end)
    yield node, DG.trigger, Literal(evidence.trigger)


def claim_triples(claim: Claim, run: Run | None) -> Iterator[Triple]:
    """What describes a claim, its evidence and its bid, the claim first; of actors and events see ``described_nodes``."""
    node = URIRef(claim.iri)
    yield node, RDF.type, DG.Claim
    yield node, DG.subject, URIRef(claim.subject.iri)
    yield node, DG.relation, DG[claim.relation]
    yield node, DG.object, _object(claim)
    yield node, DG.proposition, URIRef(proposition_iri(claim))
    yield node, DG.polarity, DG[claim.polarity.value]
    yield node, DG.modality, DG[claim.modality.value]
    if claim.manner is not None:
        yield node, DG.manner, DG[load_schema().relations[claim.relation].manner(claim.manner).name]
    yield node, DG.confidence, _confidence(float(claim.confidence))
    yield node, PROV.wasDerivedFrom, _document_node(claim.document)
    if run is not None:
        yield node, PROV.wasGeneratedBy, _run_node(run)
    yield from _text(node, DG.frame, claim.frame or None)
    for predicate, value in ((DG.outlet, claim.outlet), (DG.role, claim.role), (DG.place, claim.place)):
        yield from _text(node, predicate, value)
    if claim.date is not None:
        yield from _interval(node, claim.date)
    if claim.country is not None:
        yield node, DG.country, URIRef(claim.country.iri)
    if claim.speaker is not None:
        yield node, DG.speaker, URIRef(claim.speaker.iri)
    for evidence in claim.evidence:
        yield from _evidence(node, claim.document, evidence)
    yield from _organization(node, claim)


def described_nodes(claim: Claim) -> Iterator[Actor | Event]:
    """The actors and events that a claim names."""
    for node in (claim.subject, claim.object, claim.organization, claim.speaker, claim.country):
        if node is not None:
            yield node


def direct_triples(claim: Claim) -> Iterator[Triple]:
    subject, object_ = URIRef(claim.subject.iri), _object(claim)
    yield subject, DG[claim.relation], object_
    if load_schema().relations[claim.relation].symmetric:
        yield object_, DG[claim.relation], subject
