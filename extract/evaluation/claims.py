"""Matching of claims against annotated ones, at four levels, each stricter than the one before.

pair         the same two actors
relation     the same actors, relation and, where the annotation names one, organization
stance       relation, and the same polarity and modality
speaker      stance, and the same speaker, or none in both

A field of an annotated claim may allow several values. Each annotated claim is matched once; a further copy of it, and what
matches an optional claim alone, is neither right nor wrong. Symmetric relations match either way round, events by the head
word of their name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from diplograph.ontology import load_schema

from .links import fold_name
from .score import Score

__all__ = ["LEVELS", "Matching", "actors_of", "match_claims", "same_event", "same_name", "score_by_relation"]

Record = Mapping[str, Any]

LEVELS = ("pair", "relation", "stance", "speaker")
_EVENT_RANGES = ("Event",)


@dataclass(slots=True)
class Matching:
    """The claims behind a score at one level, each with the id of its text.

    ``right`` and ``wrong`` are found claims, ``missed`` required annotated ones; ``optional`` are found claims that match an
    optional one, and ``unmatched`` all annotated claims, optional ones too, that nothing matches.
    """

    right: list[tuple[str, Record]] = field(default_factory=list)
    wrong: list[tuple[str, Record]] = field(default_factory=list)
    missed: list[tuple[str, Record]] = field(default_factory=list)
    optional: list[tuple[str, Record]] = field(default_factory=list)
    unmatched: list[tuple[str, Record]] = field(default_factory=list)

    @property
    def score(self) -> Score:
        return Score(len(self.right), len(self.wrong), len(self.missed))


def _names(value: str | Sequence[str | None] | None) -> set[str]:
    values = [value] if isinstance(value, str) else value or ()
    return {fold_name(" ".join(name.split())) for name in values if name}


def _options(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def same_name(gold: Any, found: Any) -> bool:
    """True where one of the names that the annotation allows is one of those found, case, accents and articles aside."""
    return bool(_names(gold) & _names(found))


def same_event(gold: Any, found: Any) -> bool:
    """True for the same name, and where the last word of an allowed name is among the words of the one found."""
    heads = {name.split()[-1] for name in _names(gold) if name}
    return same_name(gold, found) or any(heads & set(name.split()) for name in _names(found))


def actors_of(gold: Record, found: Record) -> tuple[bool, bool]:
    """Whether the subject and the object of a found claim are those of an annotated one, in this order."""
    is_event = load_schema().relations[gold["predicate"]].range in _EVENT_RANGES
    same_object = same_event if is_event else same_name
    return same_name(gold["subject"], found.get("subject")), same_object(gold["object"], found.get("object"))


def _is_pair(gold: Record, found: Record) -> bool:
    if all(actors_of(gold, found)):
        return True
    if not load_schema().relations[gold["predicate"]].symmetric:
        return False
    return same_name(gold["subject"], found.get("object")) and same_name(gold["object"], found.get("subject"))


def _is_relation(gold: Record, found: Record) -> bool:
    if gold["predicate"] != found.get("predicate"):
        return False
    return not gold.get("organization") or same_name(gold["organization"], found.get("organization"))


def _is_stance(gold: Record, found: Record) -> bool:
    given = {"polarity": found.get("polarity", "affirmed"), "modality": found.get("modality", "actual")}
    return all(any(value in _options(gold[name]) for value in _options(found_value)) for name, found_value in given.items())


def _is_speaker(gold: Record, found: Record) -> bool:
    allowed, named = _names(gold.get("speaker")), _names(found.get("speaker"))
    if not allowed or None in _options(gold["speaker"]):
        return not named or bool(allowed & named)
    return bool(allowed & named)


_TESTS = (_is_pair, _is_relation, _is_stance, _is_speaker)


def _matches(gold: Record, found: Record, level: str) -> bool:
    return all(test(gold, found) for test in _TESTS[: LEVELS.index(level) + 1])


def match_claims(gold: Iterable[Record], found: Mapping[str, Sequence[Record]], level: str) -> Matching:
    """Which claims of ``found`` (by id of the text) are right at a level of ``LEVELS``, over all gold texts."""
    matching = Matching()
    for text in gold:
        _match_text(text["id"], text["claims"], found.get(text["id"], ()), level, matching)
    return matching


def _match_text(identifier: str, annotated: Sequence[Record], found: Sequence[Record], level: str, into: Matching) -> None:
    free = sorted(annotated, key=lambda claim: not claim["required"])
    taken: set[int] = set()
    for claim in found:
        hits = [place for place, gold in enumerate(free) if _matches(gold, claim, level)]
        first = next((place for place in hits if place not in taken), None)
        if first is not None:
            taken.add(first)
            (into.right if free[first]["required"] else into.optional).append((identifier, claim))
        elif not hits:
            into.wrong.append((identifier, claim))
    left = [(identifier, gold) for place, gold in enumerate(free) if place not in taken]
    into.unmatched.extend(left)
    into.missed.extend(item for item in left if item[1]["required"])


def score_by_relation(matching: Matching) -> dict[str, Score]:
    """The score of each relation that was annotated or found, by name.

    At the level of the pair a claim counts for the relation that was found, which need not be the annotated one.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for place, part in enumerate((matching.right, matching.wrong, matching.missed)):
        for _, claim in part:
            counts[str(claim.get("predicate"))][place] += 1
    return {name: Score(*counts[name]) for name in sorted(counts)}
