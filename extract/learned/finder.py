"""Fused claim finder: the claims of frames and of the learned reader, weighed by one model."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from diplograph.ontology import Actor, Claim, Document, Event, Evidence, Modality, Polarity

from ..circumstances import Stance, find_attribution, find_place, read_manner, read_stance, tokens_of_event
from ..claims import ClaimFinder, MentionLinker, Resources, Trace, log_odds, merge_claims
from ..frames import EventRegistry
from ..syntax import Analysis, is_excepted, leading_conjunct
from ..text import is_boilerplate
from .candidates import Candidate, CandidateFinder
from .contest import is_rival
from .fusion import FusionModel, Signs
from .labels import RELATIONS
from .reader import LearnedReader, Proposal
from .triggers import content_word, is_foreign
from .windows import Sentence, Window, make_windows

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["FusedClaimFinder", "Weighed"]

# A proposal of the reader alone with a lower score is never made a claim, whatever else speaks for it.
_LEAST_SCORE = 0.12
_NOTHING = log_odds(0.0)
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


class FusedClaimFinder:
    """Finds the claims of one document by frames and reader, or by the reader alone."""

    def __init__(
        self,
        document: Document,
        analysis: Analysis,
        resources: Resources,
        reader: LearnedReader,
        *,
        trace: Trace | None = None,
        with_frames: bool = True,
    ) -> None:
        self.analysis = analysis
        self.schema = resources.schema
        self.frames = resources.frames
        self.finder = ClaimFinder(document, analysis, resources, trace=trace)
        self.events = EventRegistry(document, analysis)
        self.candidates = CandidateFinder(
            analysis, MentionLinker(self.finder), self.events, with_unlinked=reader.knows_unlinked
        )
        self.reader = reader
        self.with_frames = with_frames
        self._stances: dict[int, Stance] = {}

    def find(self, fusion: FusionModel) -> tuple[Claim, ...]:
        """All claims that are likelier right than ``fusion`` asks, each once with all its evidence, in the order of the
        text.
        """
        kept = []
        for weighed in self.weigh():
            if weighed.is_unknown:
                kept.append(weighed.claim)
                continue
            confidence = fusion.confidence(weighed.claim.relation, weighed.signs)
            if confidence >= fusion.least(weighed.signs):
                kept.append(replace(weighed.claim, confidence=confidence))
        return merge_claims(kept, self.schema)

    def weigh(self) -> list[Weighed]:
        """Every claim that frames or reader propose, with what speaks for it."""
        sentences, framed = [], []
        for place, sentence in enumerate(self.analysis.sentences):
            start, end = self.analysis.extent(place)
            is_read = not is_boilerplate(self.analysis.text, start, end)
            candidates = self.candidates.of_sentence(sentence) if is_read else []
            sentences.append(Sentence(start, end, len(sentence), tuple(candidates)))
            # Always read: what one sentence claims the next may refer to.
            claims = self.finder.of_sentence(sentence)
            framed += claims if self.with_frames else []
        windows = list(make_windows(sentences))
        read = self.reader.read(self.analysis.text, windows)
        proposed = [item for window, proposals in zip(windows, read, strict=True) for item in self._proposed(window, proposals)]
        return self._fused(framed, proposed)

    def _fused(self, framed: Sequence[Claim], proposed: Sequence[Weighed]) -> list[Weighed]:
        """Each claim of the frames with the reader's best proposal of the same, and what the reader alone proposes."""
        own = [claim for claim in framed if claim.relation not in RELATIONS]
        taken = {i for i, item in enumerate(proposed) if any(self._gives_way(item.claim, claim) for claim in own)}
        fused = []
        for claim in framed:
            if claim.relation not in RELATIONS:
                fused.append(Weighed(claim, Signs(framed=1.0), is_unknown=True))
                continue
            same = [i for i, item in enumerate(proposed) if self._is_same(claim, item)]
            taken.update(same)
            best = max((proposed[i] for i in same), key=lambda item: item.signs.score, default=None)
            fused.append(self._with_frame(claim, best))
        told = {claim.subject.iri: claim.object.iri for claim in framed if self._is_office_of_state(claim)}
        alone = [item for i, item in enumerate(proposed) if i not in taken and self._is_worth_it(item, told)]
        return [*fused, *map(self._with_circumstances, self._with_contest(alone, proposed, framed))]

    def _with_contest(
        self, alone: Sequence[Weighed], proposed: Sequence[Weighed], framed: Sequence[Claim]
    ) -> Iterator[Weighed]:
        """The claims of the reader alone, with the sign of those whose words say the same of others.

        The others are named by a frame, or the reader holds them likelier, and are not coordinated with the party in whose
        place they stand.
        """
        told = defaultdict(list)
        for claim in framed:
            told[claim.relation, claim.evidence[0].start].append(claim)
        by_word = defaultdict(list)
        for item in proposed:
            if not item.is_at_home:
                by_word[self._said(item)].append(item)
        leading: dict[int, Mapping[str, set[int]]] = {}
        for item in alone:
            likelier = (other for other in by_word[self._said(item)] if other.signs.score > item.signs.score)
            evidence = item.claim.evidence[0]
            same_words = (
                claim
                for claim in told[item.claim.relation, evidence.start]
                if set(evidence.trigger.split()) & set(claim.evidence[0].trigger.split())
            )
            rivals = [*(other.claim for other in likelier), *same_words]
            assert item.window is not None
            if item.window.start not in leading:
                leading[item.window.start] = self._leading_conjuncts(item.window)
            are_coordinated = partial(_are_coordinated, leading[item.window.start])
            is_symmetric = self.schema.relations[item.claim.relation].symmetric
            is_contested = any(is_rival(item.claim, rival, are_coordinated, is_symmetric=is_symmetric) for rival in rivals)
            yield replace(item, signs=replace(item.signs, contested=float(is_contested)))

    def _said(self, item: Weighed) -> tuple[str, int]:
        """The relation of a proposal and the word that tells it."""
        assert item.proposal is not None
        return item.claim.relation, content_word(self.analysis.token_at(item.proposal.trigger[0])).i

    def _leading_conjuncts(self, window: Window) -> dict[str, set[int]]:
        """For each actor and event of a window, by IRI, what the coordinations of its mentions hang on their heads by."""
        found = defaultdict(set)
        for candidate in window.candidates:
            thing = self.candidates.value(candidate)
            if thing is not None:
                found[thing.iri].add(leading_conjunct(self.candidates.head(candidate)).i)
        return dict(found)

    def _gives_way(self, proposed: Claim, framed: Claim) -> bool:
        """True for what a relation that the reader does not know says more precisely of the same two in the same sentence.

        It does so by the same words, or where it overrides what is proposed.
        """
        one, other = proposed.evidence[0], framed.evidence[0]
        parties = {framed.subject.iri, framed.object.iri}
        if one.start != other.start or {proposed.subject.iri, proposed.object.iri} != parties:
            return False
        is_same_word = set(one.trigger.split()) <= set(other.trigger.split())
        return is_same_word or proposed.relation in self.frames.relations[framed.relation].overrides

    def _is_worth_it(self, item: Weighed, told: Mapping[str, str]) -> bool:
        """False for low scores, and for an office of another state than that which the text (``told``) or the actor base gives
        to the person.
        """
        if item.proposal is None or item.proposal.score < _LEAST_SCORE:
            return False
        claim = item.claim
        if not self._is_office_of_state(claim):
            return True
        of_another = isinstance(claim.object, Actor) and claim.subject.code not in {None, claim.object.code}
        return not of_another and told.get(claim.subject.iri, claim.object.iri) == claim.object.iri

    def _is_office_of_state(self, claim: Claim) -> bool:
        return claim.relation == self.schema.representation.name and claim.object.kind == "State"

    def _with_frame(self, claim: Claim, item: Weighed | None) -> Weighed:
        signs = Signs(frame=log_odds(claim.confidence) - _NOTHING, framed=1.0)
        if item is None or item.proposal is None:
            return Weighed(claim, signs)
        own = item.signs
        stance = _stance_sign(item.proposal, claim)
        signs = replace(own, frame=signs.frame, framed=1.0, both=1.0, stance=stance, at_odds=0.0)
        found_by = f"{claim.frame} + reader {self.reader.version}"
        return Weighed(replace(claim, frame=found_by), signs, item.proposal, item.window)

    def _is_same(self, claim: Claim, item: Weighed) -> bool:
        """True where the reader sees what a frame has found, in the same sentence."""
        other = item.claim
        if claim.relation != other.relation or claim.evidence[0].start != other.evidence[0].start:
            return False
        pairs = {(other.subject.iri, other.object.iri)}
        if self.schema.relations[claim.relation].symmetric:
            pairs.add((other.object.iri, other.subject.iri))
        if isinstance(claim.object, Event) and isinstance(other.object, Event):
            return claim.subject.iri == other.subject.iri
        return (claim.subject.iri, claim.object.iri) in pairs

    def _proposed(self, window: Window, proposals: Sequence[Proposal]) -> Iterator[Weighed]:
        """The proposals of a window as claims, the best of each; what the schema does not allow is left out."""
        seen: set[tuple[str, str, str]] = set()
        for proposal in proposals:
            subject, object_ = window.candidates[proposal.subject], window.candidates[proposal.object]
            key = (subject.key, proposal.relation, object_.key)
            keys = {key, (object_.key, proposal.relation, subject.key)} if self._is_symmetric(proposal) else {key}
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

    def _is_symmetric(self, proposal: Proposal) -> bool:
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
        if self._is_symmetric(proposal) and object_.start < subject.start and object_.actor is not None:
            subject, object_ = object_, subject
        value = self.candidates.value(object_)
        if subject.actor is None or value is None:
            return None
        one, value = self._apart(subject, object_, value, is_symmetric=self._is_symmetric(proposal))
        if one.iri == value.iri:
            return None
        polarity = Polarity.NEGATED if proposal.negated > 0.5 else Polarity.AFFIRMED
        is_bid = self.schema.relations[proposal.relation].range == "MembershipBid"
        speaker = window.candidates[proposal.speaker].actor if proposal.speaker is not None else None
        return Claim(
            document=self.finder.document.id,
            subject=one,
            relation=proposal.relation,
            object=value,
            organization=self._organization(window, proposal) if is_bid else None,
            polarity=polarity,
            modality=proposal.modality,
            speaker=speaker,
            frame=f"reader {self.reader.version}",
            evidence=(self._evidence(trigger),),
        )

    def _apart(
        self, subject: Candidate, object_: Candidate, value: Actor | Event, *, is_symmetric: bool
    ) -> tuple[Actor, Actor | Event]:
        """Both parties, of one state its people and, for what is done to them, its places by themselves."""
        assert subject.actor is not None
        organs = self.finder.referents.organs
        if not isinstance(value, Actor) or not organs.are_of_one_state(subject.actor, value):
            return subject.actor, value
        one = subject.part if subject.part is not None and subject.part.kind != "Territory" else subject.actor
        # Who visits a city of his own state meets nobody by that.
        is_party = object_.part is not None and not (is_symmetric and object_.part.kind == "Territory")
        return one, object_.part if is_party and object_.part is not None else value

    def _with_circumstances(self, item: Weighed) -> Weighed:
        """A claim of the reader alone with outlet, date and place, found as those of frames are."""
        assert item.proposal is not None
        trigger = self.analysis.token_at(item.proposal.trigger[0])
        tokens = tokens_of_event(trigger, trigger, [])
        place = find_place(tokens, item.claim.relation, self.finder.referents)
        claim = replace(
            item.claim,
            outlet=find_attribution(trigger, self.finder.referents).outlet,
            date=self.finder.chronology.date(tokens, item.claim.modality),
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
        offices = self.finder.resources.lexicon.office_nouns
        return words if is_office and any(word.lower() in offices for word in words.split()) else None

    def _manner(self, relation: str, trigger: "Token") -> str | None:
        """The manner that the frames of the trigger, or of the verb of a particle, agree on, those too whose denial amounts to
        the relation; else that which the words tell that turn its stance.
        """
        index = self.finder.resources.frames
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
            score=log_odds(proposal.score) - _NOTHING,
            read=1.0,
            stance=_stance_sign(proposal, claim),
            rival=proposal.rival,
            reverse=0.0 if self._is_symmetric(proposal) else proposal.reverse,
            doubt=1 - one.certainty * other.certainty,
            reference=float(sum(candidate.kind == "reference" for candidate in (one, other))),
            unlinked=float(sum(not candidate.is_linked for candidate in (one, other))),
            at_odds=float(at_odds),
            own=float(self._is_symmetric(proposal) and _is_own(claim.subject, claim.object)),
            foreign=float(is_foreign(content_word(trigger), places, is_mutual=self._is_symmetric(proposal))),
        )


def _are_coordinated(leading: Mapping[str, set[int]], one: str, other: str) -> bool:
    """True where mentions of two actors or events are conjuncts of each other."""
    return not leading.get(one, set()).isdisjoint(leading.get(other, set()))


def _is_own(one: Actor, other: Actor | Event) -> bool:
    """True for a state and a person or organ of it."""
    if isinstance(other, Event) or one.code is None or one.code != other.code:
        return False
    return (one.kind == "State") != (other.kind == "State")


def _stance_sign(proposal: Proposal, claim: Claim) -> float:
    """The logarithm of the reader's probability for the polarity and modality of a claim, bounded below."""
    polarity = proposal.negated if claim.polarity is Polarity.NEGATED else 1 - proposal.negated
    return math.log(max(polarity * proposal.modalities[list(Modality).index(claim.modality)], _LEAST_STANCE))
