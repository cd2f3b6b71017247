"""Calibration of confidence: of claims with confidence 0.8, four in five should be right."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from .claims import match_claims

__all__ = ["Bin", "Judged", "brier_score", "calibration_error", "judge_claims", "reliability"]

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim's confidence, and whether an annotation confirms the claim with its polarity and modality."""

    confidence: float
    is_right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims of like confidence: how many, their mean confidence, and the share of them that is right."""

    size: int
    confidence: float
    right: float


def judge_claims(gold: Iterable[Record], found: Mapping[str, Sequence[Record]]) -> list[Judged]:
    """Every found claim that gives a confidence and that the annotation confirms or refutes; optional ones are left out."""
    matching = match_claims(gold, found, "stance")
    sides = ((matching.right, True), (matching.wrong, False))
    return [
        Judged(float(claim["confidence"]), is_right)
        for claims, is_right in sides
        for _, claim in claims
        if isinstance(claim.get("confidence"), float | int)
    ]


def reliability(judged: Iterable[Judged], bins: int = 10) -> list[Bin]:
    """The claims in ``bins`` groups of about one size, from the least confident to the most.

    Claims of equal confidence stay in one group: groups are fewer where there are few claims or many are equal.

    >>> reliability([Judged(0.25, False), Judged(0.75, True), Judged(1.0, True), Judged(0.5, True)], bins=2)[0]
    Bin(size=2, confidence=0.375, right=0.5)
    """
    ordered = sorted(judged, key=lambda claim: claim.confidence)
    groups: list[list[Judged]] = []
    placed = 0
    for _, equal in groupby(ordered, key=lambda claim: claim.confidence):
        if placed * bins >= len(groups) * len(ordered):
            groups.append([])
        groups[-1].extend(equal)
        placed = sum(map(len, groups))
    return [
        Bin(len(group), sum(c.confidence for c in group) / len(group), sum(c.is_right for c in group) / len(group))
        for group in groups
    ]


def calibration_error(judged: Sequence[Judged], bins: int = 10) -> float:
    """The expected calibration error: how far confidence and share of right claims lie apart, averaged over claims.

    In bins of one size (Nixon et al. 2019, "Measuring Calibration in Deep Learning"). 0 where there are no claims.
    """
    return sum(b.size * abs(b.confidence - b.right) for b in reliability(judged, bins)) / len(judged) if judged else 0.0


def brier_score(judged: Sequence[Judged]) -> float:
    """The mean squared difference between confidence and outcome (Brier 1950): 0 is best. 0 where there are no claims."""
    return sum((claim.confidence - claim.is_right) ** 2 for claim in judged) / len(judged) if judged else 0.0
