"""Aims: whoever means to end something says that there is some, whoever means to prevent it that it may come."""

from typing import TYPE_CHECKING

from diplograph.ontology import Modality

from ..syntax import is_infinitive
from .governors import lemma_with_particle
from .stance import Stance, StanceWords

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["ends_at_aim"]

_NOUN_CLAUSES = ("acl", "acl:relcl", "advcl")
_COMPLEMENTS = ("xcomp", "ccomp", "advcl", "conj")


def ends_at_aim(verb: "Token", words: StanceWords, stance: Stance) -> bool:
    """True for an end or a prevention that is meant, asked for or waited for, and has not come.

    Whoever means to stop the fighting says that there is some; who means to prevent it, that it may come.
    """
    key = lemma_with_particle(verb)
    if key not in words.ceasing | words.negating | words.stopping:
        return False
    if not _is_purpose(verb) and (key not in words.ceasing | words.preventing or not _is_outstanding(verb, words)):
        return False
    if key not in words.ceasing:
        stance.set(Modality.POSSIBLE, "what an aim is to prevent", verb)
    return True


def _is_purpose(verb: "Token") -> bool:
    """True for an infinitive of purpose ("is mediating to end the war")."""
    return is_infinitive(verb) and (verb.dep_ == "advcl" or (verb.dep_ == "acl" and verb.head.pos_ == "PROPN"))


def _is_outstanding(verb: "Token", words: StanceWords) -> bool:
    """True for an end that is somebody's aim or wish, that is demanded, or on which something depends."""
    own = {child.lower_ for child in verb.children if child.dep_ in ("aux", "mark")}
    if own & (words.demanded_auxiliaries | words.conditional_markers):
        return True
    head, above = verb.head, verb.head.lemma_.lower()
    if head.pos_ in ("NOUN", "PROPN"):
        return verb.dep_ in _NOUN_CLAUSES and (is_infinitive(verb) or verb.tag_ == "VBG") and above in words.aims
    if verb.dep_ not in _COMPLEMENTS or verb.tag_ not in ("VB", "VBG"):
        return False
    wanted = above in words.wishes or (above in words.demanded and verb.tag_ == "VB")
    return wanted or (above in words.aims and bool(own & {"at", "for", "to"}))
