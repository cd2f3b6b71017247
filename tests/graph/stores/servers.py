"""SPARQL servers for tests: real ones, on loopback, each in a folder of its own."""

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import requests

VIRTUOSO_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = {sql_port}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
MaxQueryMem = 1G
DirsAllowed = .
SchedulerInterval = 10
CheckpointInterval = 60
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http_port}
ServerRoot = .
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = 600
"""


def free_port() -> int:
    """A port that nobody has, below those that a kernel lends to whoever connects, so that it is still free in a while."""
    while True:
        port = random.SystemRandom().randrange(12_000, 32_000)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


def oxigraph_command() -> str | None:
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph")


@contextlib.contextmanager
def run_oxigraph(folder: Path) -> Iterator[str]:
    """The address of an empty `oxigraph serve`."""
    port = free_port()
    command = [str(oxigraph_command()), "serve", "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}"]
    with _run(command, folder, f"http://127.0.0.1:{port}/"):
        yield f"oxigraph+http://127.0.0.1:{port}"


@contextlib.contextmanager
def run_virtuoso(folder: Path, *, buffers: int = 10_000, seconds: float = 600) -> Iterator[str]:
    """The address of an empty Virtuoso with ``buffers`` pages of 8 KiB of cache."""
    http_port = free_port()
    settings = {"http_port": http_port, "sql_port": free_port(), "buffers": buffers, "dirty": buffers * 3 // 4}
    (folder / "virtuoso.ini").write_text(VIRTUOSO_INI.format(**settings))
    command = ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"]
    with _run(command, folder, f"http://127.0.0.1:{http_port}/sparql?query=ASK%7B%7D", seconds):
        yield f"virtuoso+http://dba@127.0.0.1:{http_port}"


@contextlib.contextmanager
def _run(command: list[str], folder: Path, probe: str, seconds: float = 600) -> Iterator[None]:
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    (folder / "pid").write_text(str(server.pid))
    try:
        _wait(server, probe, folder / "server.log", seconds)
        yield
    finally:
        server.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(10)
        if server.poll() is None:
            os.kill(server.pid, signal.SIGKILL)
            server.wait()


def _wait(server: "subprocess.Popen[bytes]", probe: str, log: Path, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        with contextlib.suppress(requests.RequestException):
            if requests.get(probe, timeout=2).ok:
                return
        time.sleep(0.1)
    raise RuntimeError(f"{server.args}: does not answer; {log.read_text('utf-8', 'replace')[-2000:]}")
