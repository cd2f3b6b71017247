"""Organs: the parliament, court or police for which a noun stands where it acts against its own state, or is acted on by it.

Abroad an organ stands for its state; at home it is an actor of its own below the state, so that no state acts on itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diplograph.ontology import Actor
from diplograph.ontology.actors import ActorBase, NameKind

from ..syntax import Analysis
from ..words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ..names import Mention

__all__ = ["OrganWords", "Organs"]

_OF_STATES = ("Person", "Organization")


@dataclass(frozen=True, slots=True)
class OrganWords:
    """The lists of ``organs.yaml``."""

    bodies: frozenset[str]
    body_modifiers: frozenset[str]
    people: frozenset[str]
    own_bodies: frozenset[str]


def _are_of_one_state(one: Actor, other: Actor) -> bool:
    """True for a state and itself, or somebody who holds an office in it or is an organ of it."""
    if one.kind != "State":
        return other.kind == "State" and _are_of_one_state(other, one)
    return one.iri == other.iri or (other.kind in _OF_STATES and other.code is not None and other.code == one.code)


class Organs:
    """The organs that the tokens of one analysis name; ``is_private`` tells who holds no office of state."""

    def __init__(self, analysis: Analysis, base: ActorBase, is_private: Callable[[Actor], bool]) -> None:
        self.analysis = analysis
        self.base = base
        self.is_private = is_private
        self.words = load_words(OrganWords)

    def apart(self, one: Actor, first: "Token | None", other: Actor, second: "Token | None") -> tuple[Actor, Actor]:
        """The two parties of an act, each as the organ that its token names where both are of one state."""
        if not _are_of_one_state(one, other) or self.is_private(one) or self.is_private(other):
            return one, other
        return self._named(one, first), self._named(other, second)

    def _named(self, actor: Actor, token: "Token | None") -> Actor:
        if actor.kind != "State" or token is None:
            return actor
        mention = self.analysis.mentions.get(token.i)
        organ = self._of_name(mention, actor) if mention is not None else self._of_noun(token, actor)
        return organ or actor

    def _of_name(self, mention: "Mention", state: Actor) -> Actor | None:
        """ "Knesset", "Israeli Supreme Court"."""
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
        adjective = self._adjective(state)
        return self.base.organ(f"{adjective} {token.lower_}", state) if adjective else None

    def _body(self, words: list[str], state: Actor) -> Actor:
        return self.base.organ(f"{' '.join(word.capitalize() for word in words)} of {state.name}", state)

    def _adjective(self, state: Actor) -> str | None:
        names = (
            name.text for name in self.base.names.values() if name.actor.iri == state.iri and name.kind is NameKind.ADJECTIVE
        )
        return next(names, None)
