"""Declarations: the relations and classes that Turtle files declare, checked and made into a schema."""

from collections.abc import Iterable
from types import MappingProxyType

from .errors import DataError
from .identifiers import ONTOLOGY
from .schema import FAMILIES, Manner, Relation, Schema
from .turtle import RDF, Statements

__all__ = ["OWL", "RANGES", "RDFS", "SKOS", "read_schema"]

RANGES = ("Actor", "State", "Territory", "Organization", "Event", "MembershipBid")
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
# Of whose classes each may be the range of a relation.
_ROOTS = {"Actor", "Event"}


def read_schema(statements: Statements) -> Schema:
    """The schema that files declare; raises ``DataError`` that names file, entry and remedy where a declaration is wrong."""
    types = {node: said.get(RDF + "type", ()) for node, said in statements.said.items() if node.startswith(ONTOLOGY)}
    nodes = sorted(node for node, kinds in types.items() if ONTOLOGY + "Relation" in kinds)
    classes = [node for node, kinds in types.items() if OWL + "Class" in kinds]
    ancestors = {_name(node): _ancestors(node, statements) for node in classes}
    return Schema(
        relations=MappingProxyType({_name(node): _relation(node, statements, ancestors) for node in nodes}),
        ancestors=MappingProxyType(ancestors),
        object_properties=frozenset(_name(node) for node, kinds in types.items() if OWL + "ObjectProperty" in kinds),
    )


def _name(iri: str) -> str:
    return iri.removeprefix(ONTOLOGY)


def _ranges(statements: Statements, node: str) -> tuple[str, ...]:
    """The names of the classes that a range is: one, or those of a union in their order."""
    union = statements.first(node, OWL + "unionOf")
    return (_name(node),) if union is None else tuple(map(_name, statements.items(union)))


def _manners(node: str, statements: Statements) -> Iterable[Manner]:
    """The members of the class of manners that a relation names, in their order."""
    kind = statements.first(node, ONTOLOGY + "manners")
    if kind is None:
        return
    equivalent = statements.first(kind, OWL + "equivalentClass") or ""
    members = statements.first(equivalent, OWL + "oneOf")
    if members is None:
        raise DataError(f"{statements.where(node)}: dg:manners names {_name(kind)}; list its members with owl:oneOf")
    for member in statements.items(members):
        label, phrase = statements.first(member, RDFS + "label"), statements.first(member, ONTOLOGY + "phrase")
        if label is None or phrase is None:
            where = statements.where(member if member in statements.said else node)
            raise DataError(f"{where}: dg:{_name(member)}: add an rdfs:label and a dg:phrase")
        yield Manner(_name(member), label, phrase)


def _code(node: str, statements: Statements, predicate: str) -> str | None:
    """The notation of the event class that a relation is aligned to; None where it is to none."""
    iri = statements.first(node, ONTOLOGY + predicate)
    if iri is None:
        return None
    notation = statements.first(iri, SKOS + "notation")
    if notation is None:
        raise DataError(f"{statements.where(node)}: dg:{predicate} names {iri}, which has no skos:notation; declare it")
    return notation


def _relation(node: str, statements: Statements, ancestors: dict[str, frozenset[str]]) -> Relation:
    where = statements.where(node)
    ranges = _ranges(statements, statements.first(node, RDFS + "range") or "")
    family = statements.first(node, ONTOLOGY + "family")
    for range_ in ranges:
        if range_ not in RANGES and _ROOTS.isdisjoint(ancestors.get(range_, ())):
            allowed = ", ".join(RANGES)
            raise DataError(f"{where}: rdfs:range is {range_}; it must be one of {allowed}, or a class of actors or events")
    if family not in FAMILIES:
        raise DataError(f"{where}: dg:family is {family!r}; it must be one of {', '.join(sorted(FAMILIES))}")
    label, definition = statements.first(node, RDFS + "label"), statements.first(node, SKOS + "definition")
    if label is None or definition is None:
        raise DataError(f"{where}: add an rdfs:label and a skos:definition")
    plover, cameo = _code(node, statements, "plover"), _code(node, statements, "cameo")
    if (plover is None or cameo is None) and statements.first(node, ONTOLOGY + "notCoded") is None:
        raise DataError(f"{where}: add dg:plover and dg:cameo, or dg:notCoded with the reason why not")
    return Relation(
        name=_name(node),
        label=label,
        definition=definition,
        range=ranges[0],
        family=family,
        symmetric=statements.is_a(node, OWL + "SymmetricProperty"),
        plover=plover,
        plover_planned=_code(node, statements, "ploverPlanned"),
        cameo=cameo,
        example=statements.first(node, SKOS + "example") or "",
        ranges=ranges,
        parents=tuple(sorted(map(_name, statements.of(node).get(RDFS + "subPropertyOf", ())))),
        is_representation=statements.is_a(node, ONTOLOGY + "Representation"),
        manners=tuple(_manners(node, statements)),
    )


def _ancestors(node: str, statements: Statements) -> frozenset[str]:
    found, pending = {node}, [node]
    while pending:
        above = statements.of(pending.pop()).get(RDFS + "subClassOf", ())
        pending += [other for other in above if other not in found]
        found.update(above)
    return frozenset(_name(iri) for iri in found if iri.startswith(ONTOLOGY))
