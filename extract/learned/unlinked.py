"""Unlinked parties: mentions and bare nouns ("critics", "firms", "the tribunal") that no rule ties to an actor.

Frames leave them alone, since most stand in no claim; the learned reader weighs who acts by the words around. Each is called
as the text calls it, but for organs of the only state that the sentence names.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diplograph.ontology import Actor

from ..actors import Referents
from ..names import Mention
from ..syntax import Analysis
from ..words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["UnlinkedParties", "UnlinkedParty", "UnlinkedWords"]

_MODIFIERS = ("amod", "compound", "nmod:desc", "nummod", "flat")
_PLACES = ("GPE", "LOC", "FAC")
_HYPHENS = frozenset({"-", "–"})


@dataclass(frozen=True, slots=True)
class UnlinkedWords:
    """The lists of ``unlinked.yaml``."""

    people: frozenset[str]
    bodies: frozenset[str]
    of_state: frozenset[str]
    counts: frozenset[str]
    things: frozenset[str]
    no_part_of_names: frozenset[str]
    adjectives: Mapping[str, str]
    acts: frozenset[str]


@dataclass(frozen=True, slots=True)
class UnlinkedParty:
    """Characters ``start`` to ``end`` (exclusive) of the document that may stand for ``actor``."""

    start: int
    end: int
    actor: Actor


class UnlinkedParties:
    """Finds the unlinked parties of one document."""

    def __init__(self, analysis: Analysis, referents: Referents) -> None:
        self.analysis = analysis
        self.referents = referents
        self.words = load_words(UnlinkedWords)

    def of_sentence(self, sentence: "Span") -> Iterator[UnlinkedParty]:
        """The parties of one sentence in the order of the text."""
        for token in sentence:
            bound = self.analysis.bound.get(token.i)
            if bound is not None:
                actor = self.referents.linker.actor(bound)
                if actor is not None:
                    yield UnlinkedParty(*self.analysis.offsets[token.i], actor)
            else:
                yield from self._of_token(token)

    def _of_token(self, token: "Token") -> Iterator[UnlinkedParty]:
        mention = self.analysis.mentions.get(token.i)
        if mention is not None:
            yield from self._unknown_places(token, mention)
            return
        body = self._body(token)
        if body is not None:
            yield UnlinkedParty(*self.analysis.offsets[token.i], body)
        kind = self._kind(token)
        if kind is None:
            return
        first = self.referents.phrases.start(token, self._belongs)
        start, end = self.analysis.offsets[first.i][0], self.analysis.offsets[token.i][1]
        name = self.referents.phrases.called(token, self.referents.phrases.words_of(first, token))
        yield UnlinkedParty(start, end, self._state(token) or self._own(name, kind))

    def _unknown_places(self, token: "Token", mention: Mention) -> Iterator[UnlinkedParty]:
        """The places of a mention that the actor base does not know, in a list too ("Europe and the United States")."""
        start, end = self.analysis.offsets[token.i]
        for place in mention.members:
            if place.label not in _PLACES or place.name is not None:
                continue
            first = self.analysis.text.find(place.text, start, end) if mention.parts else start
            last = first + len(place.text) if mention.parts else end
            if first >= 0:
                yield UnlinkedParty(first, last, self._own(self.analysis.text[first:last], "Territory"))

    def _kind(self, token: "Token") -> str | None:
        """The class of the actor that a noun names: a group, a body or a person; None where it names none."""
        if token.pos_ not in ("NOUN", "PROPN") or self._only_modifies(token):
            return None
        lemma = token.lemma_.lower()
        if lemma in self.words.things or self.referents.resolve(token):
            return None
        plural = "Plur" in token.morph.get("Number", [])
        if lemma in self.words.bodies and not plural:
            return "Organization"
        if plural and lemma in self.words.counts:
            return "GroupActor"
        if plural:
            return "GroupActor" if self._is_party(token) else None
        return "Person" if self.referents.nouns.is_person_noun(token) else None

    def _only_modifies(self, token: "Token") -> bool:
        """True for "terrorist" of "terrorist suspects" and "member" of "member-nations": the noun after it names the party."""
        following = token.doc[token.i + 1].text if token.i + 1 < len(token.doc) else ""
        if following in _HYPHENS:
            return True
        head = token.head
        return token.dep_ in _MODIFIERS and (head.i in self.analysis.mentions or self._is_party(head))

    def _is_party(self, token: "Token") -> bool:
        lemma = token.lemma_.lower()
        return lemma in self.words.people | self.words.bodies or self.referents.nouns.is_person_noun(token)

    def _body(self, token: "Token") -> Actor | None:
        """The body of a continent's name before what only a body does ("the European draft resolution")."""
        name = self.words.adjectives.get(token.text) if token.dep_ in _MODIFIERS else None
        known = self.referents.base.names.get(name) if name is not None else None
        return known.actor if known is not None and token.head.lemma_.lower() in self.words.acts else None

    def _state(self, token: "Token") -> Actor | None:
        """The state whose organ a noun means, where the sentence or the place of the act tells it."""
        if token.lemma_.lower() not in self.words.of_state:
            return None
        home = self.referents.home_states
        code = home.of_place(token) or home.only(token)
        return self.referents.base.state(code) if code is not None else None

    def _belongs(self, word: "Token", noun: "Token") -> bool:
        """True for the adjectives and nouns that are part of what a noun is called, and numbers where little else tells it."""
        is_modifier = word.dep_ in _MODIFIERS and word.head.i in range(word.i, noun.i + 1) and word.pos_ != "PRON"
        is_counted = "Plur" in noun.morph.get("Number", []) and noun.lemma_.lower() not in self.words.counts
        is_part = word.nbor().text in _HYPHENS
        is_number = word.dep_ == "nummod" and not is_part and (is_counted or word.lemma_.lower() in self.words.counts)
        is_adverb = word.tag_ == "RB" and not is_part
        return is_modifier and not is_number and not is_adverb and word.lower_ not in self.words.no_part_of_names

    def _own(self, name: str, kind: str) -> Actor:
        return self.referents.linker.own(" ".join(name.split()), kind)
