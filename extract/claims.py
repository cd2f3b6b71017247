"""From a parsed text to claims: every trigger's frames are tried, arguments resolved, stance and speaker read."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, NamedTuple

from diplograph.ontology import Actor, Claim, Document, Event, Evidence, Modality, Polarity

from .attribution import Attribution, find_attribution
from .boilerplate import is_boilerplate
from .confidence import load_confidence_model
from .dating import Chronology, tokens_of_event
from .events import EventRegistry
from .fillers import Filler, find_actors, find_events
from .frames import ANY, ANY_NAME, Frame
from .grounds import Grounds, find_grounds
from .linking import Linker
from .memberships import Bid, find_bids
from .merging import merge_claims
from .offices import find_holdings, find_standings
from .overrides import without_overridden
from .pipeline import Analysis
from .places import find_place, named_place
from .references import load_reference_words
from .referents import Referents
from .resources import Resources
from .roles import walk
from .stance import Stance, read_stance
from .trace import Trace

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from .mention import Mention

__all__ = ["ClaimFinder"]

_TITLE_CONFIDENCE = 0.9
_ONE_ACTOR = "one actor on both sides"
_OBJECTS = ("obj", "obl", "iobj", "advmod")
_MUTUAL = frozenset({("other", "each"), ("another", "one")})


class _Pair(NamedTuple):
    """Who does it to whom, over which organisation."""

    subject: Filler
    object: Filler
    organization: Actor | None = None

    @property
    def actor(self) -> Actor:
        assert isinstance(self.subject.value, Actor)
        return self.subject.value


class ClaimFinder:
    """Finds the claims of one document; ``trace`` hears how."""

    def __init__(self, document: Document, analysis: Analysis, resources: Resources, *, trace: Trace | None = None) -> None:
        self.document = document
        self.analysis = analysis
        self.resources = resources
        self.trace = trace if trace is not None else Trace()
        self.confidence = load_confidence_model()
        self.linker = Linker(resources.base, document)
        titled = analysis.title.mentions if analysis.title is not None else ()
        self.linker.register([*titled, *analysis.mentions.values()])
        self.referents = Referents(analysis, self.linker, resources.base, resources.lexicon, self._author())
        self.events = EventRegistry(document, analysis)
        self.chronology = Chronology(document, analysis, resources.frames)

    def _author(self) -> Actor | None:
        """The person whose statement the article is, as its title says: named there in full, and office and all."""
        title = self.analysis.title
        words = load_reference_words().statement_titles
        if title is None or words.isdisjoint(title.words):
            return None
        persons = [part for mention in title.mentions for part in mention.members if part.is_person]
        return self.linker.person(persons[0]) if persons else None

    def find(self) -> tuple[Claim, ...]:
        """All claims, each once with all its evidence, in the order of their first evidence."""
        claims = [claim for sentence in self.analysis.sentences for claim in self.of_sentence(sentence)]
        return merge_claims(claims, self.resources.schema)

    def of_sentence(self, sentence: "Span") -> list[Claim]:
        """The claims of one sentence; sentences are to be read in order, since what one names the next refers to."""
        skipped = is_boilerplate(self.analysis.text, *self.analysis.extent(self.analysis.place(sentence[0])))
        self.trace.read(sentence, is_boilerplate=skipped)
        if skipped:
            return []
        found = [*self._of_frames(sentence), *self._of_titles(sentence)]
        return without_overridden(found, self.resources.frames, self.trace)

    def _of_frames(self, sentence: "Span") -> Iterator[Claim]:
        words = self._words(sentence)
        for token in sentence:
            done: set[str] = set()
            for relation, frame in self.resources.frames.candidates(token):
                if any(words.isdisjoint(lemmas) for lemmas in frame.where.values()):
                    self.trace.wanted(token, relation, frame, words)
                    continue
                # Frames of a relation stand in the order in which they are to be believed.
                if relation in done:
                    self.trace.passed_over(token, relation, frame)
                    continue
                claims = self._of_frame(token, relation, frame)
                done.update([relation] if claims else [])
                yield from claims

    def _words(self, sentence: "Span") -> set[str]:
        """All words of a sentence by which ``where`` can be met: most frames fail on these before any syntax is looked at."""
        words = {ANY, ANY_NAME}
        for token in sentence:
            mention = self.referents.mention(token)
            words.update((token.lemma_.lower(), token.lower_) if mention is None else (_called(mention),))
        return words

    def _of_titles(self, sentence: "Span") -> Iterator[Claim]:
        """Offices and standings, which are said by mere juxtaposition."""
        for holding in find_holdings(sentence, self.referents, self.linker, self.resources.lexicon):
            if not holding.is_former:
                polarity = Polarity.NEGATED if holding.is_negated else Polarity.AFFIRMED
                claim = Claim(
                    document=self.document.id,
                    subject=holding.person,
                    relation="represents",
                    object=holding.body,
                    role=holding.role or None,
                    polarity=polarity,
                    frame="office",
                )
                yield self._of_title(claim, holding.token)
        for state, standing, body, token in find_standings(sentence, self.referents):
            relation = "memberOf" if standing == "member" else "seeksMembership"
            yield self._of_title(Claim(self.document.id, state, relation, body, frame="standing"), token)

    def _of_title(self, claim: Claim, token: "Token") -> Claim:
        """The claim with evidence and confidence."""
        hedges = int(claim.polarity is Polarity.NEGATED)
        grounds = Grounds(claim.relation, _TITLE_CONFIDENCE, words=len(self.analysis.sentence(token)), hedges=hedges)
        claim = replace(claim, confidence=self.confidence.of(grounds), evidence=(self._evidence(token, token),))
        self.trace.claimed([claim], [grounds])
        return claim

    def _of_frame(self, token: "Token", relation: str, frame: Frame) -> list[Claim]:
        self.trace.tried(token, relation, frame)
        noun = self._fitting_noun(token, frame)
        pairs = list(self._pairs(token, relation, frame)) if noun is not None else []
        if noun is None or not pairs:
            return []
        entry = self.resources.frames.relations[relation]
        stance = _stance_of(next(walk(token, frame.stance), token), frame, stative=entry.stative)
        if stance.polarity is Polarity.NEGATED and entry.negated_as is not None:
            relation, stance.polarity = entry.negated_as, Polarity.AFFIRMED
        attribution = find_attribution(token, self.referents)
        evidence = self._evidence(token, noun)
        last = pairs[0].object.value
        if self.resources.schema.relations[relation].symmetric and isinstance(last, Actor):
            self.referents.coreference.last_pair = (pairs[0].actor, last)
        sentence = self.analysis.sentence(token)
        grounds = [
            find_grounds(
                token,
                relation,
                frame,
                (pair.subject, pair.object),
                stance,
                certainty=self._certainty(pair),
                words=len(sentence),
                referents=self.referents,
            )
            for pair in pairs
        ]
        events = {_event(pair) for pair in pairs}
        when_and_where = {event: self._when_and_where(token, noun, relation, event, stance) for event in events}
        claims = [
            Claim(
                document=self.document.id,
                subject=pair.actor,
                relation=relation,
                object=pair.object.value,
                organization=pair.organization,
                polarity=stance.polarity,
                modality=stance.modality,
                speaker=_speaker(attribution, stance, pair),
                outlet=attribution.outlet,
                **when_and_where[_event(pair)],
                confidence=self.confidence.of(ground),
                frame=frame.name,
                evidence=(evidence,),
            )
            for pair, ground in zip(pairs, grounds, strict=True)
        ]
        self.trace.claimed(claims, grounds, stance, attribution)
        return claims

    def _when_and_where(
        self, token: "Token", noun: "Token", relation: str, event: Event | None, stance: Stance
    ) -> dict[str, Any]:
        """The fields of a claim for the time and the place of what it tells of; ``event`` where it is about one."""
        events = self.events.tokens(event, token) if event is not None else []
        tokens = tokens_of_event(token, noun, events)
        date = self.chronology.date(tokens, stance.modality)
        place = find_place(tokens, relation, self.referents)
        if place is None and event is not None and event.place is not None:
            place = named_place(event.place, self.resources.base)
        return {"date": date} if place is None else {"date": date, "place": place.name, "country": place.country}

    def _fitting_noun(self, token: "Token", frame: Frame) -> "Token | None":
        """The last word that fits ``where``, the token itself where nothing is asked; None where the frame does not fit."""
        noun: Token | None = token
        for path, lemmas in frame.where.items():
            noun = self._word_at(token, path, lemmas)
            if noun is None:
                self.trace.lacked(path)
                return None
        # What must be there is seldom there; what must not, seldomer.
        for path, lemmas in frame.unless.items():
            if self._word_at(token, path, lemmas) is not None:
                self.trace.barred(path)
                return None
        return noun

    def _word_at(self, token: "Token", path: str, lemmas: list[str]) -> "Token | None":
        return next((word for word in walk(token, path) if self._is_listed(word, lemmas)), None)

    def _is_listed(self, word: "Token", lemmas: list[str]) -> bool:
        """True for a word of a list; a mention is what it is called last ("the Niger ambassador Ali Diop": ambassador)."""
        if ANY in lemmas or (ANY_NAME in lemmas and word.pos_ == "PROPN"):
            return True
        mention = self.referents.mention(word)
        if mention is None:
            return word.lemma_.lower() in lemmas or word.lower_ in lemmas
        return _called(mention) in lemmas

    def _certainty(self, pair: _Pair) -> float:
        """How sure it is that the text means these two actors."""
        actors = (filler.value for filler in (pair.subject, pair.object))
        return math.prod(self.linker.certainty(actor) for actor in actors if isinstance(actor, Actor))

    def _evidence(self, first: "Token", last: "Token") -> Evidence:
        """The sentence, without white space round it, and the words from one token to the other."""
        first, last = sorted((first, last), key=lambda token: token.i)
        begin, stop = self.analysis.extent(self.analysis.place(first))
        return Evidence(begin, stop, self.analysis.text[begin:stop], self.analysis.span(first, last))

    def _pairs(self, token: "Token", relation: str, frame: Frame) -> Iterator[_Pair]:
        schema = self.resources.schema.relations[relation]
        subjects = find_actors(token, frame.subject, self.referents)
        if schema.range == "MembershipBid":
            return self._membership_pairs(token, frame, subjects)
        if frame.bid:
            return self._seeking_pairs(token, frame, subjects)
        if schema.range == "Event":
            objects = find_events(token, frame.object, self.events, self.referents, bodies=relation == "excludedFrom")
        else:
            acting = {subject.value.iri for subject in subjects}
            same: list[Filler] = []
            objects = find_actors(token, frame.object, self.referents, unlike=acting, passed_over=same)
            for filler in same if not objects else ():
                self.trace.refused(subjects[0], filler, _ONE_ACTOR)
        if schema.range == "Organization":
            objects = [o for o in objects if _is_international(o.value) and o.is_named]
        across = schema.symmetric or self.resources.frames.relations[relation].across_sides
        if not objects and not schema.symmetric and (frame.reciprocal or _is_mutual(token)):
            objects = subjects
        self.trace.filled("subject", subjects)
        self.trace.filled("object", objects)
        return self._plain_pairs(subjects, objects, across_sides=across, mutual=schema.symmetric and frame.mutual)

    def _plain_pairs(
        self, subjects: list[Filler], objects: list[Filler], *, across_sides: bool, mutual: bool
    ) -> Iterator[_Pair]:
        # "A and B met": where nobody else is named, they deal with each other.
        pairs: Iterable[tuple[Filler, Filler]] = (
            product(subjects, objects) if objects or not mutual else combinations(subjects, 2)
        )
        parted = across_sides and len({filler.token for filler in (*subjects, *objects)}) > 1
        for subject, object_ in pairs:
            one, other = subject.value, object_.value
            if not isinstance(one, Actor) or one.iri == other.iri:
                self.trace.refused(subject, object_, _ONE_ACTOR)
            elif across_sides and self._are_one_side(one, other):
                self.trace.refused(subject, object_, "a person and the state that he or she represents are one side")
            elif parted and subject.token == object_.token:
                # "Talks between the EU and the ministers of Iran and Oman" are none of Iran with Oman.
                self.trace.refused(subject, object_, "one phrase names both, and another party stands beside it")
            else:
                yield _Pair(subject, object_)

    def _are_one_side(self, one: Actor, other: Actor | Event) -> bool:
        """True for a person and the state he or she represents: they do not deal with each other, but for an opposition."""
        pairs = ((one, other), (other, one))
        return any(
            isinstance(a, Actor)
            and a.kind == "Person"
            and self.linker.represented(a) == b
            and "opposition" not in (self.linker.role(a) or "").lower()
            for a, b in pairs
        )

    def _bids(self, token: "Token", frame: Frame) -> list[tuple[Bid, str]]:
        """The prospects that the first path gives that gives any, with that path."""
        for path in frame.bid:
            bids = [(bid, path) for found in walk(token, path) for bid in find_bids(found, self.referents)]
            if bids:
                self.trace.filled("bid", [Filler(bid.organization, slot=path, token=bid.token) for bid, _ in bids])
                known = [Filler(b.candidate, slot=path, token=b.token) for b, _ in bids if b.candidate is not None]
                self.trace.filled("candidate", known)
                return bids
        self.trace.filled("bid", [])
        return []

    def _membership_pairs(self, token: "Token", frame: Frame, subjects: list[Filler]) -> Iterator[_Pair]:
        self.trace.filled("subject", subjects)
        for bid, path in self._bids(token, frame):
            for subject in subjects:
                if isinstance(subject.value, Actor):
                    candidate = bid.candidate or self._own_state(subject.value)
                    if candidate is None:
                        self.trace.refused(subject, Filler(bid.organization), "nobody is named who would join")
                        continue
                    member = Filler(candidate, slot=path, token=bid.token)
                    if subject.value == candidate:
                        self.trace.refused(subject, member, _ONE_ACTOR)
                    else:
                        yield _Pair(subject, member, bid.organization)

    def _own_state(self, actor: Actor) -> Actor | None:
        """The state of a group or person, whose own membership is meant where no candidate is named."""
        return self.resources.base.state(actor.code) if actor.kind in ("GroupActor", "Person") else None

    def _seeking_pairs(self, token: "Token", frame: Frame, subjects: list[Filler]) -> Iterator[_Pair]:
        self.trace.filled("subject", subjects)
        for bid, path in self._bids(token, frame):
            body = Filler(bid.organization, slot=path, token=bid.token)
            named = [Filler(bid.candidate, slot=path, token=bid.token)] if bid.candidate is not None else subjects
            for candidate in named or [Filler(state, is_exact=False) for state in self._only_state(token)]:
                if candidate.value == bid.organization:
                    self.trace.refused(candidate, body, _ONE_ACTOR)
                elif isinstance(candidate.value, Actor):
                    yield _Pair(candidate, body)

    def _only_state(self, token: "Token") -> list[Actor]:
        """The state that a sentence speaks of, where it names just one."""
        mentions = (self.referents.mention(other) for other in self.analysis.sentence(token))
        names = (part.name for mention in mentions if mention is not None for part in mention.members)
        states = dict.fromkeys(name.actor for name in names if name is not None and name.actor.kind == "State")
        return list(states) if len(states) == 1 else []


def _is_international(value: Actor | Event) -> bool:
    return value.kind == "InternationalOrganization"


def _called(mention: "Mention") -> str:
    """The last word of what a mention is called: its office where it is a person with one."""
    called = mention.title.role if mention.is_person and mention.title is not None else mention.text
    return called.lower().rpartition(" ")[2]


def _speaker(attribution: Attribution, stance: Stance, pair: _Pair) -> Actor | None:
    if attribution.of_thing and attribution.speaker == pair.actor:
        return None
    if stance.modality in (Modality.ALLEGED, Modality.DEMANDED) and attribution.charged_by is not None:
        return attribution.charged_by
    return attribution.speaker


def _is_mutual(token: "Token") -> bool:
    """True where each does it to the other ("expelled each other's envoys", "accused one another")."""
    words = [word for child in token.children if child.dep_ in _OBJECTS for word in child.subtree]
    return any((word.lower_, word.nbor(-1).lower_) in _MUTUAL for word in words if word.i)


def _stance_of(token: "Token", frame: Frame, *, stative: bool) -> Stance:
    stance = read_stance(token, stative=stative)
    if frame.polarity is Polarity.NEGATED:
        stance.flip("frame")
    # "was invited" leaves open whether one came; "was not invited" does not.
    if frame.modality is not None and stance.polarity is Polarity.AFFIRMED:
        stance.set(frame.modality, "frame")
    return stance


def _event(pair: _Pair) -> Event | None:
    return pair.object.value if isinstance(pair.object.value, Event) else None
