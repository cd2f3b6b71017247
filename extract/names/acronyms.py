"""Acronyms that a text introduces itself: "the Free Aceh Movement (GAM)", and what they mean from then on.

The letters of the acronym are looked for in the words before it, right to left, as Schwartz and Hearst do (A simple algorithm
for identifying abbreviation definitions in biomedical text, PSB 2003); the first must open the first word.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from .mention import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Acronyms", "find_acronyms"]

_ACRONYM = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z][A-Za-z0-9.\-/]{1,9}")
_OPEN, _CLOSE = frozenset({"("}), frozenset({")"})
# Words of a long form that its acronym may pass over.
_SMALL = frozenset({"of", "the", "for", "and", "in", "on", "de", "da", "do", "du", "la", "le", "y", "to", "against"})
_LONGEST = 12


class Acronyms:
    """What the acronyms of one text stand for: long forms by acronym, and the mentions that introduce them."""

    def __init__(self) -> None:
        self.meanings: dict[str, Mention] = {}
        self.introductions: list[Mention] = []

    def uses(self, doc: "Doc") -> list[Mention]:
        """A mention for every other use of an acronym in ``doc``, of the actor that its long form names."""
        if not self.meanings:
            return []
        covered = {i for mention in self.introductions for i in range(mention.start, mention.end)}
        return [
            replace(meaning, start=token.i, end=token.i + 1, title=None, parts=())
            for token in doc
            if token.i not in covered and (meaning := self.meanings.get(token.text)) is not None
        ]


def find_acronyms(doc: "Doc", candidates: Iterable[Mention]) -> Acronyms:
    """The acronyms that ``doc`` introduces in brackets; ``candidates`` are the names found in it, which may overlap.

    The mention of a long form takes in the bracket, so that the parser reads one name.
    """
    by_end: dict[int, Mention] = {}
    for mention in sorted(candidates, key=lambda m: (m.end - m.start, m.label == "known")):
        if not mention.is_person and mention.label != "outlet":
            by_end[mention.end] = mention
    found = Acronyms()
    for token in doc[1:-1]:
        if token.text in _OPEN and token.i + 2 < len(doc) and doc[token.i + 2].text in _CLOSE:
            _read(doc, doc[token.i + 1], by_end, found)
    return found


def _read(doc: "Doc", acronym: "Token", by_end: dict[int, Mention], found: Acronyms) -> None:
    """Learn one acronym in brackets; a bracket that holds anything else is left alone."""
    if not _ACRONYM.fullmatch(acronym.text):
        return
    bracket, end = acronym.i - 1, acronym.i + 2
    start = long_form_start(doc, bracket, acronym.text)
    known = by_end.get(bracket)
    if known is not None and (start is None or known.start <= start or known.name is not None):
        if start is None and not _is_same(known, by_end.get(acronym.i + 1)):
            return
        meaning = replace(known, end=end)
    elif start is not None and doc[start].is_title:
        meaning = Mention(start, end, doc[start:bracket].text, "ORG")
    else:
        return
    found.meanings.setdefault(acronym.text, meaning)
    found.introductions.append(meaning)


def _is_same(known: Mention, bracketed: Mention | None) -> bool:
    """True where the bracket holds another name of the same actor ("Medecins Sans Frontieres (MSF)")."""
    return (
        bracketed is not None
        and bracketed.name is not None
        and known.name is not None
        and bracketed.name.actor == known.name.actor
    )


def long_form_start(doc: "Doc", end: int, acronym: str) -> int | None:
    """The index of the first word of the long form that ends before ``end``, or None where the words do not spell it."""
    letters = [c.lower() for c in acronym if c.isalnum()]
    words = doc[max(0, end - _LONGEST) : end]
    position = len(words) - 1
    first: Token | None = None
    for place in range(len(letters) - 1, -1, -1):
        opening = place == 0
        while position >= 0:
            word = words[position]
            if word.is_space or word.text in ".;:()":
                return None
            position -= 1
            if _spells(word, letters[place], opening=opening):
                first = word
                break
        else:
            return None
    return first.i if first is not None and first.lower_ not in _SMALL else None


def _spells(word: "Token", letter: str, *, opening: bool) -> bool:
    return word.lower_.startswith(letter) and (not opening or word.text[0].isupper())
