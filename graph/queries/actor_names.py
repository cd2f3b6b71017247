"""The actor of a graph that a name means: names of the graph first, then those of the actor base, codes and Wikidata ids."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NoReturn

from diplograph.ontology import Actor, QueryError, load_schema
from diplograph.ontology.actors import NameIndex, NameKind, load_name_index, name_key, spelling_key
from diplograph.ontology.identifiers import ACTOR, BASE, mint

from ..rdf import PREFIXES, Literal, URIRef, compact
from .messages import did_you_mean, nearest
from .results import Answering

__all__ = ["ActorNames", "expand_actor"]

_ITEM = re.compile(r"(?:wd:|https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9]\d*)", re.IGNORECASE)
# What would end an IRI inside a query: https://www.w3.org/TR/sparql11-query/#rIRIREF
_NO_IRI = re.compile(r'[<>"{}|^`\\\x00-\x20]')
_SHOWN, _MOST_NAMES, _LONGEST_NAME = 3, 200_000, 300
# Cities and former names of states are too many: something of that kind is near to any word.
_FAR = (NameKind.CAPITAL, NameKind.FORMER, NameKind.PLACE)


def expand_actor(name: str, where: str) -> str:
    """The IRI that ``actor:RUS`` or a whole IRI is; raises GraphError for anything else."""
    if _NO_IRI.search(name) is None:
        if name.startswith("actor:") and len(name) > len("actor:"):
            return ACTOR + name.removeprefix("actor:")
        if name.startswith(("http://", "https://")):
            return name
    raise QueryError(f"{where}: {name!r} is no actor; write actor:RUS or a whole IRI (diplograph actors list GRAPH shows them)")


class ActorNames:
    """Finds actors of the graph in ``store``; the actor base is loaded only where the graph's own names do not answer."""

    def __init__(self, store: Answering) -> None:
        self._store = store

    @property
    def _advice(self) -> str:
        location = self._store.location
        return f"; list whom it has: diplograph actors list {'GRAPH' if location == 'memory' else location}"

    def find(self, name: str, *, suggesting: bool = True) -> str:
        """The IRI of the one actor that ``name`` means.

        Raises GraphError that says who is known by that name and is not in the graph, which actors share it, or what is near;
        what is near is the dear part, left out without ``suggesting``.
        """
        if not isinstance(name, str):
            raise QueryError(f"{self._store.location}: an actor goes by a name, not by {name!r}")
        text = " ".join(name.split())
        if len(text) > _LONGEST_NAME:  # to look for what is near would take the longer, and find nothing
            raise QueryError(f"{self._store.location}: {text[:60]!r}… is longer than any name")
        item = _ITEM.fullmatch(text)
        if item is not None:
            return self._of_wikidata(item[1].upper())
        if text.startswith(("actor:", "http://", "https://")):
            if _NO_IRI.search(text):
                raise QueryError(f"{self._store.location}: {text!r} is no actor; give actor:UKR, a whole IRI or a name")
            return self._of_iri(expand_actor(text, self._store.location))
        found = next(filter(None, self._searches(text)), ())
        if not found and not suggesting:
            raise QueryError(f"{self._store.location}: nobody in this graph is called {text!r}")
        if not found:
            self._give_up(text)
        if len(found) > 1:
            self._refuse_several(f"called {text!r}", found)
        return found[0]

    def describe_absent(self, iri: str) -> str:
        """What there is instead of an actor that the graph does not have: its name, or the actors whose names are near."""
        known = self._index.of_iri(iri)
        if known is not None:
            return f"{compact(iri)} ({known.name}) in this graph"
        return f"{compact(iri)} in this graph{self._suggest(iri.removeprefix(ACTOR).removeprefix('local-'))}"

    def _suggest(self, text: str) -> str:
        return did_you_mean(map(self._described, self._near(text)))

    def _searches(self, text: str) -> Iterator[Sequence[str]]:
        """What each way to understand a name finds, the surest way first."""
        key = name_key(text)
        yield self._called(text)
        if not key:
            return
        yield self._keys.get(key, ())
        readings = self._index.find(text)
        held = [name.actor.iri for name in readings if name.actor.iri in self._names]
        # A name that the base has letter by letter needs no second guess; a code may be another's abbreviation.
        yield held[:1] if text in self._index.base.names and readings[0].actor.iri in held else held
        if not readings:  # "Jordan" is no Michael Jordan
            yield self._persons_with(key)
            yield self._persons_spelled(text)
            yield [iri for office in self._index.find_persons(text) if (iri := mint(ACTOR, office.person)) in self._names]

    @cached_property
    def _index(self) -> NameIndex:
        return load_name_index()

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """The names of each actor by IRI, its label first."""
        kinds = " ".join(f"dg:{kind}" for kind in load_schema().kinds_of("Actor"))
        names: dict[str, list[str]] = {}
        for predicate in ("rdfs:label", "skos:altLabel"):
            pattern = f"VALUES ?kind {{ {kinds} }} ?who a ?kind ; {predicate} ?name"
            for iri, label in self._store.query(f"SELECT DISTINCT ?who ?name {{ {pattern} }}", limit=_MOST_NAMES):
                names.setdefault(str(iri), []).append(str(label))
        return names

    @cached_property
    def _keys(self) -> dict[str, list[str]]:
        """The IRIs of the actors of each name, by the name's key."""
        keys: defaultdict[str, list[str]] = defaultdict(list)
        for iri, names in sorted(self._names.items()):
            for key in dict.fromkeys(map(name_key, names)):
                keys[key].append(iri)
        return keys

    def _described(self, iri: str) -> str:
        return f"{self._names[iri][0]} ({compact(iri)})" if iri in self._names else compact(iri)

    def _has(self, iri: str) -> bool:
        return bool(self._store.query(f"ASK {{ {URIRef(iri)} rdfs:label ?name }}"))

    def _of_iri(self, iri: str) -> str:
        if self._has(iri):
            return iri
        same = [other for other in self._names if other.casefold() == iri.casefold()]
        if len(same) == 1:
            return same[0]
        absent = self.describe_absent(iri)
        raise QueryError(f"{self._store.location}: there is no {absent}{'' if '?' in absent else self._advice}")

    def _of_wikidata(self, item: str) -> str:
        rows = self._store.query(f"SELECT DISTINCT ?who {{ ?who owl:sameAs {URIRef(PREFIXES['wd'] + item)} }} ORDER BY ?who")
        if len(rows) == 1:
            return str(rows.rows[0][0])
        if rows:
            self._refuse_several(item, [str(iri) for (iri,) in rows])
        known = self._index.of_wikidata(item)
        if known is not None:
            if self._has(known.iri):
                return known.iri
            self._refuse(item, [known])
        raise QueryError(f"{self._store.location}: no actor of this graph is {item} of Wikidata{self._advice}")

    def _called(self, text: str) -> list[str]:
        names = f"{Literal(text)} {Literal(text, lang='en')}"
        pattern = f"VALUES ?name {{ {names} }} ?who rdfs:label|skos:altLabel ?name"
        rows = self._store.query(f"SELECT DISTINCT ?who {{ {pattern} }} ORDER BY ?who")
        # Of our own nodes, events and outlets have names too.
        return [iri for (who,) in rows if (iri := str(who)).startswith(ACTOR) or not iri.startswith(BASE)]

    @cached_property
    def _persons(self) -> frozenset[str]:
        return frozenset(str(iri) for (iri,) in self._store.query("SELECT ?who { ?who a dg:Person }", limit=_MOST_NAMES))

    def _persons_with(self, key: str) -> list[str]:
        """Persons in whose name these words stand side by side: a surname, mostly."""
        found = {iri for known, iris in self._keys.items() if f" {key} " in f" {known} " for iri in iris}
        return sorted(found & self._persons)

    def _persons_spelled(self, text: str) -> list[str]:
        """Persons whose surname is another spelling of that in ``text``: "Zelensky", "Zelenskyy"."""
        first, _, surname = text.rpartition(" ")
        wanted, first = spelling_key(surname), name_key(first)
        return sorted(
            iri
            for iri in self._persons
            if any(
                spelling_key(name.rpartition(" ")[2]) == wanted and name_key(name).startswith(first)
                for name in self._names.get(iri, ())
            )
        )

    def _near(self, text: str) -> list[str]:
        """IRIs by likeness of a name in the graph, of a surname, of an id, or of another name that the base has."""
        wanted = name_key(text)
        keys: defaultdict[str, list[str]] = defaultdict(list)
        for key, iris in self._keys.items():
            keys[key] += iris
            keys[key.rpartition(" ")[2]] += filter(self._persons.__contains__, iris)
        for iri in self._names:
            keys[name_key(iri.removeprefix(ACTOR).removeprefix("local-"))].append(iri)
        for name in self._index.names_of(self._names):
            if name.kind not in _FAR:
                keys[name_key(name.text)].append(name.actor.iri)
        holding = [key for key in self._keys if f" {wanted} " in f" {key} "] if wanted else []
        found = (iri for key in [*holding[:_SHOWN], *nearest(wanted, keys, most=2 * _SHOWN)] for iri in keys[key])
        return list(dict.fromkeys(found))[:_SHOWN]

    def _refuse_several(self, what: str, found: Iterable[str]) -> NoReturn:
        several = ", ".join(map(self._described, found))
        raise QueryError(f"{self._store.location}: several are {what}: {several}; give an id")

    def _give_up(self, text: str) -> NoReturn:
        readings = [name.actor for name in self._index.find(text)]
        if readings:
            self._refuse(repr(text), readings)
        near = self._suggest(text)
        # Another spelling of some surname says less than a name that is nearly that.
        persons = self._index.find_persons(text, spelled=not near)
        if persons:
            several = " or ".join(office.person for office in persons[:_SHOWN])
            known = f"{text!r} is {several}, whom this graph does not have"
            raise QueryError(f"{self._store.location}: {known}{near or self._advice}")
        raise QueryError(f"{self._store.location}: nobody in this graph is called {text!r}{near or self._advice}")

    def _refuse(self, shown: str, known: Iterable[Actor]) -> NoReturn:
        several = " or ".join(f"{actor.name} ({compact(actor.iri)})" for actor in known)
        raise QueryError(f"{self._store.location}: {shown} is {several}, which this graph does not have{self._advice}")
