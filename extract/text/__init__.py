"""Characters before anybody parses them: white space, capitals, paragraphs that are no article."""

from .boilerplate import is_boilerplate
from .capitals import CaseRestorer
from .original import keep_text, text_of
from .whitespace import TidyText, tidy

__all__ = ["CaseRestorer", "TidyText", "is_boilerplate", "keep_text", "text_of", "tidy"]
