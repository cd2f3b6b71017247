"""A process that evaluates SPARQL for the server: a query that overflows the stack or never ends takes it alone along.

Requests and answers go over one pipe. In: a JSON object ({"do": "query", "update" or "insert", ...}), then the text or the
triples. Out: a JSON object ({"status", "type"}), then pieces of the body, each begun with "D", then "E" at its end, or "X"
where it broke off. Queries are read by the same guard as everywhere, updates by one that knows LOAD too: nothing reaches the
network.
"""

import json
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import IO, Any, TypeVar, cast

import pyoxigraph
from diplograph.ontology import GraphError, QueryError

from ..limits import limits
from ..queries import check_query, check_update, describe_syntax_error, refuse_network
from ..rdf import PREFIXES
from ..stores import OxigraphEngine, bound_memory, follow_parent, in_engine_thread

__all__ = ["main"]

_PIECE_BYTES = 2**16
_FAILURES = (OSError, SyntaxError, ValueError, RuntimeError)

F = TypeVar("F")


def main() -> None:
    """Answer until the pipe closes: its descriptor, the parent's id, the directory of the quads and "read" or "write"."""
    descriptor, parent, directory, mode = sys.argv[1:]
    follow_parent(int(parent))
    if mode == "read":
        bound_memory(limits().query_memory_bytes)
    pipe = Connection(int(descriptor))
    try:
        quads = pyoxigraph.Store(directory) if mode == "write" else pyoxigraph.Store.read_only(directory)
    except OSError as error:
        pipe.send_bytes(str(error).encode())
        return
    pipe.send_bytes(b"")
    worker = _Worker(pipe, OxigraphEngine(quads, directory))
    del quads
    in_engine_thread(worker.serve)


class _Worker:
    def __init__(self, pipe: Any, engine: OxigraphEngine) -> None:
        self._pipe = pipe
        self._engine = engine
        self._waiting = bytearray()
        self._head: bytes | None = None

    def serve(self) -> None:
        tasks: dict[str, Callable[[dict[str, Any], bytes], None]] = {
            "query": self._query,
            "update": self._update,
            "insert": self._insert,
        }
        while True:
            try:
                request, data = json.loads(self._pipe.recv_bytes()), self._pipe.recv_bytes()
            except EOFError:
                return
            try:
                tasks[request["do"]](request, data)
                self.flush()
                self._pipe.send_bytes(b"E")
            except GraphError as error:
                self._fail(400, str(error))
            except _FAILURES as error:
                self._fail(500, f"SPARQL: cannot be evaluated on this graph: {str(error).splitlines()[0][:300]}")

    # What the engine writes results to.
    def write(self, data: bytes) -> int:
        self._waiting += data
        if len(self._waiting) >= _PIECE_BYTES:
            self.flush()
        return len(data)

    def flush(self) -> None:
        if self._head is not None:
            self._pipe.send_bytes(self._head)
            self._head = None
        if self._waiting:
            self._pipe.send_bytes(b"D" + self._waiting)
            self._waiting.clear()

    def _begin(self, kind: str, status: int = 200) -> None:
        self._waiting.clear()
        self._head = json.dumps({"status": status, "type": kind}).encode()

    def _fail(self, status: int, message: str) -> None:
        if self._head is None:  # a part of the answer is on its way
            self._pipe.send_bytes(b"X")
            return
        self._begin("text/plain; charset=utf-8", status)
        self._waiting += f"{message}\n".encode()
        self.flush()
        self._pipe.send_bytes(b"E")

    def _query(self, request: dict[str, Any], data: bytes) -> None:
        self._begin("text/plain")
        text = data.decode("utf-8", "replace")
        check_query(text)
        refuse_network(text)
        try:
            results = self._evaluate(request, text)
        except SyntaxError as error:
            raise QueryError(describe_syntax_error(text, str(error))) from None
        output = cast("IO[bytes]", self)
        if isinstance(results, pyoxigraph.QueryTriples):
            syntax = _accepted(request["accept"], pyoxigraph.RdfFormat.from_media_type, pyoxigraph.RdfFormat.N_TRIPLES)
            self._begin(syntax.media_type)
            results.serialize(output=output, format=syntax)
            return
        shape = _accepted(request["accept"], pyoxigraph.QueryResultsFormat.from_media_type, pyoxigraph.QueryResultsFormat.JSON)
        self._begin(shape.media_type)
        results.serialize(output=output, format=shape)

    def _evaluate(self, request: dict[str, Any], text: str) -> Any:
        default, named = request["default"], request["named"]
        if not default and not named:
            return self._engine.evaluate(text, all_named=True)
        return self._engine.inner.query(
            text,
            prefixes=dict(PREFIXES),
            default_graph=list(map(pyoxigraph.NamedNode, default)),
            named_graphs=list(map(pyoxigraph.NamedNode, named)),
        )

    def _update(self, request: dict[str, Any], data: bytes) -> None:
        self._begin("text/plain", 204)
        text = data.decode("utf-8", "replace")
        check_update(text)
        try:
            self._engine.inner.update(text, prefixes=dict(PREFIXES))
        except SyntaxError as error:
            raise QueryError(describe_syntax_error(text, str(error))) from None
        self._engine.inner.flush()

    def _insert(self, request: dict[str, Any], data: bytes) -> None:
        self._begin("text/plain", 204)
        syntax = pyoxigraph.RdfFormat.from_media_type(request["type"])
        if syntax is None:
            raise QueryError(f"{request['type'] or 'no type'} is not a format of triples; send application/n-triples")
        graph = pyoxigraph.DefaultGraph() if request["graph"] is None else pyoxigraph.NamedNode(request["graph"])
        try:
            self._engine.inner.load(data, format=syntax, to_graph=graph)
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"not valid {syntax.name}: {str(error).splitlines()[0][:200]}") from None
        self._engine.inner.flush()


def _accepted(header: str, find: Callable[[str], F | None], otherwise: F) -> F:
    """The format that a client likes best, by its Accept header; what it takes all of gets the usual one."""
    liked: list[tuple[float, str]] = []
    for part in header.split(","):
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        quality = next((value[2:] for value in parameters if value.startswith("q=")), "1")
        try:
            liked.append((-float(quality), kind))
        except ValueError:
            continue
    for _, kind in sorted(liked, key=lambda pair: pair[0]):
        found = find(kind)
        if found is not None:
            return found
        if kind == "*/*":
            break
    return otherwise


if __name__ == "__main__":
    main()
