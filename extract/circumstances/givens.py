"""Givens: what a clause takes for granted, whatever it denies ("the attack was no surprise", "did not mention the attack")."""

from typing import TYPE_CHECKING

from ..words import load_words
from .governors import lemma_with_particle
from .stance import StanceWords

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["is_given"]

_NOUNS = ("NOUN", "PROPN")
_DEFINITE = frozenset({"the", "this", "these", "that", "those"})


def is_given(noun: "Token", predicate: "Token") -> bool:
    """True for an event named by a definite noun of which a clause denies something else than that it took place.

    "The talks did not take place" denies them, "the talks did not bring peace" does not.
    """
    if noun.pos_ not in _NOUNS or predicate.pos_ in ("DET", "PRON"):
        return False
    words = load_words(StanceWords)
    # "Will not stop its attacks" denies the end of them.
    denying = words.realizing | words.negating | words.stopping | words.ending
    if noun.dep_ not in ("nsubj", "nsubj:pass", "obj") or lemma_with_particle(predicate) in denying:
        return False
    # "Chadian attacks are not helpful", but "Chadian forces carried out no attacks".
    is_judged = any(child.dep_ == "cop" for child in predicate.children)
    return any(_is_definite(child) or (is_judged and _is_name(child)) for child in noun.children)


def _is_definite(child: "Token") -> bool:
    """True for what makes a noun definite: "the attack", "Chad's attack", not "an attack" and "talks"."""
    return child.dep_ in ("nmod:poss", "det:poss") or (child.dep_ == "det" and child.lower_ in _DEFINITE)


def _is_name(child: "Token") -> bool:
    return child.dep_ in ("amod", "compound") and child.text[:1].isupper()
