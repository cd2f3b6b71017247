"""Language identification: English by its commonest words, at no cost; what they do not tell, by py3langid.

A text that says too little is taken for what it is declared to be, else for English: headlines, lists of names, two words.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..words import read_entry, read_yaml

__all__ = ["Language", "identify_language"]

_FILE = "languages.yaml"
_WORD = re.compile(r"[^\W\d_]+(?:[‘’ʻ'][^\W\d_]+)?")
# What is looked at: the beginning, the middle and the end, so that a foreign headline or quotation decides nothing.
_PIECE = 2_000
# From this share and number of its commonest words on, a text is English; news has 0.3 to 0.5.
_ENGLISH, _FEWEST_ENGLISH = 0.2, 2
# From these probabilities on, the library is believed: of none of 14,000 English texts and lines was it so sure of another
# language; less is asked where it is declared to be in the same one, or its letters are none of English.
_SURE, _SURE_IF_TOLD = 0.9, 0.4
_NO_LANGUAGE = "zxx"
# Without the library, what a text must have of another language: words in all, a share, how much more than of English, and
# different ones.
_FEWEST_WORDS, _FOREIGN, _TIMES_ENGLISH, _FEWEST_FORMS = 8, 0.16, 2.0, 3
# Share and number of letters that no English text has, to be told by letters alone.
_FOREIGN_LETTERS, _FEWEST_LETTERS = 0.5, 16


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its code (BCP 47; "und" where only the letters tell), and as messages call it."""

    code: str
    name: str

    @property
    def is_english(self) -> bool:
        return self.code == "en"


@dataclass(frozen=True, slots=True)
class Languages:
    """The lists of ``languages.yaml``."""

    english: frozenset[str]
    others: Mapping[str, frozenset[str]]
    letters: Mapping[str, str]
    names: Mapping[str, str]


@cache
def _languages() -> Languages:
    return read_entry(Languages, read_yaml(files("diplograph.extract.words") / _FILE), _FILE)


def _named(code: str) -> Language:
    return Language(code, "English" if code == "en" else _languages().names.get(code, f"the language {code!r}"))


def identify_language(text: str, declared: str | None = None) -> Language | None:
    """The language that a text is in; None where it is too short to tell, and nobody has declared it.

    ``declared`` is the code that a page or a feed gives (BCP 47, "de-AT"), which is a hint: pages are often in another one.

    >>> identify_language("Die Ukraine und Russland haben sich in Istanbul auf einen Austausch von Gefangenen geeinigt.").name
    'German'
    >>> identify_language("Ukraine and Russia agreed on an exchange of prisoners of war.").name
    'English'
    """
    sample = _sample(text)
    words, hint = _WORD.findall(sample), _code(declared)
    if not words:
        return None
    # As they stand: "Le Monde" and "El País" are names.
    counts = Counter(words)
    english = _share(counts, _languages().english)
    if english >= _ENGLISH and english * len(words) >= _FEWEST_ENGLISH:
        return _named("en")
    classify, by_letters = _classifier(), _by_letters(words)
    if classify is None:
        found = _by_words(counts, english)
    else:
        code, probability = classify(sample)
        is_told = code == hint or (by_letters is not None and code != "en")
        is_sure = probability >= (_SURE_IF_TOLD if is_told else _SURE)
        found = _named(code) if is_sure and code != _NO_LANGUAGE else None
    found = found or by_letters
    return found if found is not None or hint is None else _named(hint)


def _code(declared: str | None) -> str | None:
    """The language of a code, without script and country; None where it is no code.

    >>> _code("de-AT"), _code("EN_us"), _code("x" * 40)
    ('de', 'en', None)
    """
    match = re.fullmatch(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]{1,30})?", (declared or "").strip())
    return match[1].lower() if match is not None else None


def _sample(text: str) -> str:
    if len(text) <= 3 * _PIECE:
        return text
    middle = len(text) // 2
    return " ".join((text[:_PIECE], text[middle : middle + _PIECE], text[-_PIECE:]))


def _share(counts: Counter[str], forms: frozenset[str]) -> float:
    return sum(counts[form] for form in forms) / counts.total()


@cache
def _classifier() -> Callable[[str], tuple[str, float]] | None:
    """What gives the code of a text's language, and how probable it is; None where the library is missing."""
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier
    except ImportError:
        return None
    classify: Callable[[str], tuple[str, float]] = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True).classify
    return classify


def _by_words(counts: Counter[str], english: float) -> Language | None:
    others = _languages().others
    code, share = max(((code, _share(counts, forms)) for code, forms in others.items()), key=lambda item: item[1])
    is_clear = counts.total() >= _FEWEST_WORDS and share >= max(_FOREIGN, _TIMES_ENGLISH * english)
    return _named(code) if is_clear and len(others[code] & counts.keys()) >= _FEWEST_FORMS else None


def _by_letters(words: list[str]) -> Language | None:
    """The language, or the script, of a text of which most letters are none of ours."""
    letters = Counter(unicodedata.name(letter, "?").partition(" ")[0] for word in words for letter in word)
    (script, _), *_ = letters.most_common(1)
    foreign = letters.total() - letters["LATIN"]
    if script == "LATIN" or foreign < _FEWEST_LETTERS or foreign < _FOREIGN_LETTERS * letters.total():
        return None
    # Japanese has Chinese characters too.
    script = next((other for other in ("HIRAGANA", "KATAKANA") if letters[other]), script)
    known = _languages().letters.get(script, f"a language with {script.capitalize()} letters")
    return _named(known) if known in _languages().names else Language("und", known)
