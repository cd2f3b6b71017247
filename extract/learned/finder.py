"""Fused claim finder: the claims of frames and of the learned reader, weighed by one model."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from diplograph.ontology import Actor, Claim, Document, Event

from ..claims import ClaimFinder, MentionLinker, Resources, Trace, merge_claims
from ..frames import EventRegistry
from ..syntax import Analysis, leading_conjunct
from ..text import is_boilerplate
from .candidates import CandidateFinder
from .contest import is_rival
from .fusion import FusionModel, Signs, evidence_of
from .labels import RELATIONS
from .proposed_claims import ProposedClaims, Weighed, stance_sign
from .reader import LearnedReader
from .triggers import content_word
from .windows import Sentence, Window, make_windows

__all__ = ["FusedClaimFinder", "Weighed"]

# A proposal of the reader alone with a lower score is never made a claim, whatever else speaks for it.
_LEAST_SCORE = 0.12


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
        self.proposed = ProposedClaims(self.finder, self.candidates, reader.version)

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
        proposed = [item for read_in in zip(windows, read, strict=True) for item in self.proposed.of_window(*read_in)]
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
        return [*fused, *map(self.proposed.with_circumstances, self._with_contest(alone, proposed, framed))]

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
        signs = Signs(frame=evidence_of(claim.confidence), framed=1.0)
        if item is None or item.proposal is None:
            return Weighed(claim, signs)
        own = item.signs
        stance = stance_sign(item.proposal, claim)
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



def _are_coordinated(leading: Mapping[str, set[int]], one: str, other: str) -> bool:
    """True where mentions of two actors or events are conjuncts of each other."""
    return not leading.get(one, set()).isdisjoint(leading.get(other, set()))
