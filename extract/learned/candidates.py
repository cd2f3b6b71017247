"""Candidates: the mentions of actors and events in a sentence between which the learned reader looks for relations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diplograph.ontology import Actor

from ..claims import LinkedMention, MentionKind, MentionLinker
from ..frames import EventRegistry
from ..syntax import Analysis

if TYPE_CHECKING:
    from spacy.tokens import Span

__all__ = ["CANDIDATE_KINDS", "Candidate", "CandidateFinder"]

# What a marker of the reader tells of its mention; their order is part of the trained model.
CANDIDATE_KINDS = (
    "State",
    "Person",
    "InternationalOrganization",
    "ArmedGroup",
    "Organization",
    "GroupActor",
    "phrase",
    "place",
    "reference",
    "event",
    "other",
)
_BY_MENTION = {MentionKind.PHRASE: "phrase", MentionKind.PLACE: "place", MentionKind.REFERENCE: "reference"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Characters ``start`` to ``end`` (exclusive) of the document that stand for an actor, or for the event of a token.

    ``kind`` is one of ``CANDIDATE_KINDS``; ``key`` is the same for mentions of the same actor or the same event noun.
    """

    start: int
    end: int
    kind: str
    key: str
    actor: Actor | None = None
    token: int | None = None
    certainty: float = 1.0

    @property
    def is_event(self) -> bool:
        return self.token is not None


class CandidateFinder:
    """Finds the candidates of one document, each sentence before the claim finder reads it."""

    def __init__(self, analysis: Analysis, linker: MentionLinker, events: EventRegistry) -> None:
        self.analysis = analysis
        self.linker = linker
        self.events = events

    def of_sentence(self, sentence: "Span") -> list[Candidate]:
        """The candidates of one sentence in the order of the text."""
        actors = [*_outermost(self.linker.of_sentence(sentence))]
        taken = [(candidate.start, candidate.end) for candidate in actors]
        events = [event for event in self._events(sentence) if not any(s < event.end and event.start < e for s, e in taken)]
        return sorted((*actors, *events), key=lambda candidate: (candidate.start, candidate.end, candidate.key))

    def _events(self, sentence: "Span") -> Iterator[Candidate]:
        for token in sentence:
            if self.events.kind(token) is not None:
                start, end = self.analysis.offsets[token.i]
                yield Candidate(start, end, "event", f"event {token.lemma_.lower()}", token=token.i)


def _outermost(mentions: Iterable[LinkedMention]) -> Iterator[Candidate]:
    """The mentions with an actor, without a name inside a phrase that stands for the same actor ("Russian officials")."""
    kept: list[LinkedMention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if mention.actor is None or any(mention.actor == other.actor and mention.end <= other.end for other in kept):
            continue
        kept = [other for other in kept if other.end > mention.start]
        kept.append(mention)
        yield Candidate(
            mention.start, mention.end, _kind(mention), mention.actor.iri, actor=mention.actor, certainty=mention.certainty
        )


def _kind(mention: LinkedMention) -> str:
    assert mention.actor is not None
    kind = _BY_MENTION.get(mention.kind, mention.actor.kind)
    return kind if kind in CANDIDATE_KINDS else "other"
