"""The actor base as RDF: known actors by all their names, memberships and offices with their dates, linked to Wikidata.

It stands by itself: loaded beside a graph of claims, it tells who was in office, and who was a member, when something was said.
Triples are pyoxigraph's: the base has 400,000, which rdflib would take minutes to write.
"""

import calendar
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from decimal import Decimal
from functools import cache
from importlib.metadata import version
from itertools import chain

from diplograph.ontology import Actor, GraphError, load_schema
from diplograph.ontology.actors import ActorBase, Membership, NameKind, Office, Organization, load_actors
from diplograph.ontology.identifiers import ACTOR, BASE, MEMBERSHIP, OFFICE, ONTOLOGY, digest, mint
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from .formats import sort_prefixes
from .namespaces import PREFIXES

__all__ = ["actor_base_triples", "serialize_actor_base", "tenure_triples", "tenures_of"]

# How a kind of name labels its actor; cities and provinces name other things than the state they are in.
_LABELS = {
    **dict.fromkeys((NameKind.NAME, NameKind.ORGANIZATION, NameKind.GROUP, NameKind.PARTY, NameKind.FORMER), "altLabel"),
    **dict.fromkeys((NameKind.ADJECTIVE, NameKind.PEOPLE, NameKind.METONYM), "hiddenLabel"),
}
_RIGHTS = "Rests on public data under several licences, some of them share-alike: see DATA_LICENSES.md of diplograph."
_FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}


@cache
def _term(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


_TYPE, _LABEL = _term("rdf:type"), _term("rdfs:label")


def serialize_actor_base(format_: str) -> bytes:
    """The actor base in RDF: ``format_`` is ttl, nt, nq, trig, rdf or jsonld. Always the same bytes.

    Raises GraphError for another format.
    """
    if format_ not in _FORMATS:
        raise GraphError(f"{format_!r} is not a format of actors; use one of {', '.join(_FORMATS)}")
    data = serialize(actor_base_triples(load_actors()), format=_FORMATS[format_], prefixes=dict(PREFIXES))
    assert data is not None
    return sort_prefixes(data) if format_ in ("ttl", "trig") else data


def actor_base_triples(base: ActorBase) -> Iterator[Triple]:
    """Every triple of the base once, grouped by subject: the data set, its actors, persons, memberships and offices."""
    yield from _data_set()
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    actors = {actor.iri: actor for actor in base.actors.values()}
    for name in base.names.values():
        actors.setdefault(name.actor.iri, name.actor)
        if name.kind in _LABELS and name.text != name.actor.name:
            labels[name.actor.iri].setdefault(name.text, _LABELS[name.kind])
    for text, territory in base.territories.items():
        actors.setdefault(territory.iri, territory)
        if text != territory.name:
            labels[territory.iri].setdefault(text, "altLabel")
    for iri, actor in actors.items():
        yield from _actor(actor, labels[iri])
        if iri in base.organizations:
            yield from _organization(base.organizations[iri])
    yield from _persons(base, set(actors), base.office_index.all_offices())
    tenures: list[Membership | Office] = [*base.membership_index.all_memberships(), *base.office_index.all_offices()]
    seen = set()
    for tenure in tenures:
        triples = list(tenure_triples(base, tenure))
        # Two codes may stand for one actor, as EUE and ORG:EU do.
        if triples and triples[0].subject not in seen:
            seen.add(triples[0].subject)
            yield from triples


def tenures_of(base: ActorBase, bodies: Container[str]) -> Iterator[Triple]:
    """The part of the base that tells who was a member, and who held an office, of ``bodies`` (IRIs)."""
    states = {actor.iri: actor for actor in base.actors.values()}
    memberships = [one for one in base.membership_index.all_memberships() if _iri_of(base, one.organization) in bodies]
    offices = [one for one in base.office_index.all_offices() if _iri_of(base, one.actor) in bodies]
    holders = {_iri_of(base, one.member) for one in memberships}
    for iri, actor in states.items():
        if iri in bodies or iri in holders:
            yield from _actor(actor, {})
    yield from _persons(base, set(states), offices)
    yield from chain.from_iterable(tenure_triples(base, one) for one in memberships)
    yield from chain.from_iterable(tenure_triples(base, one) for one in offices)


def _iri_of(base: ActorBase, code: str) -> str | None:
    actor = base.state(code)
    return None if actor is None else actor.iri


def _data_set() -> Iterator[Triple]:
    node = NamedNode(BASE + "actors")
    yield Triple(node, _TYPE, _term("schema:Dataset"))
    yield Triple(node, _term("dcterms:title"), Literal("Actor base of diplograph", language="en"))
    yield Triple(node, _term("schema:softwareVersion"), Literal(f"diplograph {version('diplograph')}"))
    yield Triple(node, _term("dcterms:rights"), Literal(_RIGHTS, language="en"))


def _actor(actor: Actor, labels: dict[str, str]) -> Iterator[Triple]:
    node = NamedNode(actor.iri)
    yield Triple(node, _TYPE, NamedNode(ONTOLOGY + actor.kind))
    yield Triple(node, _LABEL, Literal(actor.name, language="en"))
    for text, label in sorted(labels.items(), key=lambda item: item[::-1]):
        yield Triple(node, _term(f"skos:{label}"), Literal(text, language="en"))
    if actor.code is not None:
        yield Triple(node, _term("dg:code"), Literal(actor.code))
        if load_schema().is_a(actor.kind, "State"):
            yield Triple(node, _term("dg:iso3"), Literal(actor.code))
    if actor.part_of is not None:
        yield Triple(node, _term("dg:partOf"), NamedNode(actor.part_of.iri))
    if actor.wikidata is not None:
        yield Triple(node, _term("owl:sameAs"), NamedNode(PREFIXES["wd"] + actor.wikidata))


def _organization(organization: Organization) -> Iterator[Triple]:
    node = NamedNode(organization.actor.iri)
    yield Triple(node, _term("dg:organizationKind"), Literal(organization.kind))
    if organization.parent is not None:
        yield Triple(node, _term("dg:parent"), NamedNode(organization.parent.iri))
    for name in ("seat", "established", "dissolved"):
        value = getattr(organization, name)
        if value:
            yield Triple(node, _term(f"dg:{name}"), Literal(value))


def _persons(base: ActorBase, known: set[str], offices: Iterable[Office]) -> Iterator[Triple]:
    """Each person once, with the code of the actor of the first office and the Wikidata item that any office gives."""
    persons: dict[str, Actor] = {}
    for office in offices:
        iri, body = mint(ACTOR, office.person), base.state(office.actor)
        present = persons.get(iri)
        if body is None or iri in known:
            continue
        if present is None:
            persons[iri] = Actor(iri, office.person, "Person", body.code, office.wikidata)
        elif present.wikidata is None and office.wikidata is not None:
            persons[iri] = Actor(iri, present.name, "Person", present.code, office.wikidata)
    for person in persons.values():
        yield from _actor(person, {})


def tenure_triples(base: ActorBase, tenure: Membership | Office) -> Iterator[Triple]:
    """A membership or an office; nothing where the base lacks the body or the member, or where a person shares a body's IRI."""
    is_office = isinstance(tenure, Office)
    body = base.state(tenure.actor if isinstance(tenure, Office) else tenure.organization)
    holder = mint(ACTOR, tenure.person) if isinstance(tenure, Office) else getattr(base.state(tenure.member), "iri", None)
    if body is None or holder is None or holder == body.iri:
        return
    what = (tenure.kind, tenure.title) if isinstance(tenure, Office) else (tenure.status,)
    iri = (OFFICE if is_office else MEMBERSHIP) + digest(holder, body.iri, *what, tenure.start, tenure.end, tenure.as_of)
    node = NamedNode(iri)
    yield Triple(node, _TYPE, _term("dg:Office" if is_office else "dg:Membership"))
    yield Triple(node, _term("dg:holder"), NamedNode(holder))
    yield Triple(node, _term("dg:body"), NamedNode(body.iri))
    if isinstance(tenure, Office):
        yield Triple(node, _term("dg:officeKind"), Literal(tenure.kind))
        if tenure.title:
            yield Triple(node, _LABEL, Literal(tenure.title, language="en"))
    else:
        yield Triple(node, _term("dg:status"), Literal(tenure.status))
    yield from _dates(node, tenure)
    yield from _grounds(node, tenure)


def _dates(node: NamedNode, tenure: Membership | Office) -> Iterator[Triple]:
    for name, date, is_last in (("start", tenure.start, False), ("end", tenure.end, True), ("asOf", tenure.as_of, True)):
        if date:
            yield Triple(node, _term(f"dg:{name}"), Literal(_day(date, is_last=is_last), datatype=_term("xsd:date")))
        if date and name != "asOf" and len(date) < 10:
            yield Triple(node, _term(f"dg:{name}Precision"), Literal("year" if len(date) == 4 else "month"))


def _day(date: str, *, is_last: bool) -> str:
    """The first or last day that a date of any precision may mean.

    >>> _day("2024-02", is_last=True), _day("2024", is_last=False)
    ('2024-02-29', '2024-01-01')
    """
    year, month, day = [*date.split("-"), "", ""][:3]
    month = month or ("12" if is_last else "01")
    day = day or (f"{calendar.monthrange(int(year), int(month))[1]:02}" if is_last else "01")
    return f"{year}-{month}-{day}"


def _grounds(node: NamedNode, tenure: Membership | Office) -> Iterator[Triple]:
    """How a tenure is known: by which sources, on what basis it ended, what is recalled, and how sure it is."""
    if tenure.end_basis:
        yield Triple(node, _term("dg:endBasis"), Literal(tenure.end_basis))
    for mark in tenure.recalled:
        yield Triple(node, _term("dg:recalled"), Literal(mark))
    if tenure.source:
        yield Triple(node, _term("dcterms:source"), Literal(tenure.source))
    confidence = format(Decimal(repr(round(tenure.confidence, 3))), "f")
    yield Triple(node, _term("dg:confidence"), Literal(confidence, datatype=_term("xsd:decimal")))
