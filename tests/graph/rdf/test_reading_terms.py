"""Text of terms, whichever engine wrote it."""

import pyoxigraph
from diplograph.graph.rdf.claims_from_rdf import _text
from hypothesis import given, settings
from hypothesis import strategies as st

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@settings(deadline=None)
@given(TEXT)
def test_literal_says_what_was_written(text: str) -> None:
    assert _text(str(pyoxigraph.Literal(text))) == text
    assert _text(str(pyoxigraph.Literal(text, language="en"))) == text


@settings(deadline=None)
@given(TEXT)
def test_column_of_a_store_says_what_was_written(text: str) -> None:
    from diplograph.graph.rdf import URIRef
    from diplograph.graph.stores import MemoryStore

    store = MemoryStore()
    node = pyoxigraph.NamedNode("https://example.org/a")
    store._engine.inner.add(pyoxigraph.Quad(node, node, pyoxigraph.Literal(text)))
    ((subject, value),) = store.pairs([URIRef(node.value)])[URIRef(node.value)]
    assert (_text(subject), _text(value)) == (node.value, text)
