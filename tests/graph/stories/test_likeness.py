"""Likeness of articles, over own-written versions of a report and over what only looks like one."""

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from diplograph.graph.stories import (
    Sketch,
    are_alike,
    band_keys,
    connect,
    find_links,
    load_settings,
    resemblance,
    shared_names,
    sketch_document,
)
from diplograph.ontology import Document
from hypothesis import given, settings
from hypothesis import strategies as st

WIRES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("wires.yaml").read_text("utf-8"))
REPORTS = WIRES["reports"]


def sketch(text: str, outlet: str | None = None) -> Sketch:
    made = sketch_document(Document("article", text, outlet=outlet))
    assert made is not None
    return made


def paragraphs(text: str) -> list[str]:
    return text.strip().split("\n\n")


def each_report() -> Any:
    return pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["story"])


@each_report()
def test_report_cut_at_its_end_is_the_same_story(report: dict[str, str]) -> None:
    wire = paragraphs(report["wire"])
    assert are_alike(sketch(report["wire"]), sketch("\n\n".join(wire[: round(len(wire) * 0.6)])))


@each_report()
def test_report_under_another_headline_and_byline_is_the_same_story(report: dict[str, str]) -> None:
    assert are_alike(sketch(report["wire"]), sketch(f"A new day\n\nBy Ada Novak\n\n{report['wire']}\n\n(Agency/own)"))


@each_report()
def test_report_with_a_paragraph_of_ones_own_is_the_same_story(report: dict[str, str]) -> None:
    wire = paragraphs(report["wire"])
    assert are_alike(sketch(report["wire"]), sketch("\n\n".join([*wire[:3], report["local"], *wire[3:]])))


@each_report()
def test_report_rewritten_by_an_editor_is_the_same_story(report: dict[str, str]) -> None:
    assert are_alike(sketch(report["wire"]), sketch(report["rewritten"]))


@each_report()
def test_happening_told_by_somebody_else_is_another_story(report: dict[str, str]) -> None:
    assert not are_alike(sketch(report["wire"]), sketch(report["independent"]))
    assert not are_alike(sketch(report["rewritten"]), sketch(report["independent"]))


@pytest.mark.parametrize("report", [r for r in REPORTS if "later" in r], ids=lambda report: report["story"])
def test_next_report_with_some_of_the_same_paragraphs_is_another_story(report: dict[str, str]) -> None:
    assert not are_alike(sketch(report["wire"]), sketch(report["later"]))


def test_reports_of_different_happenings_are_different_stories() -> None:
    made = [sketch(report[name]) for report in REPORTS for name in ("wire",)]
    assert not [pair for pair in combinations(made, 2) if are_alike(*pair)]


@pytest.mark.parametrize("form", WIRES["forms"], ids=lambda form: form["name"])
def test_form_that_is_filled_in_differently_is_another_story(form: dict[str, Any]) -> None:
    assert not are_alike(*map(sketch, form["texts"]))


@pytest.mark.parametrize("short", WIRES["shorts"], ids=lambda short: short["texts"][0][:20])
def test_short_texts_are_one_story_only_where_no_name_differs(short: dict[str, Any]) -> None:
    assert are_alike(*map(sketch, short["texts"])) is short["same"]


def test_one_outlets_own_texts_must_be_nearer_to_each_other() -> None:
    report = REPORTS[0]
    assert are_alike(sketch(report["wire"], "The Courier"), sketch(report["rewritten"], "The Herald"))
    assert not are_alike(sketch(report["wire"], "The Courier"), sketch(report["rewritten"], "The Courier"))
    assert are_alike(sketch(report["wire"], "The Courier"), sketch(report["wire"] + report["local"], "The Courier"))


hashes = st.frozensets(st.integers(1, 0xFFFF), max_size=96)
# Of few different values, so that many are alike.
sketches = st.builds(
    lambda pattern, names, words, outlet: Sketch(bytes(pattern * 32), names, words, outlet),
    st.lists(st.integers(0, 1), min_size=8, max_size=8),
    hashes,
    st.integers(8, 200),
    st.integers(0, 2),
)


@settings(deadline=None, max_examples=50)
@given(sketches, sketches)
def test_likeness_is_symmetric_and_everything_is_like_itself(one: Sketch, other: Sketch) -> None:
    assert are_alike(one, other) == are_alike(other, one)
    assert resemblance(one, other) == resemblance(other, one) and 0 <= resemblance(one, other) <= 1
    assert shared_names(one, other) == shared_names(other, one) and 0 <= shared_names(one, other) <= 1
    assert are_alike(one, one)


@settings(deadline=None, max_examples=50)
@given(st.lists(sketches, max_size=12), st.randoms(use_true_random=False))
def test_links_make_the_same_groups_in_any_order_and_as_all_pairs_do(made: list[Sketch], chance: Any) -> None:
    named = {f"article-{number}": sketch for number, sketch in enumerate(made)}
    shuffled = list(named.items())
    chance.shuffle(shuffled)
    pairs = [(a, b) for a, b in combinations(named, 2) if are_alike(named[a], named[b])]
    assert connect(find_links(named)) == connect(find_links(dict(shuffled))) == connect(pairs)


def test_number_for_each_band_tells_the_bands_apart() -> None:
    limits = load_settings()
    assert len(band_keys(Sketch(bytes(limits.values), frozenset(), 8))) == limits.bands


def test_names_of_texts_with_more_than_are_kept_are_compared_as_far_as_both_are_known() -> None:
    most = load_settings().most_names
    long = Sketch(bytes(256), frozenset(range(1, most + 1)), 500)
    short = Sketch(bytes(256), frozenset([*range(most - 9, most + 1), 60_000]), 100)
    assert shared_names(long, short) == 1.0
