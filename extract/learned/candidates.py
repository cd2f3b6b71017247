"""Candidates: the mentions of actors and events in a sentence between which the learned reader looks for relations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diplograph.ontology import Actor, Event

from ..actors import territory
from ..claims import CITIES, LinkedMention, MentionKind, MentionLinker
from ..frames import EventRegistry
from ..syntax import Analysis, preposition
from .unlinked import UnlinkedParties, UnlinkedParty

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["CANDIDATE_KINDS", "Candidate", "CandidateFinder", "are_two"]

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
    ``is_linked`` is False for parties that no rule ties to an actor. ``part`` is the people or place of its state that the
    words name, which is a party of its own against that state.
    """

    start: int
    end: int
    kind: str
    key: str
    actor: Actor | None = None
    token: int | None = None
    certainty: float = 1.0
    is_linked: bool = True
    part: Actor | None = None

    @property
    def is_event(self) -> bool:
        return self.token is not None


def are_two(one: Candidate, other: Candidate) -> bool:
    """True for mentions of two actors or events, and for a state and a part of it."""
    return one.key != other.key or one.part != other.part


class CandidateFinder:
    """Finds the candidates of one document, each sentence before the claim finder reads it.

    ``with_unlinked`` gives those too that no rule ties to an actor; weights that never saw them read worse with them.
    """

    def __init__(self, analysis: Analysis, linker: MentionLinker, events: EventRegistry, *, with_unlinked: bool = True) -> None:
        self.analysis = analysis
        self.linker = linker
        self.events = events
        self.unlinked = UnlinkedParties(analysis, linker.referents) if with_unlinked else None

    def of_sentence(self, sentence: "Span") -> list[Candidate]:
        """The candidates of one sentence in the order of the text."""
        candidates = [replace(one, part=self._part(one)) for one in _outermost(self.linker.of_sentence(sentence))]
        candidates += _apart_from(candidates, self._events(sentence))
        unlinked = [*self._unlinked(sentence)]
        # "Opposition supporters" are not the opposition.
        candidates = [one for one in candidates if not any(_describes(one, other) for other in unlinked)]
        names = [one for one in candidates if not any(_modifies(one, other) for other in unlinked)]
        candidates += _apart_from(names, unlinked)
        return sorted(candidates, key=lambda candidate: (candidate.start, candidate.end, candidate.key))

    def value(self, candidate: Candidate) -> Actor | Event | None:
        """The actor or event that a candidate stands for; None for a noun that is no event."""
        if candidate.actor is not None:
            return candidate.actor
        return self.events.event(self.analysis.doc[candidate.token]) if candidate.token is not None else None

    def head(self, candidate: Candidate) -> "Token":
        """The syntactic head of a candidate's words."""
        return self.analysis.tokens_of(candidate.start, candidate.end).root

    def _part(self, candidate: Candidate) -> Actor | None:
        actor = candidate.actor
        if actor is None or actor.kind != "State":
            return None
        referents, head = self.linker.referents, self.head(candidate)
        if candidate.kind == "place":
            # "Troops stood in the Sinai" tells where, "left the Sinai" what.
            if preposition(head) in self.linker.locative:
                return None
            place = self.analysis.text[candidate.start : candidate.end]
            known = referents.base.names.get(place)
            return territory(place, referents.base) if known is not None and known.kind in CITIES else None
        part = referents.organs.part(actor, head)
        return part if part is not None and part.kind == "GroupActor" else None

    def _events(self, sentence: "Span") -> Iterator[Candidate]:
        for token in sentence:
            if self.events.kind(token) is not None:
                start, end = self.analysis.offsets[token.i]
                yield Candidate(start, end, "event", f"event {token.lemma_.lower()}", token=token.i)

    def _unlinked(self, sentence: "Span") -> Iterator[Candidate]:
        for party in self.unlinked.of_sentence(sentence) if self.unlinked is not None else ():
            yield Candidate(party.start, party.end, _kind_of(party), party.actor.iri, actor=party.actor, is_linked=False)


def _apart_from(taken: Iterable[Candidate], found: Iterable[Candidate]) -> list[Candidate]:
    """Those of the found candidates that overlap none of those taken before."""
    places = [(candidate.start, candidate.end) for candidate in taken]
    return [other for other in found if not any(start < other.end and other.start < end for start, end in places)]


def _kind_of(party: UnlinkedParty) -> str:
    # Bare nouns are phrases, as those are that a rule has tied to an actor.
    return party.actor.kind if party.actor.kind == "State" else "phrase"


def _outermost(mentions: Iterable[LinkedMention]) -> Iterator[Candidate]:
    """The mentions with an actor, without a name inside a phrase that stands for the same actor ("Russian officials")."""
    kept: list[LinkedMention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if mention.actor is None or any(_is_inside(mention, other) for other in kept):
            continue
        kept = [other for other in kept if other.end > mention.start]
        kept.append(mention)
        yield Candidate(
            mention.start, mention.end, _kind(mention), mention.actor.iri, actor=mention.actor, certainty=mention.certainty
        )


def _is_inside(mention: LinkedMention, other: LinkedMention) -> bool:
    """True for a name in a phrase for the same actor, and for the first noun of "coalition forces", who are a group."""
    if mention.end > other.end or mention.actor is None or other.actor is None:
        return False
    is_group = mention.actor.kind == other.actor.kind == "GroupActor" and mention.kind is MentionKind.PHRASE
    return mention.actor == other.actor or (is_group and mention.end < other.end and mention.text[1:].islower())


def _describes(candidate: Candidate, party: Candidate) -> bool:
    """True for the group in front of the noun for others: "opposition" of "opposition supporters"."""
    is_group = candidate.kind == "phrase" and candidate.actor is not None and candidate.actor.kind == "GroupActor"
    return is_group and party.start <= candidate.start and candidate.end < party.end


def _modifies(candidate: Candidate, party: Candidate) -> bool:
    """True for the name in front of the noun for another: "Odinga" of "Odinga legal team"; a state acts by its agencies."""
    is_inside = party.start <= candidate.start and candidate.end < party.end
    return is_inside and candidate.kind != "State"


def _kind(mention: LinkedMention) -> str:
    assert mention.actor is not None
    kind = _BY_MENTION.get(mention.kind, mention.actor.kind)
    return kind if kind in CANDIDATE_KINDS else "other"
