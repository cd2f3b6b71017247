"""The extractor llm on the command line: chosen by name alone, its cost told, nothing hostile or secret in what is written."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from scripted_server import ScriptedServer, scripted_server, statement

KEY = "sk-secret-123"
TEXT = "Oman accused Chad of lying."


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ScriptedServer]:
    with scripted_server() as script:
        monkeypatch.setenv("DIPLOGRAPH_LLM_URL", script.url)
        monkeypatch.setenv("DIPLOGRAPH_LLM_MODEL", "small")
        monkeypatch.setenv("DIPLOGRAPH_LLM_KEY", KEY)
        monkeypatch.setenv("DIPLOGRAPH_LLM_CACHE", str(tmp_path / "answers"))
        yield script


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    return path


def test_build_tells_the_cost_and_writes_nothing_hostile_or_secret(
    server: ScriptedServer, run: Callable[..., Any], article: Path, tmp_path: Path
) -> None:
    hostile = "<script>alert(1)</script>"
    server.will(
        [
            statement(speaker=hostile, role=hostile, manner=hostile),
            statement(subject=hostile),
            statement(relation="accuses> . DROP ALL #"),
        ]
    )
    graph, page, report, store = (tmp_path / name for name in ("g.ttl", "page.html", "report.json", "news"))
    built = run("build", article, "--extractor", "llm", "--output", graph, "--page", page, "--report", report)
    assert built.code == 0
    assert built.err.splitlines()[0] == f"1 claim from 1 document: {graph}, {page}"
    assert "llm small: 1 answer asked for, 0 from the cache; 1,000 tokens read, 50 written" in built.err
    assert "3 statements, 2 dropped" in built.err
    written = graph.read_text()
    assert '"llm small"' in written
    assert hostile not in written
    assert "DROP ALL" not in written
    assert hostile not in page.read_text()
    told = json.loads(report.read_text())["llm"]
    assert (told["model"], told["tokens"]["read"], told["dropped"]["relation"]) == ("small", 1000, 1)
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert KEY.encode() not in everything
    assert KEY not in built.out + built.err

    again = run("build", article, "--extractor", "llm", "--output", store)
    assert "0 answers asked for, 1 from the cache" in again.err
    assert run("build", article, "--extractor", "llm", "--output", store).err.splitlines()[0].startswith("0 articles added")
    other = run("build", article, "--extractor", "llm", "--llm-model", "large", "--output", store)
    assert "1 replaced" in other.err
    assert [body["model"] for body in server.asked] == ["small", "large"]


def test_server_that_fails_is_one_line_and_nothing_is_written(
    server: ScriptedServer, run: Callable[..., Any], article: Path, tmp_path: Path
) -> None:
    server.will((401, {"error": f"no {KEY}"}))
    refused = run("build", article, "--extractor", "llm", "--output", tmp_path / "g.ttl", "--quiet")
    assert (refused.code, refused.out) == (2, "")
    (line,) = refused.err.splitlines()
    assert line.startswith(f"diplograph: {server.url}: the key is refused (HTTP 401)")
    assert KEY not in line
    assert not (tmp_path / "g.ttl").exists()


def test_nothing_is_asked_where_nobody_chose_a_model(
    server: ScriptedServer, run: Callable[..., Any], article: Path, fake_extractor: object
) -> None:
    assert run("extract", article).code == 0
    assert server.asked == []


def test_other_processes_are_not_sent_the_key(
    server: ScriptedServer, run: Callable[..., Any], article: Path, tmp_path: Path
) -> None:
    given = run("build", article, "--extractor", "llm", "--output", tmp_path / "g.ttl", "--workers", "2")
    assert (given.code, server.asked) == (2, [])
    assert "asks its server from this process alone; leave workers and dask out" in given.err


@pytest.mark.parametrize("command", ["extract", "build", "watch", "evaluate"])
def test_options_of_a_model_are_for_the_extractor_llm(run: Callable[..., Any], article: Path, command: str) -> None:
    given = run(command, article, "--llm-model", "small")
    assert (given.code, given.out) == (2, "")
    assert "are for --extractor llm; name it, or leave them out" in given.err


def test_missing_server_is_told_before_anything_is_read(
    run: Callable[..., Any], article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DIPLOGRAPH_LLM_URL", raising=False)
    given = run("extract", article, "--extractor", "llm")
    assert (given.code, given.out) == (2, "")
    assert given.err.startswith("diplograph: the extractor llm needs a server: give --llm-url")
