"""Sketches: what they depend on, what they leave out, and that any text has one or none in bounded time."""

import base64
import subprocess
import sys
from importlib.resources import files

import pytest
from diplograph.graph.stories import Sketch, load_settings, read_sketch, resemblance, sketch_document, write_sketch
from diplograph.graph.stories.settings import read_settings
from diplograph.ontology import DataError, Document
from hypothesis import given, settings
from hypothesis import strategies as st

REPORT = (
    "The two governments agreed on Tuesday to reopen the bridge at Lipa, which had been closed since March. "
    "Minister Vera Kolb of Moravania said that 300 lorries a day would cross it."
)


def sketch(text: str, outlet: str | None = None) -> Sketch:
    made = sketch_document(Document("article", text, outlet=outlet))
    assert made is not None
    return made


@pytest.mark.parametrize("text", ["", "Too short a text for anybody.", "…", "\n\n \n", "x" * 5000])
def test_text_of_a_few_words_has_no_sketch(text: str) -> None:
    assert sketch_document(Document("article", text)) is None


def test_sketch_depends_on_words_alone() -> None:
    shouted = REPORT.replace("agreed on", "AGREED  ON").replace(". ", ".\n")
    assert sketch(shouted).values == sketch(REPORT).values
    assert sketch(REPORT.replace("bridge", "tunnel")).values != sketch(REPORT).values


def test_sketching_loads_no_index_of_its_library_and_leaves_it_whole_for_others() -> None:
    lines = (
        "import sys",
        "from diplograph.graph.stories import sketch_document",
        "from diplograph.ontology import Document",
        f"assert sketch_document(Document('article', {REPORT!r}))",
        "assert not {'scipy', 'datasketch'} & set(sys.modules)",
        "from datasketch import MinHashLSH",
    )
    subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True)


def test_characters_that_nobody_sees_change_nothing() -> None:
    hidden = REPORT.replace("bridge", "bri\u200bd\u00adge").replace("Minister", "\u202eMinister\u202c\ufeff")
    assert sketch(hidden) == sketch(REPORT)


def test_title_id_and_date_are_no_part_of_a_sketch() -> None:
    made = sketch_document(Document("other", REPORT, title="Quite another headline, with many words of its own"))
    assert made == sketch(REPORT)


def test_outlet_is_known_in_any_case_and_spacing() -> None:
    assert sketch(REPORT, "The Courier").outlet == sketch(REPORT, " the  COURIER").outlet != 0
    assert sketch(REPORT).outlet == 0 != sketch(REPORT, "The Herald").outlet != sketch(REPORT, "The Courier").outlet


def test_headlines_bylines_and_the_page_round_a_text_are_left_out() -> None:
    page = f"Home | World | Sport\n\nBridge to open\n\nBy Ada Novak\n\n{REPORT}\n\nAll rights reserved.\n\nFollow us"
    assert sketch(page) == sketch(REPORT)


def test_text_of_nothing_but_lines_without_full_stop_is_taken_whole() -> None:
    lines = "Talks at Lipa go on\n\nBridge stays closed for now\n\nMinister Kolb sees progress"
    assert sketch(lines).words == 14


def test_names_are_what_is_never_written_small() -> None:
    one = sketch("The North wind came from the north on Sunday, as 12 of the men of Lipa had said.")
    other = sketch("the wind that came from Lipa on Sunday was what 12 of the men had said it was.")
    assert one.names == other.names


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300), st.text(max_size=20))
def test_any_text_has_a_sketch_that_comes_back_or_none(text: str, outlet: str) -> None:
    made = sketch_document(Document("article", text, outlet=outlet))
    assert made is None or read_sketch(write_sketch(made)) == made


@given(st.text(max_size=60) | st.binary(max_size=600).map(lambda content: base64.b64encode(content).decode()))
def test_what_is_no_sketch_is_read_as_none_or_written_as_it_was(text: str) -> None:
    made = read_sketch(text)
    assert made is None or read_sketch(write_sketch(made)) == made


def test_sketch_of_another_scheme_is_not_read() -> None:
    content = bytearray(base64.b64decode(write_sketch(sketch(REPORT))))
    content[0] += 1
    assert read_sketch(base64.b64encode(content).decode()) is None


def test_sketch_is_the_same_on_every_machine() -> None:
    # Graphs keep sketches: should this change, so must the scheme.
    assert write_sketch(sketch(REPORT, "The Courier"))[:48] == "ATxZACDsUhqOJ5T6wPojGtZ7lrxHRSW0tRG9zoMWfT58I8PW"


@pytest.mark.parametrize(
    "text",
    [
        "word " * 300_000,
        "x" * 150_000 + " and seven more words to make it a text.",
        "One. " * 100_000 + "\n\n" * 100_000,
        "\u202e\x00\ud800 <script>alert(1)</script> '}] . SELECT * { ?s ?p ?o } and a few words more",
        "".join(f"Name{number} " for number in range(50_000)),
    ],
    ids=["repeated", "one huge word", "blank lines", "hostile", "names"],
)
def test_long_and_hostile_texts_are_bounded(text: str) -> None:
    made, limits = sketch(text), load_settings()
    assert made.words <= limits.most_words and len(made.names) <= limits.most_names and len(made.values) == limits.values


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 120), st.integers(40, 120))
def test_resemblance_is_near_the_share_of_runs_of_words_in_common(start: int, length: int) -> None:
    words = [f"w{number}" for number in range(240)]
    part = words[start : start + length]
    exact = (len(part) - 1) / (len(words) - 1)
    assert abs(resemblance(sketch(" ".join(words)), sketch(" ".join(part))) - exact) < 0.13


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("scheme: 1", "scheme: 300"), "scheme"),
        (("bands: 16", "bands: 1600"), "bands"),
        (("alike: 0.4", "alike: 4"), "alike"),
        (("rows: 2", "rows: 2\nmore: 1"), "more"),
        (("scheme: 1", "scheme: ["), "not valid YAML"),
    ],
)
def test_wrong_settings_are_named(change: tuple[str, str], told: str) -> None:
    text = files("diplograph.graph.stories").joinpath("stories.yaml").read_text("utf-8")
    assert change[0] in text
    with pytest.raises(DataError, match=told):
        read_settings(text.replace(*change))
