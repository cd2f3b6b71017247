"""Characters before anybody parses them: white space, capitals, headlines and datelines, paragraphs that are no article."""

from .boilerplate import is_boilerplate
from .capitals import CaseRestorer
from .datelines import find_datelines
from .language import foreign_language
from .metadata import body_of, complete
from .original import keep_text, text_of
from .whitespace import TidyText, tidy

__all__ = [
    "CaseRestorer",
    "TidyText",
    "body_of",
    "complete",
    "find_datelines",
    "foreign_language",
    "is_boilerplate",
    "keep_text",
    "text_of",
    "tidy",
]
