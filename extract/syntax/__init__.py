"""The parse of a text and what can be asked of it."""

from .pipeline import NEGATED, Analysis, Reader, Title, load_pipeline
from .roles import (
    conjuncts,
    has_negated_coordination,
    is_excepted,
    is_finite,
    is_headline,
    is_infinitive,
    is_nominal_gerund,
    is_passive,
    preposition,
    subject_of_clause,
    walk,
)
from .slots import LAST_SLOTS, SLOTS

__all__ = [
    "LAST_SLOTS",
    "NEGATED",
    "SLOTS",
    "Analysis",
    "Reader",
    "Title",
    "conjuncts",
    "has_negated_coordination",
    "is_excepted",
    "is_finite",
    "is_headline",
    "is_infinitive",
    "is_nominal_gerund",
    "is_passive",
    "load_pipeline",
    "preposition",
    "subject_of_clause",
    "walk",
]
