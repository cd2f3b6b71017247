import importlib
from collections.abc import Callable
from pathlib import Path

import pytest
from diplograph.ontology import DataError
from diplograph.ontology.actors import ActorBase, load_actors
from diplograph.ontology.actors.spelling import spelling_key
from hypothesis import given
from hypothesis import strategies as st

spelling_module = importlib.import_module("diplograph.ontology.actors.spelling")


@pytest.mark.parametrize(
    "spellings",
    [
        ("Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskij"),
        ("Lukashenko", "Lukashenka"),
        ("Gaddafi", "Qaddafi", "Kadhafi", "Gadhafi"),
        ("Mohammed", "Muhammad", "Mohamed", "Mohammad"),
        ("Medvedev", "Medvedyev"),
        ("Milosevic", "Milošević"),
        ("Erdogan", "Erdoğan"),
    ],
)
def test_spellings_of_one_name_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({spelling_key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("Putin", "Patton"), ("Castro", "Casper"), ("Merkel", "Markel"), ("Blair", "Bahr")])
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert spelling_key(one) != spelling_key(other)


@given(st.text(max_size=40))
def test_any_text_has_a_key(text: str) -> None:
    assert isinstance(spelling_key(text), str)


def test_rule_that_is_no_expression_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "spellings.csv").write_text("pattern,replacement,example,source\n(a,b,,recall\n", "utf-8")
    monkeypatch.setattr(spelling_module, "shipped_tables", lambda: tmp_path)
    with pytest.raises(DataError, match=r"spellings.csv: '\(a' is not a regular expression"):
        spelling_module._rules.__wrapped__()


def test_office_is_found_by_another_spelling_of_the_surname() -> None:
    assert {office.person for office in load_actors().offices_of_spelling("Zelenskiy")} == {"Volodymyr Zelenskyy"}


def test_family_name_that_comes_first_is_a_surname() -> None:
    assert {office.person for office in load_actors().offices_of_surname("Hu")} == {"Hu Jintao"}


def test_article_is_no_part_of_a_surname() -> None:
    assert "Bashar al-Assad" in {office.person for office in load_actors().offices_of_surname("Assad")}


def test_lesser_office_is_found_by_surname(load: Callable[..., ActorBase]) -> None:
    assert {office.person for office in load().offices_of_lesser_surname("Rassendyll")} == {"Max Rassendyll"}
    assert {office.person for office in load().offices_of_lesser_surname("Hentzau")} == {"Rupert Hentzau"}
