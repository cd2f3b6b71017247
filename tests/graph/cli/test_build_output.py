"""What a build shows, logs and reports, and how it ends when somebody interrupts it."""

import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import diplograph.extract
import pytest
from diplograph.graph.building import EVENTS, BuildReport, events
from diplograph.graph.cli import build_output
from diplograph.graph.cli.build_output import describe, following
from diplograph.ontology import Claim, Document

GERMAN = "Die Minister haben sich am Montag in Oslo auf ein neues Abkommen mit der Schweiz geeinigt."


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in (("a", "Moscow rejects it."), ("b", "Moscow rejects it again."), ("g", GERMAN)):
        (folder / f"{name}.txt").write_text(text)
    (folder / "map.png").write_bytes(b"\x89PNG")
    return folder


@pytest.mark.usefixtures("fake_extractor")
def test_every_event_is_a_line_of_json_with_its_fields(run: Callable[..., Any], articles: Path, tmp_path: Path) -> None:
    first = run("build", articles, "--output", tmp_path / "news", "--log-json")
    again = run("build", articles, "--output", tmp_path / "news", "--log-json")
    assert (first.code, again.code, first.out) == (2, 2, "")
    told = [json.loads(line) for line in first.err.splitlines()]
    assert [line["event"] for line in told] == ["start", "failed", "read", "read", "written", "skipped", "end"]
    for line in told:
        assert tuple(line) == ("event", "time", *EVENTS[line["event"]][1])
    assert told[2]["article"] == "a"
    assert (told[2]["words"], told[2]["claims"]) == (3, 1)
    kinds = [json.loads(line)["event"] for line in again.err.splitlines()]
    assert kinds == ["start", "known", "known", "failed", "skipped", "end"]


@pytest.mark.usefixtures("fake_extractor")
def test_report_tells_what_was_read_and_left_out(run: Callable[..., Any], articles: Path, tmp_path: Path) -> None:
    run("build", articles, "--output", tmp_path / "news", "--report", tmp_path / "report.json")
    told = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert told["complete"] is True
    assert told["articles"] == {"read": 2, "known": 0, "added": 2, "replaced": 0, "unchanged": 0}
    assert (told["words"], told["claims"]["written"], told["extractor"]) == (7, 2, "en_fake 0.1")
    assert told["left_out"] == {
        "duplicate": 0,
        "unreadable": 0,
        "language": 1,
        "id": 0,
        "extraction": 0,
        "no_article": 1,
    }
    assert [failure["reason"] for failure in told["failures"]] == ["language"]


@pytest.mark.usefixtures("fake_extractor")
def test_quiet_build_says_only_what_could_not_be_read(run: Callable[..., Any], articles: Path, tmp_path: Path) -> None:
    outcome = run("build", articles, "--output", tmp_path / "news", "--quiet")
    assert outcome.code == 2
    (line,) = outcome.err.splitlines()
    assert "is in German" in line


def test_error_is_an_event_where_events_are_asked_for(run: Callable[..., Any], articles: Path) -> None:
    outcome = run("build", articles, "--extractor", "none", "--log-json")
    assert outcome.code == 2
    told = json.loads(outcome.err)
    assert (told["event"], told["message"][:18]) == ("error", "there is no extrac")


class Interrupting:
    """Finds a claim in each document, and is interrupted in the third."""

    name = "interrupting 1.0"

    def __init__(self, claim: Claim, by: signal.Signals) -> None:
        self.claim, self.by = claim, by
        self.given = 0

    def extract(self, document: Document) -> tuple[Claim, ...]:
        self.given += 1
        if self.given == 3:
            signal.raise_signal(self.by)
        return ()


@contextmanager
def interrupts_heard() -> Iterator[None]:
    # A shell starts what it puts in the background with interrupts ignored, and Python leaves it so.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(("by", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted_build_keeps_its_batches_and_says_how_to_go_on(
    run: Callable[..., Any],
    tmp_path: Path,
    claims: list[Claim],
    monkeypatch: pytest.MonkeyPatch,
    by: signal.Signals,
    code: int,
) -> None:
    interrupting = Interrupting(claims[0], by)
    monkeypatch.setitem(vars(diplograph.extract), "EXTRACTORS", {"both": lambda **options: interrupting})
    monkeypatch.setattr("diplograph.graph.building.job.BATCH_ARTICLES", 2)
    (tmp_path / "archive.jsonl").write_text("".join(f'{{"id": "{name}", "text": "Text."}}\n' for name in "abcd"))
    command = ("build", tmp_path / "archive.jsonl", "--output", tmp_path / "news", "--report", tmp_path / "report.json")
    with interrupts_heard():
        outcome = run(*command)
    assert (outcome.code, outcome.err) == (
        code,
        "diplograph: interrupted; what was written stays: run the same command again to go on\n",
    )
    told = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert (told["complete"], told["articles"]["added"]) == (False, 2)
    assert run(*command).code == 0
    told = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert (told["complete"], told["articles"]["known"], told["articles"]["added"]) == (True, 2, 2)


def test_interrupted_build_of_a_file_writes_none_and_says_what_would_go_on(
    run: Callable[..., Any], articles: Path, tmp_path: Path, claims: list[Claim], monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupting = Interrupting(claims[0], signal.SIGINT)
    interrupting.given = 2
    monkeypatch.setitem(vars(diplograph.extract), "EXTRACTORS", {"both": lambda **options: interrupting})
    with interrupts_heard():
        outcome = run("build", articles, "--output", tmp_path / "graph.ttl")
    assert outcome.code == 130
    assert "nothing was written; build into a store" in outcome.err
    assert not (tmp_path / "graph.ttl").exists()


def test_line_of_progress_tells_numbers_and_rates(monkeypatch: pytest.MonkeyPatch) -> None:
    report = BuildReport("", read=40, known=80, words=4_000, found=96, expected=500)
    monkeypatch.setattr(build_output.time, "monotonic", lambda: 20.0)
    assert describe(report, 10.0) == "120 of 500 articles, 80 known; 4.0 a second, 400 words a second; 96 claims"
    assert describe(BuildReport("", known=2), None) == "2 articles, 2 known; 0 claims"


def test_terminal_shows_progress_and_leaves_no_trace(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with following(quiet=False, log_json=False) as observe:
        observe(events.BuildEvent("read"), BuildReport("", read=1, words=10, expected=2))
    assert "1 of 2 articles" in capsys.readouterr().err
    with following(quiet=True, log_json=False) as observe:
        observe(events.BuildEvent("read"), BuildReport("", read=1))
    assert capsys.readouterr().err == ""


def test_documentation_lists_every_event_with_its_fields() -> None:
    rows = (Path(__file__).parents[3] / "docs" / "building.md").read_text("utf-8")
    for kind, (words, fields) in EVENTS.items():
        assert f"| `{kind}` | {words} | {', '.join(f'`{field}`' for field in fields)} |" in rows


class Clock:
    """Does something each time that somebody sleeps, and interrupts in the end."""

    def __init__(self, *steps: Callable[[], object]) -> None:
        self.steps = list(steps)

    def sleep(self, seconds: float) -> None:
        assert seconds == 60
        if not self.steps:
            raise KeyboardInterrupt
        self.steps.pop(0)()


@pytest.mark.usefixtures("fake_extractor")
def test_watch_reads_what_comes_until_it_is_interrupted(
    run: Callable[..., Any], articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = tmp_path / "news"
    clock = Clock(lambda: None, lambda: (articles / "c.txt").write_text("Moscow rejects it once more."))
    monkeypatch.setattr("time.sleep", clock.sleep)
    outcome = run("watch", articles, "--output", news)
    lines = outcome.err.splitlines()
    assert outcome.code == 0
    assert lines[-3:] == [
        f"2 articles added, 0 replaced; 2 claims written: {news}",
        f"1 article added, 0 replaced; 1 claim written: {news}",
        f"diplograph: no longer watching; {news} has what was written",
    ]
    assert len([line for line in lines if "is in German" in line]) == 1


def test_watch_keeps_no_file(run: Callable[..., Any], articles: Path) -> None:
    outcome = run("watch", articles, "--output", "graph.ttl")
    assert (outcome.code, outcome.err) == (
        2,
        "diplograph: graph.ttl: is a graph file, which is written whole; watch keeps a store: --output news\n",
    )
