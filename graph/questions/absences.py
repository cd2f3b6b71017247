"""Who is left out of what others attend, and who meets whom there."""

from collections import defaultdict
from typing import TYPE_CHECKING, Unpack

from diplograph.ontology import Claim, Event, load_schema

from ..desk import ClaimSource, Given, days_of
from ..networks import chosen_claims, event_network
from ..queries import QueryResult
from .tabulation import day, quote_of, tabulate

if TYPE_CHECKING:
    import networkx

__all__ = ["co_attendance", "left_out"]


def left_out(source: ClaimSource, *, by: str | None = None, **conditions: Unpack[Given]) -> QueryResult:
    """Who was not at which event that others attended, and in which manner: kept out, stayed away or walked out.

    One row for each actor, event and manner, those who were absent most often first; ``events`` is from how many events the
    actor was absent, ``attended_by`` are those who were there, ``day`` is that of the claim, else of its article. Actors and
    events form a network of two modes: who attends what tells who is connected (Breiger, The Duality of Persons and Groups,
    Social Forces 53, 1974). ``by`` and ``conditions`` are those of ``event_network``.

    >>> from diplograph.graph.questions import worked_example
    >>> [row[:5] for row in left_out(worked_example())]
    [('Dorland', 'kept out', 'Harbour Talks', 1, 'Arland; Borland; Corland')]
    """
    relations = load_schema().relations
    claims = chosen_claims(source, by, **conditions)
    attendance: defaultdict[str, set[str]] = defaultdict(set)
    absent: defaultdict[tuple[str, str, str | None], list[Claim]] = defaultdict(list)
    for claim in claims:
        relation = relations[claim.relation]
        if not isinstance(claim.object, Event) or not claim.is_stated_fact:
            continue
        if relation.is_absence:
            absent[claim.subject.iri, claim.object.iri, claim.manner].append(claim)
        elif relation.is_dealing:
            attendance[claim.object.iri].add(claim.subject.name)
    missed: defaultdict[str, set[str]] = defaultdict(set)
    for who, event, _ in absent:
        missed[who].add(event)
    rows = []
    for (who, event, manner), held in absent.items():
        first = held[0]
        days = [found for claim in held if (found := days_of(claim, claims.documents_by_id.get(claim.document))) is not None]
        others = "; ".join(sorted(attendance[event] - {first.subject.name})) or None
        when = day(min(days)[0]) if days else None
        rows.append(
            (first.subject.name, manner, first.object.name, len(missed[who]), others, when, quote_of(first), who, event)
        )
    rows.sort(key=lambda row: (-row[3], row[0], row[2], row[1] or ""))
    columns = ("absent", "manner", "event", "events", "attended_by", "day", "quote", "absent_id", "event_id")
    return tabulate(columns, rows)


def co_attendance(source: ClaimSource, *, by: str | None = None, **conditions: Unpack[Given]) -> "networkx.Graph[str]":
    """The actors who attended the same events, as a Graph whose ``weight`` is the number of those (Breiger 1974).

    >>> from diplograph.graph.questions import worked_example
    >>> sorted(co_attendance(worked_example()).edges(data="weight"))[0]
    ('actor:local-arland', 'actor:local-borland', 1)
    """
    from networkx.algorithms import bipartite

    network = event_network(source, by=by, **conditions)
    actors = [node for node, attributes in network.nodes(data=True) if attributes["bipartite"] == 0]
    projected: networkx.Graph[str] = bipartite.weighted_projected_graph(network, actors)
    return projected
