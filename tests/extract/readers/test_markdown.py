"""Markdown is read as its words, with what the YAML before it tells; none of its marks and no markup is text."""

import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from diplograph.extract.readers import read_documents
from diplograph.extract.readers.limits import limits
from diplograph.ontology import Document, InputError

FRONT = """---
title: "Talks: a beginning"
date: 2025-02-18
source_url: https://courier.example/talks
outlet: Nordic Courier
tags: [talks, votes]
---
"""


def read(path: Path, content: str) -> Document:
    path.write_text(content)
    (document,) = read_documents(path)
    return document


def complaint(path: Path, content: str) -> str:
    with pytest.raises(InputError) as caught:
        read(path, content)
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(f"{path}: ")


def test_front_matter_tells_title_day_outlet_and_address(tmp_path: Path) -> None:
    assert read(tmp_path / "talks.md", f"{FRONT}\nNorway **hosts** talks.\n") == Document(
        id="talks",
        text="Norway hosts talks.",
        title="Talks: a beginning",
        date=datetime.date(2025, 2, 18),
        outlet="Nordic Courier",
        url="https://courier.example/talks",
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("# Talks\n\nNorway [hosts](https://a.example 'x')\ntalks.", "Talks\n\nNorway hosts talks."),
        ("- *Norway*\n  - Sweden\n1. Chad", "Norway\n\nSweden\n\nChad"),
        ("> Norway hosts,\n> he said.", "Norway hosts, he said."),
        ("one  \ntwo\\*", "one\ntwo*"),
        ("![a map](map.png)Norway", "Norway"),
        ("a <b onclick='x()'>bold</b> <script>alert(1)</script>", "a bold alert(1)"),
        ("<div>\n<p>Norway</p>\n</div>\n\nSweden", "Norway\n\nSweden"),
        ("<script>\nalert(1)\n</script>\n\nSweden", "Sweden"),
        ("```\ncode\n```\n\nNorway &amp; Sweden", "Norway & Sweden"),
        ("| who | where |\n| --- | --- |\n| Norway | Oslo |", "who where\n\nNorway Oslo"),
        ("---\n\nNorway hosts.\n\n---\n", "Norway hosts."),
        ("snake_case and 2 * 3 * 4", "snake_case and 2 * 3 * 4"),
    ],
)
def test_marks_are_no_text(tmp_path: Path, content: str, text: str) -> None:
    assert read(tmp_path / "a.md", content).text == text


def test_first_heading_is_the_title_where_nothing_else_tells(tmp_path: Path) -> None:
    assert read(tmp_path / "a.md", "# Talks *open*\n\nNorway hosts.").title == "Talks open"


def test_front_matter_that_is_no_yaml_still_tells(tmp_path: Path) -> None:
    document = read(tmp_path / "a.md", "---\ntitle: Talks: a beginning\ndate: Feb 18, 2025\n---\nNorway hosts.")
    assert (document.title, document.date, document.text) == ("Talks: a beginning", datetime.date(2025, 2, 18), "Norway hosts.")


def test_front_matter_in_toml_tells_the_same(tmp_path: Path) -> None:
    told = 'title = "Talks: a beginning"\ndate = 2025-02-18T23:30:00-05:00\noutlet = "Courier"\ntags = ["a"]\n[menu]\nx = 1'
    document = read(tmp_path / "a.md", f"+++\n{told}\n+++\n\nNorway hosts.")
    assert (document.title, document.date, document.outlet) == ("Talks: a beginning", datetime.date(2025, 2, 18), "Courier")
    assert document.text == "Norway hosts."


def test_front_matter_that_is_no_toml_still_tells(tmp_path: Path) -> None:
    document = read(tmp_path / "a.md", '+++\ntitle = "Talks"\ndate = Feb 18, 2025\n+++\nNorway hosts.')
    assert (document.title, document.date, document.text) == ("Talks", datetime.date(2025, 2, 18), "Norway hosts.")
    assert read(tmp_path / "b.md", "+++\n\nNorway hosts.\n\n+++\n").text == "+++\n\nNorway hosts.\n\n+++"


def test_source_that_is_an_address_is_no_outlet(tmp_path: Path) -> None:
    document = read(tmp_path / "a.md", "---\nsource: https://courier.example/1\n---\nNorway hosts.")
    assert (document.outlet, document.url) == (None, "https://courier.example/1")


def test_front_matter_that_repeats_itself_a_billion_times_is_passed_over(tmp_path: Path) -> None:
    names = "abcdefghij"
    lines = "".join(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in pairwise(names))
    document = read(tmp_path / "a.md", f"---\na: &a [x]\n{lines}title: *j\n---\nNorway hosts.")
    assert (document.title, document.text) == (None, "Norway hosts.")


def test_what_is_too_deep_too_long_or_empty_is_one_line(tmp_path: Path) -> None:
    assert "too deeply nested" in complaint(tmp_path / "a.md", f"---\na: {'[' * 40_000}\n---\nNorway hosts.")
    assert "characters of front matter" in complaint(tmp_path / "b.md", f"---\na: {'x' * 60_000}\n---\nNorway hosts.")
    assert "holds more than" in complaint(tmp_path / "c.md", "x" * (limits().markdown_bytes + 1))
    assert "is Markdown without text" in complaint(tmp_path / "d.md", "---\ntitle: Talks\n---\n![map](map.png)")


@pytest.mark.parametrize(
    ("date", "said"),
    [("2024-02-30", "2024-02-30 is in no calendar: mend it"), ("next week", "next week is not read: write it YYYY-MM-DD")],
)
def test_date_that_cannot_be_read_is_told(tmp_path: Path, date: str, said: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: Talks\ndate: {date}\n---\n\nNorway hosts talks.\n")
    failures: list[InputError] = []
    (document,) = read_documents(path, on_error=failures.append)
    assert (document.title, document.date) == ("Talks", None)
    assert [str(failure) for failure in failures] == [f"{path}: is read without its date, for {said}"]
