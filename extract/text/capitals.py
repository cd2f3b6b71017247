"""Truecasing of headlines: "US, RUSSIA TO RESUME TALKS" becomes "US, Russia to resume talks".

Taggers and parsers see no names in capitals. The text keeps its length, so that every offset into it holds.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick, MatchKind
from diplograph.ontology.actors import ActorBase

from ..words import load_words

__all__ = ["CaseRestorer", "HeadlineWords"]

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W\d_]+")
# A line with fewer words may be an acronym or a dateline, whose capitals are meant.
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class HeadlineWords:
    """The lists of ``capitals.yaml``."""

    before_us: frozenset[str]
    kept: frozenset[str]


class CaseRestorer:
    """Gives lines in capitals the case of running text; names of actors and surnames of office holders keep theirs."""

    def __init__(self, base: ActorBase) -> None:
        self.words = load_words(HeadlineWords)
        self.base = base

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """Names by their capitals; made at the first headline, for most texts have none."""
        names = [*(surname.title() for surname in self.base.office_index.surnames), *self.base.names]
        # Of "Nato" and "NATO", what is in capitals anyway comes last and stays.
        names.sort(key=str.isupper)
        return {name.upper(): name for name in names if len(name) > 1 and len(name.upper()) == len(name)}

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(list(self._names), matchkind=MatchKind.LeftmostLongest)

    def restore(self, text: str) -> str:
        """``text`` with each headline in capitals in lower case but for names; of the same length, the same where none is.

        >>> from diplograph.ontology.actors import load_actors
        >>> CaseRestorer(load_actors()).restore("US, RUSSIA TO RESUME TALKS")
        'US, Russia to resume talks'
        """
        return _LINE.sub(lambda line: self._line(line.group()), text)

    def _line(self, line: str) -> str:
        lowered = line.lower()
        if not line.isupper() or len(line.split()) < _FEWEST_WORDS or len(lowered) != len(line):
            return line
        result = list(lowered)
        for _, start, end in self._automaton.find_matches_as_indexes(line):
            if _is_whole(line, start, end) and not self._is_pronoun(line, start, end):
                result[start:end] = self._names[line[start:end]]
        first = next(i for i, character in enumerate(result) if character.isalpha())
        result[first] = result[first].upper() if len(result[first].upper()) == 1 else result[first]
        return "".join(result)

    def _is_pronoun(self, line: str, start: int, end: int) -> bool:
        """True for "US" after a verb that has somebody as object ("TELLS US WHY"), and for words that are names seldom."""
        word = line[start:end]
        before = _WORD.findall(line[:start])
        return word.lower() in self.words.kept or (word == "US" and bool(before) and before[-1].lower() in self.words.before_us)


def _is_whole(line: str, start: int, end: int) -> bool:
    return not (start and line[start - 1].isalnum()) and not (end < len(line) and line[end].isalnum())
