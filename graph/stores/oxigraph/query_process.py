"""A process in which the engine evaluates one query: one that takes too long is ended, one that fails fails alone.

The process is a fork of this one, so that it has the graph, in memory or on disk, without a copy; it sends the answer through
a pipe. Where there are no forks, a thread does the work, which cannot be ended.
"""

import ctypes
import faulthandler
import os
import pickle
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from diplograph.ontology import GraphError, QueryError

from ...limits import limits
from ..engine_thread import countable, in_engine_thread

__all__ = ["bound_memory", "follow_parent", "in_query_process"]

T = TypeVar("T")

_PR_SET_PDEATHSIG = 1  # prctl(2)
# A probe that takes longer than this waits for a lock that nobody will give back.
_READY_SECONDS = 5.0
_FAILED = "SPARQL: the engine failed on this query, or it needed more than {:,} megabytes of memory; ask for less at once"


def in_query_process(work: Callable[[], T], timeout: float, probe: Callable[[], object]) -> T:
    """What ``work`` gives, which can be pickled; raises the GraphError that it raises.

    ``probe`` asks the engine for next to nothing: a process in which it is silent was forked while a thread of the engine held
    a lock, and is given up for another. Raises QueryError after ``timeout`` seconds, and where the engine ends the process
    or memory is used up.
    """
    timeout = countable(timeout)
    if not hasattr(os, "fork"):
        return in_engine_thread(work, timeout)
    deadline = time.monotonic() + timeout
    while True:
        with _forked(work, probe) as pipe:
            left = deadline - time.monotonic()
            if pipe.poll(min(max(left, 0.0), _READY_SECONDS)) or left <= _READY_SECONDS:
                answer: T = _receive(pipe, max(0.0, deadline - time.monotonic()), timeout)
                return answer


@contextmanager
def _forked(work: Callable[[], object], probe: Callable[[], object]) -> Iterator[Connection]:
    """The pipe from a process that does the work, which is ended at the end."""
    ours, theirs = Pipe(duplex=False)
    parent = os.getpid()
    with warnings.catch_warnings():
        # The engine's locks are free: nobody else evaluates anything, or the probe finds out.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _answer(work, probe, theirs, parent)
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _receive(pipe: Connection, left: float, timeout: float) -> Any:
    """The answer, which comes after the sign that the engine is ready, within the seconds that are left of the time-out."""
    deadline = time.monotonic() + left
    try:
        for _ in ("sign", "answer"):
            if not pipe.poll(max(0.0, deadline - time.monotonic())):
                raise QueryError(f"SPARQL: no answer within {timeout:g} s; narrow the query, or allow more time (--timeout)")
            error, content = pickle.loads(pipe.recv_bytes())
    except (EOFError, OSError):
        raise QueryError(_FAILED.format(limits().query_memory_bytes // 10**6)) from None
    if error is not None:
        raise error(content)
    return content


def _answer(work: Callable[[], object], probe: Callable[[], object], pipe: Connection, parent: int) -> NoReturn:
    """Send what ``work`` gives and end, without a word and without closing what is the parent's."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        faulthandler.disable()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        follow_parent(parent)
        bound_memory(limits().query_memory_bytes)
        probe()
        pipe.send_bytes(pickle.dumps((None, None)))
        try:
            answer: tuple[type[GraphError] | None, object] = None, in_engine_thread(work)
        except GraphError as error:
            answer = type(error), str(error)
        pipe.send_bytes(pickle.dumps(answer))
    finally:
        os._exit(0)


def follow_parent(parent: int) -> None:
    """End when ``parent`` does, also while the engine is busy; where the kernel cannot do that, with what it is busy with."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def bound_memory(more: int) -> None:
    """Let this process allocate ``more`` bytes beside what it has: beyond it ends (Linux; elsewhere nothing is bounded)."""
    if sys.platform != "linux":
        return
    import resource

    with suppress(OSError, ValueError):
        used = int(Path("/proc/self/statm").read_text("ascii").split()[5]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = used + more
        resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
