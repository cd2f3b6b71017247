"""A store served to a team: pages, files, an API and SPARQL on one port, until interrupted.

Readers have a snapshot of the store, so that they disturb nobody who writes it: another process, whose work is shown once it
has ended, or this server itself, where it may be written to. Loopback is listened on unless a token or a proxy keeps the rest
of the world out.
"""

import asyncio
import contextlib
import ipaddress
import os
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from diplograph.ontology import GraphError, StoreError

from ..stores import is_store, open_store
from .access import Access
from .application import Served, make_application
from .connections import TimedProtocol
from .settings import settings
from .snapshots import Snapshots
from .workers import Readers
from .writing import Writer

__all__ = ["HOST", "Addresses", "read_token", "serve"]

HOST = "127.0.0.1"
_SHORTEST_TOKEN = 16
_BACKLOG, _GRACE_S = 512, 3


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a served store answers: the first page, and the SPARQL endpoint as ``open_store`` takes it."""

    page: str
    endpoint: str


def serve(
    directory: Path,
    *,
    port: int,
    host: str = HOST,
    token: str | None = None,
    site: str | None = None,
    writable: bool = False,
    ontology: Sequence[Path] = (),
    ready: Callable[[Addresses], None],
) -> None:
    """Serve the store in ``directory`` until interrupted or told to end (SIGTERM); ``ready`` is called when all answers.

    ``token`` is what whoever asks must show, ``site`` the address of a reverse proxy that decides who may ask. Raises
    GraphError where the store or the port is taken, and for a host beyond loopback without either.
    """
    if token is None and site is None and not _is_loopback(host):
        raise StoreError(
            f"{host}: others could reach this; give a token (--token FILE) or name the proxy before it (--proxy URL)"
        )
    if site is not None and not _is_site(site):
        raise StoreError(f"{site}: is no address of a site; give one like https://graphs.example")
    access = Access(token, site.rstrip("/") if site is not None else None)
    with contextlib.ExitStack() as stack:
        listening = stack.enter_context(_listen(host, port))
        stack.enter_context(_interrupted_by_sigterm())
        try:
            asyncio.run(_serve(directory, listening, access, writable=writable, ontology=ontology, ready=ready))
        except KeyboardInterrupt:
            return  # the way to end it


def read_token(path: Path) -> str:
    """The token in a file, its first line; raises GraphError where there is none, or one that could be guessed."""
    try:
        token = path.read_text("utf-8").partition("\n")[0].strip()
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: the token cannot be read: {getattr(error, 'strerror', None) or 'it is no text'}") from None
    if len(token) < _SHORTEST_TOKEN or not (token.isascii() and token.isprintable()) or " " in token:
        advice = f"make one: python -c 'import secrets; print(secrets.token_urlsafe())' > {path}"
        raise StoreError(f"{path}: a token has at least {_SHORTEST_TOKEN} letters, digits and signs; {advice}")
    return token


async def _serve(
    directory: Path,
    listening: socket.socket,
    access: Access,
    *,
    writable: bool,
    ontology: Sequence[Path],
    ready: Callable[[Addresses], None],
) -> None:
    number = max(settings().processes_least, min(settings().processes_most, os.cpu_count() or 1))
    async with contextlib.AsyncExitStack() as stack:
        if writable and not is_store(directory):
            open_store(directory, write=True).close()
        snapshots = Snapshots(directory)
        stack.callback(snapshots.close)
        writer = None
        if writable:
            writer = Writer(directory, snapshots, ontology)
            stack.callback(writer.close)
        else:
            snapshots.take()
        readers = Readers(directory, snapshots, number=number, ontology=ontology)
        stack.callback(readers.close)
        behind = asyncio.create_task(writer.run(readers) if writer is not None else _follow(directory, snapshots, readers))
        stack.callback(behind.cancel)
        filling = asyncio.get_running_loop().run_in_executor(None, readers.fill)
        stack.push_async_callback(asyncio.wait, [filling])
        host, port = listening.getsockname()[:2]
        name = f"[{host}]" if ":" in host else host
        page = access.site or f"http://{name}:{port}"
        ready(Addresses(f"{page}/", f"oxigraph+{page}"))
        await uvicorn.Server(_configured(make_application(Served(readers, snapshots, access, writer)))).serve([listening])


def _configured(application: Any) -> uvicorn.Config:
    return uvicorn.Config(
        application,
        http=TimedProtocol,
        ws="none",
        lifespan="off",
        loop="asyncio",
        access_log=False,  # what users ask for is theirs
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=settings().idle_seconds,
        timeout_graceful_shutdown=_GRACE_S,
        h11_max_incomplete_event_size=settings().header_bytes,
    )


async def _follow(directory: Path, snapshots: Snapshots, readers: Readers) -> None:
    """Take a snapshot whenever somebody has written to the store and let it go."""
    loop, seen = asyncio.get_running_loop(), _state(directory)
    while snapshots.folder is not None:
        await asyncio.sleep(settings().follow_seconds)
        state = _state(directory)
        if state == seen:
            continue
        try:
            await loop.run_in_executor(None, snapshots.take)
        except GraphError:
            continue  # it is being written; the next look comes soon
        seen = state
        await loop.run_in_executor(None, readers.freshen)


def _state(directory: Path) -> tuple[tuple[str, int, int], ...]:
    """What differs once a store was written to: names, sizes and times of the engine's logs."""
    found = []
    for pattern in ("MANIFEST-*", "*.log", "CURRENT"):
        for path in (directory / "oxigraph").glob(pattern):
            with contextlib.suppress(FileNotFoundError):
                status = path.stat()
                found.append((path.name, status.st_size, status.st_mtime_ns))
    return tuple(sorted(found))


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_site(site: str) -> bool:
    try:
        parts = urlsplit(site)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.path in ("", "/") and not parts.query
    except ValueError:
        return False


@contextlib.contextmanager
def _listen(host: str, port: int) -> Iterator[socket.socket]:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise StoreError(f"{host}: is no address of this machine: {error.strerror or error}") from None
    with listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(address)
        except OSError as error:
            raise StoreError(f"port {port} cannot be used: {error.strerror}; choose another with --port") from None
        listening.listen(_BACKLOG)
        yield listening


@contextlib.contextmanager
def _interrupted_by_sigterm() -> Iterator[None]:
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
