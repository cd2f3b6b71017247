"""Claims and documents back out of RDF.

What is read are terms as text, a column a predicate: of a hundred thousand claims, rdflib's objects alone would take a minute.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import NoReturn

from diplograph.ontology import (
    SCHEMES,
    Actor,
    Claim,
    Coding,
    Document,
    Event,
    Evidence,
    GraphError,
    Interval,
    Modality,
    Polarity,
    Relation,
    Story,
    load_schema,
)
from diplograph.ontology.identifiers import CAMEO, ONTOLOGY, PLOVER

from .namespaces import PREFIXES, compact
from .terms import DCTERMS, DG, OA, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, Term

__all__ = ["LINKS", "READ", "STORIES", "RdfReader"]

# By these a claim leads to all that is to be read of it.
LINKS = (
    *(DG.subject, DG.object, DG.organization, DG.speaker, DG.country, DG.candidate, DG.partOf, DG.evidence),
    *(PROV.wasDerivedFrom, SCHEMA.publisher, DCTERMS.isPartOf),
)
# Whatever is read.
READ = (
    *LINKS,
    *(RDF.type, RDFS.label, SKOS.altLabel, OWL.sameAs, OA.exact, OA.start, OA.end),
    *(DCTERMS.identifier, DCTERMS.title, DCTERMS.date, DCTERMS.source, DCTERMS.language),
    *(DG.relation, DG.polarity, DG.modality, DG.manner, DG.confidence, DG.frame, DG.role, DG.outlet, DG.place),
    *(DG.codedAs, DG.eventCode, DG.eventText, DG.table, DG.row),
    *(DG.start, DG.end, DG.precision, DG.trigger, DG.code, DG.retrieved, DG.sketch, DG.proposition),
)
# What is read of stories: they lead to their articles.
STORIES = (PROV.hadMember, RDF.type, DCTERMS.identifier)

_CODES = (CAMEO, PLOVER)  # in the order of SCHEMES
_OURS, _ITEM = f"<{ONTOLOGY}", f"<{PREFIXES['wd']}"
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_OFFSET = re.compile(r"\+?[0-9]{1,15}")
_SHOWN = 60
# Of a body in a body.
_MOST_WHOLES = 50
_PLAIN = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_POLARITIES = {f"{_OURS}{term.value}>": term for term in Polarity}
_MODALITIES = {f"{_OURS}{term.value}>": term for term in Modality}


def _unescape(found: "re.Match[str]") -> str:
    return _PLAIN.get(found[3], found[3]) if found[3] else chr(int(found[1] or found[2], 16))


def _text(term: str) -> str:
    r"""What a term says: the IRI, the label of a blank node, or what stands between the quotes of a literal.

    >>> _text("<a:b>"), _text('"a \\"b\\" \\u00e9"@en'), _text("0.91")
    ('a:b', 'a "b" é', '0.91')
    """
    if term[0] == "<":
        return term[1:-1]
    if term[0] != '"':
        return term
    inside = term[1 : term.rindex('"')]
    return _ESCAPE.sub(_unescape, inside) if "\\" in inside else inside


def _name(node: str) -> str:
    return compact(_text(node))


class RdfReader:
    """Reads claims, actors and documents from ``pairs``: of each predicate of ``READ``, each subject with each value.

    Each method raises GraphError where a node lacks what it must have: the message names the node and the property.
    """

    def __init__(self, pairs: Mapping[Term, Iterable[tuple[str, str]]]) -> None:
        self._schema = load_schema()
        self._pairs = pairs
        self._columns: dict[str, dict[str, str]] = {}
        self._repeated: dict[str, dict[str, int]] = {}
        self._actors: dict[str, Actor] = {}
        self._being_read: set[str] = set()
        self._objects: dict[str, tuple[Actor | Event, Actor | None]] = {}
        self._ids: dict[str, str] = {}
        self._codings: dict[str, Coding | None] = {}

    def documents(self) -> tuple[Document, ...]:
        """Every document by id, without its text."""
        nodes = {*self._instances(SCHEMA.NewsArticle), *self._instances(DG.EventRecord)}
        return tuple(sorted(map(self._document, nodes), key=lambda document: document.id))

    def claims(self) -> tuple[Claim, ...]:
        """Every claim, in reading order."""
        return tuple(claim for _, claim in self.named_claims())

    def named_claims(self) -> list[tuple[str, Claim]]:
        """Every claim with the IRI that the graph gives it, in reading order."""
        claims = [(_text(claim), self._claim(claim)) for claim in self._instances(DG.Claim)]
        claims.sort(key=lambda pair: (pair[1].document, pair[1].evidence[0].start if pair[1].evidence else -1, pair[0]))
        return claims

    def named_evidence(self, claim: str) -> list[tuple[str, Evidence]]:
        """The evidence of a claim, given by its IRI, each with the IRI that the graph gives it."""
        return [(_text(node), self._read_evidence(node)) for node in self._selectors.get(f"<{claim}>", ())]

    def proposition(self, claim: str) -> str | None:
        """What the graph says a claim asserts or denies, by IRI; None where it says nothing."""
        return self._said(f"<{claim}>", DG.proposition)

    def stories(self) -> tuple[Story, ...]:
        """Every story by its first document."""
        members = self._many(PROV.hadMember)
        made = [
            Story(_text(node), tuple(sorted(map(self._document_id, members.get(node, ())))))
            for node in self._instances(DG.Story)
        ]
        return tuple(sorted(made, key=lambda story: (story.documents, story.iri)))

    def actors(self) -> tuple[Actor, ...]:
        """Every actor by name, whether or not a claim names it."""
        nodes = [node for node, types in self._types.items() if self._kind(types, "Actor") is not None]
        return tuple(sorted((self._actor(node) for node in nodes), key=lambda actor: (actor.name, actor.iri)))

    def _many(self, predicate: Term) -> dict[str, list[str]]:
        values: dict[str, list[str]] = defaultdict(list)
        for node, value in self._pairs.get(predicate, ()):
            values[node].append(value)
        return dict(values)

    @cached_property
    def _types(self) -> dict[str, list[str]]:
        return self._many(RDF.type)

    @cached_property
    def _aliases(self) -> dict[str, list[str]]:
        return self._many(SKOS.altLabel)

    @cached_property
    def _same(self) -> dict[str, list[str]]:
        return self._many(OWL.sameAs)

    @cached_property
    def _selectors(self) -> dict[str, list[str]]:
        return self._many(DG.evidence)

    def _instances(self, kind: Term) -> list[str]:
        return [node for node, types in self._types.items() if kind in types]

    def _column(self, predicate: Term) -> dict[str, str]:
        """The one value of each node; nodes that have several are noted, and refused where they are read."""
        pairs = self._pairs.get(predicate, ())
        pairs = pairs if isinstance(pairs, list) else list(pairs)
        column = self._columns[predicate] = dict(pairs)
        if len(column) < len(pairs):
            values = self._many(predicate)
            self._repeated[predicate] = {node: len(found) for node, found in values.items() if len(found) > 1}
        return column

    def _value(self, node: str, predicate: Term) -> str | None:
        column = self._columns.get(predicate)
        if column is None:
            column = self._column(predicate)
        if predicate in self._repeated and node in self._repeated[predicate]:
            number = self._repeated[predicate][node]
            raise GraphError(f"{_name(node)} has {number} values of {_name(predicate)}; it may have one")
        return column.get(node)

    def _required(self, node: str, predicate: Term) -> str:
        value = self._value(node, predicate)
        if value is None:
            raise GraphError(f"{_name(node)} has no {_name(predicate)}")
        return value

    def _said(self, node: str, predicate: Term) -> str | None:
        value = self._value(node, predicate)
        return None if value is None else _text(value)

    def _number(self, node: str, predicate: Term) -> float:
        text = _text(self._required(node, predicate))
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise GraphError(f"{_name(node)}: {_name(predicate)} {text[:_SHOWN]!r} is not a number")
        return number

    def _offset(self, node: str, predicate: Term) -> int:
        return self._whole(node, predicate, "number of characters")

    def _whole(self, node: str, predicate: Term, kind: str) -> int:
        text = _text(self._required(node, predicate))
        if _OFFSET.fullmatch(text) is None:
            raise GraphError(f"{_name(node)}: {_name(predicate)} {text[:_SHOWN]!r} is not a {kind}")
        return int(text)

    def _document(self, node: str) -> Document:
        return Document(
            id=_text(self._required(node, DCTERMS.identifier)),
            title=self._said(node, DCTERMS.title),
            date=self._day(node, DCTERMS.date),
            outlet=self._outlet(node),
            url=self._said(node, DCTERMS.source),
            retrieved=self._day(node, DG.retrieved),
            language=self._said(node, DCTERMS.language),
            sketch=self._said(node, DG.sketch),
            coding=self._coding(node),
        )

    def _coding(self, document: str) -> Coding | None:
        if document not in self._codings:
            is_record = DG.EventRecord in self._types.get(document, ())
            self._codings[document] = self._read_coding(document) if is_record else None
        return self._codings[document]

    def _read_coding(self, record: str) -> Coding:
        concept = _text(self._required(record, DG.codedAs))
        scheme = next((name for name, namespace in zip(SCHEMES, _CODES, strict=True) if concept.startswith(namespace)), None)
        if scheme is None:
            raise GraphError(f"{_name(record)}: dg:codedAs {compact(concept)!r} is neither a CAMEO code nor a PLOVER class")
        return Coding(
            dataset=_text(self._required(self._required(record, DCTERMS.isPartOf), RDFS.label)),
            table=_text(self._required(record, DG.table)),
            row=self._whole(record, DG.row, "number of a row"),
            scheme=scheme,
            code=_text(self._required(record, DG.eventCode)),
            event=self._said(record, DG.eventText) or "",
        )

    def _outlet(self, document: str) -> str | None:
        outlet = self._value(document, SCHEMA.publisher)
        return None if outlet is None else _text(self._required(outlet, RDFS.label))

    def _day(self, node: str, predicate: Term) -> date | None:
        day = self._said(node, predicate)
        try:
            return None if day is None else date.fromisoformat(day)
        except ValueError:
            raise GraphError(f"{_name(node)}: {_name(predicate)} {str(day)[:_SHOWN]!r} is not a date like 2025-02-18") from None

    def _kind(self, types: Iterable[str], root: str) -> str | None:
        """The class of a node below ``root``: the most special one where a file also states its super-classes."""
        names = [kind[len(_OURS) : -1] for kind in types if kind.startswith(_OURS)]
        below = [name for name in names if self._schema.is_a(name, root)]
        return max(below, key=lambda name: (len(self._schema.ancestors[name]), name), default=None)

    def _actor(self, node: str) -> Actor:
        if node not in self._actors:
            if node in self._being_read or len(self._being_read) > _MOST_WHOLES:
                raise GraphError(f"{_name(node)} is part of itself, or of too many others, by dg:partOf")
            self._being_read.add(node)
            try:
                self._actors[node] = self._read_actor(node)
            finally:
                self._being_read.discard(node)
        return self._actors[node]

    def _read_actor(self, node: str) -> Actor:
        kind = self._kind(self._types.get(node, ()), "Actor")
        if kind is None:
            raise GraphError(f"{_name(node)} is used as an actor and has no class of actors")
        whole = self._value(node, DG.partOf)
        same = sorted(other for other in self._same.get(node, ()) if other.startswith(_ITEM))
        return Actor(
            iri=_text(node),
            name=_text(self._required(node, RDFS.label)),
            kind=kind,
            code=self._said(node, DG.code),
            wikidata=same[0][len(_ITEM) : -1] if same else None,
            aliases=tuple(sorted(map(_text, self._aliases.get(node, ())))),
            part_of=self._actor(whole) if whole is not None else None,
        )

    def _object(self, claim: str) -> tuple[Actor | Event, Actor | None]:
        node = self._required(claim, DG.object)
        if node not in self._objects:
            self._objects[node] = self._describe_object(node)
        object_, organization = self._objects[node]
        body = self._value(claim, DG.organization) if organization is None else None
        return object_, organization if body is None else self._actor(body)

    def _describe_object(self, node: str) -> tuple[Actor | Event, Actor | None]:
        types = self._types.get(node, ())
        if DG.MembershipBid in types:
            return self._actor(self._required(node, DG.candidate)), self._actor(self._required(node, DG.organization))
        kind = self._kind(types, "Event")
        if kind is None:
            return self._actor(node), None
        name = _text(self._required(node, RDFS.label))
        return Event(iri=_text(node), name=name, kind=kind, place=self._said(node, DG.place)), None

    def _evidence(self, claim: str) -> tuple[Evidence, ...]:
        found = [self._read_evidence(node) for node in self._selectors.get(claim, ())]
        return tuple(sorted(found) if len(found) > 1 else found)

    def _read_evidence(self, node: str) -> Evidence:
        return Evidence(
            start=self._offset(node, OA.start),
            end=self._offset(node, OA.end),
            quote=_text(self._required(node, OA.exact)),
            trigger=self._said(node, DG.trigger) or "",
        )

    def _interval(self, claim: str) -> Interval | None:
        start = self._said(claim, DG.start)
        if start is None:
            return None
        return Interval(start, _text(self._required(claim, DG.end)), _text(self._required(claim, DG.precision)))

    def _polarity(self, claim: str) -> Polarity:
        term = self._required(claim, DG.polarity)
        return _POLARITIES[term] if term in _POLARITIES else self._refuse(claim, DG.polarity, term, _POLARITIES.values())

    def _modality(self, claim: str) -> Modality:
        term = self._required(claim, DG.modality)
        return _MODALITIES[term] if term in _MODALITIES else self._refuse(claim, DG.modality, term, _MODALITIES.values())

    def _refuse(self, claim: str, predicate: Term, term: str, allowed: Iterable[str]) -> NoReturn:
        name = _text(term).removeprefix(ONTOLOGY)
        raise GraphError(f"{_name(claim)}: {_name(predicate)} is {name!r}; it must be one of {', '.join(allowed)}")

    def _manner(self, claim: str, relation: Relation) -> str | None:
        iri = self._said(claim, DG.manner)
        if iri is None:
            return None
        name = iri.removeprefix(ONTOLOGY)
        for manner in relation.manners:
            if manner.name == name:
                return manner.label
        choices = ", ".join(manner.name for manner in relation.manners) or "absent"
        raise GraphError(f"{_name(claim)}: dg:manner is {name!r}; with {relation.name} it must be {choices}")

    def _document_id(self, node: str) -> str:
        if node not in self._ids:
            self._ids[node] = _text(self._required(node, DCTERMS.identifier))
        return self._ids[node]

    def _claim(self, node: str) -> Claim:
        object_, organization = self._object(node)
        speaker, country = self._value(node, DG.speaker), self._value(node, DG.country)
        document = self._required(node, PROV.wasDerivedFrom)
        relation = _text(self._required(node, DG.relation)).removeprefix(ONTOLOGY)
        if relation not in self._schema.relations:
            raise GraphError(
                f"{_name(node)}: dg:relation {relation!r} is not a relation of the ontology; name the file "
                "that declares it: --ontology FILE, or ontology= in Python"
            )
        return Claim(
            document=self._document_id(document),
            subject=self._actor(self._required(node, DG.subject)),
            relation=relation,
            object=object_,
            organization=organization,
            polarity=self._polarity(node),
            modality=self._modality(node),
            speaker=None if speaker is None else self._actor(speaker),
            outlet=self._said(node, DG.outlet),
            role=self._said(node, DG.role),
            manner=self._manner(node, self._schema.relations[relation]),
            date=self._interval(node),
            place=self._said(node, DG.place),
            country=None if country is None else self._actor(country),
            confidence=self._number(node, DG.confidence),
            frame=self._said(node, DG.frame) or "",
            evidence=self._evidence(node),
            coding=self._coding(document),
        )
