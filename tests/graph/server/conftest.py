"""Stores that are served, each started once for all tests that only read it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
import servers
from diplograph.graph.rdf.normalization import normalize
from diplograph.graph.stores import open_store
from diplograph.ontology import Claim, Document

# A shell that runs jobs in the background, as CI does, starts them with interrupts ignored.
HEED_INTERRUPTS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
SCRIPT = HEED_INTERRUPTS + "from diplograph.graph.cli import main; main()"
# A server of one test alone has one process that answers: each takes seconds to start.
ALONE = """
from dataclasses import replace
from diplograph.graph.server import settings
alone = replace(settings.settings(), processes_least=1, processes_most=1)
settings.settings = lambda: alone
"""


class Served:
    """``diplograph serve`` in a process of its own."""

    def __init__(self, store: Path, *options: str, script: str = SCRIPT) -> None:
        self.port = servers.free_port()
        command = [sys.executable, "-c", script, "serve", str(store), "--port", str(self.port), *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.line = self.process.stdout.readline()
        self.address = f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **options: object) -> requests.Response:
        return self.request("GET", path, **options)

    def request(self, method: str, path: str, **options: object) -> requests.Response:
        return requests.request(method, self.address + path, timeout=300, **options)  # type: ignore[arg-type]

    def ask(self, query: str, **headers: str) -> requests.Response:
        return self.request("POST", "/query", data={"query": query}, headers=headers)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        return self.process.wait(300)

    def workers(self) -> set[int]:
        """The processes that it has started."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return {int(word) for task in tasks for word in task.read_text().split()}


@pytest.fixture
def store(tmp_path: Path, claims: list[Claim], document: Document) -> Path:
    return make_store(tmp_path / "a <b>news", claims, document)


def make_store(path: Path, claims: list[Claim], document: Document) -> Path:
    with open_store(path, write=True) as opened:
        opened.add(normalize(claims, [document]))
    return path


@pytest.fixture(scope="session")
def running() -> Iterator[dict[tuple[str, ...], Served]]:
    """The servers that run, by their options."""
    started: dict[tuple[str, ...], Served] = {}
    yield started
    for served in started.values():
        if served.process.poll() is None:
            served.stop()  # killed, it could not end the processes that it started


@pytest.fixture
def served(
    running: dict[tuple[str, ...], Served],
    claims: list[Claim],
    document: Document,
    tmp_path_factory: pytest.TempPathFactory,
) -> Served:
    """A store that is only read, for tests that leave the server as it is."""
    if () not in running:
        running[()] = Served(make_store(tmp_path_factory.mktemp("served") / "a <b>news", claims, document))
    return running[()]


@pytest.fixture
def writable(
    running: dict[tuple[str, ...], Served],
    claims: list[Claim],
    document: Document,
    tmp_path_factory: pytest.TempPathFactory,
) -> Served:
    """A store that is written to, by tests that leave its five claims as they are."""
    options = ("--writable",)
    if options not in running:
        running[options] = Served(make_store(tmp_path_factory.mktemp("writable") / "news", claims, document), *options)
    return running[options]


@pytest.fixture
def start() -> Iterator[Callable[..., Served]]:
    """Starts a server for one test."""
    started: list[Served] = []

    def begin(store: Path, *options: str) -> Served:
        started.append(Served(store, *options, script=ALONE + SCRIPT))
        return started[-1]

    yield begin
    for served in started:
        if served.process.poll() is None:
            served.stop()


def kill_workers(served: Served) -> None:
    """Kill them, and wait until none of them answers any more."""
    killed = served.workers()
    for worker in killed:
        os.kill(worker, signal.SIGKILL)
    while any(is_running(worker) for worker in killed):
        time.sleep(0.01)


def is_running(process: int) -> bool:
    """Whether it is there, and not only waits for its parent to see that it has ended, which it does when no thread is left."""
    try:
        has_ended = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
        return not has_ended or len([*Path(f"/proc/{process}/task").iterdir()]) > 1
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.fixture
def end_workers() -> Callable[[Served], None]:
    return kill_workers
