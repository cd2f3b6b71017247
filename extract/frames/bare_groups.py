"""Bare groups: people whom a text tells of without saying whose they are ("arrested seven people")."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..actors import Referents
from ..syntax import walk
from ..words import load_words
from .fillers import Filler

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["BareGroupWords", "find_bare_groups"]


@dataclass(frozen=True, slots=True)
class BareGroupWords:
    """The lists of ``bare_groups.yaml``."""

    people: frozenset[str]
    counted: frozenset[str]


def find_bare_groups(token: "Token", paths: tuple[str, ...], referents: Referents) -> list[Filler]:
    """The groups of a number of people that stand at the first path, where nothing says whose they are.

    Those of whom the noun tells nothing are called with their number ("seven people", but "five foreign smugglers" without).
    """
    return [filler for head in walk(token, paths[0]) for filler in _of_head(head, referents)]


def _of_head(head: "Token", referents: Referents) -> Iterator[Filler]:
    words, lemma = load_words(BareGroupWords), head.lemma_.lower()
    if head.pos_ != "NOUN" or "Plur" not in head.morph.get("Number", []) or referents.mention(head) is not None:
        return
    if lemma in words.people or referents.nouns.is_person_noun(head):
        number = next((child.text for child in head.children if child.dep_ == "nummod" and child.i < head.i), None)
        if number is None:
            return
        name = referents.phrases.text(head)
        if lemma in words.counted and " " not in name:
            name = f"{number} {name}"
        yield Filler(referents.linker.group(name, None), is_named=False, token=head)
