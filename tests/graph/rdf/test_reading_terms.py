"""Text of terms, whichever engine wrote it."""

import pyoxigraph
from diplograph.graph.rdf.reading.columns import text_of
from hypothesis import given, settings
from hypothesis import strategies as st

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@settings(deadline=None)
@given(TEXT)
def test_literal_says_what_was_written(text: str) -> None:
    assert text_of(str(pyoxigraph.Literal(text))) == text
    assert text_of(str(pyoxigraph.Literal(text, language="en"))) == text


@settings(deadline=None)
@given(TEXT)
def test_column_of_a_store_says_what_was_written(text: str) -> None:
    from diplograph.graph.rdf import URIRef
    from diplograph.graph.stores import MemoryStore

    store = MemoryStore()
    node = pyoxigraph.NamedNode("https://example.org/a")
    store._engine.inner.add(pyoxigraph.Quad(node, node, pyoxigraph.Literal(text)))
    ((subject, value),) = store.pairs([URIRef(node.value)])[URIRef(node.value)]
    assert (text_of(subject), text_of(value)) == (node.value, text)


def test_every_kind_of_value_of_many_subjects_comes_whole() -> None:
    from diplograph.graph.rdf import URIRef
    from diplograph.graph.stores import MemoryStore

    store = MemoryStore()
    kind, blank, number = (pyoxigraph.NamedNode(f"https://example.org/{name}") for name in ("kind", "blank", "number"))
    values = [
        pyoxigraph.Literal('a "b"\t\\n\n'),
        pyoxigraph.Literal("a", language="en"),
        pyoxigraph.NamedNode("https://a.example"),
    ]
    for place in range(30):
        node = pyoxigraph.NamedNode(f"https://example.org/{place}")
        store._engine.inner.add(pyoxigraph.Quad(node, kind, values[place % 3]))
        store._engine.inner.add(pyoxigraph.Quad(node, blank, pyoxigraph.BlankNode(f"b{place % 2}")))
        store._engine.inner.add(pyoxigraph.Quad(node, number, pyoxigraph.Literal(place % 2)))
    predicates = [URIRef(one.value) for one in (kind, blank, number)]
    for predicate, pairs in store.pairs(predicates).items():
        stated = store._engine.inner.quads_for_pattern(None, pyoxigraph.NamedNode(predicate[1:-1]), None)
        assert sorted((text_of(one), text_of(other)) for one, other in pairs) == sorted(
            (quad.subject.value, text_of(str(quad.object))) for quad in stated
        )
        assert len(pairs) == 30


def test_of_the_classes_of_nodes_only_those_come_that_are_asked_for() -> None:
    from diplograph.graph.rdf import DG, PREFIXES, RDF, SCHEMA
    from diplograph.graph.stores import MemoryStore

    store = MemoryStore()
    kind = pyoxigraph.NamedNode(f"{PREFIXES['rdf']}type")
    for place, name in enumerate(("Claim", "State", "Claim")):
        node = pyoxigraph.NamedNode(f"https://example.org/{place}")
        for each in (f"{PREFIXES['dg']}{name}", f"{PREFIXES['prov']}Entity"):
            store._engine.inner.add(pyoxigraph.Quad(node, kind, pyoxigraph.NamedNode(each)))
    wanted = (DG.Claim, SCHEMA.NewsArticle)
    expected = [("<https://example.org/0>", DG.Claim), ("<https://example.org/2>", DG.Claim)]
    assert sorted(store.pairs([RDF.type], kinds=wanted)[RDF.type]) == expected
    nodes = [one for one, _ in store.pairs([RDF.type])[RDF.type]]
    assert sorted(store.pairs([RDF.type], nodes=nodes, kinds=wanted)[RDF.type]) == expected
