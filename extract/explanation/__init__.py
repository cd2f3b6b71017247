"""Explanations: why a sentence gave the claims that it gave, or none."""

from .drawing import draw_mentions, draw_syntax
from .fusion import explain_fusion
from .recorder import explain
from .records import Argument, Attempt, Cue, SentenceExplanation, StatedClaim

__all__ = [
    "Argument",
    "Attempt",
    "Cue",
    "SentenceExplanation",
    "StatedClaim",
    "draw_mentions",
    "draw_syntax",
    "explain",
    "explain_fusion",
]
