"""From a parsed text to claims: every trigger's frames are tried, arguments resolved, stance and speaker read."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, NamedTuple

from diplograph.ontology import Actor, Claim, Document, Event, Evidence, Modality, Polarity

from .attribution import Attribution, find_attribution
from .boilerplate import is_boilerplate
from .dating import Chronology, tokens_of_event
from .events import EventRegistry
from .fillers import Filler, find_actors, find_events
from .frames import ANY, ANY_NAME, Frame, FrameIndex
from .linking import Linker
from .memberships import Bid, find_bids
from .merging import merge_claims
from .offices import find_holdings, find_standings
from .pipeline import Analysis
from .places import find_place, named_place
from .references import load_reference_words
from .referents import Referents
from .resources import Resources
from .roles import walk
from .stance import Stance, read_stance

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from .mention import Mention

__all__ = ["ClaimFinder"]

# A phrase that holds an actor somewhere inside is weaker proof than the actor itself.
_INSIDE_FACTOR = 0.75
_TITLE_CONFIDENCE = 0.9
_MUTUAL = frozenset({("other", "each"), ("another", "one")})


class _Pair(NamedTuple):
    """Who does it to whom, over which organisation, and a factor of confidence."""

    subject: Actor
    object: Actor | Event
    organization: Actor | None = None
    factor: float = 1.0


class ClaimFinder:
    """Finds the claims of one document."""

    def __init__(self, document: Document, analysis: Analysis, resources: Resources) -> None:
        self.document = document
        self.analysis = analysis
        self.resources = resources
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
        if is_boilerplate(self.analysis.text, *self.analysis.extent(self.analysis.place(sentence[0]))):
            return []
        return _without_overridden([*self._of_frames(sentence), *self._of_titles(sentence)], self.resources.frames)

    def _of_frames(self, sentence: "Span") -> Iterator[Claim]:
        words = self._words(sentence)
        for token in sentence:
            done: set[str] = set()
            for relation, frame in self.resources.frames.candidates(token):
                if any(words.isdisjoint(lemmas) for lemmas in frame.where.values()):
                    continue
                # Frames of a relation stand in the order in which they are to be believed.
                claims = [] if relation in done else self._of_frame(token, relation, frame)
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
                claim = self._of_title(holding.token, "office", "represents", _Pair(holding.person, holding.body))
                polarity = Polarity.NEGATED if holding.is_negated else Polarity.AFFIRMED
                yield replace(claim, role=holding.role or None, polarity=polarity)
        for state, standing, body, token in find_standings(sentence, self.referents):
            relation = "memberOf" if standing == "member" else "seeksMembership"
            yield self._of_title(token, "standing", relation, _Pair(state, body))

    def _of_title(self, token: "Token", frame: str, relation: str, pair: _Pair) -> Claim:
        return Claim(
            document=self.document.id,
            subject=pair.subject,
            relation=relation,
            object=pair.object,
            confidence=_TITLE_CONFIDENCE,
            frame=frame,
            evidence=(self._evidence(token, token),),
        )

    def _of_frame(self, token: "Token", relation: str, frame: Frame) -> list[Claim]:
        noun = self._trigger_noun(token, frame.where)
        # What must be there is seldom there; what must not, seldomer.
        if noun is None or any(self._trigger_noun(token, {path: words}) is not None for path, words in frame.unless.items()):
            return []
        pairs = list(self._pairs(token, relation, frame))
        if not pairs:
            return []
        entry = self.resources.frames.relations[relation]
        stance = _stance_of(next(walk(token, frame.stance), token), frame, stative=entry.stative)
        if stance.polarity is Polarity.NEGATED and entry.negated_as is not None:
            relation, stance.polarity = entry.negated_as, Polarity.AFFIRMED
        attribution = find_attribution(token, self.referents)
        evidence = self._evidence(token, noun)
        if self.resources.schema.relations[relation].symmetric and isinstance(pairs[0].object, Actor):
            self.referents.coreference.last_pair = (pairs[0].subject, pairs[0].object)
        events = {_event(pair) for pair in pairs}
        when_and_where = {event: self._when_and_where(token, noun, relation, event, stance) for event in events}
        return [
            Claim(
                document=self.document.id,
                subject=pair.subject,
                relation=relation,
                object=pair.object,
                organization=pair.organization,
                polarity=stance.polarity,
                modality=stance.modality,
                speaker=_speaker(attribution, stance, pair),
                outlet=attribution.outlet,
                **when_and_where[_event(pair)],
                confidence=frame.confidence * pair.factor * self._certainty(pair),
                frame=frame.name,
                evidence=(evidence,),
            )
            for pair in pairs
        ]

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

    def _trigger_noun(self, token: "Token", where: Mapping[str, list[str]]) -> "Token | None":
        """The last word that fits ``where``, the token itself where nothing is asked; None where a slot lacks its lemma."""
        found: Token | None = token
        for path, lemmas in where.items():
            found = next((word for word in walk(token, path) if self._is_listed(word, lemmas)), None)
            if found is None:
                return None
        return found

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
        actors = (actor for actor in (pair.subject, pair.object) if isinstance(actor, Actor))
        return math.prod(self.linker.certainty(actor) for actor in actors)

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
            objects = find_actors(token, frame.object, self.referents, unlike=acting)
        if schema.range == "Organization":
            objects = [o for o in objects if _is_international(o.value) and o.is_named]
        across = schema.symmetric or self.resources.frames.relations[relation].across_sides
        if not objects and not schema.symmetric and (frame.reciprocal or _is_mutual(token)):
            objects = subjects
        return self._plain_pairs(subjects, objects, across_sides=across, mutual=schema.symmetric and frame.mutual)

    def _plain_pairs(
        self, subjects: list[Filler], objects: list[Filler], *, across_sides: bool, mutual: bool
    ) -> Iterator[_Pair]:
        # "A and B met": where nobody else is named, they deal with each other.
        pairs: Iterable[tuple[Filler, Filler]] = (
            product(subjects, objects) if objects or not mutual else combinations(subjects, 2)
        )
        parted = across_sides and len({filler.head for filler in (*subjects, *objects)}) > 1
        for subject, object_ in pairs:
            one, other = subject.value, object_.value
            if not isinstance(one, Actor) or one.iri == other.iri or (across_sides and self._are_one_side(one, other)):
                continue
            # "Talks between the EU and the ministers of Iran and Oman" are none of Iran with Oman.
            if parted and subject.head == object_.head:
                continue
            factor = (1.0 if subject.is_exact else _INSIDE_FACTOR) * (1.0 if object_.is_exact else _INSIDE_FACTOR)
            yield _Pair(one, other, factor=factor)

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

    def _bids(self, token: "Token", frame: Frame) -> list[Bid]:
        for path in frame.bid:
            bids = [bid for found in walk(token, path) for bid in find_bids(found, self.referents)]
            if bids:
                return bids
        return []

    def _membership_pairs(self, token: "Token", frame: Frame, subjects: list[Filler]) -> Iterator[_Pair]:
        for bid in self._bids(token, frame):
            for subject in subjects:
                if isinstance(subject.value, Actor):
                    candidate = bid.candidate or self._own_state(subject.value)
                    if candidate is not None and subject.value != candidate:
                        yield _Pair(subject.value, candidate, bid.organization)

    def _own_state(self, actor: Actor) -> Actor | None:
        """The state of a group or person, whose own membership is meant where no candidate is named."""
        return self.resources.base.state(actor.code) if actor.kind in ("GroupActor", "Person") else None

    def _seeking_pairs(self, token: "Token", frame: Frame, subjects: list[Filler]) -> Iterator[_Pair]:
        for bid in self._bids(token, frame):
            named = [bid.candidate] if bid.candidate is not None else [s.value for s in subjects if isinstance(s.value, Actor)]
            factor = 1.0 if named else _INSIDE_FACTOR
            for candidate in named or self._only_state(token):
                if candidate != bid.organization:
                    yield _Pair(candidate, bid.organization, factor=factor)

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
    if attribution.of_thing and attribution.speaker == pair.subject:
        return None
    if stance.modality in (Modality.ALLEGED, Modality.DEMANDED) and attribution.charged_by is not None:
        return attribution.charged_by
    return attribution.speaker


def _is_mutual(token: "Token") -> bool:
    """True where each does it to the other ("expelled each other's envoys", "accused one another")."""
    words = [word for child in token.children if child.dep_ in ("obj", "obl", "iobj") for word in child.subtree]
    return any((word.lower_, word.nbor(-1).lower_) in _MUTUAL for word in words if word.i)


def _stance_of(token: "Token", frame: Frame, *, stative: bool) -> Stance:
    stance = read_stance(token, stative=stative)
    if frame.polarity is Polarity.NEGATED:
        stance.flip()
    # "was invited" leaves open whether one came; "was not invited" does not.
    if frame.modality is not None and stance.polarity is Polarity.AFFIRMED:
        stance.set(frame.modality)
    return stance


def _event(pair: _Pair) -> Event | None:
    return pair.object if isinstance(pair.object, Event) else None


def _parties(claim: Claim) -> frozenset[str]:
    actors = (claim.subject, claim.object, claim.organization)
    return frozenset(actor.iri for actor in actors if actor is not None)


def _without_overridden(claims: list[Claim], frames: FrameIndex) -> list[Claim]:
    """Of two claims of one sentence about the same parties, or by one actor in the same words, the specific relation alone."""
    framed = (claim for claim in claims if claim.relation in frames.relations)
    specific = [(frames.relations[claim.relation].overrides, _parties(claim), _reading(claim)) for claim in framed]
    return [
        claim
        for claim in claims
        if not any(
            claim.relation in overrides
            and (_parties(claim) <= parties or (claim.organization is None and _reading(claim) == read))
            for overrides, parties, read in specific
        )
    ]


def _reading(claim: Claim) -> tuple[str, str]:
    return claim.subject.iri, claim.evidence[0].trigger
