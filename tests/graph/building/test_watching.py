"""Watching: what has come or changed is read, what was told is not told again, and the store is free meanwhile."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from counting import Counting
from diplograph.graph.building import BuildJob, Watch
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.ontology import InputError

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title>{items}</channel></rss>"""
ITEM = "<item><guid>{name}</guid><title>Talks {name}</title><description>Moscow rejects what was proposed.</description></item>"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def test_only_what_has_come_or_changed_is_read(inbox: Path, tmp_path: Path, counting: Counting) -> None:
    watch = Watch([inbox], tmp_path / "news", BuildJob(counting))
    assert watch.look() is None
    (inbox / "a.txt").write_text("Text.")
    report = watch.look()
    assert report is not None
    assert (report.read, report.receipt.added) == (1, 1)
    assert watch.look() is None
    (inbox / "a.txt").write_text("Text, corrected.")
    (inbox / "b.txt").write_text("Text of another.")
    report = watch.look()
    assert report is not None
    assert (report.receipt.added, report.receipt.replaced) == (1, 1)
    assert counting.given == ["a", "a", "b"]
    with KnowledgeGraph.open(tmp_path / "news") as graph:
        assert [document.id for document in graph.documents] == ["a", "b"]


def test_store_is_free_between_looks_and_taken_is_made_up_for(inbox: Path, tmp_path: Path, counting: Counting) -> None:
    from diplograph.ontology import StoreError

    watch = Watch([inbox], tmp_path / "news", BuildJob(counting))
    (inbox / "a.txt").write_text("Text.")
    watch.look()
    (inbox / "b.txt").write_text("Text of another.")
    with KnowledgeGraph.open(tmp_path / "news"), pytest.raises(StoreError, match=r"taken|open"):
        watch.look()
    report = watch.look()
    assert report is not None
    assert report.receipt.added == 1


def test_what_was_told_is_not_told_again(inbox: Path, tmp_path: Path, counting: Counting) -> None:
    (inbox / "map.png").write_bytes(b"\x89PNG")
    (inbox / "bad.txt").write_bytes(b"\xff\xfe\xfa")
    (inbox / "a.txt").write_text("Text.")
    (tmp_path / "absent.txt").write_text("Text.")
    watch = Watch([inbox, tmp_path / "absent.txt"], tmp_path / "news", BuildJob(counting))
    (tmp_path / "absent.txt").unlink()
    first = watch.look()
    assert first is not None
    assert (len(first.failures), len(first.skipped)) == (2, 1)
    (inbox / "b.txt").write_text("Text of another.")
    second = watch.look()
    assert second is not None
    assert (second.read, len(second.skipped)) == (1, 0)
    assert [str(failure.path) for failure in second.failures if "bad" in str(failure.path)] == []


def test_changed_file_of_decisions_is_taken_up(inbox: Path, tmp_path: Path, counting: Counting) -> None:
    decisions = tmp_path / "who.yaml"
    decisions.write_text("[]\n")
    (inbox / "a.txt").write_text("Text.")
    watch = Watch([inbox], tmp_path / "news", BuildJob(counting, decisions=decisions))
    watch.look()
    decisions.write_text(f"- merge: [actor:newcomer, {counting.claim.subject.iri}]\n")
    report = watch.look()
    assert report is not None
    assert report.receipt.replaced == 1
    with KnowledgeGraph.open(tmp_path / "news") as graph:
        assert graph.claims[0].subject.iri.endswith("actor/newcomer")


class Courier(BaseHTTPRequestHandler):
    """A feed with a state that it tells, of whatever articles it has by now."""

    names: list[str] = []  # noqa: RUF012 - set by tests
    answers: list[int] = []  # noqa: RUF012

    def do_GET(self) -> None:
        state = f'"{len(self.names)}"'
        status = 404 if self.path == "/robots.txt" else 304 if self.headers.get("If-None-Match") == state else 200
        self.answers.append(status)
        body = FEED.format(items="".join(ITEM.format(name=name) for name in self.names)).encode() if status == 200 else b""
        self.send_response(status)
        self.send_header("ETag", state)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def courier(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(Courier, "names", ["one"])
    monkeypatch.setattr(Courier, "answers", [])
    with HTTPServer(("127.0.0.1", 0), Courier) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/feed.xml"
        server.shutdown()


def test_feed_is_asked_for_what_has_changed(courier: str, tmp_path: Path, counting: Counting) -> None:
    pytest.importorskip("feedparser")
    pytest.importorskip("protego")
    watch = Watch([courier], tmp_path / "news", BuildJob(counting), allow_private=True)
    first, second = watch.look(), watch.look()
    assert first is not None
    assert second is not None
    assert (first.read, second.read, second.failures) == (1, 0, [])
    Courier.names.append("two")
    third = watch.look()
    assert third is not None
    assert (third.read, third.known) == (1, 1)
    assert [status for status in Courier.answers if status != 404] == [200, 304, 200]


def test_path_that_is_not_there_is_told_and_not_watched(inbox: Path, tmp_path: Path, counting: Counting) -> None:
    with pytest.raises(InputError, match=r"inbix: no such file or folder; check the path"):
        Watch([inbox, tmp_path / "inbix"], tmp_path / "news", BuildJob(counting))
    assert not (tmp_path / "news").exists()


@pytest.mark.parametrize("given", ["inbox/*.txt", "https://courier.example/feed.xml", "-"])
def test_what_may_come_later_can_be_watched(tmp_path: Path, counting: Counting, given: str) -> None:
    assert Watch([given], tmp_path / "news", BuildJob(counting)) is not None
