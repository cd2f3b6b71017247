"""One claim for all that a text says of the same: each piece of evidence kept, times and places brought together."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from diplograph.ontology import PRECISIONS, Actor, Claim, Evidence, Interval, Schema

__all__ = ["holds", "merge_claims", "unite"]


def merge_claims(claims: list[Claim], schema: Schema) -> tuple[Claim, ...]:
    """Each claim once, with all its evidence, the best confidence that any piece of it gave, and the first place.

    Who deals with whom is the same claim either way round, and keeps the way of its first evidence.
    """
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[min(other.key for other in _either_way(claim, schema))].append(claim)
    return tuple(sorted(map(_united, groups.values()), key=lambda claim: (claim.evidence[0].start, claim.key)))


def _either_way(claim: Claim, schema: Schema) -> Iterator[Claim]:
    yield claim
    if schema.relations[claim.relation].symmetric and isinstance(claim.object, Actor):
        yield replace(claim, subject=claim.object, object=claim.subject)


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


def unite(intervals: Sequence[Interval]) -> Interval | None:
    """When something happened of which a text speaks several times: the closest bounds within which all its times lie.

    Of "last week" and then "on Tuesday" that is Tuesday; of an attack on Monday and the same on Friday, Monday to Friday.

    >>> unite([Interval("2025-03-03", "2025-03-09", "week"), Interval("2025-03-04", "2025-03-04", "day")])
    Interval(start='2025-03-04', end='2025-03-04', precision='day')
    """
    narrow = [interval for interval in intervals if not any(holds(interval, other) for other in intervals)]
    if not narrow:
        return None
    precision = max((interval.precision for interval in narrow), key=PRECISIONS.index)
    return Interval(min(i.start for i in narrow), max(i.end for i in narrow), precision)


def holds(wide: Interval, narrow: Interval) -> bool:
    """True where the first interval has days before or after the second, and all of its days."""
    return wide.start <= narrow.start and narrow.end <= wide.end and (wide.start, wide.end) != (narrow.start, narrow.end)
