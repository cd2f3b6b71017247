"""Monotone logistic regression over the signs of a claim: parameters of a data file, checked as they are read."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from diplograph.ontology import DataError, load_schema

__all__ = ["MonotoneModel", "check_parameters", "log_odds", "probability"]

# What is "sure" is still no proof.
_LEAST = 0.01


def log_odds(probability: float) -> float:
    """Log-odds, between those of 0.01 and 0.99.

    >>> log_odds(0.5)
    0.0
    """
    bounded = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(bounded / (1 - bounded))


def probability(parts: Mapping[str, float]) -> float:
    """The probability whose log-odds the parts add up to."""
    return 1 / (1 + math.exp(-sum(parts.values())))


@dataclass(frozen=True, slots=True)
class MonotoneModel:
    """The parameters: ``weights`` has one for each sign, ``relations`` what a relation adds, in log-odds."""

    intercept: float
    weights: Mapping[str, float]
    relations: Mapping[str, float]

    def weigh(self, relation: str, signs: Mapping[str, float]) -> dict[str, float]:
        """What each sign of a claim of a relation adds to the log-odds that it is right."""
        parts = {name: self.weights[name] * value for name, value in signs.items()}
        return {"intercept": self.intercept, **parts, "relation": self.relations.get(relation, 0.0)}


def check_parameters(
    model: MonotoneModel, file: str, signs: Sequence[str], raising: Collection[str], lowering: Collection[str], remedy: str
) -> None:
    """Raises ``DataError`` where a weight is missing, unknown or of the wrong sign, or anything is no finite number."""
    if sorted(model.weights) != sorted(signs):
        raise DataError(f"{file}: weights has {', '.join(model.weights)}; give one each for {', '.join(signs)}")
    for name, weight in model.weights.items():
        side = "less than 0" if name in raising else "more than 0"
        if not math.isfinite(weight) or (name in raising and weight < 0) or (name in lowering and weight > 0):
            wrong = f"{name} is {weight}; it must not be {side}: refit with '{remedy}', it speaks against common sense"
            raise DataError(f"{file}: weights: {wrong}")
    if not math.isfinite(model.intercept):
        raise DataError(f"{file}: intercept is {model.intercept}; it must be a finite number")
    known = load_schema().relations
    for relation, value in model.relations.items():
        if relation not in known:
            raise DataError(f"{file}: relations: {relation!r} is not a relation of diplograph.ttl; take it out")
        if not math.isfinite(value):
            raise DataError(f"{file}: relations: {relation} is {value}; it must be a finite number")
