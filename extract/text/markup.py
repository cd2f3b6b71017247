"""Leftovers of web pages in a text: character references ("&amp;", "&#8217;") and tags, as the characters that a reader saw."""

import html
import re

from .alignment import AlignedText

__all__ = ["without_markup"]

_REFERENCE = re.compile(r"&(?:amp;)*(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# A tag opens with a letter right after its bracket, so that "5 < 7" and "<3" are none; what runs over a paragraph is none.
_TAG = re.compile(
    r"<!--.{0,2000}?-->|<(script|style)\b.{0,20000}?</\1\s*>|</?([a-zA-Z][a-zA-Z0-9]{0,15})(?:[\s/][^<>]{0,2000})?>",
    re.S | re.I,
)
_BLOCKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "tr", "table", "blockquote", "section", "article"}
)
# References that stand for others ("&amp;nbsp;") are read so often at most.
_MOST_TIMES = 3


def without_markup(text: AlignedText) -> AlignedText:
    """The text without tags, and with the characters that references stand for; what is no reference stays.

    >>> without_markup(AlignedText("<b>AT&amp;T</b> &c; R&D")).text
    'AT&T &c; R&D'
    """
    if "<" in text.text:
        text = text.substituted(_TAG, lambda tag: _white_space(tag[2]))
    return text.substituted(_REFERENCE, lambda found: _character(found[0])) if "&" in text.text else text


def _white_space(name: str | None) -> str:
    """What stands for a tag: a paragraph break, a line break, or nothing for one inside a line."""
    if name is not None and name.lower() in _BLOCKS:
        return "\n\n"
    return "\n" if name is not None and name.lower() == "br" else ""


def _character(reference: str) -> str:
    for _ in range(_MOST_TIMES):
        character = html.unescape(reference)
        if character == reference:
            break
        reference = character
    return reference
