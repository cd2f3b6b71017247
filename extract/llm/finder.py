"""Claims of a language model: what it states is held against the text, and what the text does not have is dropped."""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from diplograph.ontology import Actor, Claim, Document, Event, Evidence, InputError, Modality, Polarity, Relation
from diplograph.ontology.actors import NameKind

from ..circumstances import find_attribution, find_place, read_stance, tokens_of_event
from ..claims import ClaimFinder, MentionLinker, Resources, Trace, merge_claims
from ..frames import EventRegistry
from ..learned import Candidate, CandidateFinder, Sentence, between_named, can_hold_claim
from ..syntax import Analysis
from ..text import is_boilerplate
from .client import PassageTooLongError
from .limits import load_limits
from .quoting import find_quote, find_words
from .statements import Statement
from .usage import Drop, LlmUsage

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["LlmClaimFinder"]

_POLARITIES, _MODALITIES = frozenset(map(str, Polarity)), frozenset(map(str, Modality))


class _Party(NamedTuple):
    """Whom words of a text stand for, and where."""

    value: Actor | Event
    start: int
    certainty: float


class _DroppedError(Exception):
    """A statement that becomes no claim, and why."""

    def __init__(self, reason: Drop) -> None:
        super().__init__(reason)
        self.reason = reason


class LlmClaimFinder:
    """Finds the claims of one document; ``ask`` gives what a model states of a passage, ``usage`` counts what is dropped.

    A claim has a relation of the ontology, parties that the text names and our linking knows, and a quote of the text: nothing
    else of an answer gets into it.
    """

    def __init__(
        self,
        document: Document,
        analysis: Analysis,
        resources: Resources,
        *,
        ask: Callable[[str], Sequence[Statement]],
        usage: LlmUsage,
        trace: Trace | None = None,
    ) -> None:
        self.document = document
        self.analysis = analysis
        self.resources = resources
        self.schema = resources.schema
        self.ask = ask
        self.usage = usage
        self.limits = load_limits()
        self.finder = ClaimFinder(document, analysis, resources, trace=trace)
        self.events = EventRegistry(document, analysis)
        self.candidates = CandidateFinder(analysis, MentionLinker(self.finder), self.events)
        self.sentences = self._read_sentences()

    def find(self) -> tuple[Claim, ...]:
        """All claims, each once with all its evidence, in the order of the text.

        Raises what ``ask`` raises, but that a passage that is too long for the model is halved first.
        """
        claims = []
        for passage in self._passages():
            for statement in self._statements(passage):
                try:
                    claims.append(self._claim(statement, passage))
                except _DroppedError as dropped:
                    self.usage.dropped[dropped.reason] += 1
        return merge_claims(claims, self.schema)

    def _read_sentences(self) -> list[Sentence]:
        """The sentences of the article without those of the page around it, each with its parties."""
        sentences = []
        for place, sentence in enumerate(self.analysis.sentences):
            start, end = self.analysis.extent(place)
            if start < end and not is_boilerplate(self.analysis.text, start, end):
                sentences.append(Sentence(start, end, len(sentence), tuple(self.candidates.of_sentence(sentence))))
            # What one sentence claims, pronouns of the next refer to.
            self.finder.of_sentence(sentence)
        return sentences

    def _passages(self) -> Iterator[Sequence[Sentence]]:
        """Whole sentences, as many as are asked about at once, where two parties are named at all."""
        passage: list[Sentence] = []
        for sentence in self.sentences:
            if passage and sentence.end - passage[0].start > self.limits.passage_characters:
                yield from _promising(passage)
                passage = []
            passage.append(sentence)
        yield from _promising(passage)

    def _statements(self, passage: Sequence[Sentence]) -> Sequence[Statement]:
        start, end = passage[0].start, passage[-1].end
        try:
            return self.ask(self.analysis.text[start:end])
        except PassageTooLongError:
            if len(passage) == 1:
                raise InputError(
                    f"{self.document.id}: {self.usage.model} cannot hold the sentence at character {start:,} and its answer; "
                    "let its server give it a longer context"
                ) from None
        half = len(passage) // 2
        return [statement for part in (passage[:half], passage[half:]) for statement in self._statements(part)]

    def _claim(self, statement: Statement, passage: Sequence[Sentence]) -> Claim:
        relation = self.schema.relations.get(statement.relation)
        if relation is None:
            raise _DroppedError(Drop.RELATION)
        if statement.polarity not in _POLARITIES or statement.modality not in _MODALITIES:
            raise _DroppedError(Drop.FORM)
        quoted = self._quoted(statement, passage)
        start, end = quoted[0].start, quoted[-1].end
        trigger = self._trigger(statement, start, end)
        subject, object_, organization = self._parties(statement, relation, start, end)
        self._prove([subject.value, object_.value], quoted)
        word = self._word(*trigger)
        polarity, modality = Polarity(statement.polarity), Modality(statement.modality)
        # No model may turn into a fact what the words round its trigger deny.
        if polarity is Polarity.AFFIRMED and read_stance(word, stative=False).polarity is Polarity.NEGATED:
            raise _DroppedError(Drop.DENIED)
        assert isinstance(subject.value, Actor)
        attribution = find_attribution(word, self.finder.referents)
        speaker = self._party(statement.speaker, start, end) if statement.speaker is not None else None
        told_by = speaker.value if speaker is not None and isinstance(speaker.value, Actor) else attribution.speaker
        tokens = tokens_of_event(word, word, [])
        place = find_place(tokens, relation.name, self.finder.referents)
        return Claim(
            document=self.document.id,
            subject=subject.value,
            relation=relation.name,
            object=object_.value,
            organization=organization,
            polarity=polarity,
            modality=modality,
            speaker=told_by if statement.speaker is not None else None,
            outlet=attribution.outlet,
            role=self._role(statement, relation, start, end),
            manner=next((m.label for m in relation.manners if m.label == statement.manner), None),
            date=self.finder.chronology.date(tokens, modality),
            place=place.name if place is not None else None,
            country=place.country if place is not None else None,
            confidence=self.limits.confidence * math.prod((subject.certainty, object_.certainty)),
            frame=f"llm {self.usage.model}",
            evidence=(self._evidence(start, end, trigger),),
        )

    def _quoted(self, statement: Statement, passage: Sequence[Sentence]) -> list[Sentence]:
        """The sentences that a quote stands in."""
        found = find_quote(self.analysis.text, statement.quote, passage[0].start, passage[-1].end)
        if found is None:
            raise _DroppedError(Drop.QUOTE)
        quoted = [sentence for sentence in passage if sentence.start < found[1] and found[0] < sentence.end]
        if not quoted:
            raise _DroppedError(Drop.QUOTE)
        if len(quoted) > self.limits.quote_sentences:
            raise _DroppedError(Drop.LENGTH)
        return quoted

    def _trigger(self, statement: Statement, start: int, end: int) -> tuple[int, int]:
        found = next(find_words(self.analysis.text, statement.trigger, start, end), None)
        if found is None:
            raise _DroppedError(Drop.TRIGGER)
        return found

    def _evidence(self, start: int, end: int, trigger: tuple[int, int]) -> Evidence:
        text = self.analysis.text
        return Evidence(start, end, text[start:end], " ".join(text[slice(*trigger)].split()))

    def _parties(self, statement: Statement, relation: Relation, start: int, end: int) -> tuple[_Party, _Party, Actor | None]:
        """Subject, object and organization, as the relation can have them."""
        subject = self._party(statement.subject, start, end)
        if subject is None:
            raise _DroppedError(Drop.PARTY)
        if not isinstance(subject.value, Actor) or subject.value.kind == "Territory":
            raise _DroppedError(Drop.RANGE)
        object_ = self._party(statement.object, start, end, unlike=subject.value)
        if object_ is None:
            raise _DroppedError(Drop.PARTY)
        if not relation.is_over_bid:
            if object_.value == subject.value or not self._is_in_range(object_.value, relation):
                raise _DroppedError(Drop.RANGE)
            return subject, object_, None
        body = self._party(statement.organization, start, end) if statement.organization is not None else None
        if body is None:
            raise _DroppedError(Drop.PARTY)
        organization = body.value
        is_body = isinstance(organization, Actor) and self.schema.is_a(organization.kind, "Organization")
        if not is_body or not isinstance(object_.value, Actor) or object_.value in (subject.value, organization):
            raise _DroppedError(Drop.RANGE)
        assert isinstance(organization, Actor)
        return subject, object_, organization

    def _is_in_range(self, value: Actor | Event, relation: Relation) -> bool:
        # A territory acts nowhere: it is an object where the relation says so, and a place elsewhere.
        if value.kind == "Territory":
            return "Territory" in relation.ranges
        return any(self.schema.is_a(value.kind, range_) for range_ in relation.ranges)

    def _prove(self, parties: Sequence[Actor | Event], quoted: Sequence[Sentence]) -> None:
        """A quote that speaks of neither party proves nothing, wherever else the text names them."""
        spoken_of = {self.candidates.value(candidate) for sentence in quoted for candidate in sentence.candidates}
        spoken_of |= {actor for sentence in quoted for actor in self._named_between(sentence.start, sentence.end)}
        if spoken_of.isdisjoint(parties):
            raise _DroppedError(Drop.PROOF)

    def _named_between(self, start: int, end: int) -> Iterator[Actor]:
        """Whom the actor base knows by the mentions of a stretch of text."""
        for i, mention in self.analysis.mentions.items():
            begin, stop = self.analysis.offsets[i]
            if start <= begin and stop <= end:
                yield from (part.name.actor for part in mention.members if part.name is not None)

    def _party(self, words: str, start: int, end: int, *, unlike: Actor | None = None) -> _Party | None:
        """Whom words of the text stand for: in the quote, else where the text has them nearest before, else anywhere."""
        text = self.analysis.text
        elsewhere = list(find_words(text, words, 0, len(text)))
        inside = [place for place in elsewhere if start <= place[0] and place[1] <= end]
        before = [place for place in reversed(elsewhere) if place[1] <= start]
        places = list(dict.fromkeys([*inside, *before, *elsewhere]))
        found = [party for place in places for party in self._of_place(*place)]
        found += self._of_base(words, places)
        others = [party for party in found if party.value != unlike]
        return next(iter(others or found), None)

    def _of_place(self, start: int, end: int) -> list[_Party]:
        """Whom the candidates at a place stand for, best first: that of just these words, of more, of the most of them."""
        touching = [
            candidate
            for sentence in self.sentences
            if sentence.start < end and start < sentence.end
            for candidate in sentence.candidates
            if candidate.start < end and start < candidate.end
        ]

        def rank(candidate: Candidate) -> tuple[bool, bool, int]:
            is_same = (candidate.start, candidate.end) == (start, end)
            holds = candidate.start <= start and end <= candidate.end
            length = candidate.end - candidate.start
            return not is_same, not holds, length if holds else -length

        values = ((self.candidates.value(candidate), candidate) for candidate in sorted(touching, key=rank))
        return [_Party(value, start, candidate.certainty) for value, candidate in values if value is not None]

    def _of_base(self, words: str, places: Sequence[tuple[int, int]]) -> list[_Party]:
        """Whom the actor base knows by words that the text has, where no mention stands at them."""
        name = self.resources.base.names.get(" ".join(words.split())) if places else None
        if name is None or (name.kind is NameKind.PLACE and name.actor.kind != "Territory"):
            return []
        return [_Party(name.actor, places[0][0], 1.0)]

    def _role(self, statement: Statement, relation: Relation, start: int, end: int) -> str | None:
        """The office in words of the quote, for the relation of an office."""
        if statement.role is None or not relation.is_representation:
            return None
        found = next(find_words(self.analysis.text, statement.role, start, end), None)
        return " ".join(self.analysis.text[slice(*found)].split()) if found is not None else None

    def _word(self, start: int, end: int) -> "Token":
        """The word on which the others of a stretch of text hang."""
        tokens = self.analysis.tokens_of(start, end)
        return next((token for token in tokens if token.head.i not in range(tokens.start, tokens.end)), tokens[0])


def _promising(passage: Sequence[Sentence]) -> Iterator[Sequence[Sentence]]:
    """The passage without sentences at its ends that name nobody; nothing where it does not name two parties."""
    kept = between_named(passage)
    if can_hold_claim([candidate for sentence in kept for candidate in sentence.candidates]):
        yield kept
