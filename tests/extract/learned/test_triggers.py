"""Triggers in the parse: particles go with their verb, and who is no subject of it does not do what it tells."""

from typing import TYPE_CHECKING

import pytest
from diplograph.extract import Extractor
from diplograph.extract.learned.triggers import content_word, is_foreign
from diplograph.ontology import Document

if TYPE_CHECKING:
    from spacy.tokens import Token


def words(extractor: Extractor, text: str) -> "dict[str, Token]":
    return {token.lemma_.lower(): token for token in extractor.analyse(Document("text", text)).doc}


@pytest.mark.parametrize(
    ("text", "trigger", "verb"),
    [
        ("The envoys walked out of the talks.", "out", "walk"),
        ("The envoys were not invited.", "not", "invite"),
        ("The envoys boycotted the talks.", "boycott", "boycott"),
    ],
)
def test_particle_goes_with_its_verb(extractor: Extractor, text: str, trigger: str, verb: str) -> None:
    assert content_word(words(extractor, text)[trigger]).lemma_ == verb


@pytest.mark.parametrize(
    ("text", "verb", "parties"),
    [
        ("The rebels took the town, and the ministers accused the army.", "accuse", ("rebel", "army")),
        ("Ministers left after the generals had attacked the rebels.", "attack", ("minister", "rebel")),
    ],
)
def test_verb_with_another_subject_is_foreign_to_its_neighbour(
    extractor: Extractor, text: str, verb: str, parties: tuple[str, str]
) -> None:
    found = words(extractor, text)
    assert is_foreign(found[verb], (found[parties[0]], found[parties[1]]), is_mutual=False)


@pytest.mark.parametrize(
    ("text", "verb", "parties", "mutual"),
    [
        ("The rebels and the ministers accused the army.", "accuse", ("minister", "army"), False),
        ("The rebels were accused by the army.", "accuse", ("army", "rebel"), False),
        ("They accused the army.", "accuse", ("army", "army"), False),
        ("The rebels met the army.", "meet", ("army", "rebel"), True),
    ],
)
def test_verb_whose_subject_is_a_party_or_a_pronoun_is_not_foreign(
    extractor: Extractor, text: str, verb: str, parties: tuple[str, str], mutual: bool
) -> None:
    found = words(extractor, text)
    assert not is_foreign(found[verb], (found[parties[0]], found[parties[1]]), is_mutual=mutual)
