"""Recorder: the decisions of a claim finder, kept and made into explanations."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from diplograph.ontology import Actor, Claim, Document

from ..circumstances import Reason
from ..claims import ClaimFinder, Grounds, LinkedMention, MentionLinker, Resources, Trace, load_confidence_model
from ..frames import ANY, ANY_NAME, Frame
from ..syntax import Analysis
from .records import Argument, Attempt, Cue, SentenceExplanation, StatedClaim, Word

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from ..circumstances import Attribution, Stance
    from ..frames import Filler

__all__ = ["explain"]

# Words of a condition that a reason lists at most.
_SHOWN = 6


@dataclass(slots=True)
class _Try:
    """A frame on a trigger as it is being tried; of an office, which has no frame, only the claim."""

    relation: str
    name: str
    trigger: "Token | None" = None
    frame: Frame | None = None
    filled: list[tuple[str, "Filler"]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    claims: list[StatedClaim] = field(default_factory=list)
    stance: "Stance | None" = None
    attribution: "Attribution | None" = None


@dataclass(slots=True)
class _Sentence:
    span: "Span"
    is_boilerplate: bool
    tries: list[_Try] = field(default_factory=list)


class _Recorder(Trace):
    """Keeps what it hears, sentence by sentence."""

    def __init__(self) -> None:
        self.sentences: list[_Sentence] = []
        self._model = load_confidence_model()
        self._seen: set[str] = set()

    @property
    def _last(self) -> _Try:
        return self.sentences[-1].tries[-1]

    def read(self, sentence: "Span", *, is_boilerplate: bool) -> None:
        self.sentences.append(_Sentence(sentence, is_boilerplate))

    def tried(self, trigger: "Token", relation: str, frame: Frame) -> None:
        self.sentences[-1].tries.append(_Try(relation, frame.name, trigger, frame))

    def passed_over(self, trigger: "Token", relation: str, frame: Frame) -> None:
        self.tried(trigger, relation, frame)
        self._last.reasons.append("not needed: an earlier frame of the same relation gave claims")

    def wanted(self, trigger: "Token", relation: str, frame: Frame, words: Set[str]) -> None:
        self.tried(trigger, relation, frame)
        self.lacked(next(path for path, lemmas in frame.where.items() if words.isdisjoint(lemmas)))

    def lacked(self, path: str) -> None:
        if self._last.frame is not None:
            self._last.reasons.append(f"its condition fails: none of {_list(self._last.frame.where[path])} at {path}")

    def barred(self, path: str) -> None:
        if self._last.frame is not None:
            self._last.reasons.append(f"it is ruled out: one of {_list(self._last.frame.unless[path])} stands at {path}")

    def filled(self, slot: str, fillers: "Sequence[Filler]") -> None:
        self._last.filled += [(slot, filler) for filler in fillers]
        frame = self._last.frame
        if not fillers and frame is not None and slot != "candidate":
            what = "no prospect of membership" if slot == "bid" else "nobody known"
            self._last.reasons.append(f"unfilled {slot}: {what} at {', '.join(getattr(frame, slot)) or 'any slot'}")

    def refused(self, subject: "Filler", object_: "Filler", reason: str) -> None:
        self._last.reasons.append(f"{subject.value.name} and {object_.value.name}: {reason}")

    def claimed(
        self,
        claims: Sequence[Claim],
        grounds: Sequence[Grounds],
        stance: "Stance | None" = None,
        attribution: "Attribution | None" = None,
    ) -> None:
        if stance is None:
            self.sentences[-1].tries.append(_Try(claims[0].relation, claims[0].frame))
        self._last.stance, self._last.attribution = stance, attribution
        self._last.reasons.clear()
        for claim, ground in zip(claims, grounds, strict=True):
            repeated = claim.key in self._seen
            self._last.claims.append(StatedClaim(claim, self._model.parts(ground), ground.certainty, repeated))
            self._seen.add(claim.key)

    def overridden(self, claim: Claim, relation: str) -> None:
        for attempt in self.sentences[-1].tries:
            attempt.claims = [
                replace(stated, overridden_by=relation) if stated.claim.key == claim.key else stated
                for stated in attempt.claims
            ]


def _list(words: Sequence[str]) -> str:
    shown = ["any name" if word == ANY_NAME else "any word" if word == ANY else word for word in words[:_SHOWN]]
    return " / ".join([*shown, *(["…"] if len(words) > _SHOWN else [])])


def explain(document: Document, analysis: Analysis, resources: Resources) -> tuple[SentenceExplanation, ...]:
    """Each sentence of a document with its mentions, the frames that were tried in it, and what came of them."""
    recorder = _Recorder()
    finder = ClaimFinder(document, analysis, resources, trace=recorder)
    linker = MentionLinker(finder)
    mentions: list[LinkedMention] = []
    for sentence in analysis.sentences:
        mentions += linker.of_sentence(sentence)
        finder.of_sentence(sentence)
    explainer = _Explainer(analysis, finder, mentions)
    solid = [read for read in recorder.sentences if not all(token.is_space for token in read.span)]
    return tuple(explainer.sentence(number, read) for number, read in enumerate(solid, 1))


class _Explainer:
    """Makes what was recorded into plain data, in the words of the original text."""

    def __init__(self, analysis: Analysis, finder: ClaimFinder, mentions: Sequence[LinkedMention]) -> None:
        self.analysis = analysis
        self.finder = finder
        self.mentions = mentions

    def sentence(self, number: int, read: _Sentence) -> SentenceExplanation:
        solid = [token for token in read.span if not token.is_space] or list(read.span)
        start, end = self.analysis.offsets[solid[0].i][0], self.analysis.offsets[solid[-1].i][1]
        return SentenceExplanation(
            number=number,
            start=start,
            end=end,
            text=self.analysis.text[start:end],
            words=tuple(self._word(token, read.span) for token in read.span),
            mentions=tuple(m for m in self.mentions if m.start < end and start < m.end),
            attempts=tuple(self._attempt(attempt) for attempt in read.tries if not _is_idle(attempt)),
            is_boilerplate=read.is_boilerplate,
        )

    def _word(self, token: "Token", span: "Span") -> Word:
        words = self.analysis.words(token)
        return Word(words, token.lemma_, token.pos_, token.dep_, token.head.i - span.start)

    def _attempt(self, attempt: _Try) -> Attempt:
        trigger = attempt.trigger
        first = attempt.claims[0].claim.evidence[0].trigger if attempt.claims else ""
        return Attempt(
            trigger=self.analysis.words(trigger) if trigger is not None else first,
            relation=attempt.relation,
            frame=attempt.name,
            arguments=tuple(dict.fromkeys(self._argument(role, filler, trigger) for role, filler in attempt.filled)),
            stance=tuple(map(self._cue, attempt.stance.reasons)) if attempt.stance is not None else (),
            speaker=tuple(map(self._cue, attempt.attribution.reasons)) if attempt.attribution is not None else (),
            claims=tuple(attempt.claims),
            reasons=tuple(dict.fromkeys(attempt.reasons)),
        )

    def _argument(self, role: str, filler: "Filler", trigger: "Token | None") -> Argument:
        token, value = filler.token, filler.value
        return Argument(
            role=role,
            name=value.name,
            words=self.analysis.words(token) if token is not None else "",
            slot=filler.slot,
            path=self._path(trigger, token) if trigger is not None and token is not None else "",
            kind=self._kind(token, value) if token is not None and isinstance(value, Actor) else "",
            is_exact=filler.is_exact,
            certainty=self.finder.linker.certainty(value) if isinstance(value, Actor) else 1.0,
        )

    def _kind(self, token: "Token", actor: Actor) -> str:
        """How the words of a token stand for an actor, as the mentions of the text have it."""
        start, end = self.analysis.offsets[token.i]
        over = [mention for mention in self.mentions if mention.start < end and start < mention.end]
        same = [mention for mention in over if mention.actor == actor] or over
        return str(same[0].kind) if same else ""

    def _path(self, trigger: "Token", token: "Token") -> str:
        """The way from a trigger to a word through the syntax: "talks ↑obj held ↓nsubj Russia"."""
        above = {trigger.i: trigger} | {head.i: head for head in trigger.ancestors}
        down = [token]
        while down[-1].i not in above and down[-1].head != down[-1]:
            down.append(down[-1].head)
        way, current = self.analysis.words(trigger), trigger
        while current.i != down[-1].i and current.head != current:
            way += f" ↑{current.dep_} {self.analysis.words(current.head)}"
            current = current.head
        return way + "".join(f" ↓{step.dep_} {self.analysis.words(step)}" for step in reversed(down[:-1]))

    def _cue(self, reason: Reason) -> Cue:
        return Cue(reason.value, reason.rule, self.analysis.words(reason.cue) if reason.cue is not None else "")


def _is_idle(attempt: _Try) -> bool:
    """True for a frame that any word can trigger and whose condition fails: its word is no candidate for anything."""
    frame, trigger = attempt.frame, attempt.trigger
    if frame is None or trigger is None or attempt.claims or attempt.filled:
        return False
    own = frame.verb | frame.noun | frame.adjective
    return ANY in own and trigger.lemma_.lower() not in own
