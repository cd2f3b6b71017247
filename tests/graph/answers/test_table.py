"""The table of an answer: fitted to a terminal, whole with --wide, one line a row in a pipe."""

import pytest
from diplograph.graph.answers.table import fit_columns, print_table
from diplograph.graph.queries.results import QueryResult
from hypothesis import given
from hypothesis import strategies as st

QUOTE = "Oslo said that it would leave the talks in Bern unless the others came back to the table by Friday."
RESULT = QueryResult(
    "SELECT", ("who", "nothing", "status", "quote", "claim"), (("Oslo", None, "alleged by Bern", QUOTE, "c1"),)
)


@pytest.fixture
def columns(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.delenv("COLUMNS", raising=False)
    return monkeypatch


def test_pipe_gets_a_line_a_row_without_padding(columns: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    print_table(RESULT)
    assert capsys.readouterr().out == f"who\tnothing\tstatus\tquote\tclaim\nOslo\t\talleged by Bern\t{QUOTE}\tc1\n"


@pytest.mark.parametrize("width", [30, 40, 60, 80, 120, 200])
def test_table_is_no_wider_than_the_terminal(
    columns: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int
) -> None:
    columns.setenv("COLUMNS", str(width))
    print_table(RESULT)
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= width
    assert "alleged" in out


def test_wrapped_cells_break_between_words(columns: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    columns.setenv("COLUMNS", "60")
    print_table(RESULT)
    words = capsys.readouterr().out.split()
    assert [word for word in QUOTE.split() if word not in words] == []


def test_columns_that_have_no_room_are_named(columns: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    columns.setenv("COLUMNS", "42")
    print_table(RESULT)
    out, err = capsys.readouterr()
    assert err == "no room for claim: --wide shows all columns\n"
    assert "nothing" not in out  # it has no value


def test_wide_table_has_every_column_whole(columns: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    columns.setenv("COLUMNS", "20")
    print_table(RESULT, wide=True)
    out, err = capsys.readouterr()
    assert QUOTE in out and "c1" in out and err == ""
    assert not [line for line in out.splitlines() if line != line.rstrip()]


def test_organization_without_room_stands_with_the_candidate(
    columns: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    row = ("Recep Tayyip Erdogan", "opposes membership of", "Sweden", "NATO", "stated as fact", QUOTE)
    memberships = QueryResult("SELECT", ("who", "stance", "candidate", "organization", "status", "quote"), (row,))
    columns.setenv("COLUMNS", "80")
    print_table(memberships)
    out, err = capsys.readouterr()
    assert out.split("\n")[0].split() == ["who", "stance", "candidate", "status", "quote"]
    assert "Sweden in" in out and "NATO" in out and err == ""
    columns.setenv("COLUMNS", "100")
    print_table(memberships)
    assert "organization" in capsys.readouterr().out.split("\n")[0]


@given(st.lists(st.lists(st.text("ab ", max_size=70), min_size=4, max_size=4), min_size=1, max_size=3), st.integers(24, 150))
def test_any_columns_fit(rows: list[list[str]], width: int) -> None:
    found = fit_columns(["who", "status", "x", "quote"], rows, width)
    assert sum(size + 3 for size in found.values()) <= width
    assert min(found.values()) > 0
    assert 1 in found
