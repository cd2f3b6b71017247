"""Comparison of two sets of claims on the same articles: where they agree, by relation.

Two claims agree where the same article says the same relation of the same parties; of a symmetric relation, either way
round. Whether they agree on polarity and modality too is counted apart: who denies what the other affirms has at least seen
the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from diplograph.ontology import Actor, Claim, Schema

__all__ = ["Agreement", "Comparison", "Found", "Statement", "compare_claims"]

_Key: TypeAlias = tuple[str, str, str, str, str]


class Found(StrEnum):
    """In which of the two sets a statement is."""

    BOTH = "both"
    A = "a"
    B = "b"


@dataclass(frozen=True, slots=True)
class Statement:
    """What an article says of two parties, with the claims of both sets that say so; one of them may have none."""

    of_a: tuple[Claim, ...]
    of_b: tuple[Claim, ...]

    @property
    def found(self) -> Found:
        if self.of_a and self.of_b:
            return Found.BOTH
        return Found.A if self.of_a else Found.B

    @property
    def claim(self) -> Claim:
        """The first claim that says so."""
        return (self.of_a or self.of_b)[0]

    @property
    def has_same_stance(self) -> bool:
        """True where a claim of each has the same polarity and modality."""
        stances = [{(claim.polarity, claim.modality) for claim in claims} for claims in (self.of_a, self.of_b)]
        return not stances[0].isdisjoint(stances[1])


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts of statements: in ``both``, ``only_a``, ``only_b``; of those in both, ``same_stance`` in polarity and modality."""

    both: int
    only_a: int
    only_b: int
    same_stance: int

    @property
    def share(self) -> float:
        """The share of those in both among all, 0 where there are none (Jaccard's coefficient)."""
        every = self.both + self.only_a + self.only_b
        return self.both / every if every else 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """The statements of two sets of claims, sorted by relation and article."""

    statements: tuple[Statement, ...]

    def by_relation(self) -> dict[str, Agreement]:
        """The agreement on each relation that either set has, by name."""
        groups: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            groups[statement.claim.relation].append(statement)
        return {relation: _agreement(groups[relation]) for relation in sorted(groups)}

    def total(self) -> Agreement:
        return _agreement(self.statements)

    def examples(self, most: int) -> Iterator[Statement]:
        """Of each relation the first ``most`` statements in both, in A alone and in B alone."""
        shown: dict[tuple[str, Found], int] = defaultdict(int)
        for statement in self.statements:
            kind = (statement.claim.relation, statement.found)
            shown[kind] += 1
            if shown[kind] <= most:
                yield statement


def compare_claims(a: Iterable[Claim], b: Iterable[Claim], schema: Schema) -> Comparison:
    """The comparison of two sets of claims."""
    sides = [_grouped(claims, schema) for claims in (a, b)]
    keys = sorted(sides[0].keys() | sides[1].keys())
    return Comparison(tuple(Statement(*(tuple(side.get(key, ())) for side in sides)) for key in keys))


def _grouped(claims: Iterable[Claim], schema: Schema) -> dict[_Key, list[Claim]]:
    grouped: dict[_Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        grouped[_key(claim, schema)].append(claim)
    return grouped


def _key(claim: Claim, schema: Schema) -> _Key:
    parties = [claim.subject.iri, claim.object.iri]
    if schema.relations[claim.relation].symmetric and isinstance(claim.object, Actor):
        parties.sort()
    body = claim.organization.iri if claim.organization is not None else ""
    return claim.relation, claim.document, parties[0], parties[1], body


def _agreement(statements: Iterable[Statement]) -> Agreement:
    listed = list(statements)
    found = [statement.found for statement in listed]
    same = sum(statement.found is Found.BOTH and statement.has_same_stance for statement in listed)
    return Agreement(found.count(Found.BOTH), found.count(Found.A), found.count(Found.B), same)
