"""The application: requests of pages, files, SPARQL and writes, passed on to the processes that answer them.

SPARQL 1.1 protocol: https://www.w3.org/TR/sparql11-protocol/, https://www.w3.org/TR/sparql11-http-rdf-update/
"""

import asyncio
import datetime
import hashlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from .access import Access, Guard, RefusedError, complain
from .addresses import ADDRESSES, FILES, Address, api_path
from .settings import settings
from .snapshots import Snapshots
from .workers import Job, Readers, Reply, WorkerError
from .writing import Writer

__all__ = ["Served", "make_application"]

_FORM = "application/x-www-form-urlencoded"
_QUERY, _UPDATE = "application/sparql-query", "application/sparql-update"
# What a form of any page can send, without being asked.
_OF_FORMS = frozenset({"", _FORM, "multipart/form-data", "text/plain"})
_MOST_FIELDS = 60
_PIECE_BYTES, _CACHED_BYTES = 2**18, 2**19
_NOTHING = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{words}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css"></head>
<body><main><h1>{words}</h1><p><a href="/">What the store holds</a></p></main></body>
</html>
"""
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
    return complain(error, as_json=request.url.path.startswith("/api/"))


async def _gone(_: Request, __: Exception) -> Response:
    return Response(status_code=503)


async def _nothing(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 404)
    words = "There is nothing here." if status == 404 else "This is not done here."
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": words}, status)
    return Response(_NOTHING.format(words=words), status, {"Content-Type": "text/html; charset=utf-8"})


class _Cache:
    """Whole pages of the snapshot that is read, the latest asked last, within so many bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[object, tuple[int, str, bytes]] = OrderedDict()
        self._size = 0
        self._of: object = None

    def get(self, snapshot: object, key: object) -> tuple[int, str, bytes] | None:
        """What was put for that key since the snapshot is read."""
        if snapshot != self._of:
            self._held.clear()
            self._of, self._size = snapshot, 0
        found = self._held.get(key)
        if found is not None:
            self._held.move_to_end(key)
        return found

    def put(self, snapshot: object, key: object, entry: tuple[int, str, bytes]) -> None:
        """Keep an answer, in the place of those that nobody has asked for the longest."""
        if snapshot != self._of or len(entry[2]) > _CACHED_BYTES or key in self._held:
            return
        self._held[key] = entry
        self._size += len(entry[2])
        while self._size > self._most:
            _, (_, _, body) = self._held.popitem(last=False)
            self._size -= len(body)


class _Asked:
    """The handlers of requests."""

    def __init__(self, served: Served) -> None:
        self._served = served
        number = served.readers.number
        self._threads = ThreadPoolExecutor(number, "asking")
        # Of the processes one is kept for what is answered soon.
        self._heavy = asyncio.Semaphore(max(1, number - 1))
        self._waiting = 0
        self._cache = _Cache(settings().cache_bytes)

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
                is_heavy = view in ("question", "sparql")
                reply = await self._ask(request, Job(asked, seconds=settings().page_seconds), is_heavy=is_heavy)
                with reply.body:
                    found = reply.status, reply.kind, reply.body.read()
                if reply.status == 200:
                    self._cache.put(snapshot, key, found)
            status, kind, body = found
            tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
            if status == 200 and request.headers.get("if-none-match") == tag:
                return Response(status_code=304, headers={"ETag": tag})
            return Response(body, status, {"Content-Type": kind, "ETag": tag})

        return answer

    def file(self, address: Address) -> Callable[[Request], Any]:
        """The handler of a file."""

        async def answer(request: Request) -> Response:
            now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            more = {"base": self._served.access.base(request.headers), "now": now, "path": request.url.path}
            given = {**_given(request), **request.path_params, **(more if address.view.endswith("feed") else {})}
            asked = {"do": "file", "view": address.view, "path": request.url.path, "given": given}
            is_heavy = not address.view.endswith("feed")
            reply = await self._ask(request, Job(asked, seconds=settings().answer_seconds), is_heavy=is_heavy)
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
        return _sent(await self._ask(request, Job(asked, text, seconds=settings().answer_seconds), is_heavy=True), {})

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

    async def _ask(self, request: Request, job: Job, *, is_heavy: bool) -> Reply:
        if self._waiting >= settings().waiting:
            raise WorkerError(503, "many others are asking; ask again in a moment")
        self._waiting += 1
        gone = asyncio.create_task(_until_gone(request))
        try:
            if is_heavy:
                async with self._heavy:
                    return await self._run(job, gone)
            return await self._run(job, gone)
        finally:
            self._waiting -= 1
            gone.cancel()

    async def _run(self, job: Job, gone: "asyncio.Task[None]") -> Reply:
        """The answer, unless whoever asked has hung up: then the process that works on it is free for others."""
        if gone.done():
            raise ClientDisconnect
        work = asyncio.get_running_loop().run_in_executor(self._threads, self._served.readers.answer, job)
        try:
            both: list[asyncio.Future[Any]] = [work, gone]
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            job.cancel()
            raise
        if not work.done():
            job.cancel()
            with suppress(WorkerError):
                (await work).body.close()
            raise ClientDisconnect
        return work.result()


async def _until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


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
