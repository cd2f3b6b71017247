"""`diplograph serve`: a store on loopback, from start to stop."""

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
from diplograph.graph.normalization import normalize
from diplograph.graph.server import serve
from diplograph.graph.stores import open_store
from diplograph.graph.stores.journal import Journal
from diplograph.ontology import Claim, Document, GraphError

# A shell that runs jobs in the background, as CI does, starts them with interrupts ignored.
HEED_INTERRUPTS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
SCRIPT = HEED_INTERRUPTS + "from diplograph.graph.cli import main; main()"

if servers.oxigraph_command() is None:
    pytest.skip("oxigraph is not installed (pip install 'diplograph[serve]'): serving is not tested", allow_module_level=True)


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


def test_reading_only_is_the_default(served: Served) -> None:
    update = requests.post(f"http://127.0.0.1:{served.port}/update", data={"update": "CLEAR ALL"}, timeout=20)
    assert update.status_code in (403, 404, 405)
    assert "<td>5</td>" in served.get("/").text


def test_page_answers_to_its_own_name_only(served: Served) -> None:
    for path in ("/", "/graph.nq"):
        assert served.get(path, headers={"Host": "evil.example"}).status_code == 421


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


def test_missing_package_is_named(store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GraphError, match=r"pip install 'diplograph\[serve\]'"):
        serve(store, port=servers.free_port(), page_port=servers.free_port(), ready=refuse)
