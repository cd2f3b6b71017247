"""Which graphs a query joins over: never fewer than its answer needs."""

from collections import Counter

import pyoxigraph
import pytest
from diplograph.graph.queries.predicates import asked_predicates
from diplograph.graph.stores.oxigraph.engine import OxigraphEngine
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import composite

PREFIX = "PREFIX x: <urn:x:> PREFIX : <urn:x:>"
GRAPH = pyoxigraph.NamedNode("urn:x:graph")
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s ?p ?o }",
        "ASK { ?s ?p true }",
        "ASK { ?s ?p TRUE }",
        "ASK { ?s ?p .5 }",
        "ASK { ?s ?p -5 }",
        "ASK { ?s ?p 'x' }",
        "ASK { ?s ?p [] }",
        "ASK { ?s ?p (1 2) }",
        "ASK { (1 2) ?p ?o }",
        "ASK { [] ?p ?o }",
        "ASK { [ ?p ?o ] x:a ?b }",
        "ASK { _:b ?p ?o }",
        "ASK { ?s x:a ?b ; ?p ?o }",
        "ASK { 'x' ?p ?o }",
        "ASK { ?s # a comment.\n ?p ?o }",
        "ASK { FILTER(?x = 1) ?s ?p ?o }",
        "SELECT ?s ?p { ?s ?p ?o } ORDER BY ?s ?p",
        "SELECT * { ?s x:a ?o } ORDER BY ?s VALUES ?s { x:a } { ?s ?p ?o }",
        "ASK { ?s x:a* ?o }",
        "ASK { ?s x:a? ?o }",
        "ASK { ?s x:a?/x:b ?o }",
        "ASK { ?s (x:a/x:b)* ?o }",
        "ASK { ?s a* ?o }",
        "ASK { ?s !x:a ?o }",
        "ASK { ?s !(x:a|x:b) ?o }",
        "ASK { ?s ! a ?o }",
        "ASK { ?s ^!x:a ?o }",
        "ASK { << x:a x:b x:c >> ?p ?o }",
        "ASK { FILTER EXISTS { ?s ?p ?o } }",
        "ASK { FILTER(NOT EXISTS { ?s ?p ?o }) }",
        "DESCRIBE x:a",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "BASE <urn:x:> ASK { ?s <a> ?o }",
        "ASK { ?s \\u003Fp ?o }",
        "ASK { ?s unknown:p ?o }",
    ],
)
def test_where_any_predicate_may_match_no_graph_is_left_out(query: str) -> None:
    assert asked_predicates(f"{PREFIX} {query}") is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ASK { ?s x:a ?o }", {"urn:x:a"}),
        ("ASK { ?s <urn:x:a> ?o . }", {"urn:x:a"}),
        ("ASK { ?s :a ?o }", {"urn:x:a"}),
        ("ASK { ?s a x:c }", {TYPE}),
        ("ASK { ?s x:a x:c, x:d ; x:b x:e }", {"urn:x:a", "urn:x:b"}),
        ("ASK { ?s ^x:a/(x:b|x:c)+ ?o }", {"urn:x:a", "urn:x:b", "urn:x:c"}),
        ("ASK { ?s x:a/x:b?/x:c ?o }", {"urn:x:a", "urn:x:b", "urn:x:c"}),
        ("ASK { ?s x:a ?o FILTER(?o > 1 && !BOUND(?q)) ?o x:b ?q }", {"urn:x:a", "urn:x:b"}),
        ("ASK { ?s x:a ?o OPTIONAL { ?o x:b ?q } }", {"urn:x:a", "urn:x:b"}),
        ("ASK { ?s x:a '?s ?p ?o' }", {"urn:x:a"}),
        ("ASK { GRAPH ?g { ?s x:a ?o } }", {"urn:x:a"}),
        ("SELECT ?s ?o (COUNT(*) AS ?n) { ?s x:a ?o } GROUP BY ?s ?o ORDER BY DESC(?n) ?s ?o LIMIT 5", {"urn:x:a"}),
    ],
)
def test_predicates_are_named_by_their_iris(query: str, expected: set[str]) -> None:
    found = asked_predicates(f"{PREFIX} {query}")
    assert found is not None and {iri for iri in found if not iri.endswith(":t")} == expected


TERMS = st.sampled_from(["?a", "?b", "?c", "x:a", "x:b", "x:s", "'x'", "true", "TRUE", "1", "-1", ".5", "[]"])
SIMPLE = ["x:a", "x:b", "x:c", "^x:a", "x:a/x:b", "x:a/x:b*", "x:a|x:b", "(x:a/x:b)", "x:a+", "a"]
PREDICATES = st.sampled_from([*SIMPLE, *SIMPLE, *SIMPLE, "?a", "?p", "x:a*", "x:b?", "!x:a", "(x:a/x:c?)"])
ENDS = st.sampled_from([".", " . ", ".  # end\n"])


@composite
def groups(draw: st.DrawFn, depth: int = 2) -> str:
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        subject, predicate, object_ = draw(TERMS.filter(lambda t: t[0] in "?x[_")), draw(PREDICATES), draw(TERMS)
        more = draw(st.sampled_from(["", f" ; {draw(PREDICATES)} {draw(TERMS)}", f", {draw(TERMS)}"]))
        form = draw(st.sampled_from(["", "", "OPTIONAL", "FILTER EXISTS", "MINUS", "UNION"])) if depth else ""
        parts.append(f"{subject} {predicate} {object_}{more} {draw(ENDS)}")
        if form == "UNION":
            parts.append(f"{{ {draw(groups(depth=depth - 1))} }} UNION {{ {draw(groups(depth=depth - 1))} }}")
        elif form:
            parts.append(f"{form} {{ {draw(groups(depth=depth - 1))} }}")
        if draw(st.booleans()):
            parts.append(draw(st.sampled_from(["FILTER(?a = ?b)", "FILTER(BOUND(?a) || !BOUND(?c))", "VALUES ?b { x:a x:s }"])))
    return " ".join(parts)


NODES = st.sampled_from([pyoxigraph.NamedNode(f"urn:x:{name}") for name in "abcs"])
QUADS = st.lists(
    st.builds(pyoxigraph.Quad, NODES, NODES, NODES, st.sampled_from([pyoxigraph.DefaultGraph(), GRAPH])), min_size=1, max_size=6
)


@settings(max_examples=300, deadline=None)
@given(quads=QUADS, group=groups())
def test_answers_are_those_over_all_graphs(quads: list[pyoxigraph.Quad], group: str) -> None:
    store = pyoxigraph.Store()
    store.extend(quads)
    query = f"{PREFIX} SELECT * {{ {group} }} LIMIT 3000"
    try:
        expected = store.query(query, use_default_graph_as_union=True)
    except SyntaxError:
        return
    found = OxigraphEngine(store, "memory").evaluate(query)
    assert isinstance(expected, pyoxigraph.QuerySolutions)
    assert _rows(found) == _rows(expected)


def _rows(solutions: pyoxigraph.QuerySolutions) -> Counter[tuple[str, ...]]:
    """Blank nodes of ``[]`` have no names that could differ: they are no part of SELECT *."""
    names = sorted(str(variable) for variable in solutions.variables)
    return Counter(tuple(str(solution[name[1:]]) for name in names) for solution in solutions)
