"""Time expressions: the words of a text that name a time ("on Tuesday", "in early 2023", "from 3 to 5 May")."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from diplograph.ontology import DataError

from ..words import Grammar, from_words, load_words, read_entry

__all__ = ["KINDS", "TimeExpression", "TimeWords", "find_times"]

_FILE = "expressions.yaml"
# What a pattern can name; resolution.py has a reader for each.
KINDS = frozenset(
    {
        "ahead",
        "anaphoric",
        "calendar",
        "day_of_week",
        "decade",
        "deictic",
        "distance",
        "fraction",
        "modifier",
        "numeric",
        "of_year",
        "season",
        "unit",
        "vague",
        "weekday",
        "weekend",
        "window",
        "within",
        "years",
    }
)
_YEAR = r"(?:1[0-9]|20)[0-9]{2}"
_PLACEHOLDERS = {
    "year": f"(?P<year>{_YEAR})",
    "last_year": f"(?P<last_year>{_YEAR})",
    "month_number": "(?P<month_number>[01][0-9])",
    "day": "(?P<day>[0-9]{1,2})(?![0-9])",
    "last_day": "(?P<last_day>[0-9]{1,2})(?![0-9])",
    "suffix": "(?:st|nd|rd|th)?",
    # Of a day and a month in figures.
    "first_number": "(?P<first_number>[0-3]?[0-9])",
    "second_number": "(?P<second_number>[0-3]?[0-9])",
    "separator": "(?P<separator>[./-])",
    "same_separator": "(?P=separator)",
    "decade": "(?P<decade>(?:1[0-9]|20)[0-9]0)",
}
# Names begin with a capital: "May" and "March" are months, "may" and "march" are none.
_NAMES = ("weekday", "month")
_LISTS = {
    "anaphoric": "anaphoric",
    "deictic": "deictic",
    "fraction": "fractions",
    "from_publication": "from_publication",
    "from_text": "from_text",
    "half_so_far": "halves_so_far",
    "lead": "leads",
    "month": "months",
    "number": "numbers",
    "ordinal": "ordinals",
    "part": "parts",
    "season": "seasons",
    "time_of_day": "times_of_day",
    "unit": "units",
    "which": "which",
}
# Placeholders by whose words a sentence is known to hold a time, the most telling first; a pattern without them needs a digit.
_CUES = ("month", "deictic", "season", "fraction", "unit", "weekday")
_NUMBER = "number"
_WORDS, _DIGIT = re.compile(r"[^\W\d_]+"), re.compile("[0-9]")
_BEGIN, _END = r"(?<![\w-])", r"(?![\w%]|[.,:][0-9])"
# Characters before a time in which a bound or a word of rarity is looked for.
_BOUND_REACH = 16
_RARITY_REACH = 60


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The lists of ``expressions.yaml``."""

    named_days_before: frozenset[str]
    named_days_after: frozenset[str]
    months: Mapping[str, int]
    seasons: Mapping[str, int]
    units: Mapping[str, str]
    per_day: Mapping[str, int]
    numbers: Mapping[str, int]
    which: Mapping[str, int]
    anaphoric: Mapping[str, int]
    deictic: Mapping[str, tuple[int, int]]
    from_publication: Mapping[str, int]
    from_text: Mapping[str, int]
    with_event: frozenset[str]
    parts: Mapping[str, int]
    thirds: Mapping[str, tuple[tuple[int, int], tuple[int, int], tuple[int, int]]]
    halves_so_far: Mapping[str, int]
    ordinals: Mapping[str, int]
    fractions: Mapping[str, int]
    bounds: Mapping[str, str]
    joints: frozenset[str]
    listing: frozenset[str]
    rarity: frozenset[str]
    planning: frozenset[str]
    occurrence: frozenset[str]
    leads: frozenset[str]
    times_of_day: frozenset[str]
    # As they stand in the file; each is read into a TimePattern.
    patterns: list[Any]


@dataclass(frozen=True, slots=True)
class TimePattern:
    """One entry of ``patterns``: a regular expression with placeholders, and the kind of time that it names."""

    kind: str
    match: str


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A pattern as it is run, and what a text must hold for it to be tried."""

    kind: str
    compiled: re.Pattern[str]
    cue: str


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Characters ``start`` to ``end`` of a text that name a time.

    ``values`` has the words that fill the pattern, by placeholder. ``bound`` is "since", "after", "before", "by", "until" or
    "from" where the time is only a bound of when something happened, and "for" where it stands after that word. ``last`` is
    the other end of a stretch ("from A to B").
    """

    start: int
    end: int
    kind: str
    values: Mapping[str, str] = field(hash=False)
    bound: str | None = None
    last: "TimeExpression | None" = None


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _listed(words: TimeWords) -> dict[str, Iterable[str]]:
    """The words that each placeholder stands for."""
    weekdays = [day.title() for day in load_words(Grammar).weekdays]
    return {"weekday": weekdays, **{name: getattr(words, key) for name, key in _LISTS.items()}}


def _placeholders(words: TimeWords) -> dict[str, str]:
    lists = {}
    for name, listed in _listed(words).items():
        alternatives = _alternatives(listed)
        lists[name] = f"(?P<{name}>{alternatives})" if name in _NAMES else f"(?P<{name}>(?i:{alternatives}))"
    lists["last_month"] = lists["month"].replace("<month>", "<last_month>")
    lists["number"] = lists["number"].replace("(?i:", "[0-9]{1,4}|(?i:")
    return _PLACEHOLDERS | lists


def _compile(content: object, where: str, placeholders: Mapping[str, str]) -> "_Compiled":
    pattern = read_entry(TimePattern, content, where)
    if pattern.kind not in KINDS:
        raise DataError(f"{where}: kind {pattern.kind!r} is none of {', '.join(sorted(KINDS))}")

    def fill(found: re.Match[str]) -> str:
        if found[1] not in placeholders:
            raise DataError(f"{where}: {{{found[1]}}} is none of {', '.join(sorted(placeholders))}")
        return placeholders[found[1]]

    filled = re.sub(r"\{([a-z_]+)\}", fill, pattern.match).replace("\\ ", " ").replace(" ", r"(?:\s+)")
    try:
        compiled = re.compile(_BEGIN + f"(?:{filled})" + _END)
    except re.error as error:
        raise DataError(f"{where}: {pattern.match!r} is no regular expression: {error}") from error
    return _Compiled(pattern.kind, compiled, next((cue for cue in _CUES if f"{{{cue}}}" in pattern.match), _NUMBER))


@from_words
def _patterns() -> "tuple[_Compiled, ...]":
    words = load_words(TimeWords)
    placeholders = _placeholders(words)
    return tuple(_compile(entry, f"{_FILE}: pattern {place}", placeholders) for place, entry in enumerate(words.patterns, 1))


@from_words
def _bound_pattern() -> re.Pattern[str]:
    words = _alternatives(load_words(TimeWords).bounds)
    return re.compile(rf"(?:^|[^\w-])({words})\s+(?:(?:the|about|around)\s+)?$", re.IGNORECASE)


@from_words
def _joint_pattern() -> re.Pattern[str]:
    words = load_words(TimeWords)
    return re.compile(rf"\s*({_alternatives(words.joints | words.listing)})\s*(?:(?:on|in)\s+)?(?:the\s+)?", re.IGNORECASE)


@from_words
def _cues_of_words() -> Mapping[str, frozenset[str]]:
    """For the last word of each time word or phrase, lower case: the kinds of cue that it is."""
    listed, cues = _listed(load_words(TimeWords)), defaultdict[str, set[str]](set)
    for cue in _CUES:
        for phrase in listed[cue]:
            cues[_WORDS.findall(phrase.lower())[-1]].add(cue)
    return {word: frozenset(found) for word, found in cues.items()}


def _cues_in(text: str) -> set[str]:
    """The kinds of cue that a text has: a glance that spares most sentences the patterns."""
    words, cues = set(_WORDS.findall(text.lower())), _cues_of_words()
    found = {cue for word in words & cues.keys() for cue in cues[word]}
    return found | {_NUMBER} if _DIGIT.search(text) is not None else found


def find_times(text: str, start: int = 0, stop: int | None = None) -> list[TimeExpression]:
    """The times that ``text`` names between two characters, in order, none overlapping.

    >>> text = "They met on 3 May 2021 and in early 2023."
    >>> [text[found.start : found.end] for found in find_times(text)]
    ['3 May 2021', 'early 2023']
    """
    stop = len(text) if stop is None else stop
    cues = _cues_in(text[start:stop])
    if not cues:
        return []
    found, taken = list[TimeExpression](), bytearray(stop - start)
    for pattern in _patterns():
        for match in pattern.compiled.finditer(text, start, stop) if pattern.cue in cues else ():
            values = {name: " ".join(value.split()) for name, value in match.groupdict().items() if value is not None}
            # What leads to a month or a year is no part of it.
            begin = match.start() + len(match[0]) - len(match[0][len(values.get("lead", "")) :].lstrip())
            place = slice(begin - start, match.end() - start)
            if not any(taken[place]):
                taken[place] = b"\1" * (match.end() - begin)
                found.append(TimeExpression(begin, match.end(), pattern.kind, values))
    found = [time for time in sorted(found, key=lambda time: time.start) if not _is_named_day(text, time)]
    return list(_bounded(text, start, _joined(text, found)))


def _is_named_day(text: str, time: TimeExpression) -> bool:
    """True for a weekday in a name ("Good Friday", "Friday prayers")."""
    if time.kind != "weekday":
        return False
    words = load_words(TimeWords)
    before = re.search(r"(\w+)\W$", text[max(0, time.start - _BOUND_REACH) : time.start])
    after = re.match(r"\W(\w+)", text[time.end : time.end + _BOUND_REACH])
    return (before is not None and before[1] in words.named_days_before) or (
        after is not None and after[1] in words.named_days_after
    )


def _joined(text: str, times: list[TimeExpression]) -> Iterator[TimeExpression]:
    """Two times that "to" or "and" joins as one stretch; the first takes the year from the second."""
    previous: TimeExpression | None = None
    for time in times:
        if previous is None:
            previous = time
        elif _are_joined(text, previous, time):
            previous = replace(previous, end=time.end, values={**_year_of(previous, time), **previous.values}, last=time)
        else:
            yield previous
            previous = time
    if previous is not None:
        yield previous


def _year_of(one: TimeExpression, other: TimeExpression) -> Mapping[str, str]:
    """The year of the first of two times that are joined, told by the second: the one before "from November to March 2020"."""
    if "year" not in other.values or other.kind != "calendar":
        return {}
    months = [load_words(TimeWords).months.get(time.values.get("month", ""), 0) for time in (one, other)]
    return {"year": str(int(other.values["year"]) - (0 < months[1] < months[0]))}


def _are_joined(text: str, one: TimeExpression, other: TimeExpression) -> bool:
    joint = _joint_pattern().fullmatch(text, one.end, other.start) if one.last is None and one.kind == other.kind else None
    same_form = (one.values.keys() | {"year"}) - {"lead"} == (other.values.keys() | {"year"}) - {"lead"}
    return joint is not None and (same_form or joint[1].lower() not in load_words(TimeWords).listing)


def _bounded(text: str, start: int, times: Iterable[TimeExpression]) -> Iterator[TimeExpression]:
    """The times with the bound before them; those that only tell how rare something is are left out."""
    words = load_words(TimeWords)
    for time in times:
        found = _bound_pattern().search(text[max(start, time.start - _BOUND_REACH) : time.start])
        if found is None or text[time.end : time.end + 2] in ("'s", "’s"):
            yield time
            continue
        bound = words.bounds[found[1].lower()]
        before = text[max(start, time.start - _RARITY_REACH) : time.start].lower()
        if bound != "since" or words.rarity.isdisjoint(re.findall(r"\w+", before)):
            yield replace(time, bound=bound)
