"""Worker processes of this machine: each makes the extractor once, and reads one portion after the other.

Each is an executor of its own, so that where one ends it is known of which portion, and the others go on. They are started
afresh, not forked: a loaded pipeline with threads does not survive that. All end with the lifeline, a pipe that closes with
the process that holds its other end, also where that is killed.
"""

import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection

from diplograph.ontology import DiplographError, InputError, WorkerError

from ..extractors import ExtractorSpec
from .reading import Reading, read_portion
from .workforce import DIED, Died, Lane, Portion

__all__ = ["ProcessLane", "start_processes"]

# One is read, and one waits for the worker, that it need not wait for whoever writes.
_ROOM = 2
# The first may be a kill, or a moment without memory.
_STARTS = 2
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def start_processes(spec: ExtractorSpec, number: int) -> list[Lane]:
    """Lanes to ``number`` processes, each of which starts when it is first sent something.

    Raises InputError for an extractor that cannot be sent to another process.
    """
    try:
        sent = pickle.dumps(spec)
    except Exception as error:
        raise InputError(
            f"the extractor cannot be sent to other processes ({error}); build with workers=1, or make a class of it that "
            "pickle takes"
        ) from None
    return [ProcessLane(sent, number) for _ in range(number)]


class ProcessLane(Lane):
    """One process, and another one where it has ended; ``number`` is how many there are of its kind."""

    room = _ROOM

    def __init__(self, sent: bytes, number: int) -> None:
        self._sent, self._number = sent, number
        self._ours, self._theirs = Pipe()
        self._executor: ProcessPoolExecutor | None = None
        self._ready: Future[Reading] | None = None
        self._starts = 0
        self._portions: deque[tuple[Portion, Future[Reading]]] = deque()

    @property
    def under_way(self) -> list[Future[Reading]]:
        return [future for _, future in self._portions]

    def takes(self, portion: Portion) -> bool:
        return len(self._portions) < _ROOM

    def send(self, portion: Portion) -> None:
        try:
            future = self._submit(portion)
        except BrokenExecutor as error:
            if self._portions:
                future = Future()
                future.set_exception(error)
            else:  # ended between two portions
                self._drop()
                future = self._submit(portion)
        self._portions.append((portion, future))

    def _submit(self, portion: Portion) -> Future[Reading]:
        with _for_workers():
            if self._executor is None:
                self._starts += 1
                context = get_context("spawn")
                self._executor = ProcessPoolExecutor(1, context, initializer=_begin, initargs=(self._theirs,))
                self._ready = self._executor.submit(read_portion, self._sent, ())
            return self._executor.submit(read_portion, self._sent, portion.documents)

    def collect(self) -> Iterator[tuple[Portion, Reading | Died | None]]:
        while self._portions and self._portions[0][1].done():
            try:
                reading = self._portions[0][1].result()
            except BrokenExecutor:
                yield from self._ended()
            except DiplographError:
                raise
            except Exception as error:
                raise WorkerError(
                    f"a worker cannot read what it was sent, or not send back what it found ({type(error).__name__}: {error}); "
                    "build with one worker"
                ) from None
            else:
                self._starts = 0
                yield self._portions.popleft()[0], reading

    def _ended(self) -> Iterator[tuple[Portion, Died | None]]:
        """The portions of a process that has ended: the first was in its hands, unless it never began."""
        portions = [portion for portion, _ in self._portions]
        self._portions.clear()
        was_ready = self._ready is not None and self._ready.done() and self._ready.exception() is None
        self._drop()
        if was_ready:
            self._starts = 0
        elif self._starts >= _STARTS:
            raise WorkerError(
                f"worker processes end before they have loaded the pipeline; there may be no memory for {self._number}, take "
                "fewer (--workers), or in a script build below if __name__ == '__main__':"
            )
        yield portions[0], DIED if was_ready else None
        for portion in portions[1:]:
            yield portion, None

    def _drop(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=False)
            self._executor = None

    def close(self) -> None:
        self._ours.close()
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
        self._theirs.close()


@contextmanager
def _for_workers() -> Iterator[None]:
    """What a process inherits that is started within: one thread for matrices, and no ear for Ctrl-C, which is ours to hear."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT]) if hasattr(signal, "pthread_sigmask") else None
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        if mask is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _begin(lifeline: Connection) -> None:
    """Make this process end with the one that started it."""
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Connection) -> None:
    with suppress(EOFError, OSError):
        lifeline.recv_bytes()
    os._exit(1)
