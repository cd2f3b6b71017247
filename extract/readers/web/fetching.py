"""Fetching of addresses: within limits of size and time, along few redirections, each of which is checked like the first."""

import datetime
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from io import BufferedReader, RawIOBase
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Final, cast
from urllib.parse import unquote, urljoin, urlsplit

from diplograph.ontology import InputError

from ..limits import Budget, limits
from ..source import Fetched, Source, missing_library, show
from .addresses import FetchError, check_address, manners
from .robots import Robots

if TYPE_CHECKING:
    from requests import Response, Session

    from .connections import Deadline

__all__ = ["Fetcher", "UnchangedError"]

_REDIRECTIONS: Final = (301, 302, 303, 307, 308)
_STEP: Final = 1 << 16
_IN_MEMORY: Final = 16_000_000
_ACCEPT: Final = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.8"


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is at an address; ``url`` is where redirections ended, ``is_cut`` tells that there is more than was asked for."""

    url: str
    status: int
    headers: Mapping[str, str]
    is_cut: bool


class UnchangedError(InputError):
    """What is at an address is what was there when it was last fetched."""


class Fetcher:
    """Fetches what users name by address. Hosts in private networks are refused unless ``allow_private``.

    It keeps the rules of the hosts that it has met, and nothing else: no cookies, no passwords, no proxies. With
    ``only_changed`` it keeps besides what servers call the state of a page (ETag, Last-Modified), asks for what differs from
    it the next time, and raises UnchangedError where nothing does.
    """

    def __init__(self, *, allow_private: bool = False, only_changed: bool = False) -> None:
        self._allow_private = allow_private
        self._only_changed = only_changed
        self._states: dict[str, dict[str, str]] = {}
        self._robots = Robots(self._get_rules)

    @contextmanager
    def open(self, address: str, identifier: str | None, columns: Mapping[str, str] | None) -> Iterator[Source]:
        """What is at ``address``, fetched whole; its document has the id ``identifier``, or else the address.

        Raises InputError, one line, where it cannot be fetched, may not be, or is larger than is read.
        """
        address = check_address(address)
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
            file = cast("IO[bytes]", spool)
            try:
                answer = self._follow(address, file, limits().fetched_bytes, self._robots)
            except ImportError as error:
                raise missing_library(address, "an address", error, "web") from None
            except FetchError as error:
                raise InputError(f"{address}: {error}") from None
            kind = Message()
            kind["Content-Type"] = answer.headers.get("Content-Type", "")
            fetched = Fetched(
                url=answer.url,
                media_type=kind.get_content_type() if answer.headers.get("Content-Type") else "",
                charset=kind.get_content_charset(),
                day=datetime.datetime.now(datetime.UTC).date(),
            )
            size = file.tell()
            file.seek(0)
            yield Source(
                path=Path(_file_name(answer.url)),
                stream=BufferedReader(cast("RawIOBase", file)),
                id=identifier if identifier is not None else address,
                columns=columns or {},
                address=address,
                fetched=fetched,
                budget=Budget.of_size(size),
            )

    def _get_rules(self, address: str) -> tuple[int, bytes]:
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
            file = cast("IO[bytes]", spool)
            answer = self._follow(address, file, limits().robots_bytes, None)
            file.seek(0)
            return answer.status, file.read()

    def _follow(self, address: str, file: IO[bytes], most: int, robots: Robots | None) -> _Answer:
        """What is at the end of redirections, written to ``file``; with ``robots``, also that it is there, whole and allowed.

        Raises FetchError.
        """
        from requests import Session

        from .connections import Deadline, GuardedAdapter

        url = address
        with Deadline(limits().fetch_seconds) as deadline, Session() as session:
            session.trust_env = False  # neither proxies, which would resolve names themselves, nor passwords of .netrc
            session.headers.update({"User-Agent": manners().user_agent, "Accept": _ACCEPT})
            for scheme in ("http://", "https://"):
                session.mount(scheme, GuardedAdapter(deadline, allow_private=self._allow_private))
            for _ in range(limits().redirects + 1):
                try:
                    if robots is not None:
                        robots.admit(url)
                    state = self._states.get(url, {}) if robots is not None else {}
                    answer = _fetch(session, url, file, most, deadline, state)
                    if state and answer.status == HTTPStatus.NOT_MODIFIED:
                        raise UnchangedError(f"{address}: has not changed since it was last fetched")
                    if answer.status not in _REDIRECTIONS or not (target := answer.headers.get("Location")):
                        if robots is not None:
                            _require_whole(answer, most)
                            if self._only_changed:
                                self._states[url] = _state(answer)
                        return answer
                    url = check_address(urljoin(url, target))
                except UnchangedError:
                    raise
                except (FetchError, InputError) as error:
                    raise error if url == address else FetchError(f"leads to {show(url)}: {error}") from None
        raise FetchError(f"leads on more than {limits().redirects} times; name the address of the page itself")


def _state(answer: _Answer) -> dict[str, str]:
    """The headers that ask for a page only where it is no longer as in the answer."""
    told = {"If-None-Match": answer.headers.get("ETag"), "If-Modified-Since": answer.headers.get("Last-Modified")}
    return {name: value for name, value in told.items() if value}


def _fetch(session: "Session", url: str, file: IO[bytes], most: int, deadline: "Deadline", state: Mapping[str, str]) -> _Answer:
    """What one address gives, written to ``file`` where it is there; FetchError where it gives nothing."""
    from requests.exceptions import ConnectTimeout, ReadTimeout, RequestException, SSLError
    from urllib3.exceptions import HTTPError, ReadTimeoutError

    file.seek(0)
    file.truncate()
    slow = FetchError("its server takes too long; try later")
    try:
        with closing(
            session.get(
                url,
                stream=True,
                allow_redirects=False,
                headers=state,
                timeout=(limits().connect_seconds, limits().silence_seconds),
            )
        ) as response:
            is_cut = response.status_code == HTTPStatus.OK and _write(response, file, most)
            answer = _Answer(url, response.status_code, response.headers, is_cut)
    except SSLError as error:
        raise FetchError(f"its server does not prove that it is the one: {show(_root(error))}; check the address") from None
    except (ConnectTimeout, ReadTimeout, ReadTimeoutError):
        raise slow from None
    except (RequestException, HTTPError, OSError, ValueError) as error:
        raise (slow if deadline.is_over else FetchError(f"its server breaks off: {show(_root(error))}; try later")) from None
    if deadline.is_over:
        raise slow
    return answer


def _write(response: "Response", file: IO[bytes], most: int) -> bool:
    """Writes what is read, ``most`` bytes at most, and says whether there is more."""
    left = most
    while chunk := response.raw.read1(_STEP, decode_content=True):
        file.write(chunk[:left])
        left -= len(chunk)
        if left < 0:
            return True
    return False


def _require_whole(answer: _Answer, most: int) -> None:
    if answer.status != HTTPStatus.OK:
        known = answer.status in HTTPStatus._value2member_map_
        phrase = f" {HTTPStatus(answer.status).phrase}" if known else ""
        raise FetchError(f"its server gives no page but the status {answer.status}{phrase}; check the address")
    if answer.is_cut:
        raise FetchError(f"holds more than {most:,} bytes, the most that is fetched; save it, and name parts of it")


def _root(error: BaseException) -> str:
    """What is wrong at the bottom of errors that wrap each other."""
    reason = getattr(error, "reason", None) or next((cause for cause in error.args if isinstance(cause, Exception)), None)
    return _root(reason) if isinstance(reason, Exception) and reason is not error else str(error) or type(error).__name__


def _file_name(url: str) -> str:
    """The name of a file at an address, of which the end tells what it may be.

    >>> _file_name("https://courier.example/2025/talks%20in%20Oslo.pdf?print=1"), _file_name("https://courier.example/")
    ('talks in Oslo.pdf', 'index')
    """
    name = PurePosixPath(unquote(urlsplit(url).path).replace("\0", "")).name
    return name if name not in ("", "..") else "index"
