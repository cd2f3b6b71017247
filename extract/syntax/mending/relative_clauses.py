"""Relative clauses between a subject and its verb ("Greece, which Turkey threatened, signed a pact"), mended where misread.

The parser may hang the verb of the sentence on that of the relative clause, whose root is then the subject or the wrong verb.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

__all__ = ["mend_relative_clauses"]

# The tagger may take a past tense for a participle.
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_SUBJECTS = ("nsubj", "nsubj:pass", "expl", "csubj")
_RELATIVE = frozenset({"which", "who", "whom", "whose", "where"})
# How far behind the comma the relative word stands: "which", "to which", "most of whom".
_REACH = 4


def mend_relative_clauses(doc: "Doc") -> None:
    """Give each sentence whose subject a relative clause follows its own verb back, in place."""
    for sentence in list(doc.sents):
        _mend(sentence)


def _mend(sentence: "Span") -> None:
    noun = _told_of(sentence)
    relative = _relative_verb(noun) if noun is not None else None
    verb = _resumed(relative) if relative is not None else None
    if noun is None or relative is None or verb is None:
        return
    passive = any(child.dep_ == "aux:pass" for child in verb.children)
    closing = [child for child in sentence.root.children if child.is_punct and child.i > verb.i]
    verb.head, verb.dep_ = verb, "ROOT"
    noun.head, noun.dep_ = verb, "nsubj:pass" if passive else "nsubj"
    relative.head, relative.dep_ = noun, "acl:relcl"
    for mark in closing:
        mark.head = verb


def _told_of(sentence: "Span") -> "Token | None":
    """The noun that opens the sentence and before whose verb a relative clause stands."""
    root = sentence.root
    heads = [root, *(child for child in root.children if child.dep_ in _SUBJECTS)]
    return next((noun for noun in sorted(heads) if noun.pos_ in ("NOUN", "PROPN") and _opens_relative(noun)), None)


def _opens_relative(noun: "Token") -> bool:
    """True where a comma and a relative word follow, with no verb between them."""
    following = noun.doc[noun.i + 1 : noun.i + 2 + _REACH]
    place = next((place for place, token in enumerate(following) if token.lower_ in _RELATIVE), 0)
    return place > 0 and following[0].text == "," and all(token.pos_ != "VERB" for token in following[:place])


def _relative_verb(noun: "Token") -> "Token | None":
    """The verb of the relative clause: that on the noun, or the root if it has a subject of its own behind the noun."""
    if noun.dep_ == "ROOT":
        return next((child for child in noun.children if child.dep_ == "acl:relcl" and child.i > noun.i), None)
    verb = noun.head
    own = [child for child in verb.children if child.dep_ in _SUBJECTS and noun.i < child.i < verb.i]
    return verb if own and verb.dep_ == "ROOT" else None


def _resumed(relative: "Token") -> "Token | None":
    """The finite verb after the comma that closes the relative clause."""
    for verb in relative.children:
        bare = not any(child.dep_ in (*_SUBJECTS, "cc", "mark") for child in verb.children)
        if verb.dep_ in ("conj", "parataxis") and verb.i > relative.i and bare and _is_finite(verb):
            start = min([verb.i, *(child.i for child in verb.children if child.dep_.startswith("aux"))])
            if any(token.text == "," for token in verb.doc[start - 2 : start]):
                return verb
    return None


def _is_finite(verb: "Token") -> bool:
    return verb.tag_ in _FINITE or any(
        child.dep_.startswith("aux") and child.tag_ in (*_FINITE, "MD") for child in verb.children
    )
