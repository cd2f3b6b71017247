"""Overrides: of the claims of one sentence that say the same, the most specific one stays."""

from diplograph.ontology import Claim, Polarity

from ..frames import FrameIndex
from .trace import Trace

__all__ = ["without_overridden"]


def _parties(claim: Claim) -> frozenset[str]:
    actors = (claim.subject, claim.object, claim.organization)
    return frozenset(actor.iri for actor in actors if actor is not None)


def without_overridden(claims: list[Claim], frames: FrameIndex, trace: Trace) -> list[Claim]:
    """Of two claims of one sentence about the same parties, or by one actor in the same words, the specific relation alone.

    Two that are denied in words of their own both stay: who "never met or negotiated" did neither. Of one relation said in
    words and in some of these, the one in all of them.
    """
    specific = [
        (claim, frames.relations[claim.relation].overrides)
        for claim in claims
        if claim.relation in frames.relations and frames.relations[claim.relation].overrides
    ]
    kept = []
    for claim in claims:
        stronger = next((s for s, overrides in specific if claim.relation in overrides and _says_less(claim, s)), None)
        stronger = stronger or next((other for other in claims if _is_part(claim, other)), None)
        if stronger is None:
            kept.append(claim)
        else:
            trace.overridden(claim, stronger.relation)
    return kept


def _says_less(claim: Claim, specific: Claim) -> bool:
    denied = claim.polarity is Polarity.NEGATED and specific.polarity is Polarity.NEGATED
    if denied and claim.evidence[0].trigger != specific.evidence[0].trigger and claim.organization == specific.organization:
        return False
    if _parties(claim) <= _parties(specific):
        return True
    return claim.organization is None and _reading(claim) == _reading(specific)


def _is_part(claim: Claim, other: Claim) -> bool:
    """True for the same said in fewer of the same words, of which the stance is not the whole one's ("not invited to join")."""
    if claim.relation != other.relation or _parties(claim) != _parties(other) or claim.subject != other.subject:
        return False
    part, whole = claim.evidence[0].trigger, other.evidence[0].trigger
    return len(part) < len(whole) and part in whole and claim.key != other.key


def _reading(claim: Claim) -> tuple[str, str]:
    return claim.subject.iri, claim.evidence[0].trigger
