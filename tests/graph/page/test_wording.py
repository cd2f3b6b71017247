"""Claims in plain words."""

import re
from typing import Any

import pytest
from diplograph.graph.page.wording import verb_phrase
from diplograph.ontology import Modality, Polarity, load_schema


@pytest.mark.parametrize("relation", load_schema().relations.values(), ids=lambda relation: relation.name)
def test_every_relation_has_a_readable_negation(relation: Any) -> None:
    words = verb_phrase(relation.label, Polarity.NEGATED, Modality.ACTUAL)
    assert re.match(r"(is not|does not [a-z]+[^s]) |(does not [a-z]+)$", words + " "), words
    assert verb_phrase(relation.label, Polarity.AFFIRMED, Modality.ACTUAL) == relation.label


@pytest.mark.parametrize(
    ("label", "modality", "words"),
    [
        ("aids", Modality.PLANNED, "is NOT to aid"),
        ("accuses", Modality.POSSIBLE, "may NOT accuse"),
        ("is excluded from", Modality.DEMANDED, "should NOT be excluded from"),
        ("reaches", Modality.ALLEGED, "allegedly does NOT reach"),
    ],
)
def test_modality_and_negation_are_said_together(label: str, modality: Modality, words: str) -> None:
    assert verb_phrase(label, Polarity.NEGATED, modality, loud=True) == words
