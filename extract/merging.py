"""Claims that say the same: of one sentence the most specific one, of one document one with all its evidence."""

from dataclasses import replace

from diplograph.ontology import Claim

from .frames import FrameIndex
from .trace import Trace

__all__ = ["merged", "without_overridden"]


def _parties(claim: Claim) -> frozenset[str]:
    actors = (claim.subject, claim.object, claim.organization)
    return frozenset(actor.iri for actor in actors if actor is not None)


def without_overridden(claims: list[Claim], frames: FrameIndex, trace: Trace) -> list[Claim]:
    """Of two claims of one sentence about the same parties, or by one actor in the same words, the specific relation alone."""
    specific = [
        (claim, frames.relations[claim.relation].overrides)
        for claim in claims
        if claim.relation in frames.relations and frames.relations[claim.relation].overrides
    ]
    kept = []
    for claim in claims:
        stronger = next((s for s, overrides in specific if claim.relation in overrides and _says_less(claim, s)), None)
        if stronger is None:
            kept.append(claim)
        else:
            trace.overridden(claim, stronger.relation)
    return kept


def _says_less(claim: Claim, specific: Claim) -> bool:
    if _parties(claim) <= _parties(specific):
        return True
    return claim.organization is None and _reading(claim) == _reading(specific)


def _reading(claim: Claim) -> tuple[str, str]:
    return claim.subject.iri, claim.evidence[0].trigger


def merged(claims: list[Claim]) -> tuple[Claim, ...]:
    """Each claim once, with all its evidence and the best confidence that any piece of it gave."""
    merged: dict[str, Claim] = {}
    for claim in claims:
        known = merged.setdefault(claim.key, claim)
        evidence = tuple(sorted({*known.evidence, *claim.evidence}))
        merged[claim.key] = replace(known, evidence=evidence, confidence=max(known.confidence, claim.confidence))
    return tuple(sorted(merged.values(), key=lambda claim: (claim.evidence[0].start, claim.key)))
