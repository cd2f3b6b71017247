"""Triggers in the parse: the word that carries what a trigger says, and whether somebody else is its subject."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["content_word", "is_foreign"]

# A trigger of these parts of speech ("out", "not") is one word of what a verb says.
_PARTICLES = frozenset({"ADP", "PART", "ADV"})
_SUBJECTS = ("nsubj", "nsubj:pass")


def content_word(trigger: "Token") -> "Token":
    """The verb that a particle goes with ("out" of "walked out"), or the trigger itself."""
    if trigger.pos_ not in _PARTICLES:
        return trigger
    return next((above for above in trigger.ancestors if above.pos_ == "VERB"), trigger.head)


def is_foreign(verb: "Token", parties: "tuple[Token, Token]", *, is_mutual: bool) -> bool:
    """True where a noun is the subject of a verb, and in its phrase stands no party that could be it.

    ``parties`` are subject and object of a claim. In the passive, and for what both do (``is_mutual``), either will do.
    """
    if verb.pos_ != "VERB":
        return False
    subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
    if subject is None or subject.pos_ not in ("NOUN", "PROPN"):
        return False
    phrase = {token.i for token in subject.subtree}
    able = parties if is_mutual or subject.dep_ == "nsubj:pass" else parties[:1]
    return not any(party.i in phrase for party in able)
