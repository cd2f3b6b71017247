"""Surnames of the persons whom a text names in full, where the pipeline took them for places or bodies, or saw no name."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..mention import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["find_surnames"]

# Labels that the pipeline gives a surname by mistake.
_MISTAKEN = frozenset({"GPE", "ORG", "LOC", "FAC", "NORP"})
# A place may be called like somebody of the text ("Austin" of "Jane Austin").
_LOCATIVE = frozenset({"in", "at", "near", "from", "to", "into", "outside", "around", "toward", "towards", "across", "via"})
# "The West" is nobody called Sue West.
_NO_PERSON = _LOCATIVE | {"the", "a", "an"}
_SHORTEST = 4


def find_surnames(doc: "Doc", mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions in order, the surnames of named persons among them as persons, with an initial that stands before."""
    surnames = {m.text.rpartition(" ")[2] for m in mentions if m.label == "PERSON" and m.name is None and " " in m.text}
    surnames = {surname for surname in surnames if len(surname) >= _SHORTEST}
    if not surnames:
        return list(mentions)
    taken = {i for mention in mentions for i in range(mention.start, mention.end)}
    mended = [_as_person(doc, m) if m.text in surnames and _is_mistaken(doc, m) else m for m in mentions]
    return sorted([*mended, *_overlooked(doc, surnames, taken)], key=lambda mention: mention.start)


def _is_mistaken(doc: "Doc", mention: Mention) -> bool:
    return mention.name is None and mention.label in _MISTAKEN and _stands_alone(doc, mention.start, mention.end)


def _stands_alone(doc: "Doc", start: int, end: int) -> bool:
    """True where no other name is beside the word, and no preposition of place before it."""
    before = doc[start - 1] if start else None
    if before is not None and (before.lower_ in _NO_PERSON or (before.tag_ == "NNP" and not _is_initial(before.text))):
        return False
    return end >= len(doc) or doc[end].tag_ not in ("NNP", "NNPS", "HYPH")


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1 and word[0].isupper()


def _as_person(doc: "Doc", mention: Mention) -> Mention:
    start = mention.start - (mention.start > 0 and _is_initial(doc[mention.start - 1].text))
    return replace(mention, start=start, text=doc[start : mention.end].text, label="PERSON")


def _overlooked(doc: "Doc", surnames: set[str], taken: set[int]) -> Iterator[Mention]:
    for token in doc:
        if token.i not in taken and token.text in surnames and token.tag_ == "NNP" and _stands_alone(doc, token.i, token.i + 1):
            yield _as_person(doc, Mention(token.i, token.i + 1, token.text, "PERSON"))
