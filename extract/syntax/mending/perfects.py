"""Perfect tenses that the parser reads as having a thing ("has imposed sanctions": has, as if they were imposed sanctions)."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["mend_perfects"]


def mend_perfects(doc: "Doc") -> None:
    """Make "has" the auxiliary of the participle right after it, in place."""
    for token in doc:
        having = _having(token) if token.tag_ in ("VBN", "VBD") and token.dep_ == "amod" else None
        if having is not None:
            _swap(having, token)


def _having(participle: "Token") -> "Token | None":
    """The "has" before a participle, adverbs between them, whose object the parser took the participle to describe."""
    before = participle.i - 1
    while before > 0 and participle.doc[before].pos_ == "ADV":
        before -= 1
    having, noun = participle.doc[max(before, 0)], participle.head
    return having if having.lemma_ == "have" and noun.dep_ == "obj" and noun.head == having and noun.i > participle.i else None


def _swap(having: "Token", participle: "Token") -> None:
    noun, dep, head = participle.head, having.dep_, having.head
    participle.head, participle.dep_ = (participle if head == having else head), dep
    participle.pos_ = "VERB"
    for child in list(having.children):
        if child != participle:
            child.head = participle
    having.head, having.dep_, having.pos_ = participle, "aux", "AUX"
    noun.head = participle
