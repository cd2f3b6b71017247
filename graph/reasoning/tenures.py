"""Tenures for rules: who of a graph's actors held what on the days that its claims are of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from diplograph.ontology.actors import ActorBase, Membership, Office, load_actors, load_certainty
from diplograph.ontology.identifiers import BASE, ONTOLOGY
from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from ..rdf import PREFIXES, tenure_triples
from .selection import select_from_all

__all__ = ["add_tenures", "held_offices"]

_FACTS = NamedNode(BASE + "graph/facts")
_DAY, _HELD_ON, _BODY, _MEMBERSHIP = (NamedNode(ONTOLOGY + name) for name in ("day", "heldOn", "body", "Membership"))
_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_DAYS = """SELECT ?claim ?day ?actor {
  ?claim a dg:Claim ; prov:wasDerivedFrom ?document .
  OPTIONAL { ?claim dg:start ?stated }
  OPTIONAL { ?document dcterms:date ?published }
  BIND(COALESCE(?stated, ?published) AS ?day)
  FILTER(BOUND(?day))
  { ?claim dg:subject ?actor } UNION { ?claim dg:speaker ?actor } UNION { ?claim dg:object ?actor }
  UNION { ?claim dg:object ?bid . ?bid dg:candidate ?actor }
}"""
_BODIES = "SELECT DISTINCT ?body { ?body a/rdfs:subClassOf* dg:Actor }"


def add_tenures(store: Store) -> Mapping[NamedNode, list[Triple]]:
    """The offices and memberships that bear on the claims in ``store``, by their IRI; the store gets them as facts.

    Memberships in organizations that the graph does not name are left out: a state is in fifty.

    Facts are also ``?claim dg:day ?day`` and ``?tenure dg:heldOn ?day``: on that day, it is more likely than not.
    """
    days: dict[NamedNode, set[Literal]] = defaultdict(set)
    facts: set[Triple] = set()
    for row in select_from_all(store, _DAYS):
        days[row["actor"]].add(row["day"])
        facts.add(Triple(row["claim"], _DAY, row["day"]))
    bodies = {row["body"] for row in select_from_all(store, _BODIES)}
    described: dict[NamedNode, list[Triple]] = {}
    for node, day, triples in _held(days):
        body = next(triple.object for triple in triples if triple.predicate == _BODY)
        assert isinstance(body, NamedNode)
        if body not in bodies and Triple(node, _TYPE, _MEMBERSHIP) in triples:
            continue
        described[node] = triples if body in bodies else [*triples, *_describe_body(body)]
        facts.update((*triples, Triple(node, _HELD_ON, day)))
    store.extend(Quad(fact.subject, fact.predicate, fact.object, _FACTS) for fact in facts)
    return described


def _describe_body(body: NamedNode) -> Iterator[Triple]:
    """What the graph lacks: class and name of the state or body of an office."""
    base = load_actors()
    actor = base.actors[base.code_of(body.value) or ""]
    yield Triple(body, _TYPE, NamedNode(ONTOLOGY + actor.kind))
    yield Triple(body, NamedNode(PREFIXES["rdfs"] + "label"), Literal(actor.name, language="en"))


def _held(days: Mapping[NamedNode, Iterable[Literal]]) -> Iterator[tuple[NamedNode, Literal, list[Triple]]]:
    """Each tenure of an actor that was held on one of its days: the node, the day, and what is to be said of it."""
    base = load_actors() if days else ActorBase()
    for actor, of_actor in days.items():
        tenures = _tenures(base, actor.value)
        for day in of_actor:
            for tenure in tenures:
                if _is_held(base, tenure, day.value):
                    triples = list(tenure_triples(base, tenure))
                    if triples and isinstance(triples[0].subject, NamedNode):
                        yield triples[0].subject, day, triples


def _tenures(base: ActorBase, iri: str) -> list[Membership | Office]:
    """Memberships of an actor of the base, or offices of a person of it."""
    if base.code_of(iri) is not None:
        return list(base.memberships(iri))
    return list(base.offices_of_iri(iri))


def held_offices(base: ActorBase, iri: str, day: str) -> list[Office]:
    """The offices that a person is more likely than not to have held on a day."""
    tenures = _tenures(base, iri)
    return [tenure for tenure in tenures if isinstance(tenure, Office) and _is_held(base, tenure, day)]


def _is_held(base: ActorBase, tenure: Membership | Office, day: str) -> bool:
    minimum = load_certainty()["holder_minimum"]
    return tenure.likelihood(day) >= minimum and _is_not_succeeded(base, tenure, day)


def _is_not_succeeded(base: ActorBase, tenure: Membership | Office, day: str) -> bool:
    """False for an office whose end no source gives, but which somebody else is known to have held by then."""
    if isinstance(tenure, Membership) or tenure.kind == "government":
        return True
    return any(held.person == tenure.person for held in base.holder(tenure.actor, tenure.kind, day))
