"""Companions: who does it too ("like Spain", "joined France in condemning"), and who does not ("unlike Chad")."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..actors import Referents
from ..syntax import children, conjuncts, preposition, walk
from ..words import load_words
from .fillers import Filler

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_companions"]

_MAX_CLIMB = 4
_SHARING = ("xcomp", "conj", "aux")
_LINKING = ("ADP", "ADV", "SCONJ", "CCONJ")
_JOIN = "join"


@dataclass(frozen=True, slots=True)
class CompanionWords:
    """The lists of ``companions.yaml``."""

    with_phrases: frozenset[str]
    unlike_phrases: frozenset[str]
    pro_verbs: frozenset[str]


def find_companions(trigger: "Token", subjects: list[Filler], referents: Referents) -> list[Filler]:
    """Those of whom a clause says the same as of its agents, and the opposite (``is_excepted``), beside its ``subjects``."""
    agents = {filler.token for filler in subjects if filler.slot in ("agent", "clause.agent")}
    if not agents:
        return []
    known = {filler.value.iri for filler in subjects}
    found = [*_compared(trigger, agents, referents), *_joined(trigger, referents)]
    return list({filler.value.iri: filler for filler in reversed(found) if filler.value.iri not in known}.values())[::-1]


def _compared(trigger: "Token", agents: "set[Token | None]", referents: Referents) -> Iterator[Filler]:
    words = load_words(CompanionWords)
    for verb in _verbs_above(trigger):
        nouns = [*verb.children, *(child for agent in agents if agent is not None for child in agent.children)]
        for noun in nouns:
            opening = _opening(noun)
            if opening in words.unlike_phrases | words.with_phrases and _is_set_off(noun, verb):
                for part in conjuncts(noun):
                    for actor in referents.resolve(part):
                        excepted = opening in words.unlike_phrases
                        yield Filler(actor, is_exact=False, token=part, slot=opening.replace(" ", "_"), is_excepted=excepted)
        yield from _echoed(verb, words, referents)


def _verbs_above(trigger: "Token") -> Iterator["Token"]:
    """The verb of the trigger's clause and those whose subject it shares ("has refused to join": join, refused)."""
    current = next(walk(trigger, "clause"), trigger) if trigger.pos_ != "VERB" else trigger
    yield current
    for _ in range(_MAX_CLIMB):
        if current.dep_ not in _SHARING or children(current, "nsubj", "nsubj:pass"):
            return
        current = current.head
        yield current


def _start(noun: "Token") -> int:
    """Where the phrase of a noun begins, its comma left out."""
    return next((i for i in range(noun.left_edge.i, noun.i) if not noun.doc[i].is_punct), noun.i)


def _opening(noun: "Token") -> str:
    """The words before a noun that tie it to its clause: "along with", "just like"."""
    linking = (token for token in noun.doc[_start(noun) : noun.i] if token.pos_ in _LINKING)
    words = [token.lower_ for token in linking]
    return " ".join(words[words[:1] in (["just"], ["much"]) :])


def _is_set_off(noun: "Token", verb: "Token") -> bool:
    """True for a phrase that opens the sentence, stands after a comma, or right after the verb: it goes with the agent."""
    start = _start(noun)
    if noun.doc[start].is_sent_start or start == verb.i + 1:
        return True
    return noun.doc[start - 1].is_punct or noun.doc[start - 1].is_space


def _echoed(verb: "Token", words: CompanionWords, referents: Referents) -> Iterator[Filler]:
    """Romania in "Austria attacked Bulgaria, as did Romania"."""
    for clause in children(verb, "advcl", "conj", "parataxis"):
        opens = clause.i and clause.nbor(-1).lower_ in ("as", "so")
        if clause.lemma_ in words.pro_verbs and opens:
            for noun in children(clause, "nsubj", "obj", "nsubj:pass"):
                if noun.i > clause.i:
                    for part in conjuncts(noun):
                        yield from (Filler(actor, is_exact=False, token=part, slot="as") for actor in referents.resolve(part))


def _joined(trigger: "Token", referents: Referents) -> Iterator[Filler]:
    """France in "Japan joined France in condemning Iran": whoever is joined in an act does it too."""
    current = trigger
    for _ in range(_MAX_CLIMB):
        inside = preposition(current) == "in" or any(mark.lower_ == "in" for mark in children(current, "mark"))
        current = current.head
        if current.lemma_ == _JOIN and inside:
            for noun in walk(current, "patient"):
                for actor in referents.resolve(noun):
                    yield Filler(actor, is_exact=False, token=noun, slot="patient")
            return
