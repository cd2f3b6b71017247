"""A store served on this machine: Oxigraph answers SPARQL, and a page beside it leads there, to the drawing and to downloads.

Only loopback is listened on. The store is read, not written, unless asked for.
"""

import contextlib
import ctypes
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import IO, Any, cast

from diplograph.ontology import GraphError
from jinja2 import Environment

from .knowledge_graph import KnowledgeGraph
from .stores import open_store
from .stores.embedded import quads_directory
from .stores.lock import StoreLock
from .stores.summary import summarize
from .stores.transfer import write_statements

__all__ = ["Addresses", "serve"]

_HOST = "127.0.0.1"
_START_S, _STOP_S = 60, 10
_PR_SET_PDEATHSIG = 1  # prctl(2)
# More lines than this no drawing shows, and one page would not hold.
_MOST_DRAWN = 20_000
_DOWNLOADS = {"/graph.nq": ".nq", "/graph.trig": ".trig"}


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a served store answers: the page that leads everywhere, and the SPARQL endpoint as ``open_store`` takes it."""

    page: str
    sparql: str
    endpoint: str


def serve(directory: Path, *, port: int, page_port: int, writable: bool = False, ready: Callable[[Addresses], None]) -> None:
    """Serve the store in ``directory`` until interrupted or told to end (SIGTERM); ``ready`` is called when all answers.

    Raises GraphError where the store or a port is taken, or the server is not installed.
    """
    command = _find_oxigraph()
    for wanted in (port, page_port):
        _check_port(wanted)
    open_store(directory).close()  # takes in what a killed writer has left, which the server would not
    quads = quads_directory(directory)
    lock = StoreLock(directory, exclusive=writable)
    try:
        mode = "serve" if writable else "serve-read-only"
        options = ["--location", str(quads), "--bind", f"{_HOST}:{port}", "--union-default-graph", "--timeout-s", "300"]
        with _run([command, mode, *options], port, lock.inherit()) as server, _interrupted_by_sigterm():
            addresses = Addresses(f"http://{_HOST}:{page_port}/", f"http://{_HOST}:{port}/", f"oxigraph+http://{_HOST}:{port}")
            with ThreadingHTTPServer((_HOST, page_port), partial(_Handler, addresses, directory.name, writable)) as pages:
                pages.daemon_threads = True
                pages.timeout = 0.5
                ready(addresses)
                while server.poll() is None:
                    pages.handle_request()
            raise GraphError(f"{directory}: the SPARQL server ended by itself (exit code {server.returncode})")
    except KeyboardInterrupt:
        return  # the way to end it
    finally:
        lock.release()


def _find_oxigraph() -> str:
    beside = Path(sys.executable).with_name("oxigraph")
    found = str(beside) if beside.exists() else shutil.which("oxigraph")
    if found is None:
        raise GraphError("serving needs one more package: pip install 'diplograph[serve]'")
    return found


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError as error:
            raise GraphError(f"port {port} cannot be used: {error.strerror}; choose another with --port") from None


@contextlib.contextmanager
def _run(command: list[str], port: int, lock: int) -> "Iterator[subprocess.Popen[bytes]]":
    with tempfile.TemporaryFile() as log:
        # The child keeps the lock: should this process be killed, the store stays taken while it is served.
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[lock],
            preexec_fn=_follow_parent(),  # noqa: PLW1509 - two calls into the kernel, which take no lock
        )
        try:
            _wait(server, port, log)
            yield server
        finally:
            server.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(_STOP_S)
            if server.poll() is None:
                server.kill()
                server.wait()


def _follow_parent() -> Callable[[], None] | None:
    """What a child runs first so that it ends when this process does, killed or not; None where the kernel cannot do that."""
    if sys.platform != "linux":
        return None
    set_option, parent = ctypes.CDLL(None).prctl, os.getpid()

    def follow() -> None:
        set_option(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return follow


def _wait(server: "subprocess.Popen[bytes]", port: int, log: Any) -> None:
    end = time.monotonic() + _START_S
    while server.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection((_HOST, port), timeout=1):
            return
        time.sleep(0.05)
    log.seek(0)
    words = log.read().decode("utf-8", "replace").strip().splitlines()
    raise GraphError(f"the SPARQL server does not start: {words[-1] if words else f'no answer within {_START_S} s'}")


@contextlib.contextmanager
def _interrupted_by_sigterm() -> Iterator[None]:
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class _Handler(BaseHTTPRequestHandler):
    """The page, the drawing and the downloads. Each request reads the store through the SPARQL server, as it then is."""

    server_version = "diplograph"
    sys_version = ""

    def __init__(self, addresses: Addresses, name: str, writable: bool, *arguments: Any) -> None:
        self._addresses = addresses
        self._name = name
        self._writable = writable
        super().__init__(*arguments)

    def do_GET(self) -> None:
        # A name that some site has pointed at this machine must not read the store through a browser.
        if self.headers.get("Host", "").rpartition(":")[0] not in (_HOST, "localhost"):
            self._send(421, "text/plain", b"This server answers on 127.0.0.1 only.\n")
            return
        try:
            if self.path == "/":
                self._send(200, "text/html; charset=utf-8", *self._landing())
            elif self.path == "/graph.html":
                self._drawing()
            elif self.path in _DOWNLOADS:
                self._download(_DOWNLOADS[self.path])
            else:
                self._send(404, "text/plain", b"There is nothing here. Begin at /\n")
        except GraphError as error:
            self._send(503, "text/plain; charset=utf-8", f"{error}\n".encode())

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing: what users ask for is theirs."""

    def _landing(self) -> tuple[bytes, str]:
        nonce = secrets.token_urlsafe(16)
        with open_store(self._addresses.endpoint) as store:
            summary = summarize(store)
        template = files("diplograph.graph").joinpath("server.html").read_text("utf-8")
        page = Environment(autoescape=True).from_string(template)
        rows = [row for row in summary.rows() if row[0] not in ("location", "size in bytes") and row[1] is not None]
        drawn = summary.claims <= _MOST_DRAWN
        values = {"name": self._name, "rows": rows, "addresses": self._addresses, "writable": self._writable, "drawn": drawn}
        policy = f"default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        return page.render(nonce=nonce, most=_MOST_DRAWN, **values).encode(), policy

    def _drawing(self) -> None:
        from .page import write_page

        with open_store(self._addresses.endpoint) as store, tempfile.TemporaryDirectory() as folder:
            if summarize(store).claims > _MOST_DRAWN:
                self._send(413, "text/plain", f"More than {_MOST_DRAWN:,} claims are not drawn on one page.\n".encode())
                return
            path = Path(folder) / "graph.html"
            write_page(KnowledgeGraph(store), path, title=self._name)
            self._send(200, "text/html; charset=utf-8", path.read_bytes(), None)

    def _download(self, suffix: str) -> None:
        with open_store(self._addresses.endpoint) as store:
            self.send_response(200)
            self.send_header("Content-Type", "application/n-quads" if suffix == ".nq" else "application/trig")
            self.send_header("Content-Disposition", f'attachment; filename="graph{suffix}"')
            self.send_header("Connection", "close")
            self.end_headers()
            write_statements(store, cast("IO[bytes]", self.wfile), suffix)

    def _send(self, status: int, kind: str, body: bytes, policy: str | None = "default-src 'none'") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        if policy is not None:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(body)
