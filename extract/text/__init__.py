"""Characters before anybody parses them: leftovers of pages and posts, white space, letter case, headlines, datelines."""

from .alignment import AlignedText, keep_text, text_of
from .boilerplate import is_boilerplate
from .capitals import CaseRestorer
from .datelines import find_datelines
from .language import Language, identify_language
from .metadata import body_of, complete
from .normalization import Normalizer

__all__ = [
    "AlignedText",
    "CaseRestorer",
    "Language",
    "Normalizer",
    "body_of",
    "complete",
    "find_datelines",
    "identify_language",
    "is_boilerplate",
    "keep_text",
    "text_of",
]
