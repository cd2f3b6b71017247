"""Syntax: the parse of a text and what can be asked of it."""

from .analysis import Analysis, Title
from .clauses import (
    agent_phrases,
    children,
    conditions,
    is_asked,
    is_finite,
    is_gerund,
    is_headline,
    is_infinitive,
    is_inverted_condition,
    is_nominal_gerund,
    is_passive,
    preposition,
    starts_phrase,
    subject_of_clause,
)
from .coordination import conjuncts, has_negated_coordination, is_excepted, leading_conjunct
from .mending import NEGATED
from .pipeline import Reader, load_pipeline
from .roles import LAST_SLOTS, SLOTS, walk
from .vocabulary import Vocabulary

__all__ = [
    "LAST_SLOTS",
    "NEGATED",
    "SLOTS",
    "Analysis",
    "Reader",
    "Title",
    "Vocabulary",
    "agent_phrases",
    "children",
    "conditions",
    "conjuncts",
    "has_negated_coordination",
    "is_asked",
    "is_excepted",
    "is_finite",
    "is_gerund",
    "is_headline",
    "is_infinitive",
    "is_inverted_condition",
    "is_nominal_gerund",
    "is_passive",
    "leading_conjunct",
    "load_pipeline",
    "preposition",
    "starts_phrase",
    "subject_of_clause",
    "walk",
]
