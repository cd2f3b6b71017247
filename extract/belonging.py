"""The state that a group or organ without a state's name beside it belongs to: told by where it stands or acts."""

from typing import TYPE_CHECKING

from diplograph.ontology.actors import NameKind

from .roles import preposition

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .referents import Referents

__all__ = ["code_below", "code_of_place", "only_code"]

# Who acts there belongs there; who acts near a border may not.
_INSIDE = frozenset({"in", "at", "inside", "within", "throughout", "across"})
_BESIDE = frozenset({"near", "off", "outside", "along", "across_from"})
_PLACE_DEPS = ("nmod", "appos", "compound", "flat")


def code_below(token: "Token", referents: "Referents") -> str | None:
    """The state in whose territory or name a group acts ("refugees fleeing Liberia"), where only one is named."""
    mentions = (referents.mention(below) for below in token.subtree)
    names = [m.name.actor for m in mentions if m is not None and m.name is not None and m.name.kind is not NameKind.PEOPLE]
    codes = {referents.linker.state_code(actor) for actor in names} - {None}
    return codes.pop() if len(codes) == 1 else None


def code_of_place(token: "Token", referents: "Referents") -> str | None:
    """The state in which the clause of a noun takes place ("protesters marched in the city of Kirkuk")."""
    verb = token.head
    places = [
        place
        for child in verb.children
        if child.dep_ == "obl" and preposition(child) in _INSIDE
        for place in (child, *(c for c in child.children if c.dep_ in _PLACE_DEPS))
    ]
    codes = (referents.linker.state_code(state) for place in places for state in referents.located(place))
    return next(filter(None, codes), None)


def _is_beside(name: "Token") -> bool:
    """True for the state of "near the Syrian border" and "near Chad", where whoever acts is not."""
    return preposition(name) in _BESIDE or (
        name.dep_ in ("amod", "compound", "nmod:poss") and preposition(name.head) in _BESIDE
    )


def only_code(token: "Token", referents: "Referents") -> str | None:
    """The state of all names in the sentence, beside the token's own; None where there are several, or none."""
    words = (other for other in referents.analysis.sentence(token) if other.i != token.i and not _is_beside(other))
    mentions = (referents.mention(other) for other in words)
    parts = [part for mention in mentions if mention is not None for part in mention.members]
    parts += [part.title.of for part in parts if part.title is not None and part.title.of is not None]
    actors = (referents.linker.actor(part) for part in parts)
    codes = {referents.linker.state_code(actor) for actor in actors if actor is not None} - {None}
    return codes.pop() if len(codes) == 1 else None
