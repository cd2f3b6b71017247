"""``diplograph explain`` on real articles."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

TEXT = "Norway would not oppose Sweden's membership in NATO. Norway is cold.\n\nSubscribe today to our newsletter."


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "talks.txt"
    path.write_text(TEXT)
    return path


def test_every_sentence_is_explained(run: Run, article: Path) -> None:
    outcome = run("explain", article)
    assert outcome.code == 0
    assert "claim       Norway opposesMembership Sweden [NATO] (negated, actual)" in outcome.out
    assert "negated: negation 'not' makes it negated" in outcome.out
    assert "gave nothing: no word of it triggers a frame" in outcome.out
    assert "boilerplate: its paragraph" in outcome.out


def test_one_sentence_is_explained_alone(run: Run, article: Path) -> None:
    outcome = run("explain", article, "--sentence", 2)
    assert outcome.out.splitlines()[0] == "2  Norway is cold."
    assert "Sweden" not in outcome.out


def test_sentence_that_is_not_there_is_one_line_and_exit_2(run: Run, article: Path) -> None:
    outcome = run("explain", article, "--sentence", 9)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "diplograph: talks: has no sentence 9; its last is 3\n"


def test_page_is_written_in_place_of_lines(run: Run, article: Path, tmp_path: Path) -> None:
    outcome = run("explain", article, "--page", tmp_path / "why.html")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == f"3 sentences: {tmp_path / 'why.html'}\n"
    assert 'class="displacy"' in (tmp_path / "why.html").read_text("utf-8")


def test_page_that_cannot_be_written_is_one_line(run: Run, article: Path, tmp_path: Path) -> None:
    outcome = run("explain", article, "--page", tmp_path / "no-such-folder" / "why.html")
    assert outcome.code == 2
    assert "no-such-folder/why.html: cannot be written" in outcome.err and "make the folder first" in outcome.err
    assert outcome.err.count("\n") == 1


def test_articles_of_an_archive_are_told_apart(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text('{"id": "a", "text": "Norway is cold."}\n{"id": "b", "text": "Oman is warm."}\n')
    headings = [line for line in run("explain", path).out.splitlines() if line.startswith("==")]
    assert headings == ["== a", "== b"]


def test_good_articles_are_explained_beside_bad_ones(run: Run, article: Path, tmp_path: Path) -> None:
    outcome = run("explain", tmp_path / "none.txt", article)
    assert outcome.code == 2
    assert "Norway is cold." in outcome.out
    assert "none.txt" in outcome.err and outcome.err.count("\n") == 1


def test_hostile_article_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text(
        'Norway \x1b[31maccused\u202e Iceland\x07 of \x1b]0;owned\x07 "theft". [bold]Oman[/bold] praised Iran.', "utf-8"
    )
    outcome = run("explain", path)
    assert all(line.isprintable() for line in outcome.out.splitlines())
    assert "[bold]Oman[/bold]" in outcome.out


def test_columns_of_a_table_are_named_as_in_build(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text("id,words\na,Norway is cold.\n")
    assert "name it: --columns text=COLUMN" in run("explain", path).err
    assert run("explain", path, "--columns", "text=words").out.startswith("== a\n1  Norway is cold.")


@pytest.mark.parametrize("command", ["build", "extract", "explain"])
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://127.0.0.1:9/talks", "which is private; if you mean it, add --allow-private"),
        ("ftp://courier.example/talks", "only http and https are fetched; save the article, and name its file"),
    ],
)
def test_address_that_is_not_fetched_is_one_line_and_exit_2(run: Run, command: str, address: str, said: str) -> None:
    pytest.importorskip("protego")
    outcome = run(command, address)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.splitlines()[-1].startswith(f"diplograph: {address}: ") and said in outcome.err
