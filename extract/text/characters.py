"""Characters in their usual form: one for a letter and its accents, and plain ones for ligatures and the like."""

import re
import unicodedata

from .alignment import AlignedText

__all__ = ["with_usual_characters"]

_COMBINING = "\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_DECOMPOSED = re.compile(rf"[^\W\d_][{_COMBINING}]+")
# Hyphens that look like the one of the keyboard.
_HYPHEN = re.compile("[\u2010\u2011]")
# Ligatures, full-width forms, letters of mathematics that posts use for bold and italics.
_STYLED = re.compile("[\ufb00-\ufb06\u0132\u0133\uff01-\uff5e\U0001d400-\U0001d7ff]")


def with_usual_characters(text: AlignedText) -> AlignedText:
    """The text with one character for each letter that a reader sees, and with each in its plain form.

    >>> with_usual_characters(AlignedText("o\\ufb03ce of Panama\\u0301, Ｋｅｎｙａ")).text
    'office of Panamá, Kenya'
    """
    if text.text.isascii():
        return text
    text = text.substituted(_DECOMPOSED, lambda found: unicodedata.normalize("NFC", found[0]))
    text = text.substituted(_HYPHEN, lambda found: "-")
    return text.substituted(_STYLED, lambda found: unicodedata.normalize("NFKC", found[0]))
