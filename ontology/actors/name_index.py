"""Index of the actor base by whatever people type: names in any case and spelling, codes, Wikidata ids, office holders."""

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from functools import cache, lru_cache
from typing import TypeVar

from diplograph.ontology.claim import Actor

from .actor_base import ActorBase
from .loading import load_actors
from .names import Name, NameKind, fold
from .offices import Office

__all__ = ["NameIndex", "load_name_index", "name_key"]

T = TypeVar("T")

# Letters of their own in Unicode, which other keyboards write plain.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "ə": "e"})
_APART = re.compile(r"[\W_]+")
_BODIES = ("ORG:", "GRP:")


@lru_cache(maxsize=2**16)  # names stay the same from one graph, or snapshot of a graph, to the next
def name_key(text: str) -> str:
    """What all ways to type one name share: no case, diacritics, full stops, hyphens or article.

    >>> name_key("the U.S."), name_key("Recep Tayyip Erdoğan"), name_key("Guinea-Bissau")
    ('us', 'recep tayyip erdogan', 'guinea bissau')
    """
    plain = fold(text).casefold().translate(_LETTERS).replace(".", "")
    return _APART.sub(" ", plain).strip().removeprefix("the ")


class NameIndex:
    """Look-ups over one actor base, which is treated as read-only."""

    def __init__(self, base: ActorBase) -> None:
        self.base = base
        self._names: defaultdict[str, list[Name]] = defaultdict(list)
        self._items: dict[str, Actor] = {}
        self._iris: dict[str, Actor] = {}
        for name in base.names.values():
            self._names[name_key(name.text)].append(name)
            self._iris.setdefault(name.actor.iri, name.actor)
        self._territories = [Name(text, actor, NameKind.PLACE) for text, actor in base.territories.items()]
        for name in self._territories:
            self._names[name_key(name.text)].append(name)
        for actor in (*base.actors.values(), *base.territories.values()):
            self._iris[actor.iri] = actor
            if actor.wikidata is not None:
                self._items.setdefault(actor.wikidata, actor)

    def find(self, text: str) -> tuple[Name, ...]:
        """Whom a name or a code may stand for, likeliest first, each actor once.

        What is typed as the base has it comes first, names before codes.

        >>> [name.actor.name for name in load_name_index().find("kremlin")]
        ['Russia']
        """
        exact = self.base.names.get(text)
        folded = sorted(self._names.get(name_key(text), ()), key=lambda name: name.kind)
        readings = [*([exact] if exact is not None else []), *self._coded(text), *folded, *self._coded(text.upper())]
        return _first_of_each(readings, lambda name: name.actor.iri)

    def find_persons(self, text: str, *, spelled: bool = True) -> tuple[Office, ...]:
        """The best known office of each person of that full name, else surname, else with ``spelled`` a spelling of it."""
        base = self.base
        offices = base.offices_of(text)
        if not offices and " " not in text:
            offices = base.offices_of_surname(text) or (base.offices_of_spelling(text) if spelled else [])
        return _first_of_each(offices, lambda office: fold(office.person))

    def of_wikidata(self, item: str) -> Actor | None:
        """The state, body, group or territory of a Wikidata item ("Q142")."""
        return self._items.get(item)

    def of_iri(self, iri: str) -> Actor | None:
        """The state, body, group or territory of an IRI."""
        return self._iris.get(iri)

    def names_of(self, iris: Container[str]) -> Iterator[Name]:
        """Every name of the actors among ``iris``."""
        return (name for name in (*self.base.names.values(), *self._territories) if name.actor.iri in iris)

    def _coded(self, code: str) -> Iterator[Name]:
        """Actors whose code that is: ISO 3166 of two or three letters, or the short name of a body or group."""
        keys = (code, self.base.alpha2.get(code, ""), *(prefix + code for prefix in _BODIES))
        return (Name(code, self.base.actors[key], NameKind.NAME) for key in keys if key in self.base.actors)


def _first_of_each(items: Iterable[T], key: Callable[[T], str]) -> tuple[T, ...]:
    found: dict[str, T] = {}
    for item in items:
        found.setdefault(key(item), item)
    return tuple(found.values())


@cache
def load_name_index() -> NameIndex:
    """The index of the actor base that ships with diplograph, made once."""
    return NameIndex(load_actors())
