"""Pages are read as the article that they hold, in the encoding that they declare, and nothing in them runs."""

import datetime
import sys
from pathlib import Path

import pytest
from diplograph.extract.readers import read_documents
from diplograph.extract.readers.limits import limits
from diplograph.extract.readers.pages import decode_markup, text_of_markup
from diplograph.ontology import Document, InputError

BODY = (
    "<p>Norway hosts talks between Chad and Mali in Oslo this week, the foreign ministry said on Monday.</p>"
    "<p>Delegations of both states arrived on Sunday, and the first round is to begin on Tuesday morning.</p>"
)
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Talks Open in Oslo | Nordic Courier</title>
<meta property="og:title" content="Talks Open in Oslo"><meta property="og:site_name" content="Nordic Courier">
<meta property="article:published_time" content="2025-02-18T23:30:00-05:00">
<link rel="canonical" href="https://courier.example/talks"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World news from all over</a></li></ul></nav>
<article><h1>Talks Open in Oslo</h1>{BODY}</article>
<script>document.write("France attacked Spain in the night, a script said.")</script>
<footer><p>Copyright Nordic Courier, all rights reserved. Subscribe to our newsletter.</p></footer></body></html>"""


def read(path: Path, content: str | bytes) -> Document:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (document,) = read_documents(path)
    return document


def complaint(path: Path, content: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(path, content)
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(f"{path}: ")


def test_page_is_its_article_with_title_day_outlet_and_address(tmp_path: Path) -> None:
    document = read(tmp_path / "talks.html", PAGE)
    assert (document.id, document.title, document.outlet) == ("talks", "Talks Open in Oslo", "Nordic Courier")
    assert (document.date, document.url) == (datetime.date(2025, 2, 18), "https://courier.example/talks")
    first, second = document.text.removeprefix("Talks Open in Oslo\n\n").split("\n\n")
    assert first.startswith("Norway hosts talks") and second.endswith("Tuesday morning.")


def test_menus_scripts_and_footers_are_no_text(tmp_path: Path) -> None:
    text = read(tmp_path / "talks.html", PAGE).text
    assert not [word for word in ("Home", "World news", "France", "Copyright", "newsletter", "<") if word in text]


def test_page_under_another_name_is_read_as_a_page(tmp_path: Path) -> None:
    assert read(tmp_path / "talks.txt", PAGE).title == "Talks Open in Oslo"


def test_address_that_is_no_web_address_is_left_out(tmp_path: Path) -> None:
    assert read(tmp_path / "a.html", PAGE.replace("https://courier.example/talks", "javascript:alert(1)")).url is None


@pytest.mark.parametrize(
    ("label", "codec"),
    [("utf-8", "utf-8"), ("ISO-8859-1", "cp1252"), ("windows-1251", "cp1251"), ("shift_jis", "shift_jis")],
)
def test_charset_is_the_declared_one(tmp_path: Path, label: str, codec: str) -> None:
    name = {"cp1251": "Путин", "shift_jis": "東京"}.get(codec, "Côte d’Ivoire")
    page = PAGE.replace("utf-8", label).replace("Chad", name)
    assert name in read(tmp_path / "a.html", page.encode(codec)).text


def test_charset_that_is_not_declared_is_utf8_or_else_windows() -> None:
    assert (
        decode_markup("<p>Côte d’Ivoire".encode()) == decode_markup("<p>Côte d’Ivoire".encode("cp1252")) == "<p>Côte d’Ivoire"
    )
    assert decode_markup("<p>Zürich".encode("utf-16")) == "<p>Zürich"


def test_page_that_only_says_it_is_utf8_is_read_as_windows(tmp_path: Path) -> None:
    page = PAGE.replace("the foreign ministry", "Norway’s foreign ministry")
    assert "Norway’s foreign ministry" in read(tmp_path / "a.html", page.encode("cp1252")).text
    assert "Norway’s foreign ministry" in read(tmp_path / "b.html", page.encode("cp1251")).text


def test_utf8_with_a_broken_letter_stays_utf8() -> None:
    page = '<meta charset="utf-8"><p>Côte d’Ivoire and S'.encode() + b"\xe3o Tom"
    assert decode_markup(page).endswith("Côte d’Ivoire and S\ufffdo Tom")


@pytest.mark.parametrize("label", ["unicode_escape", "rot13", "idna", "no-such", "x" * 3000])
def test_charset_that_no_page_has_is_not_used(label: str) -> None:
    assert decode_markup(f'<meta charset="{label}">\\x41'.encode()).endswith("\\x41")


def test_bytes_in_python_notation_are_the_text_that_they_hold(tmp_path: Path) -> None:
    document = read(tmp_path / "a.html", f"<h1>Talks</h1>\n{BODY.replace('Chad', 'Côte d’Ivoire').encode()!r}\n")
    assert "Côte d’Ivoire" in document.text
    assert decode_markup(b"b'open") == "b'open"


def test_page_without_an_article_is_told(tmp_path: Path) -> None:
    assert complaint(tmp_path / "a.html", "<html><script>draw('Norway hosts talks on Monday.')</script></html>").startswith(
        "is a page without the text of an article"
    )


def test_site_in_the_place_of_the_headline_is_the_outlet(tmp_path: Path) -> None:
    head = "<title>Nordic Courier &raquo; Talks Between Chad and Mali Open</title>"
    document = read(tmp_path / "a.html", f"<html><head>{head}</head><body><h1>Nordic Courier</h1>{BODY}</body></html>")
    assert (document.title, document.outlet) == ("Talks Between Chad and Mali Open", "Nordic Courier")


def test_page_that_is_too_large_or_too_deep_is_one_line(tmp_path: Path) -> None:
    assert "holds more than" in complaint(tmp_path / "a.html", "<html>" + " " * limits().page_bytes)
    assert "without the text" in complaint(tmp_path / "b.html", "<html><body>" + "<div>" * 30_000)


def test_missing_library_is_named_with_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    assert complaint(tmp_path / "a.html", PAGE) == (
        "is an HTML page, which needs trafilatura; install it with: pip install 'diplograph[formats]'"
    )


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Norway &amp; Sweden", "Norway & Sweden"),
        ("<p>A\n  b</p>tail<div><div>C</div></div>", "A b\n\ntail\n\nC"),
        ("<h2>Talks</h2>Oslo<br>hosts<!-- hidden -->", "Talks\n\nOslo\nhosts"),
        ("<style>p {}</style><img onerror=alert(1)><iframe>x</iframe>A", "A"),
        ("</div></body>A<p>B", "A\n\nB"),
        ("", ""),
        ("\0", "\ufffd"),
    ],
)
def test_markup_gives_its_paragraphs(markup: str, text: str) -> None:
    assert text_of_markup(markup) == text


@pytest.mark.parametrize(
    ("opening", "language"), [('<html lang="de-AT">', "de-AT"), ("<html class=x LANG=en>", "en"), ("<html>", None)]
)
def test_language_that_a_page_declares_is_kept(tmp_path: Path, opening: str, language: str | None) -> None:
    path = tmp_path / "a.html"
    words = "<p>Norway hosts talks of Sweden and Finland in Oslo on Monday, said the ministry of that state.</p>" * 3
    path.write_text(f"<!doctype html>{opening}<body><article>{words}</article></body></html>")
    assert [document.language for document in read_documents(path)] == [language]


def test_page_of_tags_without_end_is_one_line_and_soon(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body>" + "<p>Norway" * limits().page_tags)
    failures: list[InputError] = []
    assert list(read_documents(path, on_error=failures.append)) == []
    (failure,) = failures
    assert f"is a page of more than {limits().page_tags:,} tags" in str(failure)
