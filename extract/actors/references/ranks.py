"""Ranks: "the former" and "the latter", the first and the second of the two actors that a text has named before."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from diplograph.ontology import Actor

from ...syntax import Analysis, conjuncts, preposition
from ...words import Grammar, load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Ranks"]

# Who is named after these is where something happens, not one of two parties.
_LOCATIVE = frozenset({"in", "at", "near", "from", "through", "via"})
_OBLIQUE = ("obl", "nmod")


class Ranks:
    """The ranks of one analysis; ``resolve`` gives the actors of a token that is none."""

    def __init__(self, analysis: Analysis, resolve: Callable[["Token"], tuple[Actor, ...]]) -> None:
        self.analysis = analysis
        self.resolve = resolve
        self.words = load_words(Grammar).ranks

    def is_rank(self, token: "Token") -> bool:
        """True for "the former" and "the latter" as nouns, which ``simplification.py`` has made one word each."""
        return token.i not in self.analysis.mentions and self.analysis.words(token).lower() in self.words

    def actor(self, token: "Token") -> tuple[Actor, ...]:
        """The one of the two actors named last that a rank means; empty where not just two are named."""
        pair = self._pair_of(self.analysis.place(token))
        return (pair[self.words[self.analysis.words(token).lower()]],) if pair else ()

    def _pair_of(self, place: int) -> tuple[Actor, ...]:
        """The two that the ranks of a sentence are told from: named in it before them, else in the one before."""
        sentence = self.analysis.sentences[place]
        first = next((token.i for token in sentence if self.is_rank(token)), sentence.end)
        pair = self._pair(sentence[: first - sentence.start])
        if pair or not place:
            return pair
        earlier = self.analysis.sentences[place - 1]
        goes_on = any(self.is_rank(token) for token in earlier)
        return self._pair_of(place - 1) if goes_on else self._pair(earlier)

    def _pair(self, words: "Iterable[Token]") -> tuple[Actor, ...]:
        """Two actors: the last list of just two, else all that the words name, in their order."""
        listed: tuple[Actor, ...] = ()
        named: dict[str, Actor] = {}
        for token in words:
            parts = [] if token.dep_ == "conj" else conjuncts(token)
            actors = tuple(dict.fromkeys(actor for part in parts for actor in self._named(part)))
            listed = actors if len(actors) == 2 else listed
            located = token.dep_ in _OBLIQUE and preposition(token) in _LOCATIVE
            named.update({actor.iri: actor for actor in actors if not located})
        return listed or (tuple(named.values()) if len(named) == 2 else ())

    def _named(self, token: "Token") -> tuple[Actor, ...]:
        nominal = token.i in self.analysis.mentions or token.pos_ in ("NOUN", "PROPN")
        return self.resolve(token) if nominal else ()
