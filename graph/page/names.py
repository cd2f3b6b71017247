"""Names by which a reader may search for an actor: those of the claims, of merged actors, and of the actor base."""

from collections import defaultdict
from collections.abc import Iterable

from diplograph.ontology import Actor, Claim, Event

__all__ = ["other_names"]


def other_names(claims: Iterable[Claim]) -> dict[str, list[str]]:
    """For each actor or event of ``claims``, by IRI: every name beside the first one that the claims use, sorted.

    Names of cities and regions that only stand for a state when it acts from there are left out.
    """
    from diplograph.ontology.actors import NameKind, load_actors

    first: dict[str, str] = {}
    names: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        ends: tuple[Actor | Event, ...] = (claim.subject, claim.object)
        for end in ends:
            first.setdefault(end.iri, end.name)
            names[end.iri].add(end.name)
            names[end.iri].update(end.aliases if isinstance(end, Actor) else ())
    for name in load_actors().names.values():
        if name.actor.iri in names and name.kind not in (NameKind.PLACE, NameKind.FORMER):
            names[name.actor.iri].add(name.text)
    return {iri: sorted(found - {first[iri]}) for iri, found in names.items()}
