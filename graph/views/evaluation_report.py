"""What ``diplograph evaluate`` reports: figures by level and by relation or class, and errors by kind."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..queries import count
from ..safe_text import printable

if TYPE_CHECKING:
    from diplograph.extract.evaluation import ClaimError, EventError, Gold

__all__ = ["Mistake", "Report", "report_on"]

Record = Mapping[str, Any]
Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Mistake:
    """An error: what was found (or None), what is annotated (or None), and the sentence, each in one line."""

    kind: str
    text: str
    found: str | None
    gold: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Report:
    """Figures of one gold file: precision, recall, F1 and counts by level, and for each relation (or class) by level.

    ``unit`` is what the file holds ("text", "sentence"), ``size`` how many, ``group`` what its claims are grouped by,
    ``headline`` the level that counts most. ``mistakes`` has every error, ``kinds`` all kinds in the order in which they are
    shown. ``confidence`` says how well that of the claims holds, where they give one.
    """

    unit: str
    size: int
    group: str
    headline: str
    levels: Mapping[str, Figures]
    groups: Mapping[str, Mapping[str, Figures]]
    kinds: Sequence[str]
    mistakes: Sequence[Mistake]
    confidence: Mapping[str, float] | None = None

    @property
    def f1(self) -> float:
        return self.levels[self.headline]["f1"]

    def record(self, errors: int = 0) -> dict[str, Any]:
        """The report as one JSON object, with ``errors`` examples of each kind."""
        return {
            f"{self.unit}s": self.size,
            "levels": self.levels,
            f"{self.group}s": {name: levels[self.headline] for name, levels in self.groups.items()},
            f"{self.group}s_by_level": self.groups,
            "confidence": self.confidence,
            "errors": self.counts(),
            "examples": [
                {"kind": m.kind, "id": m.text, "found": m.found, "gold": m.gold, "sentence": m.sentence}
                for m in self._examples(errors)
            ],
        }

    def counts(self) -> dict[str, int]:
        """How many errors there are of each kind."""
        counts = Counter(mistake.kind for mistake in self.mistakes)
        return {kind: counts[kind] for kind in self.kinds if counts[kind]}

    def lines(self, errors: int = 0) -> Iterator[str]:
        """The report for a terminal, with ``errors`` examples of each kind."""
        yield count(self.size, self.unit)
        yield f"{'':24}{'P':>7}{'R':>7}{'F1':>7}{self._count_heads()}"
        for name, figures in self.levels.items():
            yield _line(name, figures)
        others = [level for level in next(iter(self.groups.values()), {}) if level != self.headline]
        yield ""
        yield f"{'by ' + self.group:24}{'P':>7}{'R':>7}{'F1':>7}{self._count_heads()}" + "".join(
            f"{f'F1 {o}':>12}" for o in others
        )
        for name, levels in self.groups.items():
            yield _line(name, levels[self.headline]) + "".join(f"{levels[other]['f1']:12.3f}" for other in others)
        yield ""
        if self.confidence is not None:
            yield "confidence of {claims} claims: mean {mean:.3f}, right {right:.3f}".format(**self.confidence)
            yield "  Brier score {brier:.3f}, expected calibration error {ece:.3f}".format(**self.confidence)
            yield ""
        yield "errors by kind"
        yield from (f"  {kind:22}{number:5}" for kind, number in self.counts().items())
        for mistake in self._examples(errors):
            yield ""
            yield printable(f"{mistake.kind}  {mistake.text}")
            yield from (f"  {label:9}{printable(text)}" for label, text in _details(mistake) if text is not None)

    def _count_heads(self) -> str:
        names = list(next(iter(self.levels.values())))[3:]
        return "".join(f"{_COUNTS[name]:>8}" for name in names)

    def _examples(self, errors: int) -> Iterator[Mistake]:
        shown: Counter[str] = Counter()
        for mistake in self.mistakes:
            shown[mistake.kind] += 1
            if shown[mistake.kind] <= errors:
                yield mistake


_COUNTS = {"tp": "right", "fp": "wrong", "fn": "missed", "gold": "gold", "system": "found"}


def _line(name: str, figures: Figures) -> str:
    counts = "".join(f"{number:8}" for key, number in figures.items() if key in _COUNTS)
    return f"{name:24}{figures['precision']:7.3f}{figures['recall']:7.3f}{figures['f1']:7.3f}{counts}"


def _details(mistake: Mistake) -> list[tuple[str, str | None]]:
    return [("found", mistake.found), ("gold", mistake.gold), ("in", mistake.sentence)]


def report_on(gold: "Gold", found: Mapping[str, Sequence[Record]]) -> Report:
    """The report on claims (records by id of the gold text) against a gold file of either shape."""
    return _report_events(gold.records, found) if gold.is_plover else _report_claims(gold.records, found)


def _report_claims(gold: Sequence[Record], found: Mapping[str, Sequence[Record]]) -> Report:
    from diplograph.extract.evaluation import KINDS, LEVELS, Score, find_errors, match_claims, score_by_relation

    matchings = {level: match_claims(gold, found, level) for level in LEVELS}
    by_relation = {level: score_by_relation(matchings[level]) for level in LEVELS[1:]}
    annotated = {claim["predicate"] for text in gold for claim in text["claims"]}
    names = sorted(annotated.union(*(scores for scores in by_relation.values())))
    return Report(
        unit="text",
        size=len(gold),
        group="predicate",
        headline="relation",
        levels={level: matching.score.record() for level, matching in matchings.items()},
        groups={name: {level: s.get(name, Score()).record() for level, s in by_relation.items()} for name in names},
        kinds=KINDS,
        mistakes=[_mistake_of_claim(error) for error in find_errors(gold, found)],
        confidence=_confidence(gold, found),
    )


def _confidence(gold: Sequence[Record], found: Mapping[str, Sequence[Record]]) -> dict[str, float] | None:
    """How confidence and outcome agree over the claims that are right or wrong at the level of the stance."""
    from diplograph.extract.evaluation import brier_score, calibration_error, judge_claims

    judged = judge_claims(gold, found)
    if not judged:
        return None
    return {
        "claims": len(judged),
        "mean": sum(claim.confidence for claim in judged) / len(judged),
        "right": sum(claim.is_right for claim in judged) / len(judged),
        "brier": brier_score(judged),
        "ece": calibration_error(judged),
    }


def _report_events(gold: Sequence[Record], found: Mapping[str, Sequence[Record]]) -> Report:
    from diplograph.extract.evaluation import EVENT_KINDS, find_event_errors, read_sentences, score_by_class, score_events

    return Report(
        unit="sentence",
        size=len(read_sentences(gold, found)),
        group="class",
        headline="triple",
        levels={level: score.record() for level, score in score_events(gold, found).items()},
        groups={name: {"triple": score.record()} for name, score in score_by_class(gold, found).items()},
        kinds=EVENT_KINDS,
        mistakes=[_mistake_of_event(error) for error in find_event_errors(gold, found)],
    )


def _mistake_of_claim(error: "ClaimError") -> Mistake:
    return Mistake(error.kind, error.text, _show(error.found), _show(error.gold), error.sentence)


def _show(claim: Record | None) -> str | None:
    if claim is None:
        return None
    body = f" [{_first(claim['organization'])}]" if claim.get("organization") else ""
    voice = _first(claim.get("speaker"))
    stance = ", ".join(_first(claim.get(name, usual)) for name, usual in (("polarity", "affirmed"), ("modality", "actual")))
    said = f", says {voice}" if voice != "nobody" else ""
    return f"{_first(claim.get('subject'))} {claim.get('predicate')} {_first(claim.get('object'))}{body} ({stance}{said})"


def _first(value: Any) -> str:
    """All values that a field allows, the best first."""
    values = value if isinstance(value, list) else [value]
    return " | ".join("nobody" if item is None else str(item) for item in values) or "nobody"


def _mistake_of_event(error: "EventError") -> Mistake:
    found = None if error.found is None else " ".join(str(code) for code in error.found)
    return Mistake(error.kind, error.text, found, " ".join(code or "anybody" for code in error.gold), error.sentence)
