"""Event dating: each time that a sentence names belongs to the event that it modifies.

"Norway said on Tuesday that Chad attacked Mali in 2019": Tuesday is when Norway spoke. The parser reads a text without most
time adverbs (``simplification.py``), so those are hung on the clause around the gap that they left.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from diplograph.ontology import Document, Interval, Modality

from ..dates import TimeExpression, TimeWords, Viewpoint, find_times, holds, resolve
from ..frames import EventWords, FrameIndex, load_event_nouns
from ..syntax import Analysis, conjuncts, is_finite, is_infinitive, is_passive
from ..words import load_words
from .stance import StanceWords

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Chronology", "tokens_of_event"]

# How many sentences back "a week later" may count from, how many times there are tried, how many such may follow on another.
_ANCHOR_REACH = 2
_ANCHORS_TRIED = 3
_LONGEST_CHAIN = 3
# How many tokens after "a week after" its event may stand, and how many sentences and times before the event may be dated.
_EVENT_REACH = 12
_EVENT_SENTENCES = 30
_EVENTS_TRIED = 200
_MAX_CLIMB = 12
_SETTING = ("for", "until")
_TO_COME = (Modality.PLANNED, Modality.DEMANDED)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A time and the token of the event or clause that it dates; ``opens`` is True where it stands before its clause."""

    time: TimeExpression
    governor: "Token | None"
    opens: bool = False


class Chronology:
    """The times of one document and what each dates. Sentences are read when they are first asked for."""

    def __init__(self, document: Document, analysis: Analysis, frames: FrameIndex) -> None:
        self.analysis = analysis
        self.frames = frames
        self._starts = [start for start, _ in analysis.offsets]
        self._placed: dict[int, list[_Placed]] = {}
        self.published = document.date

    def date(self, tokens: Sequence["Token"], modality: Modality) -> Interval | None:
        """When the event happened that ``tokens`` tell of, the trigger first; None where the sentence does not say."""
        trigger = tokens[0]
        times = self._of_sentence(self.analysis.place(trigger))
        if not times:
            return None
        ahead = modality in _TO_COME or (modality is Modality.POSSIBLE and not _is_perfect(trigger)) or _is_future(trigger)
        dated: list[tuple[int, _Placed, Interval]] = []
        for placed in times:
            if placed.governor is not None and any(self._dates(placed, token) for token in tokens):
                is_ahead = ahead or _is_planned(placed)
                interval = self._resolve(placed, is_ahead=is_ahead)
                if interval is not None:
                    dated.append((abs(placed.time.start - self._starts[trigger.i]), placed, interval))
        return _choose(dated)

    def _of_sentence(self, place: int) -> list[_Placed]:
        known = self._placed.get(place)
        if known is None:
            start, end = self.analysis.region(place)
            times = find_times(self.analysis.in_place, start, end)
            known = [self._place(time, place) for time in times if not self._is_inside_name(time)]
            self._placed[place] = known
        return known

    def _is_inside_name(self, time: TimeExpression) -> bool:
        """True where the words are part of an actor's name or title ("Theresa May"), or of a dateline."""
        if any(start <= time.start < end for start, end in self.analysis.datelines):
            return True
        for token in self._tokens(time):
            mention = self.analysis.mentions.get(token.i)
            start, end = self.analysis.offsets[token.i]
            # The pipeline takes "mid-January" for a place.
            is_inside = time.start <= start and end <= time.end
            if mention is not None and (mention.name is not None or mention.is_person or not is_inside):
                return True
        return False

    def _tokens(self, time: TimeExpression) -> list["Token"]:
        """The tokens of a time that the parser has seen: all, some or none."""
        first = bisect_left(self._starts, time.start)
        if first and self.analysis.offsets[first - 1][1] > time.start:
            first -= 1
        return list(self.analysis.doc[first : bisect_left(self._starts, time.end)])

    def _place(self, time: TimeExpression, place: int) -> _Placed:
        sentence, tokens = self.analysis.sentences[place], self._tokens(time)
        if time.values.get("from_text") in load_words(TimeWords).with_event:
            head = self._event_after(time, place)
            if head is not None:
                return _Placed(time, self._climb(head.head) if head.head != head else None, opens=head.i < head.head.i)
        root = next((token for token in tokens if token.head not in tokens), None)
        if root is not None:
            head = root.head
            if root.i < head.i and head.pos_ in ("NOUN", "PROPN") and not _is_predicate(head):
                return _Placed(time, head)
            if time.kind != "modifier":
                return _Placed(time, self._climb(head), opens=root.i < head.i)
            return _Placed(time, None)
        gap = tokens[-1].i + 1 if tokens else bisect_left(self._starts, time.start)
        return self._place_in_gap(time, gap, sentence.start, sentence.end)

    def _place_in_gap(self, time: TimeExpression, gap: int, start: int, end: int) -> _Placed:
        """A time that the parser has not seen, which stood before the token ``gap``."""
        doc, before = self.analysis.doc, gap - 1
        while before >= start and (doc[before].is_punct or doc[before].is_space):
            before -= 1
        if before >= start:
            return _Placed(time, self._climb(doc[before], gap=gap))
        after = gap
        while after < end and (doc[after].is_punct or doc[after].is_space):
            after += 1
        return _Placed(time, self._main(self._climb(doc[after], gap=0)), opens=True) if after < end else _Placed(time, None)

    def _main(self, token: "Token") -> "Token":
        """The predicate of the main clause for one of an adverbial clause that comes first."""
        while token.dep_ in ("advcl", "acl", "acl:relcl") and token.head.i > token.i:
            token = token.head
        return token

    def _climb(self, token: "Token", *, gap: int | None = None) -> "Token":
        """The clause or event that a token belongs to.

        At a ``gap``, events before their own verb are dated ("the talks on Monday failed"); after it, the verb is.
        """
        current = token
        for _ in range(_MAX_CLIMB):
            if _is_predicate(current) or current.head == current:
                break
            if self._is_event(current) and (gap is None or current.i < gap <= current.head.i):
                break
            current = current.head
        return current

    def _is_event(self, token: "Token") -> bool:
        if token.pos_ not in ("NOUN", "PROPN") or token.i in self.analysis.mentions:
            return False
        lemma = token.lemma_.lower()
        return ("noun", lemma) in self.frames.by_trigger or lemma in load_event_nouns()

    def _dates(self, placed: _Placed, token: "Token") -> bool:
        """True where a time dates the event that ``token`` names."""
        governor = placed.governor
        if governor is None or governor == token:
            return True
        words = load_words(TimeWords)
        if governor.lemma_ in words.occurrence or _is_planned(placed):
            if token.head == governor and token.dep_ in ("nsubj", "nsubj:pass", "obj", "xcomp"):
                return True
            if governor.head == token and governor.dep_ in ("acl", "acl:relcl"):
                return True
        if token.lemma_ in words.occurrence and governor.head == token and governor.dep_ in ("obj", "nsubj:pass"):
            return self._is_event(governor)
        return placed.opens and token.pos_ == "VERB" and governor.pos_ == "VERB" and token in conjuncts(governor)

    def _resolve(self, placed: _Placed, *, is_ahead: bool, chain: int = 0) -> Interval | None:
        time = placed.time
        anchor = None
        if _is_counted(time):
            if chain == _LONGEST_CHAIN:
                return None
            anchor, is_bound_to_event = self._anchor(placed, chain + 1)
            if anchor is None and is_bound_to_event:
                return None
        return resolve(time, Viewpoint(self.published, is_ahead, anchor))

    def _anchor(self, placed: _Placed, chain: int) -> tuple[Interval | None, bool]:
        """The time from which "a week later" counts, and whether the text names the event for it ("a week after the vote")."""
        place = self._sentence_at(placed.time.start)
        event = self._event_after(placed.time, place) if placed.time.values.get("from_text") is not None else None
        if event is not None and placed.time.values["from_text"].lower() in load_words(TimeWords).with_event:
            return self._time_of_event(placed.time, event, place, chain), True
        for earlier in islice(self._earlier(placed.time, place, _ANCHOR_REACH), _ANCHORS_TRIED):
            interval = self._seen_from_its_clause(earlier, chain)
            if interval is not None:
                return interval, False
        return None, False

    def _sentence_at(self, offset: int) -> int:
        gap = min(bisect_left(self._starts, offset), len(self._starts) - 1)
        place = self.analysis.place(self.analysis.doc[gap])
        return place if self.analysis.region(place)[0] <= offset else place - 1

    def _earlier(self, time: TimeExpression, place: int, reach: int) -> Iterator[_Placed]:
        """The times before another one, the nearest first."""
        for number in range(place, max(-1, place - reach - 1), -1):
            for other in reversed(self._of_sentence(number) if number != place else self._placed.get(number, [])):
                if other.time.end <= time.start:
                    yield other

    def _seen_from_its_clause(self, placed: _Placed, chain: int) -> Interval | None:
        is_ahead = placed.governor is not None and _is_future(placed.governor)
        return self._resolve(placed, is_ahead=is_ahead, chain=chain)

    def _event_after(self, time: TimeExpression, place: int) -> "Token | None":
        """The event that stands after "a week after", in the same phrase."""
        _, end = self.analysis.region(place)
        first = bisect_left(self._starts, time.end)
        for token in self.analysis.doc[first : min(first + _EVENT_REACH, bisect_left(self._starts, end))]:
            if token.is_punct or token.is_space or (is_finite(token) and token.dep_ == "ROOT"):
                return None
            if self._is_event(token) or (_is_predicate(token) and token.dep_ != "ROOT"):
                return token
        return None

    def _time_of_event(self, time: TimeExpression, event: "Token", place: int, chain: int) -> Interval | None:
        """When an event was that the text has dated beside it, or before by the same word."""
        for other in self._placed.get(place, []):
            if other.time.start >= time.end and other.governor == event and not _is_counted(other.time):
                return self._seen_from_its_clause(other, chain)
        for other in islice(self._earlier(time, place, _EVENT_SENTENCES), _EVENTS_TRIED):
            if other.governor is not None and _event_name(other.governor) == _event_name(event):
                return self._seen_from_its_clause(other, chain)
        return None


def tokens_of_event(trigger: "Token", noun: "Token", events: Sequence["Token"]) -> list["Token"]:
    """All tokens for the one event that a claim tells of, the trigger first.

    ``noun`` completes the trigger: what is held in "hold talks" is the event, what is condemned in "condemn an attack" another.
    ``events`` are mentions of the event that is the claim's object.
    """
    nouns = [noun] if trigger.lemma_ in load_words(TimeWords).occurrence else []
    return list(dict.fromkeys([trigger, *nouns, *events]))


def _is_counted(time: TimeExpression) -> bool:
    """True where a time counts from another that the text names."""
    return time.kind == "anaphoric" or "from_text" in time.values


def _event_name(token: "Token") -> str:
    """The word by which a verb and a noun for the same event are known: "meeting" for "meet" too."""
    lemma = token.lemma_.lower()
    return load_words(EventWords).verbs.get(lemma, lemma).removesuffix("s")


def _choose(dated: Sequence[tuple[int, _Placed, Interval]]) -> Interval | None:
    """Of several times, a moment before a bound, the narrower before the wider that holds it, and the nearest."""
    moments = [item for item in dated if item[1].time.bound in (None, "for")] or list(dated)
    inner = [item for item in moments if not any(holds(item[2], other[2]) for other in moments)]
    return min(inner, key=lambda item: item[0])[2] if inner else None


def _is_planned(placed: _Placed) -> bool:
    """True where the time is one that a verb of planning sets for what it is about."""
    verb = placed.governor
    if verb is None or verb.lemma_ not in load_words(TimeWords).planning:
        return False
    return placed.time.bound in _SETTING or is_passive(verb)


def _is_predicate(token: "Token") -> bool:
    if token.pos_ == "VERB":
        return token.dep_ not in ("amod", "compound")
    return any(child.dep_ in ("cop", "nsubj", "nsubj:pass") for child in token.children)


def _auxiliaries(token: "Token") -> list["Token"]:
    verb = token
    while verb.dep_ == "conj" and not any(child.dep_ in ("aux", "nsubj") for child in verb.children):
        verb = verb.head
    return [child for child in verb.children if child.dep_ in ("aux", "aux:pass")]


def _is_perfect(token: "Token") -> bool:
    return any(auxiliary.lemma_ == "have" for auxiliary in _auxiliaries(token))


def _is_future(token: "Token") -> bool:
    """True for "will meet", and for "is to meet" and "is meeting", which with a time tell of what is to come."""
    auxiliaries = _auxiliaries(token)
    if any(auxiliary.lower_ in load_words(StanceWords).planned_auxiliaries for auxiliary in auxiliaries):
        return True
    if token.tag_ == "VB" and is_infinitive(token) and any(child.lemma_ == "be" for child in token.children):
        return True
    return token.tag_ == "VBG" and any(a.lemma_ == "be" and a.tag_ in ("VBZ", "VBP") for a in auxiliaries)
