"""Pages of a snapshot: those that are kept, and those on their way to all who ask for the same."""

import asyncio
import datetime
from collections import OrderedDict
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from starlette.requests import ClientDisconnect, Request

__all__ = ["Page", "PageCache", "Shared"]

_KEPT_BYTES = 2**19

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page; ``quads`` are those of the snapshot that it shows, ``moment`` is when that was made."""

    status: int
    kind: str
    body: bytes
    quads: Path | None
    moment: datetime.datetime | None


class PageCache:
    """Whole pages of the snapshot that is read, the latest asked last, within so many bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[object, Page] = OrderedDict()
        self._size = 0
        self._of: Path | None = None

    def get(self, snapshot: Path, key: object) -> Page | None:
        """What was put for that key since the snapshot is read."""
        if snapshot != self._of:
            self._held.clear()
            self._of, self._size = snapshot, 0
        found = self._held.get(key)
        if found is not None:
            self._held.move_to_end(key)
        return found

    def put(self, key: object, page: Page) -> None:
        """Keep a page of the snapshot that is read, in the place of those that nobody has asked for the longest."""
        if page.quads != self._of or len(page.body) > _KEPT_BYTES or key in self._held:
            return
        self._held[key] = page
        self._size += len(page.body)
        while self._size > self._most:
            _, dropped = self._held.popitem(last=False)
            self._size -= len(dropped.body)


class Shared(Generic[T]):
    """An answer on its way to all who ask for the same; once the last of them has hung up, nobody works on it any more."""

    def __init__(self, made: Coroutine[Any, Any, T]) -> None:
        self._work = asyncio.create_task(made)
        self._waiting = 0
        self._is_abandoned = False

    @property
    def is_over(self) -> bool:
        """True where it is too late to wait for it."""
        return self._is_abandoned or self._work.done()

    async def wait(self, request: Request) -> T:
        """The answer; raises ClientDisconnect where whoever asked has hung up."""
        gone = asyncio.create_task(_until_gone(request))
        self._waiting += 1
        try:
            both: list[asyncio.Future[Any]] = [self._work, gone]
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if not self._work.done():
                raise ClientDisconnect
            return self._work.result()
        finally:
            self._waiting -= 1
            gone.cancel()
            if not self._waiting:
                self._is_abandoned = True
                self._work.cancel()


async def _until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
