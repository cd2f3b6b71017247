"""Claims of the learned reader: what it proposes of a window's candidates, as far as the schema allows it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diplograph.ontology import Actor, Claim, Event, Evidence, Modality, Polarity

from ..circumstances import Stance, find_attribution, find_place, read_manner, read_stance, tokens_of_event
from ..claims import ClaimFinder
from ..syntax import is_excepted
from .candidates import Candidate, CandidateFinder
from .fusion import Signs, evidence_of
from .reader import Proposal
from .triggers import content_word, is_foreign
from .windows import Window

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEAST_STANCE = 0.02


@dataclass(frozen=True, slots=True)
class Weighed:
    """A claim with what speaks for it; ``proposal`` is the reader's and ``window`` where it read it, None where frames alone
    found it.

    ``is_unknown`` where the reader was never taught the relation: what it does not say then speaks against nothing, and the
    frames' word stands.
    """

    claim: Claim
    signs: Signs
    proposal: Proposal | None = None
    window: Window | None = None
    is_unknown: bool = False

    @property
    def is_at_home(self) -> bool:
        """True for what the reader proposes of a state and a part of it, which speaks against nothing else."""
        if self.proposal is None or self.window is None:
            return False
        subject, object_ = (self.window.candidates[place] for place in (self.proposal.subject, self.proposal.object))
        return subject.key == object_.key


class ProposedClaims:
    """Makes claims of what the reader proposes in one document, with the signs that speak for each."""

    def __init__(self, finder: ClaimFinder, candidates: CandidateFinder, version: str) -> None:
        self.analysis = finder.analysis
        self.chronology = finder.chronology
        self.document = finder.document
        self.referents = finder.referents
        self.resources = finder.resources
        self.schema = finder.resources.schema
        self.candidates = candidates
        self.version = version
        self._stances: dict[int, Stance] = {}

    def of_window(self, window: Window, proposals: Sequence[Proposal]) -> Iterator[Weighed]:
        """The proposals of a window as claims, the best of each; what the schema does not allow is left out, and so is what the
        words round the trigger deny.
        """
        seen: set[tuple[str, str, str]] = set()
        for proposal in proposals:
            subject, object_ = window.candidates[proposal.subject], window.candidates[proposal.object]
            key = (subject.key, proposal.relation, object_.key)
            keys = {key, (object_.key, proposal.relation, subject.key)} if self.is_symmetric(proposal) else {key}
            if keys & seen or not self._fits(window, proposal):
                continue
            claim = self._claim(window, proposal)
            if claim is None:
                continue
            stance = self._stance_of(self.analysis.token_at(proposal.trigger[0]))
            # No reader may turn into a fact what the words round its trigger deny.
            if claim.polarity is Polarity.AFFIRMED and stance.polarity is Polarity.NEGATED:
                continue
            seen |= keys
            at_odds = (stance.polarity, stance.modality) != (claim.polarity, claim.modality)
            yield Weighed(claim, self._signs(window, proposal, claim, at_odds=at_odds), proposal, window)

    def is_symmetric(self, proposal: Proposal) -> bool:
        return self.schema.relations[proposal.relation].symmetric

    def _fits(self, window: Window, proposal: Proposal) -> bool:
        """True where one sentence names the parties, the object is of a kind that the relation has, and a membership says of
        what, be it in another sentence.

        What only several sentences say of two is proposed too seldom rightly, and more text than was annotated would be needed
        for it.
        """
        relation = self.schema.relations[proposal.relation]
        subject, object_ = window.candidates[proposal.subject], window.candidates[proposal.object]
        # "Sweden, not Norway, attacked": what is said is not said of Norway.
        if any(is_excepted(self.analysis.token_at(party.end - 1)) for party in (subject, object_)):
            return False
        if window.sentence_of[proposal.subject] != window.sentence_of[proposal.object]:
            return False
        # The quote is the sentence of the trigger: it must be the one that names them.
        if self._place(proposal.trigger[0]) != self._place(object_.start):
            return False
        if relation.range == "MembershipBid":
            return object_.actor is not None and self._organization(window, proposal) is not None
        if object_.actor is None:
            return "Event" in relation.ranges
        return any(self.schema.is_a(object_.actor.kind, range_) for range_ in relation.ranges)

    def _organization(self, window: Window, proposal: Proposal) -> Actor | None:
        """The likeliest body of a membership: an organization other than the two parties."""
        parties = {window.candidates[proposal.subject].key, window.candidates[proposal.object].key}
        for place in proposal.organizations:
            candidate = window.candidates[place]
            if candidate.actor is None or candidate.key in parties:
                continue
            if self.schema.is_a(candidate.actor.kind, "Organization"):
                return candidate.actor
        return None

    def _claim(self, window: Window, proposal: Proposal) -> Claim | None:
        """The claim of a proposal, stance and speaker by the reader; its circumstances are found where it stands alone."""
        trigger = self.analysis.token_at(proposal.trigger[0])
        subject, object_ = window.candidates[proposal.subject], window.candidates[proposal.object]
        # Of what both do, who is named first stands first.
        if self.is_symmetric(proposal) and object_.start < subject.start and object_.actor is not None:
            subject, object_ = object_, subject
        value = self.candidates.value(object_)
        if subject.actor is None or value is None:
            return None
        one, value = self._apart(subject, object_, value, is_symmetric=self.is_symmetric(proposal))
        if one.iri == value.iri:
            return None
        polarity = Polarity.NEGATED if proposal.negated > 0.5 else Polarity.AFFIRMED
        is_bid = self.schema.relations[proposal.relation].range == "MembershipBid"
        speaker = window.candidates[proposal.speaker].actor if proposal.speaker is not None else None
        return Claim(
            document=self.document.id,
            subject=one,
            relation=proposal.relation,
            object=value,
            organization=self._organization(window, proposal) if is_bid else None,
            polarity=polarity,
            modality=proposal.modality,
            speaker=speaker,
            frame=f"reader {self.version}",
            evidence=(self._evidence(trigger),),
        )

    def _apart(
        self, subject: Candidate, object_: Candidate, value: Actor | Event, *, is_symmetric: bool
    ) -> tuple[Actor, Actor | Event]:
        """Both parties, of one state its people and, for what is done to them, its places by themselves."""
        assert subject.actor is not None
        organs = self.referents.organs
        if not isinstance(value, Actor) or not organs.are_of_one_state(subject.actor, value):
            return subject.actor, value
        one = subject.part if subject.part is not None and subject.part.kind != "Territory" else subject.actor
        # Who visits a city of his own state meets nobody by that.
        is_party = object_.part is not None and not (is_symmetric and object_.part.kind == "Territory")
        return one, object_.part if is_party and object_.part is not None else value

    def with_circumstances(self, item: Weighed) -> Weighed:
        """A claim of the reader alone with outlet, date and place, found as those of frames are."""
        assert item.proposal is not None
        trigger = self.analysis.token_at(item.proposal.trigger[0])
        tokens = tokens_of_event(trigger, trigger, [])
        place = find_place(tokens, item.claim.relation, self.referents)
        claim = replace(
            item.claim,
            outlet=find_attribution(trigger, self.referents).outlet,
            date=self.chronology.date(tokens, item.claim.modality),
            place=place.name if place is not None else None,
            country=place.country if place is not None else None,
            role=self._role(item),
            manner=self._manner(item.claim.relation, trigger),
        )
        return replace(item, claim=claim)

    def _role(self, item: Weighed) -> str | None:
        """The office that the trigger names, for the relation of an office."""
        assert item.proposal is not None
        words = " ".join(self.analysis.text[slice(*item.proposal.trigger)].split())
        is_office = item.claim.relation == self.schema.representation.name
        offices = self.resources.lexicon.office_nouns
        return words if is_office and any(word.lower() in offices for word in words.split()) else None

    def _manner(self, relation: str, trigger: "Token") -> str | None:
        """The manner that the frames of the trigger, or of the verb of a particle, agree on, those too whose denial amounts to
        the relation; else that which the words tell that turn its stance.
        """
        index = self.resources.frames
        word = content_word(trigger)
        told = {
            frame.manner
            for name, frame in index.candidates(word)
            if relation in (name, index.relations[name].negated_as) and frame.manner is not None
        }
        return read_manner(self.schema.relations[relation], told.pop() if len(told) == 1 else None, self._stance_of(word))

    def _stance_of(self, word: "Token") -> Stance:
        """The stance of a word: many pairs of a sentence share a trigger."""
        if word.i not in self._stances:
            self._stances[word.i] = read_stance(word, stative=False)
        return self._stances[word.i]

    def _place(self, character: int) -> int:
        """The number of the sentence of a character."""
        return self.analysis.place(self.analysis.token_at(character))

    def _evidence(self, trigger: "Token") -> Evidence:
        begin, stop = self.analysis.extent(self.analysis.place(trigger))
        return Evidence(begin, stop, self.analysis.text[begin:stop], self.analysis.words(trigger))

    def _signs(self, window: Window, proposal: Proposal, claim: Claim, *, at_odds: bool) -> Signs:
        one, other = window.candidates[proposal.subject], window.candidates[proposal.object]
        trigger = self.analysis.token_at(proposal.trigger[0])
        places = (self.analysis.token_at(one.end - 1), self.analysis.token_at(other.end - 1))
        return Signs(
            score=evidence_of(proposal.score),
            read=1.0,
            stance=stance_sign(proposal, claim),
            rival=proposal.rival,
            reverse=0.0 if self.is_symmetric(proposal) else proposal.reverse,
            doubt=1 - one.certainty * other.certainty,
            reference=float(sum(candidate.kind == "reference" for candidate in (one, other))),
            unlinked=float(sum(not candidate.is_linked for candidate in (one, other))),
            at_odds=float(at_odds),
            own=float(self.is_symmetric(proposal) and _is_own(claim.subject, claim.object)),
            foreign=float(is_foreign(content_word(trigger), places, is_mutual=self.is_symmetric(proposal))),
        )


def _is_own(one: Actor, other: Actor | Event) -> bool:
    """True for a state and a person or organ of it."""
    if isinstance(other, Event) or one.code is None or one.code != other.code:
        return False
    return (one.kind == "State") != (other.kind == "State")


def stance_sign(proposal: Proposal, claim: Claim) -> float:
    """The logarithm of the reader's probability for the polarity and modality of a claim, bounded below."""
    polarity = proposal.negated if claim.polarity is Polarity.NEGATED else 1 - proposal.negated
    return math.log(max(polarity * proposal.modalities[list(Modality).index(claim.modality)], _LEAST_STANCE))
