"""Enumerations: whom "the following states" and "two countries" mean, where a colon and their names close the sentence."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from diplograph.ontology import Actor

from ...syntax import Analysis

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Enumerations"]

_FOLLOWING = frozenset({"following", "these", "those"})
_JOINING = frozenset({",", "and", "or", "the", "&"})
# How far behind its noun a list may begin, in tokens.
_REACH = 30


class Enumerations:
    """The lists of one analysis; ``resolve`` gives the actors of a token."""

    def __init__(self, analysis: Analysis, resolve: Callable[["Token"], tuple[Actor, ...]]) -> None:
        self.analysis = analysis
        self.resolve = resolve

    def of(self, token: "Token") -> tuple[Actor, ...]:
        """The actors that a list behind a colon names for a noun, or for a "who" that opens the sentence."""
        return self._listed(token) if self._announces(token) else ()

    def _announces(self, token: "Token") -> bool:
        """True for "the following members", "three states" and "Who opposes ...:"."""
        if token.lower_ == "who":
            return bool(token.is_sent_start)
        if "Plur" not in token.morph.get("Number", []) or token.i in self.analysis.mentions:
            return False
        before = [child for child in token.children if child.i < token.i]
        return any(child.lower_ in _FOLLOWING or child.pos_ == "NUM" for child in before)

    def _listed(self, token: "Token") -> tuple[Actor, ...]:
        """The actors of the names behind the next colon, where nothing else follows to the end of the sentence."""
        doc = token.doc
        end = min(len(doc), token.i + _REACH)
        colon = next((i for i in range(token.i + 1, end) if doc[i].text in (":", ".", "?", ";") or doc[i].is_space), end)
        if colon == end or doc[colon].text != ":":
            return ()
        found: dict[str, Actor] = {}
        for i in range(colon + 1, len(doc)):
            if doc[i].text in (".", ";") or doc[i].is_space:
                break
            if i not in self.analysis.mentions and doc[i].lower_ not in _JOINING:
                return ()
            if i in self.analysis.mentions:
                found.update({actor.iri: actor for actor in self.resolve(doc[i])})
        return tuple(found.values())
