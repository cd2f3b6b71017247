"""Turns: who is answered next by so many processes."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

__all__ = ["Turns"]


class Turns:
    """First come, first served by ``number`` processes, of which heavy requests leave one to all others."""

    def __init__(self, number: int) -> None:
        self._free = number
        self._free_for_heavy = max(1, number - 1)
        self._waiting: deque[tuple[bool, asyncio.Future[None]]] = deque()

    @asynccontextmanager
    async def turn(self, *, is_heavy: bool) -> AsyncIterator[None]:
        """Entered when it is this one's turn."""
        called = asyncio.get_running_loop().create_future()
        self._waiting.append((is_heavy, called))
        self._call()
        try:
            await called
        except asyncio.CancelledError:
            if not called.cancelled():  # it was called, and hangs up before it hears of that
                self._end(is_heavy)
            raise
        try:
            yield
        finally:
            self._end(is_heavy)

    def _end(self, is_heavy: bool) -> None:
        self._free += 1
        self._free_for_heavy += is_heavy
        self._call()

    def _call(self) -> None:
        passed_over: deque[tuple[bool, asyncio.Future[None]]] = deque()
        while self._waiting and self._free:
            is_heavy, called = self._waiting.popleft()
            if called.cancelled():
                continue
            if is_heavy and not self._free_for_heavy:
                passed_over.append((is_heavy, called))
                continue
            self._free -= 1
            self._free_for_heavy -= is_heavy
            called.set_result(None)
        self._waiting.extendleft(reversed(passed_over))
