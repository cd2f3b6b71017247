"""Pronominal coreference: what "she", "their", "both sides" and "the bloc" point back to.

Only the text before counts, the nearest fitting antecedent wins, and number, gender and kind must fit; what does not fit stays
unresolved.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from diplograph.ontology import Actor

from ...syntax import Analysis, conjuncts
from ...words import Lexicon, load_words
from ..linking import Linker
from .discourse import Discourse
from .personal_pronouns import PersonalPronouns
from .pronoun_words import PronounWords

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Coreference"]

_SUBJECTS = ("nsubj", "nsubj:pass")
_OWNING = ("nmod:poss", "det:poss")
# Classes of actors that "they" can stand for.
_PLURAL_KINDS = ("GroupActor", "ArmedGroup")
# How far from the head of a sentence a pronoun may stand that points back to the one before, in tokens.
_OPENING = 4
# How far back an antecedent may stand, in tokens.
_PERSON_REACH, _BODY_REACH = 120, 200


class Coreference:
    """Antecedents in one analysis; ``resolve`` gives the actors of a token that is no pronoun."""

    def __init__(
        self,
        analysis: Analysis,
        linker: Linker,
        lexicon: Lexicon,
        discourse: Discourse,
        resolve: Callable[["Token"], tuple[Actor, ...]],
    ) -> None:
        self.analysis = analysis
        self.linker = linker
        self.lexicon = lexicon
        self.words = load_words(PronounWords)
        self.discourse = discourse
        self.resolve = resolve
        self.persons = PersonalPronouns(analysis, linker, lexicon, resolve)

    def is_pronoun(self, token: "Token") -> bool:
        word, words = token.lower_, self.words
        return word in words.person_pronouns or word in words.body_pronouns or word in words.plural_pronouns

    def pronoun(self, token: "Token") -> tuple[Actor, ...]:
        """The antecedent of "he", "it", "their" and the like; empty where nothing fits."""
        if token.lower_ in self.words.person_pronouns:
            return self.persons.antecedent(token)
        return self._subject(token, plural=token.lower_ in self.words.plural_pronouns)

    def are_sides(self, token: "Token") -> bool:
        """True for "both sides", "the two countries": a noun for the parties named last."""
        determiners = {child.lower_ for child in token.children if child.i < token.i}
        return token.lemma_.lower() in self.lexicon.side_nouns and bool(determiners & self.words.side_determiners)

    def sides(self, token: "Token") -> tuple[Actor, ...]:
        """The parties named last: as persons for "both leaders", as the states behind them for "both sides"."""
        pair = self.discourse.parties or self._listed_pair(token)
        if token.lemma_.lower() in self.lexicon.office_nouns:
            return pair
        return tuple(self.linker.represented(actor) or actor if actor.kind == "Person" else actor for actor in pair)

    def _listed_pair(self, token: "Token") -> tuple[Actor, ...]:
        """The last two names that stand in a list of two, where no claim has named two parties yet."""
        for i in range(token.i - 1, max(-1, token.i - _PERSON_REACH), -1):
            mention = self.analysis.mentions.get(i)
            if mention is not None and len(mention.parts) == 2:
                actors = tuple(actor for part in mention.parts if (actor := self.linker.actor(part)) is not None)
                return actors if len(actors) == 2 else ()
        return ()

    def body(self, token: "Token") -> tuple[Actor, ...]:
        """The organisation named last before a token, for "the bloc"."""
        for i in range(token.i - 1, max(-1, token.i - _BODY_REACH), -1):
            mention = self.analysis.mentions.get(i)
            if mention is not None and mention.name is not None and mention.name.actor.kind == "InternationalOrganization":
                return (mention.name.actor,)
        return ()

    def _subject(self, token: "Token", *, plural: bool) -> tuple[Actor, ...]:
        """What "it" (one body) or "they" (several, or a group) can stand for.

        The subject of the same sentence, else another noun of it before the pronoun, else, for a pronoun that opens a sentence,
        the subject of the one before. Where two fit equally, neither is taken.
        """
        parallel = _parallel_object(token)
        if parallel is not None:
            return self._only([parallel], plural=plural) or ()
        sentence = self.analysis.sentence(token)
        here = [other for other in self.analysis.doc[sentence.start : token.i] if not _is_own(other, token)]
        found = self._only([noun for noun in here if noun.dep_ in _SUBJECTS], plural=plural)
        if found is None and token.dep_ in _OWNING:
            found = self._only([noun for noun in here if noun.dep_ not in _SUBJECTS], plural=plural)
        if found is None and sentence.start and token.i - sentence.start <= _OPENING and token.dep_ in (*_SUBJECTS, *_OWNING):
            before = self.analysis.sentence(self.analysis.doc[sentence.start - 1])
            found = self._only([noun for noun in before if noun.dep_ in _SUBJECTS], plural=plural)
        return found or ()

    def _only(self, nouns: Iterable["Token"], *, plural: bool) -> tuple[Actor, ...] | None:
        """The actors of the only noun that fits; empty where several do, None where none does."""
        found: tuple[Actor, ...] | None = None
        for noun in nouns:
            if noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ == "conj":
                continue
            actors = tuple(actor for part in conjuncts(noun) for actor in self.resolve(part))
            if not actors or not self._agrees(noun, actors, plural=plural):
                continue
            if found is not None and actors != found:
                return ()
            found = actors
        return found

    def _agrees(self, noun: "Token", actors: tuple[Actor, ...], *, plural: bool) -> bool:
        """Whether number and kind fit: "they" for several, for groups and for "Russian officials", "it" for one body."""
        many = noun.i not in self.analysis.mentions and "Plur" in noun.morph.get("Number", [])
        if plural:
            return len(actors) > 1 or many or actors[0].kind in _PLURAL_KINDS
        return len(actors) == 1 and not many and actors[0].kind not in ("Person", "GroupActor")


def _is_own(noun: "Token", pronoun: "Token") -> bool:
    """True for the subject of a verb whose object the pronoun is: they are two."""
    return noun.head == pronoun.head and pronoun.dep_ not in _OWNING


def _parallel_object(pronoun: "Token") -> "Token | None":
    """The object of the clause before, for an object of a clause beside it with another subject.

    "Iran condemned Iraq, and Kuwait supported it": Iraq. What is no actor there ("signed the accord") is meant all the same.
    """
    verb = pronoun.head
    if pronoun.dep_ != "obj" or verb.dep_ not in ("conj", "parataxis") or verb.head.i > verb.i:
        return None
    if not any(child.dep_ in _SUBJECTS for child in verb.children):
        return None
    return next((child for child in verb.head.children if child.dep_ == "obj" and child.pos_ != "PRON"), None)
