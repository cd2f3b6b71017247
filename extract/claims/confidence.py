"""Confidence model: how likely a claim is right, by logistic regression over its features, fitted on annotated texts.

``confidence.yaml`` holds the parameters, ``training/calibrate.py`` fits them, and ``docs/confidence.md`` says how well they
hold. The model is monotone: what makes a claim less sure (an actor only found inside a phrase, a pronoun, a long way through
the syntax, other verbs on that way, a clause in a clause, a long sentence, a negation, a party that nobody knows) never raises
its confidence.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from diplograph.ontology import CONFIDENCE_DECIMALS, DataError, load_schema

from ..words import read_entry, read_yaml
from .grounds import Grounds

__all__ = ["SIGNS", "ConfidenceModel", "load_confidence_model", "read_signs"]

# A frame that is "sure" is still no proof.
_LEAST = 0.01


@dataclass(frozen=True, slots=True)
class Signs:
    """The numbers that the model weighs; of all but ``prior``, more is worse."""

    prior: float
    inside: float
    references: float
    steps: float
    distance: float
    words: float
    hedges: float
    depth: float
    crossed: float
    strangers: float


SIGNS = tuple(field.name for field in fields(Signs))


def read_signs(grounds: Grounds) -> Signs:
    """The grounds as the model weighs them: the prior as log-odds, lengths as logarithms.

    >>> read_signs(Grounds("accuses", 0.5, inside=1)).prior
    0.0
    """
    prior = min(max(grounds.prior, _LEAST), 1 - _LEAST)
    return Signs(
        prior=math.log(prior / (1 - prior)),
        inside=grounds.inside,
        references=grounds.references,
        steps=grounds.steps,
        distance=math.log1p(grounds.distance),
        words=math.log1p(grounds.words),
        hedges=grounds.hedges,
        depth=grounds.depth,
        crossed=grounds.crossed,
        strangers=grounds.strangers,
    )


@dataclass(frozen=True, slots=True)
class ConfidenceModel:
    """The parameters: ``weights`` has one for each sign, ``relations`` what a relation adds, in log-odds."""

    intercept: float
    weights: Mapping[str, float]
    relations: Mapping[str, float]

    def of(self, grounds: Grounds) -> float:
        """The confidence in a claim, between 0 and 1, rounded: the same claim has the same on every machine."""
        return round(float(grounds.certainty) / (1 + math.exp(-sum(self.parts(grounds).values()))), CONFIDENCE_DECIMALS)

    def parts(self, grounds: Grounds) -> dict[str, float]:
        """What each sign adds to the log-odds that a claim about the right actors is right."""
        signs = read_signs(grounds)
        parts = {name: self.weights[name] * getattr(signs, name) for name in SIGNS}
        return {"intercept": self.intercept, **parts, "relation": self.relations.get(grounds.relation, 0.0)}


@cache
def load_confidence_model() -> ConfidenceModel:
    """The shipped parameters; raises ``DataError`` where a weight is missing, unknown or of the wrong sign."""
    file = files("diplograph.extract.claims").joinpath("confidence.yaml")
    model = read_entry(ConfidenceModel, read_yaml(file), file.name)
    if sorted(model.weights) != sorted(SIGNS):
        raise DataError(f"confidence.yaml: weights has {', '.join(model.weights)}; give one each for {', '.join(SIGNS)}")
    for name, weight in model.weights.items():
        if not math.isfinite(weight) or (weight < 0 if name == "prior" else weight > 0):
            side = "less than 0" if name == "prior" else "more than 0"
            raise DataError(
                f"confidence.yaml: weights: {name} is {weight}; it must not be {side}: refit with 'make calibration'"
            )
    if not math.isfinite(model.intercept):
        raise DataError(f"confidence.yaml: intercept is {model.intercept}; it must be a finite number")
    known = load_schema().relations
    for relation, value in model.relations.items():
        if relation not in known:
            raise DataError(f"confidence.yaml: relations: {relation!r} is not a relation of diplograph.ttl; take it out")
        if not math.isfinite(value):
            raise DataError(f"confidence.yaml: relations: {relation} is {value}; it must be a finite number")
    return model
