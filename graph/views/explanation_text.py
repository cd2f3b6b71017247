"""Explanations as lines for a terminal: text of articles has no character left that a terminal would obey."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..safe_text import printable

if TYPE_CHECKING:
    from diplograph.extract.explanation import Argument, Attempt, Cue, SentenceExplanation, StatedClaim
    from diplograph.ontology import Claim

__all__ = ["describe_argument", "describe_confidence", "describe_stance", "describe_statement", "explain_sentence"]

_LABEL = 12


def explain_sentence(sentence: "SentenceExplanation") -> Iterator[str]:
    """The sentence, its mentions, its claims with how each was found, and the triggers that gave nothing with the reason."""
    yield f"{sentence.number}  {printable(sentence.text)}"
    if sentence.is_boilerplate:
        yield "   boilerplate: its paragraph belongs to the page around the article, so it was not read"
        return
    for mention in sentence.mentions:
        actor = f"{mention.actor.name} ({mention.actor.kind})" if mention.actor is not None else "lies in no known state"
        sure = f", certainty {mention.certainty:.2f}" if mention.certainty < 1 else ""
        yield printable(f"   {mention.kind:<{_LABEL}}{mention.text} = {actor}{sure}")
    for attempt in sentence.attempts:
        if attempt.claims:
            yield from map(printable, _explain_claims(attempt))
    failed = [attempt for attempt in sentence.attempts if not attempt.claims]
    if failed:
        yield "   gave nothing"
        for attempt in failed:
            yield printable(f"      {attempt.trigger!r} as {attempt.relation} ({attempt.frame}): {'; '.join(attempt.reasons)}")
    if not sentence.attempts:
        yield "   gave nothing: no word of it triggers a frame, and nobody in it is named with an office"


def _explain_claims(attempt: "Attempt") -> Iterator[str]:
    for stated in attempt.claims:
        yield f"   claim       {describe_statement(stated)}"
    yield f"      {'frame':<{_LABEL}}{attempt.frame}, triggered by {attempt.trigger!r}"
    for argument in attempt.arguments:
        yield f"      {argument.role:<{_LABEL}}{describe_argument(argument)}"
    for field, text in describe_stance(attempt):
        yield f"      {field:<{_LABEL}}{text}"
    for stated in attempt.claims:
        yield f"      {'confidence':<{_LABEL}}{describe_confidence(stated)}"
    for note in attempt.notes:
        yield f"      {'note':<{_LABEL}}{note}"


def describe_statement(stated: "StatedClaim") -> str:
    """A claim in one line, with what became of it."""
    text = _describe_claim(stated.claim)
    if stated.overridden_by is not None:
        return f"{text}: left out, {stated.overridden_by} says it more precisely"
    return f"{text}: said before, one more piece of evidence" if stated.is_repeated else text


def _describe_claim(claim: "Claim") -> str:
    body = f" [{claim.organization.name}]" if claim.organization is not None else ""
    voice = claim.speaker.name if claim.speaker is not None else claim.outlet
    said = f", says {voice}" if voice is not None else ""
    how = ", ".join(part for part in (claim.polarity, claim.modality, claim.manner) if part is not None)
    return f"{claim.subject.name} {claim.relation} {claim.object.name}{body} ({how}{said})"


def describe_argument(argument: "Argument") -> str:
    """Whom an argument names, in which words, through which slot and which way through the syntax."""
    parts = [f"slot {argument.slot}" if argument.slot else "the only state that the sentence names", argument.path]
    parts += [argument.kind] if argument.kind else []
    parts += [] if argument.is_exact else ["inside a phrase or near by"]
    parts += [f"certainty {argument.certainty:.2f}"] if argument.certainty < 1 else []
    words = f"{argument.words!r} = " if argument.words else ""
    return f"{words}{argument.name}: {', '.join(part for part in parts if part)}"


def describe_stance(attempt: "Attempt") -> Iterator[tuple[str, str]]:
    """What decided polarity, modality, manner and speaker, and the date and place found: pairs of field and text."""
    claim = attempt.claims[0].claim
    polarities = [cue for cue in attempt.stance if cue.value in ("affirmed", "negated")]
    manners = [cue for cue in attempt.stance if cue.rule == "manner"]
    modalities = [cue for cue in attempt.stance if cue not in polarities and cue not in manners]
    yield "polarity", f"{claim.polarity}: {_list_cues(polarities, 'nothing negates it')}"
    yield "modality", f"{claim.modality}: {_list_cues(modalities, 'told as a fact')}"
    if claim.manner is not None:
        yield "manner", f"{claim.manner}: {'; '.join(f'the word {cue.word!r}' for cue in manners) or 'so the frame says'}"
    voices = [voice for voice in (claim.speaker.name if claim.speaker is not None else None, claim.outlet) if voice is not None]
    told = "; ".join(f"{cue.rule} {cue.word!r}" for cue in attempt.speaker if cue.value in voices)
    otherwise = "who tells of it is the subject" if attempt.speaker else "nobody is reported as saying it"
    yield "speaker", f"{' in '.join(voices) or 'none'}: {told or otherwise}"
    if claim.date is not None:
        yield "date", f"{claim.date.start} to {claim.date.end} ({claim.date.precision})"
    if claim.place is not None:
        yield "place", claim.place


def _list_cues(cues: "list[Cue]", otherwise: str) -> str:
    shown = (
        f"{cue.rule} {cue.word!r} makes it {cue.value}" if cue.word else f"{cue.rule} makes it {cue.value}" for cue in cues
    )
    return "; ".join(shown) or otherwise


def describe_confidence(stated: "StatedClaim") -> str:
    """The confidence with what raised and what lowered it, in log-odds."""
    parts = (f"{name} {value:+.2f}" for name, value in stated.confidence_parts.items() if abs(value) >= 0.005)
    sure = f", times {stated.certainty:.2f} for who is meant" if stated.certainty < 1 else ""
    return f"{stated.claim.confidence:.2f} (log-odds: {', '.join(parts) or '0'}{sure})"
