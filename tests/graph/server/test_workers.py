"""Processes that answer: one that takes too long or fails goes, and the next query has another."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from diplograph.graph.server.access import complain
from diplograph.graph.server.snapshots import Snapshots
from diplograph.graph.server.workers import Job, Process, Readers, WorkerError
from diplograph.graph.stores import open_store
from diplograph.ontology import GraphError

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?j) }"


@pytest.fixture
def snapshots(store: Path) -> Iterator[Snapshots]:
    made = Snapshots(store)
    made.take()
    yield made
    made.close()


@pytest.fixture
def readers(store: Path, snapshots: Snapshots) -> Iterator[Readers]:
    running = Readers(store, snapshots, number=1)
    yield running
    running.close()


def ask(readers: Readers, query: str, seconds: float = 30) -> tuple[int, str]:
    request = {"do": "query", "accept": "text/csv", "default": [], "named": []}
    reply = readers.answer(Job(request, query.encode(), seconds=seconds))
    with reply.body:
        return reply.status, reply.body.read().decode()


def test_answers_come_with_their_status_and_an_endless_query_is_ended(readers: Readers) -> None:
    assert ask(readers, "SELECT (COUNT(?c) AS ?n) { ?c a dg:Claim }") == (200, "n\r\n5\r\n")
    assert ask(readers, "SELECT ?x {") == (400, "SPARQL: line 1, column 12: the query ends too early\n")
    with pytest.raises(WorkerError, match="no answer within 1 s"):
        ask(readers, ENDLESS, 1)
    assert ask(readers, "ASK {}")[0] == 200


def test_job_that_nobody_waits_for_frees_its_process(readers: Readers) -> None:
    request = {"do": "query", "accept": "text/csv", "default": [], "named": []}
    job, failed = Job(request, ENDLESS.encode(), seconds=300), []

    def wait() -> None:
        with pytest.raises(WorkerError) as caught:
            readers.answer(job)
        failed.append(str(caught.value))

    asking = threading.Thread(target=wait)
    asking.start()
    time.sleep(0.5)
    job.cancel()
    asking.join(30)
    assert "started anew" in failed[0] or "nobody waits" in failed[0]
    with pytest.raises(WorkerError, match="nobody waits"):
        readers.answer(job)
    assert ask(readers, "ASK {}")[0] == 200


def test_too_long_an_answer_is_refused(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from diplograph.graph.server import workers

    small = replace(workers.settings(), answer_bytes=1000)
    monkeypatch.setattr(workers, "settings", lambda: small)
    with pytest.raises(WorkerError, match="too long") as caught:
        ask(readers, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert caught.value.status == 413


def test_readers_move_to_a_new_snapshot_and_the_old_one_goes(store: Path, snapshots: Snapshots, readers: Readers) -> None:
    before = snapshots.current
    with open_store(store, write=True) as writer:
        assert writer.remove(["talks"]).removed == 1
    assert ask(readers, "ASK { ?c a dg:Claim }")[1].strip() == "true"
    snapshots.take()
    readers.freshen()
    assert ask(readers, "ASK { ?c a dg:Claim }")[1].strip() == "false"
    assert not before.exists() and snapshots.current.exists()


def test_snapshot_that_a_process_is_being_started_on_stays_until_it_has_it(
    store: Path, snapshots: Snapshots, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers = Readers(store, snapshots, number=2)
    begun, go_on = threading.Event(), threading.Event()

    def start_slowly(*given: Any) -> Process:
        begun.set()
        go_on.wait(30)
        return Process(*given)

    monkeypatch.setattr("diplograph.graph.server.workers.Process", start_slowly)
    try:
        filling = threading.Thread(target=readers.fill)
        filling.start()
        begun.wait(30)
        before = snapshots.current
        snapshots.take()
        readers.freshen()
        go_on.set()
        filling.join(60)
        assert before.exists() and len(readers._running) == 2
        readers.freshen()
        assert not before.exists()
    finally:
        readers.close()


def test_store_on_media_that_cannot_be_written_is_read_where_it_is(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("pathlib.Path.mkdir", refuse)
    made = Snapshots(store)
    monkeypatch.undo()
    try:
        made.take()
        assert made.current == store / "oxigraph" and len(made.kept) == 1
        with pytest.raises(GraphError, match="the store is taken"):
            open_store(store, write=True)
    finally:
        made.close()
    open_store(store, write=True).close()


def test_engine_that_does_not_start_is_one_clear_line(store: Path, snapshots: Snapshots) -> None:
    snapshots.publish(store / "nothing")
    with pytest.raises(GraphError, match="the SPARQL engine does not start: "):
        Readers(store, snapshots, number=1)


def test_reader_that_cannot_be_started_anew_is_told_and_tried_again(
    store: Path, snapshots: Snapshots, readers: Readers
) -> None:
    good = snapshots.current
    snapshots.publish(store / "nothing")
    for process in list(readers._running):
        process.stop()
    with pytest.raises(WorkerError, match="nobody can answer this now, ask again in a moment: the SPARQL eng") as told:
        ask(readers, "ASK {}")
    assert told.value.status == 503
    snapshots.publish(good)
    assert ask(readers, "ASK {}")[0] == 200


def test_machine_without_a_process_or_a_file_left_is_one_clear_line(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    for name in ("subprocess.Popen", "diplograph.graph.server.workers.Pipe"):
        with monkeypatch.context() as patched, pytest.raises(GraphError, match="does not start: Resource temporarily unav"):
            patched.setattr(name, refuse)
            Process(store, None)


@pytest.mark.parametrize(
    ("form", "kind", "body"),
    [
        ({}, "text/plain", "nobody <b>answers</b>\n"),
        ({"as_json": True}, "application/json", '{"error":"nobody <b>answers</b>"}'),
        ({"as_page": True}, "text/html", "<h1>Nobody &lt;b&gt;answers&lt;/b&gt;</h1>"),
    ],
)
def test_what_gets_no_answer_is_told_in_the_form_that_was_asked_for(form: dict[str, bool], kind: str, body: str) -> None:
    told = complain(WorkerError(503, "nobody <b>answers</b>"), **form)
    assert (told.status_code, told.headers["retry-after"]) == (503, "2")
    assert told.headers["content-type"].startswith(kind)
    assert body in bytes(told.body).decode()


def test_who_passes_on_loads_no_page_and_who_answers_no_http() -> None:
    """Each of the processes loads its own part alone: the server starts as fast as they do."""
    answering, passing = "diplograph.graph.server.worker", "diplograph.graph.server.serving"
    for module, unneeded in ((answering, "uvicorn"), (passing, "diplograph.graph.knowledge_graph")):
        code = f"import sys, {module}; sys.exit({unneeded!r} in sys.modules)"
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0, module
