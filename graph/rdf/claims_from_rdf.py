"""Claims and documents back out of RDF."""

from collections import defaultdict
from datetime import date

from diplograph.ontology import (
    Actor,
    Claim,
    Document,
    Event,
    Evidence,
    GraphError,
    Interval,
    Modality,
    Polarity,
    Relation,
    load_schema,
)
from diplograph.ontology.identifiers import ONTOLOGY
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, Dataset, URIRef
from rdflib.term import Node

from .namespaces import compact
from .rdflib_datasets import DG, OA, SCHEMA, WD, default_graph

__all__ = ["RdfReader"]


class RdfReader:
    """Reads the claims, actors and documents of ``dataset`` as it is now.

    Each method raises GraphError where a node lacks what it must have: the message names the node and the property.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._schema = load_schema()
        self._properties: dict[Node, dict[Node, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, object_ in default_graph(dataset):
            self._properties[subject][predicate].append(object_)
        self._actors: dict[Node, Actor] = {}

    def documents(self) -> tuple[Document, ...]:
        """Every document by id, without its text."""
        return tuple(sorted((self._document(node) for node in self._instances(SCHEMA.NewsArticle)), key=lambda d: d.id))

    def claims(self) -> tuple[Claim, ...]:
        """Every claim, in reading order."""
        claims = [self._claim(node) for node in self._instances(DG.Claim)]
        return tuple(sorted(claims, key=lambda c: (c.document, c.evidence[0].start if c.evidence else -1, c.key)))

    def actors(self) -> tuple[Actor, ...]:
        """Every actor by name, whether or not a claim names it."""
        nodes = [n for n, properties in self._properties.items() if self._kind(properties, "Actor") is not None]
        return tuple(sorted((self._actor(node) for node in nodes), key=lambda actor: (actor.name, actor.iri)))

    def _instances(self, kind: URIRef) -> list[Node]:
        return [node for node, properties in self._properties.items() if kind in properties.get(RDF.type, ())]

    def _value(self, node: Node, predicate: URIRef) -> Node | None:
        values = self._properties[node].get(predicate, []) if node in self._properties else []
        if len(values) > 1:
            raise GraphError(f"{compact(str(node))} has {len(values)} values of {compact(str(predicate))}; it may have one")
        return values[0] if values else None

    def _required(self, node: Node, predicate: URIRef) -> Node:
        value = self._value(node, predicate)
        if value is None:
            raise GraphError(f"{compact(str(node))} has no {compact(str(predicate))}")
        return value

    def _text(self, node: Node, predicate: URIRef) -> str | None:
        value = self._value(node, predicate)
        return None if value is None else str(value)

    def _number(self, node: Node, predicate: URIRef) -> float:
        text = str(self._required(node, predicate))
        try:
            return float(text)
        except ValueError:
            raise GraphError(f"{compact(str(node))}: {compact(str(predicate))} {text!r} is not a number") from None

    def _document(self, node: Node) -> Document:
        return Document(
            id=str(self._required(node, DCTERMS.identifier)),
            title=self._text(node, DCTERMS.title),
            date=self._day(node, DCTERMS.date),
            outlet=self._outlet(node),
            url=self._text(node, DCTERMS.source),
            retrieved=self._day(node, DG.retrieved),
        )

    def _outlet(self, document: Node) -> str | None:
        outlet = self._value(document, SCHEMA.publisher)
        return None if outlet is None else str(self._required(outlet, RDFS.label))

    def _day(self, node: Node, predicate: URIRef) -> date | None:
        day = self._text(node, predicate)
        try:
            return None if day is None else date.fromisoformat(day)
        except ValueError:
            raise GraphError(f"{compact(str(node))}: {compact(str(predicate))} {day!r} is not a date like 2025-02-18") from None

    def _kind(self, properties: dict[Node, list[Node]], root: str) -> str | None:
        """The class of a node below ``root``: the most special one where a file also states its super-classes."""
        names = [str(t).removeprefix(ONTOLOGY) for t in properties.get(RDF.type, ()) if str(t).startswith(ONTOLOGY)]
        below = [name for name in names if self._schema.is_a(name, root)]
        return max(below, key=lambda name: (len(self._schema.ancestors[name]), name), default=None)

    def _actor(self, node: Node) -> Actor:
        if node not in self._actors:
            properties = self._properties.get(node, {})
            kind = self._kind(properties, "Actor")
            if kind is None:
                raise GraphError(f"{compact(str(node))} is used as an actor and has no class of actors")
            whole = self._value(node, DG.partOf)
            same = sorted(str(other) for other in properties.get(OWL.sameAs, ()) if str(other).startswith(str(WD)))
            self._actors[node] = Actor(
                iri=str(node),
                name=str(self._required(node, RDFS.label)),
                kind=kind,
                code=self._text(node, DG.code),
                wikidata=same[0].removeprefix(str(WD)) if same else None,
                aliases=tuple(sorted(str(label) for label in properties.get(SKOS.altLabel, ()))),
                part_of=self._actor(whole) if whole is not None else None,
            )
        return self._actors[node]

    def _object(self, claim: Node) -> tuple[Actor | Event, Actor | None]:
        node = self._required(claim, DG.object)
        properties = self._properties.get(node, {})
        if DG.MembershipBid in properties.get(RDF.type, ()):
            return self._actor(self._required(node, DG.candidate)), self._actor(self._required(node, DG.organization))
        body = self._value(claim, DG.organization)
        organization = None if body is None else self._actor(body)
        kind = self._kind(properties, "Event")
        if kind is None:
            return self._actor(node), organization
        name = str(self._required(node, RDFS.label))
        return Event(iri=str(node), name=name, kind=kind, place=self._text(node, DG.place)), organization

    def _evidence(self, claim: Node) -> tuple[Evidence, ...]:
        return tuple(
            sorted(
                Evidence(
                    start=int(self._number(node, OA.start)),
                    end=int(self._number(node, OA.end)),
                    quote=str(self._required(node, OA.exact)),
                    trigger=self._text(node, DG.trigger) or "",
                )
                for node in self._properties[claim].get(DG.evidence, ())
            )
        )

    def _interval(self, claim: Node) -> Interval | None:
        start = self._text(claim, DG.start)
        if start is None:
            return None
        return Interval(start, str(self._required(claim, DG.end)), str(self._required(claim, DG.precision)))

    def _term(self, claim: Node, predicate: URIRef, allowed: type[Polarity] | type[Modality]) -> str:
        name = str(self._required(claim, predicate)).removeprefix(ONTOLOGY)
        if name not in {term.value for term in allowed}:
            choices = ", ".join(term.value for term in allowed)
            raise GraphError(f"{compact(str(claim))}: {compact(str(predicate))} is {name!r}; it must be one of {choices}")
        return name

    def _manner(self, claim: Node, relation: Relation) -> str | None:
        iri = self._value(claim, DG.manner)
        if iri is None:
            return None
        name = str(iri).removeprefix(ONTOLOGY)
        for manner in relation.manners:
            if manner.name == name:
                return manner.label
        choices = ", ".join(manner.name for manner in relation.manners) or "absent"
        raise GraphError(f"{compact(str(claim))}: dg:manner is {name!r}; with {relation.name} it must be {choices}")

    def _claim(self, node: Node) -> Claim:
        object_, organization = self._object(node)
        speaker, country = self._value(node, DG.speaker), self._value(node, DG.country)
        relation = str(self._required(node, DG.relation)).removeprefix(ONTOLOGY)
        if relation not in self._schema.relations:
            raise GraphError(f"{compact(str(node))}: dg:relation {relation!r} is not a relation of the ontology")
        return Claim(
            document=str(self._required(self._required(node, PROV.wasDerivedFrom), DCTERMS.identifier)),
            subject=self._actor(self._required(node, DG.subject)),
            relation=relation,
            object=object_,
            organization=organization,
            polarity=Polarity(self._term(node, DG.polarity, Polarity)),
            modality=Modality(self._term(node, DG.modality, Modality)),
            speaker=None if speaker is None else self._actor(speaker),
            outlet=self._text(node, DG.outlet),
            role=self._text(node, DG.role),
            manner=self._manner(node, self._schema.relations[relation]),
            date=self._interval(node),
            place=self._text(node, DG.place),
            country=None if country is None else self._actor(country),
            confidence=self._number(node, DG.confidence),
            frame=self._text(node, DG.frame) or "",
            evidence=self._evidence(node),
        )
