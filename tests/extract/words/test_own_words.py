"""Words that a user adds to the lists of English."""

from pathlib import Path

import pytest
from diplograph.extract.circumstances.manners import load_denial_words
from diplograph.extract.frames.events import EventWords, load_event_nouns
from diplograph.extract.words import Grammar, load_own_words, load_words
from diplograph.ontology import DataError


def write(folder: Path, content: str, name: str = "events.yaml") -> Path:
    path = folder / name
    path.write_text(content, "utf-8")
    return path


def test_words_are_added_to_lists_and_hold_while_they_are_active_alone(tmp_path: Path) -> None:
    shipped = load_event_nouns()
    words = load_own_words([write(tmp_path, "nouns: {Meeting: [powwow], Event: [jamboree]}\nverbs: {caucus: caucus}\n")])
    with words.active():
        assert load_event_nouns() == {**shipped, "powwow": "Meeting", "jamboree": "Event"}
        assert load_words(EventWords).verbs["caucus"] == "caucus"
        assert load_words(Grammar).weekdays[0] == "monday"
    assert load_event_nouns() == shipped
    assert "caucus" not in load_words(EventWords).verbs


def test_a_noun_may_be_moved_to_another_class(tmp_path: Path) -> None:
    with load_own_words([write(tmp_path, "nouns: {Event: [referendum]}")]).active():
        assert load_event_nouns()["referendum"] == "Event"


def test_two_files_may_add_to_one_list(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    files = [write(tmp_path, "light_heads: [bout]"), write(tmp_path / "b", "light_heads: [spell]")]
    with load_own_words(files).active():
        assert {"bout", "spell", "round"} <= load_words(EventWords).light_heads


def test_words_are_let_go_where_reading_fails(tmp_path: Path) -> None:
    words = load_own_words([write(tmp_path, "light_heads: [bout]")])
    with pytest.raises(ZeroDivisionError), words.active():
        _ = 1 / 0
    assert "bout" not in load_words(EventWords).light_heads


def test_manner_that_the_ontology_lacks_is_told_with_the_file_of_the_user(tmp_path: Path) -> None:
    words = load_own_words([write(tmp_path, "denials: {excludedFrom: {asleep: [sleep]}}", "manners.yaml")])
    with words.active(), pytest.raises(DataError, match="has no manner 'asleep'"):
        load_denial_words()


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        ("nouns: {}", "evnts.yaml", ["words/evnts.yaml", "events.yaml", "grammar.yaml"]),
        ("ambiguous: []", "disambiguation.yaml", ["no list of that name"]),
        ("", "events.yaml", ["words/events.yaml", "nouns, verbs"]),
        ("[a]", "events.yaml", ["expected a mapping"]),
        ("nuns: {}", "events.yaml", ["'nuns'", "nouns, verbs"]),
        ("nouns: [talk]", "events.yaml", ["words/events.yaml: nouns: expected a mapping"]),
        ("light_heads: bout", "events.yaml", ["light_heads: expected a list, as in [round, series]"]),
        ("light_heads: [round]", "events.yaml", ["'round' is in the shipped list already"]),
        ("light_heads: [no]", "events.yaml", ["False is no word", "quote"]),
        ("nouns: {Plebiscite: plebiscite}", "events.yaml", ["nouns: Plebiscite: expected a list"]),
        ("verbs: {meet: powwow}", "events.yaml", ["verbs: meet: has one value, 'meeting'"]),
        ("verbs: {caucus: [a]}", "events.yaml", ["verbs: caucus: expected one value"]),
        ("nouns: {A: [a]", "events.yaml", ["events.yaml: not valid YAML"]),
    ],
)
def test_what_is_no_addition_is_refused_by_file_and_entry(content: str, name: str, told: list[str], tmp_path: Path) -> None:
    with pytest.raises(DataError) as raised:
        load_own_words([write(tmp_path, content, name)])
    for part in told:
        assert part in str(raised.value)
