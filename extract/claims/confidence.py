"""Confidence model: how likely a claim is right, by logistic regression over its features, fitted on annotated texts.

``confidence.yaml`` holds the parameters, ``training/calibrate.py`` fits them, and ``docs/confidence.md`` says how well they
hold. The model is monotone: what makes a claim less sure (an actor only found inside a phrase, a pronoun, a long way through
the syntax, other verbs on that way, a clause in a clause, a long sentence, a negation, a party that nobody knows) never raises
its confidence.
"""

import math
from dataclasses import asdict, dataclass, fields
from functools import cache
from importlib.resources import files

from diplograph.ontology import CONFIDENCE_DECIMALS

from ..words import read_entry, read_yaml
from .grounds import Grounds
from .logistic import MonotoneModel, check_parameters, log_odds, probability

__all__ = ["SIGNS", "ConfidenceModel", "load_confidence_model", "read_signs"]


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
    return Signs(
        prior=log_odds(grounds.prior),
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


class ConfidenceModel(MonotoneModel):
    """The parameters of the confidence of claims that frames find."""

    __slots__ = ()

    def of(self, grounds: Grounds) -> float:
        """The confidence in a claim, between 0 and 1, rounded: the same claim has the same on every machine."""
        return round(float(grounds.certainty) * probability(self.parts(grounds)), CONFIDENCE_DECIMALS)

    def parts(self, grounds: Grounds) -> dict[str, float]:
        """What each sign adds to the log-odds that a claim about the right actors is right."""
        return self.weigh(grounds.relation, asdict(read_signs(grounds)))


@cache
def load_confidence_model() -> ConfidenceModel:
    """The shipped parameters; raises ``DataError`` where a weight is missing, unknown or of the wrong sign."""
    file = files("diplograph.extract.claims").joinpath("confidence.yaml")
    model = read_entry(ConfidenceModel, read_yaml(file), file.name)
    check_parameters(model, file.name, SIGNS, {"prior"}, {*SIGNS} - {"prior"}, "make calibration")
    return model
