"""Wording of messages: a number with its noun, and the nearest spellings of a name that is not found ("did you mean ...?")."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from heapq import nlargest

__all__ = ["count", "did_you_mean", "nearest"]

_CUTOFF, _MOST = 0.74, 3
# What is so much less like a word than the likest is not meant.
_BEHIND = 0.1


def count(number: int, noun: str) -> str:
    """A number with its noun.

    >>> count(1, "claim"), count(1200, "claim")
    ('1 claim', '1,200 claims')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def nearest(word: str, known: Iterable[str], *, most: int = _MOST) -> list[str]:
    """Those of ``known`` that are spelt most like ``word``, the nearest first; case counts for nothing.

    >>> nearest("oposesMembership", ["supports", "opposesMembership", "memberOf"])
    ['opposesMembership']
    """
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(word.casefold())
    found = []
    for candidate in dict.fromkeys(known):
        matcher.set_seq1(candidate.casefold())
        # The cheap bounds first, as difflib.get_close_matches does, which has no key.
        if matcher.real_quick_ratio() >= _CUTOFF and matcher.quick_ratio() >= _CUTOFF and matcher.ratio() >= _CUTOFF:
            found.append((matcher.ratio(), candidate))
    likest = nlargest(most, found, key=lambda pair: pair[0])
    return [candidate for ratio, candidate in likest if ratio > likest[0][0] - _BEHIND]


def did_you_mean(near: Iterable[str]) -> str:
    """The end of a message: "; did you mean Sweden or Norway?", nothing where there is nothing near.

    >>> did_you_mean(["a", "b", "c"]), did_you_mean([])
    ('; did you mean a, b or c?', '')
    """
    *others, last = [*near] or [""]
    return f"; did you mean {', '.join(others)}{' or ' if others else ''}{last}?" if last else ""
