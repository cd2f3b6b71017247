"""Words: the vocabulary of a language as data, and how data files are read."""

from .forenames import FEMININE, MASCULINE, gender_of
from .grammar import Grammar
from .loading import english, load_words, read_entry, read_yaml
from .nouns import Lexicon
from .outlets import load_outlets

__all__ = [
    "FEMININE",
    "MASCULINE",
    "Grammar",
    "Lexicon",
    "english",
    "gender_of",
    "load_outlets",
    "load_words",
    "read_entry",
    "read_yaml",
]
