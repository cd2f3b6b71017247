"""SPARQL over a graph: plain values out, nothing written, nothing fetched."""

import datetime
import socket

import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.queries.ready import read_query
from diplograph.graph.rdf.namespaces import PREFIXES
from diplograph.ontology import Claim, Document, GraphError


@pytest.fixture
def graph(claims: list[Claim], document: Document) -> KnowledgeGraph:
    return KnowledgeGraph.from_claims(claims, [document], model="en_test 1.0")


def test_select_over_direct_triples_needs_no_graph_clause(graph: KnowledgeGraph) -> None:
    result = graph.query("SELECT ?who { ?who dg:opposesMembership [ dg:candidate actor:UKR ] }")
    assert result.columns == ("who",)
    assert result.rows == (("https://w3id.org/diplograph/actor/RUS",),)


def test_negated_claim_is_found_as_claim(graph: KnowledgeGraph) -> None:
    result = graph.query("SELECT ?body { ?c dg:polarity dg:negated ; dg:object/dg:organization/rdfs:label ?body }")
    assert result.rows == (("European Union",),)


def test_values_are_plain_python(graph: KnowledgeGraph) -> None:
    result = graph.query("""
        SELECT ?confidence ?date ?start ?speaker ?missing {
          ?c dg:confidence ?confidence ; dg:start ?date ; dg:evidence/oa:start ?start ; dg:speaker/rdfs:label ?speaker }""")
    assert result.rows == ((0.91, datetime.date(2025, 2, 18), 10, "Mara Velde", None),)
    assert [type(value) for value in result.rows[0]] == [float, datetime.date, int, str, type(None)]


def test_rows_come_as_dicts_too(graph: KnowledgeGraph) -> None:
    assert graph.query("SELECT (COUNT(?c) AS ?n) { ?c a dg:Claim }").dicts() == [{"n": 5}]


@pytest.mark.parametrize(("relation", "holds"), [("negotiatesWith", True), ("consultsWith", False)])
def test_ask_is_true_or_false(graph: KnowledgeGraph, relation: str, holds: bool) -> None:
    assert bool(graph.query(f"ASK {{ actor:USA dg:{relation} ?x }}")) is holds


def test_construct_gives_rows_and_turtle(graph: KnowledgeGraph) -> None:
    result = graph.query("CONSTRUCT { ?b dg:hosts ?a } WHERE { ?a dg:excludedFrom ?b }")
    assert result.columns == ("subject", "predicate", "object")
    assert len(result) == 1
    assert "event:saudi-talks dg:hosts actor:UKR ." in str(result.turtle)


@pytest.mark.parametrize("prefix", sorted(PREFIXES))
def test_every_prefix_is_declared(graph: KnowledgeGraph, prefix: str) -> None:
    assert not graph.store.query(f"SELECT ?o {{ {prefix}:nothing-of-this-name ?p ?o }}")


def test_direct_triples_can_be_asked_alone(graph: KnowledgeGraph) -> None:
    result = graph.query("SELECT ?p { GRAPH <https://w3id.org/diplograph/graph/direct> { ?s ?p ?o } }")
    assert len(result) == 4


def test_malformed_query_gives_line_and_column(graph: KnowledgeGraph) -> None:
    with pytest.raises(GraphError, match=r"^SPARQL: line 2, column 13: cannot read '}'$"):
        graph.query("SELECT ?x {\n ?x dg:role }")


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("", "the query is empty; ask, for example: SELECT"),
        ("SELECT ?x {", "ends too early$"),
        ("SELEC ?x", "ends too early; did you mean SELECT"),
        ("SELECT ?x { ?x nope:y ?z }", "the prefix nope: is not declared"),
        ("SELECT * " + "{" * 3000 + "}" * 3000, "nested too deeply"),
        ("SELECT (SUM(?s) AS ?n) ?p { ?s ?p ?o }", "cannot be evaluated"),
    ],
)
def test_query_that_cannot_be_answered_is_one_line(graph: KnowledgeGraph, query: str, complaint: str) -> None:
    with pytest.raises(GraphError, match=complaint) as caught:
        graph.query(query)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "PREFIX x: <x:> # comment\nDELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/x>",
        "clear all",
        "DROP GRAPH <https://w3id.org/diplograph/graph/direct>",
    ],
)
def test_update_is_refused_and_changes_nothing(graph: KnowledgeGraph, update: str) -> None:
    before = len(graph.rdflib())
    with pytest.raises(GraphError, match="this is an update"):
        graph.query(update)
    assert len(graph.rdflib()) == before


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE ?x { ?s ?p ?o } }",
        r"SELECT * { \u0053ERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }",
        "SELECT * { ?s ?p ?o BIND(EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } AS ?e) }",
        "SELECT * { { SELECT ?s { OPTIONAL { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } } } UNION { ?s ?p ?o } }",
        "ASK { MINUS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }",
        "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
        "SELECT * FROM NAMED <file:///etc/hostname> { GRAPH ?g { ?s ?p ?o } }",
        "CONSTRUCT FROM <http://127.0.0.1:9/> WHERE { ?s ?p ?o }",
        "DESCRIBE <http://127.0.0.1:9/> FROM <http://127.0.0.1:9/>",
    ],
)
def test_query_never_reaches_the_network(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("a query reached the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    with pytest.raises(GraphError, match=r"SERVICE would reach the network|FROM would load"):
        graph.query(query)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("denials", [("Russia", "European Union")]),
        ("exclusions", [("Ukraine", None)]),
        ("memberships", [("Russia", "European Union"), ("Russia", "NATO")]),
        ("speakers", [("Russia", "NATO")]),
    ],
)
def test_query_that_comes_along_finds_its_claims(graph: KnowledgeGraph, name: str, rows: list[tuple[str, str | None]]) -> None:
    found = graph.query(read_query(name)).dicts()
    subjects = [row.get("who") or row.get("subject") or row.get("excluded") for row in found]
    assert list(zip(subjects, [row.get("organization") for row in found], strict=True)) == rows


def test_unknown_name_of_a_query_is_refused_with_the_known_ones() -> None:
    with pytest.raises(GraphError, match=r"'\.\./x'; use one of absences, changes"):
        read_query("../x")


def test_answer_without_end_is_refused_with_the_remedy(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diplograph.graph.queries.results.MOST_ROWS", 3)
    assert len(graph.query("SELECT ?claim { ?claim a dg:Claim } LIMIT 3")) <= 3
    with pytest.raises(GraphError, match="more than 3 rows; add a LIMIT"):
        graph.query("SELECT ?a ?b { ?a ?p ?q . ?b ?r ?s }")
