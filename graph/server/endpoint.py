"""SPARQL 1.1 over HTTP on loopback, for programs of this machine and for no page of another site.

A browser sends requests for any page to any address. So whoever asks must know this server by its own name (a name that some
site points at 127.0.0.1 is not), must come from no other site, and writes in a way that no form can.

https://www.w3.org/TR/sparql11-protocol/, https://fetch.spec.whatwg.org/#http-cors-protocol, https://www.w3.org/TR/fetch-metadata/
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from diplograph.ontology import GraphError, QueryError

from .query_page import render_query_page
from .workers import Answer, WorkerError, Workers

__all__ = ["HOST", "Endpoint", "GuardedHandler", "QuietServer", "RefusedError", "SparqlHandler"]

HOST = "127.0.0.1"
_FORM = "application/x-www-form-urlencoded"
_QUERY, _UPDATE = "application/sparql-query", "application/sparql-update"
# What a form of any page can send, without being asked.
_OF_FORMS = frozenset({"", _FORM, "multipart/form-data", "text/plain"})
_LONGEST_QUERY, _LONGEST_WRITE = 10 * 2**20, 2**30
_SILENCE_S = 60


class RefusedError(GraphError):
    """A request that is not answered; ``status`` is HTTP's for why."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class QuietServer(ThreadingHTTPServer):
    """A server that makes nothing of clients who hang up."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: the handlers answer errors of their own, what is left is a connection that broke."""


class GuardedHandler(BaseHTTPRequestHandler):
    """Answers those that know the server by its name, one request a connection."""

    protocol_version = "HTTP/1.1"
    server_version = "diplograph"
    sys_version = ""
    timeout = _SILENCE_S

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing: what users ask for is theirs."""

    def do_GET(self) -> None:
        self._guarded(self.answer_get)

    def do_POST(self) -> None:
        self._guarded(self.answer_post)

    def answer_get(self) -> None:
        raise NotImplementedError

    def answer_post(self) -> None:
        raise RefusedError(405, "Nothing is sent here; only read.")

    def _guarded(self, answer: Any) -> None:
        self.close_connection = True
        self._is_begun = False
        try:
            if self.headers.get("Host", "").rpartition(":")[0] not in (HOST, "localhost"):
                raise RefusedError(421, f"This server answers to {HOST} and localhost only.")
            if self.headers.get("Origin") not in (None, f"http://{self.headers['Host']}"):
                raise RefusedError(403, "This server answers no page of another site.")
            answer()
        except (RefusedError, WorkerError) as error:
            self._complain(error.status, str(error))
        except GraphError as error:
            self._complain(503, str(error))

    def refuse_other_sites(self) -> None:
        """Refuse what a page of another site has made a browser ask, also where it may not see the answer."""
        if self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            raise RefusedError(403, "This server answers no page of another site.")

    def _complain(self, status: int, message: str) -> None:
        if not self._is_begun:  # else the connection closes without the end that was announced
            self.send(status, "text/plain; charset=utf-8", f"{message}\n".encode())

    def send(self, status: int, kind: str, body: bytes, policy: str | None = "default-src 'none'") -> None:
        """A whole answer; ``policy`` is its Content-Security-Policy."""
        headers = {} if policy is None else {"Content-Security-Policy": policy}
        self._begin(status, kind, {"Content-Length": str(len(body)), **headers})
        self.wfile.write(body)

    @contextmanager
    def sending(self, status: int, kind: str, headers: Mapping[str, str] | None = None) -> Iterator["_Chunks"]:
        """Where to write an answer of unknown length: its end is missing where an error ends the block."""
        is_chunked = self.request_version != "HTTP/1.0"
        self._begin(status, kind, {**({"Transfer-Encoding": "chunked"} if is_chunked else {}), **(headers or {})})
        chunks = _Chunks(self.wfile, is_chunked=is_chunked)
        yield chunks
        chunks.end()

    def _begin(self, status: int, kind: str, headers: Mapping[str, str]) -> None:
        self._is_begun = True
        self.send_response(status)
        always = {"Content-Type": kind, "X-Content-Type-Options": "nosniff", "Connection": "close"}
        for name, value in {**always, **headers}.items():
            self.send_header(name, value)
        self.end_headers()


class _Chunks:
    """https://www.rfc-editor.org/rfc/rfc9112#section-7.1"""

    def __init__(self, output: Any, *, is_chunked: bool) -> None:
        self._output = output
        self._is_chunked = is_chunked

    def write(self, data: bytes) -> int:
        if data:
            self._output.write(b"%x\r\n%b\r\n" % (len(data), data) if self._is_chunked else data)
        return len(data)

    def flush(self) -> None:
        self._output.flush()

    def end(self) -> None:
        if self._is_chunked:
            self._output.write(b"0\r\n\r\n")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What a SPARQL port serves: by which processes, under which name, and whether it is written to."""

    workers: Workers
    name: str
    writable: bool


class SparqlHandler(GuardedHandler):
    """/query, and where it is writable /update and /store; / is a page to write queries on."""

    def __init__(self, endpoint: Endpoint, *arguments: Any) -> None:
        self._endpoint = endpoint
        super().__init__(*arguments)

    def answer_get(self) -> None:
        path, values = self._address()
        if path == "/":
            query = values.get("query", [""])[0]
            if query:
                self.refuse_other_sites()
            self.send(200, "text/html; charset=utf-8", *render_query_page(self._endpoint.name, query, self._rows))
        elif path == "/query":
            self._query(values, None)
        else:
            raise RefusedError(404, "There is nothing here. Programs ask /query; begin at /")

    def answer_post(self) -> None:
        path, values = self._address()
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if path == "/query":
            data = self._read(_LONGEST_QUERY)
            if kind == _FORM:
                self._query(_fields(data), None)
            elif kind == _QUERY:
                self._query(values, data)
            else:
                raise RefusedError(415, f"Send a query as {_QUERY} or {_FORM}.")
        elif path in ("/update", "/store"):
            self._write(path, values, kind)
        else:
            raise RefusedError(404, "There is nothing here. Programs post to /query")

    def _address(self) -> tuple[str, dict[str, list[str]]]:
        parts = urlsplit(self.path)
        return parts.path, _fields(parts.query.encode())

    def _read(self, most: int) -> bytes:
        try:
            length = int(self.headers.get("Content-Length", ""))
        except ValueError:
            raise RefusedError(411, "Say how long the request is (Content-Length).") from None
        if not 0 <= length <= most:
            raise RefusedError(413, f"More than {most:,} bytes are not taken at once.")
        return self.rfile.read(length)

    def _query(self, values: Mapping[str, list[str]], text: bytes | None) -> None:
        self.refuse_other_sites()
        if text is None:
            if len(values.get("query", ())) != 1:
                raise RefusedError(400, "Give one query: /query?query=...")
            text = values["query"][0].encode()
        request = {
            "do": "query",
            "accept": self.headers.get("Accept", "*/*"),
            "default": values.get("default-graph-uri", []),
            "named": values.get("named-graph-uri", []),
        }
        with self._endpoint.workers.ask(request, text) as answer:
            self._relay(answer)

    def _write(self, path: str, values: Mapping[str, list[str]], kind: str) -> None:
        self.refuse_other_sites()
        if not self._endpoint.writable:
            raise RefusedError(403, "This store is served read-only; serve it with --writable")
        is_own_page = self.headers.get("Origin") is not None
        if kind in _OF_FORMS and not (is_own_page and kind == _FORM):
            raise RefusedError(
                415, f"Send an update as {_UPDATE}, triples as application/n-triples: what a form can send is refused."
            )
        data = self._read(_LONGEST_WRITE)
        if path == "/store":
            request: dict[str, Any] = {"do": "insert", "type": kind, "graph": values.get("graph", [None])[0]}
        else:
            request = {"do": "update"}
            data = _fields(data).get("update", [""])[0].encode() if kind == _FORM else data
        with self._endpoint.workers.ask(request, data) as answer:
            self._relay(answer)

    def _relay(self, answer: Answer) -> None:
        if answer.status == 204:
            for _ in answer.body:
                pass
            self._begin(204, answer.kind, {})
            return
        with self.sending(answer.status, answer.kind) as chunks:
            for piece in answer.body:
                chunks.write(piece)

    def _rows(self, query: str) -> Any:
        """The results of a query as the JSON of SPARQL has them; raises GraphError."""
        request = {"do": "query", "accept": "application/sparql-results+json, text/turtle", "default": [], "named": []}
        with self._endpoint.workers.ask(request, query.encode()) as answer:
            body = b"".join(_at_most(answer.body, _LONGEST_QUERY))
        if answer.status != 200:
            raise QueryError(body.decode())
        return json.loads(body) if "json" in answer.kind else body.decode()


def _fields(data: bytes) -> dict[str, list[str]]:
    try:
        return parse_qs(data.decode(), keep_blank_values=True, max_num_fields=100)
    except ValueError:
        raise RefusedError(400, "The request is not in UTF-8, or has too many fields.") from None


def _at_most(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    for piece in pieces:
        most -= len(piece)
        if most < 0:
            raise QueryError("SPARQL: the answer is too long for this page; add a LIMIT")
        yield piece
