"""Tokens of SPARQL: nothing is lost, and each begins and ends where the engine's parser has it."""

import pytest
from diplograph.graph.queries.sparql import query_kind
from diplograph.graph.queries.tokens import decode_codepoints, significant_tokens, tokens
from hypothesis import given
from hypothesis import strategies as st


@given(st.text(st.sampled_from("aZ_ :.?$<>\"'\\{}()#\n|&-1@^%é\u0301"), max_size=60))
def test_tokens_put_together_are_the_query(text: str) -> None:
    found = list(tokens(text))
    assert "".join(token.text for token in found) == text
    assert all(text.startswith(token.text, token.start) for token in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:.SERVICE <x>", ["name a:", "sign .", "word SERVICE", "iri <x>"]),
        ("a:b.SERVICE", ["name a:b.SERVICE"]),
        ("a:b. c:d", ["name a:b", "sign .", "name c:d"]),
        ("SERVICESILENT<x>", ["word SERVICESILENT", "iri <x>"]),
        ("?a<?b)SERVICE#>\n<x>", ["variable ?a", "sign <", "variable ?b", "sign )", "word SERVICE", "iri <x>"]),
        ("'A'<'>')SERVICE", ["literal 'A'", "sign <", "literal '>'", "sign )", "word SERVICE"]),
        ("<http://x/d'Ivoire>", ["iri <http://x/d'Ivoire>"]),
        (
            "1SERVICE 1.5e3FILTER 1.a:b .5",
            "literal 1|word SERVICE|literal 1.5e3|word FILTER|literal 1|sign .|name a:b|literal .5",
        ),
        ("'x'@en.SERVICE", ["literal 'x'", "literal @en", "sign .", "word SERVICE"]),
        ("_:b.c _:d.", ["blank _:b.c", "blank _:d", "sign ."]),
        ("'''a'b''c'''\"\\\"\"", ["literal '''a'b''c'''", 'literal "\\""']),
        ("a:b\\'c a:%41 a:1", ["name a:b\\'c", "name a:%41", "name a:1"]),
        ("# x\rASK", ["word ASK"]),
    ],
)
def test_tokens_are_those_of_the_grammar(text: str, expected: list[str] | str) -> None:
    found = [f"{token.kind} {token.text}" for token in significant_tokens(text)]
    assert found == (expected.split("|") if isinstance(expected, str) else expected)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SELECTDISTINCT?s{?s?p?o}", "SELECT"),
        ("PREFIX ask: <x:> DESCRIBE:x", "DESCRIBE"),
        ("# SELECT\nBASE<select:>CONSTRUCT{}{}", "CONSTRUCT"),
    ],
)
def test_kind_of_a_query_is_read_without_spaces(text: str, kind: str) -> None:
    assert query_kind(text) == kind


def test_codepoint_beyond_unicode_is_no_crash() -> None:
    assert decode_codepoints("\\UFFFFFFFF\\u0041") == "\ufffdA"


def test_many_words_are_read_in_one_pass() -> None:
    assert sum(1 for _ in tokens("a." * 200_000)) == 400_000
