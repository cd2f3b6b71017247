"""``diplograph import-events``: what it prints, writes, and exits with."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from event_tables import write_gdelt

Run = Callable[..., Any]


def test_rows_go_into_a_file_and_into_a_store(run: Run, tmp_path: Path) -> None:
    table = write_gdelt(tmp_path / "a.tsv", {}, {"GLOBALEVENTID": "2", "EventCode": "013"})
    for output in (tmp_path / "events.ttl", tmp_path / "news"):
        told = run("import-events", table, "--output", output)
        assert (told.code, told.out) == (0, "")
        assert told.err.splitlines() == [
            f"1 claim from 2 rows: {output}",
            "1 of 2 rows are no claims: 1 have a code for which no relation stands (013: 1)",
        ]
    again = run("import-events", table, "--output", tmp_path / "news")
    assert again.err.startswith("0 claims from 2 rows, 1 row there already")
    info = run("info", tmp_path / "news", "--format", "csv").out
    assert "articles,0" in info and "coded events,1" in info
    verified = run("verify", tmp_path / "events.ttl", write_article(tmp_path))
    assert verified.code == 0
    assert verified.err.endswith("0 quotes of 0 articles verified; 1 claim of coded events, which quote nothing\n")
    removed = run("remove", tmp_path / "news", "gdelt/700000001")
    assert (removed.code, removed.err) == (0, f"1 coded event removed, 1 claim: {tmp_path / 'news'}\n")


def write_article(folder: Path) -> Path:
    (folder / "talks.txt").write_text("Norway and Chile talked.", "utf-8")
    return folder / "talks.txt"


def test_broken_rows_are_one_line_and_exit_2_and_the_others_are_written(run: Run, tmp_path: Path) -> None:
    table = write_gdelt(tmp_path / "a.tsv", {}, {"SQLDATE": "soon\u202e"})
    told = run("import-events", table, "--quiet", "--output", tmp_path / "events.ttl")
    fault = "1 of its rows have no day that is in the calendar like 'soon\\u202e' (the first is row 2)"
    assert (told.code, told.err) == (2, f"diplograph: {table}: {fault}\n")
    assert (tmp_path / "events.ttl").exists()


def test_what_is_no_table_is_one_line_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    told = run("import-events", write_article(tmp_path), "--output", tmp_path / "events.ttl")
    assert told.code == 2 and len(told.err.splitlines()) == 1
    assert "is no table of coded events that is known" in told.err
    assert not (tmp_path / "events.ttl").exists()


def test_build_says_with_what_coded_events_are_read(run: Run, tmp_path: Path) -> None:
    told = run("build", write_gdelt(tmp_path / "a.csv", {}), "--output", tmp_path / "graph.ttl")
    assert told.code == 2 and "read it with: diplograph import-events" in told.err


def test_lost_rows_are_no_articles_to_a_repair(run: Run, tmp_path: Path) -> None:
    table = write_gdelt(tmp_path / "a.tsv", {}, {"GLOBALEVENTID": "2"})
    run("import-events", table, "--output", tmp_path / "news")
    for path in (tmp_path / "news").glob("oxigraph/*.sst"):
        data = bytearray(path.read_bytes())
        data[len(data) // 3] ^= 0xFF
        path.write_bytes(data)
    told = run("repair", tmp_path / "news")
    assert told.code == 1
    assert sorted(told.out.split()) == ["gdelt/2", "gdelt/700000001"]
    assert f"{tmp_path / 'news'}: repaired; 2 coded events must be added again (" in told.err
