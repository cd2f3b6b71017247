"""Claims: from the sentences of a document to merged records."""

from .confidence import SIGNS, ConfidenceModel, load_confidence_model, read_signs
from .coverage import Coverage, Tally
from .finder import ClaimFinder
from .grounds import Grounds
from .headlines import beyond_body
from .linked_mentions import CITIES, LinkedMention, MentionKind, MentionLinker, link_mentions
from .logistic import MonotoneModel, check_parameters, log_odds, probability
from .merging import merge_claims
from .resources import Resources, load_resources
from .trace import Trace

__all__ = [
    "CITIES",
    "SIGNS",
    "ClaimFinder",
    "ConfidenceModel",
    "Coverage",
    "Grounds",
    "LinkedMention",
    "MentionKind",
    "MentionLinker",
    "MonotoneModel",
    "Resources",
    "Tally",
    "Trace",
    "beyond_body",
    "check_parameters",
    "link_mentions",
    "load_confidence_model",
    "load_resources",
    "log_odds",
    "merge_claims",
    "probability",
    "read_signs",
]
