"""Disambiguation of names that mean several actors (Georgia, Congo, Brussels), by the words around them.

A place that shares its name with a person of the text ("Jordan", where Michael Jordan was named) is that person, unless the
text speaks of the state by another name too.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from diplograph.ontology import DataError
from diplograph.ontology.actors import ActorBase, Name, NameKind

from ..text import text_of
from ..words import english, read_entry, read_yaml
from .mention import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["AmbiguousName", "Disambiguator", "Meaning", "load_ambiguous_names"]

# How far a cue speaks for a meaning twice, in tokens.
_NEAR = 30


@dataclass(frozen=True, slots=True)
class Meaning:
    """One actor that a name can mean; the empty code is for what is no actor at all."""

    actor: str
    cues: frozenset[str]
    place: bool = False
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AmbiguousName:
    """Names with the same meanings, and the code of the one that they have where nothing speaks for another."""

    names: frozenset[str]
    default: str
    meanings: list[Mapping[str, object]] = field(default_factory=list)


@cache
def load_ambiguous_names() -> Mapping[str, tuple[str, tuple[Meaning, ...]]]:
    """Default and meanings by name; raises ``DataError`` that names the entry where the file is wrong."""
    found = {}
    for place, raw in enumerate(read_yaml(english("disambiguation.yaml"))["ambiguous"], 1):
        entry = read_entry(AmbiguousName, raw, f"disambiguation.yaml: entry {place}")
        where = f"disambiguation.yaml: entry {place} ({', '.join(sorted(entry.names))})"
        meanings = tuple(read_entry(Meaning, meaning, where) for meaning in entry.meanings)
        if entry.default not in {meaning.actor for meaning in meanings}:
            raise DataError(f"{where}: the default {entry.default!r} is none of its meanings")
        for name in entry.names:
            if name in found:
                raise DataError(f"{where}: {name!r} has an entry already; put the meanings there")
            found[name] = (entry.default, meanings)
    return found


class Disambiguator:
    """Decides what ambiguous names mean, once a text."""

    def __init__(self, base: ActorBase) -> None:
        self.base = base
        self.table = load_ambiguous_names()

    def decide(self, doc: "Doc", mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions, each with the one name that is meant; those that mean no actor are left out."""
        persons = _surnames(mentions)
        named = Counter(m.name.actor.iri for m in mentions if m.name is not None and m.text not in persons)
        decided: list[Mention] = []
        for mention in mentions:
            name = mention.name
            if name is not None and mention.text in persons and name.kind is NameKind.NAME and not named[name.actor.iri]:
                decided.append(replace(mention, label="PERSON", name=None))
            elif name is not None and name.text in self.table and not name.by_user:
                decided += self._decide(doc, mention, name)
            else:
                decided.append(mention)
        return decided

    def _decide(self, doc: "Doc", mention: Mention, name: Name) -> Iterable[Mention]:
        default, meanings = self.table[name.text]
        beside = [meaning for meaning in meanings if _is_beside(doc, mention, meaning)]
        best = beside[0] if beside else _likeliest(doc, mention, meanings, default)
        if not best.actor:
            return []
        actor = self.base.actors[best.actor]
        if best.place:
            return [replace(mention, name=Name(name.text, actor, NameKind.PLACE))]
        return [mention if actor == name.actor else replace(mention, name=Name(name.text, actor, name.kind, name.sector))]


def _surnames(mentions: Sequence[Mention]) -> frozenset[str]:
    """Last words of the persons whom a text names by more than one word."""
    return frozenset(m.text.rpartition(" ")[2] for m in mentions if m.is_person and m.end - m.start > 1)


def _is_beside(doc: "Doc", mention: Mention, meaning: Meaning) -> bool:
    before = {doc[max(0, mention.start - length) : mention.start].text for length in (1, 2)}
    after = {doc[mention.end : mention.end + length].text for length in (1, 2, 3)}
    return bool(before & meaning.before or after & meaning.after)


def _likeliest(doc: "Doc", mention: Mention, meanings: Sequence[Meaning], default: str) -> Meaning:
    """The meaning with the most cues; of equals the default, then the first."""
    near, text = doc[max(0, mention.start - _NEAR) : mention.end + _NEAR].text, text_of(doc)
    scores = [
        (_count(text, meaning) + _count(near, meaning), meaning.actor == default, -place)
        for place, meaning in enumerate(meanings)
    ]
    return meanings[-max(scores)[2]]


def _count(text: str, meaning: Meaning) -> int:
    return sum(cue in text for cue in meaning.cues)
