"""Conditions on claims, as ``graph.claims(...)`` takes them: checked at once, and applied to claims or put to a store."""

import datetime
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypedDict, runtime_checkable

from diplograph.ontology import Claim, Document, Modality, Polarity, QueryError, load_schema

from ..queries import did_you_mean, nearest
from ..rdf import DG, PREFIXES, URIRef
from .days import days_of, first_day, last_day

__all__ = ["Conditions", "Given", "Named", "Several", "make_conditions"]


@runtime_checkable
class Named(Protocol):
    """An actor or event: whatever has an IRI."""

    @property
    def iri(self) -> str:
        """The IRI, whole."""


Several = str | Named | Iterable[str | Named]
"""One name or actor, or several of them, of which any will do."""


class Given(TypedDict, total=False):
    """The conditions that people give: what ``graph.claims(...)`` explains."""

    subject: Several | None
    relation: Several | None
    object: Several | None
    organization: Several | None
    speaker: Several | None
    outlet: Several | None
    actor: Several | None
    since: str | datetime.date | None
    until: str | datetime.date | None
    on: str | datetime.date | None
    polarity: Several | None
    modality: Several | None
    min_confidence: float
    manner: Several | None


# The roles in which a claim names an actor, in the words of ``Claim``.
_ROLES = ("subject", "object", "organization", "speaker")


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a claim must be: IRIs, names of relations, words of the claim and ISO days, of which any will do; None for all."""

    subject: frozenset[str] | None = None
    object: frozenset[str] | None = None
    organization: frozenset[str] | None = None
    speaker: frozenset[str] | None = None
    actor: frozenset[str] | None = None
    relation: frozenset[str] | None = None
    outlet: frozenset[str] | None = None
    polarity: frozenset[str] | None = None
    modality: frozenset[str] | None = None
    manner: frozenset[str] | None = None
    since: str | None = None
    until: str | None = None
    min_confidence: float = 0.0

    def admit(self, claim: Claim, document: Document | None) -> bool:
        """True for a claim, of ``document``, that fulfils all of them."""
        return (
            claim.confidence >= self.min_confidence
            and (self.relation is None or claim.relation in self.relation)
            and (self.polarity is None or claim.polarity in self.polarity)
            and (self.modality is None or claim.modality in self.modality)
            and (self.manner is None or claim.manner in self.manner)
            and all(_is_among(claim, role, getattr(self, role)) for role in _ROLES)
            and (self.actor is None or any(_is_among(claim, role, self.actor) for role in _ROLES))
            and (self.outlet is None or not self.outlet.isdisjoint(_outlets(claim, document)))
            and self._admit_day(claim, document)
        )

    def _admit_day(self, claim: Claim, document: Document | None) -> bool:
        if self.since is None and self.until is None:
            return True
        days = days_of(claim, document)
        return days is not None and days[1] >= (self.since or "") and days[0] <= (self.until or "9999-12-31")

    def pattern(self) -> str | None:
        """A pattern of SPARQL that finds the claims (``?node``) of those conditions that narrow most; None without such."""
        parts = []
        if self.subject is not None:
            parts.append(_values("subject", self.subject) + "?node dg:subject ?subject .")
        if self.object is not None:
            union = "{ ?node dg:object ?object } UNION { ?node dg:object/dg:candidate ?object }"
            parts.append(_values("object", self.object) + union)
        if self.speaker is not None:
            parts.append(_values("speaker", self.speaker) + "?node dg:speaker ?speaker .")
        if self.actor is not None:
            paths = ("subject", "object", "object/dg:candidate", "object/dg:organization", "organization", "speaker")
            parts.append(_values("actor", self.actor) + " UNION ".join(f"{{ ?node dg:{path} ?actor }}" for path in paths))
        if not parts:
            return None
        if self.relation is not None:
            terms = " ".join(sorted(DG[name] for name in self.relation))
            parts.append(f"VALUES ?relation {{ {terms} }} ?node dg:relation ?relation .")
        return " ".join([*parts, "?node a dg:Claim"])


def _values(name: str, iris: Iterable[str]) -> str:
    return f"VALUES ?{name} {{ {' '.join(sorted(URIRef(iri) for iri in iris))} }} "


def _is_among(claim: Claim, role: str, iris: frozenset[str] | None) -> bool:
    if iris is None:
        return True
    node = getattr(claim, role)
    return node is not None and node.iri in iris


def _outlets(claim: Claim, document: Document | None) -> set[str]:
    published = document.outlet if document is not None else None
    return {name.casefold() for name in (claim.outlet, published) if name is not None}


def make_conditions(find: Callable[[str], str], find_object: Callable[[str], Iterable[str]], given: Given) -> Conditions:
    """The conditions of the arguments of ``graph.claims``; ``find`` gives the IRI of an actor's name.

    ``find_object`` gives those of an actor or of events of a name. Raises GraphError for a name, a relation, a word or a time
    that is none.
    """
    unknown = sorted(given.keys() - Given.__annotations__.keys())
    if unknown:
        raise QueryError(f"there is no condition {unknown[0]!r}; use {', '.join(Given.__annotations__)}")
    values: Mapping[str, Any] = given
    made: dict[str, Any] = {}
    for role in ("subject", "organization", "speaker", "actor"):
        if values.get(role) is not None:
            made[role] = frozenset(name.iri if isinstance(name, Named) else find(name) for name in _names(role, values[role]))
    if values.get("object") is not None:
        made["object"] = frozenset(
            iri
            for name in _names("object", values["object"])
            for iri in ([name.iri] if isinstance(name, Named) else find_object(name))
        )
    if values.get("relation") is not None:
        made["relation"] = frozenset(name for text in _several(values["relation"]) for name in _relations(str(text)))
    if values.get("outlet") is not None:
        made["outlet"] = frozenset(str(name).casefold() for name in _several(values["outlet"]))
    manners = {manner.label for relation in load_schema().relations.values() for manner in relation.manners}
    for name, known in (("polarity", {*Polarity}), ("modality", {*Modality}), ("manner", manners)):
        if values.get(name) is not None:
            made[name] = frozenset(_known_word(name, str(word), known) for word in _several(values[name]))
    since, until = _window(values)
    least = _least(values.get("min_confidence"))
    return Conditions(**made, since=since, until=until, min_confidence=least)


def _least(given: Any) -> float:
    try:
        least = float(given or 0.0)
    except (TypeError, ValueError):
        least = math.nan
    if not 0.0 <= least <= 1.0:
        raise QueryError(f"the least confidence is {given!r}; give a number from 0 to 1")
    return least


def _window(given: Mapping[str, Any]) -> tuple[str | None, str | None]:
    on, since, until = (given.get(name) for name in ("on", "since", "until"))
    if on is not None:
        if since is not None or until is not None:
            raise QueryError("give a day (on), or a window (since, until), not both")
        since = until = on
    first = None if since is None else first_day(since)
    last = None if until is None else last_day(until)
    if first is not None and last is not None and first > last:
        raise QueryError(f"the window ends on {last}, before it begins on {first}")
    return first, last


def _several(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, Iterable) and not isinstance(value, str | Named) else (value,)


def _names(role: str, value: Any) -> tuple[str | Named, ...]:
    several = _several(value)
    for one in several:
        if not isinstance(one, str | Named):
            raise QueryError(f"{role} is {one!r}; give a name or an actor, or several of them")
    return several


def _known_word(name: str, word: str, known: Iterable[str]) -> str:
    words = sorted(map(str, known))
    if word not in words:
        raise QueryError(f"there is no {name} {word!r}; use one of {', '.join(words)}")
    return word


def _relations(text: str) -> Iterable[str]:
    """The relations that a name, a label, a family or a quadrant stands for."""
    relations = load_schema().relations
    name = text.removeprefix("dg:").removeprefix(PREFIXES["dg"])
    if name in relations:
        return (name,)
    within = [each.name for each in relations.values() if name in (each.label, each.family, *each.parents)]
    if not within:
        words = {word for each in relations.values() for word in (each.name, each.label, each.family)}
        raise QueryError(f"there is no relation {text!r}{did_you_mean(nearest(text, sorted(words)))}")
    return within
