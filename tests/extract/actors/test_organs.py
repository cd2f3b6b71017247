import datetime
from collections.abc import Callable

import pytest
from diplograph.extract import Extractor
from diplograph.ontology import Document
from diplograph.ontology.actors import ActorBase

Triples = Callable[[str], set[tuple[str, str, str]]]


@pytest.fixture(scope="session")
def triples(extractor: Extractor) -> Triples:
    """Subject, relation and object of the claims of a text of 2015, but for who represents whom."""

    def find(text: str) -> set[tuple[str, str, str]]:
        claims = extractor.extract(Document("test", text, date=datetime.date(2015, 9, 1)))
        return {(c.subject.name, c.relation, c.object.name) for c in claims if c.relation != "represents"}

    return find


@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        ("The FBI accused China of theft.", "FBI", "China"),
        ("Congress condemned China.", "United States Congress", "China"),
        ("Germany condemned the CIA.", "Germany", "CIA"),
        ("The Polish parliament condemned Jan Maly.", "Poland's parliament", "Jan Maly"),
        ("The Bundestag condemned Jan Maly.", "Bundestag", "Jan Maly"),
        ("Chad's Supreme Court condemned Jan Maly.", "Chad's Supreme Court", "Jan Maly"),
        ("The White House criticised the FBI.", "United States", "FBI"),
        ("Basij militiamen accused Iraq of theft.", "Basij", "Iraq"),
        ("The Iranian parliament accused President Rouhani of theft.", "Iran's parliament", "Hassan Rouhani"),
        ("The State Duma accused the Kremlin of theft.", "State Duma", "Russia"),
        ("Germany accused the Bundestag of delay.", "Germany", "Bundestag"),
        ("Poland's Senate criticised the Polish government.", "Poland's senate", "Poland"),
        ("President Kenyatta criticised Kenya's Supreme Court.", "Uhuru Kenyatta", "Kenya's Supreme Court"),
    ],
)
def test_organ_acts_by_itself_at_home_or_in_its_own_right(text: str, subject: str, object_: str, triples: Triples) -> None:
    assert triples(text) == {(subject, "accuses", object_)}


@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        ("The Polish parliament condemned Russia.", "Poland", "Russia"),
        ("The Bundestag condemned Turkey.", "Germany", "Turkey"),
        ("The Kremlin condemned NATO.", "Russia", "NATO"),
        ("The Pentagon condemned Russia.", "United States", "Russia"),
        ("Kenyan police condemned Uganda.", "Kenya", "Uganda"),
        ("Mexico's Congress condemned Cuba.", "Mexico", "Cuba"),
        ("A Mexican court condemned Jan Maly.", "Mexico", "Jan Maly"),
        ("The Nigerian army condemned Boko Haram.", "Nigeria", "Boko Haram"),
    ],
)
def test_organ_stands_for_its_state_abroad(text: str, subject: str, object_: str, triples: Triples) -> None:
    assert triples(text) == {(subject, "accuses", object_)}


@pytest.mark.parametrize(
    "text",
    [
        "Russian officials criticised Russian ministers.",
        "Turkish troops attacked a village in southeastern Turkey.",
        "American and British forces criticised American and British forces.",
    ],
)
def test_state_does_not_act_on_itself(text: str, triples: Triples) -> None:
    assert triples(text) == set()


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Brazilians condemned the Brazilian government.", "Brazilians"),
        ("Thousands of Brazilians condemned the Brazilian government.", "Brazilians"),
        ("Brazilians condemned Chad.", "Brazil"),
    ],
)
def test_people_acts_by_itself_at_home_alone(text: str, who: str, triples: Triples) -> None:
    assert {subject for subject, _, _ in triples(text)} == {who}


def test_parliament_without_a_name_is_that_of_who_asks_it(triples: Triples) -> None:
    found = triples("Nepal's prime minister asked parliament to wait.")
    assert found == {("Sushil Koirala", "requests", "Nepal's parliament")}


def test_organ_is_an_actor_below_its_state(base: ActorBase) -> None:
    fbi = base.names["FBI"].actor
    assert (fbi.kind, fbi.code, fbi.part_of) == ("Organization", "USA", base.actors["USA"])
    assert base.organ("FBI", base.actors["USA"]) == fbi
    assert base.names["Knesset"].actor == base.actors["ISR"]


@pytest.mark.parametrize(
    ("code", "name", "aliases"),
    [
        ("IRN", "Iran's parliament", ("Parliament of Iran",)),
        ("USA", "United States' parliament", ("Parliament of United States",)),
    ],
)
def test_parliament_is_called_by_whose_it_is(
    base: ActorBase, code: str, name: str, aliases: tuple[str, ...]
) -> None:
    parliament = base.body_of(base.actors[code], "Parliament")
    assert (parliament.name, parliament.aliases) == (name, aliases)


def test_name_of_a_parliament_and_noun_for_it_are_one_actor(base: ActorBase) -> None:
    assert base.organs["Majlis"] == base.body_of(base.actors["IRN"], "Parliament")
    assert base.organs["UK Parliament"] == base.body_of(base.actors["GBR"], "Parliament")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Kenya says security forces arrested two Ugandan traders near Tanzania.", "Kenya"),
        ("Kenyan officials say authorities arrested two Ugandan traders near Tanzania.", "Kenya"),
        ("Kenya says coalition troops attacked Uganda.", "coalition troops"),
    ],
)
def test_forces_without_a_name_are_those_of_the_state_that_tells_of_them(text: str, who: str, triples: Triples) -> None:
    assert {subject for subject, relation, _ in triples(text) if relation in ("coerces", "assaults")} == {who}


@pytest.mark.parametrize(
    ("text", "who"),
    [("The gunmen attacked Kenya.", set()), ("The gunmen in Darfur attacked Kenya.", {"gunmen in Darfur"})],
)
def test_gunmen_are_somebody_only_where_a_place_tells_of_whom_they_are(text: str, who: set[str], triples: Triples) -> None:
    assert {subject for subject, _, _ in triples(text)} == who
