import pytest
from diplograph.extract import Extractor
from diplograph.extract.text.alignment import AlignedText
from diplograph.extract.text.whitespace import tidy
from diplograph.ontology import Document
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("one two", "one two"),
        ("one  two\u00a0three\tfour", "one two three four"),
        ("first line\ngoes on", "first line goes on"),
        ("A Headline\nThe article begins.", "A Headline\nThe article begins."),
        ("one\n\ntwo", "one\n\ntwo"),
        ("one \n \n\n two", "one\n\ntwo"),
        ("Fran\u00adce met\u200b \u202eMali\u202c", "France met Mali"),
        ("-" * 40 + " end", "--- end"),
        ("“" * 20 + "no", "“““no"),
        (
            "The ministers of Norway and Mali met\nin Oslo, the capital, where President\nRuto was waiting for both of them.",
            "The ministers of Norway and Mali met in Oslo, the capital, where President Ruto was waiting for both of them.",
        ),
    ],
)
def test_white_space_is_tidied_and_paragraphs_stay(text: str, tidied: str) -> None:
    assert tidy(AlignedText(text)).text == tidied


@given(st.text(alphabet="ab.\n\t \u00a0\u2003", max_size=80))
def test_each_character_tells_where_it_stood(text: str) -> None:
    found = tidy(AlignedText(text))
    for i, character in enumerate(found.text):
        start, end = found.original(i, i + 1)
        assert text[start:end] == character or (text[start:end].isspace() and character.isspace())


def test_names_with_unseen_marks_are_known(extractor: Extractor) -> None:
    text = "\u2066Fran\u00adce\u2069 accused \u202eMali\u202c."
    (claim,) = (c for c in extractor.extract(Document("test", text)) if c.relation == "accuses")
    (evidence,) = claim.evidence
    assert (claim.subject.name, claim.object.name) == ("France", "Mali")
    assert text[evidence.start : evidence.end] == evidence.quote


@given(st.text(alphabet="ab.\n\t \u00a0\u2003", max_size=80))
def test_tidying_loses_no_letter(text: str) -> None:
    assert "".join(tidy(AlignedText(text)).text.split()) == "".join(text.split())


# Without line breaks: whether lines were broken at a width is seen by their lengths, which tidying changes.
@given(st.text(alphabet="ab.\t \u00a0\u2003", max_size=80))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    once = tidy(AlignedText(text)).text
    assert tidy(AlignedText(once)).text == once


def test_evidence_has_the_words_of_the_original(extractor: Extractor) -> None:
    text = "Norway  accused\u00a0Mali\nof lying."
    (claim,) = (c for c in extractor.extract(Document("test", text)) if c.relation == "accuses")
    (evidence,) = claim.evidence
    assert (evidence.quote, text[evidence.start : evidence.end]) == (text, text)
    assert claim.object.name == "Mali"


def test_list_with_odd_spaces_is_read_like_one_without(extractor: Extractor) -> None:
    text = "Norway held talks with Mali, Chad,  Togo and\u00a0Ghana."
    found = {c.object.name for c in extractor.extract(Document("test", text)) if c.relation == "negotiatesWith"}
    assert found == {"Mali", "Chad", "Togo", "Ghana"}


def test_accent_belongs_to_the_evidence(extractor: Extractor) -> None:
    text = "Me\u0301xico accused Peru\u0301. Panama\u0301 met Peru\u0301"
    for claim in extractor.extract(Document("test", text)):
        for evidence in claim.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote
    mentions = [(text[m.start : m.end], m.actor.name) for m in extractor.mentions(Document("test", text)) if m.actor]
    assert mentions == [("Me\u0301xico", "Mexico"), ("Peru\u0301", "Peru"), ("Panama\u0301", "Panama"), ("Peru\u0301", "Peru")]
