"""Referents: the actors that a noun, name or pronoun of a parsed text stands for.

Names come linked; here follow the phrases around them: "Russian officials" and "the Kremlin" are Russia, "Kurdish rebels" are a
group of their own, "European nations" a group actor. What is not certain stays unresolved.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diplograph.ontology import Actor
from diplograph.ontology.actors import ActorBase, NameKind

from ..syntax import Analysis, conjuncts, preposition, walk
from ..words import Lexicon, load_words
from .definite_nouns import Descriptions
from .home_states import HomeStates
from .linking import Linker
from .noun_phrases import POSSESSIVES, NounPhrases, of_complement
from .organs import Organs
from .references import Coreference, Discourse, Enumerations, FirstPerson, Ranks
from .territories import Territories

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ..names import Mention

__all__ = ["Referents"]

_NOMINAL = ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "DET")
# No phrase of a text that anybody wrote to be read is nested deeper.
_DEEPEST = 40
_BODIES = ("InternationalOrganization", "ArmedGroup", "Organization")


@dataclass(frozen=True, slots=True)
class ReferentWords:
    """The lists of ``referents.yaml``."""

    bare_group_nouns: frozenset[str]
    collective_nouns: frozenset[str]
    group_nouns: frozenset[str]
    international_words: frozenset[str]
    organ_nouns: frozenset[str]
    no_agents: frozenset[str]
    partitives: frozenset[str]
    state_sectors: frozenset[str]


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
        self.descriptions = Descriptions(analysis, linker, base, lexicon)
        self.first_person = FirstPerson(analysis, linker, author, self.resolve)
        self.territories = Territories(analysis, base, self.resolve)
        self.enumerations = Enumerations(analysis, self.resolve)
        self.organs = Organs(analysis, base, lambda actor: actor.kind == "Person" and linker.represented(actor) is None)
        self.ranks = Ranks(analysis, self.resolve)
        self._found: dict[int, tuple[Actor, ...]] = {}
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
            if token.lemma_.lower() in self.lexicon.side_nouns:
                del self._found[token.i]  # what "both sides" means moves on with the text
            else:
                self._found[token.i] = found
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

    def is_person_noun(self, token: "Token") -> bool:
        """True for a noun for a person or body of a sector ("commander", "protesters"), whoever it stands for."""
        lemma = token.lemma_.lower()
        return self.sector(lemma) is not None or lemma in self.lexicon.office_nouns | self.words.bare_group_nouns

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
            self.enumerations.of(token)
            or self._of_description(token)
            or self._of_apposition(token)
            or self._of_noun(token)
            or (() if self.phrases.owners(token) else self.descriptions.antecedent(token))
        )

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
            return (self._group(token, mention.text),)
        actor = self._people(token, mention) or self.linker.actor(mention)
        return (actor,) if actor is not None else ()

    def _people(self, token: "Token", mention: "Mention") -> Actor | None:
        """A people that is no state here: of several states, told to be "ethnic", or of and in another state."""
        name = mention.name
        if name is None or name.kind is not NameKind.PEOPLE:
            return None
        if any(child.lower_ == "ethnic" for child in token.children):
            return self._group(token, f"ethnic {mention.text}")
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
        words = mention.text.lower().split()
        if owners and {self.sector(words[0]), self.sector(words[-1])} & self.words.state_sectors:
            return owners[0]
        return self.linker.body(mention, owners[0] if owners else None)

    def _of_description(self, token: "Token") -> tuple[Actor, ...]:
        """Nouns that only point elsewhere: "officials from both sides", "thousands of Kurds", "the members are A and B"."""
        for noun in (token, *(child for child in token.children if child.dep_ == "nmod")):
            if self.coreference.are_sides(noun) and not self.phrases.owners(noun):
                return self.coreference.sides(noun)
        predicate = token.head
        if token.dep_ == "nsubj" and predicate.i in self.analysis.mentions and any(c.dep_ == "cop" for c in predicate.children):
            return tuple(actor for part in conjuncts(predicate) for actor in self.resolve(part))
        counted = of_complement(token)
        if counted is not None and token.lemma_.lower() in self.words.partitives and not self.phrases.is_named(token):
            if counted.lemma_.lower() == "people" and not self.phrases.owners(counted):
                return (self._group(token, "people"),)
            return tuple(actor for part in conjuncts(counted) for actor in self.resolve(part))
        if not self.phrases.is_named(token):
            phrase = (token, *(child for child in token.children if child.dep_ == "nmod"))
            listed = (child for noun in phrase for child in noun.children if self._is_example(child))
            return tuple(dict.fromkeys(actor for child in listed for actor in self.resolve(child)))
        return ()

    def _is_example(self, name: "Token") -> bool:
        """True for those whom a noun includes: "leaders including Putin", "countries, among them Iran"."""
        if name.i not in self.analysis.mentions or name.dep_ not in ("nmod", "appos"):
            return False
        among = any(preposition(child) == "among" and child.lower_ in ("them", "whom") for child in name.children)
        return among or preposition(name) in ("including", "such_as", "like")

    def _of_apposition(self, token: "Token") -> tuple[Actor, ...]:
        """The name right after a noun that describes it ("a NATO ally, Turkey")."""
        lemma, lexicon = token.lemma_.lower(), self.lexicon
        describing = lexicon.group_heads | lexicon.country_nouns | lexicon.body_nouns | lexicon.office_nouns
        if lemma not in describing and self.sector(lemma) is None:
            return ()
        named = (child for child in token.children if child.dep_ == "appos" and child.i in self.analysis.mentions)
        return tuple(actor for name in named for actor in self.resolve(name))

    def _of_noun(self, token: "Token") -> tuple[Actor, ...]:
        """Nouns for people and bodies, with the state or body that they belong to, or by themselves."""
        lexicon, lemma = self.lexicon, token.lemma_.lower()
        plural = "Plur" in token.morph.get("Number", [])
        owners = self.phrases.owners(token)
        if lemma in lexicon.group_heads and plural and not (owners and lemma == "government"):
            code = owners[0].code if len(owners) == 1 else None
            return (self.linker.group(self.phrases.text(token), code),) if self.phrases.is_named(token) else ()
        if owners and lemma in lexicon.country_nouns and any(c.dep_ in POSSESSIVES for c in token.children):
            return owners
        sector = self.sector(lemma) or self.sector(token.lower_) or self.sector(f"{lemma} {self.phrases.portfolio(token)}")
        if sector is None:
            return ()
        return self._of_owners(token, sector, owners) if owners else self._of_nobody(token, sector, plural=plural)

    def _of_nobody(self, token: "Token", sector: str, *, plural: bool) -> tuple[Actor, ...]:
        """Nouns for people and bodies whose state or body is not named: groups of their own, or organs of a state."""
        lemma = token.lemma_.lower()
        of_people = plural and self.phrases.is_of_people(token)
        if of_people and sector in self.words.state_sectors:
            return (self.linker.group(self.phrases.text(token), None),)
        if of_people or (self._is_of_group(token) and (plural or lemma in self.words.group_nouns)):
            return (self._group(token, self.phrases.text(token)),)
        if sector in self.words.state_sectors and lemma in self.words.organ_nouns:
            return self._of_organ(token)
        if lemma in self.words.bare_group_nouns and (plural or lemma in self.words.collective_nouns):
            return (self._group(token, self.phrases.text(token) + self.phrases.place_after(token)),)
        return ()

    def _of_organ(self, token: "Token") -> tuple[Actor, ...]:
        """The state whose "police" or "troops" a text means without saying so: where they act, or the only one it names."""
        code = self.home_states.of_place(token) or self.home_states.only(token) or self._code_of_own_body(token)
        state = self.base.state(code) if code is not None else None
        return (state,) if state is not None else ()

    def _code_of_own_body(self, token: "Token") -> str | None:
        """The state of whoever asks, tells or dissolves "parliament": who deals with another's says whose it is."""
        subject = next((child for child in token.head.children if child.dep_ == "nsubj" and child != token), None)
        if subject is None or token.lemma_.lower() not in self.organs.words.own_bodies:
            return None
        codes = {self.linker.state_code(actor) for actor in self.resolve(subject)} - {None}
        return codes.pop() if len(codes) == 1 else None

    def _of_owners(self, token: "Token", sector: str, owners: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """The owners themselves for their organs ("Turkish and EU officials", "Hamas militants"), else a group of theirs."""
        holder = self._office_holder(token, owners[0]) if len(owners) == 1 else None
        if holder is not None:
            return (holder,)
        if self.phrases.portfolio(token) and self.phrases.is_of_place(token):
            return ()
        if all(owner.kind in _BODIES for owner in owners):
            return owners
        acting = tuple(owner for owner in owners if owner.kind in ("State", "InternationalOrganization"))
        if acting and sector in self.words.state_sectors and not self._is_of_group(token):
            return acting
        return (self.linker.group(self.phrases.text(token), owners[0].code),)

    def _office_holder(self, token: "Token", owner: Actor) -> Actor | None:
        """Who held the office on the day of the article ("the British prime minister", "his US counterpart")."""
        determiners = {child.lower_ for child in token.children if child.dep_ == "det"}
        if token.lemma_.lower() not in self.lexicon.office_nouns or "Plur" in token.morph.get("Number", []):
            return None
        if determiners - {"the"} or self.phrases.is_of_place(token):
            return None
        words = token.doc[self.phrases.start(token).i : token.i + 1]
        role = " ".join(word.lower_ for word in words if word.i not in self.analysis.mentions and word.tag_ != "POS")
        role = f"{role} {self.phrases.portfolio(token)}".strip()
        if role == "counterpart":
            of = (actor for child in token.children if child.dep_ in POSSESSIVES for actor in self.resolve(child))
            role = next((told for actor in of if (told := self.linker.role(actor)) is not None), role)
        return self.linker.office_holder(owner, role)

    def sector(self, lemma: str) -> str | None:
        """The PLOVER sector of a role noun ("soldier": MIL), or None."""
        if lemma in self.words.no_agents:
            return None
        return self.lexicon.sectors.get(lemma) or self.base.sectors.get(lemma)

    def _is_of_group(self, token: "Token") -> bool:
        """True for "Afghan rebel forces" and "Iranian opposition leaders": not the state's own."""
        sectors = (self.sector(m.lemma_.lower()) for m in walk(token, "mod") if self.mention(m) is None)
        return any(sector in self.lexicon.group_sectors for sector in sectors)

    def _group(self, token: "Token", name: str) -> Actor:
        """A group without a state of its own, which belongs to where it acts, or to the only state that its sentence names."""
        if not self.words.international_words.isdisjoint(name.lower().split()) or self.phrases.is_led(token):
            return self.linker.group(name, None)
        home = self.home_states
        if self.phrases.is_of_people(token) and not self.phrases.is_of_faith(token):
            # Kurdish fighters who attack in Iran need not be of Iran.
            return self.linker.group(name, home.below(token))
        return self.linker.group(name, home.below(token) or home.of_place(token) or home.only(token))
