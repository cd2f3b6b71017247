"""Turns: who is answered next by so many processes."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from .workers import WorkerError

__all__ = ["CrowdedError", "Turns"]


class CrowdedError(WorkerError):
    """There is no answer because too many others wait for theirs."""

    def __init__(self) -> None:
        super().__init__(503, "many others are asking; ask again in a moment")


class Turns:
    """Turns at ``number`` processes: of these heavy requests always have one, and others as long as nobody else waits.

    One they leave to all others, who are answered soon.
    """

    def __init__(self, number: int) -> None:
        self._free = number
        self._free_for_heavy = self._most_heavy = max(1, number - 1)
        self._waiting: tuple[deque[asyncio.Future[None]], deque[asyncio.Future[None]]] = deque(), deque()

    @asynccontextmanager
    async def turn(self, *, is_heavy: bool, patience: float) -> AsyncIterator[None]:
        """Entered when it is this one's turn; raises CrowdedError where it is not within ``patience`` seconds."""
        called = asyncio.get_running_loop().create_future()
        self._waiting[is_heavy].append(called)
        self._call()
        try:
            async with asyncio.timeout(patience):
                await self._called(called, is_heavy=is_heavy)
        except TimeoutError:
            raise CrowdedError from None
        try:
            yield
        finally:
            self._end(is_heavy)

    async def _called(self, called: asyncio.Future[None], *, is_heavy: bool) -> None:
        try:
            await called
        except asyncio.CancelledError:
            if not called.cancelled():  # it was called, and hangs up before it hears of that
                self._end(is_heavy)
            raise

    def _end(self, is_heavy: bool) -> None:
        self._free += 1
        self._free_for_heavy += is_heavy
        self._call()

    def _call(self) -> None:
        light, heavy = self._waiting
        while self._free:
            is_heavy = bool(heavy and self._free_for_heavy) and (not light or self._free_for_heavy == self._most_heavy)
            if not is_heavy and not light:
                return
            called = self._waiting[is_heavy].popleft()
            if called.cancelled():
                continue
            self._free -= 1
            self._free_for_heavy -= is_heavy
            called.set_result(None)
