"""Noun phrases: the names and adjectives round a noun, and the states and bodies that it belongs to."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diplograph.ontology import Actor
from diplograph.ontology.actors import NameKind

from ..syntax import Analysis, conjuncts, preposition, walk
from ..words import Lexicon, load_words
from .linking import Linker

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ..names import Mention

__all__ = ["POSSESSIVES", "NounPhrases"]

POSSESSIVES = ("det:poss", "nmod:poss")
_GROUP_MODIFIERS = ("amod", "compound", "nmod:desc", "nmod:poss", "nmod")
_HYPHENS = frozenset({"-", "–"})
# A complement of more words tells a story, and names nobody.
_LONGEST_COMPLEMENT = 7


@dataclass(frozen=True, slots=True)
class PhraseWords:
    """The lists of ``noun_phrases.yaml``."""

    skipped_modifiers: frozenset[str]
    government_nouns: frozenset[str]
    spoken_for_nouns: frozenset[str]
    complements: Mapping[str, frozenset[str]]
    place_nouns: frozenset[str]


def of_complement(token: "Token") -> "Token | None":
    """The noun after "of": "diplomats" of "a group of diplomats"."""
    return next((child for child in token.children if child.dep_ == "nmod" and preposition(child) == "of"), None)


def _is_people(mention: "Mention") -> bool:
    """True for "Rohingya" of "Rohingya refugees": a people without a state of its own owns nobody."""
    return mention.name is not None and mention.name.actor.kind == "GroupActor" and mention.name.actor.code is None


class NounPhrases:
    """The phrases of one analysis; ``resolve`` gives the actors of a token."""

    def __init__(
        self, analysis: Analysis, linker: Linker, lexicon: Lexicon, resolve: Callable[["Token"], tuple[Actor, ...]]
    ) -> None:
        self.analysis = analysis
        self.linker = linker
        self.lexicon = lexicon
        self.words = load_words(PhraseWords)
        self.resolve = resolve

    def owners(self, token: "Token") -> tuple[Actor, ...]:
        """Known states and bodies that a noun belongs to ("the president of Mali", "the Kremlin spokesman"), each once."""
        modifiers = [*walk(token, "mod")]
        is_named = any(modifier.i in self.analysis.mentions for modifier in modifiers)
        if is_named:
            # "Its Turkish ally" and "his US counterpart" belong to those who are named.
            modifiers = [modifier for modifier in modifiers if modifier.pos_ != "PRON"]
        linked = {"of", "from"}
        if token.lemma_.lower() in self.words.government_nouns and not is_named:
            # "The Hamas government in Gaza" is that of Hamas.
            linked.add("in")
        elif token.lemma_.lower() in self.words.spoken_for_nouns:
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
        mention = self.analysis.mentions.get(modifier.i)
        if mention is not None and not mention.is_person:
            yield from (part.name.actor for part in mention.members if part.name is not None and not _is_people(mention))
        elif mention is not None or modifier.dep_ in POSSESSIVES:
            # "the Trump administration", "his country"
            for actor in self.resolve(modifier):
                owner = self.linker.represented(actor) if actor.kind == "Person" else actor
                if owner is not None:
                    yield owner

    def is_of_place(self, token: "Token") -> bool:
        """True for an office of a part of a state ("Ohio's secretary of state"): the state's own office is another."""
        names = (self.analysis.mentions.get(modifier.i) for modifier in walk(token, "mod"))
        return any(name is not None and name.name is not None and name.name.kind is NameKind.PLACE for name in names)

    def portfolio(self, token: "Token") -> str:
        """What an office is of, where that is no name: "of state" of "the US secretary of state", else nothing."""
        of = of_complement(token)
        if of is None or of.i in self.analysis.mentions or token.lemma_.lower() not in self.lexicon.office_nouns:
            return ""
        return " ".join(word.lower_ for word in token.doc[token.i + 1 : of.i + 1])

    def is_named(self, token: "Token") -> bool:
        """True where a name or the adjective of a region stands before a noun ("European nations", "alliance members")."""
        return any(
            self.analysis.mentions.get(modifier.i) is not None
            or modifier.lemma_.lower() in self.lexicon.body_nouns
            or self.analysis.words(modifier) in self.lexicon.collective_adjectives
            for modifier in walk(token, "mod")
        )

    def is_led(self, token: "Token") -> bool:
        """True for "a US-led coalition": it belongs neither to where it acts nor to who leads it alone."""
        return any(modifier.i and token.doc[modifier.i - 1].text in _HYPHENS for modifier in walk(token, "mod"))

    def is_of_people(self, token: "Token") -> bool:
        """True for "Southeast Asian leaders" and "Lendu fighters": a region or people stands before the noun."""
        modifiers = [(modifier, self.analysis.mentions.get(modifier.i)) for modifier in walk(token, "mod")]
        return any(
            (mention is not None and (mention.label == "NORP" or _is_people(mention)))
            or self.analysis.words(modifier) in self.lexicon.collective_adjectives
            for modifier, mention in modifiers
        )

    def is_of_faith(self, token: "Token") -> bool:
        """True for "Islamic fundamentalists": a faith, and no people, stands before the noun."""
        modifiers = [
            modifier for modifier in walk(token, "mod") if not self.lexicon.faith_adjectives.isdisjoint({modifier.text})
        ]
        return bool(modifiers)

    def region_after(self, token: "Token") -> str:
        """The region by which an unnamed group is known: " in Tibet" of "activists in Tibet"; none for a state or capital."""
        for child in token.children:
            mention = self.analysis.mentions.get(child.i)
            name = mention.name if mention is not None else None
            if name is None or child.dep_ != "nmod" or preposition(child) not in ("in", "from"):
                continue
            if name.kind is NameKind.PLACE or (name.kind is NameKind.NAME and not self._is_state(name.actor)):
                return f" {preposition(child)} {self.analysis.words(child)}"
        return ""

    def _is_state(self, actor: Actor) -> bool:
        """True for states and territories of ISO 3166, not for "Tibet" and "Darfur"."""
        return self.linker.base.code_of(actor) in self.linker.base.alpha2.values()

    def start(self, token: "Token", belongs: "Callable[[Token, Token], bool] | None" = None) -> "Token":
        """The first of the adjectives and names right before a noun, without articles and numbers.

        ``belongs`` says otherwise of a word and the noun whether the one is part of the other's name.
        """
        belongs = belongs or self._belongs
        first, begin = token, self.analysis.sentence(token).start
        while first.i > begin:
            before = first.nbor(-1)
            hyphen = before.text in _HYPHENS and first != token
            # "US" of "a US-led coalition" hangs on the participle.
            joined = first.text in _HYPHENS and before.is_alpha
            if hyphen or joined or belongs(before, token):
                first = before
            elif first == token and _is_coordinated(before, token):
                first = before.head if _are_adjectives(before.head, before) else before
            else:
                break
        return first

    def text(self, token: "Token") -> str:
        """The noun with the adjectives and names right before it, a state by its canonical name."""
        first = self.start(token)
        mention = self.analysis.mentions.get(first.i)
        phrase = self.words_of(first, token)
        if first.is_sent_start and mention is None and first.tag_ in ("NN", "NNS") and phrase[1:2].islower():
            phrase = phrase[0].lower() + phrase[1:]
        if mention is not None and mention.name is not None and mention.name.kind is NameKind.NAME and first != token:
            name = mention.name.actor.name
            return phrase.replace(self.analysis.words(first), self.lexicon.attributive_names.get(name, name), 1)
        return phrase

    def words_of(self, first: "Token", token: "Token") -> str:
        """The words from the first to a noun; of names that the first joins the last alone ("Mali and Chadian rebels")."""
        mention, phrase = self.analysis.mentions.get(first.i), self.analysis.phrase(first, token)
        if mention is None or not mention.parts or first == token:
            return phrase
        return phrase.replace(self.analysis.words(first), mention.parts[-1].text, 1)

    def called(self, token: "Token", phrase: str | None = None) -> str:
        """What a group is called: its ``phrase``, with whose it is ("Iran's main opposition", "residents of Dujail")."""
        return self._with_possessor(token) or (phrase or self.text(token)) + self._complement(token)

    def _with_possessor(self, token: "Token") -> str:
        """The noun with the possessor before it, by its canonical name, and all words between; empty where there is none."""
        possessor = next((child for child in token.lefts if child.dep_ in POSSESSIVES and child.pos_ != "PRON"), None)
        if possessor is None or token.doc[possessor.i + 1].tag_ != "POS" or not self._may_own(possessor):
            return ""
        name = self._canonical(possessor, -1)
        mark = "'" if name.endswith("s") else "'s"
        return f"{name}{mark} {self.analysis.phrase(token.doc[possessor.i + 2], token)}"

    def _may_own(self, noun: "Token") -> bool:
        """False for "today" and "the storm", whose victims are not told by them."""
        lemma = noun.lemma_.lower()
        is_person = lemma in self.lexicon.sectors or lemma in self.linker.base.sectors
        return noun.i in self.analysis.mentions or is_person or bool(self.resolve(noun))

    def _complement(self, token: "Token") -> str:
        """Whom or what somebody belongs to whose noun tells little alone: " of Dujail" of "residents of the town of Dujail"."""
        lemma, following = token.lemma_.lower(), token.doc[token.i + 1 : token.i + 2]
        case = following[0].lower_ if following else ""
        if lemma not in self.words.complements.get(case, ()):
            return ""
        noun = next((child for child in token.rights if child.dep_ == "nmod" and preposition(child) == case), None)
        if noun is None or len(conjuncts(noun)) > 1 or noun.nbor().tag_ == "POS":
            return ""
        last = of_complement(noun)
        if last is not None and last.i in self.analysis.mentions and noun.lemma_.lower() in self.words.place_nouns:
            noun = last
        if noun.i in self.analysis.mentions:
            return f" {case} {self._article(noun)}{self._canonical(noun, 0)}"
        if last is not None and token.doc[noun.i + 1].lower_ == "of":
            noun = last
        words = self.analysis.phrase(token.doc[token.i + 2], noun)
        return f" {case} {words}" if len(words.split()) <= _LONGEST_COMPLEMENT else ""

    def _article(self, noun: "Token") -> str:
        """ "the " before the name of a body that the text gives it, none before a person ("the ousted president")."""
        has_article = any(child.dep_ == "det" and child.lower_ == "the" for child in noun.children)
        return "the " if has_article and not self.analysis.mentions[noun.i].is_person else ""

    def _canonical(self, noun: "Token", place: int) -> str:
        """The name of whom a noun stands for, of names joined to one by their ``place``, else its words."""
        mention = self.analysis.mentions.get(noun.i)
        if mention is not None and mention.parts:
            part = mention.parts[place]
            actor = self.linker.actor(part)
            return actor.name if actor is not None else part.text
        actors = self.resolve(noun)
        return actors[0].name if len(actors) == 1 else self.text(noun)

    def _belongs(self, modifier: "Token", noun: "Token") -> bool:
        return (
            modifier.head.i in range(modifier.i, noun.i + 1)
            and modifier.dep_ in _GROUP_MODIFIERS
            and modifier.lower_ not in self.words.skipped_modifiers
            and _compound(modifier) not in self.words.skipped_modifiers
            and modifier.pos_ != "PRON"
            and (modifier.tag_ not in ("VBG", "CD", "JJS") or _is_compounded(modifier))
        )


def _is_compounded(word: "Token") -> bool:
    """True for "whaling" of "anti-whaling activists"."""
    return word.i > 0 and word.nbor(-1).text in _HYPHENS


def _is_coordinated(word: "Token", noun: "Token") -> bool:
    """True for "coalition" of "Afghan and coalition forces"."""
    return word.dep_ == "conj" and word.pos_ != "PRON" and word.head.head == noun and word.head.dep_ in _GROUP_MODIFIERS


def _are_adjectives(first: "Token", second: "Token") -> bool:
    """True for "political and religious leaders", who are the same; false for "Afghan and Iraqi forces"."""
    return first.i == second.i - 2 and all(word.pos_ == "ADJ" and word.text.islower() for word in (first, second))


def _compound(word: "Token") -> str:
    """The hyphenated word that a word closes ("state-backed"), or the word alone."""
    parts = word.doc[max(0, word.i - 2) : word.i + 1]
    joined = len(parts) > 2 and parts[1].text in _HYPHENS
    return "-".join((parts[0].lower_, parts[2].lower_)) if joined else word.lower_
