"""Claim scan: whether a text can hold a claim at all, told by a look at its words, before anything is parsed.

A claim takes two parties, of which at least one has a name, and the words that a frame wants, or an office. Names are words
with capitals that sentences would not give them; the other party may be a noun that stands for actors, an event, or whoever
says "we". The scan errs on the side of parsing: nothing is asked of where the words stand.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from .actors import ReferenceWords
from .claims import Resources
from .frames import ANY, ANY_NAME, EventWords, FrameIndex
from .learned import UnlinkedWords
from .names import TitleWords
from .syntax import Vocabulary
from .words import Grammar, load_words

if TYPE_CHECKING:
    from collections.abc import Set

__all__ = ["ClaimScan"]

_WORD = re.compile(r"[^\W\d_](?:[\w.'’]*\w)?")
# "cease-fire" may be listed so, or as "ceasefire".
# A match begins where a word does: else a word without end would be looked through from each of its letters.
_HYPHENED = re.compile(r"(?<![^\W\d_])[^\W\d_]+(?:-[^\W\d_]+)+")
_POSSESSIVE = re.compile("['’]s?$")
# A word behind one of these, or at the beginning, has a capital whatever it is.
_OPENERS = frozenset(".!?:;\"“”'‘’()[]–—•*-\n")
# No word of English is longer; of what is, nothing is kept.
_LONGEST = 40
_KEPT = 50_000
_PARTIES = 2


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


class ClaimScan:
    """Scans texts for what every claim takes; names and words are those of ``resources``."""

    def __init__(self, resources: Resources, vocabulary: Vocabulary) -> None:
        self.names = resources.base.names
        self.vocabulary = vocabulary
        self._parties = _words_for_parties(resources)
        self._wanted = _words_of_frames(resources.frames)
        for word in (*resources.lexicon.office_nouns, *load_words(TitleWords).standings):
            self._wanted[word] = [()]
        references = load_words(ReferenceWords)
        self._first_persons = references.singular | references.plural
        self._no_names = resources.lexicon.determiners | frozenset(load_words(Grammar).prepositions) | self._first_persons
        self._signs = lru_cache(_KEPT)(self._read)

    def why_not(self, text: str) -> str | None:
        """Why a text, as the pipeline reads it, can hold no claim; None where it can, or where nobody can tell."""
        if not self.vocabulary.knows_forms:
            return None
        names, others, lemmas, triggers = set[str](), set[str](), set[str](), set[str]()
        is_told = False
        for word, name, signs in self._words(text):
            if name is not None:
                names.add(name)
            if signs.is_party:
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
        last = -1
        opening = ""
        name, known = list[str](), list[str]()
        for match in _WORD.finditer(text):
            word, start = match.group(), match.start()
            plain = _POSSESSIVE.sub("", word.lower())
            signs = self._signs(plain) if len(plain) <= _LONGEST else _NONE
            is_known = word in self.names or _POSSESSIVE.sub("", word) in self.names
            is_name = is_known or (word[0].isupper() and not (signs.is_common and _opens(text, start)))
            if name and not (is_name and text[last:start] == " "):
                yield from _names(name, known)
                name, known = [], []
            name += [plain] if is_name else []
            known += [plain] if is_known else []
            yield plain, None, signs
            if opening and signs.triggers and text[last:start] == " ":
                # "Labour condemned": a common word that opens a sentence may be a name.
                yield opening, opening, _NONE
            opening = plain if word[0].isupper() and not is_name and plain not in self._no_names else ""
            last = match.end()
        if name:
            yield from _names(name, known)

    def _read(self, word: str) -> _Signs:
        lemmas = frozenset(self.vocabulary.lemmas(word))
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


def _names(words: list[str], known: list[str]) -> Iterator[tuple[str, str, _Signs]]:
    """The name that words with capitals make, and of those that are names by themselves all but one."""
    for name in (" ".join(words), *known[1:]):
        yield name, name, _NONE


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


def _words_of_frames(frames: FrameIndex) -> "dict[str, list[tuple[Set[str], ...]]]":
    """By each word that fires a frame (``ANY``: whatever word), the lists of which the frame wants a word each beside it."""
    wanted: dict[str, list[tuple[Set[str], ...]]] = {}
    for (_, trigger), entries in frames.by_trigger.items():
        for _, frame, particles in entries:
            listed = [set(words) for words in frame.where.values() if not {ANY, ANY_NAME} & set(words)]
            words = (*listed, *({particle} for particle in particles))
            found = wanted.setdefault(trigger, [])
            if words not in found:
                found.append(words)
    return wanted
