from collections.abc import Callable

import pytest
from diplograph.extract.syntax.clauses import is_passive, preposition
from diplograph.extract.syntax.coordination import conjuncts
from diplograph.extract.syntax.remembering import remember_answers, remembered
from diplograph.extract.syntax.roles import walk
from spacy.tokens import Doc, Token

Parse = Callable[[str], Doc]

TEXT = """
Chad Chad PROPN NNP 3 nsubj:pass
was be AUX VBD 3 aux:pass
praised praise VERB VBN 0 root
by by ADP IN 5 case
Mali Mali PROPN NNP 3 obl
and and CCONJ CC 7 cc
Niger Niger PROPN NNP 5 conj
for for ADP IN 9 case
aid aid NOUN NN 3 obl
to to ADP IN 11 case
Togo Togo PROPN NNP 9 nmod
"""
PATHS = ("agent", "patient", "for", "for.to", "agent.head", "by")


def _all_answers(doc: Doc) -> list[object]:
    return [
        (preposition(token), is_passive(token), [word.i for word in conjuncts(token)], [word.i for word in walk(token, path)])
        for token in doc
        for path in PATHS
    ]


def test_answers_are_the_same_once_they_are_remembered(parse: Parse) -> None:
    doc = parse(TEXT)
    asked = _all_answers(doc)
    remember_answers(doc)
    assert _all_answers(doc) == _all_answers(doc) == asked
    assert [word.text for word in walk(doc[2], "for.to")] == ["Togo"]


@pytest.mark.parametrize(("is_final", "times"), [(False, 2), (True, 1)])
def test_a_word_is_asked_once_where_nothing_changes_any_more(parse: Parse, is_final: bool, times: int) -> None:
    asked = []

    @remembered
    def length(token: Token) -> int:
        asked.append(token.i)
        return len(token)

    doc = parse(TEXT)
    if is_final:
        remember_answers(doc)
    assert length(doc[0]) == length(doc[0]) == len("Chad")
    assert len(asked) == times


def test_a_word_that_is_mended_is_asked_again(parse: Parse) -> None:
    doc = parse(TEXT)
    assert preposition(doc[4]) == "by"
    doc[3].dep_ = "mark"
    assert preposition(doc[4]) == ""
