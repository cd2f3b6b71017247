import datetime
from collections.abc import Callable

import pytest
from diplograph.extract import Extractor
from diplograph.ontology import Document

People = Callable[..., dict[str, str]]


@pytest.fixture(scope="session")
def people(extractor: Extractor) -> People:
    """The IRIs of the persons of a text, without their beginning, by the words that name them."""

    def find(text: str, date: str = "2024-05-18") -> dict[str, str]:
        mentions = extractor.mentions(Document("test", text, date=datetime.date.fromisoformat(date)))
        persons = (m for m in mentions if m.actor is not None and m.actor.kind == "Person")
        return {m.text: m.actor.iri.rpartition("/")[2] for m in persons if m.actor is not None}

    return find


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A taxi driver called Wang condemned Japan while China was silent.", "Wang"),
        ("Meloni, a baker from Turin, accused Italy of neglect.", "Meloni"),
        ("The schoolteacher Macron condemned France.", "Macron"),
        ("The coach, Scholz, accused Germany of neglect.", "Scholz"),
        ("Violinist Viktor Orban condemned Hungary.", "Viktor Orban"),
        ("Joe Biden, a retired plumber, condemned the United States.", "Joe Biden"),
    ],
)
def test_person_of_a_private_calling_is_no_office_holder(text: str, name: str, people: People) -> None:
    assert people(text)[name].startswith("local-")


@pytest.mark.parametrize(
    ("text", "name", "person"),
    [
        ("Merkel, a trained physicist, condemned Iran on Friday.", "Merkel", "angela-merkel"),
        ("Putin, a former driver, condemned Japan.", "Putin", "vladimir-putin"),
        ("A driver met Macron in Paris.", "Macron", "emmanuel-macron"),
        ("French President Macron, a driver of change, met farmers.", "Macron", "emmanuel-macron"),
        ("Teachers asked Macron for help.", "Macron", "emmanuel-macron"),
    ],
)
def test_calling_of_others_or_of_the_past_leaves_the_office_holder(text: str, name: str, person: str, people: People) -> None:
    found = people(text, "2019-05-18")
    assert [iri for words, iri in found.items() if name in words] == [person]


def test_name_with_a_calling_is_a_person_wherever_the_text_has_it(people: People) -> None:
    found = people("Mensah, a cocoa farmer from Kumasi, accused Mali of theft. Later Mensah met Burkinabe traders.")
    assert found["Mensah"].startswith("local-mensah-")
