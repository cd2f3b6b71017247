"""The application: requests of pages, files, SPARQL and writes, passed on to the processes that answer them.

SPARQL 1.1 protocol: https://www.w3.org/TR/sparql11-protocol/, https://www.w3.org/TR/sparql11-http-rdf-update/
"""

import asyncio
import datetime
import hashlib
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from email.utils import format_datetime
from typing import IO, Any
from urllib.parse import parse_qs

from diplograph.ontology import GraphError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from .access import Access, Guard, RefusedError, bare_page, complain
from .addresses import ADDRESSES, FILES, Address, api_path
from .pages import Page, PageCache, Shared
from .settings import settings
from .snapshots import Snapshots, moment_of
from .turns import CrowdedError, Turns
from .workers import Job, Readers, Reply, WorkerError
from .writing import Writer

__all__ = ["Served", "make_application"]

_FORM = "application/x-www-form-urlencoded"
_QUERY, _UPDATE = "application/sparql-query", "application/sparql-update"
# What a form of any page can send, without being asked.
_OF_FORMS = frozenset({"", _FORM, "multipart/form-data", "text/plain"})
_MOST_FIELDS = 60
_PIECE_BYTES = 2**18
# The page brings its own policy, by the hashes of its scripts; what a header can say beside it is said here.
_DRAWING_POLICY = "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Served:
    """What is served, by whom, and who may ask; without ``writer`` it is only read."""

    readers: Readers
    snapshots: Snapshots
    access: Access
    writer: Writer | None = None


def make_application(served: Served) -> Guard:
    """The application that answers for a store."""
    asked = _Asked(served)
    routes = [Route("/style.css", asked.page("style", as_json=False)), Route("/api", asked.page("api", as_json=False))]
    routes.append(Route("/api/openapi.json", asked.page("openapi", as_json=True)))
    routes.append(Route("/query", asked.query, methods=["GET", "POST"]))
    routes += [Route(f"/{name}", asked.write, methods=["POST"]) for name in ("update", "store")]
    routes.append(Route("/articles", asked.add, methods=["POST"]))
    routes.append(Route("/articles/{name:path}", asked.remove, methods=["DELETE"]))
    routes += [Route(address.path, asked.file(address)) for address in FILES]
    for address in ADDRESSES:
        routes.append(Route(address.path, asked.page(address.view, as_json=False)))
        routes.append(Route(api_path(address.path), asked.page(address.view, as_json=True)))
    handlers: dict[Any, Any] = {404: _nothing, 405: _nothing, WorkerError: _refused, ClientDisconnect: _gone}
    return Guard(Starlette(routes=routes, exception_handlers=handlers), served.access)


async def _refused(request: Request, error: WorkerError) -> Response:
    path = request.url.path
    as_page = path != "/query" and "text/html" in request.headers.get("accept", "")
    return complain(error, as_json=path.startswith("/api/"), as_page=as_page)


async def _gone(_: Request, __: Exception) -> Response:
    return Response(status_code=503)


async def _nothing(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 404)
    words = "There is nothing here." if status == 404 else "This is not done here."
    headers = getattr(error, "headers", None)  # Allow, beside 405
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": words}, status, headers)
    return HTMLResponse(bare_page(words), status, headers)


class _Asked:
    """The handlers of requests."""

    def __init__(self, served: Served) -> None:
        self._served = served
        number = served.readers.number
        self._threads = ThreadPoolExecutor(number, "asking")
        self._turns = Turns(number)
        self._waiting = 0
        self._cache = PageCache(settings().cache_bytes)
        self._making: dict[object, Shared[Page]] = {}

    def page(self, view: str, *, as_json: bool) -> Callable[[Request], Any]:
        """The handler of a view's page, or of its JSON."""

        async def answer(request: Request) -> Response:
            given = {**_given(request), **request.path_params}
            snapshot, path = self._served.snapshots.current, request.url.path
            key = view, as_json, path, tuple(sorted(given.items()))
            found = self._cache.get(snapshot, key)
            if found is None:
                here = path.removeprefix("/api") if as_json else path
                asked = {"do": "page", "view": view, "path": here, "given": given, "json": as_json}
                found = await self._shared((snapshot, key), lambda: self._make(key, asked)).wait(request)
            headers = {"ETag": f'"{hashlib.sha256(found.body).hexdigest()[:20]}"'}
            if found.moment is not None:
                headers["Last-Modified"] = format_datetime(found.moment, usegmt=True)
            if found.status == 200 and request.headers.get("if-none-match") == headers["ETag"]:
                return Response(status_code=304, headers=headers)
            return Response(found.body, found.status, {"Content-Type": found.kind, **headers})

        return answer

    def _shared(self, key: object, make: Callable[[], Coroutine[Any, Any, Page]]) -> Shared[Page]:
        """The answer that is being made for that key, or one that is begun."""
        shared = self._making.get(key)
        if shared is None or shared.is_over:
            self._making = {known: one for known, one in self._making.items() if not one.is_over}
            shared = self._making[key] = Shared(make())
        return shared

    async def _make(self, key: object, asked: dict[str, Any]) -> Page:
        is_heavy = asked["view"] in ("question", "sparql")
        reply = await self._ask(Job(asked, seconds=settings().page_seconds), is_heavy=is_heavy)
        with reply.body:
            page = Page(reply.status, reply.kind, reply.body.read(), reply.quads, moment_of(reply.quads))
        if page.status == 200:
            self._cache.put(key, page)
        return page

    def file(self, address: Address) -> Callable[[Request], Any]:
        """The handler of a file."""

        async def answer(request: Request) -> Response:
            now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            more = {"base": self._served.access.base(request.headers), "now": now, "path": request.url.path}
            given = {**_given(request), **request.path_params, **(more if address.view.endswith("feed") else {})}
            asked = {"do": "file", "view": address.view, "path": request.url.path, "given": given}
            is_heavy = not address.view.endswith("feed")
            job = Job(asked, seconds=settings().answer_seconds)
            reply = await Shared(self._ask(job, is_heavy=is_heavy)).wait(request)
            headers = {"Content-Disposition": f'attachment; filename="{reply.name}"'} if reply.name else {}
            if address.view == "drawing" and reply.status == 200:
                headers["Content-Security-Policy"] = _DRAWING_POLICY
            return _sent(reply, headers)

        return answer

    async def query(self, request: Request) -> Response:
        """The SPARQL protocol."""
        values = _fields(request.url.query.encode())
        text: bytes | None = None
        if request.method == "POST":
            kind, data = _kind(request), await _body(request, settings().query_bytes)
            if kind == _FORM:
                values = _fields(data)
            elif kind == _QUERY:
                text = data
            else:
                raise RefusedError(415, f"Send a query as {_QUERY} or {_FORM}.")
        if text is None:
            if len(values.get("query", ())) != 1:
                raise RefusedError(400, "Give one query: /query?query=...")
            text = values["query"][0].encode()
        asked = {
            "do": "query",
            "accept": request.headers.get("accept", "*/*"),
            "default": values.get("default-graph-uri", []),
            "named": values.get("named-graph-uri", []),
        }
        job = Job(asked, text, seconds=settings().answer_seconds)
        return _sent(await Shared(self._ask(job, is_heavy=True)).wait(request), {})

    async def write(self, request: Request) -> Response:
        """Updates, and triples of the graph store protocol."""
        writer, kind = self._writer(), _kind(request)
        is_own_page = request.headers.get("origin") is not None
        if kind in _OF_FORMS and not (is_own_page and kind == _FORM):
            raise RefusedError(
                415, f"Send an update as {_UPDATE}, triples as application/n-triples: what a form can send is refused."
            )
        data = await _body(request, settings().write_bytes)
        if request.url.path == "/store":
            graph = _fields(request.url.query.encode()).get("graph", [None])[0]
            return _sent(await writer.write({"do": "insert", "type": kind, "graph": graph}, data), {})
        if kind == _FORM:
            data = _fields(data).get("update", [""])[0].encode()
        return _sent(await writer.write({"do": "update"}, data), {})

    async def add(self, request: Request) -> Response:
        """Articles with their claims, as a graph."""
        writer, kind = self._writer(), _kind(request)
        if kind in _OF_FORMS:
            raise RefusedError(
                415, "Send articles as application/n-quads, application/trig, application/n-triples or text/turtle."
            )
        data = await _body(request, settings().write_bytes)
        return _sent(await writer.write({"do": "add", "type": kind}, data), {})

    async def remove(self, request: Request) -> Response:
        """An article with all its claims."""
        return _sent(await self._writer().write({"do": "remove", "names": [request.path_params["name"]]}), {})

    def _writer(self) -> Writer:
        if self._served.writer is None:
            raise RefusedError(403, "This store is served read-only; serve it with --writable")
        return self._served.writer

    async def _ask(self, job: Job, *, is_heavy: bool) -> Reply:
        if self._waiting >= settings().waiting:
            raise CrowdedError
        self._waiting += 1
        try:
            async with self._turns.turn(is_heavy=is_heavy, patience=settings().waiting_seconds):
                return await self._run(job)
        finally:
            self._waiting -= 1

    async def _run(self, job: Job) -> Reply:
        """The answer, unless nobody waits for it any more: then the process that works on it is free for others."""
        work = asyncio.get_running_loop().run_in_executor(self._threads, self._served.readers.answer, job)
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            job.cancel()
            with suppress(GraphError):
                (await work).body.close()
            raise


def _given(request: Request) -> dict[str, str]:
    given = dict(request.query_params.multi_items())
    if len(given) > _MOST_FIELDS:
        raise RefusedError(400, "The request has too many fields.")
    return {name: value for name, value in given.items() if value}


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def _body(request: Request, most: int) -> bytes:
    try:
        length = int(request.headers.get("content-length", "0"))
    except ValueError:
        raise RefusedError(400, "Content-Length is no number.") from None
    if length > most:
        raise RefusedError(413, f"More than {most:,} bytes are not taken at once.")
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > most:
            raise RefusedError(413, f"More than {most:,} bytes are not taken at once.")
    return bytes(data)


def _fields(data: bytes) -> Mapping[str, list[str]]:
    try:
        return parse_qs(data.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise RefusedError(400, "The request is not in UTF-8, or has too many fields.") from None


def _sent(reply: Reply, headers: Mapping[str, str]) -> Response:
    if reply.status == 204:
        reply.body.close()
        return Response(status_code=204)
    length = {"Content-Type": reply.kind, "Content-Length": str(reply.size), **headers}
    return StreamingResponse(_pieces(reply.body), reply.status, length)


async def _pieces(body: IO[bytes]) -> AsyncIterator[bytes]:
    with body:
        while piece := await run_in_threadpool(body.read, _PIECE_BYTES):
            yield piece
