"""Matching of PLOVER events against gold standard records of one event each.

triple       source, class and target
pair         source and target
class        the class, whoever acts

Actors are compared by code. Records of one sentence are scored together. A record without a target accepts any; the parties of
a reciprocal one may stand in either order. A sentence may hold events that its record does not name: precision is a
lower bound.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any, NamedTuple

from .score import Score

__all__ = [
    "EVENT_KINDS",
    "EVENT_LEVELS",
    "EventError",
    "find_event_errors",
    "read_sentences",
    "score_by_class",
    "score_events",
]

Record = Mapping[str, Any]

# Both sides are counted: two claims may be one annotated event.
_NONE = Score(recalled=0)
EVENT_LEVELS = ("triple", "pair", "class")
EVENT_KINDS = ("wrong class", "wrong target", "wrong source", "wrong direction", "missed")


class _Event(NamedTuple):
    """An annotated event; a code that is None accepts any actor."""

    is_reciprocal: bool
    source: str | None
    kind: str | None
    target: str | None


class _Found(NamedTuple):
    source: str | None
    kind: str | None
    target: str | None


@dataclass(frozen=True, slots=True)
class EventError:
    """An annotated event that was not found as such: what comes nearest is wrong in ``kind``, or nothing does."""

    kind: str
    text: str
    sentence: str
    gold: tuple[str | None, str | None, str | None]
    found: tuple[str | None, str | None, str | None] | None


class _Sentence(NamedTuple):
    records: list[Record]
    events: list[_Event]
    found: list[_Found]


def score_events(gold: Sequence[Record], found: Mapping[str, Sequence[Record]]) -> dict[str, Score]:
    """The score at each of ``EVENT_LEVELS`` of ``found``, claim records by id of the gold record."""
    sentences = read_sentences(gold, found)
    return {level: sum((_score(sentence, level) for sentence in sentences), _NONE) for level in EVENT_LEVELS}


def score_by_class(gold: Sequence[Record], found: Mapping[str, Sequence[Record]]) -> dict[str, Score]:
    """The triples of each PLOVER class that was annotated or found, by name."""
    sentences = read_sentences(gold, found)
    kinds = {record["event"] for record in gold} | {str(claim.kind) for s in sentences for claim in s.found}
    scores = {kind: [_score(_only(sentence, kind), "triple") for sentence in sentences] for kind in sorted(kinds)}
    return {kind: sum(parts, _NONE) for kind, parts in scores.items()}


def _only(sentence: _Sentence, kind: str) -> _Sentence:
    events = [event for event in sentence.events if event.kind == kind]
    return _Sentence(sentence.records, events, [claim for claim in sentence.found if claim.kind == kind])


def read_sentences(gold: Sequence[Record], found: Mapping[str, Sequence[Record]]) -> list[_Sentence]:
    """The different sentences of the records, each with its annotated events and with what was found in it."""
    sentences: dict[str, _Sentence] = {}
    for record in gold:
        sentence = sentences.setdefault(re.sub(r"\W+", " ", record["text"].lower()).strip(), _Sentence([], [], []))
        sentence.records.append(record)
        sentence.events.extend(event for event in _events(record) if event not in sentence.events)
        claims = (_claim(claim) for claim in found.get(record["id"], ()) if claim.get("plover"))
        sentence.found.extend(claim for claim in dict.fromkeys(claims) if claim not in sentence.found)
    return list(sentences.values())


def _events(record: Record) -> Iterator[_Event]:
    sources = [actor["code"] for actor in record["sources"]] or [None]
    targets = [actor["code"] for actor in record["targets"]] or [None]
    pairs: Iterable[tuple[str | None, str | None]] = (
        combinations(sources, 2) if record["reciprocal"] else product(sources, targets)
    )
    for source, target in dict.fromkeys(pairs):
        yield _Event(record["reciprocal"], source, record["event"], target)


def _claim(claim: Record) -> _Found:
    source, target = ((claim.get(side) or "")[:3] or None for side in ("subject_code", "object_code"))
    return _Found(source, claim["plover"], target)


def _fits(event: _Event, claim: _Found) -> bool:
    if event.is_reciprocal:
        return {claim.source, claim.target} == {event.source, event.target}
    return event.source in (None, claim.source) and event.target in (None, claim.target)


def _score(sentence: _Sentence, level: str) -> Score:
    if level == "class":
        kinds, given = {event["event"] for event in sentence.records}, {claim.kind for claim in sentence.found}
        return _counted(len(kinds), len(kinds & given), len(given), len(kinds & given))
    events, claims = sentence.events, [claim for claim in sentence.found if claim.source and claim.target]
    if level == "pair":
        claims = list(dict.fromkeys(claim._replace(kind=None) for claim in claims))
        whole = (event._replace(kind=None) for event in events if event.is_reciprocal or (event.source and event.target))
        events = list(dict.fromkeys(whole))
        if not events:
            return _NONE
    fitting = [[claim for claim in claims if claim.kind == event.kind and _fits(event, claim)] for event in events]
    unordered = any(event.is_reciprocal for event in events)
    found_events = {_identity(claim, unordered=unordered) for claim in claims}
    right = {_identity(claim, unordered=unordered) for found in fitting for claim in found}
    return _counted(len(events), sum(map(bool, fitting)), len(found_events), len(right))


def _counted(annotated: int, recalled: int, found: int, right: int) -> Score:
    return Score(right, found - right, annotated - recalled, recalled)


def _identity(claim: _Found, *, unordered: bool) -> object:
    """What counts as one event: where the sentence holds a reciprocal one, whatever the order of the parties."""
    return (frozenset((claim.source, claim.target)), claim.kind) if unordered else claim


def find_event_errors(gold: Sequence[Record], found: Mapping[str, Sequence[Record]]) -> list[EventError]:
    """Every annotated event that was not found, by kind of error in the order of ``EVENT_KINDS``, then in that of the texts."""
    errors = []
    for sentence in read_sentences(gold, found):
        claims = [claim for claim in sentence.found if claim.source and claim.target]
        for event in sentence.events:
            if not any(claim.kind == event.kind and _fits(event, claim) for claim in claims):
                kind, nearest = _nearest(event, claims)
                triple = (event.source, event.kind, event.target)
                first = sentence.records[0]
                errors.append(EventError(kind, first["id"], " ".join(first["text"].split()), triple, nearest))
    return sorted(errors, key=lambda error: EVENT_KINDS.index(error.kind))


def _nearest(event: _Event, claims: Sequence[_Found]) -> tuple[str, _Found | None]:
    """The kind of error and the claim that is wrong in this alone; "missed" and None where no claim comes near."""
    turned = event._replace(source=event.target, target=event.source)
    tests: dict[str, Callable[[_Found], bool]] = {
        "wrong class": lambda claim: _fits(event, claim),
        "wrong target": lambda claim: claim.kind == event.kind and claim.source == event.source,
        "wrong source": lambda claim: claim.kind == event.kind and claim.target == event.target,
        "wrong direction": lambda claim: claim.kind == event.kind and _fits(turned, claim),
    }
    for kind, test in tests.items():
        for claim in claims:
            if test(claim):
                return kind, claim
    return "missed", None
