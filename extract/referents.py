"""Which actors a noun, name or pronoun of a parsed text stands for.

Names come linked; here follow the phrases around them: "Russian officials" and "the Kremlin" are Russia, "Kurdish rebels" are a
group of their own, "European nations" a group actor, "she" the woman named before. What is not certain stays unresolved.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from diplograph.ontology import Actor
from diplograph.ontology.actors import ActorBase, NameKind

from .lexicon import Lexicon
from .linking import Linker
from .pipeline import Analysis
from .roles import conjuncts, walk

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .mention import Mention

__all__ = ["Referents"]

_NOMINAL = ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "DET")
_GROUP_MODIFIERS = ("amod", "compound", "nmod:desc", "nmod:poss", "nmod")
_SKIPPED_MODIFIERS = frozenset(
    {
        "other",
        "several",
        "many",
        "more",
        "some",
        "most",
        "same",
        "new",
        "senior",
        "top",
        "local",
        "own",
        "last",
        "first",
        "such",
        "two",
        "three",
    }
)
_GROUP_SECTORS = frozenset({"REB", "OPP", "UAF", "CRM", "REF", "CVL"})
_MASCULINE, _FEMININE = frozenset({"he", "him", "his"}), frozenset({"she", "her", "hers"})


class Referents:
    """Resolves the tokens of one analysis; results are kept, so asking twice costs nothing."""

    def __init__(self, analysis: Analysis, linker: Linker, base: ActorBase, lexicon: Lexicon) -> None:
        self.analysis = analysis
        self.linker = linker
        self.base = base
        self.lexicon = lexicon
        self.last_pair: tuple[Actor, ...] = ()
        self._found: dict[int, tuple[Actor, ...]] = {}

    def resolve(self, token: "Token") -> tuple[Actor, ...]:
        """The actors that one head token stands for: mostly one, two for "both sides", none where that is not certain."""
        found = self._found.get(token.i)
        if found is None:
            self._found[token.i] = ()  # a token that is asked for again while it is being resolved
            found = self._resolve(token)
            if self._is_fixed(token):
                self._found[token.i] = found
            else:
                del self._found[token.i]
        return found

    def _is_fixed(self, token: "Token") -> bool:
        """False for "both sides", whose meaning moves on with the text."""
        return token.lemma_.lower() not in self.lexicon.side_nouns

    def mention(self, token: "Token") -> "Mention | None":
        return self.analysis.mentions.get(token.i)

    def _resolve(self, token: "Token") -> tuple[Actor, ...]:
        mention = self.mention(token)
        if mention is not None:
            return self._of_mention(token, mention)
        if token.pos_ not in _NOMINAL:
            return ()
        lower, lemma = token.lower_, token.lemma_.lower()
        if lower in self.lexicon.person_pronouns:
            return self._person_before(token)
        if lower in self.lexicon.body_pronouns or lower in self.lexicon.plural_pronouns:
            return self._subject_before(token, plural=lower in self.lexicon.plural_pronouns)
        if token.pos_ == "PRON":
            return ()
        return self._of_noun(token, lemma)

    def _of_mention(self, token: "Token", mention: "Mention") -> tuple[Actor, ...]:
        if mention.parts:
            return tuple(dict.fromkeys(actor for part in mention.parts for actor in self._of_mention(token, part)))
        if mention.name is not None and mention.name.kind is NameKind.PLACE:
            return ()
        if mention.label == "ORG":
            states = (mention.owner.actor,) if mention.owner is not None else self._states_before(token)
            sector = self._sector(mention.text.split()[-1].lower())
            if states and sector in self.lexicon.state_sectors:
                return states
            return (self.linker.body(mention, states[0] if states else None),)
        if mention.label == "NORP" and token.pos_ in ("NOUN", "PROPN"):
            return (self.linker.group(mention.text, None),)
        if (
            mention.name is not None
            and mention.name.kind is NameKind.PEOPLE
            and any(child.lower_ == "ethnic" for child in token.children)
        ):
            return (self.linker.group(f"ethnic {mention.text}", None),)
        actor = self.linker.actor(mention)
        return (actor,) if actor is not None else ()

    def bodies(self, token: "Token") -> tuple[Actor, ...]:
        """The organisations that a noun phrase names or stands for ("NATO", "the NATO alliance", "the bloc")."""
        own = tuple(actor for actor in self.resolve(token) if actor.kind == "InternationalOrganization")
        if own or token.lemma_.lower() not in self.lexicon.body_nouns:
            return own
        named = tuple(actor for actor in self._states_before(token) if actor.kind == "InternationalOrganization")
        if named:
            return named
        appositions = [a for child in token.children if child.dep_ == "appos" for a in self.resolve(child)]
        if appositions:
            return tuple(appositions)
        definite = any(child.dep_ == "det" and child.lower_ in ("the", "this") for child in token.children)
        return self.body_before(token) if definite else ()

    def body_before(self, token: "Token") -> tuple[Actor, ...]:
        """The organisation named last before a token, for "the bloc"."""
        for i in range(token.i - 1, max(-1, token.i - 200), -1):
            mention = self.analysis.mentions.get(i)
            if mention is not None and mention.name is not None and mention.name.actor.kind == "InternationalOrganization":
                return (mention.name.actor,)
        return ()

    def located(self, token: "Token") -> tuple[Actor, ...]:
        """Like ``resolve``, and places stand for the state that they lie in."""
        mention = self.mention(token)
        if mention is not None and mention.name is not None and mention.name.kind is NameKind.PLACE:
            return (mention.name.actor,)
        return self.resolve(token)

    def _sector(self, lemma: str) -> str | None:
        return self.lexicon.sectors.get(lemma) or self.base.sectors.get(lemma)

    def _modifiers(self, token: "Token") -> Iterator["Token"]:
        yield from walk(token, "mod")
        for child in token.children:
            if child.dep_ == "nmod" and any(c.dep_ == "case" and c.lower_ in ("of", "from") for c in child.children):
                yield from conjuncts(child)

    def _states_before(self, token: "Token") -> tuple[Actor, ...]:
        """Known states and bodies that modify a noun, each once, in the order of the text."""
        found: dict[str, Actor] = {}
        for modifier in self._modifiers(token):
            mention = self.mention(modifier)
            names = (
                [part.name for part in mention.members if part.name is not None]
                if mention is not None and not mention.is_person
                else []
            )
            if names:
                for name in names:
                    found.setdefault(name.actor.iri, name.actor)
            elif mention is not None and mention.is_person and modifier.dep_ in ("compound", "nmod", "nmod:desc", "amod"):
                # "the Trump administration"
                for actor in self.resolve(modifier):
                    state = self.linker.represented(actor)
                    if state is not None:
                        found.setdefault(state.iri, state)
            elif modifier.lower_ in ("his", "her", "their", "its") or (
                mention is not None and mention.is_person and modifier.dep_ == "nmod:poss"
            ):
                for actor in self.resolve(modifier):
                    state = self.linker.represented(actor) if actor.kind == "Person" else actor
                    if state is not None:
                        found.setdefault(state.iri, state)
        return tuple(found.values())

    def _of_noun(self, token: "Token", lemma: str) -> tuple[Actor, ...]:
        lexicon = self.lexicon
        if self._are_sides(token, lemma):
            return self._pair_as(lemma)
        for child in token.children:
            if child.dep_ == "nmod" and self._are_sides(child, child.lemma_.lower()):
                return self._pair_as(child.lemma_.lower())
        if (
            token.dep_ == "nsubj"
            and any(child.dep_ == "cop" for child in token.head.children)
            and self.mention(token.head) is not None
        ):
            return tuple(actor for part in conjuncts(token.head) for actor in self.resolve(part))
        if lemma in lexicon.partitives and not any(True for _ in self._naming_modifiers(token)):
            for child in token.children:
                if child.dep_ == "nmod" and any(c.dep_ == "case" and c.lower_ == "of" for c in child.children):
                    return tuple(actor for part in conjuncts(child) for actor in self.resolve(part))
        sector = self._sector(lemma) or self._sector(token.lower_)
        states = self._states_before(token)
        plural = "Plur" in token.morph.get("Number")
        if lemma in lexicon.group_heads and plural and not (states and lemma == "government"):
            if any(True for _ in self._naming_modifiers(token)):
                return (self.linker.group(self._phrase(token), states[0].code if len(states) == 1 else None),)
            return ()
        if (
            states
            and lemma in lexicon.country_nouns
            and token.i
            and any(c.dep_ in ("det:poss", "nmod:poss") for c in token.children)
        ):
            return states
        if sector is None:
            return ()
        if states:
            bodies = tuple(
                state for state in states if state.kind in ("InternationalOrganization", "ArmedGroup", "Organization")
            )
            named = tuple(state for state in states if state.kind in ("State", "InternationalOrganization"))
            if bodies and len(bodies) == len(states):
                return bodies
            if sector in lexicon.state_sectors and named and not self._is_of_group(token):
                return named
            return (self.linker.group(self._phrase(token), states[0].code),)
        if lemma in lexicon.bare_group_nouns and (plural or lemma in ("opposition", "coalition", "insurgency")):
            return (self.linker.group(self._phrase(token) + self._place_after(token), self._code_below(token)),)
        return ()

    def _place_after(self, token: "Token") -> str:
        """ " in Tibet" of "activists in Tibet": an unnamed group is known by its place."""
        for child in token.children:
            mention = self.mention(child)
            if child.dep_ == "nmod" and mention is not None and mention.name is not None and not mention.parts:
                case = [c.lower_ for c in child.children if c.dep_ == "case"]
                if case in (["in"], ["from"]):
                    return f" {case[0]} {mention.name.text}"
        return ""

    def _is_of_group(self, token: "Token") -> bool:
        """True for "Afghan rebel forces" and "Iranian opposition leaders": not the state's own."""
        sectors = (self._sector(m.lemma_.lower()) for m in walk(token, "mod") if self.mention(m) is None)
        return any(sector in _GROUP_SECTORS for sector in sectors)

    def _code_below(self, token: "Token") -> str | None:
        """The state in whose territory or name a group acts ("refugees fleeing Liberia"), where only one is named."""
        codes = {
            mention.name.actor.code
            for below in token.subtree
            if (mention := self.mention(below)) is not None and mention.name is not None
        }
        return codes.pop() if len(codes) == 1 else None

    def _are_sides(self, token: "Token", lemma: str) -> bool:
        determiners = {child.lower_ for child in token.children if child.i < token.i}
        return (
            lemma in self.lexicon.side_nouns
            and bool(determiners & self.lexicon.side_determiners)
            and not self._states_before(token)
        )

    def _pair_as(self, lemma: str) -> tuple[Actor, ...]:
        """The parties named last: as persons for "both leaders", as the states behind them for "both sides"."""
        if lemma in self.lexicon.office_nouns:
            return self.last_pair
        return tuple(self.linker.represented(actor) or actor if actor.kind == "Person" else actor for actor in self.last_pair)

    def _naming_modifiers(self, token: "Token") -> Iterator["Token"]:
        for modifier in walk(token, "mod"):
            if (
                self.mention(modifier) is not None
                or modifier.lemma_.lower() in self.lexicon.body_nouns
                or self.analysis.words(modifier) in self.lexicon.collective_adjectives
            ):
                yield modifier

    def _phrase(self, token: "Token") -> str:
        """The noun with the adjectives and names right before it, without articles and numbers."""
        first = token
        for i in range(token.i - 1, -1, -1):
            before = token.doc[i]
            inside = before.head is token or before.head.i in range(i, token.i + 1)
            if (
                not inside
                or before.dep_ not in _GROUP_MODIFIERS
                or before.lower_ in _SKIPPED_MODIFIERS
                or before.tag_ in ("VBG", "CD", "JJS")
            ):
                if not (before.text in ("-", "–") and first is not token):
                    break
            first = before
        mention = self.mention(first)
        if mention is not None and mention.name is not None and mention.name.kind is NameKind.NAME and first is not token:
            rest = self.analysis.text[self.analysis.offsets[first.i][1] : self.analysis.offsets[token.i][1]]
            return mention.name.actor.name + rest if rest[:1] in (" ", "-") else self.analysis.span(first, token)
        return self.analysis.span(first, token)

    def _persons_before(self, token: "Token") -> Iterator["Token"]:
        sentence = token.sent
        here = [token.doc[i] for i in range(token.i - 1, sentence.start - 1, -1)]
        yield from (t for t in here if self._is_person(t) and t.dep_ in ("nsubj", "nsubj:pass"))
        yield from (t for t in here if self._is_person(t))
        before = [token.doc[i] for i in range(sentence.start - 1, max(-1, sentence.start - 120), -1)]
        yield from (t for t in before if self._is_person(t) and t.dep_ in ("nsubj", "nsubj:pass"))

    def _is_person(self, token: "Token") -> bool:
        mention = self.mention(token)
        return mention is not None and mention.is_person

    def _person_before(self, token: "Token") -> tuple[Actor, ...]:
        lower = token.lower_
        candidates = [(candidate, self._gender(candidate)) for candidate in self._persons_before(token)]
        sure = [candidate for candidate, gender in candidates if gender is not None and lower in gender]
        fitting = [candidate for candidate, gender in candidates if gender is None or lower in gender]
        for candidate in (sure if token.sent == (sure[0].sent if sure else None) else []) or fitting:
            return self.resolve(candidate)[:1]
        return ()

    def _gender(self, token: "Token") -> frozenset[str] | None:
        mention = self.mention(token)
        words = set(self.analysis.words(token).split())
        role = set(mention.title.role.lower().split()) if mention is not None and mention.title is not None else set()
        if words & {"Ms.", "Mrs.", "Miss", "Ms", "Mrs"} or role & {
            "spokeswoman",
            "queen",
            "chairwoman",
            "congresswoman",
            "princess",
        }:
            return _FEMININE
        if words & {"Mr.", "Mr", "Sir", "Lord"} or role & {
            "spokesman",
            "king",
            "chairman",
            "congressman",
            "prince",
            "sultan",
            "emir",
            "pope",
        }:
            return _MASCULINE
        return None

    def _subject_before(self, token: "Token", *, plural: bool) -> tuple[Actor, ...]:
        """The subject of the same sentence that "it" or "they" can stand for: a body for the one, a group for the other."""
        for i in range(token.i - 1, token.sent.start - 1, -1):
            candidate = token.doc[i]
            if candidate.dep_ in ("nsubj", "nsubj:pass") and candidate.pos_ in ("NOUN", "PROPN"):
                actors = tuple(actor for part in conjuncts(candidate) for actor in self.resolve(part))
                fitting = (len(actors) > 1 or any(a.kind == "GroupActor" for a in actors)) if plural else len(actors) == 1
                if actors and fitting and (plural or actors[0].kind != "Person"):
                    return actors
        return ()
