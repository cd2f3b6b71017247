"""A store served on this machine: SPARQL on one port, the page that leads there, to the drawing and to downloads on another.

Only loopback is listened on, and every port answers to its own name and to no page of another site. The store is read, not
written, unless asked for. Queries are evaluated in processes of their own.
"""

import contextlib
import os
import secrets
import signal
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import IO, Any, cast

from diplograph.ontology import StoreError
from jinja2 import Environment

from ..knowledge_graph import KnowledgeGraph
from ..stores import StoreLock, open_store, quads_directory, summarize, write_statements
from .endpoint import HOST, Endpoint, GuardedHandler, QuietServer, RefusedError, SparqlHandler
from .workers import Workers

__all__ = ["Addresses", "serve"]

# More lines than this no drawing shows, and one page would not hold.
_MOST_DRAWN = 20_000
_DOWNLOADS = {"/graph.nq": ".nq", "/graph.trig": ".trig"}
_MOST_WORKERS = 4


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a served store answers: the page that leads everywhere, and the SPARQL endpoint as ``open_store`` takes it."""

    page: str
    sparql: str
    endpoint: str


def serve(directory: Path, *, port: int, page_port: int, writable: bool = False, ready: Callable[[Addresses], None]) -> None:
    """Serve the store in ``directory`` until interrupted or told to end (SIGTERM); ``ready`` is called when all answers.

    Raises GraphError where the store or a port is taken.
    """
    for wanted in (port, page_port):
        _check_port(wanted)
    open_store(directory).close()  # takes in what a killed writer has left, which the workers would not
    addresses = Addresses(f"http://{HOST}:{page_port}/", f"http://{HOST}:{port}/", f"oxigraph+http://{HOST}:{port}")
    number = max(1, min(_MOST_WORKERS, os.cpu_count() or 1))
    with contextlib.ExitStack() as stack:
        lock = StoreLock(directory, exclusive=writable)
        stack.callback(lock.release)
        quads = quads_directory(directory, write=writable)
        stack.enter_context(_interrupted_by_sigterm())
        try:
            # The workers keep the lock: should this process be killed, the store stays taken while it is served.
            workers = Workers(quads, lock.inherit(), writable=writable, number=number)
            stack.callback(workers.close)
            handlers: dict[int, Callable[..., Any]] = {
                port: partial(SparqlHandler, Endpoint(workers, directory.name, writable)),
                page_port: partial(_PageHandler, addresses, directory.name, writable),
            }
            for each, handler in handlers.items():
                stack.enter_context(_listening(each, handler))
            ready(addresses)
            threading.Event().wait()
        except KeyboardInterrupt:
            return  # the way to end it


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise StoreError(f"port {port} cannot be used: {error.strerror}; choose another with --port") from None


@contextlib.contextmanager
def _listening(port: int, handler: Callable[..., Any]) -> Iterator[None]:
    with QuietServer((HOST, port), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield
        finally:
            server.shutdown()


@contextlib.contextmanager
def _interrupted_by_sigterm() -> Iterator[None]:
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class _PageHandler(GuardedHandler):
    """The page, the drawing and the downloads. Each request reads the store through the SPARQL port, as it then is."""

    def __init__(self, addresses: Addresses, name: str, writable: bool, *arguments: Any) -> None:
        self._addresses = addresses
        self._name = name
        self._writable = writable
        super().__init__(*arguments)

    def answer_get(self) -> None:
        if self.path == "/":
            self.send(200, "text/html; charset=utf-8", *self._landing())
        elif self.path == "/graph.html":
            self.refuse_other_sites()
            self._drawing()
        elif self.path in _DOWNLOADS:
            self.refuse_other_sites()
            self._download(_DOWNLOADS[self.path])
        else:
            raise RefusedError(404, "There is nothing here. Begin at /")

    def _landing(self) -> tuple[bytes, str]:
        nonce = secrets.token_urlsafe(16)
        with open_store(self._addresses.endpoint) as store:
            summary = summarize(store)
        template = files("diplograph.graph.server").joinpath("server.html").read_text("utf-8")
        page = Environment(autoescape=True).from_string(template)
        rows = [row for row in summary.rows() if row[0] not in ("location", "size in bytes") and row[1] is not None]
        drawn = summary.claims <= _MOST_DRAWN
        values = {"name": self._name, "rows": rows, "addresses": self._addresses, "writable": self._writable, "drawn": drawn}
        policy = f"default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        return page.render(nonce=nonce, most=_MOST_DRAWN, **values).encode(), policy

    def _drawing(self) -> None:
        from ..page import write_page

        with open_store(self._addresses.endpoint) as store, tempfile.TemporaryDirectory() as folder:
            if summarize(store).claims > _MOST_DRAWN:
                raise RefusedError(413, f"More than {_MOST_DRAWN:,} claims are not drawn on one page.")
            path = Path(folder) / "graph.html"
            write_page(KnowledgeGraph(store), path, title=self._name)
            # The page has a policy of its own, by the hash of its script; what a header can say beside it is said here.
            self.send(200, "text/html; charset=utf-8", path.read_bytes(), "frame-ancestors 'none'")

    def _download(self, suffix: str) -> None:
        kind = "application/n-quads" if suffix == ".nq" else "application/trig"
        headers = {"Content-Disposition": f'attachment; filename="graph{suffix}"'}
        with open_store(self._addresses.endpoint) as store, self.sending(200, kind, headers) as chunks:
            write_statements(store, cast("IO[bytes]", chunks), suffix)
