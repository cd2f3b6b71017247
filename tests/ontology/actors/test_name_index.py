"""The actor base by whatever people type."""

import pytest
from diplograph.ontology.actors import load_actors, load_name_index


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kremlin", "Russia"),
        ("the white house", "United States"),
        ("us", "United States"),
        ("U.A.E.", "United Arab Emirates"),
        ("ecowas", "ECOWAS"),
        ("Turkiye", "Turkey"),
        ("SWEDISH", "Sweden"),
        ("Cote d'Ivoire", "Ivory Coast"),
        ("fr", "France"),
        ("FRA", "France"),
        ("GB", "United Kingdom"),
        ("HAMAS", "Hamas"),
        ("WHO", "World Health Organization"),
    ],
)
def test_name_or_code_is_found_in_any_case(text: str, name: str) -> None:
    assert load_name_index().find(text)[0].actor.name == name


def test_code_and_abbreviation_of_two_actors_give_both() -> None:
    assert [name.actor.name for name in load_name_index().find("AU")] == ["African Union", "Australia"]


@pytest.mark.parametrize("text", ["", "Qwertzuiop", "..."])
def test_what_nobody_is_called_finds_nobody(text: str) -> None:
    assert load_name_index().find(text) == ()
    assert load_name_index().find_persons(text) == ()


def test_persons_are_found_by_name_surname_and_spelling() -> None:
    for text in ("Volodymyr Zelenskyy", "Zelenskyy", "Zelensky"):
        assert "Volodymyr Zelenskyy" in [office.person for office in load_name_index().find_persons(text)]


def test_every_iso_code_of_two_letters_is_a_state() -> None:
    base = load_actors()
    assert len(base.alpha2) > 240
    assert {base.actors[code].kind for code in base.alpha2.values()} <= {"State", "InternationalOrganization"}


def test_wikidata_items_and_iris_are_found() -> None:
    index = load_name_index()
    france = index.of_wikidata("Q142")
    assert france is not None and france.name == "France"
    assert index.of_iri(france.iri) == france
    assert index.of_wikidata("Q0") is None


def test_territory_is_found_by_its_names_beside_the_state_whose_place_it_is() -> None:
    index = load_name_index()
    assert [name.actor.name for name in index.find("spratlys")] == ["Spratly Islands"]
    assert [name.actor.name for name in index.find("Golan Heights")] == ["Syria", "Golan Heights"]
    territory = index.of_wikidata("Q83210")
    assert territory is not None
    assert (territory.name, territory.kind) == ("Golan Heights", "Territory")
    assert index.of_iri(territory.iri) == territory
