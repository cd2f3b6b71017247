"""`diplograph serve`: a store on loopback, from start to stop."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import servers
from diplograph.graph.rdf.normalization import normalize
from diplograph.graph.server.serving import serve
from diplograph.graph.stores import open_store
from diplograph.graph.stores.oxigraph.journal import Journal
from diplograph.ontology import Claim, Document, GraphError

# A shell that runs jobs in the background, as CI does, starts them with interrupts ignored.
HEED_INTERRUPTS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
SCRIPT = HEED_INTERRUPTS + "from diplograph.graph.cli import main; main()"


@pytest.fixture
def store(tmp_path: Path, claims: list[Claim], document: Document) -> Path:
    with open_store(tmp_path / "a <b>news", write=True) as opened:
        opened.add(normalize(claims, [document]))
    return tmp_path / "a <b>news"


class Served:
    def __init__(self, store: Path, *options: str) -> None:
        self.port, self.page_port = servers.free_port(), servers.free_port()
        ports = ["--port", str(self.port), "--page-port", str(self.page_port)]
        command = [sys.executable, "-c", SCRIPT, "serve", str(store), *ports, *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.line = self.process.stdout.readline()

    def get(self, path: str, **options: object) -> requests.Response:
        return requests.get(f"http://127.0.0.1:{self.page_port}{path}", timeout=20, **options)  # type: ignore[arg-type]

    def sparql(self, path: str = "query", method: str = "POST", **options: object) -> requests.Response:
        return requests.request(method, f"http://127.0.0.1:{self.port}/{path}", timeout=60, **options)  # type: ignore[arg-type]

    def ask(self, query: str, **headers: str) -> requests.Response:
        return self.sparql(data={"query": query}, headers=headers)

    def stop(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(20)


@pytest.fixture
def served(store: Path) -> Iterator[Served]:
    running = Served(store)
    yield running
    if running.process.poll() is None:
        running.stop(signal.SIGTERM)  # killed, it could not end the server that it started


def test_page_leads_to_sparql_drawing_and_downloads(served: Served) -> None:
    page = served.get("/")
    assert page.ok
    assert "a &lt;b&gt;news" in page.text and "<b>news" not in page.text
    assert re.search(r"<th scope=\"row\">claims</th><td>5</td>", page.text)
    links = re.findall(r'href="([^"]+)"', page.text)
    assert links == [f"http://127.0.0.1:{served.port}/", "/graph.html", "/graph.nq", "/graph.trig"]
    assert requests.get(links[0], timeout=20).ok
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_what_a_killed_writer_has_promised_is_served(store: Path) -> None:
    Journal(store / "journal").append(b'<https://example.org/late> <http://www.w3.org/2000/01/rdf-schema#label> "Promised" .\n')
    running = Served(store)
    try:
        assert '"Promised"' in running.get("/graph.nq").text
    finally:
        running.stop(signal.SIGTERM)


def test_drawing_and_downloads_are_there(served: Served, tmp_path: Path) -> None:
    assert "Saudi talks" in served.get("/graph.html").text
    (tmp_path / "x.nq").write_bytes(served.get("/graph.nq").content)
    with open_store(tmp_path / "copy", write=True) as copy:
        from diplograph.graph.stores.transfer import read_statements

        copy.load(read_statements(tmp_path / "x.nq"))
        assert copy.query("SELECT (COUNT(?c) AS ?n) { ?c a dg:Claim }").rows == ((5,),)
    assert served.get("/graph.trig").text.startswith("@prefix")


def test_same_queries_run_over_the_wire(served: Served) -> None:
    with open_store(f"oxigraph+http://127.0.0.1:{served.port}") as remote:
        found = remote.query("SELECT ?who { ?who dg:opposesMembership [ dg:candidate actor:UKR ] }")
        assert found.rows == (("https://w3id.org/diplograph/actor/RUS",),)
        assert sum(remote.counts().values()) == 5


def test_others_read_the_store_while_it_is_served(served: Served, store: Path) -> None:
    with open_store(store) as reader:
        assert reader.query("ASK { ?claim a dg:Claim }")
    with pytest.raises(GraphError, match="the store is taken"):
        open_store(store, write=True)


UPDATE = {"Content-Type": "application/sparql-update"}


def test_reading_only_is_the_default(served: Served) -> None:
    for path, data, headers in [("update", "CLEAR ALL", UPDATE), ("store?default", "<x:a> <x:b> <x:c> .", TRIPLES)]:
        assert served.sparql(path, data=data, headers=headers).status_code == 403
    assert served.sparql("store?default", method="DELETE").status_code in (403, 405, 501)
    assert served.ask("DROP ALL").status_code == 400
    assert "<td>5</td>" in served.get("/").text


TRIPLES = {"Content-Type": "application/n-triples"}
ASK = "ASK { ?claim a dg:Claim }"


def test_every_port_answers_to_its_own_name_only(served: Served) -> None:
    for name in ("evil.example", f"evil.example:{served.port}", "127.0.0.1.evil.example:80", "", "localhost"):
        expected = 200 if name == "localhost" else 421
        for path in ("/", "/graph.nq", "/graph.html"):
            assert served.get(path, headers={"Host": f"{name}:80"}).status_code == expected
        assert served.ask(ASK, Host=f"{name}:80").status_code == expected
        assert served.sparql("", method="GET", headers={"Host": f"{name}:80"}).status_code == expected


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}])
def test_no_page_of_another_site_is_answered(served: Served, headers: dict[str, str]) -> None:
    assert served.ask(ASK, **headers).status_code == 403
    assert served.sparql(f"query?query={ASK}", method="GET", headers=headers).status_code == 403
    assert served.sparql(f"?query={ASK}", method="GET", headers=headers).status_code == 403
    assert served.get("/graph.nq", headers=headers).status_code == 403
    answer = served.ask(ASK)
    assert answer.json()["boolean"] is True
    assert not any(name.lower().startswith("access-control") for name in answer.headers)


@pytest.mark.parametrize(
    "clause",
    [
        "SERVICE <{u}> {{ ?a ?b ?c }}",
        "SERVICESILENT<{u}>{{?a ?b ?c}}",
        "FILTER(1<2)SERVICE#>\n<{u}>{{?a ?b ?c}}",
        "SERVICE:x{{}}",
    ],
)
def test_served_query_reaches_no_other_address(served: Served, clause: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.3)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        refused = served.ask(f"PREFIX : <{address}> SELECT * {{ {clause.format(u=address)} }}")
        assert (refused.status_code, "SERVICE would reach the network" in refused.text) == (400, True)
        with pytest.raises(TimeoutError):
            listener.accept()


def test_long_query_is_refused_and_serving_goes_on(served: Served) -> None:
    union = "ASK { " + " UNION ".join(["{?s ?p ?o}"] * 2000) + " }"
    refused = served.ask(union)
    assert (refused.status_code, "parts and operators" in refused.text) == (400, True)
    assert served.ask(ASK).json()["boolean"] is True


def test_engine_that_dies_is_started_anew(served: Served) -> None:
    children = Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children")
    if not children.exists():
        pytest.skip("this system does not say whose processes are whose")
    assert served.ask(ASK).ok
    tasks = Path(f"/proc/{served.process.pid}/task").glob("*/children")
    workers = {int(word) for task in tasks for word in task.read_text().split()}
    assert workers
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    time.sleep(0.2)
    assert served.ask(ASK).json()["boolean"] is True
    assert served.process.poll() is None


@pytest.mark.parametrize(
    ("accept", "kind", "beginning"),
    [
        ("text/csv", "text/csv", "who"),
        ("text/tab-separated-values", "text/tab-separated-values", "?who"),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        ("text/html, */*;q=0.1", "application/sparql-results+json", "{"),
        ("application/json;q=0.2, text/csv;q=0.9", "text/csv", "who"),
    ],
)
def test_answers_come_in_the_format_that_is_asked_for(served: Served, accept: str, kind: str, beginning: str) -> None:
    answer = served.ask("SELECT ?who { ?who dg:excludedFrom ?x }", Accept=accept)
    assert answer.headers["Content-Type"].startswith(kind)
    assert answer.text.startswith(beginning) and "actor/UKR" in answer.text


def test_mistake_in_a_served_query_is_placed(served: Served) -> None:
    answer = served.sparql(data="SELECT ?x {\n ?x dg:role }", headers={"Content-Type": "application/sparql-query"})
    assert (answer.status_code, answer.text) == (400, "SPARQL: line 2, column 13: cannot read '}'\n")


def test_page_of_queries_shows_answers_as_text(served: Served) -> None:
    page = served.sparql("", method="GET", params={"query": "SELECT ?who ('<b>x' AS ?bold) { ?who dg:excludedFrom ?x }"})
    assert "<td>actor:UKR</td><td>&lt;b&gt;x</td>" in page.text
    assert "script" not in page.text and "form-action 'self'" in page.headers["Content-Security-Policy"]
    wrong = served.sparql("", method="GET", params={"query": "SELECT <script>"})
    assert '<p role="alert">SPARQL: line 1' in wrong.text and "<script>" not in wrong.text


def test_drawing_and_downloads_may_be_shown_by_no_other_page(served: Served) -> None:
    assert served.get("/graph.html").headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert served.get("/graph.nq").headers["X-Content-Type-Options"] == "nosniff"


def test_client_that_hangs_up_leaves_no_trace(served: Served) -> None:
    for port in (served.port, served.page_port):
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    assert served.get("/").ok
    assert served.stop(signal.SIGTERM) == 0
    assert served.process.stderr is not None and served.process.stderr.read() == ""


def test_unknown_path_is_not_found(served: Served) -> None:
    assert served.get("/../diplograph.json").status_code == 404


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_and_frees_store_and_ports(served: Served, store: Path, how: signal.Signals) -> None:
    assert served.stop(how) == 0
    assert served.process.stderr is not None and served.process.stderr.read() == ""
    open_store(store, write=True).close()
    for port in (served.port, served.page_port):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_killed_it_takes_the_server_along_and_frees_the_store(served: Served, store: Path) -> None:
    served.stop(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while True:
        try:
            open_store(store, write=True).close()
            break
        except GraphError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    with pytest.raises(requests.ConnectionError):
        requests.get(f"http://127.0.0.1:{served.port}/", timeout=5)


def test_writable_server_takes_updates_and_has_the_store_alone(store: Path) -> None:
    running = Served(store, "--writable")
    try:
        with open_store(f"oxigraph+http://127.0.0.1:{running.port}", write=True) as remote:
            assert remote.remove(["talks"]).removed == 1
        with pytest.raises(GraphError, match="the store is taken"):
            open_store(store)
    finally:
        assert running.stop(signal.SIGTERM) == 0
    with open_store(store) as reader:
        assert not reader.query("ASK { ?claim a dg:Claim }")


@pytest.mark.parametrize(
    ("data", "headers", "status"),
    [
        ("update=DROP%20ALL", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ("update=DROP%20ALL", {"Content-Type": "application/x-www-form-urlencoded", "Origin": "http://evil.example"}, 403),
        ("DROP ALL", {"Content-Type": "text/plain"}, 415),
        ("DROP ALL", {}, 415),
        ("DROP ALL", {**UPDATE, "Origin": "http://evil.example"}, 403),
        ("DROP ALL", {**UPDATE, "Sec-Fetch-Site": "same-site"}, 403),
        ("DROP ALL", {**UPDATE, "Host": "evil.example:7878"}, 421),
        ("LOAD <http://127.0.0.1:9/x>", UPDATE, 400),
        ("LOADSILENT<http://127.0.0.1:9/x>", UPDATE, 400),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE<http://127.0.0.1:9/x>{ ?s ?p ?o } }", UPDATE, 400),
    ],
)
def test_no_other_page_writes_to_a_writable_store(writable: Served, data: str, headers: dict[str, str], status: int) -> None:
    assert writable.sparql("update", data=data, headers=headers).status_code == status
    assert writable.ask("SELECT (COUNT(?c) AS ?n) { ?c a dg:Claim }", Accept="text/csv").text.split() == ["n", "5"]


def test_programs_write_to_a_writable_store(writable: Served) -> None:
    assert writable.sparql("update", data="INSERT DATA { <x:load> <x:service> 'LOAD it' }", headers=UPDATE).status_code == 204
    assert writable.sparql("store?graph=x:g", data='<x:a> <x:b> "c" .', headers=TRIPLES).status_code == 204
    own = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{writable.port}"}
    assert writable.sparql("update", data={"update": "INSERT DATA { <x:d> <x:b> 'd' }"}, headers=own).status_code == 204
    found = "ASK { <x:load> <x:service> 'LOAD it' . GRAPH <x:g> { <x:a> <x:b> 'c' } <x:d> <x:b> 'd' }"
    assert writable.ask(found).json()["boolean"] is True


@pytest.fixture
def writable(store: Path) -> Iterator[Served]:
    running = Served(store, "--writable")
    yield running
    running.stop(signal.SIGTERM)


def refuse(*_: object) -> None:
    pytest.fail("it started")


def test_taken_port_is_one_clear_line(store: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(GraphError, match=rf"port {port} cannot be used: Address already in use; choose another"):
            serve(store, port=port, page_port=servers.free_port(), ready=refuse)


def test_taken_store_is_one_clear_line(store: Path) -> None:
    with open_store(store, write=True), pytest.raises(GraphError, match="the store is taken"):
        serve(store, port=servers.free_port(), page_port=servers.free_port(), ready=refuse)
