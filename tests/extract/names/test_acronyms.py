from collections.abc import Callable

import pytest
from diplograph.extract.names.acronyms import find_acronyms, long_form_start
from diplograph.ontology import Claim
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

Extract = Callable[[str], tuple[Claim, ...]]


@pytest.mark.parametrize(
    ("words", "acronym", "first"),
    [
        ("The Free Aceh Movement", "FAM", "Free"),
        ("the Organization of African Unity", "OAU", "Organization"),
        ("the Ceasefire Violations Committee", "CVC", "Ceasefire"),
        ("officials of the Northern Alliance", "NA", "Northern"),
    ],
)
def test_long_form_begins_where_the_letters_do(words: str, acronym: str, first: str, tokenizer: Language) -> None:
    doc = tokenizer.make_doc(words)
    start = long_form_start(doc, len(doc), acronym)
    assert start is not None
    assert doc[start].text == first


@pytest.mark.parametrize(
    ("words", "acronym"), [("the free movement", "FM"), ("a meeting in Paris", "UN"), ("He left. Only", "HLO")]
)
def test_words_that_do_not_spell_the_letters_are_no_long_form(words: str, acronym: str, tokenizer: Language) -> None:
    doc = tokenizer.make_doc(words)
    assert long_form_start(doc, len(doc), acronym) is None


@pytest.mark.parametrize("text", ["Talks (held today) ended.", "He paid (US) dollars.", "A (B", "(X) began."])
def test_bracket_without_an_acronym_introduces_nothing(text: str, tokenizer: Language) -> None:
    assert not find_acronyms(tokenizer.make_doc(text), []).meanings


def test_acronym_means_its_long_form_from_then_on(claims_of: Extract) -> None:
    text = "The Ruritanian Freedom Committee (RFC) accused Liberia of an attack. Ghana backed the RFC."
    (accusation,) = (claim for claim in claims_of(text) if claim.relation == "accuses")
    (support,) = (claim for claim in claims_of(text) if claim.relation == "supports")
    assert accusation.subject == support.object
    assert accusation.subject.name == "Ruritanian Freedom Committee"


def test_meaning_that_a_text_gives_stands_above_the_known_one(claims_of: Extract) -> None:
    text = "The Uplands Nature Trust (UNT) sued Ghana. Later the UNT criticized Togo."
    assert {claim.subject.name for claim in claims_of(text)} == {"Uplands Nature Trust"}


@given(st.text(alphabet="AB(ab). ", max_size=60))
def test_any_brackets_are_read_without_fault(tokenizer: Language, text: str) -> None:
    find_acronyms(tokenizer.make_doc(text), [])
