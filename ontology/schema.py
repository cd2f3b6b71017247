"""Schema: the relations and classes that can be said, read from ``diplograph.ttl``, the one source of truth.

It is parsed by pyoxigraph: the ontology is read on every start, and rdflib takes 20 times as long (70 ms against 3).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from .claim import Modality, Polarity
from .errors import DataError
from .identifiers import ONTOLOGY

__all__ = ["FAMILIES", "Manner", "Relation", "Schema", "load_schema"]

FAMILIES = ("dealing", "exclusion", "membership", "support", "conflict", "office")
# What a family says of how its subject stands to its object: for or against, or that they have to do with each other.
_SIGNS = {"support": 1, "conflict": -1}
_DEALINGS, _ABSENCES, _MEMBERS = "dealing", "exclusion", "membership"
_RANGES = ("Actor", "State", "Territory", "Organization", "Event", "MembershipBid")
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"

# What is said of each subject: predicate -> values, all as text.
_Statements = Mapping[str, Mapping[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Manner:
    """One way in which a relation can hold: ``label`` is what a claim carries, ``phrase`` how the relation then reads."""

    name: str
    label: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation: ``range`` is the class that its objects mostly have; ``plover`` its class or None.

    ``ranges`` are all classes that its objects may have, ``range`` first. ``cameo`` is the CAMEO code of its claims, None
    where ``plover`` is. ``parents`` are the names of the wider relations right above it, quadrants included. ``manners`` are
    the ways in which it can hold, in the order in which they are shown; most relations have none. ``is_representation`` is
    True where the subject stands for the object, by an office or otherwise.
    """

    name: str
    label: str
    definition: str
    range: str
    family: str
    symmetric: bool = False
    plover: str | None = None
    plover_planned: str | None = None
    cameo: str | None = None
    example: str = ""
    ranges: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    manners: tuple[Manner, ...] = ()
    is_representation: bool = False

    @property
    def iri(self) -> str:
        return ONTOLOGY + self.name

    @property
    def sign(self) -> int:
        """1 where the subject stands for the object, -1 where against it, 0 where neither: by its family.

        >>> load_schema().relations["sanctions"].sign
        -1
        """
        return _SIGNS.get(self.family, 0)

    @property
    def is_dealing(self) -> bool:
        """True where the two have to do with each other, or the subject with an event."""
        return self.family == _DEALINGS

    @property
    def is_absence(self) -> bool:
        """True where the subject is not at the event that is the object."""
        return self.family == _ABSENCES

    @property
    def is_of_members(self) -> bool:
        """True where the subject is a member of the organization that is the object, or means to be one."""
        return self.family == _MEMBERS and self.range == "Organization"

    @property
    def is_over_bid(self) -> bool:
        """True where the object may be a candidate for a membership."""
        return "MembershipBid" in self.ranges

    def manner(self, label: str) -> Manner:
        """The manner that a claim calls ``label``; raises DataError with those that the relation has."""
        for manner in self.manners:
            if manner.label == label:
                return manner
        known = ", ".join(manner.label for manner in self.manners) or "none"
        raise DataError(f"{self.name} has no manner {label!r}; its manners are: {known}")

    def phrase(self, manner: str | None) -> str:
        """The relation in words: those of the manner, where there is one ("is kept out of")."""
        return self.label if manner is None else self.manner(manner).phrase

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
    """Relations by name, and each class with the set of its super-classes (itself included).

    ``object_properties`` are the names of all properties whose values are nodes, relations among them.
    """

    relations: MappingProxyType[str, Relation]
    ancestors: MappingProxyType[str, frozenset[str]]
    object_properties: frozenset[str]

    @property
    def representation(self) -> Relation:
        """The relation that a title beside a name says ("the Kremlin spokesman, Ali Diop"); the first, if there are several.

        >>> load_schema().representation.name
        'represents'
        """
        for relation in self.relations.values():
            if relation.is_representation:
                return relation
        raise DataError("diplograph.ttl: no relation is a dg:Representation; declare which one titles beside a name say")

    def is_a(self, kind: str, ancestor: str) -> bool:
        """True where class ``kind`` is ``ancestor`` or below it; an unknown class is below nothing."""
        return ancestor in self.ancestors.get(kind, frozenset())

    def kinds_of(self, ancestor: str) -> list[str]:
        """The class ``ancestor`` and all below it, in alphabetical order."""
        return sorted(kind for kind in self.ancestors if self.is_a(kind, ancestor))


def _name(iri: str) -> str:
    return iri.removeprefix(ONTOLOGY)


def _first(said: Mapping[str, list[str]], predicate: str) -> str | None:
    return next(iter(said.get(predicate, ())), None)


def _list_items(statements: _Statements, node: str) -> Iterable[str]:
    while node != _RDF + "nil":
        said = statements.get(node, {})
        yield from said.get(_RDF + "first", [])[:1]
        node = _first(said, _RDF + "rest") or _RDF + "nil"


def _ranges(statements: _Statements, node: str) -> tuple[str, ...]:
    """The names of the classes that a range is: one, or those of a union in their order."""
    union = _first(statements.get(node, {}), _OWL + "unionOf")
    return (_name(node),) if union is None else tuple(map(_name, _list_items(statements, union)))


def _manners(where: str, said: Mapping[str, list[str]], statements: _Statements) -> Iterable[Manner]:
    """The members of the class of manners that a relation names, in their order."""
    kind = _first(said, ONTOLOGY + "manners")
    if kind is None:
        return
    equivalent = _first(statements.get(kind, {}), _OWL + "equivalentClass") or ""
    members = _first(statements.get(equivalent, {}), _OWL + "oneOf")
    if members is None:
        raise DataError(f"diplograph.ttl: {where}: dg:manners names {_name(kind)}; list its members with owl:oneOf")
    for node in _list_items(statements, members):
        described = statements.get(node, {})
        label, phrase = _first(described, _RDFS + "label"), _first(described, ONTOLOGY + "phrase")
        if label is None or phrase is None:
            raise DataError(f"diplograph.ttl: dg:{_name(node)}: add an rdfs:label and a dg:phrase")
        yield Manner(_name(node), label, phrase)


def _code(where: str, said: Mapping[str, list[str]], statements: _Statements, predicate: str) -> str | None:
    """The notation of the event class that a relation is aligned to; None where it is to none."""
    iri = _first(said, ONTOLOGY + predicate)
    if iri is None:
        return None
    notation = _first(statements.get(iri, {}), _SKOS + "notation")
    if notation is None:
        raise DataError(f"diplograph.ttl: {where}: dg:{predicate} names {iri}, which has no skos:notation; declare it")
    return notation


def _relation(node: str, statements: _Statements) -> Relation:
    said, name = statements[node], _name(node)
    where = f"dg:{name}"
    ranges = _ranges(statements, _first(said, _RDFS + "range") or "")
    family = _first(said, ONTOLOGY + "family")
    for range_ in ranges:
        if range_ not in _RANGES:
            raise DataError(f"diplograph.ttl: {where}: rdfs:range is {range_}; it must be one of {', '.join(_RANGES)}")
    if family not in FAMILIES:
        raise DataError(f"diplograph.ttl: {where}: dg:family is {family!r}; it must be one of {', '.join(sorted(FAMILIES))}")
    label, definition = _first(said, _RDFS + "label"), _first(said, _SKOS + "definition")
    if label is None or definition is None:
        raise DataError(f"diplograph.ttl: {where}: add an rdfs:label and a skos:definition")
    plover, cameo = _code(where, said, statements, "plover"), _code(where, said, statements, "cameo")
    if (plover is None or cameo is None) and _first(said, ONTOLOGY + "notCoded") is None:
        raise DataError(f"diplograph.ttl: {where}: add dg:plover and dg:cameo, or dg:notCoded with the reason why not")
    return Relation(
        name=name,
        label=label,
        definition=definition,
        range=ranges[0],
        family=family,
        symmetric=_OWL + "SymmetricProperty" in said[_RDF + "type"],
        plover=plover,
        plover_planned=_code(where, said, statements, "ploverPlanned"),
        cameo=cameo,
        example=_first(said, _SKOS + "example") or "",
        ranges=ranges,
        parents=tuple(sorted(map(_name, said.get(_RDFS + "subPropertyOf", ())))),
        is_representation=ONTOLOGY + "Representation" in said[_RDF + "type"],
        manners=tuple(_manners(where, said, statements)),
    )


def _ancestors(node: str, statements: _Statements) -> frozenset[str]:
    found, pending = {node}, [node]
    while pending:
        above = statements.get(pending.pop(), {}).get(_RDFS + "subClassOf", ())
        pending += [other for other in above if other not in found]
        found.update(above)
    return frozenset(_name(iri) for iri in found if iri.startswith(ONTOLOGY))


def _read_statements() -> _Statements:
    from pyoxigraph import RdfFormat, parse

    text = files("diplograph.ontology").joinpath("diplograph.ttl").read_text("utf-8")
    statements: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in parse(text, format=RdfFormat.TURTLE):
            subject, object_ = (str(getattr(term, "value", term)) for term in (quad.subject, quad.object))
            statements[subject][quad.predicate.value].append(object_)
    except SyntaxError as error:
        raise DataError(f"diplograph.ttl: not valid Turtle: {error}") from error
    return statements


@cache
def load_schema() -> Schema:
    """The ontology as Python objects, read once.

    >>> load_schema().relations["opposesMembership"].plover
    'REJECT'
    """
    statements = _read_statements()
    types = {node: said.get(_RDF + "type", ()) for node, said in statements.items() if node.startswith(ONTOLOGY)}
    nodes = sorted(node for node, kinds in types.items() if ONTOLOGY + "Relation" in kinds)
    classes = [node for node, kinds in types.items() if _OWL + "Class" in kinds]
    return Schema(
        relations=MappingProxyType({_name(node): _relation(node, statements) for node in nodes}),
        ancestors=MappingProxyType({_name(node): _ancestors(node, statements) for node in classes}),
        object_properties=frozenset(_name(node) for node, kinds in types.items() if _OWL + "ObjectProperty" in kinds),
    )
