from collections.abc import Callable

import pytest
from diplograph.extract.syntax.simplification import correlatives, dateline, time_adverbs
from spacy.tokens import Doc

Tag = Callable[..., Doc]
TAGS = {",": ",", "On": "IN", "on": "IN", "by": "IN", "the": "DT", "said": "VBD", "met": "VBD", "that": "IN", "Oslo": "NNP"}


def left_out(doc: Doc, indexes: set[int]) -> str:
    return " ".join(doc[i].text for i in sorted(indexes))


@pytest.mark.parametrize(
    ("text", "adverb"),
    [
        ("Oslo said Tuesday that", "Tuesday"),
        ("Oslo said on Tuesday that", "on Tuesday"),
        ("Oslo said late Tuesday that", "late Tuesday"),
        ("Oslo met two days ago.", "two days ago"),
        ("On Tuesday, Oslo met.", "On Tuesday ,"),
    ],
)
def test_bare_time_adverb_is_left_out(text: str, adverb: str, tag: Tag) -> None:
    doc = tag(text, None, TAGS)
    assert left_out(doc, time_adverbs(doc)) == adverb


@pytest.mark.parametrize("text", ["Oslo said Tuesday's vote", "Oslo said Friday prayers", "by the Tuesday", "from Tuesday to"])
def test_weekday_that_belongs_to_something_else_stays(text: str, tag: Tag) -> None:
    doc = tag(text, None, TAGS)
    assert time_adverbs(doc) == set()


def test_text_without_time_loses_nothing(tag: Tag) -> None:
    assert time_adverbs(tag("Oslo met Bergen again.")) == set()
    assert time_adverbs(tag("")) == set()


def test_neither_is_paired_with_its_nor(tag: Tag) -> None:
    doc = tag("neither men nor women left")
    assert correlatives(doc) == ({0}, {2})


@pytest.mark.parametrize("text", ["neither left.", "nor did they", "neither left. nor did", "neither left \n\n nor did"])
def test_neither_and_nor_of_different_sentences_are_no_pair(text: str, tag: Tag) -> None:
    assert correlatives(tag(text)) == (set(), set())


@pytest.mark.parametrize("text", ["BERGEN, March 10 (Reuters) – ", "BERGEN – "])
def test_dateline_is_left_out_up_to_its_dash(text: str, tag: Tag) -> None:
    doc = tag(text + "Oslo met Bergen.")
    assert left_out(doc, dateline(doc)).endswith("–")
    assert min(dateline(doc)) == 0


@pytest.mark.parametrize(
    "text", ["Oslo met Bergen – again.", "BERGEN met. Oslo – again.", "Oslo met BERGEN – again.", "BERGEN-born Ola met."]
)
def test_sentence_with_a_dash_is_no_dateline(text: str, tag: Tag) -> None:
    doc = tag(text)
    assert dateline(doc) == set()
