"""Terms that a query names and that do not exist."""

import re
import warnings
from importlib.resources import files

import pytest
from diplograph.graph import KnowledgeGraph
from diplograph.graph.queries.ready import load_queries
from diplograph.graph.queries.terms import QueryWarning, named_iris, refuse_unknown_terms
from diplograph.graph.rdf.namespaces import STORE_TERMS
from diplograph.ontology import Claim, Document, GraphError
from hypothesis import given
from hypothesis import strategies as st


@pytest.fixture
def graph(claims: list[Claim], document: Document) -> KnowledgeGraph:
    return KnowledgeGraph.from_claims(claims, [document])


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("SELECT * { ?a dg:oposesMembership ?b }", r"there is no dg:oposesMembership; did you mean dg:opposesMembership\?$"),
        ("SELECT * { ?a ?r ?b FILTER(?r = dg:suports) }", r"there is no dg:suports; did you mean dg:supports\?"),
        ("ASK { ?c a dg:Claims }", r"there is no dg:Claims; did you mean dg:Claim\?"),
        ("ASK { ?c dg:polarity dg:Negated }", r"there is no dg:Negated; did you mean dg:negated\?"),
        ("ASK { ?c a <https://w3id.org/diplograph/ontology#Claims> }", "there is no dg:Claims"),
        ("PREFIX o: <https://w3id.org/diplograph/ontology#>\nASK { ?a o:suports ?b }", "there is no dg:suports"),
        ("ASK { ?e store:quots 'x' }", r"there is no store:quots; did you mean store:quotes\?"),
        ("ASK { ?c ?p plover:REJCT }", r"there is no plover:REJCT; did you mean plover:REJECT\?"),
        ("ASK { ?a dg:xyzzy ?b }", r"there is no dg:xyzzy; docs/ontology\.html lists"),
        ("CONSTRUCT { ?a dg:mine ?b } { ?a dg:suports ?b }", "there is no dg:suports"),
    ],
)
def test_term_that_can_never_match_is_an_error_with_the_nearest(graph: KnowledgeGraph, query: str, complaint: str) -> None:
    with pytest.raises(GraphError, match=f"^SPARQL: {complaint}"):
        graph.query(query)


@pytest.mark.parametrize(
    ("query", "note"),
    [
        (
            "ASK { ?c dg:subject actor:Rusia }",
            "memory: there is no actor:Rusia in this graph; did you mean Russia (actor:RUS)?",
        ),
        ("ASK { ?c dg:subject actor:SWE }", "memory: there is no actor:SWE (Sweden) in this graph"),
        ("ASK { ?c dg:object bid:UKR-NATOO }", "memory: there is no bid:UKR-NATOO in this graph; did you mean bid:UKR-NATO?"),
        (
            "ASK { ?c dg:object event:saudi-talk }",
            "memory: there is no event:saudi-talk in this graph; did you mean event:saudi-talks?",
        ),
        ("ASK { doc:talk ?p ?o }", "memory: there is no doc:talk in this graph; did you mean doc:talks?"),
        ("ASK { claim:1 ?p ?o . run:2 ?p ?o }", "memory: there is no claim:1 in this graph, and no run:2 in this graph"),
    ],
)
def test_what_the_graph_lacks_is_told_beside_the_answer(graph: KnowledgeGraph, query: str, note: str) -> None:
    with pytest.warns(QueryWarning, match=re.escape(note)):
        result = graph.query(query)
    assert (result.note, bool(result)) == (note, False)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?c dg:subject actor:RUS ; dg:object bid:UKR-NATO }",
        "SELECT * { doc:talks ?p ?o }",
        "SELECT * { ?s ?p 'actor:Swedn dg:suports' } # dg:suports",
        "PREFIX actor: <https://example.org/> ASK { ?c ?p actor:Swedn }",
        "PREFIX dg: <https://w3id.org/diplograph/ontology#> ASK { ?c a dg:Claim }",
        "CONSTRUCT { ?c dg:mine actor:nobody } { ?c a dg:Claim }",
        "CONSTRUCT WHERE { ?c a dg:Claim }",
        "BASE <https://w3id.org/diplograph/actor/> ASK { ?c a dg:Claim }",
        "SELECT * { GRAPH <https://w3id.org/diplograph/graph/direct> { ?s ?p ?o } }",
    ],
)
def test_what_exists_or_is_no_term_of_ours_is_not_told(graph: KnowledgeGraph, query: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "there is no " not in (graph.query(query).note or "")


def test_ready_queries_name_terms_that_exist() -> None:
    for ready in load_queries():
        refuse_unknown_terms(ready.text)


def test_terms_of_a_store_are_those_that_the_code_uses() -> None:
    folder = files("diplograph.graph").joinpath("stores")
    texts = [entry.read_text("utf-8") for entry in folder.iterdir() if entry.name.endswith(".py")]
    used = {name for text in texts for name in re.findall(r"\bSTORE\.(\w+)|\bstore:([a-z]\w*)", text) for name in name if name}
    assert used <= STORE_TERMS


@given(query=st.text(alphabet="dg:actor RUS{}<>?c.'\"\\u0041#\n;,CONSTRUCTPREFIX", max_size=60))
def test_any_text_can_be_looked_into(query: str) -> None:
    assert all(isinstance(iri, str) for iri in named_iris(query))
