"""Territories: the state, region or stretch of sea that a noun phrase names as something that can be claimed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diplograph.ontology import Actor, identifiers
from diplograph.ontology.actors import ActorBase, NameKind

from ..syntax import Analysis, conjuncts, preposition
from ..words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ..names import Mention

__all__ = ["PLACES", "Territories", "TerritoryWords", "territory"]

_BESIDE_NAMES = ("compound", "nmod:desc", "nmod:unmarked", "appos", "flat")
# Entities of the pipeline that are places.
PLACES = ("GPE", "LOC", "FAC")
_NAMES = (NameKind.NAME, NameKind.FORMER)
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class TerritoryWords:
    """The lists of ``territories.yaml``."""

    nouns: frozenset[str]
    amounts: frozenset[str]


class Territories:
    """Finds the territories of one analysis; ``resolve`` gives the actors that a token stands for."""

    def __init__(self, analysis: Analysis, base: ActorBase, resolve: Callable[["Token"], tuple[Actor, ...]]) -> None:
        self.analysis = analysis
        self.base = base
        self.resolve = resolve
        self.words = load_words(TerritoryWords)

    def of(self, token: "Token") -> tuple[Actor, ...]:
        """The territories that a head token names: states of the actor base, its territories, and places that it lacks."""
        return tuple(dict.fromkeys(self._of(token, 0)))

    def _of(self, token: "Token", depth: int) -> Iterator[Actor]:
        mention = self.analysis.mentions.get(token.i)
        if mention is not None:
            yield from filter(None, map(self._of_name, mention.members))
        elif token.pos_ == "PRON":
            yield from (actor for actor in self.resolve(token) if actor.kind in ("State", "Territory"))
        elif depth < _DEEPEST:
            known = self.base.territories.get(self._called(token))
            yield from (known,) if known is not None else self._inside(token, depth)

    def _inside(self, token: "Token", depth: int) -> Iterator[Actor]:
        """What a noun is about that says only that it is a region, or how much of one."""
        lemma, lower = token.lemma_.lower(), token.lower_
        is_region = not self.words.nouns.isdisjoint((lemma, lower))
        if is_region or not self.words.amounts.isdisjoint((lemma, lower)):
            for child in token.children:
                if (is_region and child.dep_ in _BESIDE_NAMES) or (child.dep_ == "nmod" and preposition(child) == "of"):
                    for part in conjuncts(child):
                        yield from self._of(part, depth + 1)

    def _called(self, token: "Token") -> str:
        """The token with the names before it that belong to it ("Scarborough Shoal")."""
        before = [child.text for child in token.children if child.dep_ in ("compound", "flat") and child.i < token.i]
        return " ".join([*before, token.text])

    def _of_name(self, name: "Mention") -> Actor | None:
        known = self.base.territories.get(name.text)
        if known is not None or name.is_person or name.is_adjective:
            return known
        if name.name is None:
            is_place = name.label in PLACES or (name.label == "ORG" and self._is_called_a_region(name.text))
            return territory(name.text, self.base) if is_place else None
        actor = name.name.actor
        if actor.kind == "Territory" or (actor.kind == "State" and name.name.kind in _NAMES):
            return actor
        return territory(name.text, self.base) if name.name.kind is NameKind.PLACE else None

    def _is_called_a_region(self, name: str) -> bool:
        return name.lower().rpartition(" ")[2] in self.words.nouns


def territory(name: str, base: ActorBase) -> Actor:
    """The territory that a place is called by; one that the actor base lacks is the same in all articles that call it so."""
    known = base.territories.get(name)
    return known if known is not None else Actor(identifiers.mint(identifiers.ACTOR, "territory", name), name, "Territory")
