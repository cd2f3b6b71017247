"""Role nouns: nouns for people and bodies ("officials", "police", "rebels"), with whom they belong to or by themselves."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diplograph.ontology import Actor
from diplograph.ontology.actors import ActorBase

from ..syntax import walk
from ..words import load_words
from .home_states import HomeStates
from .noun_phrases import POSSESSIVES, NounPhrases
from .organs import OrganWords

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["RoleNouns"]

_BODIES = ("InternationalOrganization", "ArmedGroup", "Organization")


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The lists of ``role_nouns.yaml``."""

    bare_group_nouns: frozenset[str]
    faceless_nouns: frozenset[str]
    collective_nouns: frozenset[str]
    group_nouns: frozenset[str]
    international_words: frozenset[str]
    organ_nouns: frozenset[str]
    no_agents: frozenset[str]
    state_sectors: frozenset[str]


class RoleNouns:
    """Resolves the role nouns of one analysis, given its phrases and the states where its groups are at home."""

    def __init__(self, phrases: NounPhrases, home_states: HomeStates, base: ActorBase) -> None:
        self.phrases = phrases
        self.linker, self.lexicon = phrases.linker, phrases.lexicon
        self.home_states = home_states
        self.base = base
        self.words = load_words(RoleWords)
        self.organ_words = load_words(OrganWords)

    def actors(self, token: "Token") -> tuple[Actor, ...]:
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

    def sector(self, lemma: str) -> str | None:
        """The PLOVER sector of a role noun ("soldier": MIL), or None."""
        if lemma in self.words.no_agents:
            return None
        return self.lexicon.sectors.get(lemma) or self.base.sectors.get(lemma)

    def is_person_noun(self, token: "Token") -> bool:
        """True for a noun for a person or body of a sector ("commander", "protesters"), whoever it stands for."""
        lemma = token.lemma_.lower()
        named = lemma in self.lexicon.office_nouns or lemma in self.words.bare_group_nouns
        return named or self.sector(lemma) is not None

    def group(self, token: "Token", name: str) -> Actor:
        """A group without a state of its own, which belongs to where it acts, or to the only state that its sentence names."""
        if not self.words.international_words.isdisjoint(name.lower().split()) or self.phrases.is_led(token):
            return self.linker.group(name, None)
        home = self.home_states
        if self.phrases.is_of_people(token) and not self.phrases.is_of_faith(token):
            # Kurdish fighters who attack in Iran need not be of Iran.
            return self.linker.group(name, home.below(token))
        return self.linker.group(name, home.below(token) or home.of_place(token) or home.only(token))

    def _of_nobody(self, token: "Token", sector: str, *, plural: bool) -> tuple[Actor, ...]:
        """Nouns for people and bodies whose state or body is not named: groups of their own, or organs of a state."""
        lemma = token.lemma_.lower()
        of_people = plural and self.phrases.is_of_people(token)
        if of_people and sector in self.words.state_sectors:
            return (self.linker.group(self.phrases.text(token), None),)
        if of_people or (self._is_of_group(token) and (plural or lemma in self.words.group_nouns)):
            return (self.group(token, self.phrases.called(token)),)
        if sector in self.words.state_sectors and self._is_organ(token):
            found = (self.group(token, self.phrases.text(token)),) if self._is_foreign(token) else self._of_organ(token)
            # Soldiers of no state that the text tells are a group like others.
            if found:
                return found
        if lemma in self.words.bare_group_nouns and (plural or lemma in self.words.collective_nouns):
            name = self.phrases.called(token) + self.phrases.region_after(token)
            is_faceless = lemma in self.words.faceless_nouns and " " not in name and self.home_states.below(token) is None
            return () if is_faceless else (self.group(token, name),)
        return ()

    def _is_organ(self, token: "Token") -> bool:
        """True for "police" and "security forces", by the noun alone or with the one before it."""
        names = {token.lemma_.lower(), token.lower_}
        before = {f"{child.lower_} {name}" for child in token.children if child.dep_ in ("compound", "amod") for name in names}
        return not self.words.organ_nouns.isdisjoint(names | before)

    def _of_organ(self, token: "Token") -> tuple[Actor, ...]:
        """The state whose "police" or "troops" a text means without saying so: where they act, who tells of them ("Mali says
        troops captured"), or the only one it names.
        """
        home = self.home_states
        code = home.of_place(token) or home.of_teller(token) or home.only(token) or self._code_of_own_body(token)
        state = self.base.state(code) if code is not None else None
        return (state,) if state is not None else ()

    def _code_of_own_body(self, token: "Token") -> str | None:
        """The state of whoever asks, tells or dissolves "parliament": who deals with another's says whose it is."""
        subject = next((child for child in token.head.children if child.dep_ == "nsubj" and child != token), None)
        if subject is None or token.lemma_.lower() not in self.organ_words.own_bodies:
            return None
        codes = {self.linker.state_code(actor) for actor in self.phrases.resolve(subject)} - {None}
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
            return tuple(self.base.government(owner) for owner in acting)
        return (self.linker.group(self.phrases.called(token), owners[0].code),)

    def _office_holder(self, token: "Token", owner: Actor) -> Actor | None:
        """Who held the office on the day of the article ("the British prime minister", "his US counterpart")."""
        determiners = {child.lower_ for child in token.children if child.dep_ == "det"}
        if token.lemma_.lower() not in self.lexicon.office_nouns or "Plur" in token.morph.get("Number", []):
            return None
        if determiners - {"the"} or self.phrases.is_of_place(token):
            return None
        words = token.doc[self.phrases.start(token).i : token.i + 1]
        role = " ".join(word.lower_ for word in words if word.i not in self.phrases.analysis.mentions and word.tag_ != "POS")
        role = f"{role} {self.phrases.portfolio(token)}".strip()
        if role == "counterpart":
            of = (actor for child in token.children if child.dep_ in POSSESSIVES for actor in self.phrases.resolve(child))
            role = next((told for actor in of if (told := self.linker.role(actor)) is not None), role)
        return self.linker.office_holder(owner, role)

    def _is_of_group(self, token: "Token") -> bool:
        """True for "Afghan rebel forces" and "Iranian opposition leaders": not the state's own."""
        lemmas = {m.lemma_.lower() for m in walk(token, "mod") if m.i not in self.phrases.analysis.mentions}
        if not self.words.collective_nouns.isdisjoint(lemmas):
            return True
        return any(self.sector(lemma) in self.lexicon.group_sectors for lemma in lemmas)

    def _is_foreign(self, token: "Token") -> bool:
        """True for "foreign troops" and "US-led forces", which are not those of the state where they act."""
        before = {word.lower_ for word in walk(token, "mod")}
        return self.phrases.is_led(token) or not self.words.international_words.isdisjoint(before)
