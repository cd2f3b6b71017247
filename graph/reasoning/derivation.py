"""What follows from the claims of a graph, by rules, in a graph of its own.

Rules are SPARQL queries, one a file in ``rules/``: each gives triples ``?subject ?predicate ?object`` with what they rest
on, either nodes (``?because``, ``?because2``: claims, offices, memberships) or a triple (``?s1 ?p1 ?o1``), which rests on
the claims that state it. They are applied until nothing new follows. Only affirmed, actual claims count for what holds
between actors.

Beside the graph, rules see the ontology; ``?claim dg:day ?day``, the first day that a claim states, else that of its
document; and, of the actor base, the offices and memberships of the graph's actors, with ``?tenure dg:heldOn ?day`` for the
days of claims on which they are likely to have been held.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from diplograph.ontology import DataError, ontology_texts
from diplograph.ontology.identifiers import DERIVATION, ONTOLOGY, RULE, digest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple

from ..rdf import DERIVED_GRAPH, DIRECT_GRAPH, PREFIXES
from .selection import select_from_all
from .tenures import add_tenures

__all__ = ["Rule", "derive", "load_rules"]

_DERIVED, _DIRECT = NamedNode(DERIVED_GRAPH), NamedNode(DIRECT_GRAPH)
_ONTOLOGY_GRAPH = NamedNode(ONTOLOGY.removesuffix("#"))
_RDF, _RDFS, _SKOS = (PREFIXES[prefix] for prefix in ("rdf", "rdfs", "skos"))
_TYPE = NamedNode(_RDF + "type")

_STATED = """SELECT ?subject ?relation ?object ?claim {
  ?claim dg:subject ?subject ; dg:relation ?relation ; dg:object ?object ; dg:polarity dg:affirmed ; dg:modality dg:actual .
}"""

Grounds = dict[Triple, set[NamedNode]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name, what it says in a sentence or two, and its query."""

    name: str
    definition: str
    query: str = field(repr=False)

    @property
    def iri(self) -> str:
        return RULE + self.name


@cache
def load_rules() -> tuple[Rule, ...]:
    """The rules of ``rules/*.rq`` by name; DataError for one that does not begin with a comment that says what it does."""
    rules = []
    for resource in sorted(files("diplograph.graph.reasoning").joinpath("rules").iterdir(), key=lambda entry: entry.name):
        text = resource.read_text("utf-8")
        first, _, query = text.partition("\n")
        if not first.startswith("# "):
            raise DataError(f"rules/{resource.name}: begin with a line '# ...' that says what the rule does")
        rules.append(Rule(resource.name.removesuffix(".rq"), first.removeprefix("# "), query))
    return tuple(rules)


def derive(quads: Iterable[Quad]) -> list[Quad]:
    """What follows from a graph of claims: quads of ``DERIVED_GRAPH``, sorted; what was derived before is left out of account.

    Each derived triple comes with a dg:Derivation for each rule that gives it, which names the rule (dg:rule) and the claims,
    offices and memberships that it rests on (dg:restsOn); the rules and those offices and memberships are described.
    """
    store = Store()
    store.bulk_extend(quad for quad in quads if quad.graph_name != _DERIVED)
    _load_ontology(store)
    tenures = add_tenures(store)
    found = _apply_until_nothing_new(store)
    triples = {triple for by_triple in found.values() for triple in by_triple}
    described = [triple for rule, by_triple in found.items() for triple in _describe(rule, by_triple)]
    grounds = {node for by_triple in found.values() for nodes in by_triple.values() for node in nodes}
    described += [triple for node in grounds for triple in tenures.get(node, ())]
    return sorted(map(_in_derived_graph, {*triples, *described}), key=str)


def _in_derived_graph(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, _DERIVED)


def _load_ontology(store: Store) -> None:
    for text in ontology_texts():
        store.bulk_load(text, format=RdfFormat.TURTLE, to_graph=_ONTOLOGY_GRAPH)


def _stated(store: Store) -> Grounds:
    """The claims that state each direct triple; of a symmetric relation, in either order."""
    grounds: Grounds = defaultdict(set)
    for row in select_from_all(store, _STATED):
        grounds[Triple(row["subject"], row["relation"], row["object"])].add(row["claim"])
        grounds[Triple(row["object"], row["relation"], row["subject"])].add(row["claim"])
    return grounds


def _apply_until_nothing_new(store: Store) -> dict[Rule, Grounds]:
    """By rule, the triples that it gives with what each rests on. The store gets the triples in ``DERIVED_GRAPH``."""
    stated = _stated(store)
    direct = {quad.triple for quad in store.quads_for_pattern(None, None, None, _DIRECT)}
    found: dict[Rule, Grounds] = {rule: defaultdict(set) for rule in load_rules()}
    resting: Grounds = defaultdict(set)
    size = -1
    while size != (size := sum(len(nodes) + 1 for nodes in resting.values())):
        for rule, by_triple in found.items():
            for triple, nodes in _apply(store, rule, stated, resting):
                if triple not in direct:
                    by_triple[triple] |= nodes
                    resting[triple] |= nodes
            store.extend(map(_in_derived_graph, by_triple))
    return found


def _apply(store: Store, rule: Rule, stated: Grounds, resting: Grounds) -> Iterator[tuple[Triple, set[NamedNode]]]:
    solutions = select_from_all(store, rule.query)
    names = {variable.value for variable in solutions.variables}
    for row in solutions:
        nodes = {row[name] for name in ("because", "because2") if name in names}
        if "p1" in names:
            premise = Triple(row["s1"], row["p1"], row["o1"])
            nodes |= stated.get(premise, set()) | resting.get(premise, set())
        yield Triple(row["subject"], row["predicate"], row["object"]), nodes


def _describe(rule: Rule, by_triple: Grounds) -> Iterator[Triple]:
    name = NamedNode(rule.iri)
    if by_triple:
        yield Triple(name, _TYPE, NamedNode(ONTOLOGY + "Rule"))
        yield Triple(name, NamedNode(_RDFS + "label"), Literal(rule.name.replace("-", " "), language="en"))
        yield Triple(name, NamedNode(_SKOS + "definition"), Literal(rule.definition, language="en"))
    for triple, nodes in by_triple.items():
        node = NamedNode(DERIVATION + digest(*triple, rule.name))
        yield Triple(node, _TYPE, NamedNode(ONTOLOGY + "Derivation"))
        for part, term in zip(("subject", "predicate", "object"), triple, strict=True):
            yield Triple(node, NamedNode(_RDF + part), term)
        yield Triple(node, NamedNode(ONTOLOGY + "rule"), name)
        for ground in nodes:
            yield Triple(node, NamedNode(ONTOLOGY + "restsOn"), ground)
