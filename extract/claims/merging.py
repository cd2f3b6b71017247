"""Merging of claims: one for all that a text says of the same, with all evidence, times and places brought together."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from diplograph.ontology import Actor, Claim, Evidence, Schema

from ..dates import unite

__all__ = ["merge_claims"]


def merge_claims(claims: list[Claim], schema: Schema) -> tuple[Claim, ...]:
    """Each claim once, with all its evidence, the best confidence that any piece of it gave, and the first place.

    Who deals with whom is the same claim either way round, and keeps the way of its first evidence. A claim that leaves the
    manner open is the same as one that tells it.
    """
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in _with_manners(claims):
        groups[min(other.key for other in _either_way(claim, schema))].append(claim)
    return tuple(sorted(map(_united, groups.values()), key=lambda claim: (claim.evidence[0].start, claim.key)))


def _either_way(claim: Claim, schema: Schema) -> Iterator[Claim]:
    yield claim
    if schema.relations[claim.relation].symmetric and isinstance(claim.object, Actor):
        yield replace(claim, subject=claim.object, object=claim.subject)


def _with_manners(claims: list[Claim]) -> Iterator[Claim]:
    """The claims; those that leave the manner open with the one that the others, alike but for it, agree on."""
    told: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.manner is not None:
            told[replace(claim, manner=None).key].add(claim.manner)
    for claim in claims:
        manners = told.get(claim.key, set()) if claim.manner is None else set()
        yield replace(claim, manner=min(manners)) if len(manners) == 1 else claim


def _of_each_sentence(evidence: list[Evidence]) -> tuple[Evidence, ...]:
    """One piece for each sentence, that with the most telling trigger ("held talks" rather than "talks")."""
    best: dict[int, Evidence] = {}
    for item in sorted(evidence, key=lambda item: (len(item.trigger), item)):
        best[item.start] = item
    return tuple(sorted(best.values()))


def _united(group: list[Claim]) -> Claim:
    placed = next((claim for claim in group if claim.place is not None), group[0])
    return replace(
        group[0],
        date=unite([claim.date for claim in group if claim.date is not None]),
        place=placed.place,
        country=placed.country,
        confidence=max(claim.confidence for claim in group),
        evidence=_of_each_sentence([evidence for claim in group for evidence in claim.evidence]),
    )
