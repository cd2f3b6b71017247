"""Fusion: how likely a claim is right that frames, the learned reader or both have found, by one monotone logistic
regression.

``fusion.yaml`` holds the parameters; ``training/reader/fit_fusion.py`` fits them to annotated texts that neither was made
from, and ``docs/reader.md`` says how well they hold. What speaks for a claim (a higher confidence of the frame, a
higher score of the reader, surer links) never lowers its confidence.
"""

from dataclasses import asdict, dataclass, fields
from functools import cache
from importlib.resources import files

from diplograph.ontology import CONFIDENCE_DECIMALS, DataError

from ..claims import MonotoneModel, check_parameters, log_odds, probability
from ..words import read_entry, read_yaml

__all__ = ["FUSION_SIGNS", "FusionModel", "Signs", "evidence_of", "load_fusion_model"]

_NOTHING = log_odds(0.0)


@dataclass(frozen=True, slots=True)
class Signs:
    """What the model weighs for a claim.

    ``frame`` and ``score`` are the log-odds of the frames' confidence and the reader's score, above those of 0.01, so
    that 0 means that it found nothing; ``framed`` and ``read`` are 1 where it found something, ``both`` where both did.
    ``stance`` is the logarithm of the reader's probability for the polarity and modality of the claim, 0 where it has
    none. ``rival`` and ``reverse`` are its scores for another relation between the same two and for the other way round.
    ``doubt`` is how unsure the links of the parties are, ``reference`` how many of them are pronouns and the like,
    ``unlinked`` how many no rule ties to an actor, and ``at_odds`` 1 where the words round the trigger speak for another
    stance than the reader has. ``foreign`` is 1 where the verb of the trigger has a subject in which nobody of the claim
    stands who could be it ("Chad left, and Oman accused Mali": Chad accuses nobody). ``contested`` is 1 where the
    same word tells the relation of one of them and somebody else ("A bank gave Chad a loan, and Oman helped Mali": no loan to
    Mali), and ``own`` where what both do is said of a state and its own office holder.
    """

    frame: float = 0.0
    framed: float = 0.0
    score: float = 0.0
    read: float = 0.0
    both: float = 0.0
    stance: float = 0.0
    rival: float = 0.0
    reverse: float = 0.0
    doubt: float = 0.0
    reference: float = 0.0
    unlinked: float = 0.0
    at_odds: float = 0.0
    foreign: float = 0.0
    contested: float = 0.0
    own: float = 0.0


FUSION_SIGNS = tuple(field.name for field in fields(Signs))
# More of these never lowers, or never raises, the confidence; the others may do either.
RAISING = frozenset({"frame", "score", "both", "stance"})
LOWERING = frozenset({"rival", "reverse", "doubt", "reference", "unlinked", "at_odds", "foreign", "contested", "own"})


@dataclass(frozen=True, slots=True)
class FusionModel(MonotoneModel):
    """The parameters of the fusion.

    Claims below ``least_framed`` are left out, and those that the reader alone has found below ``least_read``.
    """

    least_framed: float
    least_read: float

    def least(self, signs: Signs) -> float:
        """The confidence below which a claim is left out: a frame's word counts for more than the reader's alone."""
        return self.least_framed if signs.framed else self.least_read

    def parts(self, relation: str, signs: Signs) -> dict[str, float]:
        """What each sign adds to the log-odds that a claim is right."""
        return self.weigh(relation, asdict(signs))

    def confidence(self, relation: str, signs: Signs) -> float:
        """The confidence in a claim, between 0 and 1, rounded: the same claim has the same on every machine."""
        return round(probability(self.parts(relation, signs)), CONFIDENCE_DECIMALS)


def evidence_of(likelihood: float) -> float:
    """The log-odds of a confidence or score above those of none: 0 or more."""
    return log_odds(likelihood) - _NOTHING


@cache
def load_fusion_model() -> FusionModel:
    """The shipped parameters; raises ``DataError`` where a weight is missing, unknown or of the wrong sign."""
    file = files("diplograph.extract.learned").joinpath("fusion.yaml")
    model = read_entry(FusionModel, read_yaml(file), file.name)
    check_parameters(model, file.name, FUSION_SIGNS, RAISING, LOWERING, "make fusion")
    for name in ("least_framed", "least_read"):
        if not 0 <= getattr(model, name) < 1:
            raise DataError(f"fusion.yaml: {name} is {getattr(model, name)}; give a number from 0 to 1")
    return model
