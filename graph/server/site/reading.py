"""A snapshot as the site reads it: the graph, with what several pages need of it and is made once."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from diplograph.ontology import Actor, QueryError
from diplograph.ontology.actors import name_key
from diplograph.ontology.identifiers import ACTOR

from ...knowledge_graph import KnowledgeGraph
from ...queries import ActorNames
from ...rdf import LINKS, READ, RdfReader, URIRef
from ..figures import kept_figures, take_figures
from ..settings import settings
from .models import Actor as ShownActor
from .models import Count

__all__ = ["Reading"]

_MOST_NAMES = 200_000
# The id of an actor, as our own IRIs end.
_ID = re.compile(r"[\w:.~-]+")


class Reading:
    """Reads one snapshot; what it keeps is true for as long as that is.

    ``quads`` is its directory, beside which its figures are kept; ``taken`` is when it was made.
    """

    def __init__(
        self, graph: KnowledgeGraph, name: str, *, quads: Path | None = None, taken: datetime.datetime | None = None
    ) -> None:
        self.graph = graph
        self.name = name
        self.taken = taken
        self._quads = quads
        self._numbers: dict[str, int] = {}

    def number(self, query: str) -> int:
        """The one number that a query of ours gives."""
        if query not in self._numbers:
            if len(self._numbers) >= settings().counts_remembered:
                self._numbers.clear()
            self._numbers[query] = int(str(self.graph.store.query(query).rows[0][0]))
        return self._numbers[query]

    @cached_property
    def _actor_names(self) -> ActorNames:
        return ActorNames(self.graph.store)

    def find_actor(self, name: str) -> str:
        """The IRI of the actor that a name means, or the id of its page; raises GraphError as ``ActorNames.find`` does."""
        return self.by_id(name) or self._actor_names.find(name)

    def by_id(self, identifier: str) -> str | None:
        """The IRI of the actor whose page has that id; None where there is none."""
        iri = ACTOR + identifier
        is_there = _ID.fullmatch(identifier) and self.graph.store.query(f"ASK {{ {URIRef(iri)} rdfs:label ?name }}")
        return iri if is_there else None

    def find_objects(self, name: str) -> list[str]:
        """The IRI of an actor, or those of the events of a name; raises GraphError where there is neither."""
        try:
            return [self.find_actor(name)]
        except QueryError:
            return self.graph.claims.find_objects(name)

    @cached_property
    def actors(self) -> tuple[ShownActor, ...]:
        """Every actor, those that most claims name first."""
        store = self.graph.store
        figures = take_figures(store) if self._quads is None else kept_figures(self._quads, store)
        return tuple(
            ShownActor(id=one.iri.removeprefix(ACTOR), iri=one.iri, name=one.name, kind=one.kind, claims=one.claims)
            for one in figures
        )

    @cached_property
    def _by_iri(self) -> dict[str, ShownActor]:
        return {actor.iri: actor for actor in self.actors}

    def describe(self, iri: str) -> Actor | None:
        """The record of an actor, with codes and other names; None where the graph has none of that IRI."""
        return self.describe_all([iri]).get(iri)

    def describe_all(self, iris: Iterable[str]) -> dict[str, Actor]:
        """The records of those of ``iris`` that are actors."""
        wanted = set(iris)
        described = RdfReader(self.graph.store.pairs(READ, nodes=map(URIRef, wanted), links=LINKS)).actors()
        return {actor.iri: actor for actor in described if actor.iri in wanted}

    @cached_property
    def kinds(self) -> list[Count]:
        """How many actors there are of each kind."""
        numbers: defaultdict[str, int] = defaultdict(int)
        for actor in self.actors:
            numbers[actor.kind] += 1
        ordered = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
        return [Count(label=kind, value=kind, number=number) for kind, number in ordered]

    @cached_property
    def _keys(self) -> list[tuple[str, ShownActor]]:
        """The key of each name with its actor, those named most first."""
        names: defaultdict[str, set[str]] = defaultdict(set)
        for who, name in self.graph.store.query("SELECT ?who ?name { ?who skos:altLabel ?name }", limit=_MOST_NAMES):
            names[str(who)].add(name_key(str(name)))
        return [(key, actor) for actor in self.actors for key in sorted({name_key(actor.name), *names[actor.iri]}) if key]

    def search_actors(self, words: str) -> list[ShownActor]:
        """Actors whose names are these words, begin with them or hold them, the nearest first."""
        key = name_key(words)
        ranked: list[tuple[int, ShownActor]] = []
        if key:
            ranked = [(_rank(key, known), actor) for known, actor in self._keys if key in known]
        with suppress(QueryError):
            meant = self._by_iri.get(self.by_id(words) or self._actor_names.find(words, suggesting=False))
            ranked += [] if meant is None else [(0, meant)]
        return list(_unique(actor for _, actor in sorted(ranked, key=lambda pair: pair[0])))

    def say_who_is_near(self, words: str) -> str | None:
        """What there is to say of a name that no actor has; None where one has it."""
        try:
            self.find_actor(words)
        except QueryError as error:
            return str(error)
        return None


def _rank(key: str, known: str) -> int:
    return 0 if known == key else 1 if known.startswith(key) else 2 if f" {key}" in known else 3


def _unique(actors: Iterable[ShownActor]) -> Iterable[ShownActor]:
    return {actor.iri: actor for actor in actors}.values()
