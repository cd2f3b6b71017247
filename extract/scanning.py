"""Claim scan: whether a text can hold a claim at all, told by a look at its words, before anything is parsed.

A claim takes two parties, of which at least one has a name, and the words that a frame wants: its trigger, those beside it, a
preposition that opens one of its slots; or an office and a person. Names are words with capitals that sentences would not give
them; the other party may be a noun that stands for actors, an event, or whoever is known to say "we". The scan errs on the side
of parsing: nothing is asked of where the words stand.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from diplograph.ontology import Document, Schema
from diplograph.ontology.actors import NameKind

from .actors import ReferenceWords, find_issuer
from .claims import Resources
from .frames import ANY, ANY_NAME, EventWords, Frame, FrameIndex, MembershipWords
from .learned import UnlinkedWords
from .names import TitleWords
from .syntax import LAST_SLOTS, SLOTS, Vocabulary
from .words import Grammar, load_words

if TYPE_CHECKING:
    from collections.abc import Set

__all__ = ["ClaimScan"]

_WORD = re.compile(r"[^\W\d_](?:[\w.'’]*\w)?")
# "cease-fire" may be listed so, or as "ceasefire".
# A match begins where a word does: else a word without end would be looked through from each of its letters.
_HYPHENED = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?:-[^\W\d_]+)+")
_CONTRACTED = re.compile("['’]")
_POSSESSIVE = re.compile("['’]s?$")
# A word behind one of these, or at the beginning, has a capital whatever it is.
_OPENERS = frozenset(".!?:;\"“”'‘’()[]–—•*-\n")
# No word of English is longer; of what is, nothing is kept.
_LONGEST = 40
_KEPT = 50_000
# Words of the longest names that are looked up.
_LONGEST_NAME = 5
_PARTIES = 2
# Signs beside words: a name that may be a person's, and one that may be that of a body.
_PERSON, _BODY = "@person", "@body"
_BODY_KINDS = ("InternationalOrganization", "Organization")
# What does it to each other needs no slot for the other.
_EACH_OTHER = frozenset({"other", "another"})
# Whoever is near, wherever that is.
_NEAR = "near~"


class _Signs(NamedTuple):
    """What a word can be a sign of."""

    is_common: bool
    is_party: bool
    # Whatever it can be a form of.
    lemmas: frozenset[str]
    # Those that fire a frame, or say an office.
    triggers: tuple[str, ...]
    # True where one of them wants no word beside it.
    is_told: bool


_NONE = _Signs(False, False, frozenset(), (), False)
_OF_PERSON, _OF_BODY = (_NONE._replace(lemmas=frozenset({kind})) for kind in (_PERSON, _BODY))
_OF_STRANGER = _NONE._replace(lemmas=frozenset({_PERSON, _BODY}))


class _NameWord(NamedTuple):
    """A word of a name, as it stands and in small letters."""

    text: str
    plain: str
    signs: _Signs


class ClaimScan:
    """Scans texts for what every claim takes; names and words are those of ``resources``."""

    def __init__(self, resources: Resources, vocabulary: Vocabulary) -> None:
        self._base, self._lexicon = resources.base, resources.lexicon
        self.names = resources.base.names
        self.vocabulary = vocabulary
        self._parties = _words_for_parties(resources)
        self._wanted = _words_of_frames(resources.frames, resources.schema)
        for word in resources.lexicon.office_nouns:
            self._wanted.setdefault(word, []).append((frozenset({_PERSON}),))
        for word in load_words(TitleWords).standings:
            self._wanted[word] = [()]
        members = load_words(MembershipWords)
        # Words that tell of a body without its name ("accession talks", "a permanent seat").
        self._of_bodies = frozenset(members.usual_bodies) | {phrase.rpartition(" ")[2] for phrase in members.own_bodies}
        references = load_words(ReferenceWords)
        self._first_persons = references.singular | references.plural
        self._never_names = self._first_persons | frozenset(load_words(Grammar).weekdays)
        self._no_names = resources.lexicon.determiners | frozenset(load_words(Grammar).prepositions) | self._first_persons
        self._no_names |= vocabulary.function_words
        self._signs = lru_cache(_KEPT)(self._read)

    def has_issuer(self, document: Document) -> bool:
        """True where it is known beside the text of a document who says "we" in it."""
        return find_issuer(document, self._base, self._lexicon) is not None

    def why_not(self, text: str, *, has_issuer: bool = False) -> str | None:
        """Why a text, as the pipeline reads it, can hold no claim; None where it can, or where nobody can tell.

        Only with ``has_issuer`` is whoever says "we" a party: else it is one that the text names besides, or nobody.
        """
        if not self.vocabulary.knows_forms:
            return None
        names, others, lemmas, triggers = set[str](), set[str](), set[str](), set[str]()
        is_told = False
        for word, name, signs in self._words(text):
            if name is not None:
                names.add(name)
            if signs.is_party and (has_issuer or word not in self._first_persons):
                others.add(word)
            lemmas |= signs.lemmas
            triggers.update(signs.triggers)
            is_told = is_told or signs.is_told
            if is_told and names and len(names) + len(others) >= _PARTIES:
                return None
        if not names:
            return "it names nobody"
        if len(names) + len(others) < _PARTIES:
            return "it names one party alone"
        wanted = (words for trigger in (*triggers, ANY) for words in self._wanted.get(trigger, ()))
        is_told = is_told or any(not any(lemmas.isdisjoint(listed) for listed in words) for words in wanted)
        return None if is_told else "it has no words that tell a claim"

    def _words(self, text: str) -> Iterator[tuple[str, str | None, _Signs]]:
        """Each word in small letters with its signs, and each name."""
        for match in _HYPHENED.finditer(text):
            for word in (match.group().lower(), match.group().lower().replace("-", "")):
                if len(word) <= _LONGEST:
                    yield word, None, self._signs(word)
        last, before = -1, ""
        opening = ""
        name: list[_NameWord] = []
        for match in _WORD.finditer(text):
            word, start = match.group(), match.start()
            bare = _POSSESSIVE.sub("", word)
            plain = bare.lower()
            signs = self._signs(plain) if len(plain) <= _LONGEST else _NONE
            is_known = word in self.names or bare in self.names
            is_open = _opens(text, start) and not (text[last:start] == ". " and before in self._lexicon.courtesy_titles)
            is_name = is_known or (word[0].isupper() and not (signs.is_common and is_open))
            first = _CONTRACTED.split(plain)[0]
            is_name = is_name and (is_known or first not in self._never_names)
            if name and not (is_name and text[last:start] == " "):
                yield from self._of_name(name)
                name = []
            if is_name:
                name.append(_NameWord(bare if bare in self.names or word not in self.names else word, plain, signs))
            else:
                yield plain, None, signs
            if opening and signs.triggers and text[last:start] == " ":
                # "Labour condemned": a common word that opens a sentence may be a name.
                yield opening, opening, _OF_STRANGER
            opening = plain if word[0].isupper() and not is_name and first not in self._no_names else ""
            last, before = match.end(), word
        if name:
            yield from self._of_name(name)

    def _of_name(self, words: "list[_NameWord]") -> Iterator[tuple[str, str | None, _Signs]]:
        """The words of a name with the actors that they are names of; what is left, but for nouns of offices, is a stranger."""
        left = list[str]()
        i = 0
        while i < len(words):
            ends = range(min(len(words), i + _LONGEST_NAME), i, -1)
            end = next((j for j in ends if " ".join(word.text for word in words[i:j]) in self.names), i)
            part = words[i : max(end, i + 1)]
            for word in part:
                # The "United" of "United States" tells nothing.
                yield word.plain, None, word.signs if len(part) == 1 else _NONE._replace(lemmas=word.signs.lemmas)
            if end > i:
                text = " ".join(word.text for word in part)
                known = self.names[text]
                actor = known.actor
                signs = _OF_BODY if actor.kind in _BODY_KINDS else _OF_PERSON if actor.kind == "Person" else _NONE
                # A state may claim what is listed as a place of its own, and deal with a body of its own.
                is_itself = known.kind is NameKind.METONYM or text in self._base.territories
                yield part[0].plain, text if is_itself else actor.iri, signs
            elif not part[0].signs.is_party:
                left.append(part[0].plain)
            i += len(part)
        if left:
            yield left[0], " ".join(left), _OF_STRANGER

    def _read(self, word: str) -> _Signs:
        lemmas = frozenset(self.vocabulary.lemmas(word))
        if not lemmas.isdisjoint(self._of_bodies):
            lemmas |= {_BODY}
        if word in self._first_persons:
            # All of them are one party, whoever that is.
            return _Signs(True, True, lemmas, (), False)
        # Rare verbs keep their ending where the tables lack them.
        stems = {word[:-1], word[:-2], word[:-3]} if word.endswith("ed") else set[str]()
        triggers = tuple(lemma for lemma in lemmas | stems if lemma in self._wanted)
        return _Signs(
            is_common=self.vocabulary.is_word(word),
            is_party=not self._parties.isdisjoint(lemmas),
            lemmas=lemmas,
            triggers=triggers,
            is_told=any(() in self._wanted[trigger] for trigger in triggers),
        )


def _opens(text: str, start: int) -> bool:
    """True where a sentence, a line or a quotation may begin."""
    before = text[max(0, start - 3) : start].rstrip(" ")
    return not before or before[-1] in _OPENERS


def _words_for_parties(resources: Resources) -> "Set[str]":
    """Nouns by which texts call actors and events without their names."""
    lexicon, unlinked, events = resources.lexicon, load_words(UnlinkedWords), load_words(EventWords)
    found = {noun for nouns in events.nouns.values() for noun in nouns} | set(events.verbs)
    for nouns in (
        lexicon.sectors, resources.base.sectors, lexicon.office_nouns, lexicon.group_heads, lexicon.country_nouns,
        lexicon.body_nouns, lexicon.side_nouns, unlinked.people, unlinked.bodies,
    ):  # fmt: skip
        found.update(nouns)
    return found


def _words_of_frames(frames: FrameIndex, schema: Schema) -> "dict[str, list[tuple[Set[str], ...]]]":
    """By each word that fires a frame (``ANY``: whatever word), the lists of which the frame wants a word each beside it."""
    wanted: dict[str, list[tuple[Set[str], ...]]] = {}
    for (_, trigger), entries in frames.by_trigger.items():
        found = dict.fromkeys(_words_beside(relation, frame, particles, schema) for relation, frame, particles in entries)
        known = wanted.setdefault(trigger, [])
        known += [words for words in found if words not in known]
    return wanted


def _words_beside(relation: str, frame: Frame, particles: Iterable[str], schema: Schema) -> "tuple[Set[str], ...]":
    """The lists of which a frame wants a word each: those of ``where``, particles, and prepositions of its slots."""
    listed = [frozenset(words) for words in frame.where.values() if not {ANY, ANY_NAME} & set(words)]
    listed += [frozenset({particle}) for particle in particles]
    is_of_bid = frame.bid or schema.relations[relation].range == "MembershipBid"
    listed += [frozenset({_BODY})] if is_of_bid else []
    are_two_subjects = frame.reciprocal or (frame.mutual and schema.relations[relation].symmetric)
    for paths in (frame.subject, frame.owner, frame.bid, () if are_two_subjects else frame.object):
        prepositions = [_prepositions(path) for path in paths]
        if prepositions and all(prepositions):
            listed.append(frozenset().union(*prepositions) | (_EACH_OTHER if paths is frame.object else frozenset()))
    return tuple(listed)


def _prepositions(path: str) -> frozenset[str]:
    """The prepositions of a path, of which none stands in a text that has nothing at the end of it; none for other paths."""
    return frozenset(path.rstrip("~").split(".")) - SLOTS - LAST_SLOTS if path != _NEAR else frozenset()
