"""Claim finder: every trigger's frames are tried, arguments resolved, stance and speaker read."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from diplograph.ontology import Actor, Claim, Document, Event, Evidence, Modality, Polarity

from ..actors import Discourse, Linker, Referents, find_author, find_issuer
from ..circumstances import (
    STOPPED,
    Attribution,
    Chronology,
    Stance,
    find_attribution,
    find_place,
    is_negated,
    named_place,
    read_manner,
    read_stance,
    tokens_of_event,
)
from ..frames import ANY, ANY_NAME, EventRegistry, Frame, either
from ..names import TitleWords
from ..syntax import Analysis, preposition, walk
from ..text import is_boilerplate
from ..words import load_words
from .confidence import load_confidence_model
from .grounds import Grounds, find_grounds, is_stranger
from .merging import merge_claims
from .offices import find_holdings, find_standings
from .overrides import without_overridden
from .pairs import Pair, PairFinder
from .resources import Resources
from .trace import Trace

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from ..names import Mention

__all__ = ["ClaimFinder"]

_TITLE_CONFIDENCE = 0.9
# How sure it is that what could be a name is one, in a text without capitals: no claim of it is as sure as 0.8.
_GUESSED_NAMES = 0.8
# The slot of those whose saying is the act ("there is no place for Chad in NATO, Mali said").
_TELLER = "teller"


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
        self.discourse = Discourse()
        self.referents = self.fresh_referents()
        self.events = EventRegistry(document, analysis)
        self.pairs = PairFinder(self.referents, self.linker, self.events, resources, self.trace)
        self.chronology = Chronology(document, analysis, resources.frames)
        self._of_names = _GUESSED_NAMES if analysis.lacks_capitals else 1.0

    def fresh_referents(self) -> Referents:
        """What the words of the document stand for, nothing of it asked yet, in the light of what has been read so far."""
        resources = self.resources
        return Referents(
            self.analysis,
            self.linker,
            resources.base,
            resources.lexicon,
            self.discourse,
            author=find_author(self.analysis, self.linker),
            issuer=find_issuer(self.document, resources.base, resources.lexicon),
        )

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
                    relation=self.resources.schema.representation.name,
                    object=holding.body,
                    role=holding.role or None,
                    polarity=polarity,
                    frame="office",
                )
                yield self._of_title(claim, holding.token)
        for state, standing, body, token in find_standings(sentence, self.referents):
            relation = load_words(TitleWords).standings[standing]
            yield self._of_title(Claim(self.document.id, state, relation, body, frame="standing"), token)

    def _of_title(self, claim: Claim, token: "Token") -> Claim:
        """The claim with evidence and confidence."""
        hedges = int(claim.polarity is Polarity.NEGATED)
        words, strangers = len(self.analysis.sentence(token)), is_stranger(claim.subject) + is_stranger(claim.object)
        grounds = Grounds(
            claim.relation, _TITLE_CONFIDENCE, certainty=self._of_names, words=words, hedges=hedges, strangers=strangers
        )
        claim = replace(claim, confidence=self.confidence.of(grounds), evidence=(self._evidence(token, token),))
        self.trace.claimed([claim], [grounds])
        return claim

    def _of_frame(self, token: "Token", relation: str, frame: Frame) -> list[Claim]:
        self.trace.tried(token, relation, frame)
        noun = self._fitting_noun(token, frame)
        pairs = list(self.pairs.find(token, relation, frame)) if noun is not None else []
        if noun is None or not pairs:
            return []
        entry = self.resources.frames.relations[relation]
        stance = _stance_of(next(walk(token, frame.stance), token), frame, stative=entry.stative)
        if stance.polarity is Polarity.NEGATED:
            # Not every state but Chad agreed: Chad may have.
            pairs = [pair for pair in pairs if not pair.is_of_all]
            if not pairs:
                return []
        if stance.polarity is Polarity.NEGATED and entry.negated_as is not None:
            relation, stance.polarity = entry.negated_as, Polarity.AFFIRMED
        elif entry.negated_as is not None:
            pairs = [pair for pair in pairs if self._may_be_object(relation, pair)]
            if not pairs:
                return []
        manner = read_manner(self.resources.schema.relations[relation], frame.manner, stance)
        attribution = find_attribution(token, self.referents)
        evidence = self._evidence(token, noun)
        last = pairs[0].object.value
        if self.resources.schema.relations[relation].symmetric and isinstance(last, Actor):
            self.discourse.parties = (pairs[0].actor, last)
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
                polarity=stance.polarity.opposite if pair.is_excepted else stance.polarity,
                modality=stance.modality,
                manner=manner,
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

    def _may_be_object(self, relation: str, pair: Pair) -> bool:
        """False for a body where only the denial of the relation may have one ("was not invited to the Council")."""
        schema, kind = self.resources.schema, pair.object.value.kind
        fits = any(schema.is_a(kind, range_) for range_ in schema.relations[relation].ranges)
        if not fits:
            self.trace.refused(pair.subject, pair.object, f"a body is no object of {relation}")
        return fits

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

    def _word_at(self, token: "Token", condition: str, lemmas: list[str]) -> "Token | None":
        words = (word for path in either(condition) for word in walk(token, path))
        return next((word for word in words if self._is_listed(word, lemmas)), None)

    def _is_listed(self, word: "Token", lemmas: list[str]) -> bool:
        """True for a word of a list; a mention is what it is called last ("the Niger ambassador Ali Diop": ambassador)."""
        if ANY in lemmas or (ANY_NAME in lemmas and word.pos_ == "PROPN"):
            return True
        mention = self.referents.mention(word)
        if mention is None:
            return word.lemma_.lower() in lemmas or word.lower_ in lemmas
        return _called(mention) in lemmas

    def _certainty(self, pair: Pair) -> float:
        """How sure it is that the text means these two actors."""
        actors = (filler.value for filler in (pair.subject, pair.object))
        return self._of_names * math.prod(self.linker.certainty(actor) for actor in actors if isinstance(actor, Actor))

    def _evidence(self, first: "Token", last: "Token") -> Evidence:
        """The sentence, without white space round it, and the words from one token to the other."""
        first, last = sorted((first, last), key=lambda token: token.i)
        begin, stop = self.analysis.extent(self.analysis.place(first))
        return Evidence(begin, stop, self.analysis.text[begin:stop], self.analysis.span(first, last))


def _called(mention: "Mention") -> str:
    """The last word of what a mention is called: its office where it is a person with one."""
    called = mention.title.role if mention.is_person and mention.title is not None else mention.text
    return called.lower().rpartition(" ")[2]


def _speaker(attribution: Attribution, stance: Stance, pair: Pair) -> Actor | None:
    if attribution.speaker == pair.actor and (attribution.of_thing or pair.subject.slot.endswith(_TELLER)):
        # Of oneself that is no report.
        return None
    if stance.modality in (Modality.ALLEGED, Modality.DEMANDED) and attribution.charged_by is not None:
        return attribution.charged_by
    return attribution.speaker


def _stance_of(token: "Token", frame: Frame, *, stative: bool) -> Stance:
    # To end an attitude is an act, which may be yet to come ("will lift its veto").
    ends = frame.polarity is Polarity.NEGATED and token.pos_ == "VERB"
    stance = read_stance(token, stative=stative and not ends)
    stopped = any(reason.rule == STOPPED for reason in stance.reasons)
    # "Nobody was at the talks in Oslo" denies that of somebody, and not the talks.
    is_where = any(child.dep_ == "cop" for child in token.children) and preposition(token) != ""
    is_denied = is_negated(token) and not is_where
    if frame.own_polarity and stance.polarity is Polarity.NEGATED and not stopped and not is_denied:
        stance.flip("frame")
    if frame.polarity is Polarity.NEGATED:
        stance.flip("frame")
    # "was invited" leaves open whether one came; "was not invited" does not.
    if frame.modality is not None and stance.polarity is Polarity.AFFIRMED:
        stance.set(frame.modality, "frame")
    return stance


def _event(pair: Pair) -> Event | None:
    return pair.object.value if isinstance(pair.object.value, Event) else None
