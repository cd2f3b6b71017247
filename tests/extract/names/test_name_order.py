import datetime
from collections.abc import Callable

import pytest
from diplograph.extract import Extractor
from diplograph.ontology import Document

Persons = Callable[[str], set[str]]


@pytest.fixture(scope="session")
def persons(extractor: Extractor) -> Persons:
    """The names of the persons whom a text mentions."""

    def find(text: str) -> set[str]:
        mentions = extractor.mentions(Document("test", text, date=datetime.date(2018, 11, 19)))
        return {m.actor.name for m in mentions if m.actor is not None and m.actor.kind == "Person"}

    return find


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Barasa, Tobias accused Uganda of seizing his boat.", {"Tobias Barasa"}),
        ("Novák, Petr met Soviet diplomats in Brno.", {"Petr Novák"}),
        (
            "Present: Weber, Hans; Müller, Anna; Tembo, Samuel. Weber met Zambian envoys.",
            {"Hans Weber", "Anna Müller", "Samuel Tembo"},
        ),
        ("By Okello, James and Wanjala, Ruth", {"James Okello", "Ruth Wanjala"}),
        ("Moreau, Pierre J. condemned Mali.", {"Pierre J. Moreau"}),
        ("García López, María accused Chile of theft.", {"María García López"}),
        ("Okonkwo, Grace (Nigeria) urged Ghana to wait.", {"Grace Okonkwo"}),
        ("Merkel, Angela thanked Norway.", {"Angela Merkel"}),
    ],
)
def test_surname_before_the_first_name_is_one_person(text: str, names: set[str], persons: Persons) -> None:
    assert persons(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("On Monday, Peter accused Chad.", {"Peter"}),
        ("Yesterday, Anna accused Mali.", {"Anna"}),
        ("In Brno, Peter met Soviet diplomats.", {"Peter"}),
        ("Johnson, James and Brown accused Iran.", {"Johnson", "James", "Brown"}),
        ("Putin, Medvedev and Lavrov met.", {"Vladimir Putin", "Dmitry Medvedev", "Sergey Lavrov"}),
        ("Lusaka, Thomas Banda reports.", {"Thomas Banda"}),
    ],
)
def test_comma_between_two_names_makes_no_person_of_them(text: str, names: set[str], persons: Persons) -> None:
    assert persons(text) == names


def test_state_before_a_first_name_is_no_surname(persons: Persons) -> None:
    assert persons("Chad, Amina said, is calm.") == {"Amina"}
