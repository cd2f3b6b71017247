"""``store:quotes`` in queries."""

import pytest
from diplograph.graph.queries.quote_search import expand_quote_search

JOINED = "?e <http://www.w3.org/ns/oa#exact> []"


@pytest.mark.parametrize(
    ("query", "expanded"),
    [
        ('ASK { ?e store:quotes "a b" }', f"ASK {{ VALUES ?e {{ <x:1> <x:2> }} {JOINED} }}"),
        ("ASK { ?e store:quotes 'a b' . ?c ?p ?e }", f"ASK {{ VALUES ?e {{ <x:1> <x:2> }} {JOINED} . ?c ?p ?e }}"),
        ('ASK { ?e store:quotes "a b" ; oa:exact ?q }', f"ASK {{ VALUES ?e {{ <x:1> <x:2> }} {JOINED} ; oa:exact ?q }}"),
        ("ASK { ?e oa:exact ?q }", "ASK { ?e oa:exact ?q }"),
    ],
)
def test_phrase_becomes_the_evidence_that_the_index_proposes(query: str, expanded: str) -> None:
    asked: list[str] = []

    def find(phrase: str) -> list[str]:
        asked.append(phrase)
        return ["<x:1>", "<x:2>"]

    assert expand_quote_search(query, find) == expanded
    assert asked == (["a b"] if "store:quotes" in query else [])


@pytest.mark.parametrize("phrase", ['") } # ', "a) || true || (", "{2}", "*+?"])
def test_no_character_of_a_phrase_leaves_the_filter(phrase: str) -> None:
    expanded = expand_quote_search(f"ASK {{ ?e store:quotes '{phrase}' }}", None)
    assert expanded.count("FILTER(") == 1
    assert expanded.endswith(") }")
    assert phrase not in expanded
