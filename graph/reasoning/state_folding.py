"""Claims of states in place of those of their representatives: who speaks and acts for a state counts as that state.

Whom a person represents is told by the article itself ("the Swedish foreign minister"), else by an office of the actor base on
the day of the claim, else by another article. Where that leaves more than one state, that of the person's own code counts;
where it leaves none, the person stays.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from diplograph.ontology import Actor, Claim, Document, load_schema
from diplograph.ontology.actors import ActorBase, load_actors

from .tenures import held_offices

__all__ = ["REPRESENTING_OFFICES", "Representation", "fold_into_states"]

REPRESENTING_OFFICES = frozenset(
    {
        *("head_of_state", "head_of_government", "vice_head_of_state", "deputy_head_of_government", "governor_general"),
        *("minister", "deputy_minister", "foreign_minister", "defence_minister", "interior_minister", "finance_minister"),
        *("ambassador", "envoy", "spokesperson", "security_chief", "military_chief", "org_head", "armed_group_leader"),
    }
)

# By document and person; the document is None for all articles together.
_Told = Mapping[tuple[str | None, str], frozenset[Actor]]


class Representation:
    """Whom persons represent, as the claims of a graph and the actor base tell it."""

    def __init__(self, claims: Iterable[Claim], documents: Iterable[Document]) -> None:
        known = list(claims)
        self._published = {document.id: document.date for document in documents}
        self._told = _told_states(known)
        self._base = load_actors()
        self._states = {actor.iri: actor for claim in known for actor in _actors(claim)}

    def state_of(self, actor: Actor, claim: Claim) -> Actor | None:
        """The state that a person of ``claim`` represents on its day; None for whoever represents none, or several."""
        day = claim.date.start if claim.date is not None else str(self._published.get(claim.document) or "")
        found = _state(actor, claim.document, day, self._told, self._base)
        return None if found is None else self._states.get(found.iri, found)


def fold_into_states(claims: Iterable[Claim], documents: Iterable[Document]) -> Iterator[Claim]:
    """The claims with a state in the place of each person who represents it, as subject, object and speaker.

    Left out are claims that then say something of one state and itself, "represents" among them.
    """
    known = list(claims)
    representation = Representation(known, documents)
    for claim in known:

        def folded(actor: Actor, claim: Claim = claim) -> Actor:
            return representation.state_of(actor, claim) or actor

        changed = replace(
            claim,
            subject=folded(claim.subject),
            object=folded(claim.object) if isinstance(claim.object, Actor) else claim.object,
            speaker=folded(claim.speaker) if claim.speaker is not None else None,
        )
        if changed.subject.iri != changed.object.iri or claim.subject.iri == claim.object.iri:
            yield changed


def _actors(claim: Claim) -> Iterator[Actor]:
    return (actor for actor in (claim.subject, claim.object, claim.speaker) if isinstance(actor, Actor))


def _is_a(actor: object, kind: str) -> bool:
    return isinstance(actor, Actor) and load_schema().is_a(actor.kind, kind)


def _told_states(claims: Iterable[Claim]) -> _Told:
    found: dict[tuple[str | None, str], set[Actor]] = defaultdict(set)
    for claim in claims:
        state, relation = claim.object, load_schema().relations[claim.relation]
        if relation.is_representation and claim.is_stated_fact and isinstance(state, Actor) and _is_a(state, "State"):
            for document in (claim.document, None):
                found[document, claim.subject.iri].add(state)
    return {key: frozenset(states) for key, states in found.items()}


def _state(person: Actor, document: str, day: str, told: _Told, base: ActorBase) -> Actor | None:
    if not _is_a(person, "Person"):
        return None
    here, anywhere = told.get((document, person.iri), frozenset()), told.get((None, person.iri), frozenset())
    for states in (here, _states_in_office(person, day, base), anywhere):
        own = {state for state in states if len(states) == 1 or state.code == person.code}
        if len(own) == 1:
            return own.pop()
        if states:
            return None
    return None


def _states_in_office(person: Actor, day: str, base: ActorBase) -> frozenset[Actor]:
    offices = held_offices(base, person.iri, day) if day else []
    states = (base.state(office.actor) for office in offices if office.kind in REPRESENTING_OFFICES)
    return frozenset(state for state in states if state is not None and _is_a(state, "State"))
