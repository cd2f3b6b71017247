"""Networks of two modes: actors and the events that they attend, candidates and the organizations that they would join."""

from collections import defaultdict
from typing import TYPE_CHECKING, Unpack

from diplograph.ontology import Actor, Claim, Event, load_schema

from ..desk import ClaimSource, Given
from ..rdf import compact
from ..views import describe_node
from .stances import stance_of
from .ties import add_node, chosen_claims, describe_tie

if TYPE_CHECKING:
    import networkx

__all__ = ["event_network", "membership_network"]


def event_network(
    source: ClaimSource, *, absences: bool = False, by: str | None = None, **conditions: Unpack[Given]
) -> "networkx.Graph[str]":
    """A bipartite Graph of actors (``bipartite`` 0) and events (1): an edge where a text states that the actor was there.

    Taking part and hosting count. With ``absences`` there are edges too for who was kept out, stayed away or walked out.
    ``present`` and ``absent`` are the numbers of claims of either kind, ``standing`` is "present" or, where more say so,
    "absent"; the other attributes are those of ``describe_tie``. ``by`` and ``conditions`` are as for ``dealings_network``.

    >>> from diplograph.graph.questions import worked_example
    >>> sorted(event_network(worked_example())["event:harbour-talks"])
    ['actor:local-arland', 'actor:local-borland', 'actor:local-corland']
    """
    import networkx

    relations = load_schema().relations
    claims = chosen_claims(source, by, **conditions)
    held: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        relation = relations[claim.relation]
        wanted = relation.is_dealing or (absences and relation.is_absence)
        if wanted and claim.is_stated_fact and isinstance(claim.object, Event):
            held[claim.subject.iri, claim.object.iri].append(claim)
    graph: networkx.Graph[str] = networkx.Graph()
    for found in held.values():
        actor, event = add_node(graph, found[0].subject, bipartite=0), add_node(graph, found[0].object, bipartite=1)
        absent = sum(relations[claim.relation].is_absence for claim in found)
        present = len(found) - absent
        standing = "absent" if absent > present else "present"
        graph.add_edge(
            actor, event, standing=standing, present=present, absent=absent, **describe_tie(found, claims.documents_by_id)
        )
    return graph


def membership_network(source: ClaimSource, *, by: str | None = None, **conditions: Unpack[Given]) -> "networkx.Graph[str]":
    """A bipartite Graph of candidates (``bipartite`` 0) and organizations (1): an edge where a membership is spoken of.

    ``backing`` and ``blocking`` are the numbers of claims by which others are for or against it (``stance_of``; whoever is
    said not to oppose it backs it), ``backers`` and ``blockers`` their names, ``belonging`` the number of claims that state
    that the candidate is a member or seeks to be one; the other attributes are those of ``describe_tie``. An organization that
    is itself a candidate elsewhere has a second node there, "actor:EU (candidate)". ``by`` and ``conditions`` are as for
    ``dealings_network``.

    >>> from diplograph.graph.questions import worked_example
    >>> bid = membership_network(worked_example()).edges["actor:local-corland", "actor:local-harbour-league"]
    >>> bid["backers"], bid["blockers"], bid["belonging"]
    ('Arland; Borland', 'Borland; Dorland', 1)
    """
    import networkx

    relations = load_schema().relations
    claims = chosen_claims(source, by, **conditions)
    bids: defaultdict[tuple[Actor, Actor], list[Claim]] = defaultdict(list)
    for claim in claims:
        relation = relations[claim.relation]
        if not isinstance(claim.object, Actor):
            continue
        if relation.is_over_bid and claim.organization is not None and stance_of(claim) != 0:
            bids[claim.object, claim.organization].append(claim)
        elif relation.is_of_members and claim.is_stated_fact:
            bids[claim.subject, claim.object].append(claim)
    organizations = {organization.iri for _, organization in bids}
    graph: networkx.Graph[str] = networkx.Graph()
    for (candidate, organization), found in bids.items():
        is_both = candidate.iri in organizations
        one = _add_candidate(graph, candidate) if is_both else add_node(graph, candidate, bipartite=0)
        other = add_node(graph, organization, bipartite=1)
        stances = [(claim.subject.name, stance_of(claim)) for claim in found if relations[claim.relation].sign]
        backers, blockers = (sorted({name for name, stance in stances if stance == sign}) for sign in (1, -1))
        graph.add_edge(
            one,
            other,
            backing=sum(stance == 1 for _, stance in stances),
            blocking=sum(stance == -1 for _, stance in stances),
            belonging=len(found) - len(stances),
            **({"backers": "; ".join(backers)} if backers else {}),
            **({"blockers": "; ".join(blockers)} if blockers else {}),
            **describe_tie(found, claims.documents_by_id),
        )
    return graph


def _add_candidate(graph: "networkx.Graph[str]", candidate: Actor) -> str:
    name = f"{compact(candidate.iri)} (candidate)"
    if name not in graph:
        graph.add_node(name, **describe_node(candidate), bipartite=0)
    return name
