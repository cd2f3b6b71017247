import datetime
from collections.abc import Callable

import pytest
from diplograph.extract import Extractor
from diplograph.extract.actors.persons.name_forms import NameForms
from diplograph.ontology import Actor, Document

Persons = Callable[..., list[str]]


@pytest.fixture(scope="session")
def persons(extractor: Extractor) -> Persons:
    """The names of the persons whom a text mentions, in its order, each time."""

    def find(text: str, date: str = "2019-05-16") -> list[str]:
        mentions = extractor.mentions(Document("test", text, date=datetime.date.fromisoformat(date)))
        return [m.actor.name for m in mentions if m.kind == "name" and m.actor is not None and m.actor.kind == "Person"]

    return find


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("James Brian Okello", "James Okello"),
        ("James Brian Okello", "James B. Okello"),
        ("James B. Okello", "James Okello"),
        ("James Okello", "James B. Okello"),
        ("James Okello", "J. Okello"),
        ("James Okello", "Jimmy Okello"),
        ("Tobias Barasa Nekesa", "Barasa Nekesa"),
        ("Juan Carlos Pereda Luna", "Juan Pereda"),
        ("Ana María López de la Cruz", "López de la Cruz"),
    ],
)
def test_shorter_form_is_that_of_the_same_person(full: str, short: str) -> None:
    forms, actor = NameForms(), Actor("iri", full, "Person")
    forms.add(full, ["Jimmy"], actor)
    assert forms.find(short) == actor


@pytest.mark.parametrize(
    ("full", "other"),
    [
        ("Ada Nkemelu", "Ifeoma Nkemelu"),
        ("James A. Okello", "James B. Okello"),
        ("George H. W. Bush", "George W. Bush"),
        ("James Okello", "James Okelo"),
        ("James Okello", "Okello"),
        ("James Brian Okello", "Brian James"),
        ("James Okello", "Okello James"),
        ("James Brian Okello", "James Brian"),
    ],
)
def test_other_name_is_no_form(full: str, other: str) -> None:
    forms = NameForms()
    forms.add(full, [], Actor("iri", full, "Person"))
    assert forms.find(other) is None


def test_form_of_two_persons_is_that_of_none() -> None:
    forms = NameForms()
    for name in ("James A. Okello", "James B. Okello"):
        forms.add(name, [], Actor(name, name, "Person"))
    assert forms.find("James Okello") is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            'William "Bill" Harker met Danish envoys. Bill Harker condemned Norway. Mr. Harker thanked Sweden.',
            ["William Harker"] * 3,
        ),
        ("Samuel (Sam) Tembo accused Malawi. Sam Tembo met Zambian officials.", ["Samuel Tembo"] * 2),
        ("Aliou Baldé, known as Petit Lion, condemned Senegal. Petit Lion met Gambian envoys.", ["Aliou Baldé"] * 2),
        ("Elizabeth Warrick, nicknamed Betty, condemned Iceland. Betty thanked Norway.", ["Elizabeth Warrick"] * 2),
        ("Ruth K. Wanjala accused Kenya of fraud. Wanjala met Rwandan officials.", ["Ruth K. Wanjala"] * 2),
        ("Peter Adeyo accused Benin of fraud. P. Adeyo met Togolese envoys.", ["Peter Adeyo"] * 2),
        ('Luiz Inácio "Lula" da Silva accused Chile of theft.', ["Luiz Inácio Lula da Silva"]),
        ("George W. Bush met George H. W. Bush.", ["George W. Bush", "George H. W. Bush"]),
    ],
)
def test_persons_of_one_text_are_known_by_all_their_names(text: str, names: list[str], persons: Persons) -> None:
    assert persons(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Nkemelu met her sister Ifeoma Nkemelu.", ["Ada Nkemelu", "Ifeoma Nkemelu"]),
        ("Donald Trump, who nicknamed Rubio, thanked Marco Rubio.", ["Donald Trump", "Marco Rubio", "Marco Rubio"]),
        ("Ruth Wanjala thanked Kenya. The Wanjala Foundation condemned Kenya.", ["Ruth Wanjala"]),
        ("Anna Kampala thanked Kenya. Fighting broke out in Kampala.", ["Anna Kampala"]),
    ],
)
def test_what_only_looks_like_another_name_is_none(text: str, names: list[str], persons: Persons) -> None:
    assert persons(text) == names
