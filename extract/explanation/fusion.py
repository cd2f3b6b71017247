"""Explanations of fused claims: what the learned reader proposed beside the frames, and what the fusion made of both."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from diplograph.ontology import Polarity

from ..claims import LinkedMention
from ..learned import Candidate, FusionModel, Proposal, Weighed
from .records import Argument, Attempt, Cue, SentenceExplanation, StatedClaim

__all__ = ["explain_fusion"]

UNKNOWN_TO_THE_READER = "the learned reader was not taught this relation: the frame alone speaks for it"
# The slot of an argument that no frame has asked for.
_SLOT = "marker"


def explain_fusion(
    sentences: Sequence[SentenceExplanation], weighed: Sequence[Weighed], fusion: FusionModel
) -> tuple[SentenceExplanation, ...]:
    """The explanations of the frames with the confidence that the fusion gives, and with the proposals of the reader alone."""
    return tuple(replace(sentence, attempts=tuple(_attempts(sentence, weighed, fusion))) for sentence in sentences)


def _attempts(sentence: SentenceExplanation, weighed: Sequence[Weighed], fusion: FusionModel) -> Iterator[Attempt]:
    here = [item for item in weighed if sentence.start <= item.claim.evidence[0].start < sentence.end]
    framed = {item.claim.key: item for item in here if item.signs.framed}
    for attempt in sentence.attempts:
        yield _weighed(attempt, framed, fusion)
    alone = [item for item in here if not item.signs.framed and item.proposal is not None]
    for item in sorted(alone, key=lambda item: -item.signs.score):
        yield from _of_reader(item, sentence.mentions, fusion)


def _weighed(attempt: Attempt, framed: dict[str, Weighed], fusion: FusionModel) -> Attempt:
    """An attempt of the frames; what the fusion believes too little is a reason why it gave nothing."""
    kept, reasons, notes = [], list(attempt.reasons), list[str]()
    for stated in attempt.claims:
        item = framed.get(stated.claim.key)
        if item is None or item.is_unknown:
            kept.append(stated)
            notes += [UNKNOWN_TO_THE_READER] if item is not None else []
            continue
        fused = _stated(item, fusion)
        if fused.claim.confidence >= fusion.least(item.signs):
            kept.append(replace(fused, is_repeated=stated.is_repeated, overridden_by=stated.overridden_by))
        else:
            reasons.append(_too_little(fused, fusion.least(item.signs)))
    frame = kept[0].claim.frame if kept else attempt.frame
    told = tuple(dict.fromkeys(notes))
    return replace(attempt, frame=frame, claims=tuple(kept), reasons=tuple(dict.fromkeys(reasons)), notes=told)


def _stated(item: Weighed, fusion: FusionModel) -> StatedClaim:
    relation = item.claim.relation
    claim = replace(item.claim, confidence=fusion.confidence(relation, item.signs))
    return StatedClaim(claim, fusion.parts(relation, item.signs), certainty=1.0)


def _too_little(stated: StatedClaim, least: float) -> str:
    claim = stated.claim
    return f"{claim.subject.name} and {claim.object.name}: confidence {claim.confidence:.2f}, and {least:.2f} is asked"


def _of_reader(item: Weighed, mentions: Sequence[LinkedMention], fusion: FusionModel) -> Iterator[Attempt]:
    proposal, window = item.proposal, item.window
    assert proposal is not None and window is not None
    stated = _stated(item, fusion)
    least = fusion.least(item.signs)
    is_kept = stated.claim.confidence >= least
    parties = (("subject", window.candidates[proposal.subject]), ("object", window.candidates[proposal.object]))
    yield Attempt(
        trigger=item.claim.evidence[0].trigger,
        relation=item.claim.relation,
        frame=f"{item.claim.frame}, score {proposal.score:.2f}",
        arguments=tuple(_argument(role, candidate, item, mentions) for role, candidate in parties),
        stance=tuple(_cues(proposal, item)),
        claims=(stated,) if is_kept else (),
        reasons=() if is_kept else (_too_little(stated, least),),
    )


def _argument(role: str, candidate: Candidate, item: Weighed, mentions: Sequence[LinkedMention]) -> Argument:
    party = item.claim.subject if role == "subject" else item.claim.object
    words = next((m.text for m in mentions if (m.start, m.end) == (candidate.start, candidate.end)), "")
    return Argument(role, party.name, words, _SLOT, path="", kind=candidate.kind, certainty=candidate.certainty)


def _cues(proposal: Proposal, item: Weighed) -> Iterator[Cue]:
    """How sure the reader is of a stance that is not the plain one."""
    if item.claim.polarity is Polarity.NEGATED:
        yield Cue("negated", f"the reader, sure to {proposal.negated:.2f},", "")
    if str(item.claim.modality) != "actual":
        yield Cue(str(item.claim.modality), f"the reader, sure to {max(proposal.modalities):.2f},", "")
