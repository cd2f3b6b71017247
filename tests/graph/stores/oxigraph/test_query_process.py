"""Queries with a time-out run in a process that is ended: it takes nothing along, and leaves nothing behind."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest
from diplograph.graph.rdf.normalization import normalize
from diplograph.graph.stores import open_store
from diplograph.graph.stores.oxigraph import query_process
from diplograph.graph.stores.oxigraph.query_process import bound_memory, in_query_process
from diplograph.ontology import Claim, Document, GraphError, QueryError

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?j) }"
ALL = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
COUNT = "SELECT (COUNT(?c) AS ?n) { ?c a dg:Claim }"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no forks")


def ready() -> None:
    """The probe of an engine that answers at once."""


def children() -> set[int]:
    tasks = Path("/proc/self/task").glob("*/children")
    return {int(word) for task in tasks for word in task.read_text("ascii").split()}


@pytest.fixture
def directory(tmp_path: Path, claims: list[Claim], document: Document) -> Path:
    with open_store(tmp_path / "news", write=True) as store:
        store.add(normalize(claims, [document]))
    return tmp_path / "news"


@pytest.mark.parametrize("write", [False, True])
def test_store_on_disk_answers_with_a_timeout_as_without(directory: Path, write: bool) -> None:
    with open_store(directory, write=write) as store:
        before = children()
        assert store.query(COUNT, timeout=60) == store.query(COUNT)
        assert store.query(ALL, timeout=60) == store.query(ALL)
        with pytest.raises(GraphError, match=r"no answer within 0\.3 s"):
            store.query(ENDLESS, timeout=0.3)
        assert store.query(COUNT, timeout=60).rows == ((5,),)
        assert children() == before


def test_what_a_writer_has_just_promised_is_asked(tmp_path: Path, claims: list[Claim], document: Document) -> None:
    with open_store(tmp_path / "news", write=True) as store:
        store.add(normalize(claims, [document]))
        assert store.query(COUNT, timeout=60).rows == ((5,),)


def test_mistake_is_told_in_the_same_words(directory: Path) -> None:
    with open_store(directory) as store:
        for query in ("SELECT ?x {", "SELECT * { ?s nothing:p ?o }", "ASK { SERVICE <x:> {} }"):
            with pytest.raises(GraphError) as without:
                store.query(query)
            with pytest.raises(GraphError) as with_timeout:
                store.query(query, timeout=60)
            assert str(with_timeout.value) == str(without.value)


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGKILL])
def test_engine_that_dies_costs_its_query_alone(number: signal.Signals, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(QueryError, match="the engine failed on this query"):
        in_query_process(lambda: os.kill(os.getpid(), number), 60, ready)
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")
def test_memory_without_end_is_refused() -> None:
    def fill() -> int:
        bound_memory(50_000_000)
        try:
            return len(bytearray(400_000_000))
        except MemoryError:
            raise QueryError("no memory") from None

    with pytest.raises(QueryError, match="no memory"):
        in_query_process(fill, 60, ready)


def test_waiting_that_is_interrupted_ends_the_process() -> None:
    def interrupt() -> None:
        os.kill(os.getppid(), signal.SIGINT)
        time.sleep(600)

    before = children()
    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            in_query_process(interrupt, 600, ready)
    finally:
        signal.signal(signal.SIGINT, previous)
    assert children() == before


def test_process_whose_engine_waits_for_a_lost_lock_is_given_up_for_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query_process, "_READY_SECONDS", 0.2)
    before = children()

    def probe() -> None:
        if not (tmp_path / "stuck").exists():
            (tmp_path / "stuck").touch()
            time.sleep(30)

    assert in_query_process(lambda: "answer", 60, probe) == "answer"
    assert children() == before


def test_engine_that_never_answers_ends_with_the_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query_process, "_READY_SECONDS", 0.2)
    with pytest.raises(QueryError, match=r"no answer within 0\.5 s"):
        in_query_process(lambda: "answer", 0.5, lambda: time.sleep(30))
