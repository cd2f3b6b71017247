"""Referents: the actors that a noun, name or pronoun of a parsed text stands for.

Names come linked; here follow the phrases around them: "Russian officials" and "the Kremlin" are Russia, "Kurdish rebels" are a
group of their own, "European nations" a group actor. What is not certain stays unresolved.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from diplograph.ontology import Actor
from diplograph.ontology.actors import ActorBase, NameKind

from ..syntax import Analysis, conjuncts, preposition
from ..words import Lexicon, load_words
from .definite_nouns import Descriptions
from .home_states import HomeStates
from .linking import Linker
from .noun_phrases import NounPhrases, of_complement
from .organs import Organs
from .references import Coreference, Discourse, Enumerations, FirstPerson, Ranks
from .role_nouns import RoleNouns
from .territories import Territories

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ..names import Mention

__all__ = ["Referents"]

_NOMINAL = ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "DET")
# No phrase of a text that anybody wrote to be read is nested deeper.
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class ReferentWords:
    """The lists of ``referents.yaml``."""

    partitives: frozenset[str]
    ministries: frozenset[str]
    statehood: frozenset[str]
    several_states: Mapping[str, list[str]]


class Referents:
    """Resolves the tokens of one analysis; results are kept, so asking twice costs nothing.

    ``discourse`` is what the text has said so far: others write it, pronouns read it.
    """

    def __init__(
        self,
        analysis: Analysis,
        linker: Linker,
        base: ActorBase,
        lexicon: Lexicon,
        discourse: Discourse,
        author: Actor | None = None,
        issuer: Actor | None = None,
    ) -> None:
        self.analysis = analysis
        self.linker = linker
        self.base = base
        self.lexicon = lexicon
        self.words = load_words(ReferentWords)
        self.discourse = discourse
        self.coreference = Coreference(analysis, linker, lexicon, discourse, self.resolve)
        self.phrases = NounPhrases(analysis, linker, lexicon, self.resolve)
        self.home_states = HomeStates(analysis, linker, self.located)
        self.nouns = RoleNouns(self.phrases, self.home_states, base)
        self.descriptions = Descriptions(analysis, linker, base, lexicon)
        self.first_person = FirstPerson(analysis, linker, author, issuer, self.resolve)
        self.territories = Territories(analysis, base, self.resolve)
        self.enumerations = Enumerations(analysis, self.resolve)
        self.organs = Organs(analysis, linker)
        self.ranks = Ranks(analysis, self.resolve)
        self._found: dict[int, tuple[Actor, ...]] = {}
        self._passing: set[int] = set()
        self._depth = 0

    def mention(self, token: "Token") -> "Mention | None":
        return self.analysis.mentions.get(token.i)

    def resolve(self, token: "Token") -> tuple[Actor, ...]:
        """The actors that one head token stands for: mostly one, two for "both sides", none where that is not certain."""
        found = self._found.get(token.i)
        if found is None:
            self._found[token.i] = ()  # for a token that is asked for again while it is being resolved
            self._depth += 1
            found = self._resolve(token) if self._depth < _DEEPEST else ()
            self._depth -= 1
            self._found[token.i] = found
            if token.lemma_.lower() in self.lexicon.side_nouns:
                self._passing.add(token.i)  # what "both sides" means moves on with the text
        if self._depth == 0:
            # Not before: of "the party's party's party's leader" each would be asked for twice by the one before it.
            for passing in self._passing:
                del self._found[passing]
            self._passing.clear()
        return found

    def sides(self) -> tuple[Actor, ...]:
        """The parties that a claim of dealings named last."""
        return self.discourse.parties

    def bodies(self, token: "Token") -> tuple[Actor, ...]:
        """The organisations that a noun phrase names or stands for ("NATO", "the NATO alliance", "the bloc")."""
        own = tuple(actor for actor in self.resolve(token) if actor.kind == "InternationalOrganization")
        if own or token.lemma_.lower() not in self.lexicon.body_nouns:
            return own
        apposed = (actor for child in token.children if child.dep_ == "appos" for actor in self.resolve(child))
        named = (*self.phrases.owners(token), *apposed)
        found = tuple(actor for actor in named if actor.kind == "InternationalOrganization")
        definite = any(child.dep_ == "det" and child.lower_ in ("the", "this") for child in token.children)
        return found or (self.coreference.body(token) if definite else ())

    def located(self, token: "Token") -> tuple[Actor, ...]:
        """Like ``resolve``, and places stand for the state that they lie in."""
        mention = self.mention(token)
        if mention is not None and mention.name is not None and mention.name.kind is NameKind.PLACE:
            return (mention.name.actor,)
        return self.resolve(token)

    def bound(self, participle: "Token") -> tuple[Actor, ...]:
        """Whom the compound names that a participle ends: US of "US-brokered"."""
        mention = self.analysis.bound.get(participle.i - 2)
        actor = self.linker.actor(mention) if mention is not None else None
        return (actor,) if actor is not None else ()

    def is_pronoun(self, token: "Token") -> bool:
        """True for a pronoun that can stand for an actor, of whatever person."""
        return self.first_person.is_first(token) or self.coreference.is_pronoun(token)

    def _resolve(self, token: "Token") -> tuple[Actor, ...]:
        mention = self.mention(token)
        if mention is not None:
            return self._of_mention(token, mention)
        reference = self._reference(token)
        if reference is not None:
            return reference
        if token.pos_ not in _NOMINAL or token.pos_ == "PRON":
            return ()
        return (
            self._of_several_states(token)
            or self.enumerations.of(token)
            or self._of_description(token)
            or self._of_apposition(token)
            or self.nouns.actors(token)
            or (() if self.phrases.owners(token) else self.descriptions.antecedent(token))
        )

    def _of_several_states(self, token: "Token") -> tuple[Actor, ...]:
        """Both states of a shared name ("the two Koreas")."""
        states = (self.base.state(code) for code in self.words.several_states.get(token.text, ()))
        return tuple(state for state in states if state is not None)

    def _reference(self, token: "Token") -> tuple[Actor, ...] | None:
        """Whom a pronoun, "the former" or "the latter" means; None for other words."""
        if self.first_person.is_first(token):
            return self.first_person.actor(token)
        if self.ranks.is_rank(token):
            return self.ranks.actor(token)
        if token.lower_ == "whose":
            return self._of_whose(token)
        if token.lower_ == "who":
            return self.enumerations.of(token)
        return self.coreference.pronoun(token) if self.coreference.is_pronoun(token) else None

    def _of_whose(self, token: "Token") -> tuple[Actor, ...]:
        """Whom the clause that "whose" opens is about."""
        clause = token.head
        while clause.dep_ != "acl:relcl" and clause.head != clause:
            clause = clause.head
        return self.resolve(clause.head) if clause.dep_ == "acl:relcl" else ()

    def _of_mention(self, token: "Token", mention: "Mention") -> tuple[Actor, ...]:
        if mention.parts:
            return tuple(dict.fromkeys(actor for part in mention.parts for actor in self._of_mention(token, part)))
        kind = mention.name.kind if mention.name is not None else None
        if kind is NameKind.PLACE:
            return ()
        if mention.label == "ORG":
            return (self._of_unknown_body(token, mention),)
        if mention.label == "NORP" and token.pos_ in ("NOUN", "PROPN"):
            return (self.nouns.group(token, mention.text),)
        actor = self._people(token, mention) or self._of_contested(token, mention) or self.linker.actor(mention)
        return (actor,) if actor is not None else ()

    def _of_contested(self, token: "Token", mention: "Mention") -> Actor | None:
        """Whom the adjective of a state means in whose name a body governs: its people ("Palestinian homes"), its government
        beside officials, and the state beside "state"; None for other names.
        """
        name = mention.name
        if name is None or name.kind is not NameKind.ADJECTIVE or name.actor.iri not in self.base.governments:
            return None
        people = self.base.names.get(f"{name.text} people")
        if people is None or people.actor.kind != "GroupActor" or token.head.lemma_.lower() in self.words.statehood:
            return None
        government = self.base.government(name.actor)
        return government if government in self.resolve(token.head) else people.actor

    def _people(self, token: "Token", mention: "Mention") -> Actor | None:
        """A people that is no state here: of several states, told to be "ethnic", or of and in another state."""
        name = mention.name
        if name is None or name.kind is not NameKind.PEOPLE:
            return None
        if any(child.lower_ == "ethnic" for child in token.children):
            return self.nouns.group(token, f"ethnic {mention.text}")
        abroad, belongs = self.home_states.of_complement(token)
        if abroad not in (None, name.actor.code):
            return self.linker.group(mention.text, abroad if belongs else None)
        is_stateless = name.actor.kind == "GroupActor" and name.actor.code is None
        return self.linker.group(name.actor.name, self.home_states.below(token)) if is_stateless else None

    def _of_unknown_body(self, token: "Token", mention: "Mention") -> Actor:
        """The state for an organ of one ("Russian Foreign Ministry"), else a local organisation."""
        person = self.linker.named_person(mention)
        if person is not None:
            return person
        owners = (mention.owner.actor,) if mention.owner is not None else self.phrases.owners(token)
        if owners and self.is_organ(mention):
            return owners[0]
        return self.linker.body(mention, owners[0] if owners else None)

    def is_organ(self, mention: "Mention") -> bool:
        """True for the name of an organ of a state ("Foreign Ministry"), which stands for it."""
        words = mention.text.lower().split()
        if any(word in self.words.ministries and following == "of" for word, following in pairwise(words)):
            return True
        return bool({self.nouns.sector(words[0]), self.nouns.sector(words[-1])} & self.nouns.words.state_sectors)

    def _of_description(self, token: "Token") -> tuple[Actor, ...]:
        """Nouns that only point elsewhere: "officials from both sides", "thousands of Kurds", "the members are A and B"."""
        for noun in (token, *(child for child in token.children if child.dep_ == "nmod")):
            if self.coreference.are_sides(noun) and not self.phrases.owners(noun):
                return self.coreference.sides(noun)
        predicate = token.head
        is_predicate = predicate.i in self.analysis.mentions and any(c.dep_ == "cop" for c in predicate.children)
        # "The minister is in Chad" does not say who the minister is.
        if token.dep_ == "nsubj" and is_predicate and not preposition(predicate):
            return tuple(actor for part in conjuncts(predicate) for actor in self.resolve(part))
        counted = of_complement(token)
        if counted is not None and token.lemma_.lower() in self.words.partitives and not self.phrases.is_named(token):
            if counted.lemma_.lower() == "people" and not self.phrases.owners(counted):
                return (self.nouns.group(token, "people"),)
            return tuple(actor for part in conjuncts(counted) for actor in self.resolve(part))
        if not self.phrases.is_named(token) and self._are_several(token):
            phrase = (token, *(child for child in token.children if child.dep_ == "nmod"))
            listed = (child for noun in phrase for child in noun.children if self._is_example(child))
            return tuple(dict.fromkeys(actor for child in listed for actor in self.resolve(child)))
        return ()

    def _are_several(self, noun: "Token") -> bool:
        """True for "leaders" and "a delegation", which can include somebody, not for the meeting where they met."""
        return "Plur" in noun.morph.get("Number", []) or noun.lemma_.lower() in self.words.partitives

    def _is_example(self, name: "Token") -> bool:
        """True for those whom a noun includes: "leaders including Putin", "countries, among them Iran"."""
        if name.i not in self.analysis.mentions or name.dep_ not in ("nmod", "appos"):
            return False
        among = any(preposition(child) == "among" and child.lower_ in ("them", "whom") for child in name.children)
        return among or preposition(name) in ("including", "such_as", "like")

    def _is_person_told(self, noun: "Token", name: "Token") -> bool:
        """True for a person behind a comma whom a noun tells of ("her widower, Ali Diop")."""
        mention = self.analysis.mentions[name.i]
        return mention.is_person and noun.tag_ == "NN" and noun.doc[name.left_edge.i - 1].text == "," and noun.i < name.i

    @staticmethod
    def _is_parted(noun: "Token", name: "Token") -> bool:
        """True where a verb or semicolon stands between a noun and a name that the parser took for its apposition."""
        return any(word.pos_ == "VERB" or word.text == ";" for word in noun.doc[noun.i + 1 : name.i])

    def _of_apposition(self, token: "Token") -> tuple[Actor, ...]:
        """The name right after a noun that describes it ("a NATO ally, Turkey")."""
        lemma, lexicon = token.lemma_.lower(), self.lexicon
        describing = (lexicon.group_heads, lexicon.country_nouns, lexicon.body_nouns, lexicon.office_nouns)
        is_describing = any(lemma in nouns for nouns in describing) or self.nouns.sector(lemma) is not None
        named = (
            child
            for child in token.children
            if child.dep_ == "appos" and child.i in self.analysis.mentions and not self._is_parted(token, child)
            if is_describing or self._is_person_told(token, child)
        )
        return tuple(actor for name in named for actor in self.resolve(name))
