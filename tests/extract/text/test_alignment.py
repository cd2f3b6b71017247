from diplograph.extract.text.alignment import AlignedText
from hypothesis import given
from hypothesis import strategies as st

LETTERS = st.text(alphabet="abcXYZ ", max_size=12)


@st.composite
def edited_twice(draw: st.DrawFn) -> tuple[str, AlignedText]:
    """A text and what two rounds of edits make of it."""
    original = draw(LETTERS)
    text = AlignedText(original)
    for _ in range(2):
        cuts = sorted(draw(st.lists(st.integers(0, len(text.text)), max_size=6)))
        pairs = zip(cuts[::2], cuts[1::2], strict=False)
        text = text.edited([(start, end, draw(LETTERS)) for start, end in pairs])
    return original, text


@given(edited_twice())
def test_every_stretch_stands_inside_the_original_and_in_order(drawn: tuple[str, AlignedText]) -> None:
    original, text = drawn
    places = [text.original(i, i + 1) for i in range(len(text.text))]
    assert all(0 <= start <= end <= len(original) for start, end in places)
    assert places == sorted(places)
    for start in range(len(text.text)):
        assert text.original(start, len(text.text)) == (places[start][0], places[-1][1])


@given(LETTERS, st.data())
def test_what_no_edit_touches_stands_where_it_stood(original: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(original))] * 2)))
    words = data.draw(LETTERS)
    text = AlignedText(original).edited([(start, end, words)])
    assert text.text == original[:start] + words + original[end:]
    for i, character in enumerate(text.text):
        if start <= i < start + len(words):
            assert text.original(i, i + 1) == (start, end)
        else:
            begin, stop = text.original(i, i + 1)
            assert original[begin:stop] == character


@given(edited_twice())
def test_text_in_place_is_as_long_as_the_original(drawn: tuple[str, AlignedText]) -> None:
    original, text = drawn
    in_place = text.in_place(original)
    assert len(in_place) == len(original)
    for i, character in enumerate(text.text):
        start, end = text.original(i, i + 1)
        if end == start + 1 and [text.original(k, k + 1) for k in range(len(text.text))].count((start, end)) == 1:
            assert in_place[start] == character


@given(LETTERS)
def test_without_edits_a_text_is_itself(original: str) -> None:
    assert AlignedText(original).edited([]) == AlignedText(original)


def test_offsets_count_from_where_the_text_began() -> None:
    text = AlignedText("a&amp;b", 10).edited([(1, 6, "&")])
    assert (text.text, text.original(1, 3)) == ("a&b", (11, 17))


def test_words_in_the_place_of_others_are_all_in_place() -> None:
    original = "on &hellip; 7 May"
    text = AlignedText(original).edited([(3, 11, "...")])
    assert text.in_place(original) == "on ...      7 May"


def test_what_is_longer_than_its_place_leaves_the_original_there() -> None:
    original = "the \N{LATIN SMALL LIGATURE FI}rst of May"
    text = AlignedText(original).edited([(4, 5, "fi")])
    assert text.in_place(original) == original


def test_an_edit_of_half_a_replaced_stretch_leaves_its_other_half_in_place() -> None:
    first = AlignedText("abc").edited([(0, 1, "XY")]).edited([(1, 3, "Z")])
    last = AlignedText("abc").edited([(1, 2, "XY")]).edited([(0, 2, "Z")])
    assert (first.in_place("abc"), last.in_place("abc")) == ("XZc", "ZYc")
