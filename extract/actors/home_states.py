"""Home states of groups and organs without a state's name beside them: told by where they stand or act."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from diplograph.ontology import Actor
from diplograph.ontology.actors import NameKind

from ..syntax import Analysis, preposition, walk
from .linking import Linker

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["HomeStates"]

# Who acts there belongs there; who acts near a border may not.
_INSIDE = frozenset({"in", "at", "inside", "within", "throughout", "across"})
_BESIDE = frozenset({"near", "off", "outside", "along", "across_from"})
_PLACE_DEPS = ("nmod", "appos", "compound", "flat")


class HomeStates:
    """Codes of states for the nouns of one analysis; ``located`` gives the actors of a token, for a place its state."""

    def __init__(self, analysis: Analysis, linker: Linker, located: Callable[["Token"], tuple[Actor, ...]]) -> None:
        self.analysis = analysis
        self.linker = linker
        self.located = located

    def below(self, token: "Token") -> str | None:
        """The state in whose territory or name a group acts ("refugees fleeing Liberia"), where only one is named."""
        mentions = (self.analysis.mentions.get(below.i) for below in token.subtree)
        names = [m.name.actor for m in mentions if m is not None and m.name is not None and m.name.kind is not NameKind.PEOPLE]
        codes = {self.linker.state_code(actor) for actor in names} - {None}
        return codes.pop() if len(codes) == 1 else None

    def of_complement(self, people: "Token") -> tuple[str | None, bool]:
        """The state that a phrase behind a people names, and whether it belongs there.

        "The Albanians of southern Serbia" do; "Serbs in Kosovo" and "Americans in Iran" may or may not.
        """
        places = [c for c in people.children if c.dep_ == "nmod" and preposition(c) in ("of", "in") and c.i > people.i]
        found = (
            (self.linker.state_code(state), preposition(place) == "of") for place in places for state in self.located(place)
        )
        return next((pair for pair in found if pair[0] is not None), (None, False))

    def of_place(self, token: "Token") -> str | None:
        """The state in which the clause of a noun takes place ("protesters marched in the city of Kirkuk")."""
        verb = token.head
        places = [
            place
            for child in verb.children
            if child.dep_ == "obl" and preposition(child) in _INSIDE
            for place in (child, *(c for c in child.children if c.dep_ in _PLACE_DEPS))
        ]
        codes = (self.linker.state_code(state) for place in places for state in self.located(place))
        return next(filter(None, codes), None)

    def of_teller(self, token: "Token") -> str | None:
        """The state whose officials tell of the clause in which a noun is the subject ("Mali says troops seized the town")."""
        clause = token.head
        if token.dep_ not in ("nsubj", "nsubj:pass") or clause.dep_ != "ccomp":
            return None
        codes = {self.linker.state_code(teller) for told in walk(clause, "teller") for teller in self.located(told)} - {None}
        return codes.pop() if len(codes) == 1 else None

    def only(self, token: "Token") -> str | None:
        """The state of all names in the sentence, beside the token's own; None where there are several, or none."""
        words = (other for other in self.analysis.sentence(token) if other.i != token.i and not _is_beside(other))
        mentions = (self.analysis.mentions.get(word.i) for word in words)
        parts = [part for mention in mentions if mention is not None for part in mention.members]
        parts += [part.title.of for part in parts if part.title is not None and part.title.of is not None]
        actors = (self.linker.actor(part) for part in parts)
        codes = {self.linker.state_code(actor) for actor in actors if actor is not None} - {None}
        return codes.pop() if len(codes) == 1 else None


def _is_beside(name: "Token") -> bool:
    """True for the state of "near the Syrian border" and "near Chad", where whoever acts is not."""
    return preposition(name) in _BESIDE or (
        name.dep_ in ("amod", "compound", "nmod:poss") and preposition(name.head) in _BESIDE
    )
