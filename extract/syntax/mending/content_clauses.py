"""Content clauses: "that" right behind a noun for what is told ("no truth in reports that Chad attacked"), where misread.

The parser may hang the clause on a noun further back, or take it for a relative one, of which "that" would be the object.
"""

from typing import TYPE_CHECKING

from ...words import Grammar, load_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["mend_content_clauses"]

_ADNOMINAL = ("acl", "acl:relcl")
_NOMINAL = ("obj", "nsubj", "nsubj:pass", "obl", "nmod")
_SUBJECTS = ("nsubj", "nsubj:pass", "expl")


def mend_content_clauses(doc: "Doc") -> None:
    """Hang each content clause on the noun that it spells out, in place."""
    grammar = load_words(Grammar)
    for that in doc[1:]:
        if that.lower_ == "that" and that.nbor(-1).lemma_.lower() in grammar.content_nouns:
            _mend(that, that.nbor(-1), grammar)


def _mend(that: "Token", noun: "Token", grammar: Grammar) -> None:
    clause = that.head
    # "Said in a report that" tells what was said, "repeated the claim that" what was claimed.
    is_said = clause.dep_ == "ccomp" and clause.head.lemma_ in grammar.reporting_verbs
    told = is_said and clause.head != noun and not (noun.dep_ == "obj" and noun.head == clause.head)
    if noun.dep_ not in _NOMINAL or told or not _is_content(that, clause) or clause.is_ancestor(noun):
        return
    clause.head, clause.dep_ = noun, "acl"
    that.dep_ = "mark"
    if noun.pos_ == "VERB":
        noun.pos_, noun.tag_ = "NOUN", "NNS"


def _is_content(that: "Token", clause: "Token") -> bool:
    """True for a clause that lacks nothing but what opens it."""
    if clause.i < that.i or clause.dep_ not in (*_ADNOMINAL, "ccomp"):
        return False
    others = {child.dep_ for child in clause.children if child != that}
    return not others.isdisjoint(_SUBJECTS) and (that.dep_ == "mark" or "obj" in others)
