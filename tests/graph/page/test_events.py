"""Titles of events: place, date and parties where claims tell them, and what else keeps apart what has one name."""

from dataclasses import replace

import pytest
from diplograph.graph.page.appearance import load_appearance
from diplograph.graph.page.events import describe_events
from diplograph.ontology import Actor, Claim, Document, Event, Evidence, Interval, Modality, Polarity

CHAD, MALI, NORWAY = (Actor(f"actor:{name}", name, "State") for name in ("Chad", "Mali", "Norway"))
TALKS = Event("event:talks", "talks", "Negotiation", place="Doha")
SENTENCE = (Evidence(10, 60, "Chad and Mali held talks in Doha.", "talks"),)
MAY = Interval("2024-05-12", "2024-05-12", "day")
HOSTED = Claim("d", NORWAY, "hosts", TALKS, date=MAY, place="Doha", evidence=SENTENCE)
MET = Claim("d", CHAD, "negotiatesWith", MALI, place="Doha", evidence=(replace(SENTENCE[0], trigger="held talks"),))


def label(*claims: Claim) -> str:
    return describe_events(claims, (), load_appearance())[TALKS.iri].label


def test_event_has_place_date_and_those_who_met_in_the_same_sentence() -> None:
    details = describe_events([HOSTED, MET], (), load_appearance())[TALKS.iri]
    assert details.title == "talks in Doha"
    assert (details.date, details.parties) == ("12 May 2024", ("Chad", "Mali"))
    assert details.label == "talks in Doha\n12 May 2024: Chad, Mali"


@pytest.mark.parametrize(
    "other",
    [
        replace(MET, evidence=(Evidence(90, 99, "elsewhere", "talks"),)),
        replace(MET, polarity=Polarity.NEGATED),
        replace(MET, modality=Modality.PLANNED),
        replace(MET, place="Oslo", evidence=(replace(SENTENCE[0], trigger="telephoned"),)),
    ],
    ids=["another sentence", "denied", "planned", "another place and word"],
)
def test_nobody_is_a_party_whom_no_text_has_there(other: Claim) -> None:
    assert label(HOSTED, other) == "talks in Doha\n12 May 2024"


def test_who_takes_part_is_a_party_and_who_is_denied_to_is_none() -> None:
    joins = Claim("d", CHAD, "participatesIn", TALKS)
    assert label(joins, replace(joins, subject=MALI, polarity=Polarity.NEGATED)) == "talks in Doha\nChad"


def test_place_that_the_name_has_is_not_said_twice() -> None:
    event = replace(TALKS, name="Doha talks")
    assert label(replace(HOSTED, object=event, date=None)) == "Doha talks"


def test_two_of_one_title_say_from_which_article_they_are() -> None:
    other = replace(HOSTED, document="e", object=replace(TALKS, iri="event:other"), date=None)
    told = describe_events(
        [replace(HOSTED, date=None), other], [Document("d", title="First"), Document("e")], load_appearance()
    )
    assert [details.label for details in told.values()] == ["talks in Doha\nFirst", "talks in Doha\ne"]
