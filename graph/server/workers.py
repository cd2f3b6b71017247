"""Processes that evaluate SPARQL for the server, started when needed and ended when they take too long or nobody listens."""

import json
import os
import queue
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

from diplograph.ontology import QueryError, StoreError

__all__ = ["ANSWER_S", "Answer", "WorkerError", "Workers"]

ANSWER_S = 300.0
_FAILED = "SPARQL: the engine failed on this query and was started anew; ask for less at once"
_START_S, _STOP_S, _FREE_S = 60.0, 10.0, 60.0


class WorkerError(QueryError):
    """A query that got no answer; ``status`` is HTTP's for it."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of an answer and its body, piece by piece; reading it raises WorkerError where it breaks off."""

    status: int
    kind: str
    body: Iterator[bytes]


class Workers:
    """At most ``number`` processes over the quads in ``directory``; a writing one has them alone, so that there is one.

    Each keeps the lock of the store, given by its descriptor. Raises GraphError where the first does not start.
    """

    def __init__(self, directory: Path, lock: int, *, writable: bool, number: int, answer_s: float = ANSWER_S) -> None:
        self._command = [str(directory), "write" if writable else "read"]
        self._lock = lock
        self._answer_s = answer_s
        self._free: queue.LifoQueue[_Process | None] = queue.LifoQueue()
        self._running: set[_Process] = set()
        # The kernel takes the end of the thread that has started a process for that of its parent: one that stays.
        self._starter = ThreadPoolExecutor(1, "starting-workers")
        for _ in range(0 if writable else number - 1):
            self._free.put(None)  # started when it is asked
        self._free.put(self._start())

    @contextmanager
    def ask(self, request: dict[str, Any], data: bytes = b"") -> Iterator[Answer]:
        """The answer to a request, to be read within the block."""
        process = self._borrow()
        try:
            yield process.ask(request, data, self._answer_s)
        finally:
            if process.is_idle:
                self._free.put(process)
            else:
                # Nobody waits for the rest of what it does.
                self._running.discard(process)
                process.kill()
                self._free.put(None)

    def close(self) -> None:
        """End all processes; what is being answered breaks off, a write that was begun is whole or absent."""
        for process in list(self._running):
            if process.is_idle:
                process.end()
            else:
                process.kill()
        self._starter.shutdown()

    def _borrow(self) -> "_Process":
        try:
            process = self._free.get(timeout=_FREE_S)
        except queue.Empty:
            raise WorkerError(503, f"SPARQL: busy with other queries for {_FREE_S:g} s; ask again later") from None
        if process is not None:
            if process.is_alive:
                return process
            self._running.discard(process)
        try:
            return self._start()
        except BaseException:
            self._free.put(None)
            raise

    def _start(self) -> "_Process":
        process = self._starter.submit(_Process, self._command, self._lock).result()
        self._running.add(process)
        return process


class _Process:
    def __init__(self, arguments: list[str], lock: int) -> None:
        self._pipe, theirs = Pipe()
        # -P: a folder in which somebody serves may hold a json.py.
        module = [sys.executable, "-P", "-m", "diplograph.graph.server.worker"]
        command = [*module, str(theirs.fileno()), str(os.getpid()), *arguments]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[theirs.fileno(), lock],
            start_new_session=True,  # an interrupt is for the server, which then ends its workers
        )
        theirs.close()
        self.is_idle = False
        try:
            complaint = self._pipe.recv_bytes().decode() if self._pipe.poll(_START_S) else f"no answer within {_START_S:g} s"
        except (EOFError, OSError):
            complaint = "it ended at once"
        if complaint:
            self.kill()
            raise StoreError(f"the SPARQL engine does not start: {complaint}")
        self.is_idle = True

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: dict[str, Any], data: bytes, seconds: float) -> Answer:
        self.is_idle = False
        try:
            self._pipe.send_bytes(json.dumps(request).encode())
            self._pipe.send_bytes(data)
        except OSError:
            raise WorkerError(500, _FAILED) from None
        head = json.loads(self._receive(seconds))
        return Answer(head["status"], head["type"], self._body(seconds))

    def _body(self, seconds: float) -> Iterator[bytes]:
        while (piece := self._receive(seconds))[:1] == b"D":
            yield piece[1:]
        self.is_idle = True
        if piece != b"E":
            raise WorkerError(500, _FAILED)

    def _receive(self, seconds: float) -> bytes:
        try:
            if self._pipe.poll(seconds):
                return self._pipe.recv_bytes()
        except (EOFError, OSError):
            raise WorkerError(500, _FAILED) from None
        raise WorkerError(500, f"SPARQL: no answer within {seconds:g} s; narrow the query")

    def end(self) -> None:
        """Let it close its store: it ends when nobody is at the other end of the pipe."""
        self._pipe.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_STOP_S)
        self.kill()

    def kill(self) -> None:
        self._pipe.close()
        self._process.kill()
        self._process.wait()
