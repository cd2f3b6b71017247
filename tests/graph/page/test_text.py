"""Article text made fit to be shown."""

import re

import pytest
from diplograph.graph.page.evidence import safe_link
from diplograph.graph.page.text import clean, shorten, split_at_trigger
from hypothesis import given, settings
from hypothesis import strategies as st


@settings(deadline=None)
@given(st.text(st.characters()))
def test_cleaning_shows_every_control_character(text: str) -> None:
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", clean(text))
    assert len(clean(text)) == len(text)


@settings(deadline=None)
@given(st.text(), st.integers(min_value=2, max_value=80))
def test_shortened_text_fits_on_one_line(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert len(short.splitlines()) <= 1


@settings(deadline=None)
@given(st.text(), st.text())
def test_quote_split_at_its_trigger_joins_to_the_quote(quote: str, trigger: str) -> None:
    assert "".join(split_at_trigger(quote, trigger)) == quote


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:x",
        "data:text/html,x",
        "//example.org/",
        "https://",
        "http://[",
        "file:///etc",
        "https://trusted.example@other.example/",
        "https://example.org:99999/",
        "https://example.org\\@other.example/",
    ],
)
def test_address_that_is_not_of_the_web_is_no_link(url: str) -> None:
    assert safe_link(url) is None
