"""`diplograph serve`: a store on loopback, from start to stop."""

import re
import signal
import socket
import sys
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
import requests
import servers
from diplograph.graph.rdf.normalization import normalize
from diplograph.graph.server import read_token, serve
from diplograph.graph.stores import open_store
from diplograph.graph.stores.oxigraph.journal import Journal
from diplograph.ontology import Claim, Document, GraphError
from packed import page_data

Start = Callable[..., Any]
TRIPLES = {"Content-Type": "application/n-triples"}
UPDATE = {"Content-Type": "application/sparql-update"}
ASK = "ASK { ?claim a dg:Claim }"
COUNT = "SELECT (COUNT(?c) AS ?n) { ?c a dg:Claim }"


def test_first_page_leads_everywhere(served: Any) -> None:
    page = served.get("/")
    assert page.ok
    assert "a &lt;b&gt;news" in page.text and "<b>news" not in page.text
    assert re.search(r"<dt>Claims</dt><dd><a href=\"/claims\">5</a>", page.text)
    links = {link for link in re.findall(r'href="(/[^"]*)"', page.text) if link.count("/") == 1 and "?" not in link}
    assert {"/actors", "/articles", "/claims", "/questions", "/sparql", "/downloads", "/api", "/drawing"} <= links
    assert all(served.get(link).ok for link in links)


def test_what_a_killed_writer_has_promised_is_served(store: Path, start: Start) -> None:
    Journal(store / "journal").append(b'<https://example.org/late> <http://www.w3.org/2000/01/rdf-schema#label> "Promised" .\n')
    assert '"Promised"' in start(store).get("/downloads/graph.nq").text


@pytest.mark.parametrize("options", [(), ("--writable",)])
def test_purge_that_was_killed_is_finished_first(store: Path, start: Start, options: tuple[str, ...]) -> None:
    new = store / "purged"
    new.mkdir()
    for name in ("oxigraph", "quotes.sqlite", "checksums.json"):
        (store / name).rename(new / name)
    assert "Saudi talks" in start(store, *options).get("/downloads/graph.nq").text
    assert not new.exists()


def test_drawing_and_downloads_are_there(served: Any, tmp_path: Path) -> None:
    assert any("Saudi talks" in node["names"] for node in page_data(served.get("/drawing").text)["nodes"])
    download = served.get("/downloads/graph.nq")
    assert download.headers["Content-Disposition"] == 'attachment; filename="graph.nq"'
    (tmp_path / "x.nq").write_bytes(download.content)
    with open_store(tmp_path / "copy", write=True) as copy:
        from diplograph.graph.stores.transfer import read_statements

        copy.load(read_statements(tmp_path / "x.nq"))
        assert copy.query(COUNT).rows == ((5,),)
    assert served.get("/downloads/graph.trig").text.startswith("@prefix")


def test_same_queries_run_over_the_wire(served: Any) -> None:
    with open_store(f"oxigraph+{served.address}") as remote:
        found = remote.query("SELECT ?who { ?who dg:opposesMembership [ dg:candidate actor:UKR ] }")
        assert found.rows == (("https://w3id.org/diplograph/actor/RUS",),)
        assert sum(remote.counts().values()) == 5


def test_reading_only_is_the_default(served: Any) -> None:
    for path, data, headers in [
        ("/update", "CLEAR ALL", UPDATE),
        ("/store?default", "<x:a> <x:b> <x:c> .", TRIPLES),
        ("/articles", "<x:a> <x:b> <x:c> .", TRIPLES),
    ]:
        assert served.request("POST", path, data=data, headers=headers).status_code == 403
    assert served.request("DELETE", "/articles/talks").status_code == 403
    refused = served.request("DELETE", "/store?default")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "POST")
    assert served.ask("DROP ALL").status_code == 400
    assert served.ask(COUNT, Accept="text/csv").text.split() == ["n", "5"]


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.1.evil.example:80", "localhost.evil.example", ""])
def test_server_answers_to_its_own_name_only(served: Any, name: str) -> None:
    for path in ("/", "/downloads/graph.nq", "/drawing", "/api/overview", f"/query?query={ASK}"):
        assert served.get(path, headers={"Host": name}).status_code == 421
    assert served.get("/", headers={"Host": "localhost:80"}).ok


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}])
def test_no_page_of_another_site_is_answered(served: Any, headers: dict[str, str]) -> None:
    assert served.ask(ASK, **headers).status_code == 403
    for path in (f"/query?query={ASK}", f"/sparql?query={ASK}", "/downloads/graph.nq", "/api/overview", "/"):
        assert served.get(path, headers=headers).status_code == 403
    answer = served.ask(ASK)
    assert answer.json()["boolean"] is True
    assert not any(name.lower().startswith("access-control") for name in answer.headers)


def test_link_on_another_site_leads_to_a_page_and_to_no_query(served: Any) -> None:
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert served.get("/claims?actor=RUS", headers=followed).ok
    assert served.get(f"/query?query={ASK}", headers=followed).status_code == 403
    assert served.get("/claims", headers={**followed, "Sec-Fetch-Dest": "iframe"}).status_code == 403


@pytest.mark.parametrize(
    "clause",
    [
        "SERVICE <{u}> {{ ?a ?b ?c }}",
        "SERVICESILENT<{u}>{{?a ?b ?c}}",
        "FILTER(1<2)SERVICE#>\n<{u}>{{?a ?b ?c}}",
        "SERVICE:x{{}}",
    ],
)
def test_served_query_reaches_no_other_address(served: Any, clause: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.3)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        query = f"PREFIX : <{address}> SELECT * {{ {clause.format(u=address)} }}"
        refused = served.ask(query)
        assert (refused.status_code, "SERVICE would reach the network" in refused.text) == (400, True)
        assert served.get("/api/sparql", params={"query": query}).status_code == 400
        with pytest.raises(TimeoutError):
            listener.accept()


def test_long_query_is_refused_and_serving_goes_on(served: Any) -> None:
    union = "ASK { " + " UNION ".join(["{?s ?p ?o}"] * 2000) + " }"
    refused = served.ask(union)
    assert (refused.status_code, "parts and operators" in refused.text) == (400, True)
    assert served.ask(ASK).json()["boolean"] is True


def test_engine_that_dies_is_started_anew(served: Any, end_workers: Callable[[Any], None]) -> None:
    if not Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children").exists():
        pytest.skip("this system does not say whose processes are whose")
    assert served.ask(ASK).ok
    assert served.workers()
    end_workers(served)
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
def test_answers_come_in_the_format_that_is_asked_for(served: Any, accept: str, kind: str, beginning: str) -> None:
    answer = served.ask("SELECT ?who { ?who dg:excludedFrom ?x }", Accept=accept)
    assert answer.headers["Content-Type"].startswith(kind)
    assert answer.text.startswith(beginning) and "actor/UKR" in answer.text


def test_mistake_in_a_served_query_is_placed(served: Any) -> None:
    answer = served.request(
        "POST", "/query", data="SELECT ?x {\n ?x dg:role }", headers={"Content-Type": "application/sparql-query"}
    )
    assert (answer.status_code, answer.text) == (400, "SPARQL: line 2, column 13: cannot read '}'\n")


EVERYWHERE = {
    "/": 200, "/style.css": 200, "/nothing": 404, "/api/nothing": 404, "/actors/nobody": 404, "/sparql?query=x": 400,
    "/downloads/graph.nq": 200, "/drawing": 200, "/feeds/claims.atom": 200, f"/query?query={ASK}": 200, "/query": 400,
}  # fmt: skip


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_has_the_headers_that_keep_a_browser_in_bounds(served: Any, path: str) -> None:
    answer = served.get(path)
    assert answer.status_code == EVERYWHERE[path]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "Server" not in answer.headers


def test_page_that_has_not_changed_is_not_sent_again(served: Any) -> None:
    first = served.get("/actors")
    again = served.get("/actors", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_page_tells_of_the_state_that_it_shows(served: Any) -> None:
    page, data = served.get("/actors"), served.get("/api/actors")
    moment = parsedate_to_datetime(page.headers["Last-Modified"])
    assert f'State of <time datetime="{moment:%Y-%m-%dT%H:%M:%SZ}">{moment:%Y-%m-%d, %H:%M:%S} UTC</time>' in page.text
    assert data.headers["Last-Modified"] == page.headers["Last-Modified"]


def hang_up(running: Any) -> None:
    """Ask for a page and be gone before it comes."""
    with socket.create_connection(("127.0.0.1", running.port)) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_and_leaves_the_store_as_it_was_also_after_a_client_has_hung_up(
    store: Path, start: Start, how: signal.Signals
) -> None:
    before = sorted(path.name for path in store.iterdir())
    running = start(store)
    if how == signal.SIGTERM:
        hang_up(running)
        assert running.get("/").ok
    assert running.stop(how) == 0
    assert running.process.stderr.read() == ""
    assert sorted(path.name for path in store.iterdir()) == before
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", running.port))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_killed_it_takes_its_processes_along_and_the_next_one_clears_up(store: Path, start: Start) -> None:
    running = start(store, "--writable")
    running.stop(signal.SIGKILL)
    deadline = time.monotonic() + 60
    while True:
        try:
            open_store(store, write=True).close()
            break
        except GraphError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    with pytest.raises(requests.ConnectionError):
        requests.get(running.address, timeout=5)
    left = list((store / "served").iterdir())
    assert left
    again = start(store)
    assert again.get("/").ok and not left[0].exists()


def test_what_others_have_written_is_shown_when_they_have_ended(
    store: Path, start: Start, claims: list[Claim], monkeypatch: pytest.MonkeyPatch
) -> None:
    running = start(store)
    with open_store(store, write=True) as writer:
        writer.add(normalize([], [Document("later", title="Later news")]))
        assert "Later news" not in running.get("/articles").text
    deadline = time.monotonic() + 60
    while "Later news" not in running.get("/articles").text:
        assert time.monotonic() < deadline
        time.sleep(0.2)


def refuse(*_: object) -> None:
    pytest.fail("it started")


def test_taken_port_is_one_clear_line(store: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(GraphError, match=rf"port {port} cannot be used: Address already in use; choose another"):
            serve(store, port=port, ready=refuse)


def test_taken_store_is_one_clear_line(store: Path) -> None:
    for writable in (False, True):
        with open_store(store, write=True), pytest.raises(GraphError, match="the store is taken"):
            serve(store, port=servers.free_port(), writable=writable, ready=refuse)


def test_what_is_no_store_is_one_clear_line_and_left_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="not a store"):
        serve(tmp_path / "nothing", port=servers.free_port(), ready=refuse)
    (tmp_path / "notes.txt").touch()
    for writable in (False, True):
        with pytest.raises(GraphError, match="not a store"):
            serve(tmp_path, port=servers.free_port(), writable=writable, ready=refuse)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_beyond_this_machine_nothing_is_served_without_a_token_or_a_proxy(store: Path, host: str) -> None:
    with pytest.raises(GraphError, match="others could reach this; give a token"):
        serve(store, port=servers.free_port(), host=host, ready=refuse)


@pytest.mark.parametrize("text", ["", "short\n", "has a blank in it all right\n", "ünïcödé-that-is-long-enough\n"])
def test_token_that_could_be_guessed_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "token").write_text(text, "utf-8")
    with pytest.raises(GraphError, match="a token has at least 16 letters"):
        read_token(tmp_path / "token")
    with pytest.raises(GraphError, match="the token cannot be read: No such file"):
        read_token(tmp_path / "missing")


def test_token_opens_the_server_to_those_who_show_it(tmp_path: Path, store: Path, start: Start) -> None:
    token = "a-token-that-nobody-guesses"
    (tmp_path / "token").write_text(f"{token}\n", "utf-8")
    running = start(store, "--host", "0.0.0.0", "--token", str(tmp_path / "token"))
    wrong: list[dict[str, Any]] = [{"headers": {"Authorization": words}} for words in ("Bearer wrong", "Basic ?", token)]
    for authorization in ({}, {"auth": ("team", "wrong")}, *wrong):
        refused = running.get("/", **authorization)
        assert refused.status_code == 401 and refused.headers["WWW-Authenticate"].startswith("Basic")
        assert "Russia" not in refused.text
    assert running.get("/", auth=("anybody", token)).ok
    assert running.get("/api/overview", headers={"Authorization": f"Bearer {token}", "Host": "graphs.example"}).ok


def test_behind_a_proxy_it_answers_to_the_name_of_the_proxy(store: Path, start: Start) -> None:
    running = start(store, "--proxy", "https://graphs.example")
    assert running.get("/", headers={"Host": "graphs.example", "Origin": "https://graphs.example"}).ok
    feed = running.get("/feeds/claims.atom", headers={"Host": "graphs.example"})
    assert "https://graphs.example/claims" in feed.text
    assert running.get("/", headers={"Host": "other.example"}).status_code == 421
