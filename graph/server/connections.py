"""Connections: HTTP/1.1 by uvicorn, with an end to all waiting for clients that say nothing, or take nothing.

Uvicorn waits without end for the head of a request, for its body and for a client to take an answer.
"""

import asyncio
from collections import OrderedDict
from typing import Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from .access import POLICY
from .settings import settings

__all__ = ["TimedProtocol"]


class TimedProtocol(H11Protocol):
    """Closes a connection whose request is not told in time, or whose other side falls silent.

    Beyond so many connections, the oldest that has asked for nothing yet is closed for the new one.
    """

    # Those that have not yet told a request, the oldest first; and how many there are in all.
    _unasked: ClassVar["OrderedDict[TimedProtocol, None]"] = OrderedDict()
    _open = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._timer: asyncio.TimerHandle | None = None
        TimedProtocol._open += 1
        super().connection_made(transport)
        if TimedProtocol._open > settings().connections:
            oldest = next(iter(self._unasked), self)
            oldest.transport.abort()
        self._unasked[self] = None
        self._wait(settings().header_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        TimedProtocol._open -= 1
        self._unasked.pop(self, None)
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        before = self.cycle
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self.cycle is not before:
            self._unasked.pop(self, None)
        if self.cycle is None or self.cycle.response_complete:
            if self._timer is None:  # the first bytes of the next request
                self._wait(settings().header_seconds)
        elif self.cycle.more_body:
            self._wait(settings().silence_seconds)
        else:
            self._stop_waiting()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._wait(settings().silence_seconds)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stop_waiting()

    def on_response_complete(self) -> None:
        if not self.flow.write_paused:  # else what was written is still to be taken
            self._stop_waiting()
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP gets the headers that all get."""
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("X-Content-Type-Options", "nosniff"),
            ("Content-Security-Policy", POLICY),
            ("Connection", "close"),
        ]
        for event in (
            h11.Response(status_code=400, headers=headers, reason=b"Bad Request"),
            h11.Data(data=msg.encode("ascii")),
            h11.EndOfMessage(),
        ):
            output: Any = self.conn.send(event)
            self.transport.write(output)
        self.transport.close()

    def _wait(self, seconds: float) -> None:
        self._stop_waiting()
        self._timer = self.loop.call_later(seconds, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
