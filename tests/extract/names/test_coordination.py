from collections.abc import Callable

import pytest
from diplograph.extract.names.mention import Mention

Find = Callable[..., list[Mention]]
PERSON = "PERSON"
FINITE = {"met": "VBD", "left": "VBD"}


def grouped(mentions: list[Mention]) -> list[list[str]]:
    return [[part.text for part in mention.members] for mention in mentions]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("France, Britain and Germany met.", [["France", "Britain", "Germany"]]),
        ("France, Britain, and Germany met.", [["France", "Britain", "Germany"]]),
        ("Russia and Iran met.", [["Russia", "Iran"]]),
        ("Russia or Iran met.", [["Russia", "Iran"]]),
        ("Turkish and EU officials met.", [["Turkish", "EU"]]),
        ("Hamas and Israel met.", [["Hamas", "Israel"]]),
        ("GERMANY, FRANCE AND POLAND", [["GERMANY", "FRANCE", "POLAND"]]),
        ("US-Russia talks", [["US", "Russia"]]),
        ("the Russia–Ukraine border", [["Russia", "Ukraine"]]),
        ("between Russia, Iran", [["Russia"], ["Iran"]]),
        ("Russia against Iran", [["Russia"], ["Iran"]]),
        ("Russia and the United States", [["Russia", "United States"]]),
        ("Reuters and France", [["Reuters"], ["France"]]),
    ],
)
def test_list_or_pair_of_names_is_one_mention(text: str, groups: list[list[str]], find_mentions: Find) -> None:
    assert grouped(find_mentions(text, None, FINITE)) == groups


def test_persons_and_states_are_not_one_list(find_mentions: Find) -> None:
    assert grouped(find_mentions("Jane Doe and Norway", {"Jane Doe": PERSON})) == [["Jane Doe"], ["Norway"]]


def test_list_of_persons_is_one_mention(find_mentions: Find) -> None:
    assert grouped(find_mentions("Jane Doe and Ib Dahl met.", {"Jane Doe": PERSON, "Ib Dahl": PERSON}, FINITE)) == [
        ["Jane Doe", "Ib Dahl"]
    ]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("Ola met Jane Doe and Ib Dahl left.", {"Jane Doe": PERSON, "Ib Dahl": PERSON}),
        ("They met Iran and Oman left.", {}),
    ],
)
def test_seam_of_two_clauses_is_no_list(text: str, entities: dict[str, str], find_mentions: Find) -> None:
    assert [len(mention.members) for mention in find_mentions(text, entities, FINITE)] == [1, 1]


def test_two_names_that_open_a_clause_are_a_list(find_mentions: Find) -> None:
    assert grouped(find_mentions("Iran and Oman left.", None, FINITE)) == [["Iran", "Oman"]]


@pytest.mark.parametrize("text", ["in Moscow, Russia", "in Zurich, Switzerland"])
def test_city_and_its_state_are_one_place(text: str, find_mentions: Find) -> None:
    (mention,) = find_mentions(text)
    assert mention.parts == ()
    assert mention.text in text.split(",", maxsplit=1)[0]


def test_city_and_another_state_are_two(find_mentions: Find) -> None:
    assert grouped(find_mentions("in Paris, Germany")) == [["Paris"], ["Germany"]]


def test_neither_nor_is_a_negated_list(find_mentions: Find) -> None:
    (mention,) = find_mentions("neither Russia nor Iran met.", None, FINITE)
    assert mention.is_negated
    assert (mention.start, len(mention.members)) == (0, 2)


def test_list_with_and_is_not_negated(find_mentions: Find) -> None:
    assert not find_mentions("Russia and Iran met.", None, FINITE)[0].is_negated
