"""Local offices: the city or province, below its state, whose mayor, governor or senator somebody is."""

from dataclasses import dataclass

from diplograph.ontology import Actor
from diplograph.ontology.actors import ActorBase, NameKind

from ..names import Mention
from ..words import load_words
from .territories import PLACES, territory

__all__ = ["local_seat"]

_CITIES = (NameKind.CAPITAL, NameKind.METONYM)


@dataclass(frozen=True, slots=True)
class LocalOfficeWords:
    """The list of ``local_offices.yaml``."""

    offices: frozenset[str]


def local_seat(person: Mention, base: ActorBase) -> Actor | None:
    """The place of which the title beside a name is held ("the mayor of Leipzig"); None for offices of states and bodies."""
    title = person.title
    of = title.of if title is not None else None
    if title is None or of is None or of.is_person:
        return None
    if of.name is not None and of.name.kind is NameKind.PLACE:
        return territory(of.text, base)
    is_city = of.name.kind in _CITIES if of.name is not None else of.label in PLACES
    is_local = title.role.lower().rpartition(" ")[2] in load_words(LocalOfficeWords).offices
    return territory(of.text, base) if is_city and is_local else None
