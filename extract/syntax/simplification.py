"""Sentence simplification: words that the parser need not see (time adverbs, "up to", "neither" before its "nor", asides)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..text import find_datelines, text_of
from ..words import Grammar, load_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = [
    "NAME",
    "NOR",
    "TimeAdverbs",
    "asides",
    "compounds",
    "correlatives",
    "dateline",
    "is_noun",
    "labels",
    "quantifiers",
    "time_adverbs",
]

NOR = "nor"
# Key of Doc.user_data.
_LOWER = "lower_case"
# How far "nor" may stand from its "neither", in tokens.
_CORRELATIVE_REACH = 25
_LONGEST_QUANTIFIER = 3
_LONGEST_LABEL = 7
_LONGEST_ASIDE = 5
_EXCEPT = "except"
_UNLIKE = "Unlike"
_STOPS = frozenset({".", "!", "?", "\n\n"})
# How far such a word may stand from its "every", in tokens.
_EXCEPTION_REACH = 10
_PHRASE_LENGTHS = (1, 2, 3, 4)
# "need", "speed" and "hundred" are nouns.
_PAST_TENSE = re.compile(r"[a-z]{3,}(?<![er])ed")
# After a weekday: "Tuesday's", "Monday to Friday".
_CONTINUERS = frozenset({"'s", "’s", "and", "or", "to", "-", "through"})
_NAMES = frozenset({"NNP", "NNPS", "POS"})
# Tags of what an adjective describes, or of another word before it.
_DESCRIBED = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "CD", "VBG", "AFX"})
# A name that treebanks hold often: what the parser reads for what stands for a name.
NAME = "Iran"


@dataclass(frozen=True, slots=True)
class TimeAdverbs:
    """The lists of ``simplification.yaml``."""

    before_weekday: frozenset[str]
    after_weekday: frozenset[str]
    adverbs: frozenset[str]
    units: frozenset[str]
    after_unit: frozenset[str]


def is_noun(token: "Token") -> bool:
    """True for common nouns; a rare past tense ("vetoed", "froze") is one to the tagger only."""
    if token.tag_ != "NN":
        return token.tag_ == "NNS"
    return not _PAST_TENSE.fullmatch(token.lower_) and token.lower_ not in load_words(Grammar).past_tenses


def correlatives(doc: "Doc") -> tuple[set[int], set[int]]:
    """Indexes of each "neither" that has a "nor", and of these "nor"."""
    neither, nor, words = set(), set(), _lower(doc)
    for start in (i for i, word in enumerate(words) if word == "neither"):
        for i in range(start + 1, min(start + _CORRELATIVE_REACH, len(words))):
            if words[i] == "." or words[i].isspace():
                break
            if words[i] == NOR:
                neither.add(start)
                nor.add(i)
                break
    return neither, nor


def time_adverbs(doc: "Doc") -> set[int]:
    """Indexes of the words of bare time adverbs; "Tuesday's meeting" and "Friday prayers" are none."""
    words, found, lower = load_words(TimeAdverbs), set[int](), _lower(doc)
    weekdays = load_words(Grammar).weekdays
    for i, word in enumerate(lower):
        if word in weekdays or word in words.adverbs:
            found |= _around_weekday(doc[i], words)
        elif word in words.after_unit and i > 1 and lower[i - 1] in words.units and _is_count(doc[i - 2]):
            found |= {i - 2, i - 1, i}
    return found | _stranded_commas(doc, found)


def _is_count(token: "Token") -> bool:
    return token.like_num or token.lower_ in ("a", "an", "several")


def quantifiers(doc: "Doc") -> set[int]:
    """Indexes of the words before a number that only tell how exact it is ("up to 300", "more than 20")."""
    phrases, found, words = load_words(Grammar).quantifiers, set[int](), _lower(doc)
    closing = {phrase.rpartition(" ")[2] for phrase in phrases}
    for i, word in enumerate(words[:-1], 1):
        if word in closing and doc[i].tag_ == "CD":
            for start in range(max(0, i - _LONGEST_QUANTIFIER), i - 1):
                if " ".join(words[start:i]) in phrases:
                    found.update(range(start, i))
    return found


def _lower(doc: "Doc") -> list[str]:
    """The words of a text in lower case; kept with it, since to walk over tokens costs more than what is sought there."""
    words: list[str] | None = doc.user_data.get(_LOWER)
    if words is None:
        words = doc.user_data[_LOWER] = [token.lower_ for token in doc]
    return words


def asides(doc: "Doc") -> set[int]:
    """Indexes of the words between two commas that interrupt a clause, and of the commas ("Chad, for its part, left")."""
    phrases, found, words = load_words(Grammar).asides, set[int](), _lower(doc)
    opening = {phrase.partition(" ")[0] for phrase in phrases}
    for i in range(1, len(words)):
        if words[i] not in opening or words[i - 1] != ",":
            continue
        for length in range(1, _LONGEST_ASIDE + 1):
            if words[i + length : i + length + 1] == [","] and " ".join(words[i : i + length]) in phrases:
                found.update(range(i - 1, i + length + 1))
    return found


def labels(doc: "Doc") -> set[int]:
    """Indexes of the words by which somebody names a thing his own way ("what he called", "what Iran described as")."""
    verbs, found, words = load_words(Grammar).labelling_verbs, set[int](), _lower(doc)
    for start in (i for i, word in enumerate(words) if word == "what"):
        for i in range(start + 2, min(start + _LONGEST_LABEL, len(words))):
            end = next((i + length for length in (1, 2) if " ".join(words[i : i + length]) in verbs), None)
            if end is not None:
                found.update(range(start, end))
            if end is not None or doc[i].is_punct or doc[i].is_space:
                break
    return found


def compounds(doc: "Doc") -> dict[int, tuple[int, str]]:
    """Hyphenated words and phrases that are read as one: by the index of the first token, that after the last, and the word."""
    known, found, words = load_words(Grammar).compounds, dict[int, tuple[int, str]](), _lower(doc)
    for i in (i for i, word in enumerate(words[:-1]) if word == "-" and i):
        compound = f"{words[i - 1]}-{words[i + 1]}"
        # Inflected forms end otherwise than the word: "cease-fires", "co-operated".
        is_known = words[i - 1] == "re" or any(compound.startswith(word.rstrip("e")) for word in known)
        if is_known and not doc[i - 1].whitespace_ and not doc[i].whitespace_:
            found[i - 1] = (i + 2, doc[i - 1].text + doc[i + 1].text)
    phrases = load_words(Grammar).phrases
    opening = {phrase.partition(" ")[0] for phrase in phrases}
    for i in (i for i, word in enumerate(words) if word in opening):
        for length in _PHRASE_LENGTHS:
            replacement = phrases.get(" ".join(words[i : i + length]))
            if replacement is not None and i + length <= len(words):
                found[i] = (i + length, replacement)
    nouns = load_words(Grammar).verblike_nouns
    found.update({i: (i + 1, nouns[words[i]]) for i in range(1, len(words)) if words[i] in nouns and _is_owned(doc, i)})
    found.update({i: (i + 1, _EXCEPT) for i in _exceptions(doc, words)})
    found.update(_opening_exceptions(doc, words, found))
    found.update({i: (i + 2, NAME) for i in _ranks(doc, words)})
    return found


def _opening_exceptions(doc: "Doc", words: list[str], found: dict[int, tuple[int, str]]) -> dict[int, tuple[int, str]]:
    """ "Except Chad, all agreed" as "Unlike Chad, all agreed", which the parser knows better."""
    opened = {}
    for i, word in enumerate(words):
        end, read = found.get(i, (i + 1, word))
        opens = not i or doc[i - 1].text in _STOPS
        if opens and read.lower() == _EXCEPT and end < len(doc) and doc[end].is_title:
            opened[i] = (end, _UNLIKE)
    return opened


def _is_owned(doc: "Doc", i: int) -> bool:
    """True for a word after a name and before no object: a noun ("Chad's EU bid", not "Chad bid farewell")."""
    if doc[i - 1].tag_ not in ("NNP", "NNPS"):
        return False
    after = doc[i + 1] if i + 1 < len(doc) else None
    return after is None or after.is_punct or after.tag_ in ("TO", "IN", "VBD", "VBZ", "VBP", "MD", "CC")


def _ranks(doc: "Doc", words: list[str]) -> Iterator[int]:
    """Indexes of "the former" and "the latter" that stand alone, and not before what they describe."""
    ranks = load_words(Grammar).ranks
    for i in (i for i, word in enumerate(words[:-1]) if f"{word} {words[i + 1]}" in ranks):
        after = i + 2
        while after < len(doc) and doc[after].tag_ == "RB":
            after += 1
        following = doc[after : after + 2]
        # "The latter denies it" has a verb, whatever its tag.
        is_verb = len(following) == 2 and following[0].tag_ == "NNS" and following[1].tag_ in ("PRP", "PRP$", "DT")
        if not len(following) or is_verb or following[0].tag_ not in _DESCRIBED:
            yield i


def _exceptions(doc: "Doc", words: list[str]) -> Iterator[int]:
    """Indexes of "save", "bar" and "but" that take out one of all ("every member save Chad agreed")."""
    grammar = load_words(Grammar)
    for i in (i for i, word in enumerate(words[:-1]) if word in grammar.exceptives and i and word != _EXCEPT):
        before = range(max(0, i - _EXCEPTION_REACH), i)
        total = max((k for k in before if words[k] in grammar.totals), default=None)
        named = doc[i + 1].is_title or words[i + 1] in ("for", "the")
        if named and total is not None and not any(doc[k].tag_[:2] in ("VB", "MD") or doc[k].is_punct for k in range(total, i)):
            yield i


def dateline(doc: "Doc") -> set[int]:
    """Indexes of the words of each dateline at the head of a paragraph: "BEIJING, March 10, 2023 (Reuters) –"."""
    spans = [(found.start, found.end) for found in find_datelines(text_of(doc))]
    if not spans:
        return set()
    return {token.i for token in doc if any(start <= token.idx < end for start, end in spans)}


def _around_weekday(token: "Token", words: TimeAdverbs) -> set[int]:
    doc, start, end = token.doc, token.i, token.i + 1
    while end < len(doc) and doc[end].lower_ in words.after_weekday:
        end += 1
    if end < len(doc) and (is_noun(doc[end]) or doc[end].tag_ in _NAMES or doc[end].lower_ in _CONTINUERS):
        return set()
    while start and doc[start - 1].lower_ in words.before_weekday:
        start -= 1
    if start and doc[start - 1].tag_ in ("IN", "TO", "DT", "CC", "HYPH"):
        return set()
    return set(range(start, end))


def _stranded_commas(doc: "Doc", dropped: set[int]) -> set[int]:
    """Commas that would open a sentence once the adverb before them is gone."""
    return {i + 1 for i in dropped if i + 1 < len(doc) and doc[i + 1].text == "," and _opens(doc, i, dropped)}


def _opens(doc: "Doc", i: int, dropped: set[int]) -> bool:
    while i in dropped:
        i -= 1
    return i < 0 or doc[i].is_space or doc[i].text in (".", "!", "?", "”", '"')
