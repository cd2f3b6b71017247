from collections.abc import Callable
from pathlib import Path

import pytest
from diplograph.extract import Extractor, MentionKind
from diplograph.extract.names.disambiguation import load_ambiguous_names
from diplograph.ontology import DataError, Document

disambiguation = pytest.importorskip("diplograph.extract.names.disambiguation")
Link = Callable[[str, str], tuple[str | None, MentionKind] | None]


@pytest.fixture(scope="session")
def link(extractor: Extractor) -> Link:
    """Code and kind of the last mention of some words, None where they are no mention."""

    def find(text: str, words: str) -> tuple[str | None, MentionKind] | None:
        start = text.rindex(words)
        over = [m for m in extractor.mentions(Document("test", text)) if m.start <= start < m.end]
        return (over[-1].actor.code if over[-1].actor is not None else None, over[-1].kind) if over else None

    return find


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Georgia thanked Estonia.", "Georgia", "GEO"),
        ("Congo accused Rwanda.", "Congo", "COD"),
        ("Officials in Brazzaville said Congo thanked Gabon.", "Congo", "COG"),
        ("Officials in Malabo said Guinea thanked Gabon.", "Guinea", "GNQ"),
        ("Brussels warned Ankara.", "Brussels", "IGO"),
        ("The Belgian king spoke. Brussels warned Ankara.", "Brussels", "BEL"),
        ("Washington warned Ankara.", "Washington", "USA"),
    ],
)
def test_words_around_an_ambiguous_name_decide(text: str, name: str, code: str, link: Link) -> None:
    assert link(text, name) == (code, MentionKind.NAME)


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Lawmakers in Atlanta praised Georgia.", "Georgia", "USA"),
        ("Talks began in Moscow.", "Moscow", "RUS"),
        ("He flew to Beijing.", "Beijing", "CHN"),
        ("A bomb exploded near Kabul.", "Kabul", "AFG"),
        ("The delegates left for Geneva.", "Geneva", "CHE"),
    ],
)
def test_place_acts_for_nobody(text: str, name: str, code: str, link: Link) -> None:
    assert link(text, name) == (code, MentionKind.PLACE)


def test_state_that_shares_its_name_with_a_person_of_the_text_is_that_person(extractor: Extractor) -> None:
    text = "Michael Jordan praised Ghana. Jordan thanked Togo."
    names = [m.actor.name for m in extractor.mentions(Document("test", text)) if m.actor is not None]
    assert names == ["Michael Jordan", "Ghana", "Michael Jordan", "Togo"]


@pytest.mark.parametrize(
    ("text", "acronym", "actor"),
    [
        ("Egypt urged the RSF to leave Wad Madani.", "RSF", "Rapid Support Forces"),
        ("The RSF shelled a market in Omdurman.", "RSF", "Rapid Support Forces"),
        ("The RSF urged Vietnam to free bloggers.", "RSF", "Reporters Without Borders"),
        ("The RSF condemned Vietnam.", "RSF", "Reporters Without Borders"),
        ("Israel met the PA in Ramallah.", "PA", "Palestinian Authority"),
        ("The CAR accused Sudan of theft.", "CAR", "Central African Republic"),
        ("The militants of IS attacked Iraq.", "IS", "Islamic State"),
        ("The AU condemned Mali.", "AU", "African Union"),
    ],
)
def test_acronym_of_two_bodies_is_the_one_that_the_words_around_it_speak_for(
    text: str, acronym: str, actor: str, extractor: Extractor
) -> None:
    (mention,) = (m for m in extractor.mentions(Document("test", text)) if m.text == acronym)
    assert mention.actor is not None
    assert mention.actor.name == actor


@pytest.mark.parametrize(("text", "word"), [("What IS Norway waiting for?", "IS"), ("A CAR hit Norway's envoy.", "CAR")])
def test_word_in_capitals_is_no_acronym(text: str, word: str, extractor: Extractor) -> None:
    assert not [m for m in extractor.mentions(Document("test", text)) if m.text == word and m.actor is not None]


def test_two_letters_of_a_federal_state_are_a_place(link: Link) -> None:
    assert link("Lawmakers in Harrisburg, PA, met German investors.", "PA") == ("USA", MentionKind.PLACE)


def test_roast_turkey_is_no_state(link: Link) -> None:
    assert link("For Thanksgiving they served roast Turkey with gravy.", "Turkey") is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("ambiguous:\n  - {names: [A], default: X, meanings: [{actor: Y, cues: []}]}\n", "the default 'X' is none of its"),
        (
            "ambiguous:\n  - {names: [A], default: Y, meanings: [{actor: Y, cues: []}]}\n"
            "  - {names: [A], default: Y, meanings: [{actor: Y, cues: []}]}\n",
            "'A' has an entry already",
        ),
        ("ambiguous:\n  - {names: [A], default: Y, meanings: [{actor: Y, hints: []}]}\n", "unknown key 'hints'"),
    ],
)
def test_fault_of_the_table_is_named(content: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "disambiguation.yaml").write_text(content, "utf-8")
    monkeypatch.setattr(disambiguation, "english", lambda name: tmp_path / name)
    with pytest.raises(DataError, match=message):
        load_ambiguous_names.__wrapped__()
