"""Shared lists: words that several frames ask for or rule out under one name ("@residences")."""

from collections.abc import Mapping
from dataclasses import dataclass

from diplograph.ontology import DataError

from ..words import load_words
from .index import ANY_NAME

__all__ = ["SharedLists", "spelled_out"]

_SIGN = "@"


@dataclass(frozen=True, slots=True)
class SharedLists:
    """The lists of ``shared_lists.yaml``."""

    lists: Mapping[str, list[str]]


def spelled_out(condition: Mapping[str, list[str]], where: str) -> dict[str, list[str]]:
    """The words of a ``where`` or ``unless`` by path, those of a shared list for its name.

    Raises ``DataError`` that names ``where`` and the lists there are, for a name of none.
    """
    return {path: [part for word in words for part in _words_of(word, where)] for path, words in condition.items()}


def _words_of(word: str, where: str) -> list[str]:
    if not word.startswith(_SIGN) or word == ANY_NAME:
        return [word]
    lists = load_words(SharedLists).lists
    if word[1:] not in lists:
        known = ", ".join([ANY_NAME, *(_SIGN + name for name in sorted(lists))])
        raise DataError(f"{where}: {word!r} is no list of shared_lists.yaml; those that there are: {known}")
    return lists[word[1:]]
