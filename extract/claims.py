"""From a parsed text to claims: every trigger's frames are tried, arguments resolved, stance and speaker read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import TYPE_CHECKING

from diplograph.ontology import Actor, Claim, Document, Event, Evidence, Modality, Polarity, Schema

from .attribution import find_attribution
from .boilerplate import is_boilerplate
from .events import EventRegistry
from .frames import Frame, FrameIndex
from .lexicon import Lexicon
from .linking import Linker
from .memberships import Bid, find_bids
from .offices import find_holdings, find_standings
from .pipeline import Analysis
from .referents import Referents
from .roles import walk
from .stance import read_stance

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["ClaimFinder"]

# A phrase that holds an actor somewhere inside is weaker proof than the actor itself.
_INSIDE_FACTOR = 0.75
_HOLDING_CONFIDENCE = 0.9
_INSIDE_DEPTH = 3
_NEAR_REACH = 14


@dataclass(frozen=True, slots=True)
class _Filler:
    """What fills a slot; ``is_exact`` is False where it was found inside the phrase."""

    value: Actor | Event
    is_exact: bool = True
    # True where the words are a name of the actor, or a noun for a body ("the alliance"), and not "EU force".
    is_named: bool = True


class ClaimFinder:
    """Finds the claims of one document."""

    def __init__(
        self,
        document: Document,
        analysis: Analysis,
        referents: Referents,
        linker: Linker,
        lexicon: Lexicon,
        frames: FrameIndex,
        schema: Schema,
    ) -> None:
        self.document = document
        self.analysis = analysis
        self.referents = referents
        self.linker = linker
        self.lexicon = lexicon
        self.frames = frames
        self.schema = schema
        self.events = EventRegistry(document, analysis)

    def find(self) -> tuple[Claim, ...]:
        """All claims, each once with all its evidence, in the order of their first evidence."""
        found: list[Claim] = []
        for sentence in self.analysis.doc.sents:
            if not is_boilerplate(self._paragraph(sentence)):
                found += self._of_sentence(sentence)
        return _merged(found)

    def _paragraph(self, sentence: "Span") -> str:
        start = self.analysis.offsets[sentence.start][0]
        end = self.analysis.offsets[sentence.end - 1][1]
        text = self.analysis.text
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", end)
        return text[first : last if last >= 0 else len(text)]

    def _of_sentence(self, sentence: "Span") -> list[Claim]:
        claims: list[Claim] = []
        for token in sentence:
            done: set[str] = set()
            for relation, frame in self.frames.candidates(token):
                if relation not in done:
                    found = self._of_frame(token, relation, frame)
                    claims += found
                    done.update([relation] if found else [])
        for holding in find_holdings(iter(sentence), self.referents, self.linker, self.lexicon):
            if not holding.is_former:
                claims.append(
                    Claim(
                        document=self.document.id,
                        subject=holding.person,
                        relation="represents",
                        object=holding.body,
                        role=holding.role or None,
                        confidence=_HOLDING_CONFIDENCE,
                        frame="office",
                        evidence=(self._evidence(holding.token, holding.token),),
                    )
                )
        for state, standing, body, token in find_standings(iter(sentence), self.referents):
            claims.append(
                Claim(
                    document=self.document.id,
                    subject=state,
                    relation="memberOf" if standing == "member" else "seeksMembership",
                    object=body,
                    confidence=_HOLDING_CONFIDENCE,
                    frame="standing",
                    evidence=(self._evidence(token, token),),
                )
            )
        return _without_overridden(claims, self.frames)

    def _of_frame(self, token: "Token", relation: str, frame: Frame) -> list[Claim]:
        if not self._fits(token, frame.where) or (frame.unless and self._fits(token, frame.unless)):
            return []
        pairs = list(self._pairs(token, relation, frame))
        if not pairs:
            return []
        entry = self.frames.relations[relation]
        stance = read_stance(token, stative=entry.stative)
        if frame.polarity == Polarity.NEGATED:
            stance.flip()
        modality = (
            Modality(frame.modality) if frame.modality is not None and stance.modality is Modality.ACTUAL else stance.modality
        )
        polarity = stance.polarity
        if polarity is Polarity.NEGATED and entry.negated_as is not None:
            relation, polarity = entry.negated_as, Polarity.AFFIRMED
        attribution = find_attribution(token, self.referents)
        evidence = self._evidence(token, self._last_of_trigger(token, frame))
        claims = []
        for subject, object_, organization, confidence in pairs:
            speaker = attribution.speaker if attribution.speaker != subject else attribution.speaker
            claims.append(
                Claim(
                    document=self.document.id,
                    subject=subject,
                    relation=relation,
                    object=object_,
                    organization=organization,
                    polarity=polarity,
                    modality=modality,
                    speaker=speaker,
                    outlet=attribution.outlet or self.document.outlet,
                    place=object_.place if isinstance(object_, Event) else None,
                    confidence=frame.confidence * confidence,
                    frame=frame.name,
                    evidence=(evidence,),
                )
            )
        if self.schema.relations[relation].symmetric and claims:
            first = claims[0]
            if isinstance(first.object, Actor):
                self.referents.last_pair = (first.subject, first.object)
        return claims

    def _fits(self, token: "Token", where: "Frame | object") -> bool:
        """True where each slot named by ``where`` holds one of its lemmas."""
        for path, lemmas in where.items():  # type: ignore[attr-defined]
            if not any(found.lemma_.lower() in lemmas or found.lower_ in lemmas for found in walk(token, path)):
                return False
        return True

    def _last_of_trigger(self, token: "Token", frame: Frame) -> "Token":
        """The noun of a light verb belongs to the trigger."""
        for path, lemmas in frame.where.items():
            for found in walk(token, path):
                if found.lemma_.lower() in lemmas or found.lower_ in lemmas:
                    return found
        return token

    def _evidence(self, first: "Token", last: "Token") -> Evidence:
        if last.i < first.i:
            first, last = last, first
        sentence = first.sent
        start, end = sentence.start, sentence.end
        while start < end and sentence.doc[start].is_space:
            start += 1
        while end > start and sentence.doc[end - 1].is_space:
            end -= 1
        begin, stop = self.analysis.offsets[start][0], self.analysis.offsets[end - 1][1]
        return Evidence(begin, stop, self.analysis.text[begin:stop], self.analysis.span(first, last))

    def _pairs(self, token: "Token", relation: str, frame: Frame) -> Iterator[tuple[Actor, Actor | Event, Actor | None, float]]:
        """Subject, object, organization and a factor of confidence for each pair that a frame finds."""
        schema = self.schema.relations[relation]
        subjects = self._fillers(token, frame.subject, events=False)
        if schema.range == "MembershipBid":
            yield from self._membership_pairs(token, frame, subjects)
            return
        if schema.range == "Organization" and frame.bid:
            yield from self._seeking_pairs(token, frame, subjects)
            return
        objects = self._fillers(token, frame.object, events=schema.range == "Event", bodies=relation == "excludedFrom")
        if schema.range == "Organization":
            objects = [
                o for o in objects if isinstance(o.value, Actor) and o.value.kind == "InternationalOrganization" and o.is_named
            ]
        if (
            schema.symmetric
            and frame.mutual
            and (not objects or {o.value.iri for o in objects} <= {s.value.iri for s in subjects})
        ):
            pairs: Iterable[tuple[_Filler, _Filler]] = combinations(subjects, 2)
        else:
            pairs = product(subjects, objects)
        for subject, object_ in pairs:
            if subject.value.iri == object_.value.iri or not isinstance(subject.value, Actor):
                continue
            if not (schema.symmetric and self._are_one_side(subject.value, object_.value)):
                factor = (1.0 if subject.is_exact else _INSIDE_FACTOR) * (1.0 if object_.is_exact else _INSIDE_FACTOR)
                yield subject.value, object_.value, None, factor

    def _are_one_side(self, one: Actor, other: Actor | Event) -> bool:
        """True for a person and the state that he or she represents: they do not deal with each other."""
        return any(
            person.kind == "Person" and isinstance(body, Actor) and self.linker.represented(person) == body
            for person, body in ((one, other), (other, one))
            if isinstance(person, Actor)
        )

    def _bids(self, token: "Token", frame: Frame) -> list[Bid]:
        for path in frame.bid:
            bids = [bid for found in walk(token, path) for bid in find_bids(found, self.referents)]
            if bids:
                return bids
        return []

    def _membership_pairs(
        self, token: "Token", frame: Frame, subjects: list[_Filler]
    ) -> Iterator[tuple[Actor, Actor | Event, Actor | None, float]]:
        for bid in self._bids(token, frame):
            for subject in subjects:
                if isinstance(subject.value, Actor):
                    candidate = bid.candidate or self._own_state(subject.value)
                    if candidate is not None and subject.value != candidate:
                        yield subject.value, candidate, bid.organization, 1.0

    def _own_state(self, actor: Actor) -> Actor | None:
        """The state of a group or person, whose own membership is meant where no candidate is named."""
        return self.linker.base.state(actor.code) if actor.kind in ("GroupActor", "Person") else None

    def _seeking_pairs(
        self, token: "Token", frame: Frame, subjects: list[_Filler]
    ) -> Iterator[tuple[Actor, Actor | Event, Actor | None, float]]:
        for bid in self._bids(token, frame):
            candidates = (
                [bid.candidate] if bid.candidate is not None else [s.value for s in subjects if isinstance(s.value, Actor)]
            )
            factor = 1.0
            if not candidates:
                candidates, factor = self._only_states(token), _INSIDE_FACTOR
            for candidate in candidates:
                if candidate != bid.organization:
                    yield candidate, bid.organization, None, factor

    def _only_states(self, token: "Token") -> list[Actor]:
        """The state that a sentence speaks of, where it names just one."""
        found = {
            part.name.actor.iri: part.name.actor
            for other in token.sent
            if (mention := self.referents.mention(other)) is not None
            for part in mention.members
            if part.name is not None and part.name.actor.kind == "State"
        }
        return list(found.values()) if len(found) == 1 else []

    def _fillers(self, token: "Token", paths: tuple[str, ...], *, events: bool, bodies: bool = False) -> list[_Filler]:
        """What the first path that gives anything gives; each value once."""
        for path in paths:
            if path == "near":
                return self._near(token)
            if path == "event":
                return self._event_before(token)
            inside = path.endswith("~")
            found: dict[str, _Filler] = {}
            for head in walk(token, path.rstrip("~").removesuffix(".place")):
                fillers = (
                    self._places(head)
                    if path.endswith(".place")
                    else self._filler(head, events=events, bodies=bodies, inside=inside)
                )
                for filler in fillers:
                    found.setdefault(filler.value.iri, filler)
            if found:
                return list(found.values())
        return []

    def _filler(self, head: "Token", *, events: bool, bodies: bool, inside: bool) -> Iterator[_Filler]:
        if events:
            event = self.events.event(head)
            if event is not None:
                yield _Filler(event)
            elif bodies:
                yield from (_Filler(actor) for actor in self.referents.bodies(head))
            return
        actors = self.referents.resolve(head)
        if actors:
            named = head.i in self.analysis.mentions or head.lemma_.lower() in self.lexicon.body_nouns
            yield from (_Filler(actor, is_named=named) for actor in actors)
        elif inside:
            yield from self._inside(head)

    def _event_before(self, token: "Token") -> list[_Filler]:
        """The event that the sentence names before the trigger ("the talks stalled as the rebels refused to attend")."""
        for i in range(token.i - 1, token.sent.start - 1, -1):
            event = self.events.event(token.doc[i]) if token.doc[i].pos_ == "NOUN" else None
            if event is not None:
                return [_Filler(event, is_exact=False)]
        return []

    def _near(self, token: "Token") -> list[_Filler]:
        """The next actor after the trigger in the same clause: what is left where the syntax gives nothing."""
        for other in token.doc[token.i + 1 : min(token.i + 1 + _NEAR_REACH, token.sent.end)]:
            if other.tag_ in ("VBD", "VBZ", "MD") or other.text in (";", ":", "—") or other.dep_ == "nsubj":
                break
            if other.i in self.analysis.mentions or other.pos_ == "NOUN":
                actors = [
                    actor
                    for actor in self.referents.located(other)
                    if actor.kind in ("State", "InternationalOrganization", "Person", "ArmedGroup")
                ]
                if actors:
                    return [_Filler(actor, is_exact=False) for actor in actors]
        return []

    def _places(self, head: "Token") -> Iterator[_Filler]:
        """The states that a place lies in ("in the capital Riyadh", "in San Jose, Costa Rica")."""
        for token in (head, *(c for c in head.children if c.dep_ in ("appos", "nmod", "flat", "compound", "nmod:unmarked"))):
            states = [actor for actor in self.referents.located(token) if actor.kind == "State"]
            if states:
                yield from (_Filler(state) for state in states)
                return

    def _inside(self, head: "Token") -> Iterator[_Filler]:
        """Actors inside a phrase whose head is none ("the capital of Iraq", "Iranian targets"), nearest level first."""
        level = [head]
        for _ in range(_INSIDE_DEPTH):
            level = [
                c
                for t in level
                for c in t.children
                if c.dep_ in ("amod", "compound", "nmod", "nmod:poss", "nmod:desc", "appos", "flat", "obl")
            ]
            actors = [actor for token in level for actor in self.referents.located(token)]
            if actors:
                yield from (_Filler(actor, is_exact=False) for actor in actors)
                return


def _parties(claim: Claim) -> frozenset[str]:
    organization = {claim.organization.iri} if claim.organization is not None else set()
    return frozenset({claim.subject.iri, claim.object.iri} | organization)


def _without_overridden(claims: list[Claim], frames: FrameIndex) -> list[Claim]:
    """Of two claims of one sentence about the same parties, the specific relation alone."""
    specific = [
        (frames.relations[claim.relation].overrides, _parties(claim)) for claim in claims if claim.relation in frames.relations
    ]
    return [
        claim
        for claim in claims
        if not any(claim.relation in overrides and _parties(claim) <= parties for overrides, parties in specific)
    ]


def _merged(claims: list[Claim]) -> tuple[Claim, ...]:
    """Each claim once, with all its evidence and the best confidence that any piece of it gave."""
    merged: dict[str, Claim] = {}
    for claim in claims:
        known = merged.get(claim.key)
        if known is None:
            merged[claim.key] = claim
        else:
            evidence = tuple(sorted({*known.evidence, *claim.evidence}))
            merged[claim.key] = replace(known, evidence=evidence, confidence=max(known.confidence, claim.confidence))
    return tuple(sorted(merged.values(), key=lambda claim: (claim.evidence[0].start, claim.key)))
