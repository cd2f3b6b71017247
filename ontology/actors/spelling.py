"""Spelling key: what the ways to spell a name in Latin letters share ("Zelensky", "Zelenskyy"; "Qaddafi", "Gadhafi").

The rules are regular expressions in ``spellings.csv``, applied in order. Different persons may share a key, so that a key only
proposes: who uses it asks for more evidence.
"""

import re
from functools import cache, lru_cache

from diplograph.ontology.errors import DataError

from .names import fold
from .rows import read_rows, shipped_tables

__all__ = ["spelling_key"]


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    rules = []
    columns = ("pattern", "replacement", "example", "source")
    for pattern, replacement, _, _ in read_rows(shipped_tables(), "spellings.csv", columns):
        try:
            rules.append((re.compile(pattern), replacement))
        except re.error as error:
            raise DataError(f"spellings.csv: {pattern!r} is not a regular expression: {error}") from error
    return tuple(rules)


@lru_cache(maxsize=2**16)  # whoever looks for persons takes the keys of all there are, time and again
def spelling_key(name: str) -> str:
    """What spellings of one name have in common; lower-case letters that are no name themselves.

    >>> spelling_key("Zelenskyy") == spelling_key("Zelenskiy") == spelling_key("Zelensky")
    True
    >>> spelling_key("Putin") == spelling_key("Patton")
    False
    """
    key = fold(name)
    for pattern, replacement in _rules():
        key = pattern.sub(replacement, key)
    return key.strip()
