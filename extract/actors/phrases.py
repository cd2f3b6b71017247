"""Which actors a noun, name or pronoun of a parsed text stands for.

Names come linked; here follow the phrases around them: "Russian officials" and "the Kremlin" are Russia, "Kurdish rebels" are a
group of their own, "European nations" a group actor. What is not certain stays unresolved.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from diplograph.ontology import Actor
from diplograph.ontology.actors import ActorBase, NameKind

from ..syntax import Analysis, conjuncts, preposition, walk
from ..words import Lexicon
from .definite_nouns import Descriptions
from .discourse import Discourse
from .first_person import FirstPerson
from .home_states import HomeStates
from .linking import Linker
from .pronouns import Coreference

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ..names import Mention

__all__ = ["Referents"]

_NOMINAL = ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "DET")
_GROUP_MODIFIERS = ("amod", "compound", "nmod:desc", "nmod:poss", "nmod")
# No phrase of a text that anybody wrote to be read is nested deeper.
_DEEPEST = 40
_POSSESSIVES = ("det:poss", "nmod:poss")
_BODIES = ("InternationalOrganization", "ArmedGroup", "Organization")


def _of_complement(token: "Token") -> "Token | None":
    """The noun after "of": "diplomats" of "a group of diplomats"."""
    return next((child for child in token.children if child.dep_ == "nmod" and preposition(child) == "of"), None)


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
        self.discourse = discourse
        self.coreference = Coreference(analysis, linker, lexicon, discourse, self.resolve)
        self.home_states = HomeStates(analysis, linker, self.located)
        self.descriptions = Descriptions(analysis, linker, base, lexicon)
        self.first_person = FirstPerson(analysis, linker, author, self.resolve)
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

    def bodies(self, token: "Token") -> tuple[Actor, ...]:
        """The organisations that a noun phrase names or stands for ("NATO", "the NATO alliance", "the bloc")."""
        own = tuple(actor for actor in self.resolve(token) if actor.kind == "InternationalOrganization")
        if own or token.lemma_.lower() not in self.lexicon.body_nouns:
            return own
        apposed = (actor for child in token.children if child.dep_ == "appos" for actor in self.resolve(child))
        named = (*self._named_before(token), *apposed)
        found = tuple(actor for actor in named if actor.kind == "InternationalOrganization")
        definite = any(child.dep_ == "det" and child.lower_ in ("the", "this") for child in token.children)
        return found or (self.coreference.body(token) if definite else ())

    def located(self, token: "Token") -> tuple[Actor, ...]:
        """Like ``resolve``, and places stand for the state that they lie in."""
        mention = self.mention(token)
        if mention is not None and mention.name is not None and mention.name.kind is NameKind.PLACE:
            return (mention.name.actor,)
        return self.resolve(token)

    def owners(self, token: "Token") -> tuple[Actor, ...]:
        """The states and bodies that a noun belongs to ("the president of Mali", "the Kremlin spokesman")."""
        return self._named_before(token)

    def is_pronoun(self, token: "Token") -> bool:
        """True for a pronoun that can stand for an actor, of whatever person."""
        return self.first_person.is_first(token) or self.coreference.is_pronoun(token)

    def is_person_noun(self, token: "Token") -> bool:
        """True for a noun for a person or body of a sector ("commander", "protesters"), whoever it stands for."""
        lemma = token.lemma_.lower()
        return self.sector(lemma) is not None or lemma in self.lexicon.office_nouns | self.lexicon.bare_group_nouns

    def _resolve(self, token: "Token") -> tuple[Actor, ...]:
        mention = self.mention(token)
        if mention is not None:
            return self._of_mention(token, mention)
        if self.first_person.is_first(token):
            return self.first_person.actor(token)
        if token.lower_ == "whose":
            return self._of_whose(token)
        if self.coreference.is_pronoun(token):
            return self.coreference.pronoun(token)
        if token.pos_ not in _NOMINAL or token.pos_ == "PRON":
            return ()
        return (
            self._of_description(token)
            or self._of_apposition(token)
            or self._of_noun(token)
            or (() if self._named_before(token) else self.descriptions.antecedent(token))
        )

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
        if kind is NameKind.PEOPLE and any(child.lower_ == "ethnic" for child in token.children):
            return (self._group(token, f"ethnic {mention.text}"),)
        actor = self.linker.actor(mention)
        return (actor,) if actor is not None else ()

    def _of_unknown_body(self, token: "Token", mention: "Mention") -> Actor:
        """The state for an organ of one ("Russian Foreign Ministry"), else a local organisation."""
        person = self.linker.named_person(mention)
        if person is not None:
            return person
        owners = (mention.owner.actor,) if mention.owner is not None else self._named_before(token)
        words = mention.text.lower().split()
        if owners and {self.sector(words[0]), self.sector(words[-1])} & self.lexicon.state_sectors:
            return owners[0]
        return self.linker.body(mention, owners[0] if owners else None)

    def _of_description(self, token: "Token") -> tuple[Actor, ...]:
        """Nouns that only point elsewhere: "officials from both sides", "thousands of Kurds", "the members are A and B"."""
        for noun in (token, *(child for child in token.children if child.dep_ == "nmod")):
            if self.coreference.are_sides(noun) and not self._named_before(noun):
                return self.coreference.sides(noun)
        predicate = token.head
        if token.dep_ == "nsubj" and predicate.i in self.analysis.mentions and any(c.dep_ == "cop" for c in predicate.children):
            return tuple(actor for part in conjuncts(predicate) for actor in self.resolve(part))
        counted = _of_complement(token)
        if counted is not None and token.lemma_.lower() in self.lexicon.partitives and not self._is_named(token):
            if counted.lemma_.lower() == "people" and not self._named_before(counted):
                return (self._group(token, "people"),)
            return tuple(actor for part in conjuncts(counted) for actor in self.resolve(part))
        if not self._is_named(token):
            phrase = (token, *(child for child in token.children if child.dep_ == "nmod"))
            listed = (child for noun in phrase for child in noun.children if self._is_example(child))
            return tuple(dict.fromkeys(actor for child in listed for actor in self.resolve(child)))
        return ()

    def _is_example(self, name: "Token") -> bool:
        """True for those whom a noun includes: "leaders including Putin", "countries, among them Iran"."""
        if name.i not in self.analysis.mentions or name.dep_ not in ("nmod", "appos"):
            return False
        among = any(preposition(child) == "among" and child.lower_ in ("them", "whom") for child in name.children)
        return among or preposition(name) in ("including", "such_as")

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
        owners = self._named_before(token)
        if lemma in lexicon.group_heads and plural and not (owners and lemma == "government"):
            code = owners[0].code if len(owners) == 1 else None
            return (self.linker.group(self._phrase(token), code),) if self._is_named(token) else ()
        if owners and lemma in lexicon.country_nouns and any(c.dep_ in _POSSESSIVES for c in token.children):
            return owners
        sector = self.sector(lemma) or self.sector(token.lower_)
        if sector is None:
            return ()
        return self._of_owners(token, sector, owners) if owners else self._of_nobody(token, sector, plural=plural)

    def _of_nobody(self, token: "Token", sector: str, *, plural: bool) -> tuple[Actor, ...]:
        """Nouns for people and bodies whose state or body is not named: groups of their own, or organs of a state."""
        lexicon, lemma = self.lexicon, token.lemma_.lower()
        of_people = plural and self._is_of_people(token)
        if of_people and sector in lexicon.state_sectors:
            return (self.linker.group(self._phrase(token), None),)
        if of_people or (self._is_of_group(token) and (plural or lemma in lexicon.group_nouns)):
            return (self._group(token, self._phrase(token)),)
        if sector in lexicon.state_sectors and lemma in lexicon.organ_nouns:
            return self._of_organ(token)
        if lemma in lexicon.bare_group_nouns and (plural or lemma in lexicon.collective_nouns):
            return (self._group(token, self._phrase(token) + self._place_after(token)),)
        return ()

    def _of_organ(self, token: "Token") -> tuple[Actor, ...]:
        """The state whose "police" or "troops" a text means without saying so: where they act, or the only one it names."""
        code = self.home_states.of_place(token) or self.home_states.only(token)
        state = self.base.state(code) if code is not None else None
        return (state,) if state is not None else ()

    def _of_owners(self, token: "Token", sector: str, owners: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """The owners themselves for their organs ("Turkish and EU officials", "Hamas militants"), else a group of theirs."""
        holder = self._office_holder(token, owners[0]) if len(owners) == 1 else None
        if holder is not None:
            return (holder,)
        if all(owner.kind in _BODIES for owner in owners):
            return owners
        acting = tuple(owner for owner in owners if owner.kind in ("State", "InternationalOrganization"))
        if acting and sector in self.lexicon.state_sectors and not self._is_of_group(token):
            return acting
        return (self.linker.group(self._phrase(token), owners[0].code),)

    def _office_holder(self, token: "Token", owner: Actor) -> Actor | None:
        """Who held the office on the day of the article ("the British prime minister", "his US counterpart")."""
        determiners = {child.lower_ for child in token.children if child.dep_ == "det"}
        if token.lemma_.lower() not in self.lexicon.office_nouns or "Plur" in token.morph.get("Number", []):
            return None
        if determiners - {"the"}:
            return None
        words = token.doc[self.phrase_start(token).i : token.i + 1]
        role = " ".join(word.lower_ for word in words if word.i not in self.analysis.mentions and word.tag_ != "POS")
        if role == "counterpart":
            of = (actor for child in token.children if child.dep_ in _POSSESSIVES for actor in self.resolve(child))
            role = next((told for actor in of if (told := self.linker.role(actor)) is not None), role)
        return self.linker.office_holder(owner, role)

    def sector(self, lemma: str) -> str | None:
        """The PLOVER sector of a role noun ("soldier": MIL), or None."""
        if lemma in self.lexicon.no_agents:
            return None
        return self.lexicon.sectors.get(lemma) or self.base.sectors.get(lemma)

    def _is_of_group(self, token: "Token") -> bool:
        """True for "Afghan rebel forces" and "Iranian opposition leaders": not the state's own."""
        sectors = (self.sector(m.lemma_.lower()) for m in walk(token, "mod") if self.mention(m) is None)
        return any(sector in self.lexicon.group_sectors for sector in sectors)

    def _named_before(self, token: "Token") -> tuple[Actor, ...]:
        """Known states and bodies that a noun belongs to, each once, in the order of the text."""
        modifiers = [*walk(token, "mod")]
        if any(self.mention(modifier) is not None for modifier in modifiers):
            # "Its Turkish ally" and "his US counterpart" belong to those who are named.
            modifiers = [modifier for modifier in modifiers if modifier.pos_ != "PRON"]
        linked = {"of", "from"}
        if token.lemma_.lower() in self.lexicon.government_nouns:
            linked.add("in")
        elif token.lemma_.lower() in self.lexicon.spoken_for_nouns:
            linked.add("for")
        for child in token.children:
            if child.dep_ == "nmod" and preposition(child) in linked:
                modifiers += conjuncts(child)
        if "in" in linked:
            modifiers += self._seat_after(token)
        return tuple(dict.fromkeys(actor for modifier in modifiers for actor in self._owner(modifier)))

    def _seat_after(self, government: "Token") -> list["Token"]:
        """The capital right after a government, which the parser may have hung on the verb ("the government in Stockholm")."""
        following = government.doc[government.i + 1 : government.i + 3]
        in_capital = len(following) == 2 and following[0].lower_ == "in" and following[1].i in self.analysis.mentions
        return [following[1]] if in_capital and following[0].head == following[1] else []

    def _owner(self, modifier: "Token") -> Iterator[Actor]:
        mention = self.mention(modifier)
        if mention is not None and not mention.is_person:
            yield from (part.name.actor for part in mention.members if part.name is not None)
        elif mention is not None or modifier.dep_ in _POSSESSIVES:
            # "the Trump administration", "his country"
            for actor in self.resolve(modifier):
                owner = self.linker.represented(actor) if actor.kind == "Person" else actor
                if owner is not None:
                    yield owner

    def _is_named(self, token: "Token") -> bool:
        """True where a name or the adjective of a region stands before a noun ("European nations", "alliance members")."""
        return any(
            self.mention(modifier) is not None
            or modifier.lemma_.lower() in self.lexicon.body_nouns
            or self.analysis.words(modifier) in self.lexicon.collective_adjectives
            for modifier in walk(token, "mod")
        )

    def _is_of_people(self, token: "Token") -> bool:
        """True for "Southeast Asian leaders" and "Lendu fighters": a region or people stands before the noun."""
        modifiers = [(modifier, self.mention(modifier)) for modifier in walk(token, "mod")]
        return any(
            (mention is not None and mention.label == "NORP")
            or self.analysis.words(modifier) in self.lexicon.collective_adjectives
            for modifier, mention in modifiers
        )

    def _group(self, token: "Token", name: str) -> Actor:
        """A group without a state of its own, which belongs to where it acts, or to the only state that its sentence names."""
        if not self.lexicon.international_words.isdisjoint(name.lower().split()):
            return self.linker.group(name, None)
        home = self.home_states
        return self.linker.group(name, home.below(token) or home.of_place(token) or home.only(token))

    def _place_after(self, token: "Token") -> str:
        """The place by which an unnamed group is known: " in Tibet" of "activists in Tibet"."""
        for child in token.children:
            mention = self.mention(child)
            known = mention is not None and mention.name is not None and not mention.parts
            if child.dep_ == "nmod" and known and preposition(child) in ("in", "from"):
                return f" {preposition(child)} {self.analysis.words(child)}"
        return ""

    def is_named_phrase(self, token: "Token") -> bool:
        """True for a noun with the name that it belongs to ("Russian officials", "the government of Chad")."""
        return bool(self._named_before(token))

    def phrase_start(self, token: "Token") -> "Token":
        """The first of the adjectives and names right before a noun, without articles and numbers."""
        first = token
        for i in range(token.i - 1, self.analysis.sentence(token).start - 1, -1):
            before = token.doc[i]
            hyphen = before.text in ("-", "–") and first != token
            if not hyphen and not self._belongs(before, token):
                break
            first = before
        return first

    def _phrase(self, token: "Token") -> str:
        """The noun with the adjectives and names right before it, a state by its canonical name."""
        first = self.phrase_start(token)
        mention = self.mention(first)
        phrase = self.analysis.span(first, token)
        if first.is_sent_start and mention is None and first.tag_ in ("NN", "NNS") and phrase[1:2].islower():
            phrase = phrase[0].lower() + phrase[1:]
        if mention is not None and mention.name is not None and mention.name.kind is NameKind.NAME and first != token:
            return phrase.replace(self.analysis.words(first), mention.name.actor.name, 1)
        return phrase

    def _belongs(self, modifier: "Token", noun: "Token") -> bool:
        return (
            modifier.head.i in range(modifier.i, noun.i + 1)
            and modifier.dep_ in _GROUP_MODIFIERS
            and modifier.lower_ not in self.lexicon.skipped_modifiers
            and modifier.pos_ != "PRON"
            and modifier.tag_ not in ("VBG", "CD", "JJS")
        )
