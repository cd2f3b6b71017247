"""Organs: the parliament, court or police for which a noun stands where it acts against its own state, or is acted on by it.

Towards other states and bodies of states an organ stands for its state; at home it is an actor of its own below the state, so
that no state acts on itself, and parliaments and high courts are towards everybody else ("parliament dismissed Ali"). So are
its people at home ("Serbians protested against the government").
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diplograph.ontology import Actor
from diplograph.ontology.actors import NameKind

from ..syntax import Analysis
from ..words import load_words
from .linking import Linker
from .noun_phrases import of_complement

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ..names import Mention

__all__ = ["OrganWords", "Organs"]

_OF_STATES = ("Person", "Organization")
# Towards these an organ stands for its state.
_PEERS = ("State", "InternationalOrganization")
# The sector of a parliament.
_HOUSE = "LEG"


@dataclass(frozen=True, slots=True)
class OrganWords:
    """The lists of ``organs.yaml``."""

    bodies: frozenset[str]
    body_modifiers: frozenset[str]
    people: frozenset[str]
    own_bodies: frozenset[str]
    high_bodies: frozenset[str]


class Organs:
    """The organs that the tokens of one analysis name."""

    def __init__(self, analysis: Analysis, linker: Linker) -> None:
        self.analysis = analysis
        self.linker = linker
        self.base = linker.base
        self.words = load_words(OrganWords)

    def apart(self, one: Actor, first: "Token | None", other: Actor, second: "Token | None") -> tuple[Actor, Actor]:
        """The two parties of an act, each as the organ that its token names where both are of one state."""
        if not self.are_of_one_state(one, other) or self._is_private(one) or self._is_private(other):
            return self._own(one, first, other), self._own(other, second, one)
        return self.part(one, first) or one, self.part(other, second) or other

    def are_of_one_state(self, one: Actor, other: Actor) -> bool:
        """True for a state and itself, or somebody who holds an office in it or is an organ of it."""
        if one.kind != "State":
            return other.kind == "State" and self.are_of_one_state(other, one)
        return one.iri == other.iri or (other.kind in _OF_STATES and other.code is not None and other.code == one.code)

    def part(self, state: Actor, token: "Token | None") -> Actor | None:
        """The organ or people that a token for a state names; None where it names the state itself."""
        if state.kind != "State" or token is None:
            return None
        mention = self.analysis.mentions.get(token.i)
        if mention is not None:
            return self._of_name(mention, state)
        counted = of_complement(token)
        people = self.analysis.mentions.get(counted.i) if counted is not None else None
        # "Thousands of Serbians".
        return self._of_noun(token, state) or (self._people(people, state) if people is not None else None)

    def _own(self, state: Actor, token: "Token | None", other: Actor) -> Actor:
        """The parliament or high court that a token names, towards somebody of no other state; else the state."""
        is_foreign = other.kind in _PEERS or other.code not in (None, state.code)
        if token is None or is_foreign or not self._acts_alone(token):
            return state
        return self.part(state, token) or state

    def _acts_alone(self, token: "Token") -> bool:
        mention = self.analysis.mentions.get(token.i)
        if mention is not None and mention.name is not None:
            return mention.name.kind is NameKind.METONYM and mention.name.sector == _HOUSE
        words = mention.text.lower().split() if mention is not None else [word.lower_ for word in token.lefts]
        words += [token.lemma_.lower()] if mention is None else []
        is_high = words[-1] in self.words.high_bodies and not self.words.body_modifiers.isdisjoint(words[:-1])
        return is_high or words[-1] in self.words.own_bodies

    def _is_private(self, actor: Actor) -> bool:
        """True for a person who holds no office of state."""
        return actor.kind == "Person" and self.linker.represented(actor) is None

    def _people(self, mention: "Mention", state: Actor) -> Actor | None:
        is_people = mention.name is not None and mention.name.kind is NameKind.PEOPLE
        return self.linker.group(mention.text, state.code) if is_people else None

    def _of_name(self, mention: "Mention", state: Actor) -> Actor | None:
        """ "Knesset", "Israeli Supreme Court", "Israelis"."""
        people = self._people(mention, state)
        if people is not None:
            return people
        if mention.name is not None:
            return self.base.organs.get(mention.name.text) if mention.name.kind is NameKind.METONYM else None
        words = [word.lower() for word in mention.text.split()] if mention.label == "ORG" else [""]
        body = [word for word in words[:-1] if word in self.words.body_modifiers] + words[-1:]
        return self._body(body, state) if words[-1] in self.words.bodies else None

    def _of_noun(self, token: "Token", state: Actor) -> Actor | None:
        lemma = token.lemma_.lower()
        if lemma in self.words.bodies:
            before = (word for word in token.lefts if word.lower_ in self.words.body_modifiers)
            return self._body([*(word.lower_ for word in before), lemma], state)
        if lemma not in self.words.people:
            return None
        adjective = self.base.adjectives.get(state.iri)
        return self.base.organ(f"{adjective} {token.lower_}", state) if adjective else None

    def _body(self, words: list[str], state: Actor) -> Actor:
        return self.base.body_of(state, " ".join(word.capitalize() for word in words))
