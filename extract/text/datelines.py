"""Datelines: "OSLO, March 10, 2023 (Reuters) –" at the head of a paragraph, with the day and the outlet that it names.

A dateline is a run of places, a day and outlets that a dash, a colon or the end of its line closes.
"""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from diplograph.ontology import DataError
from diplograph.ontology.actors import NameKind, load_actors

from ..dates import TimeWords
from ..words import Grammar, from_words, load_outlets, load_words

__all__ = ["Dateline", "find_datelines", "opening_dateline"]

_LONGEST = 160
_MOST_PARTS = 6
# Paragraphs before the report that has the dateline: headlines, bylines, a summary.
_PARAGRAPHS_BEFORE, _LONGEST_BEFORE = 8, 300
_SHORTEST_PLACE = 3
_LINE = re.compile(r"[^\n]+")
_INDENT = re.compile(r"[\s>*\"“”]*")
_GAP = re.compile(r"[ \t\u00a0]*")
_SEPARATOR = re.compile(r"[ \t\u00a0]*[,.;]?[ \t\u00a0]+|[,.;]?(?=[(\[/])")
_BRACKETED = re.compile(r"\(([^()\n]{2,60})\)|\[([^\[\]\n]{2,60})\]|/([^/\n]{2,60})/")
_OUTLETS_APART = re.compile(r"\s*[/;,]\s*|\s+and\s+")
# "ST.", "D.C.", "Oslo": a full stop ends a place but for abbreviations.
_WORD = r"(?:(?:[^\W\d_]\.)+|[^\W\d_]{2}\.|[^\W\d_][\w'’]*)"


@dataclass(frozen=True, slots=True)
class DatelineWords:
    """The lists of ``datelines.yaml``."""

    dashes: tuple[str, ...]
    place_words: tuple[str, ...]
    cities: frozenset[str]
    no_outlets: frozenset[str]
    agencies: Mapping[str, tuple[str, ...]]

    def __post_init__(self) -> None:
        for word in self.no_outlets:
            if word != word.lower():
                raise DataError(f"datelines.yaml: no_outlets: {word!r} must be in lower case, as brackets are compared in")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline at the characters ``start`` to ``end``, dash and all; ``date`` where it names a day with its year."""

    start: int
    end: int
    date: datetime.date | None = None
    outlet: str | None = None


@dataclass(slots=True)
class _Parts:
    """What has been read of a dateline so far."""

    places: list[str] = field(default_factory=list)
    has_day: bool = False
    date: datetime.date | None = None
    bracketed: str | None = None
    outlet: str | None = None
    is_slashed: bool = False

    def __len__(self) -> int:
        return len(self.places) + self.has_day + (self.bracketed is not None or self.outlet is not None)

    @property
    def in_capitals(self) -> bool:
        """True where the first place is in capitals, as only datelines have it."""
        return bool(self.places) and self.places[0].isupper() and len(self.places[0]) >= _SHORTEST_PLACE

    @property
    def before_dash(self) -> bool:
        """True where a dash may follow: "OSLO", "Oslo (Reuters)", "Oslo, March 10, 2023", not "March 10, 2023"."""
        if self.in_capitals or self.outlet is not None:
            return True
        return bool(self.places) and (self.date is not None or (self.has_day and self.bracketed is not None))

    @property
    def before_colon(self) -> bool:
        """True where a colon may follow: "NAIROBI", "Nairobi, 10 March 2023", not "KREMLIN" and "BLINKEN", who speak."""
        if self.in_capitals and not self.has_day and self.outlet is None:
            return self.places[0].split("/")[0] in _known_places()
        return self.before_dash

    @property
    def before_text(self) -> bool:
        """True where a colon, or the report itself, may follow: "New Delhi, March 10 (PTI)", "MOSCOW, March 10. /TASS/"."""
        return self.outlet is not None and self.bracketed is not None and (self.has_day or self.in_capitals)

    @property
    def before_end(self) -> bool:
        """True where the line may end: "OSLO, March 10, 2023"."""
        return self.in_capitals and self.has_day

    @property
    def credited(self) -> str | None:
        """The outlet; one that nobody knows counts where place and day stand beside it."""
        if self.outlet is not None or self.bracketed is None or not (self.places and self.has_day):
            return self.outlet
        words = self.bracketed.strip()
        is_name = words[0].isupper() and not any(character.isdigit() for character in words)
        known = load_words(DatelineWords).no_outlets
        return words if is_name and known.isdisjoint((words.lower(), words.lower().partition(" ")[0])) else None


@from_words
def _outlets() -> Mapping[str, str]:
    """Every name of an outlet or agency with its canonical name."""
    canonical = {name: of for of, names in load_words(DatelineWords).agencies.items() for name in (of, *names)}
    return {**canonical, **load_outlets()}


@from_words
def _outlets_folded() -> Mapping[str, str]:
    return {name.casefold(): canonical for name, canonical in _outlets().items()}


@from_words
def _known_places() -> frozenset[str]:
    """The names of capitals and other cities, in capitals."""
    known = (name.text for name in load_actors().names.values() if name.kind in (NameKind.CAPITAL, NameKind.PLACE))
    return frozenset(name.upper() for name in (*known, *load_words(DatelineWords).cities))


def _one_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@from_words
def _bare_outlet() -> re.Pattern[str]:
    return re.compile(rf"(?:{_one_of(list(_outlets()))})(?!\w)")


@from_words
def _dash() -> re.Pattern[str]:
    dashes = _one_of(load_words(DatelineWords).dashes)
    return re.compile(rf"[ \t\u00a0]*\.?[ \t\u00a0]*(?:{dashes})++(?=\s|[\"“‘(\[]|\w|$)[ \t\u00a0]*")


@from_words
def _place() -> re.Pattern[str]:
    small, months = _one_of(load_words(DatelineWords).place_words), _one_of(list(load_words(TimeWords).months))
    no_month = rf"(?!(?:{months})\.?\s+\d)"
    following = rf"[ \t\u00a0/]+(?:(?:{small})[ \t\u00a0]+)*{no_month}{_WORD}|[-–/]{_WORD}"
    return re.compile(rf"{_WORD}(?:{following}){{0,4}}(?:\s*\[[^\]\n]{{2,40}}\])?")


@from_words
def _day() -> re.Pattern[str]:
    month, weekday = _one_of(list(load_words(TimeWords).months)), _one_of(load_words(Grammar).weekdays)
    in_figures = r"(?P<day4>1[3-9]|2\d|3[01])/(?P<month4>0?[1-9]|1[0-2])/(?P<year4>(?:19|20)\d\d)"
    with_points = r"(?P<day5>[0-3]?\d)\.(?P<month5>0?[1-9]|1[0-2])\.(?P<year5>(?:19|20)\d\d)"
    year, day = r"(?:,?\s+(?P<year{0}>(?:19|20)\d\d))?", r"(?P<day{0}>[0-3]?\d)(?:st|nd|rd|th)?"
    forms = (
        rf"(?P<month1>{month})\.?\s+{day.format(1)}{year.format(1)}",
        rf"{day.format(2)}\s+(?:of\s+)?(?P<month2>{month})\.?{year.format(2)}",
        r"(?P<year3>(?:19|20)\d\d)-(?P<month3>[01]\d)-(?P<day3>[0-3]\d)",
        in_figures,
        with_points,
    )
    return re.compile(rf"(?:(?:{weekday}),?\s+)?(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


def find_datelines(text: str) -> Iterator[Dateline]:
    """The datelines of a text, in order: one at most a line.

    >>> [found] = find_datelines("OSLO, March 10, 2023 (Reuters) – Norway hosts talks.")
    >>> found.date, found.outlet, found.end
    (datetime.date(2023, 3, 10), 'Reuters', 33)
    """
    for line in _LINE.finditer(text):
        found = _read(text, line.start(), line.end())
        if found is not None:
            yield found


def opening_dateline(text: str) -> Dateline | None:
    """The dateline of the report that a text is: after headlines and bylines at most, so that no quoted one is taken."""
    for number, line in enumerate(_LINE.finditer(text)):
        found = _read(text, line.start(), line.end())
        if found is not None or number == _PARAGRAPHS_BEFORE or len(line.group()) > _LONGEST_BEFORE:
            return found
    return None


def _read(text: str, start: int, end: int) -> Dateline | None:
    indent = _INDENT.match(text, start, end)
    first = start = indent.end() if indent is not None else start
    stop = min(end, start + _LONGEST)
    parts, closed = _Parts(), None
    at: int | None = start
    while at is not None and len(parts) < _MOST_PARTS:
        at = _read_part(text, at, stop, parts)
        if at is None:
            break
        dash = _dash().match(text, at, stop)
        if dash is not None and parts.before_dash and _is_apart(text, at, dash):
            closed = Dateline(first, dash.end(), parts.date, parts.credited)
        elif _ends(text, at, end, parts):
            closed = Dateline(first, at + (text[at : at + 1] in (":", ".")), parts.date, parts.credited)
        following = dash if dash is not None else _SEPARATOR.match(text, at, stop)
        at = following.end() if following is not None else None
    return closed


def _is_apart(text: str, at: int, dash: re.Match[str]) -> bool:
    """True for a dash with white space on both sides, or right behind a bracket: not for "OSLO-based"."""
    return text[at - 1] in ")]/" or (dash.group()[0].isspace() or dash.group()[0] == ".") or len(dash.group().strip()) > 1


def _ends(text: str, at: int, end: int, parts: _Parts) -> bool:
    """True where the report, or the line, may follow without a dash."""
    if at == end or not text[at:end].strip():
        return parts.before_end
    if text[at] == ":" and text[at + 1 : at + 2].isspace() and parts.before_colon:
        return True
    return parts.before_text and (text[at] in ":." if parts.is_slashed or text[at] == ":" else text[at].isspace())


def _read_part(text: str, at: int, stop: int, parts: _Parts) -> int | None:
    """Where the next part ends, which is noted in ``parts``; None where there is none."""
    day = None if parts.has_day else _day().match(text, at, stop)
    if day is not None:
        parts.has_day, parts.date = True, _date(day)
        return day.end()
    if parts.bracketed is None and parts.outlet is None:
        bracketed = _BRACKETED.match(text, at, stop)
        if bracketed is not None:
            parts.bracketed = next(filter(None, bracketed.groups()))
            parts.outlet, parts.is_slashed = _known_outlet(parts.bracketed), text[at] == "/"
            return bracketed.end()
        bare = _bare_outlet().match(text, at, stop) if len(parts) else None
        if bare is not None and _dash().match(text, bare.end(), stop):
            parts.outlet = _outlets()[bare.group()]
            return bare.end()
    return _read_place(text, at, stop, parts)


def _read_place(text: str, at: int, stop: int, parts: _Parts) -> int | None:
    place = _place().match(text, at, stop)
    if place is None or (parts.places and (parts.has_day or text[:at].rstrip()[-1:] not in (",", "/"))):
        return None
    words = re.split(r"[\s/–\[\]-]+", place.group())
    if not all(word[0].isupper() or word in load_words(DatelineWords).place_words for word in words if word):
        return None
    parts.places.append(place.group())
    return place.end()


def _known_outlet(words: str) -> str | None:
    found = (_outlets_folded().get(name.strip().casefold()) for name in (words, *_OUTLETS_APART.split(words)))
    return next(filter(None, found), None)


def _date(day: re.Match[str]) -> datetime.date | None:
    """The day that is named with its year; None without one, and for the 31st of June."""
    values = {name.rstrip("12345"): value for name, value in day.groupdict().items() if value is not None}
    if "year" not in values:
        return None
    months = {name.casefold(): number for name, number in load_words(TimeWords).months.items()}
    month = values["month"]
    try:
        return datetime.date(
            int(values["year"]), int(month) if month.isdigit() else months[month.casefold()], int(values["day"])
        )
    except ValueError:
        return None
