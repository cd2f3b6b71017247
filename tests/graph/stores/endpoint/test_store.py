"""Endpoints: their names, and what the client does when a server is busy, slow, closed, strict, or dies in the middle."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from diplograph.graph.rdf.normalization import Claims
from diplograph.graph.stores import open_store
from diplograph.graph.stores.endpoint.client import Client, Endpoint, load_layouts, parse_location
from diplograph.graph.stores.endpoint.store import RemoteStore
from diplograph.ontology import GraphError

EMPTY = b'{"head": {"vars": []}, "results": {"bindings": []}}'


class Scripted(BaseHTTPRequestHandler):
    """Answers with the statuses that a test lists, then with an empty result."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        server: Any = self.server
        server.seen.append(self.headers.get("Authorization"))
        status = server.statuses.pop(0) if server.statuses else 200
        if status == "slow":
            server.release.wait(10)
            status = 200
        self.send_response(status)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(EMPTY)))
        self.end_headers()
        self.wfile.write(EMPTY)

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


@pytest.fixture
def scripted() -> Iterator[Any]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Scripted)
    server.statuses, server.seen, server.release = [], [], threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.release.set()
    server.shutdown()
    server.server_close()


def client_of(server: Any, user: str | None = None, password: str | None = None) -> Client:
    url = f"http://127.0.0.1:{server.server_address[1]}/sparql"
    return Client(Endpoint(url, url, load_layouts()["sparql"], user, password), retries=3, backoff_s=0.01)


@pytest.mark.parametrize(
    ("location", "complaint"),
    [
        ("ftp://host/x", "not an address of an endpoint"),
        ("nonsense+http://host/x", "'nonsense' is not a known engine; use one of sparql, oxigraph, virtuoso"),
        ("http://user:secret@host/x", "set DIPLOGRAPH_PASSWORD instead"),
        ("http:///x", "names no host"),
    ],
)
def test_bad_address_is_refused_with_the_remedy(location: str, complaint: str) -> None:
    with pytest.raises(GraphError, match=complaint) as caught:
        parse_location(location)
    assert "secret" not in str(caught.value)


def test_user_comes_from_the_address_and_the_password_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPLOGRAPH_PASSWORD", "secret")
    endpoint = parse_location("fuseki+https://mara@graphs.example/news")
    assert (endpoint.user, endpoint.password) == ("mara", "secret")
    assert endpoint.address(endpoint.layout.update) == "https://graphs.example/news/update"


def test_busy_server_is_asked_again(scripted: Any) -> None:
    scripted.statuses = [503, 429, 502]
    assert client_of(scripted).send("POST", "", data={"query": "ASK {}"}).ok
    assert len(scripted.seen) == 4


def test_server_that_stays_busy_is_given_up(scripted: Any) -> None:
    scripted.statuses = [503] * 10
    with pytest.raises(GraphError, match="HTTP 503"):
        client_of(scripted).send("POST", "", data={"query": "ASK {}"})
    assert len(scripted.seen) == 4


def test_mistake_is_not_sent_twice(scripted: Any) -> None:
    scripted.statuses = [400]
    with pytest.raises(GraphError, match="HTTP 400"):
        client_of(scripted).send("POST", "", data={"query": "?"})
    assert len(scripted.seen) == 1


def test_slow_server_is_given_up_after_the_time_allowed(scripted: Any) -> None:
    scripted.statuses = ["slow"] * 8
    with pytest.raises(GraphError, match=r"no answer within 0\.2 s|cannot be reached"):
        client_of(scripted).send("POST", "", data={"query": "ASK {}"}, timeout=0.2)


def test_credentials_are_sent(scripted: Any) -> None:
    client_of(scripted, "mara", "secret").send("POST", "", data={"query": "ASK {}"})
    assert scripted.seen == ["Basic bWFyYTpzZWNyZXQ="]


def test_refused_access_says_what_to_do(scripted: Any) -> None:
    scripted.statuses = [401]
    with pytest.raises(GraphError, match="access refused; name a user in the address and set DIPLOGRAPH_PASSWORD"):
        client_of(scripted).send("POST", "", data={"query": "ASK {}"})


def test_server_that_is_not_there_is_one_clear_line() -> None:
    with pytest.raises(GraphError, match=r"^http://127\.0\.0\.1:9/: cannot be reached: .*refused"):
        open_store("http://127.0.0.1:9/")


def step_by_step(location: str) -> Client:
    """A client for which no update is whole, nor is there a graph store: what the plainest engine offers."""
    endpoint = parse_location(location)
    layout = replace(endpoint.layout, whole_updates=False, triples_at_once=40, graph_store=None)
    return Client(replace(endpoint, layout=layout))


def test_plainest_endpoint_takes_a_batch_in_steps(oxigraph_server: str, content: Claims) -> None:
    _empty(oxigraph_server)
    with RemoteStore(oxigraph_server, write=True, client=step_by_step(oxigraph_server)) as store:
        store.add(content)
        stepwise = set(store.statements())
        assert store.add(content).unchanged == 1
    assert not [statement for statement in stepwise if "store#announced" in statement.triple]


@pytest.mark.parametrize("broken_at", range(1, 9))
def test_batch_that_broke_off_is_gone_when_the_store_is_next_written_to(
    oxigraph_server: str, content: Claims, other_content: Claims, monkeypatch: pytest.MonkeyPatch, broken_at: int
) -> None:
    _empty(oxigraph_server)
    store = RemoteStore(oxigraph_server, write=True, client=step_by_step(oxigraph_server))
    store.add(content)
    before = {
        statement for statement in store.statements() if not statement.triple.startswith("<https://w3id.org/diplograph/batch")
    }
    update, calls = store._engine.update, 0

    def break_off(text: str) -> None:
        nonlocal calls
        calls += 1
        if calls == broken_at:
            raise GraphError("the line went dead")
        update(text)

    monkeypatch.setattr(store._engine, "update", break_off)
    with pytest.raises(GraphError, match="went dead"):
        for number in range(9):
            store.add(
                replace(other_content, documents=other_content.documents) if number == 0 else _renamed(other_content, number)
            )
    acknowledged = store.query(
        "SELECT (COUNT(?d) AS ?n) { GRAPH <https://w3id.org/diplograph/graph/index> { ?d store:digest ?x } }"
    )
    with RemoteStore(oxigraph_server, write=True, client=step_by_step(oxigraph_server)) as again:
        articles = again.query("SELECT (COUNT(?d) AS ?n) { ?d a schema:NewsArticle }")
        digests = again.query(
            "SELECT (COUNT(?d) AS ?n) { GRAPH <https://w3id.org/diplograph/graph/index> { ?d store:digest ?x } }"
        )
        assert articles.rows == digests.rows
        assert digests.rows[0][0] <= acknowledged.rows[0][0]  # type: ignore[operator]
        assert before <= set(again.statements())


def _renamed(content: Claims, number: int) -> Claims:
    documents = tuple(replace(document, id=f"later-{number}") for document in content.documents)
    return Claims(tuple(replace(claim, document=f"later-{number}") for claim in content.claims), documents)


def _empty(location: str) -> None:
    endpoint = parse_location(location)
    client = Client(endpoint)
    client.send("POST", endpoint.layout.update, data={"update": "DROP ALL"})
    client.close()


def test_reader_is_not_given_counts_that_are_behind(oxigraph_server: str, content: Claims) -> None:
    _empty(oxigraph_server)
    question = "SELECT * { GRAPH <https://w3id.org/diplograph/graph/counts> { ?row store:total ?n } }"
    with open_store(oxigraph_server, write=True) as writer:
        writer.add(content)
        with (
            open_store(oxigraph_server) as reader,
            pytest.raises(GraphError, match="its counts are behind; open it to write"),
        ):
            reader.query(question)
    with open_store(oxigraph_server) as reader:
        assert len(reader.query(question)) == 4
