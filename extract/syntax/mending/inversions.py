"""Verbs of saying with their subject behind them ('"...," answered the envoy'), which the parser takes for an object."""

from typing import TYPE_CHECKING

from ...words import Grammar, load_words

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["mend_inversions"]

_QUOTES = frozenset('"”')
_SUBJECTS = ("nsubj", "nsubj:pass", "expl")


def mend_inversions(doc: "Doc") -> None:
    """Make subjects of the nouns behind verbs of saying that a quotation precedes, in place."""
    grammar = load_words(Grammar)
    saying = grammar.reporting_verbs | grammar.answering_verbs
    for verb in doc:
        if verb.pos_ != "VERB" or not verb.i or verb.nbor(-1).text not in _QUOTES or verb.lemma_ not in saying:
            continue
        objects = [child for child in verb.children if child.dep_ == "obj" and child.i > verb.i]
        if objects and not any(child.dep_ in _SUBJECTS for child in verb.children):
            objects[0].dep_ = "nsubj"
