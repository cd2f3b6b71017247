"""The relations and classes that can be said, read from ``diplograph.ttl``: the one source of truth."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from .claim import Modality, Polarity
from .errors import DataError
from .identifiers import ONTOLOGY

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

__all__ = ["FAMILIES", "Relation", "Schema", "load_schema"]

FAMILIES = ("dealing", "exclusion", "membership", "support", "conflict", "office")
_RANGES = ("Actor", "Organization", "Event", "MembershipBid")


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation: ``range`` is "Actor", "Organization", "Event" or "MembershipBid"; ``plover`` its class or None."""

    name: str
    label: str
    definition: str
    range: str
    family: str
    symmetric: bool = False
    plover: str | None = None
    plover_planned: str | None = None

    @property
    def iri(self) -> str:
        return ONTOLOGY + self.name

    def plover_class(self, polarity: Polarity, modality: Modality) -> str | None:
        """The PLOVER class of a claim: that of the event where it happened, that of its announcement where it is to come.

        None for what did not happen, may happen, or is only demanded or charged: PLOVER codes events.
        """
        if polarity is Polarity.NEGATED:
            return None
        if modality is Modality.PLANNED:
            return self.plover_planned or self.plover
        return self.plover if modality is Modality.ACTUAL else None


@dataclass(frozen=True, slots=True)
class Schema:
    """Relations by name, and each class with the set of its super-classes (itself included)."""

    relations: MappingProxyType[str, Relation]
    ancestors: MappingProxyType[str, frozenset[str]]

    def is_a(self, kind: str, ancestor: str) -> bool:
        """True where class ``kind`` is ``ancestor`` or below it; an unknown class is below nothing."""
        return ancestor in self.ancestors.get(kind, frozenset())


def _name(node: object) -> str:
    return str(node).removeprefix(ONTOLOGY)


def _relation(graph: "Graph", node: "URIRef", families: frozenset[str]) -> Relation:
    from rdflib import OWL, RDF, RDFS, SKOS, Namespace

    dg = Namespace(ONTOLOGY)
    name = _name(node)
    range_, family = _name(graph.value(node, RDFS.range)), str(graph.value(node, dg.family))
    if range_ not in _RANGES:
        raise DataError(f"diplograph.ttl: dg:{name}: rdfs:range is {range_}; it must be one of {', '.join(_RANGES)}")
    if family not in families:
        raise DataError(f"diplograph.ttl: dg:{name}: dg:family is {family!r}; it must be one of {', '.join(sorted(families))}")
    label, definition = graph.value(node, RDFS.label), graph.value(node, SKOS.definition)
    if label is None or definition is None:
        raise DataError(f"diplograph.ttl: dg:{name}: add an rdfs:label and a skos:definition")
    plover, planned = graph.value(node, dg.plover), graph.value(node, dg.ploverPlanned)
    return Relation(
        name=name,
        label=str(label),
        definition=str(definition),
        range=range_,
        family=family,
        symmetric=(node, RDF.type, OWL.SymmetricProperty) in graph,
        plover=None if plover is None else str(plover),
        plover_planned=None if planned is None else str(planned),
    )


@cache
def load_schema() -> Schema:
    """The ontology as Python objects, read once.

    >>> load_schema().relations["opposesMembership"].plover
    'REJECT'
    """
    from rdflib import OWL, RDF, RDFS, Graph, Namespace, URIRef
    from rdflib.plugins.parsers.notation3 import BadSyntax

    graph = Graph()
    try:
        graph.parse(data=files("diplograph.ontology").joinpath("diplograph.ttl").read_text("utf-8"), format="turtle")
    except BadSyntax as error:
        raise DataError(f"diplograph.ttl: not valid Turtle: {error}") from error
    dg = Namespace(ONTOLOGY)
    nodes = sorted(n for n in graph.subjects(RDF.type, dg.Relation) if isinstance(n, URIRef))
    relations = {_name(node): _relation(graph, node, frozenset(FAMILIES)) for node in nodes}
    classes = [n for n in graph.subjects(RDF.type, OWL.Class) if str(n).startswith(ONTOLOGY)]
    ancestors = {
        _name(c): frozenset(_name(a) for a in graph.transitive_objects(c, RDFS.subClassOf) if str(a).startswith(ONTOLOGY))
        for c in classes
    }
    return Schema(relations=MappingProxyType(relations), ancestors=MappingProxyType(ancestors))
