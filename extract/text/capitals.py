"""Truecasing: "US, RUSSIA TO RESUME TALKS" and "US, Russia To Resume Talks" become "US, Russia to resume talks".

Taggers and parsers see no names where the letter case tells none: in lines in capitals or in title case, and in texts all in
small letters. The text keeps its length, so that every offset into it holds.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick, MatchKind
from diplograph.ontology.actors import ActorBase

from ..dates import TimeWords
from ..words import Grammar, load_words

__all__ = ["CaseRestorer", "HeadlineWords", "lacks_capitals"]

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE = re.compile(r"(?:^|[.!?…][\"”’)]*\s+|\n)[\"“‘(]*(?=[^\W\d_])")
# A line with fewer words may be an acronym or a dateline, whose capitals are meant.
_FEWEST_WORDS = 3
# Words of a line that running text would have in small letters, before it is one in title case.
_FEWEST_ORDINARY = 1
_SHORTEST_NAME = 3
_LONGEST_DOUBTFUL = 2


@dataclass(frozen=True, slots=True)
class HeadlineWords:
    """The lists of ``capitals.yaml``."""

    before_us: frozenset[str]
    kept: frozenset[str]
    names: frozenset[str]
    words: frozenset[str]
    small: frozenset[str]
    before_month: frozenset[str]
    doubtful_months: frozenset[str]


def lacks_capitals(text: str) -> bool:
    """True for a text of a few words and more that are all in small letters, so that no name stands out."""
    return text.islower() and len(text.split()) > _FEWEST_WORDS


def _is_word(word: str) -> bool:
    """What is taken for a word of English where nobody knows its words: anything."""
    return True


class CaseRestorer:
    """Gives headlines, and texts in small letters, the case of running text; ``is_word`` tells the words of English.

    Names of actors and surnames of office holders have their capitals, and in headlines whatever is no word.
    """

    def __init__(self, base: ActorBase, is_word: Callable[[str], bool] = _is_word) -> None:
        self.words = load_words(HeadlineWords)
        self.base = base
        self.is_listed = is_word

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

    @cached_property
    def _days_and_months(self) -> frozenset[str]:
        months = {month.lower() for month in load_words(TimeWords).months if month.isalpha()}
        return frozenset(months | set(load_words(Grammar).weekdays)) - self.words.doubtful_months

    def name_of(self, letters: str) -> str | None:
        """The name of an actor that these letters are, in whatever case; None for a word that is one seldom.

        >>> from diplograph.ontology.actors import load_actors
        >>> CaseRestorer(load_actors()).name_of("UKRAINE")
        'Ukraine'
        """
        return self._names.get(letters.upper()) if letters.lower() not in self.words.kept or letters.isupper() else None

    def restore(self, text: str) -> str:
        """``text`` with each headline, or all of it where it has no capitals, as running text; of the same length.

        >>> from diplograph.ontology.actors import load_actors
        >>> CaseRestorer(load_actors()).restore("US, RUSSIA TO RESUME TALKS")
        'US, Russia to resume talks'
        """
        if lacks_capitals(text):
            return self._from_small_letters(text)
        return _LINE.sub(lambda line: self._line(line.group()), text)

    def is_word(self, word: str) -> bool:
        """True for a word of English in small letters, or with an apostrophe ("doesn't")."""
        stem, _, ending = word.replace("’", "'").partition("'")
        if ending == "t":
            stem = stem.removesuffix("n")
        return self.is_listed(stem) or stem in self.words.words or stem.removesuffix("s") in self.words.words

    def _line(self, line: str) -> str:
        if len(line.split()) < _FEWEST_WORDS or len(line.lower()) != len(line) or len(line.upper()) != len(line):
            return line
        if line.isupper():
            return self._running(line, from_capitals=True)
        return self._running(line, from_capitals=False) if self._is_title_case(line) else line

    def _is_title_case(self, line: str) -> bool:
        """True where words have capitals that running text would not give them, and hardly a word has none."""
        ordinary = 0
        for place, word in enumerate(found[0] for found in _WORD.finditer(line)):
            if word.islower():
                if word not in self.words.small and len(word) > 1:
                    return False
            elif place and _is_capitalised(word) and not self._is_name(word.lower()) and word.upper() not in self._names:
                ordinary += 1
        return ordinary >= _FEWEST_ORDINARY

    def _running(self, line: str, *, from_capitals: bool) -> str:
        """A headline in lower case but for names; in title case, what has other capitals than the first keeps them."""
        result, named = list(line.lower()), set[int]()
        for start, end, name in self._actors(line):
            given = line[start:end]
            # Writers of title case tell an acronym from a word ("Us") and from half a name ("Kim Jong Un").
            if not from_capitals and given == "Us":
                continue
            is_kept = not given.istitle() or len(given) <= _LONGEST_DOUBTFUL or given in self.base.names
            result[start:end] = given if is_kept and not from_capitals else name
            named.update(range(start, end))
        for found in _WORD.finditer(line):
            word, start = found[0], found.start()
            if start in named:
                continue
            if not from_capitals and not _is_capitalised(word):
                result[start : found.end()] = word
            elif self._is_name(word.lower()) and line[max(0, start - 1) : start] not in ("'", "’"):
                result[start] = word[0].upper()
        return _with_sentence_starts("".join(result))

    def _actors(self, text: str) -> list[tuple[int, int, str]]:
        """The names of actors in a text of whatever case: begin, end, and how the name is written."""
        upper = text.upper()
        found = self._automaton.find_matches_as_indexes(upper)
        return [
            (start, end, self._names[upper[start:end]])
            for _, start, end in found
            if _is_whole(text, start, end) and not self._is_no_name(text, start, end)
        ]

    def _is_name(self, word: str) -> bool:
        return word in self.words.names or (len(word) >= _SHORTEST_NAME and not self.is_word(word))

    def _is_no_name(self, line: str, start: int, end: int) -> bool:
        """True for "US" after a verb that has somebody as object ("TELLS US WHY"), and for words that are names seldom."""
        word = line[start:end]
        before = _WORD.findall(line[:start])
        if word.lower() in self.words.kept:
            after = _WORD.match(line, end + 1)
            pairs = [f"{before[-1]} {word}"] if before else []
            pairs += [f"{word} {after[0]}"] if after is not None else []
            return not any(self.base.office_index.has_person(pair.title()) for pair in pairs)
        return word.upper() == "US" and bool(before) and before[-1].lower() in self.words.before_us

    def _from_small_letters(self, text: str) -> str:
        """A text without capitals with those of actors, persons, days and months, and of the first words of sentences."""
        result = list(text)
        if len(text.upper()) != len(text):
            return text
        for start, end, name in self._actors(text):
            if name != "US" or self._is_state(text, start):
                result[start:end] = name
        for found in _WORD.finditer(text):
            start, word = found.start(), found[0]
            is_named = word in self.words.names or word in self._days_and_months or word == "i"
            if is_named or (word in self.words.doubtful_months and self._is_month(text, found)):
                result[start] = result[start].upper()
        return _with_sentence_starts("".join(result))

    def _is_state(self, text: str, start: int) -> bool:
        """True for "us" where no pronoun stands: at the head of a sentence, or after an article."""
        before = text[:start].rstrip(" \"'“‘(")
        return not before or before[-1] in ".!?\n:" or before.endswith((" the", "\nthe")) or before == "the"

    def _is_month(self, text: str, found: "re.Match[str]") -> bool:
        before, after = text[: found.start()].split(), text[found.end() :].split()
        beside = [*before[-1:], *after[:1]]
        return any(word[0].isdigit() for word in beside) or bool(before and before[-1] in self.words.before_month)


def _with_sentence_starts(text: str) -> str:
    result = list(text)
    for found in _SENTENCE.finditer(text):
        first = text[found.end()]
        result[found.end()] = first.upper() if len(first.upper()) == 1 else first
    return "".join(result)


def _is_capitalised(word: str) -> bool:
    """True for "Iran's" and "A", not for "US" and "iPhone"."""
    return word[0].isupper() and (len(word) == 1 or word[1:].islower())


def _is_whole(line: str, start: int, end: int) -> bool:
    return not (start and line[start - 1].isalnum()) and not (end < len(line) and line[end].isalnum())
