"""Claims in plain words."""

import re

import pytest
from diplograph.graph.page.wording import verb_phrase
from diplograph.ontology import Modality, Polarity, load_schema

PHRASES = [words for r in load_schema().relations.values() for words in (r.label, *(manner.phrase for manner in r.manners))]


@pytest.mark.parametrize("phrase", PHRASES)
def test_every_relation_and_manner_has_a_readable_negation(phrase: str) -> None:
    words = verb_phrase(phrase, Polarity.NEGATED, Modality.ACTUAL)
    assert re.match(r"(is not|does not [a-z]+[^s]) |(does not [a-z]+)$", words + " "), words
    assert verb_phrase(phrase, Polarity.AFFIRMED, Modality.ACTUAL) == phrase


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
