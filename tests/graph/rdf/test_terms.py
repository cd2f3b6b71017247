"""Terms as N-Triples text: read back, they are what they were made of."""

import pyoxigraph
from diplograph.graph.rdf.terms import XSD, Literal, URIRef
from hypothesis import given
from hypothesis import strategies as st

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def read(term: str) -> pyoxigraph.Literal:
    (quad,) = pyoxigraph.parse(f"<a:s> <a:p> {term} .", format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, pyoxigraph.Literal)
    return quad.object


@given(TEXTS)
def test_any_text_is_read_back(text: str) -> None:
    assert read(Literal(text)).value == text
    assert read(Literal(text, lang="en")) == pyoxigraph.Literal(text, language="en")


@given(st.integers(-(2**63), 2**63 - 1))
def test_integers_have_their_type(number: int) -> None:
    assert read(Literal(number)) == pyoxigraph.Literal(number)


def test_datatype_is_kept() -> None:
    assert read(Literal("2025-02-18", datatype=XSD.date)).datatype.value == "http://www.w3.org/2001/XMLSchema#date"
    assert URIRef("a:b") == "<a:b>"
