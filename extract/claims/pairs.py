"""Pairs of parties: who does it to whom, from the slots of a frame; over memberships, with the organisation."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

from diplograph.ontology import Actor, Event

from ..actors import Linker, Referents
from ..frames import (
    Bid,
    EventRegistry,
    Filler,
    Frame,
    find_actors,
    find_bare_groups,
    find_bids,
    find_companions,
    find_events,
    find_excepted,
    find_last_bids,
    find_other_candidate,
    find_territories,
)
from ..syntax import walk
from .resources import Resources
from .trace import Trace

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Pair", "PairFinder"]

_PLACES = (".place", ".city")
# Classes of what has members.
_WITH_MEMBERS = ("InternationalOrganization", "ArmedGroup")
# The path of a prospect that the text named before.
_ECHO = "echo"
# Of more than so many that meet or agree, a text says what they do as a body, and not who deals with whom.
_MOST_MUTUAL = 3
_ONE_ACTOR = "one actor on both sides"
_OBJECTS = ("obj", "obl", "iobj", "advmod")
_MUTUAL = frozenset({("other", "each"), ("another", "one")})


class Pair(NamedTuple):
    """Who does it to whom, over which organisation."""

    subject: Filler
    object: Filler
    organization: Actor | None = None

    @property
    def is_excepted(self) -> bool:
        """True where what the clause says is not so of this pair ("every state except Chad agreed")."""
        return self.subject.is_excepted != self.object.is_excepted

    @property
    def is_of_all(self) -> bool:
        return self.subject.is_of_all or self.object.is_of_all

    @property
    def actor(self) -> Actor:
        assert isinstance(self.subject.value, Actor)
        return self.subject.value


class PairFinder:
    """Pairs the parties of one document; ``trace`` hears what filled the slots and which pairs were refused."""

    def __init__(self, referents: Referents, linker: Linker, events: EventRegistry, resources: Resources, trace: Trace) -> None:
        self.referents = referents
        self.linker = linker
        self.events = events
        self.resources = resources
        self.trace = trace

    def find(self, token: "Token", relation: str, frame: Frame) -> Iterator[Pair]:
        """The pairs of parties that the slots of a frame give for its trigger."""
        schema = self.resources.schema.relations[relation]
        subjects = find_actors(token, frame.subject, self.referents)
        if frame.owner:
            subjects = self._owning(subjects, find_actors(token, frame.owner, self.referents))
            if not subjects:
                # "Mali ruled out Chad joining NATO" tells nothing of what Chad wants.
                self.trace.filled("subject", [])
                return iter(())
        subjects += find_excepted(token, frame.subject, self.referents)
        companions = find_companions(token, subjects, self.referents)
        if schema.range == "MembershipBid":
            return self._membership_pairs(token, frame, subjects, companions)
        if frame.bid:
            return self._seeking_pairs(token, frame, [*subjects, *companions])
        acting = {subject.value.iri for subject in subjects}
        if self.resources.schema.is_a(schema.range, "Event"):
            bodies = frame.bodies and self._takes_bodies(relation)
            objects = find_events(token, frame.object, self.events, self.referents, bodies=bodies)
        elif "Territory" in schema.ranges:
            objects = find_territories(token, frame.object, self.referents, unlike=acting)
        else:
            same: list[Filler] = []
            objects = self._done_to(token, frame, acting, same)
            among_organs = not objects and not schema.symmetric and schema.range != "Organization"
            home = self._home_affairs(subjects, same) if among_organs else []
            if home:
                return iter(home)
            for filler in same if not objects else ():
                self.trace.refused(subjects[0], filler, _ONE_ACTOR)
        if schema.range == "Organization":
            objects = [o for o in objects if o.is_named and self._has_members(o)]
        objects = self._in_range(subjects, objects, relation)
        across = schema.symmetric or self.resources.frames.relations[relation].across_sides
        # "Like Spain, Ireland and Chad met": of those who deal with each other, none is like them.
        taking_part = {filler.value.iri for filler in objects}
        subjects += [companion for companion in companions if objects and companion.value.iri not in taking_part]
        if not objects and not schema.symmetric and _is_mutual(token):
            objects = subjects
        if frame.reciprocal and not schema.symmetric and {s.value.iri for s in subjects} >= {o.value.iri for o in objects}:
            # Of two who do it to each other, who is named first is told to do it.
            return self._in_order(subjects)
        self.trace.filled("subject", subjects)
        self.trace.filled("object", objects)
        return self._plain_pairs(subjects, objects, across_sides=across, mutual=schema.symmetric and frame.mutual)

    def _done_to(self, token: "Token", frame: Frame, acting: set[str], same: list[Filler]) -> list[Filler]:
        """The objects of a frame; those that act themselves are added to ``same``."""
        objects = find_actors(token, frame.object, self.referents, unlike=acting, passed_over=same)
        objects += find_excepted(token, frame.object, self.referents)
        if frame.bare and not objects and not same:
            return find_bare_groups(token, frame.object, self.referents)
        return objects

    def _in_order(self, parties: list[Filler]) -> Iterator[Pair]:
        """Each party with each that is named after it."""
        self.trace.filled("subject", parties)
        pairs = (self._apart(one, other) for one, other in combinations(parties, 2))
        return iter([Pair(one, other) for one, other in pairs if one.value.iri != other.value.iri])

    def _has_members(self, filler: Filler) -> bool:
        """True for a body with a name of its own, an armed group and a party among them; "the Alliance" alone is none."""
        if filler.value.kind == "Organization":
            return filler.value.name.lower() not in self.referents.lexicon.body_nouns
        return filler.value.kind in _WITH_MEMBERS

    def _owning(self, subjects: list[Filler], owners: list[Filler]) -> list[Filler]:
        """The subjects that are owners too, themselves or as those for whom they speak."""
        named = {owner.value.iri for owner in owners}
        return [s for s in subjects if named & {actor.iri for actor in self._standing_for(s.value)}]

    def _standing_for(self, value: Actor | Event) -> Iterator[Actor]:
        if isinstance(value, Actor):
            represented = self.linker.represented(value) if value.kind == "Person" else None
            yield from filter(None, (value, represented))

    def _in_range(self, subjects: list[Filler], objects: list[Filler], relation: str) -> list[Filler]:
        """The objects of a class that the relation has, or the one that its denial amounts to."""
        relations, schema = self.resources.schema.relations, self.resources.schema
        denied = self.resources.frames.relations[relation].negated_as or relation
        ranges = (*relations[relation].ranges, *relations[denied].ranges)
        fitting = [o for o in objects if any(schema.is_a(o.value.kind, range_) for range_ in ranges)]
        for filler in objects if subjects and not fitting else ():
            self.trace.refused(subjects[0], filler, f"{filler.value.name} is of the class {filler.value.kind}, not {ranges[0]}")
        return fitting

    def _takes_bodies(self, relation: str) -> bool:
        """True where a body may be the object, if only where the relation is denied ("was not invited to the Council")."""
        denied = self.resources.frames.relations[relation].negated_as or relation
        return "Organization" in self.resources.schema.relations[denied].ranges

    def _plain_pairs(
        self, subjects: list[Filler], objects: list[Filler], *, across_sides: bool, mutual: bool
    ) -> Iterator[Pair]:
        # "A and B met": where nobody else is named, they deal with each other.
        pairs: Iterable[tuple[Filler, Filler]] = (
            product(subjects, objects) if objects or not mutual else combinations(subjects, 2)
        )
        phrases = len({filler.token for filler in (*subjects, *objects)})
        parted = across_sides and phrases > 1
        if not objects and (phrases if parted else len(subjects)) > _MOST_MUTUAL:
            return
        for whole, whole_object in pairs:
            subject, object_ = self._apart(whole, whole_object)
            one, other = subject.value, object_.value
            if not isinstance(one, Actor) or one.iri == other.iri:
                self.trace.refused(subject, object_, _ONE_ACTOR)
            elif across_sides and self._are_one_side(one, other):
                self.trace.refused(subject, object_, "a person and the state that he or she represents are one side")
            elif parted and subject.token == object_.token:
                # "Talks between the EU and the ministers of Iran and Oman" are none of Iran with Oman.
                self.trace.refused(subject, object_, "one phrase names both, and another party stands beside it")
            else:
                yield Pair(subject, object_)

    def _home_affairs(self, subjects: list[Filler], same: list[Filler]) -> list[Pair]:
        """The organs of one state that act on each other, or on the state ("parliament rejected the government's plan")."""
        pairs = [(s, other) for s in subjects for other in same if s.value.iri == other.value.iri]
        parted = [self._apart(subject, other) for subject, other in pairs]
        return [Pair(subject, other) for subject, other in parted if subject.value.iri != other.value.iri]

    def _apart(self, subject: Filler, object_: Filler) -> tuple[Filler, Filler]:
        """Both parties, each as the organ that acts where both are of one state ("parliament impeached the president")."""
        is_sure = subject.is_exact and object_.is_exact and not object_.slot.endswith(_PLACES)
        if not is_sure or not isinstance(subject.value, Actor) or not isinstance(object_.value, Actor):
            return subject, object_
        one, other = self.referents.organs.apart(subject.value, subject.token, object_.value, object_.token)
        return replace(subject, value=one), replace(object_, value=other)

    def _are_one_side(self, one: Actor, other: Actor | Event) -> bool:
        """True for a person and the state he or she represents: they do not deal with each other.

        Who leads the opposition does, and who held the office before.
        """
        pairs = ((one, other), (other, one))
        return any(
            isinstance(a, Actor)
            and a.kind == "Person"
            and self.linker.represented(a) == b
            and not self.linker.is_former(a)
            and "opposition" not in (self.linker.role(a) or "").lower()
            for a, b in pairs
        )

    def _bids(self, token: "Token", frame: Frame) -> list[tuple[Bid, str]]:
        """The prospects that the first path gives that gives any, with that path."""
        if frame.candidate:
            return self._slotted_bids(token, frame)
        for path in frame.bid:
            bids = [(bid, path) for bid in self._bids_at(token, path, barring=frame.barring)]
            if bids:
                self.trace.filled("bid", [Filler(bid.organization, slot=path, token=bid.token) for bid, _ in bids])
                known = [Filler(b.candidate, slot=path, token=b.token) for b, _ in bids if b.candidate is not None]
                self.trace.filled("candidate", known)
                return bids
        self.trace.filled("bid", [])
        return []

    def _slotted_bids(self, token: "Token", frame: Frame) -> list[tuple[Bid, str]]:
        """The prospects of those in the slots of candidates of joining the bodies in the slots of organizations."""
        candidates = find_actors(token, frame.candidate, self.referents)
        heads = [(path, word) for path in frame.organization for word in walk(token, path)]
        bodies = [(path, body) for path, word in heads for body in self.referents.bodies(word)]
        self.trace.filled("candidate", candidates)
        self.trace.filled("bid", [Filler(body, slot=path, token=token) for path, body in bodies])
        members = [filler.value for filler in candidates if isinstance(filler.value, Actor)]
        return [(Bid(one, body, token), path) for path, body in bodies[:1] for one in members if one != body]

    def _bids_at(self, token: "Token", path: str, *, barring: bool) -> Iterator[Bid]:
        if path == _ECHO:
            yield from find_last_bids(token, self.referents)
            return
        for word in walk(token, path):
            yield from find_bids(word, self.referents, barring=barring)

    def _membership_pairs(
        self, token: "Token", frame: Frame, subjects: list[Filler], companions: list[Filler]
    ) -> Iterator[Pair]:
        self.trace.filled("subject", subjects)
        acting = [subject.value for subject in subjects]
        for bid, path in self._bids(token, frame):
            # "Unlike Chad, Mali refused to join" says nothing of what Chad wants of Mali.
            for subject in (*subjects, *(companions if bid.candidate not in acting else ())):
                if isinstance(subject.value, Actor):
                    candidate = bid.candidate
                    if candidate in (None, subject.value):
                        other = find_other_candidate(bid, subject.value, token, self.referents)
                        candidate = other or candidate or self._own_state(subject.value)
                    if candidate is None:
                        self.trace.refused(subject, Filler(bid.organization), "nobody is named who would join")
                        continue
                    member = Filler(candidate, slot=path, token=bid.token)
                    if candidate in acting:
                        self.trace.refused(subject, member, _ONE_ACTOR)
                    else:
                        yield Pair(subject, member, bid.organization)

    def _own_state(self, actor: Actor) -> Actor | None:
        """The state of a group or person, whose own membership is meant where no candidate is named."""
        return self.resources.base.state(actor.code) if actor.kind in ("GroupActor", "Person") else None

    def _seeking_pairs(self, token: "Token", frame: Frame, subjects: list[Filler]) -> Iterator[Pair]:
        self.trace.filled("subject", subjects)
        for bid, path in self._bids(token, frame):
            body = Filler(bid.organization, slot=path, token=bid.token)
            named = [Filler(bid.candidate, slot=path, token=bid.token)] if bid.candidate is not None else subjects
            for candidate in named or [Filler(state, is_exact=False) for state in self._only_state(token)]:
                if candidate.value == bid.organization:
                    self.trace.refused(candidate, body, _ONE_ACTOR)
                elif isinstance(candidate.value, Actor):
                    yield Pair(candidate, body)

    def _only_state(self, token: "Token") -> list[Actor]:
        """The state that a sentence speaks of, where it names just one."""
        mentions = (self.referents.mention(other) for other in self.referents.analysis.sentence(token))
        names = (part.name for mention in mentions if mention is not None for part in mention.members)
        states = dict.fromkeys(name.actor for name in names if name is not None and name.actor.kind == "State")
        return list(states) if len(states) == 1 else []


def _is_mutual(token: "Token") -> bool:
    """True where each does it to the other ("expelled each other's envoys", "accused one another")."""
    words = [word for child in token.children if child.dep_ in _OBJECTS for word in child.subtree]
    return any((word.lower_, word.nbor(-1).lower_) in _MUTUAL for word in words if word.i)
