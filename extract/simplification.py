"""Which words the parser need not see: datelines, time adverbs, "up to", "neither" before its "nor", hyphens in compounds."""

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from .grammar import load_grammar
from .lexicon import read_entry, read_yaml

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = [
    "NOR",
    "TimeAdverbs",
    "compounds",
    "correlatives",
    "dateline",
    "is_noun",
    "labels",
    "load_time_adverbs",
    "quantifiers",
    "time_adverbs",
]

NOR = "nor"
# How far "nor" may stand from its "neither", in tokens.
_CORRELATIVE_REACH = 25
_LONGEST_QUANTIFIER = 3
_LONGEST_LABEL = 7
_PHRASE_LENGTHS = (2, 3)
_SHORTEST_CITY = 3
_DATELINE_REACH = 16
_CITY_REACH = 4
# "need", "speed" and "hundred" are nouns.
_PAST_TENSE = re.compile(r"[a-z]{3,}(?<![er])ed")
# After a weekday: "Tuesday's", "Monday to Friday".
_CONTINUERS = frozenset({"'s", "’s", "and", "or", "to", "-", "through"})
_DASHES = frozenset({"-", "–", "—", "--"})
_NAMES = frozenset({"NNP", "NNPS", "POS"})


@dataclass(frozen=True, slots=True)
class TimeAdverbs:
    """The lists of ``time_adverbs.yaml``."""

    weekdays: frozenset[str]
    before_weekday: frozenset[str]
    after_weekday: frozenset[str]
    adverbs: frozenset[str]
    units: frozenset[str]
    after_unit: frozenset[str]


@cache
def load_time_adverbs() -> TimeAdverbs:
    """The lists of ``time_adverbs.yaml``, read once."""
    return read_entry(TimeAdverbs, read_yaml("diplograph.extract", "time_adverbs.yaml"), "time_adverbs.yaml")


def is_noun(token: "Token") -> bool:
    """True for common nouns; a rare past tense ("vetoed", "froze") is one to the tagger only."""
    if token.tag_ != "NN":
        return token.tag_ == "NNS"
    return not _PAST_TENSE.fullmatch(token.lower_) and token.lower_ not in load_grammar().past_tenses


def correlatives(doc: "Doc") -> tuple[set[int], set[int]]:
    """Indexes of each "neither" that has a "nor", and of these "nor"."""
    neither, nor = set(), set()
    for token in doc:
        if token.lower_ == "neither":
            for other in doc[token.i + 1 : token.i + _CORRELATIVE_REACH]:
                if other.text == "." or other.is_space:
                    break
                if other.lower_ == NOR:
                    neither.add(token.i)
                    nor.add(other.i)
                    break
    return neither, nor


def time_adverbs(doc: "Doc") -> set[int]:
    """Indexes of the words of bare time adverbs; "Tuesday's meeting" and "Friday prayers" are none."""
    words, found = load_time_adverbs(), set[int]()
    for token in doc:
        lower = token.lower_
        if lower in words.weekdays or lower in words.adverbs:
            found |= _around_weekday(token, words)
        elif lower in words.after_unit and token.i > 1 and doc[token.i - 1].lower_ in words.units:
            number = doc[token.i - 2]
            if number.like_num or number.lower_ in ("a", "an", "several"):
                found |= {number.i, token.i - 1, token.i}
    return found | _stranded_commas(doc, found)


def quantifiers(doc: "Doc") -> set[int]:
    """Indexes of the words before a number that only tell how exact it is ("up to 300", "more than 20")."""
    phrases, found = load_grammar().quantifiers, set[int]()
    for number in doc:
        if number.tag_ == "CD":
            for start in range(max(0, number.i - _LONGEST_QUANTIFIER), number.i - 1):
                if doc[start : number.i].text.lower() in phrases:
                    found.update(range(start, number.i))
    return found


def labels(doc: "Doc") -> set[int]:
    """Indexes of the words by which somebody names a thing his own way ("what he called", "what Iran described as")."""
    words, found = load_grammar().labelling_verbs, set[int]()
    for token in doc:
        if token.lower_ == "what":
            for verb in doc[token.i + 2 : token.i + _LONGEST_LABEL]:
                if verb.lower_ in words or f"{verb.lower_} {doc[verb.i + 1 : verb.i + 2].text.lower()}" in words:
                    found.update(range(token.i, verb.i + (1 if verb.lower_ in words else 2)))
                    break
                if verb.is_punct or verb.is_space:
                    break
    return found


def compounds(doc: "Doc") -> dict[int, tuple[int, str]]:
    """Hyphenated words and phrases that are read as one: by the index of the first token, that after the last, and the word."""
    known, found = load_grammar().compounds, dict[int, tuple[int, str]]()
    for token in doc[1:-1]:
        if token.text == "-" and not doc[token.i - 1].whitespace_ and not token.whitespace_:
            first, last = doc[token.i - 1], doc[token.i + 1]
            # Inflected forms end otherwise than the word: "cease-fires", "co-operated".
            if any(f"{first.lower_}-{last.lower_}".startswith(word.rstrip("e")) for word in known):
                found[first.i] = (last.i + 1, first.text + last.text)
    for first in doc:
        for length in _PHRASE_LENGTHS:
            word = load_grammar().phrases.get(doc[first.i : first.i + length].text.lower())
            if word is not None:
                found[first.i] = (first.i + length, word)
    return found


def dateline(doc: "Doc") -> set[int]:
    """Indexes of the words of each dateline at the head of a paragraph: "BEIJING, March 10, 2023 (Reuters) –"."""
    found: set[int] = set()
    for token in doc:
        if (token.i == 0 or doc[token.i - 1].is_space) and token.is_upper and len(token) >= _SHORTEST_CITY:
            found.update(range(token.i, _dateline_end(doc, token.i)))
    return found


def _dateline_end(doc: "Doc", start: int) -> int:
    """The index after the dash that closes a dateline; ``start`` itself where there is none."""
    city = start
    while city < min(start + _CITY_REACH, len(doc)) and doc[city].is_upper and doc[city].text not in _DASHES:
        city += 1
    # A date or an outlet follows the city after a comma or in brackets; a sentence follows its subject with neither.
    if city >= len(doc) or doc[city].text not in _DASHES | {",", "("}:
        return start
    for end in range(city, min(start + _DATELINE_REACH, len(doc))):
        if doc[end].text in _DASHES and doc[end].nbor(-1).whitespace_:
            return end + 1
        if doc[end].text == "." or doc[end].is_space or doc[end].tag_ in ("VBD", "VBZ", "VBP", "MD"):
            break
    return start


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
