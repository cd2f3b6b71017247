"""Processes that evaluate queries: one that takes too long or fails goes, and the next query has another."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from diplograph.graph.rdf.normalization import normalize
from diplograph.graph.server.workers import WorkerError, Workers
from diplograph.graph.stores import open_store
from diplograph.graph.stores.oxigraph.lock import StoreLock
from diplograph.ontology import Claim, Document, GraphError

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?j) }"


@pytest.fixture
def directory(tmp_path: Path, claims: list[Claim], document: Document) -> Path:
    with open_store(tmp_path / "news", write=True) as store:
        store.add(normalize(claims, [document]))
    return tmp_path / "news"


@pytest.fixture
def workers(directory: Path) -> Iterator[Workers]:
    lock = StoreLock(directory, exclusive=False)
    running = Workers(directory / "oxigraph", lock.inherit(), writable=False, number=2, answer_s=1)
    yield running
    running.close()
    lock.release()


def request(accept: str = "text/csv") -> dict[str, object]:
    return {"do": "query", "accept": accept, "default": [], "named": []}


def ask(workers: Workers, query: str) -> tuple[int, str]:
    with workers.ask(request(), query.encode()) as answer:
        return answer.status, b"".join(answer.body).decode()


def test_answer_comes_with_its_status(workers: Workers) -> None:
    assert ask(workers, "SELECT (COUNT(?c) AS ?n) { ?c a dg:Claim }") == (200, "n\r\n5\r\n")
    assert ask(workers, "SELECT ?x {") == (400, "SPARQL: line 1, column 12: the query ends too early\n")


def test_query_without_end_is_ended_and_the_next_is_answered(workers: Workers) -> None:
    for _ in range(3):
        with pytest.raises(WorkerError, match="no answer within 1 s"):
            ask(workers, ENDLESS)
        assert ask(workers, "ASK {}")[0] == 200


def test_answer_that_nobody_reads_to_its_end_frees_its_process(workers: Workers) -> None:
    for _ in range(4):
        with workers.ask(request(), b"SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }") as answer:
            assert next(answer.body).startswith(b"a,b,c")
    assert ask(workers, "ASK {}")[0] == 200


def test_engine_that_does_not_start_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "lock").touch()
    lock = StoreLock(tmp_path, exclusive=False)
    with pytest.raises(GraphError, match="the SPARQL engine does not start: "):
        Workers(tmp_path / "nothing", lock.inherit(), writable=False, number=1)
    lock.release()


def test_closing_waits_for_no_query(directory: Path) -> None:
    lock = StoreLock(directory, exclusive=False)
    running = Workers(directory / "oxigraph", lock.inherit(), writable=False, number=1)
    failed: list[WorkerError] = []

    def ask_without_end() -> None:
        try:
            ask(running, ENDLESS)
        except WorkerError as error:
            failed.append(error)

    asking = threading.Thread(target=ask_without_end)
    asking.start()
    time.sleep(0.5)
    started = time.monotonic()
    running.close()
    assert time.monotonic() - started < 5
    asking.join(10)
    assert "the engine failed" in str(failed[0])
    lock.release()
    open_store(directory, write=True).close()
