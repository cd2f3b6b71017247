"""Claims and documents back out of RDF.

What is read are terms as text, a column a predicate; what many claims share is made once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
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

from ...garbage import uncollected
from ..namespaces import PREFIXES, compact
from ..terms import DCTERMS, DG, OA, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, Term
from .coded import CodedColumns, CodedPairs
from .columns import Columns, Made, name_of, text_of

__all__ = ["CHECKED", "LINKS", "READ", "STORIES", "RdfReader", "classes_read"]

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
    *(DG.start, DG.end, DG.precision, DG.trigger, DG.code, DG.retrieved, DG.sketch),
)
# What is read where a graph is checked against its own hashes.
CHECKED = (*READ, DG.proposition)
# What is read of stories: they lead to their articles.
STORIES = (PROV.hadMember, RDF.type, DCTERMS.identifier)

# Classes of what is read, beside those of actors and events.
_CLASSES = (DG.Claim, DG.MembershipBid, DG.Story, DG.EventRecord, SCHEMA.NewsArticle)

_CODES = (CAMEO, PLOVER)  # in the order of SCHEMES
_OURS, _ITEM = f"<{ONTOLOGY}", f"<{PREFIXES['wd']}"
# Of a body in a body.
_MOST_WHOLES = 50
_POLARITIES = {f"{_OURS}{term.value}>": term for term in Polarity}
_MODALITIES = {f"{_OURS}{term.value}>": term for term in Modality}


def classes_read() -> tuple[Term, ...]:
    """Whatever classes of nodes tell a reader something; a graph states more of each node, and of pieces of evidence."""
    schema = load_schema()
    return (*_CLASSES, *(DG[kind] for root in ("Actor", "Event") for kind in schema.kinds_of(root)))


class RdfReader:
    """Reads claims, actors and documents from ``pairs``: each subject with each value of ``READ`` or ``CHECKED``.

    Each method raises GraphError where a node lacks what it must have: the message names the node and the property.
    """

    def __init__(self, pairs: Mapping[Term, Iterable[tuple[str, str]]]) -> None:
        self._schema = load_schema()
        self._columns = CodedColumns(pairs) if isinstance(pairs, CodedPairs) else Columns(pairs)
        self._being_read: set[str] = set()
        self._texts = Made(text_of)
        self._actors = Made(self._make_actor)
        self._objects = Made(self._describe_object)
        self._ids = Made(self._read_id)
        self._codings = Made(self._find_coding)

    def documents(self) -> tuple[Document, ...]:
        """Every document by id, without its text."""
        nodes = {*self._instances(SCHEMA.NewsArticle), *self._instances(DG.EventRecord)}
        with uncollected():
            return tuple(sorted(map(self._document, nodes), key=lambda document: document.id))

    def claims(self) -> tuple[Claim, ...]:
        """Every claim, in reading order."""
        return tuple(claim for _, claim in self.named_claims())

    def named_claims(self) -> list[tuple[str, Claim]]:
        """Every claim with the IRI that the graph gives it, in reading order."""
        nodes = self._instances(DG.Claim)
        with uncollected():
            claims = list(zip(map(text_of, nodes), self._make_claims(nodes), strict=True))
        claims.sort(key=lambda pair: (pair[1].document, pair[1].evidence[0].start if pair[1].evidence else -1, pair[0]))
        return claims

    def named_evidence(self, claim: str) -> list[tuple[str, Evidence]]:
        """The evidence of a claim, given by its IRI, each with the IRI that the graph gives it."""
        nodes = self._selectors.get(f"<{claim}>", ())
        return [(text_of(node), evidence) for node, evidence in self._make_evidence(nodes).items()]

    def proposition(self, claim: str) -> str | None:
        """What the graph says a claim asserts or denies, by IRI; None where it says nothing."""
        return self._columns.said(f"<{claim}>", DG.proposition)

    def stories(self) -> tuple[Story, ...]:
        """Every story by its first document."""
        members = self._columns.many(PROV.hadMember)
        made = [
            Story(text_of(node), tuple(sorted(map(self._ids.__getitem__, members.get(node, ())))))
            for node in self._instances(DG.Story)
        ]
        return tuple(sorted(made, key=lambda story: (story.documents, story.iri)))

    def actors(self) -> tuple[Actor, ...]:
        """Every actor by name, whether or not a claim names it."""
        nodes = [node for node, types in self._types.items() if self._kind(types, "Actor") is not None]
        return tuple(sorted((self._actors[node] for node in nodes), key=lambda actor: (actor.name, actor.iri)))

    @cached_property
    def _types(self) -> dict[str, list[str]]:
        return self._columns.many(RDF.type)

    @cached_property
    def _aliases(self) -> dict[str, list[str]]:
        return self._columns.many(SKOS.altLabel)

    @cached_property
    def _same(self) -> dict[str, list[str]]:
        return self._columns.many(OWL.sameAs)

    @cached_property
    def _selectors(self) -> dict[str, list[str]]:
        return self._columns.many(DG.evidence)

    def _instances(self, kind: Term) -> list[str]:
        return [node for node, types in self._types.items() if kind in types]

    def _document(self, node: str) -> Document:
        return Document(
            id=text_of(self._columns.required(node, DCTERMS.identifier)),
            title=self._columns.said(node, DCTERMS.title),
            date=self._columns.day(node, DCTERMS.date),
            outlet=self._outlet(node),
            url=self._columns.said(node, DCTERMS.source),
            retrieved=self._columns.day(node, DG.retrieved),
            language=self._columns.said(node, DCTERMS.language),
            sketch=self._columns.said(node, DG.sketch),
            coding=self._codings[node],
        )

    def _find_coding(self, document: str) -> Coding | None:
        is_record = DG.EventRecord in self._types.get(document, ())
        return self._read_coding(document) if is_record else None

    def _read_coding(self, record: str) -> Coding:
        concept = text_of(self._columns.required(record, DG.codedAs))
        scheme = next((name for name, namespace in zip(SCHEMES, _CODES, strict=True) if concept.startswith(namespace)), None)
        if scheme is None:
            raise GraphError(f"{name_of(record)}: dg:codedAs {compact(concept)!r} is neither a CAMEO code nor a PLOVER class")
        return Coding(
            dataset=text_of(self._columns.required(self._columns.required(record, DCTERMS.isPartOf), RDFS.label)),
            table=text_of(self._columns.required(record, DG.table)),
            row=self._columns.whole(record, DG.row, self._columns.required(record, DG.row), "number of a row"),
            scheme=scheme,
            code=text_of(self._columns.required(record, DG.eventCode)),
            event=self._columns.said(record, DG.eventText) or "",
        )

    def _outlet(self, document: str) -> str | None:
        outlet = self._columns.value(document, SCHEMA.publisher)
        return None if outlet is None else text_of(self._columns.required(outlet, RDFS.label))

    def _kind(self, types: Iterable[str], root: str) -> str | None:
        """The class of a node below ``root``: the most special one where a file also states its super-classes."""
        names = [kind[len(_OURS) : -1] for kind in types if kind.startswith(_OURS)]
        below = [name for name in names if self._schema.is_a(name, root)]
        return max(below, key=lambda name: (len(self._schema.ancestors[name]), name), default=None)

    def _make_actor(self, node: str) -> Actor:
        if node in self._being_read or len(self._being_read) > _MOST_WHOLES:
            raise GraphError(f"{name_of(node)} is part of itself, or of too many others, by dg:partOf")
        self._being_read.add(node)
        try:
            return self._read_actor(node)
        finally:
            self._being_read.discard(node)

    def _read_actor(self, node: str) -> Actor:
        kind = self._kind(self._types.get(node, ()), "Actor")
        if kind is None:
            raise GraphError(f"{name_of(node)} is used as an actor and has no class of actors")
        whole = self._columns.value(node, DG.partOf)
        same = sorted(other for other in self._same.get(node, ()) if other.startswith(_ITEM))
        return Actor(
            iri=text_of(node),
            name=text_of(self._columns.required(node, RDFS.label)),
            kind=kind,
            code=self._columns.said(node, DG.code),
            wikidata=same[0][len(_ITEM) : -1] if same else None,
            aliases=tuple(sorted(map(text_of, self._aliases.get(node, ())))),
            part_of=self._actors[whole] if whole is not None else None,
        )

    def _describe_object(self, node: str) -> tuple[Actor | Event, Actor | None]:
        types = self._types.get(node, ())
        if DG.MembershipBid in types:
            return self._actors[self._columns.required(node, DG.candidate)], self._actors[
                self._columns.required(node, DG.organization)
            ]
        kind = self._kind(types, "Event")
        if kind is None:
            return self._actors[node], None
        name = text_of(self._columns.required(node, RDFS.label))
        return Event(iri=text_of(node), name=name, kind=kind, place=self._columns.said(node, DG.place)), None

    def _make_evidence(self, nodes: Sequence[str]) -> dict[str, Evidence]:
        """The evidence of each node."""
        must, whole = partial(self._columns.all_required, nodes), self._columns.whole
        kind = "number of characters"
        rows = zip(nodes, must(OA.start), must(OA.end), must(OA.exact), self._columns.values(nodes, DG.trigger), strict=True)
        return {
            node: Evidence(
                start=whole(node, OA.start, start, kind),
                end=whole(node, OA.end, end, kind),
                quote=text_of(quote),
                trigger="" if trigger is None else self._texts[trigger],
            )
            for node, start, end, quote, trigger in rows
        }

    def _make_intervals(self, claims: Sequence[str]) -> dict[str, Interval]:
        """The interval of each claim that has one."""
        starts = self._columns.values(claims, DG.start)
        dated = {claim: self._texts[start] for claim, start in zip(claims, starts, strict=True) if start is not None}
        nodes = list(dated)
        ends, units = self._columns.all_required(nodes, DG.end), self._columns.all_required(nodes, DG.precision)
        shared: Made[tuple[str, str, str], Interval] = Made(lambda parts: Interval(*parts))
        return {
            claim: shared[dated[claim], self._texts[end], self._texts[unit]]
            for claim, end, unit in zip(nodes, ends, units, strict=True)
        }

    def _refuse(self, claim: str, predicate: Term, term: str, allowed: Iterable[str]) -> NoReturn:
        name = text_of(term).removeprefix(ONTOLOGY)
        raise GraphError(f"{name_of(claim)}: {name_of(predicate)} is {name!r}; it must be one of {', '.join(allowed)}")

    def _manner(self, node: str, relation: Relation, term: str) -> str:
        name = text_of(term).removeprefix(ONTOLOGY)
        for manner in relation.manners:
            if manner.name == name:
                return manner.label
        choices = ", ".join(manner.name for manner in relation.manners) or "absent"
        raise GraphError(f"{name_of(node)}: dg:manner is {name!r}; with {relation.name} it must be {choices}")

    def _read_id(self, document: str) -> str:
        return text_of(self._columns.required(document, DCTERMS.identifier))

    def _relation(self, node: str, term: str) -> Relation:
        name = self._texts[term].removeprefix(ONTOLOGY)
        if name not in self._schema.relations:
            raise GraphError(
                f"{name_of(node)}: dg:relation {name!r} is not a relation of the ontology; name the file "
                "that declares it: --ontology FILE, or ontology= in Python"
            )
        return self._schema.relations[name]

    def _make_claims(self, nodes: Sequence[str]) -> Iterator[Claim]:
        """The claim of each node."""
        must, may = partial(self._columns.all_required, nodes), partial(self._columns.values, nodes)
        texts, actors = self._texts, self._actors
        # First: an ontology that is not named is why what the claim is about may have no class either.
        relations: dict[str, Relation] = {}
        for node, said in zip(nodes, may(DG.relation), strict=True):
            if said is not None and said not in relations:
                relations[said] = self._relation(node, said)
        objects = [self._objects[whom] for whom in must(DG.object)]
        evidence = self._make_evidence([item for node in nodes for item in self._selectors.get(node, ())])
        intervals = self._make_intervals(nodes)
        rows = zip(
            *(nodes, must(PROV.wasDerivedFrom), must(DG.subject), must(DG.relation), objects, must(DG.polarity)),
            *(must(DG.modality), may(DG.speaker), may(DG.outlet), may(DG.role), may(DG.manner), may(DG.place), may(DG.country)),
            *(must(DG.confidence), may(DG.frame), may(DG.organization)),
            strict=True,
        )
        for (
            node,
            document,
            subject,
            said,
            (object_, organization),
            polarity,
            modality,
            speaker,
            outlet,
            role,
            manner,
            place,
            country,
            sure,
            frame,
            body,
        ) in rows:
            relation = relations[said]
            proofs = [evidence[item] for item in self._selectors.get(node, ())]
            yield Claim(
                document=self._ids[document],
                subject=actors[subject],
                relation=relation.name,
                object=object_,
                organization=actors[body] if organization is None and body is not None else organization,
                polarity=_POLARITIES.get(polarity) or self._refuse(node, DG.polarity, polarity, _POLARITIES.values()),
                modality=_MODALITIES.get(modality) or self._refuse(node, DG.modality, modality, _MODALITIES.values()),
                speaker=None if speaker is None else actors[speaker],
                outlet=None if outlet is None else texts[outlet],
                role=None if role is None else texts[role],
                manner=None if manner is None else self._manner(node, relation, manner),
                date=intervals.get(node),
                place=None if place is None else texts[place],
                country=None if country is None else actors[country],
                confidence=self._columns.number(node, DG.confidence, sure),
                frame="" if frame is None else texts[frame],
                evidence=tuple(sorted(proofs) if len(proofs) > 1 else proofs),
                coding=self._codings[document],
            )
