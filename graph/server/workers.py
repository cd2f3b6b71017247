"""Processes that read and write for the server, started when needed and ended when they take too long or nobody listens."""

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from pathlib import Path
from typing import IO, Any

from diplograph.ontology import GraphError, QueryError, StoreError

from .settings import settings
from .snapshots import Snapshots

__all__ = ["Job", "Process", "Readers", "Reply", "WorkerError"]

_FAILED = "the engine failed on this and was started anew; ask for less at once"
_START_S, _STOP_S = 60.0, 10.0
_IN_MEMORY_BYTES = 2**20


class WorkerError(QueryError):
    """What got no answer; ``status`` is HTTP's for it."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer: ``body`` is a file at its beginning, ``size`` bytes long; ``name`` is what to save it as, if anything.

    ``quads`` are those of the snapshot that it was read from.
    """

    status: int
    kind: str
    name: str
    body: IO[bytes]
    size: int
    quads: Path | None


class Job:
    """A request for a reader; ``cancel`` ends it, be it waiting or running, where nobody waits for the answer."""

    def __init__(self, request: dict[str, Any], data: bytes = b"", *, seconds: float) -> None:
        self.request = request
        self.data = data
        self.seconds = seconds
        self._lock = threading.Lock()
        self._process: Process | None = None
        self._is_cancelled = False

    def cancel(self) -> None:
        """End the process that works on it."""
        with self._lock:
            self._is_cancelled = True
            if self._process is not None:
                self._process.stop()

    def run(self, process: "Process") -> Reply:
        """The answer of a process."""
        with self._lock:
            if self._is_cancelled:
                raise WorkerError(500, "nobody waits for this any more")
            self._process = process
        try:
            return process.ask(self.request, self.data, self.seconds)
        finally:
            with self._lock:
                self._process = None


class Readers:
    """At most ``number`` processes over the newest of ``snapshots``. Raises GraphError where the first does not start."""

    def __init__(self, home: Path, snapshots: Snapshots, *, number: int, ontology: Sequence[Path] = ()) -> None:
        self.number = number
        self._home = home
        self._snapshots = snapshots
        self._ontology = ontology
        self._free: queue.LifoQueue[Process | None] = queue.LifoQueue()
        self._running: set[Process] = set()
        self._is_closed = False
        self._lock = threading.Lock()
        self._opened: list[Path] = []
        # The kernel takes the end of the thread that has started a process for that of its parent: one that stays.
        self._starter = ThreadPoolExecutor(1, "starting-workers")
        for _ in range(number - 1):
            self._free.put(None)  # started when it is asked
        self._free.put(self._start())

    def answer(self, job: Job) -> Reply:
        """The answer to a job by a process that reads the newest snapshot; not more than ``number`` threads call it at once."""
        process = self._borrow()
        try:
            self._bring_up(process)
            return job.run(process)
        finally:
            self._give_back(process)

    def fill(self) -> None:
        """Start those that are started when they are asked, before anybody asks."""
        waiting = [self._free.get() for _ in range(self._free.qsize())]
        for process in waiting:
            try:
                self._free.put(self._start() if process is None else process)
            except GraphError:
                self._free.put(None)

    def freshen(self) -> None:
        """Have every idle process read the newest snapshot, and drop those that nobody reads."""
        for _ in range(self.number):
            try:
                process = self._free.get_nowait()
            except queue.Empty:
                break
            if process is None:
                self._free.put(None)
                continue
            try:
                self._bring_up(process)
            except WorkerError:
                pass  # it is started anew when it is asked
            finally:
                self._give_back(process)
        with self._lock:
            self._snapshots.keep({*self._opened, *(process.quads for process in list(self._running))})

    def close(self) -> None:
        """End all processes; what is being answered breaks off."""
        self._is_closed = True
        for process in list(self._running):
            process.stop()
        self._starter.shutdown()

    def _bring_up(self, process: "Process") -> None:
        """Have a process read the newest snapshot; raises WorkerError."""
        if process.quads != self._snapshots.current:
            with self._newest() as quads:
                process.open(quads)

    @contextmanager
    def _newest(self) -> Iterator[Path]:
        """The newest snapshot, which is kept while it is being opened, whatever is shown meanwhile."""
        with self._lock:
            quads = self._snapshots.current
            self._opened.append(quads)
        try:
            yield quads
        finally:
            with self._lock:
                self._opened.remove(quads)

    def _borrow(self) -> "Process":
        process = self._free.get()
        if process is not None:
            if process.is_alive:
                return process
            self._running.discard(process)
        try:
            return self._start()
        except StoreError as error:
            self._free.put(None)
            raise WorkerError(503, f"nobody can answer this now, ask again in a moment: {error}") from None
        except BaseException:
            self._free.put(None)
            raise

    def _give_back(self, process: "Process") -> None:
        if process.is_idle:
            self._free.put(process)
        else:
            # Nobody waits for the rest of what it does.
            self._running.discard(process)
            process.kill()
            self._free.put(None)

    def _start(self) -> "Process":
        if self._is_closed:
            raise WorkerError(503, "the server ends")
        with self._newest() as quads:
            process = self._starter.submit(Process, self._home, quads, self._ontology, self._snapshots.kept).result()
            self._running.add(process)
        return process


class Process:
    """A process of ``worker.py``: it reads a snapshot by its ``quads``, or without them writes the store in ``home``."""

    def __init__(self, home: Path, quads: Path | None, ontology: Sequence[Path] = (), keep: Sequence[int] = ()) -> None:
        self.quads = quads
        try:
            self._pipe, theirs = Pipe()
        except OSError as error:
            raise StoreError(f"the SPARQL engine does not start: {error.strerror}") from None
        given = {"home": str(home), "quads": None if quads is None else str(quads), "ontology": list(map(str, ontology))}
        # -P: a folder in which somebody serves may hold a json.py.
        module = [sys.executable, "-P", "-m", "diplograph.graph.server.worker"]
        try:
            self._process = subprocess.Popen(
                [*module, str(theirs.fileno()), str(os.getpid()), json.dumps(given)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno(), *keep],
                start_new_session=True,  # an interrupt is for the server, which then ends its workers
            )
        except OSError as error:  # no memory, no process or no file is left
            self._pipe.close()
            raise StoreError(f"the SPARQL engine does not start: {error.strerror}") from None
        finally:
            theirs.close()
        self.is_idle = False
        try:
            complaint = self._pipe.recv_bytes().decode() if self._pipe.poll(_START_S) else f"no answer within {_START_S:g} s"
        except (EOFError, OSError):
            complaint = "it ended at once"
        if complaint:
            self.kill()
            raise StoreError(
                complaint if "the store is taken" in complaint else f"the SPARQL engine does not start: {complaint}"
            )
        self.is_idle = True

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def open(self, quads: Path) -> None:
        """Have it read another snapshot; raises WorkerError."""
        reply = self.ask({"do": "open", "quads": str(quads)}, b"", _START_S)
        if reply.status != 204:
            raise WorkerError(500, reply.body.read().decode())
        self.quads = quads

    def ask(self, request: dict[str, Any], data: bytes, seconds: float) -> Reply:
        """The whole answer; raises WorkerError where none comes within the seconds, it breaks off or is too long."""
        self.is_idle = False
        try:
            self._pipe.send_bytes(json.dumps(request).encode())
            self._pipe.send_bytes(data)
        except OSError:
            raise WorkerError(500, _FAILED) from None
        deadline = time.monotonic() + seconds
        head = json.loads(self._receive(deadline, seconds))
        body, size = tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES), 0  # noqa: SIM115 - whoever sends it closes it
        for piece in self._pieces(deadline, seconds):
            size += len(piece)
            if size > settings().answer_bytes:
                raise WorkerError(413, "the answer is too long; ask for less at once")
            body.write(piece)
        body.seek(0)
        return Reply(head["status"], head["type"], head["name"], body, size, self.quads)

    def _pieces(self, deadline: float, seconds: float) -> Iterator[bytes]:
        while (piece := self._receive(deadline, seconds))[:1] == b"D":
            yield piece[1:]
        self.is_idle = True
        if piece != b"E":
            raise WorkerError(500, _FAILED)

    def _receive(self, deadline: float, seconds: float) -> bytes:
        try:
            if self._pipe.poll(max(0.0, deadline - time.monotonic())):
                return self._pipe.recv_bytes()
        except (EOFError, OSError):
            raise WorkerError(500, _FAILED) from None
        raise WorkerError(503, f"no answer within {seconds:g} s; narrow the question")

    def end(self) -> None:
        """Let it close its store: it ends when nobody is at the other end of the pipe."""
        self._pipe.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_STOP_S)
        self.kill()

    def stop(self) -> None:
        """End it at once; whoever waits for its answer is told that it failed."""
        self._process.kill()
        self._process.wait()

    def kill(self) -> None:
        """End it at once, where nobody waits for it."""
        self.stop()
        self._pipe.close()
