"""Actors and aliases of the user's own, beside those that ship with diplograph.

A file is CSV or YAML (a list of mappings) with these columns or keys; all but ``name`` may be left out:

========  ==================================================================================================================
name      the name; of a known actor, the row adds aliases to that actor
kind      State, Organization, InternationalOrganization, ArmedGroup, Person or GroupActor; Organization where not given
code      ISO 3166 alpha-3 code of the state that the actor belongs to ("NOR"), or IGO, NGO, IMG
aliases   further names; in CSV separated by ``|``
wikidata  the Wikidata item ("Q184")
sector    a PLOVER sector: GOV, MIL, REB, ...
id        the end of the actor's IRI; without it, one is made from the name. Of a known actor ("RUS", "NATO"), see name
base      "overrule": names that the actor base gives to another are this actor's; "remove": the actor base loses name and
          aliases, which then stand for nobody in it; "rename": the actor of that id is shown by this name
========  ==================================================================================================================
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from diplograph.ontology import identifiers
from diplograph.ontology.claim import Actor
from diplograph.ontology.errors import DataError
from diplograph.ontology.vocabulary import load_schema

from .actor_base import ActorBase
from .names import Name, NameKind, fold
from .user_tables import Entry, read_entries, suggest

__all__ = ["extend_actors"]

_BODIES_OF_NO_STATE = ("IGO", "NGO", "IMG")
_KINDS = {
    "State": NameKind.NAME,
    "Territory": NameKind.PLACE,
    "Person": NameKind.NAME,
    "ArmedGroup": NameKind.GROUP,
    "GroupActor": NameKind.PEOPLE,
}
_SECTORS = {"ArmedGroup": "REB"}
_DEFAULT_KIND = "Organization"
_BASE = ("overrule", "remove", "rename")
_ITEM = re.compile("Q[1-9][0-9]*")
_ID = re.compile("[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")
# Kinds of names by which a known actor may be named to give it aliases: not "Moscow", which is a city too.
_PROPER = (NameKind.NAME, NameKind.ORGANIZATION, NameKind.GROUP, NameKind.PARTY, NameKind.FORMER)
# An acronym is another name than the word of the same letters ("WHO", "who").
_MAX_ACRONYM = 5


def _key(text: str) -> str:
    """What two spellings of one name share."""
    return text if text.isupper() and len(text) <= _MAX_ACRONYM else fold(text)


def extend_actors(base: ActorBase, paths: Iterable[Path | str]) -> ActorBase:
    """A base that holds the actors and aliases of the files too; ``base`` itself stays as it is.

    Raises ``DataError`` that names file, line, the other entry where two claim one name, and what to do.
    """
    extension = _Extension(base)
    for path in map(Path, paths):
        for entry in read_entries(path):
            extension.add(entry)
    return extension.base


@dataclass(frozen=True, slots=True)
class _Holder:
    """Who holds a name, where that is said, and what the user can do who wants it for that same actor."""

    actor: Actor
    where: str
    remedy: str


@dataclass(slots=True)
class _Extension:
    """The base under construction, and who of the files holds which name and id."""

    shipped: ActorBase
    base: ActorBase = field(init=False)
    known: Mapping[str, Name] = field(init=False)
    iris: Mapping[str, Actor] = field(init=False)
    kinds: frozenset[str] = field(init=False)
    codes: frozenset[str] = field(init=False)
    sectors: frozenset[str] = field(init=False)
    names: dict[str, _Holder] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.base = self.shipped.copy()
        # The first of two spellings stays, as it does where texts are searched.
        self.known = {_key(text): name for text, name in reversed(self.shipped.names.items())}
        named = (name.actor for name in self.shipped.names.values())
        self.iris = {actor.iri: actor for actor in (*named, *self.shipped.actors.values())}
        schema = load_schema()
        self.kinds = frozenset(kind for kind in schema.ancestors if kind != "Actor" and schema.is_a(kind, "Actor"))
        states = {actor.code for actor in self.shipped.actors.values() if actor.kind == "State" and actor.code}
        self.codes = frozenset(states.union(_BODIES_OF_NO_STATE))
        sectors = {name.sector for name in self.shipped.names.values() if name.sector}
        self.sectors = frozenset(sectors.union(self.shipped.sectors.values()))

    def add(self, entry: Entry) -> None:
        """Add one entry; raises ``DataError``."""
        self._check(entry)
        if entry.base == "remove":
            self._remove(entry)
            return
        actor = self._find(entry)
        if entry.base == "rename":
            actor = self._renamed(entry, actor)
        if actor is None:
            actor = self._make(entry)
        for text in entry.texts:
            self._claim(entry, text, actor)
        kind = _KINDS.get(actor.kind, NameKind.ORGANIZATION)
        sector = entry.sector or _SECTORS.get(actor.kind)
        if entry.base == "overrule":
            self._take(entry.texts)
        for text in entry.texts:
            self.base.names[text] = Name(text, actor, kind, sector, by_user=True)
            self.names[_key(text)] = _Holder(actor, entry.where, "join the two entries")

    def _remove(self, entry: Entry) -> None:
        """Take the names of an entry out of the base; raises ``DataError`` for one that it does not hold."""
        for text in entry.texts:
            mine = self.names.get(_key(text))
            if mine is not None or self._holder(text) is None:
                said = f"a name of {mine.actor.name} ({mine.where})" if mine is not None else "no name of the actor base"
                raise DataError(f"{entry.where}: {text!r} is {said}; only names of the actor base can be removed")
        self._take(entry.texts)

    def _renamed(self, entry: Entry, actor: Actor | None) -> Actor:
        """The known actor, everywhere in the base, by the name of an entry; raises ``DataError`` where there is none."""
        if actor is None or actor.kind == "Person":
            raise DataError(
                f"{entry.where}: no state, body or group of the actor base is meant by {entry.name!r}; "
                "give the row the id of the one that it renames (CIV), as `diplograph actors` shows it"
            )
        renamed = replace(actor, name=entry.name)
        base = self.base
        base.actors = {code: renamed if held.iri == actor.iri else held for code, held in base.actors.items()}
        base.places = {text: renamed if held.iri == actor.iri else held for text, held in base.places.items()}
        for name in [name for name in base.names.values() if name.actor.iri == actor.iri]:
            base.names[name.text] = replace(name, actor=renamed)
        return renamed

    def _take(self, texts: Iterable[str]) -> None:
        """Leave nobody of the shipped base the names ``texts``, in whatever case and spelling, nor office holders called so."""
        keys = {_key(text) for text in texts}
        for name in [name for name in self.base.names.values() if _key(name.text) in keys and not name.by_user]:
            del self.base.names[name.text]
        self.base.withdrawn |= {fold(text) for text in texts}

    def _check(self, entry: Entry) -> None:
        if entry.base and entry.base not in _BASE:
            raise DataError(f"{entry.where}: base is {entry.base!r}; write overrule, remove or rename, or leave it out")
        if entry.kind and entry.kind not in self.kinds:
            raise DataError(f"{entry.where}: unknown kind {entry.kind!r}; {suggest(entry.kind, sorted(self.kinds))}")
        if entry.code and entry.code not in self.codes:
            raise DataError(
                f"{entry.where}: unknown code {entry.code!r}; use the ISO 3166 alpha-3 code of the state ('NOR'), "
                "or IGO, NGO, IMG for a body of no one state"
            )
        if entry.sector and entry.sector not in self.sectors:
            raise DataError(f"{entry.where}: unknown sector {entry.sector!r}; allowed are {', '.join(sorted(self.sectors))}")
        if entry.wikidata and not _ITEM.fullmatch(entry.wikidata):
            raise DataError(f"{entry.where}: {entry.wikidata!r} is no Wikidata item; write it as in 'Q184'")
        if entry.id and not _ID.fullmatch(entry.id):
            raise DataError(f"{entry.where}: id {entry.id!r} may hold letters, digits and single hyphens only")

    def _find(self, entry: Entry) -> Actor | None:
        """The actor of the shipped base that the entry adds to, or None."""
        if entry.id:
            person = self._person(entry.name) if entry.id == identifiers.slug(entry.name) else None
            return self._agree(entry, self.iris.get(identifiers.ACTOR + entry.id, person))
        name = self.known.get(_key(entry.name))
        if name is not None:
            is_proper = name.kind in _PROPER and entry.kind in ("", name.actor.kind)
            return self._agree(entry, name.actor) if is_proper else None
        return self._agree(entry, self._person(entry.name)) if entry.kind in ("", "Person") else None

    def _person(self, name: str) -> Actor | None:
        offices = self.shipped.offices_of(name)
        if not offices:
            return None
        state = self.shipped.state(offices[0].actor)
        person = offices[0].person
        code = state.code if state is not None else None
        return Actor(identifiers.mint(identifiers.ACTOR, person), person, "Person", code, offices[0].wikidata)

    def _agree(self, entry: Entry, actor: Actor | None) -> Actor | None:
        """``actor``, unless the entry says something else of it than the base does."""
        if actor is not None:
            for column, said, known in (
                ("kind", entry.kind, actor.kind),
                ("code", entry.code, actor.code),
                ("wikidata", entry.wikidata, actor.wikidata),
            ):
                if said and known and said != known:
                    raise DataError(
                        f"{entry.where}: {column} {said!r} of {entry.name!r}, but {actor.name} of the actor base has "
                        f"{known!r}; leave {column} out to add aliases, or use another name and id for another actor"
                    )
        return actor

    def _make(self, entry: Entry) -> Actor:
        local = entry.id or identifiers.slug(entry.name)
        known = self.iris.get(identifiers.ACTOR + local)
        if known is not None:
            raise DataError(
                f"{entry.where}: {entry.name!r} would have the id {local!r}, that of {known.name} of the "
                "actor base; give it another id"
            )
        earlier = self.ids.setdefault(local, entry.where)
        if earlier != entry.where:
            raise DataError(f"{entry.where}: id {local!r} is that of {earlier} too; join the two entries or change one id")
        actor = Actor(
            identifiers.ACTOR + local,
            entry.name,
            entry.kind or _DEFAULT_KIND,
            entry.code or (None if entry.kind != "ArmedGroup" else "IMG"),
            entry.wikidata or None,
        )
        self.base.actors["USER:" + local] = actor
        return actor

    def _claim(self, entry: Entry, text: str, actor: Actor) -> None:
        """Refuse a name that another actor holds."""
        holder = self._holder(text)
        if holder is None or holder.actor.iri == actor.iri:
            return
        if entry.base == "overrule" and _key(text) not in self.names:
            return
        raise DataError(
            f"{entry.where}: {text!r} of {entry.name!r} is a name of {holder.actor.name} already ({holder.where}); "
            f"take it out here, or {holder.remedy}"
        )

    def _holder(self, text: str) -> _Holder | None:
        mine = self.names.get(_key(text))
        if mine is not None:
            return mine
        name = self.known.get(_key(text))
        if name is not None:
            local = name.actor.iri.removeprefix(identifiers.ACTOR)
            where = f"actor base, {name.kind.name.lower()} {name.text!r}"
            add = f"give this entry the id {local!r} to add its names to {name.actor.name}"
            remedy = f"{add}, or the base 'overrule' to take the name"
            return _Holder(name.actor, where, remedy)
        person = self._person(text) if " " in text else None
        if person is None:
            return None
        return _Holder(person, "actor base, office holder", f"name this entry {person.name!r} to add its names to that person")
