"""Language identification by the commonest words: enough to tell that a text is not English, at no cost.

A text that says too little is taken for English: headlines, lists of names, two words.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..words import read_entry, read_yaml

__all__ = ["foreign_language"]

_FILE = "languages.yaml"
_WORD = re.compile(r"[^\W\d_]+(?:[‘’ʻ'][^\W\d_]+)?")
# What is looked at: the beginning, the middle and the end, so that a foreign headline or quotation decides nothing.
_PIECE = 2_000
# From this share of its commonest words on, a text is English; news has 0.3 to 0.5.
_ENGLISH = 0.2
# What a text must have of another language: words in all, a share, how much more than of English, and different ones.
_FEWEST_WORDS, _FOREIGN, _TIMES_ENGLISH, _FEWEST_FORMS = 8, 0.16, 2.0, 3
# Share and number of letters that no English text has, to be told by letters alone.
_FOREIGN_LETTERS, _FEWEST_LETTERS = 0.5, 16


@dataclass(frozen=True, slots=True)
class Languages:
    """The lists of ``languages.yaml``."""

    english: frozenset[str]
    others: Mapping[str, frozenset[str]]
    letters: Mapping[str, str]


@cache
def _languages() -> Languages:
    return read_entry(Languages, read_yaml(files("diplograph.extract.words") / _FILE), _FILE)


def foreign_language(text: str) -> str | None:
    """The name of the language that a text is in; None for English, and where the text is too short to tell.

    >>> foreign_language("Die Ukraine und Russland haben sich in Istanbul auf einen Austausch von Gefangenen geeinigt.")
    'German'
    >>> foreign_language("Ukraine and Russia agreed on an exchange of prisoners.") is None
    True
    """
    known, words = _languages(), _WORD.findall(_sample(text))
    if not words:
        return None
    # As they stand: "Le Monde" and "El País" are names.
    counts = Counter(words)
    english = _share(counts, known.english)
    if english >= _ENGLISH:
        return None
    name, share = max(((name, _share(counts, forms)) for name, forms in known.others.items()), key=lambda item: item[1])
    is_clear = len(words) >= _FEWEST_WORDS and share >= max(_FOREIGN, _TIMES_ENGLISH * english)
    if is_clear and len(known.others[name] & counts.keys()) >= _FEWEST_FORMS:
        return name
    return _by_letters(words)


def _sample(text: str) -> str:
    if len(text) <= 3 * _PIECE:
        return text
    middle = len(text) // 2
    return " ".join((text[:_PIECE], text[middle : middle + _PIECE], text[-_PIECE:]))


def _share(counts: Counter[str], forms: frozenset[str]) -> float:
    return sum(counts[form] for form in forms) / counts.total()


def _by_letters(words: list[str]) -> str | None:
    """The language, or the script, of a text of which most letters are none of ours."""
    letters = Counter(unicodedata.name(letter, "?").partition(" ")[0] for word in words for letter in word)
    (script, _), *_ = letters.most_common(1)
    foreign = letters.total() - letters["LATIN"]
    if script == "LATIN" or foreign < _FEWEST_LETTERS or foreign < _FOREIGN_LETTERS * letters.total():
        return None
    # Japanese has Chinese characters too.
    script = next((other for other in ("HIRAGANA", "KATAKANA") if letters[other]), script)
    return _languages().letters.get(script, f"a language with {script.capitalize()} letters")
