"""Attachments that the parser gets wrong where the surface leaves hardly a doubt; mended before frames read the syntax.

- "of" belongs to the noun right before it ("the foreign ministers of Iran"), not to one further back.
- A common noun after "and" stands beside the common noun before a name ("officials of the EU and representatives of Iran"), not
  beside the name that only belongs to that noun.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

    from spacy.tokens import Doc, Token

__all__ = ["mend_attachments"]

_NOUNS = ("NOUN", "PROPN")


def mend_attachments(doc: "Doc", names: "Container[int]") -> None:
    """Mend the heads of ``doc`` in place; ``names`` are the indexes of the tokens that stand for actor mentions."""
    for token in doc:
        head = _parallel_of(token, names) or _owner_of(token)
        if head is not None:
            token.head = head


def _owner_of(token: "Token") -> "Token | None":
    """The noun right before "of", where the parser chose one further back."""
    if token.dep_ != "nmod" or token.head.pos_ not in _NOUNS:
        return None
    case = next((child for child in token.children if child.dep_ == "case"), None)
    if case is None or case.lower_ != "of" or not case.i:
        return None
    before = case.nbor(-1)
    further = token.head.i < before.i < token.i
    return before if further and before.pos_ in _NOUNS and not token.is_ancestor(before) else None


def _parallel_of(token: "Token", names: "Container[int]") -> "Token | None":
    """The common noun to which the name belongs that a common noun was coordinated with."""
    if token.dep_ != "conj" or token.i in names or token.pos_ != "NOUN":
        return None
    name = token.head
    noun = name.head
    belongs = name.i in names and name.dep_ == "nmod" and noun.i < name.i
    return noun if belongs and noun.pos_ == "NOUN" and noun.i not in names else None
