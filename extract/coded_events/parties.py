"""Parties of coded events as actors of the actor base: states, known bodies, office holders, groups of a country."""

import re
from typing import Final

from diplograph.ontology import Actor, DataError, identifiers
from diplograph.ontology.actors import ActorBase, NameKind

from .rows import Party, PartyWords, load_party_words

__all__ = ["PartyFinder"]

_OF_COUNTRY: Final = re.compile(r"(.+) \(([^()]+)\)")
# Names that mean an actor itself; adjectives, capitals and metonyms are not how tables name one.
_NAMES: Final = frozenset({NameKind.NAME, NameKind.ORGANIZATION, NameKind.GROUP, NameKind.PARTY, NameKind.FORMER})
_MOST_KNOWN: Final = 100_000


class PartyFinder:
    """Whom the parties of rows are; the same party, which comes again in thousands of rows, is looked up once."""

    def __init__(self, base: ActorBase, words: PartyWords | None = None) -> None:
        self._base = base
        self._words = words if words is not None else load_party_words()
        self._known: dict[Party, Actor | None] = {}
        for code, name in (*self._words.states.items(), *self._words.bodies.items()):
            if name not in base.actors:
                raise DataError(f"parties.yaml: {code}: {name!r} is no code of the actor base")

    def find(self, party: Party) -> Actor | None:
        """The actor, None where the base has none and none can be made of what the row tells.

        >>> from diplograph.ontology.actors import load_actors
        >>> finder = PartyFinder(load_actors())
        >>> finder.find(Party(country="USA", sectors=("GOV",))).name, finder.find(Party(country="CHN", sectors=("CVL",))).name
        ('United States', 'civilians (China)')
        """
        if party not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[party] = self._find(party)
        return self._known[party]

    def country(self, text: str) -> Actor | None:
        """The state of a code or a name."""
        code = self._words.states.get(text, text if text.isupper() else "")
        actor = self._base.state(code)
        if actor is None and text in self._base.names:
            name = self._base.names[text]
            actor = name.actor if name.kind in _NAMES else None
        return actor if actor is not None and actor.kind == "State" else None

    def _find(self, party: Party) -> Actor | None:
        body = self._words.bodies.get(party.group)
        if body is not None:
            return self._base.actors[body]
        state = self.country(party.country)
        generic = _OF_COUNTRY.fullmatch(party.name)
        if party.name and generic is None:
            return self._named(party.name, state) or self._of_state(party, state, is_named=True)
        if generic is not None:
            state = self.country(generic[2]) or state
        return self._of_state(party, state, is_named=generic is not None)

    def _named(self, text: str, state: Actor | None) -> Actor | None:
        """An actor of the base by its own name, or an office holder of that country."""
        name = self._base.names.get(text)
        if name is not None and name.kind in _NAMES:
            return name.actor
        return self._person(text, state)

    def _person(self, text: str, state: Actor | None) -> Actor | None:
        words = text.split()
        # ICEWS has patronymics and middle names, which the base has not.
        for name in dict.fromkeys((text, f"{words[0]} {words[-1]}")) if len(words) > 1 else ():
            for office in self._base.offices_of(name):
                holder = self._base.state(office.actor)
                if state is None or holder is None or holder.code == state.code:
                    iri = identifiers.mint(identifiers.ACTOR, office.person)
                    code = holder.code if holder is not None else None
                    return Actor(iri, office.person, "Person", code, wikidata=office.wikidata)
        return None

    def _of_state(self, party: Party, state: Actor | None, *, is_named: bool) -> Actor | None:
        """A state where its organs act, else a group in it; an unknown person without an office is nobody."""
        if state is None:
            return None
        sectors = party.sectors
        if not self._words.state_sectors.isdisjoint(sectors):
            return self._base.government(state)
        if not sectors and not is_named:
            return state
        group = next((noun for sector, noun in self._words.groups.items() if sector in sectors), None)
        if group is None or (is_named and _OF_COUNTRY.fullmatch(party.name) is None):
            return None
        iri = f"{identifiers.ACTOR}group-{identifiers.slug(group)}-{identifiers.slug(state.code or state.name).upper()}"
        return Actor(iri, f"{group} ({state.name})", "GroupActor", state.code)
