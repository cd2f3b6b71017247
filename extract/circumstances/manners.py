"""In which of its manners a relation holds: by the frame that says it, else by the words that deny the opposite."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diplograph.ontology import DataError, Relation, load_schema

from ..words import from_words, load_words
from .stance import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["load_denial_words", "read_manner"]


@dataclass(frozen=True, slots=True)
class MannerWords:
    """The lists of ``manners.yaml``: relation, manner, words."""

    denials: Mapping[str, Mapping[str, frozenset[str]]]


@from_words
def load_denial_words() -> Mapping[str, Mapping[str, str]]:
    """For each relation the manner by word; raises ``DataError`` for what the ontology does not know or a word stands twice."""
    relations, found = load_schema().relations, {}
    for name, manners in load_words(MannerWords).denials.items():
        if name not in relations:
            raise DataError(f"manners.yaml: {name!r} is not a relation of diplograph.ttl")
        by_word: dict[str, str] = {}
        for label, words in manners.items():
            manner = relations[name].manner(label)
            for word in words:
                if by_word.setdefault(word, manner.label) != manner.label:
                    raise DataError(f"manners.yaml: {name}: {word!r} stands under two manners; take one out")
        found[name] = by_word
    return found


def read_manner(relation: Relation, told: str | None, stance: Stance) -> str | None:
    """The manner of a claim, None where the text leaves it open; ``told`` is what its frame says.

    A manner read from the words is noted in ``stance``.

    "Was not allowed to attend" and "refused to attend" both deny that somebody came, and say whose doing it was.
    """
    if not relation.manners or told is not None:
        return told if relation.manners else None
    by_word = load_denial_words().get(relation.name, {}) if stance.reasons else {}
    for reason in stance.reasons:
        for word in _words(reason.cue) if reason.cue is not None else ():
            if word in by_word:
                stance.note(by_word[word], "manner", reason.cue)
                return by_word[word]
    return None


def _words(cue: "Token") -> tuple[str, ...]:
    """The word that turned the stance, and what it stands on ("not allowed": not, allow)."""
    return cue.lemma_.lower(), cue.lower_, cue.head.lemma_.lower()
