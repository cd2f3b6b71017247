"""Schema: the relations and classes that can be said, as Python objects."""

from dataclasses import dataclass
from types import MappingProxyType

from .claim import Modality, Polarity
from .errors import DataError
from .identifiers import ONTOLOGY

__all__ = ["FAMILIES", "Manner", "Relation", "Schema"]

FAMILIES = ("dealing", "exclusion", "membership", "support", "conflict", "office")
# What a family says of how its subject stands to its object: for or against, or that they have to do with each other.
_SIGNS = {"support": 1, "conflict": -1}
_DEALINGS, _ABSENCES, _MEMBERS = "dealing", "exclusion", "membership"


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

        >>> from diplograph.ontology import load_schema
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

        >>> from diplograph.ontology import load_schema
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
