"""What the robots.txt of a host lets diplograph fetch, and how often (RFC 9309)."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from ..limits import limits
from .addresses import FetchError, manners

if TYPE_CHECKING:
    from protego import Protego

__all__ = ["Robots"]

# Of a path that is not there, all is allowed; of a server that fails, nothing is known.
_NOT_THERE: Final = range(400, 500)
_THERE: Final = range(200, 300)


@dataclass(slots=True)
class _Host:
    rules: "Protego | None"
    fetched: float | None = None


class Robots:
    """The rules of the hosts that were met; ``get`` gives the status and the bytes at an address."""

    def __init__(self, get: Callable[[str], tuple[int, bytes]]) -> None:
        self._get = get
        self._hosts: dict[str, _Host] = {}

    def admit(self, address: str) -> None:
        """Waits as long as the host asks for; raises FetchError where its rules keep diplograph out."""
        scheme, netloc, *_ = urlsplit(address)
        origin = f"{scheme}://{netloc}".lower()
        host = self._hosts.get(origin)
        if host is None:
            host = self._hosts[origin] = _Host(self._read(origin))
        if host.rules is None:
            return
        if not host.rules.can_fetch(address, manners().robot):
            raise FetchError(f"{origin}/robots.txt keeps programs out of it; save the page in a browser, and name its file")
        delay = min(host.rules.crawl_delay(manners().robot) or 0.0, limits().crawl_delay_seconds)
        if delay > 0 and host.fetched is not None:
            time.sleep(max(0.0, host.fetched + delay - time.monotonic()))
        host.fetched = time.monotonic()

    def _read(self, origin: str) -> "Protego | None":
        from protego import Protego

        status, content = self._get(f"{origin}/robots.txt")
        if status in _THERE:
            return Protego.parse(content.decode("utf-8-sig", "replace"))
        if status in _NOT_THERE:
            return None
        raise FetchError(
            f"{origin}/robots.txt, which would say whether it may be fetched, gives the status {status}; try later"
        )
