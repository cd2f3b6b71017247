"""Evaluation: how well claims, events and links are found, measured against annotated texts."""

from .calibration import Judged, brier_score, calibration_error, judge_claims, reliability
from .claims import LEVELS, match_claims, score_by_relation
from .errors import KINDS, ClaimError, find_errors
from .events import EVENT_KINDS, EventError, find_event_errors, read_sentences, score_by_class, score_events
from .gold import Gold, read_gold, read_system
from .links import LinkScore, score_codes, score_mentions, score_names
from .score import Score

__all__ = [
    "EVENT_KINDS",
    "KINDS",
    "LEVELS",
    "ClaimError",
    "EventError",
    "Gold",
    "Judged",
    "LinkScore",
    "Score",
    "brier_score",
    "calibration_error",
    "find_errors",
    "find_event_errors",
    "judge_claims",
    "match_claims",
    "read_gold",
    "read_sentences",
    "read_system",
    "reliability",
    "score_by_class",
    "score_by_relation",
    "score_codes",
    "score_events",
    "score_mentions",
    "score_names",
]
