import dataclasses
import re
from collections.abc import Callable
from typing import Any

import pytest
from diplograph.extract.dates import expressions
from diplograph.extract.dates.expressions import KINDS, TimeWords, find_times
from diplograph.extract.dates.resolution import READERS
from diplograph.extract.words.loading import english, load_words, read_yaml
from diplograph.ontology import DataError
from hypothesis import given
from hypothesis import strategies as st


def found(text: str) -> list[str]:
    return [text[time.start : time.end] for time in find_times(text)]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("They met on Tuesday in Oslo.", ["Tuesday"]),
        ("They met late on Tuesday night.", ["late on Tuesday night"]),
        ("Monday, March 3, 2025, was cold.", ["Monday, March 3, 2025"]),
        ("They met on the 3rd of March.", ["the 3rd of March"]),
        ("They met from 3 to 5 May and left.", ["3 to 5 May"]),
        ("They met on\n  3\n  March.", ["3\n  March"]),
        ("They met on 3 May 2021 and in early 2023.", ["3 May 2021", "early 2023"]),
        ("They met in mid-January.", ["mid-January"]),
        ("The 2014 invasion began a war.", ["2014"]),
        ("Two weeks later they met.", ["Two weeks later"]),
        ("They met in the 1990s.", ["the 1990s"]),
        ("They will meet later this month.", ["later this month"]),
    ],
)
def test_time_is_found_with_all_its_words(text: str, times: list[str]) -> None:
    assert found(text) == times


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the town.",
        "May flew to Paris.",
        "The march went on.",
        "Good Friday prayers were held.",
        "It was said after Friday prayers.",
        "It shelled 200 villages.",
        "It cost 2,014 dollars.",
        "Some 12.5 million fled.",
        "It happened decades ago.",
        "They met recently.",
        "The second-largest party left.",
        "",
    ],
)
def test_word_that_names_no_time_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("They have met since Monday.", "since"),
        ("They left after 2014.", "after"),
        ("They must leave by the end of the year.", "by"),
        ("It was planned for Friday.", "for"),
        ("They met on Friday.", None),
        ("They met after Friday's vote.", None),
    ],
)
def test_preposition_before_a_time_makes_it_a_bound(text: str, bound: str | None) -> None:
    (time,) = find_times(text)
    assert time.bound == bound


def test_year_since_which_something_is_the_first_of_its_kind_is_no_time_of_it() -> None:
    assert find_times("It was the first visit since 2014.") == []
    assert find_times("It has been at war since 2014.") != []


def test_year_of_the_second_time_is_that_of_the_first_too() -> None:
    (time,) = find_times("from March 3 to March 5, 2023")
    assert time.values["year"] == "2023"
    assert time.last is not None


def test_region_of_a_text_is_searched_alone() -> None:
    text = "Monday. Tuesday. Wednesday."
    assert [text[t.start : t.end] for t in find_times(text, 8, 16)] == ["Tuesday"]


WORDS = st.sampled_from(
    [
        *("on", "in", "since", "2014", "Tuesday", "and", "to", "May", "March", "3", ",", "-", "–", "99", "the"),
        *("last", "week", "year", "ago", "two", "later", "next", "early", "mid", "1990s", "of", "Feb.", "'s"),
        *("from", "between", "first", "quarter", "half", "weekend", "tomorrow", "overnight", "for", "by", "31"),
        *("2024-02-30"),
        "\n",
    ]
)


@given(st.lists(WORDS | st.text(max_size=6), max_size=14).map(" ".join))
def test_times_of_any_text_stand_in_order_and_apart(text: str) -> None:
    position = 0
    for time in find_times(text):
        assert position <= time.start < time.end <= len(text)
        position = time.end


def test_every_kind_of_time_has_a_reader_and_a_pattern() -> None:
    assert set(READERS) == KINDS == {pattern["kind"] for pattern in load_words(TimeWords).patterns}


@pytest.fixture
def with_pattern(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str]], tuple[Any, ...]]:
    """What the patterns are where the file holds one more."""

    def load(entry: dict[str, str]) -> tuple[Any, ...]:
        content = read_yaml(english("expressions.yaml"))
        words = TimeWords(**{f.name: content[f.name] for f in dataclasses.fields(TimeWords)})
        words.patterns.append(entry)
        monkeypatch.setattr(expressions, "load_words", lambda kind: words if kind is TimeWords else load_words(kind))
        return expressions._patterns.__wrapped__()

    return load


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({"kind": "century", "match": "{year}"}, "kind 'century' is none of ahead, anaphoric"),
        ({"kind": "calendar", "match": "{yaer}"}, "{yaer} is none of"),
        ({"kind": "calendar", "match": "({year}"}, "is no regular expression"),
        ({"kind": "calendar"}, "key 'match' is missing"),
    ],
)
def test_wrong_pattern_is_refused_with_file_entry_and_remedy(
    entry: dict[str, str], complaint: str, with_pattern: Callable[[dict[str, str]], tuple[Any, ...]]
) -> None:
    with pytest.raises(DataError, match=re.escape(complaint)) as raised:
        with_pattern(entry)
    assert str(raised.value).startswith("expressions.yaml: pattern ")
