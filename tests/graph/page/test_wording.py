"""Claims in plain words."""

import re

import pytest
from diplograph.graph.page.wording import is_plural, verb_phrase, write_date
from diplograph.ontology import Actor, Event, Interval, Modality, Polarity, load_schema

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
        ("reaches", Modality.ALLEGED, "is said NOT to reach"),
    ],
)
def test_modality_and_negation_are_said_together(label: str, modality: Modality, words: str) -> None:
    assert verb_phrase(label, Polarity.NEGATED, modality, loud=True) == words


@pytest.mark.parametrize(
    ("polarity", "modality", "words"),
    [
        (Polarity.AFFIRMED, Modality.ACTUAL, "assault"),
        (Polarity.NEGATED, Modality.ACTUAL, "do not assault"),
        (Polarity.AFFIRMED, Modality.PLANNED, "are to assault"),
        (Polarity.NEGATED, Modality.POSSIBLE, "may not assault"),
        (Polarity.AFFIRMED, Modality.ALLEGED, "are said to assault"),
    ],
)
def test_verb_agrees_with_a_group(polarity: Polarity, modality: Modality, words: str) -> None:
    assert verb_phrase("assaults", polarity, modality, plural=True) == words


@pytest.mark.parametrize(
    ("name", "kind", "plural"),
    [
        ("soldiers", "GroupActor", True),
        ("police", "GroupActor", True),
        ("protesters in Chad", "GroupActor", True),
        ("Houthis", "ArmedGroup", True),
        ("Hamas", "ArmedGroup", False),
        ("Front for the Liberation of the Coasts", "ArmedGroup", False),
        ("United States", "State", False),
        ("", "GroupActor", False),
    ],
)
def test_groups_alone_stand_in_the_plural(name: str, kind: str, plural: bool) -> None:
    assert is_plural(Actor("a", name, kind)) is plural


def test_event_is_one_thing() -> None:
    assert not is_plural(Event("e", "talks", "Negotiation"))


def test_date_that_is_no_date_is_shown_as_it_stands() -> None:
    assert write_date(Interval("soon", "soon", "day")) == "soon"
