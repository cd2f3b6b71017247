"""Writes to a served store: one by one in a process of its own, seen by readers when they are whole."""

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from diplograph.graph import KnowledgeGraph
from diplograph.graph.rdf.normalization import normalize
from diplograph.graph.stores import open_store
from diplograph.ontology import Claim, Document, GraphError

UPDATE = {"Content-Type": "application/sparql-update"}
TRIPLES = {"Content-Type": "application/n-triples"}
QUADS = {"Content-Type": "application/n-quads"}
COUNT = "SELECT (COUNT(?c) AS ?n) { ?c a dg:Claim }"


def claims_in(served: Any) -> int:
    return int(served.ask(COUNT, Accept="text/csv").text.split()[1])


def articles(name: str, claims: list[Claim]) -> bytes:
    """The graph of one article with those claims."""
    from dataclasses import replace

    renamed = [replace(claim, document=name) for claim in claims]
    return KnowledgeGraph.from_claims(renamed, [Document(name, title=f"Title of {name}")]).serialize(".nq")


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
def test_no_other_page_writes_to_a_writable_store(writable: Any, data: str, headers: dict[str, str], status: int) -> None:
    assert writable.request("POST", "/update", data=data, headers=headers).status_code == status
    assert claims_in(writable) == 5


def test_programs_write_to_a_writable_store_and_read_what_they_wrote(writable: Any) -> None:
    def write(path: str, **given: Any) -> int:
        return int(writable.request("POST", path, **given).status_code)

    assert write("/update", data="INSERT DATA { <x:load> <x:service> 'LOAD it' }", headers=UPDATE) == 204
    assert write("/store?graph=x:g", data='<x:a> <x:b> "c" .', headers=TRIPLES) == 204
    own = {"Content-Type": "application/x-www-form-urlencoded", "Origin": writable.address}
    assert write("/update", data={"update": "INSERT DATA { <x:d> <x:b> 'd' }"}, headers=own) == 204
    found = "ASK { <x:load> <x:service> 'LOAD it' . GRAPH <x:g> { <x:a> <x:b> 'c' } <x:d> <x:b> 'd' }"
    assert writable.ask(found).json()["boolean"] is True
    assert write("/update", data="DROP GRAPH <x:g> ; DELETE WHERE { <x:load> ?p ?o }", headers=UPDATE) == 204
    assert write("/store?graph=no%20iri", data='<x:a> <x:b> "c" .', headers=TRIPLES) == 400
    assert write("/store", data="<x:a> <x:b>", headers=TRIPLES) == 400


def test_articles_are_added_replaced_and_removed_whole(writable: Any, claims: list[Claim]) -> None:
    def add(data: bytes) -> Any:
        return writable.request("POST", "/articles", data=data, headers=QUADS).json()

    first = add(articles("more.nq", claims[:2]))
    assert (first["added"], first["claims_added"], claims_in(writable)) == (1, 2, 7)
    assert add(articles("more.nq", claims[:2]))["unchanged"] == 1
    assert (add(articles("more.nq", claims[:1]))["replaced"], claims_in(writable)) == (1, 6)
    page = writable.get("/articles")
    assert "Title of more.nq" in page.text
    assert writable.request("DELETE", "/articles/more.nq").json()["removed"] == 1
    assert (claims_in(writable), "Title of more.nq" in writable.get("/articles").text) == (5, False)


@pytest.mark.parametrize(
    ("data", "kind", "status", "words"),
    [
        (b"<x:a> <x:b>", "application/n-quads", 400, "what was sent: not valid nq"),
        (b"<x:a> <x:b> <x:c> .", "application/n-triples", 400, "is RDF, and no graph of diplograph"),
        (b"\xff\xfe", "text/turtle", 400, "what was sent"),
        (b"{}", "application/json", 400, "is not a format of graphs here"),
        (b"<x:a> <x:b> <x:c> .", "text/plain", 415, "Send articles as"),
    ],
)
def test_what_is_no_graph_of_articles_is_one_clear_line(writable: Any, data: bytes, kind: str, status: int, words: str) -> None:
    refused = writable.request("POST", "/articles", data=data, headers={"Content-Type": kind})
    assert (refused.status_code, words in refused.text, refused.text.count("\n")) == (status, True, 1)


def test_too_much_at_once_is_refused_before_it_is_read(writable: Any) -> None:
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", writable.port, timeout=30)
    connection.putrequest("POST", "/articles")
    for name, value in {**QUADS, "Content-Length": str(10**12)}.items():
        connection.putheader(name, value)
    connection.endheaders()
    assert connection.getresponse().status == 413


def test_several_write_at_once_and_nothing_is_lost(writable: Any, claims: list[Claim]) -> None:
    answers: list[int] = []

    def add(number: int) -> None:
        sent = writable.request("POST", "/articles", data=articles(f"at-once-{number}", claims[:1]), headers=QUADS)
        answers.append(sent.status_code)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (answers, claims_in(writable)) == ([200] * 6, 11)
    for number in range(6):
        writable.request("DELETE", f"/articles/at-once-{number}")
    assert claims_in(writable) == 5


def test_writer_that_dies_is_started_anew_with_what_was_promised(
    store: Path, start: Callable[..., Any], end_workers: Callable[[Any], None], claims: list[Claim]
) -> None:
    running = start(store, "--writable")
    with pytest.raises(GraphError, match="the store is taken"):
        open_store(store)
    assert running.request("POST", "/articles", data=articles("first", claims[:1]), headers=QUADS).ok
    end_workers(running)
    assert running.request("POST", "/articles", data=articles("second", claims[:1]), headers=QUADS).ok
    assert claims_in(running) == 7
    assert running.stop() == 0
    with open_store(store) as reader:
        assert reader.query(COUNT).rows == ((7,),)


def test_build_writes_through_the_endpoint_with_the_token_as_password(
    tmp_path: Path, start: Callable[..., Any], claims: list[Claim], document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = "a-token-that-nobody-guesses"
    (tmp_path / "token").write_text(token, "utf-8")
    running = start(tmp_path / "new", "--writable", "--token", str(tmp_path / "token"))
    monkeypatch.setenv("DIPLOGRAPH_PASSWORD", "wrong")
    with pytest.raises(GraphError, match="access refused"):
        open_store(f"oxigraph+http://team@127.0.0.1:{running.port}", write=True)
    monkeypatch.setenv("DIPLOGRAPH_PASSWORD", token)
    with open_store(f"oxigraph+http://team@127.0.0.1:{running.port}", write=True) as remote:
        assert remote.add(normalize(claims, [document])).added == 1
        assert remote.add(normalize(claims, [document])).unchanged == 1
    told = running.get("/api/overview", headers={"Authorization": f"Bearer {token}"}).text
    assert json.loads(told)["claims"] == 5
