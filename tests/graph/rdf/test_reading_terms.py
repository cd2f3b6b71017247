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


def test_values_that_many_subjects_share_come_whole(monkeypatch) -> None:
    from diplograph.graph.rdf import URIRef
    from diplograph.graph.stores import MemoryStore
    from diplograph.graph.stores.oxigraph import engine

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
    whole = store.pairs(predicates)
    assert {len(pairs) for pairs in whole.values()} == {30}
    monkeypatch.setattr(engine, "_MANY_SUBJECTS", 10)
    for predicate, pairs in store.pairs(predicates).items():
        assert sorted(pairs) == sorted(whole[predicate])
