"""Words: the vocabulary of a language as data, and how data files are read."""

from .forenames import FEMININE, MASCULINE, gender_of
from .grammar import Grammar
from .loading import SHIPPED, Words, english, from_words, load_words, read_entry, read_yaml
from .nouns import Lexicon
from .outlets import load_outlets
from .own_files import OwnFiles, find_own_files
from .own_words import load_own_words

__all__ = [
    "FEMININE",
    "MASCULINE",
    "SHIPPED",
    "Grammar",
    "Lexicon",
    "OwnFiles",
    "Words",
    "english",
    "find_own_files",
    "from_words",
    "gender_of",
    "load_outlets",
    "load_own_words",
    "load_words",
    "read_entry",
    "read_yaml",
]
