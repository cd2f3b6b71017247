"""Names: which stretches of a text name somebody."""

from .finder import MentionFinder
from .groups import GROUP
from .mention import Mention
from .titles import TitleWords

__all__ = ["GROUP", "Mention", "MentionFinder", "TitleWords"]
