"""The queue of writes: one process does them one by one, and readers see them once all that waited are done.

Whoever writes is answered when what was written can be read.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diplograph.ontology import GraphError

from .settings import settings
from .snapshots import Snapshots
from .workers import Process, Readers, Reply, WorkerError

__all__ = ["Writer"]


@dataclass(frozen=True, slots=True)
class _Write:
    request: dict[str, Any]
    data: bytes
    done: "asyncio.Future[Reply]"


class Writer:
    """Has a store alone to write it. Raises GraphError where it is taken, or is none and cannot be made."""

    def __init__(self, home: Path, snapshots: Snapshots, ontology: Sequence[Path] = ()) -> None:
        self._home = home
        self._snapshots = snapshots
        self._ontology = ontology
        # One thread, which starts the process too: the kernel ends it with the thread that has started it.
        self._thread = ThreadPoolExecutor(1, "writing")
        self._waiting: list[_Write] = []
        self._has_come = asyncio.Event()
        self._process: Process | None = None
        self._shown_at = float("-inf")
        self._thread.submit(self._begin).result()

    async def write(self, request: dict[str, Any], data: bytes = b"") -> Reply:
        """The answer to a write, once it can be read; raises WorkerError."""
        if len(self._waiting) >= settings().writes_waiting:
            raise WorkerError(503, "many writes are waiting; send this one later")
        one = _Write(request, data, asyncio.get_running_loop().create_future())
        self._waiting.append(one)
        self._has_come.set()
        return await one.done

    async def run(self, readers: Readers) -> None:
        """Do whatever comes, until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            await self._has_come.wait()
            # Each snapshot has readers begin anew with what they keep.
            await asyncio.sleep(self._shown_at + settings().publish_seconds - loop.time())
            self._has_come.clear()
            taken, self._waiting = self._waiting, []
            if not taken:
                continue
            done = await loop.run_in_executor(self._thread, self._write_all, taken)
            self._shown_at = loop.time()
            await loop.run_in_executor(None, readers.freshen)
            for one, outcome in zip(taken, done, strict=True):
                if one.done.done():  # nobody waits for it any more
                    continue
                if isinstance(outcome, Reply):
                    one.done.set_result(outcome)
                else:
                    one.done.set_exception(outcome)

    def close(self) -> None:
        """Let the store be closed; a write that was begun is whole or absent."""
        self._thread.submit(self._end).result()
        self._thread.shutdown()

    def _begin(self) -> None:
        self._process = Process(self._home, None, self._ontology)
        self._publish(self._process)

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()

    def _write_all(self, taken: list[_Write]) -> list[Reply | WorkerError]:
        done: list[Reply | WorkerError] = []
        for one in taken:
            try:
                done.append(self._alive().ask(one.request, one.data, settings().write_seconds))
            except GraphError as error:
                done.append(error if isinstance(error, WorkerError) else WorkerError(503, str(error)))
        if any(isinstance(one, Reply) and one.status < 400 for one in done):
            try:
                self._publish(self._alive())
            except GraphError as error:
                failed = WorkerError(500, f"it is written, and cannot be read yet: {error}")
                done = [failed if isinstance(one, Reply) and one.status < 400 else one for one in done]
        return done

    def _alive(self) -> Process:
        """The process, started anew where the last write has ended it: what was promised is taken in."""
        if self._process is None or not (self._process.is_idle and self._process.is_alive):
            if self._process is not None:
                self._process.kill()
                self._process = None
            self._process = Process(self._home, None, self._ontology)
        return self._process

    def _publish(self, process: Process) -> None:
        target = self._snapshots.target()
        reply = process.ask({"do": "snapshot", "target": str(target)}, b"", settings().write_seconds)
        if reply.status != 204:
            raise WorkerError(500, reply.body.read().decode().strip())
        self._snapshots.publish(target)
