"""Normalization: a text as the pipeline knows texts, whatever form it came in, aligned with the original."""

from collections.abc import Callable

from .alignment import AlignedText
from .capitals import CaseRestorer, lacks_capitals
from .characters import with_usual_characters
from .hyphenation import without_line_end_hyphens
from .lists import with_joined_lists
from .markup import without_markup
from .posts import without_signs_of_posts
from .whitespace import tidy

__all__ = ["Normalizer"]


class Normalizer:
    """Takes out of a text what its form adds: markup, odd characters, broken words, signs of posts, white space, bullets, case.

    The order matters: references may stand for soft hyphens and spaces, and lines that end in a word must still be lines.
    """

    def __init__(self, case: CaseRestorer, is_word: Callable[[str], bool]) -> None:
        self.case = case
        self.is_word = is_word

    def normalize(self, text: str, start: int = 0) -> AlignedText:
        """``text``, which begins at the character ``start`` of the original, for the pipeline."""
        plain = with_usual_characters(without_markup(AlignedText(text, start)))
        plain = without_line_end_hyphens(plain, self._is_known)
        plain = with_joined_lists(tidy(without_signs_of_posts(plain, self.case.name_of)))
        return plain.with_case(self.case.restore(plain.text), lacks_capitals=lacks_capitals(plain.text))

    def _is_known(self, word: str) -> bool:
        """True for a word in small letters, and for the name of an actor in them."""
        return self.is_word(word) or self.case.name_of(word) is not None
