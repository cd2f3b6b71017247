import dataclasses
from pathlib import Path
from typing import Any

import pytest
from diplograph.extract.circumstances.stance import StanceWords
from diplograph.extract.dates.expressions import TimeWords
from diplograph.extract.frames.bids import MembershipWords
from diplograph.extract.frames.events import EventWords, load_event_nouns
from diplograph.extract.text.boilerplate import is_boilerplate
from diplograph.extract.text.datelines import DatelineWords
from diplograph.extract.words import load_outlets
from diplograph.extract.words.grammar import Grammar
from diplograph.extract.words.loading import english, load_words, read_entry, read_yaml
from diplograph.extract.words.nouns import Lexicon
from diplograph.ontology import DataError, load_schema
from diplograph.ontology.actors import load_actors
from pydantic import TypeAdapter

SHIPPED = sorted(Path(str(english())).rglob("*.yaml"))


@dataclasses.dataclass(frozen=True)
class Words:
    greetings: frozenset[str]
    order: tuple[str, ...] = ()
    note: str = ""


def test_lists_become_sets_or_tuples_as_the_field_says() -> None:
    entry = read_entry(Words, {"greetings": ["hi"], "order": ["b", "a"], "note": "x"}, "words.yaml")
    assert entry == Words(frozenset({"hi"}), ("b", "a"), "x")


@pytest.mark.parametrize("kind", [Grammar, Lexicon, StanceWords, MembershipWords, EventWords, TimeWords, DatelineWords, Words])
def test_lists_read_without_pydantic_are_those_that_it_makes(kind: Any) -> None:
    file = english(kind.__module__.rpartition(".")[2] + ".yaml")
    content = read_yaml(file) if kind is not Words else {"greetings": ["hi"], "order": [], "note": ""}
    entry, expected = read_entry(kind, content, "words.yaml"), TypeAdapter(kind).validate_python(content)
    assert entry == expected
    assert [type(getattr(entry, field)) for field in content] == [type(getattr(expected, field)) for field in content]


def test_word_listed_twice_is_refused() -> None:
    with pytest.raises(DataError, match="greetings lists 'hi' twice"):
        read_entry(Words, {"greetings": ["hi", "ho", "hi"]}, "words.yaml")


def test_keys_with_a_default_may_be_left_out() -> None:
    assert read_entry(Words, {"greetings": []}, "words.yaml") == Words(frozenset())


@pytest.mark.parametrize("content", [None, [], "greetings", 3])
def test_content_that_is_no_mapping_is_refused_with_the_keys_allowed(content: object) -> None:
    with pytest.raises(DataError) as raised:
        read_entry(Words, content, "words.yaml")
    assert str(raised.value) == "words.yaml: expected a mapping with the keys greetings, order, note"


def test_unknown_key_is_refused_with_the_keys_allowed() -> None:
    with pytest.raises(DataError) as raised:
        read_entry(Words, {"greetings": [], "greeting": []}, "words.yaml: entry 3")
    assert str(raised.value) == "words.yaml: entry 3: unknown key 'greeting'; the keys are greetings, order, note"


def test_missing_key_is_refused_by_name() -> None:
    with pytest.raises(DataError, match=r"words\.yaml: key 'greetings' is missing"):
        read_entry(Words, {"note": "x"}, "words.yaml")


@pytest.mark.parametrize("value", ["hi", [True], ["hi", 3], {"hi": 1}, None])
def test_value_that_is_no_list_of_words_is_refused_with_the_remedy(value: object) -> None:
    with pytest.raises(DataError) as raised:
        read_entry(Words, {"greetings": value}, "words.yaml")
    assert "words.yaml: greetings must be a list of words; quote words" in str(raised.value)


def test_file_that_is_not_yaml_is_refused_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text("a: [b\nc: d", "utf-8")
    with pytest.raises(DataError, match=r"words\.yaml: not valid YAML: .*line 2"):
        read_yaml(tmp_path / "words.yaml")


def test_yaml_cannot_make_objects(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text("a: !!python/object/apply:os.getcwd []", "utf-8")
    with pytest.raises(DataError, match=r"words\.yaml: not valid YAML"):
        read_yaml(tmp_path / "words.yaml")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_shipped_file_is_a_mapping(path: Path) -> None:
    assert isinstance(read_yaml(path), dict)


@pytest.mark.parametrize("kind", [Lexicon, Grammar, StanceWords, MembershipWords])
def test_shipped_lists_of_words_are_read_and_hold_words(kind: type) -> None:
    entry = load_words(kind)
    for field in dataclasses.fields(entry):  # type: ignore[arg-type]
        assert getattr(entry, field.name)


def test_key_without_a_list_in_the_lexicon_is_refused() -> None:
    content = read_yaml(english("nouns.yaml"))
    with pytest.raises(DataError, match=r"nouns\.yaml: unknown key 'courtesy_title'"):
        read_entry(Lexicon, {**content, "courtesy_title": []}, "nouns.yaml")


def test_nouns_of_events_name_classes_of_the_ontology() -> None:
    schema = load_schema()
    assert all(schema.is_a(kind, "Event") for kind in load_event_nouns().values())


def test_verbs_of_events_give_the_name_of_an_event() -> None:
    nouns = load_event_nouns()
    assert all(name.removesuffix("s") in nouns for name in load_words(EventWords).verbs.values())


def test_outlets_are_known_by_each_of_their_names() -> None:
    outlets = load_outlets()
    assert outlets["AFP"] == outlets["Agence France-Presse"] == "Agence France-Presse"


def test_outlets_and_actors_share_no_name() -> None:
    assert not set(load_outlets()) & set(load_actors().names)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Subscribe to our weekly letter.",
        "Copyright © 2031 Example Media",
        "SIGN UP FOR news from the region",
        "Share this article",
    ],
)
def test_paragraph_of_the_page_is_boilerplate(paragraph: str) -> None:
    assert is_boilerplate(paragraph)


@pytest.mark.parametrize("paragraph", ["", "France met Germany.", "The ministers signed up to the plan in Lagos."])
def test_paragraph_of_the_article_is_none(paragraph: str) -> None:
    assert not is_boilerplate(paragraph)


def test_long_paragraph_that_quotes_such_a_phrase_is_none() -> None:
    assert not is_boilerplate("The minister told readers to click here. " * 20)
