"""Connections to hosts whose every address was checked: a name is resolved once, and what was checked is what is connected to.

So neither a name that has another address a moment later nor a redirection leads to a private network.
"""

import socket
import threading
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from .addresses import FetchError, resolve

__all__ = ["Deadline", "GuardedAdapter"]


class Deadline:
    """Ends all that was opened under it when its time is over, however slowly a server drips."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._open: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> "Deadline":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        for twin in self._open:
            twin.close()

    def watch(self, opened: socket.socket) -> None:
        """End this connection too."""
        # A twin, for TLS takes over the one that is given to it.
        self._open.append(opened.dup())

    def _end(self) -> None:
        self.is_over = True
        for twin in self._open:
            try:
                twin.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # it is closed already


class GuardedAdapter(HTTPAdapter):
    """Connects to public hosts alone, unless ``allow_private``; ``deadline`` ends its connections."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        def connect(connection: HTTPConnection) -> socket.socket:
            found = resolve(connection.host.strip("[]"), connection.port, allow_private=allow_private)
            opened = _connect(connection, found)
            deadline.watch(opened)
            return opened

        class Plain(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return connect(self)

        class Secure(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return connect(self)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        self._pools = {"http": PlainPool, "https": SecurePool}
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """The pools of the library, with guarded connections."""
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = self._pools


def _connect(connection: HTTPConnection, found: list[tuple[Any, ...]]) -> socket.socket:
    reason = "it has no address"
    for family, kind, protocol, _, place in found:
        opened = socket.socket(family, kind, protocol)
        try:
            opened.settimeout(connection.timeout)
            for option in connection.socket_options or ():
                opened.setsockopt(*option)
            opened.connect(place)
        except TimeoutError:
            reason = "it does not answer"
            opened.close()
        except OSError as error:
            reason = error.strerror or str(error)
            opened.close()
        else:
            return opened
    raise FetchError(f"the host {connection.host} cannot be reached: {reason}; try later")
