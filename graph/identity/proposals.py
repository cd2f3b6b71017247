"""Merge proposals: actors of a graph that may be one, with the reasons: for people to decide, never merged by themselves.

Only pairs with a local or group actor are proposed; known actors are told apart by the actor base. Candidates share a key
(spelling of the last word, of the whole name, initials), so that the work grows with the actors and not with their pairs.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from diplograph.ontology import Actor, Claim
from diplograph.ontology.actors import spelling_key
from diplograph.ontology.identifiers import LOCAL_ACTORS

from .decisions import Decisions

__all__ = ["Proposal", "propose_merges"]

# Words that say little about whose name it is.
_SMALL = frozenset({"the", "of", "for", "and", "de", "al", "el", "a"})
# A key that more actors share is a common word.
_MOST_SHARING = 40
_ALIKE = 0.85
_SAME, _SPELLED, _SURNAME, _ACRONYM, _CONTAINED, _SIMILAR, _UNSURE = 0.95, 0.9, 0.7, 0.75, 0.6, 0.5, 0.8


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two actors that may be one: how likely, between 0 and 1, why, and a claim of each that shows who it is."""

    one: Actor
    other: Actor
    score: float
    reasons: tuple[str, ...]
    claims: tuple[Claim, Claim]


def propose_merges(claims: Iterable[Claim], decisions: Decisions | None = None) -> list[Proposal]:
    """The pairs of actors that may be one and that nobody has decided about, likeliest first."""
    claims = list(claims)
    shown: dict[str, Claim] = {}
    actors: dict[str, Actor] = {}
    opposed: set[frozenset[str]] = set()
    for claim in claims:
        named = [actor for actor in (claim.subject, claim.object, claim.organization) if isinstance(actor, Actor)]
        for actor in named:
            actors.setdefault(actor.iri, actor)
            shown.setdefault(actor.iri, claim)
        # Who acts on somebody is somebody else.
        opposed.update(frozenset((one.iri, other.iri)) for one, other in combinations(named, 2))
    decided = decisions.decided() if decisions is not None else frozenset()
    proposals = [
        Proposal(one, other, score, reasons, (shown[one.iri], shown[other.iri]))
        for one, other in _candidates(actors.values())
        if frozenset((one.iri, other.iri)) not in opposed | decided
        for score, reasons in _compare(one, other)
    ]
    return sorted(proposals, key=lambda p: (-p.score, p.one.name, p.other.name, p.one.iri, p.other.iri))


def _candidates(actors: Iterable[Actor]) -> Iterator[tuple[Actor, Actor]]:
    """Pairs that share a key, one of them local; each once."""
    by_key: defaultdict[str, list[Actor]] = defaultdict(list)
    for actor in actors:
        for key in _keys(actor):
            by_key[key].append(actor)
    seen: set[frozenset[str]] = set()
    for sharing in by_key.values():
        for one, other in combinations(sorted(sharing, key=lambda a: a.iri), 2) if len(sharing) <= _MOST_SHARING else ():
            pair = frozenset((one.iri, other.iri))
            if pair not in seen and (one.iri.startswith(LOCAL_ACTORS) or other.iri.startswith(LOCAL_ACTORS)):
                seen.add(pair)
                yield one, other


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", name.casefold()) if word not in _SMALL]


def _initials(name: str) -> str:
    return "".join(word[0] for word in _words(name))


def _keys(actor: Actor) -> Collection[str]:
    words = _words(actor.name)
    if not words:
        return ()
    keys = {"name " + spelling_key(actor.name), "last " + spelling_key(words[-1]), "first " + spelling_key(words[0])}
    keys.add("initials " + (actor.name.casefold() if actor.name.isupper() else _initials(actor.name)))
    return keys


def _compare(one: Actor, other: Actor) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Score and reasons where the two may be one; nothing where something tells them apart."""
    if one.code is not None and other.code is not None and one.code != other.code:
        return
    persons = [actor.kind == "Person" for actor in (one, other)]
    if re.findall(r"\d+", one.name) != re.findall(r"\d+", other.name):
        return
    reasons = _same_name(one, other) or (_of_persons(one, other) if all(persons) else [])
    if not reasons and not any(persons):
        reasons = _of_bodies(one, other)
    if not reasons or (any(persons) and not all(persons) and reasons[0][0] < _SPELLED):
        return
    score = reasons[0][0] if one.code == other.code else reasons[0][0] * _UNSURE
    told = [text for _, text in reasons]
    if one.code is not None and one.code == other.code:
        told.append(f"both of {one.code}")
    if one.kind != other.kind:
        told.append(f"{one.kind} and {other.kind}")
        score *= _UNSURE
    yield round(score, 2), tuple(told)


def _same_name(one: Actor, other: Actor) -> list[tuple[float, str]]:
    if _words(one.name) == _words(other.name):
        return [(_SAME, "the same name")]
    return [(_SPELLED, "the same name, spelled otherwise")] if spelling_key(one.name) == spelling_key(other.name) else []


def _of_persons(one: Actor, other: Actor) -> list[tuple[float, str]]:
    """The same surname where one has no other name, or the same initial."""
    first, second = sorted((_words(one.name), _words(other.name)), key=len)
    if not first or spelling_key(first[-1]) != spelling_key(second[-1]):
        return []
    if len(first) == 1:
        return [(_SURNAME, "one is the surname of the other")]
    short, long = sorted((first[0], second[0]), key=len)
    alike = spelling_key(short) == spelling_key(long) or (len(short) == 1 and long.startswith(short))
    return [(_SPELLED, "the same first name or initial, and surname")] if alike else []


def _of_bodies(one: Actor, other: Actor) -> list[tuple[float, str]]:
    for short, long in ((one, other), (other, one)):
        if short.name.isupper() and short.name.casefold() == _initials(long.name) and len(short.name) > 1:
            return [(_ACRONYM, "the initials of the other")]
    first, second = sorted((set(_words(one.name)), set(_words(other.name))), key=len)
    if first and first < second and len(first) > 1:
        return [(_CONTAINED, "all words of one are in the other")]
    if SequenceMatcher(None, one.name.casefold(), other.name.casefold()).ratio() >= _ALIKE:
        return [(_SIMILAR, "much alike")]
    return []
