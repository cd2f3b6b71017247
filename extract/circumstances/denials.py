"""Denials: the words that negate a clause or noun of their own, and those that only look as if they did."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..syntax import NEGATED, has_negated_coordination, is_excepted, preposition, starts_phrase
from ..words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["DenialWords", "find_negation", "is_negated", "is_yet_to", "shares_negation"]

_NOUNS = ("NOUN", "PROPN")
_OWN_CLAUSE = ("nsubj", "nsubj:pass", "aux", "aux:pass", "mark")


@dataclass(frozen=True, slots=True)
class DenialWords:
    """The lists of ``denials.yaml``."""

    negations: frozenset[str]
    nobody: frozenset[str]
    of_subjects: frozenset[str]
    of_nouns: frozenset[str]
    lacking: frozenset[str]
    sharing: frozenset[str]
    contrasting: frozenset[str]
    delaying: frozenset[str]
    negated_prepositions: frozenset[str]
    apparent: frozenset[str]
    substitutes: frozenset[str]


def find_negation(token: "Token", below: "Token | None" = None) -> "Token | None":
    """The word that negates the clause itself, if one does: "not", "never", "no talks", "neither A nor B did".

    ``below`` is a child whose own negation has been counted already.
    """
    if token.pos_ == "VERB" and has_negated_coordination(token):
        return token
    # What opens the sentence denies the clause that it inverts, not the "he said" between.
    elsewhere = _find_fronted(below) if below is not None else None
    own = (child for child in token.children if child != below and (elsewhere is None or child != elsewhere.head))
    return next((child for child in own if _denies(child)), None) or _find_fronted(token, below)


def _find_fronted(verb: "Token", below: "Token | None" = None) -> "Token | None":
    """The denial that opens a sentence and inverts a clause it does not hang on ("at no point, he said, did Chad ask")."""
    auxiliary = next((child for child in verb.children if child.dep_ in ("aux", "aux:pass")), None)
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubj:pass")), None)
    if verb.pos_ != "VERB" or auxiliary is None or subject is None or not verb.sent.start < auxiliary.i < subject.i:
        return None
    first, second = verb.sent[0], verb.sent[1]
    words = load_words(DenialWords)
    if first.lower_ not in words.negated_prepositions or second.lower_ not in words.of_nouns:
        return None
    return None if second.head in (below, *verb.children) else second


def is_negated(token: "Token") -> bool:
    """True where a word negates the clause of a token."""
    return find_negation(token) is not None


def is_yet_to(verb: "Token") -> bool:
    """True for "has yet to recognise"."""
    marks = [child for child in verb.children if child.dep_ == "mark" and child.lower_ == "to"]
    return any(mark.i and mark.nbor(-1).lower_ in load_words(DenialWords).delaying for mark in marks)


def shares_negation(verb: "Token", first: "Token") -> "Token | None":
    """The negation of the first verb that holds for a later one too ("did not attack or threaten", not "but threatened")."""
    if verb.pos_ != "VERB" or any(child.dep_ in _OWN_CLAUSE for child in verb.children):
        return None
    # The conjunction stands before the last of several verbs; a past tense cannot share "did".
    later = [other for other in first.conjuncts if other.i >= verb.i]
    joint = next((word.lower_ for part in (verb, *later) for word in part.children if word.dep_ == "cc"), "")
    words = load_words(DenialWords)
    shared = joint in words.sharing or (verb.tag_ == "VB" and _has_auxiliary(first))
    if joint in words.contrasting or not shared or (verb.tag_ == "VBD" and first.tag_ == "VB"):
        return None
    return find_negation(first) if not is_negated(verb) else None


def _has_auxiliary(verb: "Token") -> bool:
    return any(child.dep_ == "aux" and child.lower_ != "to" for child in verb.children)


def _denies(child: "Token") -> bool:
    """True for a negation, and for a subject or object that is nobody or nothing."""
    dep, words = child.dep_, load_words(DenialWords)
    if is_excepted(child) or _is_before_exception(child) or starts_phrase(child, words.apparent):
        return False
    if child.lower_ in words.negations and dep in ("advmod", "det", "cc:preconj", "aux", "mark"):
        return True
    if dep in ("nsubj", "nsubj:pass"):
        denied = child.lower_ in words.nobody or has_negated_coordination(child)
        return denied or any(_is_no(word, words.of_subjects) for word in child.children if word.i < child.i)
    if dep in ("obj", "xcomp"):
        return child.pos_ in _NOUNS and has_negated_coordination(child)
    if dep in ("mark", "cc", "case", "advmod") and starts_phrase(child, words.substitutes):
        return True
    return _is_none(child) if dep == "obl" else dep == "case" and child.lower_ in words.lacking


def _is_no(word: "Token", listed: frozenset[str]) -> bool:
    return word.lower_ in listed and not starts_phrase(word, load_words(DenialWords).apparent)


def _is_before_exception(negation: "Token") -> bool:
    """True for "not" in "A and B but not C", wherever the parser hangs it."""
    doc, i, words = negation.doc, negation.i, load_words(DenialWords)
    if not 0 < i < len(doc) - 1 or negation.lower_ not in words.of_subjects:
        return False
    return doc[i - 1].lower_ in words.contrasting and doc[i + 1].pos_ in _NOUNS


def _is_none(noun: "Token") -> bool:
    """True for "belongs to neither A nor B", "at no time" and "to no one"; "with no end in sight" denies nothing."""
    if noun.i in noun.doc.user_data.get(NEGATED, ()):
        return True
    words = load_words(DenialWords)
    denied = any(child.dep_ == "det" and child.lower_ in words.of_nouns for child in noun.children)
    return denied and preposition(noun) in words.negated_prepositions
