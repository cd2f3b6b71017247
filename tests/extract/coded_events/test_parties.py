"""Parties of coded events: whom codes, names and sectors of each data set stand for."""

import pytest
from diplograph.extract.coded_events import Party, PartyFinder
from diplograph.extract.coded_events.rows import PartyWords
from diplograph.ontology import DataError
from diplograph.ontology.actors import load_actors


@pytest.mark.parametrize(
    ("party", "iri", "kind"),
    [
        (Party(country="USA"), "USA", "State"),
        (Party(country="USA", sectors=("GOV",)), "USA", "State"),
        (Party(country="ROM", sectors=("MIL",)), "ROU", "State"),
        (Party(country="PSE", sectors=("GOV",)), "PA", "Organization"),
        (Party(country="CHN", sectors=("CVL",)), "group-civilians-CHN", "GroupActor"),
        (Party(country="CHN", sectors=("EDU", "CVL")), "group-civilians-CHN", "GroupActor"),
        (Party(country="PSE", group="HMS", sectors=("REB",)), "HAMAS", "ArmedGroup"),
        (Party(group="UNO"), "UN", "InternationalOrganization"),
        (Party("North Korea", "North Korea"), "PRK", "State"),
        (Party("Russia", "Russian Federation"), "RUS", "State"),
        (Party("Police (India)", "India", sectors=("Government", "Police")), "IND", "State"),
        (
            Party("Citizen (India)", "India", sectors=("General Population / Civilian / Social",)),
            "group-civilians-IND",
            "GroupActor",
        ),
        (Party("Sergey Viktorovich Lavrov", "Russian Federation", sectors=("Government",)), "sergey-lavrov", "Person"),
        (Party("Orm Hagensen", "Norway", sectors=("Government",)), "NOR", "State"),
    ],
)
def test_party_is_an_actor_of_the_base(finder: PartyFinder, party: Party, iri: str, kind: str) -> None:
    actor = finder.find(party)
    assert actor is not None
    assert (actor.iri.rpartition("/")[2], actor.kind) == (iri, kind)


@pytest.mark.parametrize(
    "party",
    [
        Party(),
        Party(sectors=("COP",)),
        Party(country="EUR"),
        Party(country="QQQ", sectors=("GOV",)),
        Party(country="CHN", sectors=("???",)),
        Party("Orm Hagensen", "Norway"),
        Party("Orm Hagensen", "Norway", sectors=("Business",)),
        Party("Sergey Lavrov", "Chile"),
        Party("Unspecified Actor", "", sectors=("Unspecified",)),
    ],
)
def test_party_that_nobody_knows_is_nobody(finder: PartyFinder, party: Party) -> None:
    assert finder.find(party) is None


def test_words_that_name_no_actor_of_the_base_are_refused() -> None:
    words = PartyWords(frozenset(), {}, frozenset(), {}, {"XYZ": "ORG:NONE"})
    with pytest.raises(DataError, match=r"parties.yaml: XYZ: 'ORG:NONE' is no code of the actor base"):
        PartyFinder(load_actors(), words)
