"""Definite descriptions: "the alliance", "the court", "the president", "the country", and "the minister".

The nearest antecedent that fits is taken, of the text before; what fits is declared in ``definite_nouns.yaml``. Where two
persons held the office that "the president" names, neither is meant.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diplograph.ontology import Actor
from diplograph.ontology.actors import ActorBase

from ..syntax import Analysis
from ..words import Lexicon, from_words, load_words, read_entry
from .linking import Linker

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ..names import Mention

__all__ = ["Descriptions", "ReferenceWords"]

# How far back an antecedent may stand, in tokens.
_REACH = 200
_DEFINITE = frozenset({"the", "this", "that"})
_ISLAND = "island"


@dataclass(frozen=True, slots=True)
class BodyNoun:
    """What a body must be to be called by a noun: a kind of organisation, a class of the ontology, or one of some codes."""

    kinds: frozenset[str]
    classes: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReferenceWords:
    """The content of ``definite_nouns.yaml``."""

    states: frozenset[str]
    islands: frozenset[str]
    singular: frozenset[str]
    plural: frozenset[str]
    statement_titles: frozenset[str]
    bodies: Mapping[str, Mapping[str, list[str]]] = field(default_factory=dict)


@from_words
def _body_nouns() -> Mapping[str, BodyNoun]:
    bodies = load_words(ReferenceWords).bodies
    return {noun: read_entry(BodyNoun, entry, f"definite_nouns.yaml: {noun}") for noun, entry in bodies.items()}


class Descriptions:
    """Antecedents of definite descriptions in one analysis."""

    def __init__(self, analysis: Analysis, linker: Linker, base: ActorBase, lexicon: Lexicon) -> None:
        self.analysis = analysis
        self.linker = linker
        self.base = base
        self.lexicon = lexicon
        self.words = load_words(ReferenceWords)

    def antecedent(self, token: "Token") -> tuple[Actor, ...]:
        """The actor that a definite noun without a name of its own stands for; empty where none, or more than one, fits."""
        if not any(child.dep_ == "det" and child.lower_ in _DEFINITE for child in token.children):
            return ()
        if "Plur" in token.morph.get("Number", []):
            return ()
        lemma = token.lemma_.lower()
        noun = _body_nouns().get(lemma)
        if noun is not None:
            return self._body(token, lemma, noun)
        if lemma in self.lexicon.office_nouns:
            return self._holder(token, lemma)
        return self._state(token) if lemma in self.words.states else ()

    def _mentions_before(self, token: "Token") -> Iterator["Mention"]:
        for i in range(token.i - 1, max(-1, token.i - _REACH), -1):
            mention = self.analysis.mentions.get(i)
            if mention is not None:
                yield from reversed(mention.members)

    def _body(self, token: "Token", lemma: str, noun: BodyNoun) -> tuple[Actor, ...]:
        modifiers = {child.lower_ for child in token.children if child.dep_ in ("amod", "compound")}
        for mention in self._mentions_before(token):
            actor = self.linker.actor(mention) if not mention.is_person else None
            if actor is not None and actor.kind not in ("State", "GroupActor") and self._fits(actor, lemma, noun):
                # "The rebel group" is no forum of states.
                sector = {self.lexicon.sectors.get(word) for word in modifiers}
                if actor.kind == "ArmedGroup" or not sector & self.lexicon.group_sectors:
                    return (actor,)
        return ()

    def _fits(self, actor: Actor, lemma: str, noun: BodyNoun) -> bool:
        if lemma in actor.name.lower().split() or actor.kind in noun.classes:
            return True
        organization = self.base.organization(actor)
        return (organization is not None and organization.kind in noun.kinds) or self.base.code_of(actor) in noun.codes

    def _holder(self, token: "Token", lemma: str) -> tuple[Actor, ...]:
        """The only person of the text before whose title has the noun."""
        modifiers = {child.lower_ for child in token.children if child.dep_ in ("amod", "compound") and child.i < token.i}
        found: dict[str, Actor] = {}
        for mention in self._mentions_before(token):
            title = mention.title
            if mention.is_person and title is not None and not title.is_former:
                role = title.role.lower().split()
                if role and role[-1] == lemma and modifiers <= set(role):
                    actor = self.linker.person(mention)
                    found.setdefault(actor.iri, actor)
        return tuple(found.values()) if len(found) == 1 else ()

    def _state(self, token: "Token") -> tuple[Actor, ...]:
        """The only state, or for "the island" the only island, that the sentence before it and its own name so far."""
        sentence = self.analysis.sentence(token)
        start = self.analysis.sentence(token.doc[sentence.start - 1]).start if sentence.start else 0
        names = (m.name for i in range(start, token.i) for m in self._members(i))
        states = {name.actor.iri: name.actor for name in names if name is not None and name.actor.kind == "State"}
        if token.lemma_.lower() == _ISLAND:
            states = {iri: state for iri, state in states.items() if state.code in self.words.islands}
        return tuple(states.values()) if len(states) == 1 else ()

    def _members(self, i: int) -> Sequence["Mention"]:
        mention = self.analysis.mentions.get(i)
        return mention.members if mention is not None else ()
