"""The signed network: who is for whom and who against whom."""

from typing import TYPE_CHECKING, Unpack

from diplograph.ontology import Actor, Claim

from ..desk import ClaimSource, Given
from .stances import stance_of
from .ties import add_node, by_pair, chosen_claims, describe_tie

if TYPE_CHECKING:
    import networkx

__all__ = ["signed_network"]


def signed_network(
    source: ClaimSource, *, directed: bool = False, only_stated: bool = True, by: str | None = None, **conditions: Unpack[Given]
) -> "networkx.Graph[str]":
    """A Graph of actors whose edges are for or against, as structural balance takes it; a DiGraph with ``directed``.

    ``support`` and ``conflict`` are the numbers of claims that state the one or the other as a fact, ``balance`` is the first
    less the second, ``sign`` is 1, -1 or, where they are even, 0, and ``weight`` the size of ``balance``; the other attributes
    are those of ``describe_tie``. Who backs or opposes somebody's membership is for or against that candidate. Which relations
    are support and which conflict the ontology says. With ``directed`` an edge goes from who acts to whom. ``only_stated``,
    ``by`` and ``conditions`` are as for ``dealings_network``.

    >>> from diplograph.graph.questions import worked_example
    >>> network = signed_network(worked_example())
    >>> network.edges["actor:local-arland", "actor:local-dorland"]["sign"]
    -1
    """
    import networkx

    claims = chosen_claims(source, by, **conditions)
    taking = [
        claim
        for claim in claims
        if (claim.is_stated_fact or not only_stated) and stance_of(claim, of_denials=False) and isinstance(claim.object, Actor)
    ]
    graph: networkx.Graph[str] = (networkx.DiGraph if directed else networkx.Graph)()
    for held in _by_direction(taking) if directed else by_pair(taking).values():
        one, other = add_node(graph, held[0].subject), add_node(graph, held[0].object)
        stances = [stance_of(claim, of_denials=False) for claim in held]
        support, conflict = stances.count(1), stances.count(-1)
        balance = support - conflict
        graph.add_edge(
            one,
            other,
            sign=(balance > 0) - (balance < 0),
            weight=abs(balance),
            balance=balance,
            support=support,
            conflict=conflict,
            **describe_tie(held, claims.documents_by_id),
        )
    return graph


def _by_direction(claims: list[Claim]) -> list[list[Claim]]:
    directed: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        if claim.subject.iri != claim.object.iri:
            directed.setdefault((claim.subject.iri, claim.object.iri), []).append(claim)
    return list(directed.values())
