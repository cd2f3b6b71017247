import re
import string
import unicodedata

import pytest
from diplograph.ontology.identifiers import ACTOR, digest, mint, slug
from hypothesis import given
from hypothesis import strategies as st

# Surrogates too: JSON can smuggle them into any string.
ANY_TEXT = st.text(st.characters(codec=None), max_size=200)
PARTS = st.lists(st.none() | ANY_TEXT, max_size=5)


@given(ANY_TEXT)
def test_slug_of_any_text_is_safe_ascii_of_bounded_length(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text))
    assert len(slug(text)) <= 60


@given(st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=60))
def test_slug_of_plain_words_is_the_words(text: str) -> None:
    assert slug(text) == text


@given(st.text(string.ascii_letters + " -'", min_size=1, max_size=50))
def test_slug_ignores_case(text: str) -> None:
    assert slug(text.upper()) == slug(text.lower())


@pytest.mark.parametrize(
    ("accented", "plain"), [("Élysée", "Elysee"), ("Côte d’Ivoire", "Cote d'Ivoire"), ("São Tomé", "Sao Tome")]
)
def test_slug_ignores_diacritics(accented: str, plain: str) -> None:
    assert slug(accented) == slug(plain)


def test_slug_is_the_same_for_composed_and_decomposed_letters() -> None:
    assert slug(unicodedata.normalize("NFC", "Erdoğan")) == slug(unicodedata.normalize("NFD", "Erdoğan"))


@pytest.mark.parametrize(
    ("one", "other"), [("习近平", "王毅"), ("Путин", "Лавров"), ("🇷🇺", "🇺🇦"), ("a" * 80 + "b", "a" * 80 + "c")]
)
def test_slugs_of_texts_that_lose_letters_stay_apart(one: str, other: str) -> None:
    assert slug(one) != slug(other)


@pytest.mark.parametrize(
    "path", ["../../etc/passwd", "a/b?c=d#e", "<script>alert(1)</script>", '"> ; DROP GRAPH <x>', "\u202egnp.exe"]
)
def test_mint_leaves_the_namespace_in_charge_whatever_the_part(path: str) -> None:
    iri = mint(ACTOR, path)
    assert iri.startswith(ACTOR)
    assert re.fullmatch(r"[a-z0-9-]+", iri.removeprefix(ACTOR))


def test_mint_joins_its_parts_with_hyphens() -> None:
    assert mint(ACTOR, "FRA", "Parti vert") == ACTOR + "fra-parti-vert"


@given(PARTS)
def test_digest_is_sixteen_hexadecimal_digits_and_repeatable(parts: list[str | None]) -> None:
    assert re.fullmatch(r"[0-9a-f]{16}", digest(*parts))
    assert digest(*parts) == digest(*parts)


@given(PARTS, PARTS)
def test_digests_are_equal_only_for_equal_parts(one: list[str | None], other: list[str | None]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)


@given(PARTS, st.integers(0, 5))
def test_digest_tells_none_from_the_empty_text(parts: list[str | None], place: int) -> None:
    assert digest(*parts[:place], None, *parts[place:]) != digest(*parts[:place], "", *parts[place:])


@given(st.text(max_size=20), st.text(min_size=1, max_size=20), st.text(max_size=20))
def test_digest_depends_on_where_a_part_ends(head: str, middle: str, tail: str) -> None:
    assert digest(head + middle, tail) != digest(head, middle + tail)
