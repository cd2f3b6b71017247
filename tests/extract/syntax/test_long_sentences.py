"""Endless sentences: cut behind a pause; what a careful writer ends himself is left alone."""

from collections.abc import Callable

import pytest
import spacy
from diplograph.extract.syntax.long_sentences import LONGEST_SENTENCE, cut_endless_sentences
from diplograph.ontology import Claim

NLP = spacy.blank("en")


def begins(text: str) -> list[int]:
    doc = NLP(text)
    cut_endless_sentences(doc)
    return [token.i for token in doc if token.is_sent_start and token.i]


@pytest.mark.parametrize("pause", [",", ";", ":"])
def test_endless_sentence_is_cut_behind_the_last_pause_of_each_stretch(pause: str) -> None:
    cuts = begins(f"Oslo met Kyiv{pause} " * 1_000)
    assert len(cuts) == 4_000 // LONGEST_SENTENCE - 1
    assert all(cut % 4 == 0 for cut in cuts)
    assert max(b - a for a, b in zip([0, *cuts], cuts, strict=False)) <= LONGEST_SENTENCE


def test_stretch_without_a_pause_is_cut_at_its_length() -> None:
    assert begins("word " * 1_000) == [LONGEST_SENTENCE, 2 * LONGEST_SENTENCE]


@pytest.mark.parametrize("text", ["Oslo met Kyiv, " * 90 + "and left.", "Oslo met Kyiv. " * 1_000, "Oslo\n\n" * 1_000])
def test_text_that_ends_its_sentences_is_left_to_the_parser(text: str) -> None:
    assert begins(text) == []


def test_claims_behind_a_cut_are_found(claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    text = "Norway praised Sweden, " * 200 + "and Kenya accused Uganda of spying."
    found = {(claim.subject.name, claim.relation, claim.object.name) for claim in claims_of(text)}
    assert ("Kenya", "accuses", "Uganda") in found
