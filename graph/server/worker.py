"""A process that reads snapshots for the server, or writes its store: a query that never ends takes it alone along.

Requests and answers go over one pipe. In: a JSON object ({"do": ...}), then the text or the triples. Out: a JSON object
({"status", "type", "name"}), then pieces of the body, each begun with "D", then "E" at its end, or "X" where it broke off.
Queries are read by the same guard as everywhere, updates by one that knows LOAD too: nothing reaches the network.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Any, TypeVar, cast

import pyoxigraph
from diplograph.ontology import Document, GraphError, QueryError, add_ontology

from ..limits import limits
from ..queries import check_query, describe_syntax_error, refuse_network
from ..rdf import PREFIXES
from ..stores import EmbeddedStore, SnapshotStore, bound_memory, follow_parent, in_engine_thread
from .figures import Tally
from .snapshots import moment_of

__all__ = ["main"]

_PIECE_BYTES = 2**16
_FAILURES = (OSError, SyntaxError, ValueError, RuntimeError, MemoryError)
# The endings of what articles may be sent as.
_ENDINGS = {"application/n-quads": ".nq", "application/trig": ".trig", "text/turtle": ".ttl", "application/n-triples": ".nt"}

F = TypeVar("F")


def main() -> None:
    """Answer until the pipe closes: its descriptor, the parent's id, and a JSON object of the store's "home", the "quads" of
    a snapshot to read (none to write) and files of "ontology"."""
    descriptor, parent, text = sys.argv[1:]
    follow_parent(int(parent))
    given = json.loads(text)
    if given["quads"] is not None:
        bound_memory(limits().query_memory_bytes)
    pipe = Connection(int(descriptor))
    try:
        add_ontology(*map(Path, given["ontology"]))
        worker = _Reader(pipe, given) if given["quads"] is not None else _Writer(pipe, given)
    except (GraphError, OSError) as error:
        pipe.send_bytes(str(error).encode())
        return
    pipe.send_bytes(b"")
    in_engine_thread(worker.serve)
    worker.close()


class _Worker:
    """Takes requests and sends answers; what it can do is in ``tasks``."""

    tasks: Mapping[str, Callable[[dict[str, Any], bytes], None]]

    def __init__(self, pipe: Any) -> None:
        self._pipe = pipe
        self._waiting = bytearray()
        self._head: bytes | None = None

    def serve(self) -> None:
        """Answer until nobody is at the other end of the pipe."""
        while True:
            try:
                request, data = json.loads(self._pipe.recv_bytes()), self._pipe.recv_bytes()
            except EOFError:
                return
            try:
                self.tasks[request["do"]](request, data)
                self.flush()
                self._pipe.send_bytes(b"E")
            except GraphError as error:
                self._fail(400, str(error))
            except _FAILURES as error:
                words = (str(error) or type(error).__name__).splitlines()[0][:300]
                self._fail(500, f"this cannot be evaluated on this graph: {words}")

    def close(self) -> None:
        """Let go of the store."""
        raise NotImplementedError

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

    def begin(self, kind: str, status: int = 200, name: str = "") -> None:
        self._waiting.clear()
        self._head = json.dumps({"status": status, "type": kind, "name": name}).encode()

    def _fail(self, status: int, message: str) -> None:
        if self._head is None:  # a part of the answer is on its way
            self._pipe.send_bytes(b"X")
            return
        self.begin("text/plain; charset=utf-8", status)
        self._waiting += f"{message}\n".encode("utf-8", "replace")
        self.flush()
        self._pipe.send_bytes(b"E")


class _Reader(_Worker):
    """Reads the snapshot that it was last told to open."""

    def __init__(self, pipe: Any, given: Mapping[str, Any]) -> None:
        super().__init__(pipe)
        self._home = Path(given["home"])
        self._show(Path(given["quads"]))
        self.tasks = {"query": self._query, "page": self._page, "file": self._file, "open": self._open}

    def serve(self) -> None:
        from diplograph.ontology.actors import load_name_index

        load_name_index()  # before somebody waits for it
        super().serve()

    def close(self) -> None:
        self._store.close()

    def _show(self, quads: Path) -> None:
        from ..knowledge_graph import KnowledgeGraph
        from .site import Reading

        self._store = SnapshotStore(quads, self._home)
        is_snapshot = quads.parent != self._home  # else the store's own, on media that cannot be written
        self._reading = Reading(
            KnowledgeGraph(self._store), self._home.name, quads=quads if is_snapshot else None, taken=moment_of(quads)
        )

    def _open(self, request: dict[str, Any], _: bytes) -> None:
        self.begin("text/plain", 204)
        before = self._store
        self._show(Path(request["quads"]))
        before.close()

    def _page(self, request: dict[str, Any], _: bytes) -> None:
        from .site import answer_page

        self.begin("text/plain")
        found = answer_page(self._reading, request["view"], request["path"], request["given"], as_json=request["json"])
        self.begin(found.media_type, found.status)
        self.write(found.body)

    def _file(self, request: dict[str, Any], _: bytes) -> None:
        from .site import Answered, answer_file

        self.begin("text/plain")
        found = answer_file(self._reading, request["view"], request["path"], request["given"])
        if isinstance(found, Answered):
            self.begin(found.media_type, found.status)
            self.write(found.body)
        else:
            self.begin(found.media_type, name=found.name)
            found.write(cast("IO[bytes]", self))

    def _query(self, request: dict[str, Any], data: bytes) -> None:
        self.begin("text/plain")
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
            self.begin(syntax.media_type)
            results.serialize(output=output, format=syntax)
            return
        shape = _accepted(request["accept"], pyoxigraph.QueryResultsFormat.from_media_type, pyoxigraph.QueryResultsFormat.JSON)
        self.begin(shape.media_type)
        results.serialize(output=output, format=shape)

    def _evaluate(self, request: dict[str, Any], text: str) -> Any:
        default, named = request["default"], request["named"]
        engine = self._store.engine
        if not default and not named:
            return engine.evaluate(text, all_named=True)
        return engine.inner.query(
            text,
            prefixes=dict(PREFIXES),
            default_graph=list(map(pyoxigraph.NamedNode, default)),
            named_graphs=list(map(pyoxigraph.NamedNode, named)),
        )


class _Writer(_Worker):
    """Has the store alone, and does one write after another."""

    def __init__(self, pipe: Any, given: Mapping[str, Any]) -> None:
        super().__init__(pipe)
        self._home = Path(given["home"])
        self._store = EmbeddedStore(self._home, write=True)
        self._is_behind = False
        self._tally = Tally(self._home)
        # The articles that differ from those of the last snapshot; None where an update may have changed any.
        self._changed: set[str] | None = set()
        self.tasks = {
            "update": self._update,
            "insert": self._insert,
            "add": self._add,
            "remove": self._remove,
            "snapshot": self._snapshot,
        }

    def close(self) -> None:
        self._store.close()

    def _update(self, _: dict[str, Any], data: bytes) -> None:
        self.begin("text/plain", 204)
        self._is_behind, self._changed = True, None
        self._store.update(data.decode("utf-8", "replace"))

    def _insert(self, request: dict[str, Any], data: bytes) -> None:
        self.begin("text/plain", 204)
        self._is_behind, self._changed = True, None
        self._store.insert(data, request["type"], request["graph"])

    def _add(self, request: dict[str, Any], data: bytes) -> None:
        """Add the articles of a graph, each whole: what is there of one goes before."""
        from ..knowledge_graph import KnowledgeGraph
        from ..rdf import normalize
        from ..stores import open_store, read_statements

        self.begin("application/json")
        ending = _ENDINGS.get(request["type"])
        if ending is None:
            raise QueryError(f"{request['type'] or 'no type'} is not a format of graphs here; send {', '.join(_ENDINGS)}")
        with tempfile.TemporaryDirectory() as folder, open_store(None) as memory:
            path = Path(folder) / f"graph{ending}"
            path.write_bytes(data)
            try:
                memory.load(read_statements(path))
                given = KnowledgeGraph(memory)
                content = normalize(given.claims, given.documents)
            except GraphError as error:
                raise QueryError(str(error).replace(str(path), "what was sent")) from None
        if not content.documents:
            raise QueryError("what was sent holds no articles: send what diplograph export or diplograph build writes")
        self._note(document.iri for document in content.documents)
        self.write(json.dumps(asdict(self._current().add(content))).encode() + b"\n")

    def _remove(self, request: dict[str, Any], _: bytes) -> None:
        self.begin("application/json")
        self._note(Document(name).iri for name in request["names"])
        self.write(json.dumps(asdict(self._current().remove(request["names"]))).encode() + b"\n")

    def _snapshot(self, request: dict[str, Any], _: bytes) -> None:
        self.begin("text/plain", 204)
        if not self._is_behind:
            self._store.refresh()
        quads = Path(request["target"])
        self._store.snapshot(quads)
        changed, self._changed = self._changed, set()
        self._tally.follow(quads, changed)

    def _note(self, articles: Iterable[str]) -> None:
        if self._changed is not None:
            self._changed.update(articles)

    def _current(self) -> EmbeddedStore:
        """The store, which has read what updates have done past it."""
        if self._is_behind:
            self._store.close()
            self._store = EmbeddedStore(self._home, write=True)
            self._is_behind = False
        return self._store


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
