"""What the guard lets through, the engine answers from its own quads alone, and without running out of stack."""

import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

import pyoxigraph
import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.queries.guard import check_query, check_update, refuse_network
from diplograph.graph.stores import open_store
from diplograph.graph.stores.engine_thread import in_engine_thread
from diplograph.ontology import GraphError
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

STORE = pyoxigraph.Store()
STORE.add(pyoxigraph.Quad(pyoxigraph.NamedNode("x:s"), pyoxigraph.NamedNode("x:p"), pyoxigraph.Literal("o")))
DECLARED = {"a": "x:", "": "http://127.0.0.1:{port}/", "service": "x:", "x": "x:"}


class Listener:
    """Counts who connects to a port of loopback, and answers with an error."""

    def __init__(self) -> None:
        self.calls = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            with caller:
                caller.recv(10_000)
                caller.sendall(b"HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    running = Listener()
    yield running
    running.close()


def calls_network(query: str, listener: Listener) -> bool:
    before = listener.calls
    prefixes = {prefix: iri.format(port=listener.port) for prefix, iri in DECLARED.items()}
    try:
        answer = STORE.query(query, prefixes=prefixes)
        if not isinstance(answer, pyoxigraph.QueryBoolean):
            list(answer)
    except (SyntaxError, OSError, ValueError, RuntimeError):
        pass
    return listener.calls > before


def is_let_through(query: str) -> bool:
    declarations = "".join(f"PREFIX {prefix}: <{iri.format(port=9)}> " for prefix, iri in DECLARED.items())
    try:
        check_query(declarations + query)
        refuse_network(declarations + query)
    except GraphError:
        return False
    return True


REACHING = [
    "SELECT * { SERVICESILENT<HERE>{?s ?p ?o} }",
    "SELECT * { SERVICE:x {?s ?p ?o} }",
    "SELECT * { ?s ?p ?o FILTER(?s!=a:.1) BIND(a: AS ?b) SERVICE <HERE> {?s ?p ?o} }",
    "SELECT * { VALUES ?b {a:} OPTIONAL {} ?s a:p ?o.SERVICE <HERE> {?s ?p ?o} }",
    "SELECT * { BIND(1 AS ?a) FILTER(?a<2)SERVICE#>\n<HERE>{?s ?p ?o} }",
    "SELECT * { FILTER('A'<'>')SERVICE<HERE>{?s ?p '...'} }",
    "SELECT * { FILTER(a:a<a:b)SERVICE#>\n<HERE>{?s ?p ?o} }",
    "SELECT * { {} # x\rSERVICE <HERE> {?s ?p ?o} }",
    "ASK { FILTER EXISTS {seRvice<HERE>{}} }",
]


@pytest.mark.parametrize("query", REACHING)
def test_service_is_refused_however_it_is_spelt(query: str, listener: Listener) -> None:
    assert not is_let_through(query.replace("HERE", f"http://127.0.0.1:{listener.port}/x"))


def test_each_spelling_would_have_reached_the_network(listener: Listener) -> None:
    reached = [
        query for query in REACHING if calls_network(query.replace("HERE", f"http://127.0.0.1:{listener.port}/x"), listener)
    ]
    assert len(reached) >= 6


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM:x { ?s ?p ?o }",
        "SELECT*FROMNAMED<x:g>{ ?s ?p ?o }",
        "SELECT(1<2 AS?c)FROM#>\n<x:g>{ ?s ?p ?o }",
        "ASK FROM<x:g>{}",
    ],
)
def test_from_is_refused_however_it_is_spelt(query: str) -> None:
    assert not is_let_through(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s a:excludedFrom 'a service from SERVICE <x:> {}' }",
        "SELECT ?service ?from { ?service a:from ?from # FROM <x:> SERVICE\n }",
        "SELECT * { ?s a <http://www.w3.org/ns/service#from> FILTER(?s < 'service') }",
        "SELECT * { service:x ?p ?o ; a service:from }",
        'ASK { ?s ?p "\\u0022 service \\u0022"@from }',
        "PREFIX from: <x:> ASK { from:a.service ?p _:service }",
    ],
)
def test_words_of_names_and_texts_are_no_keywords(query: str) -> None:
    assert is_let_through(query)


PIECES = st.sampled_from(
    [
        *"{}().;,<>?'\"#@_: \n\r\t|&=!*/^-+1\\",
        *("SERVICE", "service", "SeRvIcE", "SILENT", "<HERE>", ":x", "?s ?p ?o", "{?s ?p ?o}", "a:", "a:.", "a:b.", "x:p"),
        *("FILTER(", "?a<?b", "1<2", "'>'", "'''", '"""', "\\u0053ERVICE", "\\u0022", "OPTIONAL", "MINUS", "BIND(1 AS ?a)"),
        *("true", "'x'@en", "_:b", "GRAPH", "UNION", "EXISTS", "#>\n", "VALUES ?a {1}", "LATERAL", "{}", "<x:a>"),
    ]
)


@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.lists(PIECES, max_size=6), after=st.lists(PIECES, max_size=4), ending=st.lists(PIECES, max_size=3))
@example(before=["FILTER(", "1<2", ")"], after=["#>\n"], ending=[])
@example(before=["{}"], after=["SILENT"], ending=[])
def test_nothing_that_is_let_through_reaches_the_network(
    listener: Listener, before: list[str], after: list[str], ending: list[str]
) -> None:
    middle = f"{''.join(before)}SERVICE{''.join(after)}<HERE>{{?s ?p ?o}}{''.join(ending)}"
    query = f"SELECT * {{ {middle} }}".replace("HERE", f"http://127.0.0.1:{listener.port}/x")
    if is_let_through(query):
        assert not calls_network(query, listener)


@pytest.mark.parametrize(
    "update",
    [
        "LOAD<x:a>",
        "LOADSILENT<x:a>",
        "INSERT{}WHERE{SERVICE:x{}}",
        "PREFIX a:<x:> INSERT DATA{} ;LOAD a:b",
        "DELETE{}WHERE{}#\r;load<x:a>",
    ],
)
def test_update_that_reaches_the_network_is_refused(update: str) -> None:
    with pytest.raises(GraphError, match="would reach"):
        check_update(f"PREFIX : <x:> {update}")


@pytest.mark.parametrize(
    "update",
    ["INSERT DATA { <x:load> <x:service> 'LOAD <x:> SERVICE' }", "DROP SILENT GRAPH <x:load>", "DROP GRAPH <x:service>"],
)
def test_update_of_triples_is_let_through(update: str) -> None:
    check_update(update)


CHAINS: dict[str, Callable[[int], str]] = {
    "union": lambda n: " UNION ".join(["{?s ?p ?o}"] * n),
    "optional": lambda n: "OPTIONAL{?s ?p ?o}" * n,
    "minus": lambda n: "?s ?p ?o " + "MINUS{?s ?p ?o}" * n,
    "bind": lambda n: "".join(f"BIND(1 AS ?v{i})" for i in range(n)),
    "filter": lambda n: "?s ?p ?o " + "FILTER(?s=?o)" * n,
    "or": lambda n: f"?s ?p ?o FILTER({'||'.join(['?s=?o'] * n)})",
    "and": lambda n: f"?s ?p ?o FILTER({'&&'.join(['?s=?o'] * n)})",
    "sum": lambda n: f"?s ?p ?o FILTER({'+'.join(['?s'] * n)})",
    "path": lambda n: f"?s {'/'.join(['x:p'] * n)} ?o",
    "alternatives": lambda n: f"?s {'|'.join(['x:p'] * n)} ?o",
    "triples": lambda n: "?s ?p ?o . " * n,
    "quoted": lambda n: f"{'<<' * n}?s ?p ?o{'>>' * n}",
}


@pytest.mark.parametrize("chain", CHAINS)
def test_chain_without_end_is_refused_in_one_line(chain: str) -> None:
    with pytest.raises(
        GraphError,
        match=r"^SPARQL: the query (has [\d,]+ parts and operators|joins [\d,]+ patterns|is nested too deeply)",
    ):
        KnowledgeGraph.from_claims([]).query(f"PREFIX x: <x:> ASK {{ {CHAINS[chain](4000)} }}")


@pytest.mark.parametrize("chain", ["union", "minus", "bind", "filter", "or", "and", "sum", "alternatives"])
def test_longest_chain_that_is_let_through_has_room_on_the_stack(chain: str) -> None:
    # In a process of its own: what overflows a stack takes its process along.
    query = f"PREFIX x: <x:> SELECT * {{ {CHAINS[chain](330)} }}"
    code = f"from diplograph.graph.stores import open_store; print(len(open_store(None).query({query!r}).columns) > 0)"
    run = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=600)
    assert (run.returncode, run.stdout) == (0, "True\n"), run.stderr


def test_deepest_query_that_is_let_through_has_room_on_the_stack() -> None:
    with open_store(None) as store:
        assert not store.query("ASK { " + "OPTIONAL{" * 198 + "?s ?p ?o" + "}" * 198 + " FILTER(false) }")


def test_thread_of_the_engine_ends_waiting() -> None:
    waiting = threading.Event()
    with pytest.raises(GraphError, match=r"no answer within 0\.05 s"):
        in_engine_thread(waiting.wait, 0.05)
    waiting.set()


FLAT: dict[str, Callable[[int], str]] = {
    "columns": lambda n: f"SELECT {' '.join(f'(1 AS ?v{i})' for i in range(n))} {{}}",
    "aggregates": lambda n: f"SELECT {' '.join(f'(COUNT(?s) AS ?v{i})' for i in range(n))} {{?s ?p ?o}}",
    "objects": lambda n: f"ASK {{?s ?p {','.join(['?o'] * n)}}}",
    "predicates": lambda n: f"ASK {{?s {';'.join(['?p ?o'] * n)}}}",
    "collection": lambda n: f"ASK {{?s ?p ({' 1' * n})}}",
    "nameless nodes": lambda n: f"ASK {{?s ?p {','.join(['[]'] * n)}}}",
    "patterns between filters": lambda n: f"ASK {{{'?s ?p ?o FILTER(true)' * n}}}",
    "patterns beside groups": lambda n: f"ASK {{{'?s ?p ?o {}' * n}}}",
    "groups": lambda n: f"ASK {{{'{?s ?p ?o}' * n}}}",
    "reifiers": lambda n: f"ASK {{?s ?p ?o {'~?r' * n}}}",
    "conditions": lambda n: f"SELECT (1 AS ?c) {{?s ?p ?o}} GROUP BY ?s HAVING {' (1=1)' * n}",
    "described": lambda n: f"DESCRIBE {' <x:a>' * n}",
    "grouped by": lambda n: f"SELECT (1 AS ?c) {{}} GROUP BY {' '.join(f'?v{i}' for i in range(n))}",
    "ordered by": lambda n: f"SELECT * {{?s ?p ?o}} ORDER BY {' '.join(f'?v{i}' for i in range(n))}",
    "sum that looks like an IRI": lambda n: f"ASK {{FILTER(1<2{'+2' * n}>1)}}",
    "sum of names that looks like an IRI": lambda n: f"PREFIX a:<x:> ASK {{FILTER(?x<a:b{'+a:b' * n}>1)}}",
    "nesting that looks like an IRI": lambda n: f"ASK {{FILTER(1<2+{'(' * n}1{')' * n}>1)}}",
    "escaped braces": lambda n: "ASK " + r"\u007b" * n + r"\u007d" * n,
    "escaped braces behind a text": lambda n: r"ASK { ?s ?p '\u0027 " + r"\u007b" * n + r"' }",
    "values": lambda n: f"ASK {{VALUES ?v {{{' 1' * (n * 40)}}}}}",
    "characters": lambda n: f"ASK {{?s ?p '{'x' * (n * 400)}'}}",
}


@pytest.mark.parametrize("chain", FLAT)
def test_query_without_end_is_refused_before_the_engine_sees_it(chain: str) -> None:
    with pytest.raises(GraphError, match=r"more than|nested too deeply"):
        check_query(FLAT[chain](3000))
    check_query(FLAT[chain](20))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ VALUES ?v {{ {} }} ?s ?p ?v }}".format(" ".join(f"<https://example.org/{i}>" for i in range(2000))),
        "SELECT * {{ ?s ?p ?o FILTER(?o IN ({})) }}".format(",".join(map(str, range(2000)))),
        "SELECT * {{ {} }}".format(" UNION ".join(f"{{ ?s <x:{i}> ?o ; <x:b> ?c }}" for i in range(300))),
        "CONSTRUCT {{ {} }} WHERE {{ ?s ?p ?o }}".format(" ".join(f"?s <x:{i}> ?o ." for i in range(300))),
        "SELECT * { ?s <https://example.org/a+b+c(d)/e-f,g;h=i&j!k> ?o . FILTER(<x:a+b> = ?o) }",
    ],
)
def test_long_lists_and_many_branches_are_let_through(query: str) -> None:
    check_query(query)


@pytest.mark.parametrize("update", ["DELETE WHERE {" + "{" * 300 + "}" * 301, "INSERT {} WHERE {" + "MINUS{}" * 2000 + "}"])
def test_update_without_end_is_refused(update: str) -> None:
    with pytest.raises(GraphError, match=r"more than|nested too deeply"):
        check_update(update)


def test_update_with_many_triples_is_let_through() -> None:
    check_update("INSERT DATA { GRAPH <x:g> {" + "<x:a> <x:b> <x:c> , 'd' ." * 5000 + "} }")


def test_ready_queries_and_rules_are_let_through() -> None:
    from pathlib import Path

    import diplograph.graph

    texts = [path.read_text("utf-8") for path in Path(str(diplograph.graph.__path__[0])).rglob("*.rq")]
    assert len(texts) > 20
    for text in texts:
        check_query(text)


def test_view_of_rdflib_reaches_no_network_either(listener: Listener) -> None:
    view = KnowledgeGraph.from_claims([]).rdflib()
    address = f"http://127.0.0.1:{listener.port}/x"
    before = listener.calls
    with pytest.raises(GraphError, match="SERVICE would reach"):
        view.query(f"SELECT * {{ SERVICESILENT<{address}>{{?s ?p ?o}} }}")
    with pytest.raises(GraphError, match="LOAD would reach"):
        view.update(f"LOADSILENT<{address}>")
    with pytest.raises(GraphError, match="nested too deeply"):
        view.query("ASK " + "{" * 5000)
    assert listener.calls == before
    assert not view.query("ASK { ?s ?p ?o }")


def test_update_is_judged_as_it_is_typed_and_then_as_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two complaints the same one is told each time."""
    judged: list[str] = []
    monkeypatch.setattr("diplograph.graph.queries.guard.check_structure", judged.append)
    typed = [f"INSERT DATA {{ <x:{number}> <x:p> '\\u0041' }}" for number in range(20)]
    for text in typed:
        check_update(text)
    assert judged[::2] == typed
    assert judged[1::2] == [text.replace("\\u0041", "A") for text in typed]
