"""Ties of a network: the claims that one edge stands for, and its attributes in plain values."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Unpack

from diplograph.ontology import Actor, Claim, Document, Event, QueryError, load_schema

from ..desk import ClaimList, ClaimSource, Given, days_of
from ..rdf import compact
from ..views import describe_node, plain_attributes

if TYPE_CHECKING:
    import networkx

__all__ = ["add_node", "by_pair", "chosen_claims", "describe_tie", "pair_of"]

# Between several values of one attribute: formats of networks hold no lists.
_APART = "; "


def chosen_claims(source: ClaimSource, by: str | None = None, **conditions: Unpack[Given]) -> ClaimList:
    """The claims of a graph that fulfil conditions, with ``by="state"`` those of states in place of their representatives.

    Persons are folded first: ``speaker="Russia"`` then finds what its spokesmen say. Raises GraphError for another ``by``.
    """
    if by not in (None, "state"):
        raise QueryError(f"by={by!r}: persons are folded by 'state', or not at all")
    claims = source.claims if by is None else source.claims.by_state
    return claims(**conditions) if conditions else claims


def pair_of(claim: Claim) -> tuple[str, str]:
    """The IRIs of both parties, whichever acts, in one order."""
    one, other = claim.subject.iri, claim.object.iri
    return (one, other) if one <= other else (other, one)


def by_pair(claims: Iterable[Claim]) -> dict[tuple[str, str], list[Claim]]:
    """The claims between each two actors, whichever acts; none of an actor with itself or with an event."""
    pairs: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        if isinstance(claim.object, Actor) and claim.subject.iri != claim.object.iri:
            pairs.setdefault(pair_of(claim), []).append(claim)
    return pairs


def add_node(graph: "networkx.Graph[str]", node: Actor | Event, **attributes: Any) -> str:
    """The name of the node of an actor or event ("actor:RUS"), which is added where it is not there."""
    name = compact(node.iri)
    if name not in graph:
        graph.add_node(name, **describe_node(node), **attributes)
    return name


def describe_tie(claims: Iterable[Claim], documents: Mapping[str, Document]) -> dict[str, Any]:
    """What an edge says of the claims that it stands for: plain text and numbers, absent where no text tells.

    ``claims`` and ``articles`` are their numbers, ``outlets`` the number of those who published them; ``relations`` are named,
    the most frequent first; ``first`` and ``last`` are days (of the claim, else of its article); ``confidence``, ``quote``
    and ``document`` are those of the surest claim.
    """
    held = list(claims)
    relations: dict[str, int] = {}
    for claim in held:
        label = load_schema().relations[claim.relation].phrase(claim.manner)
        relations[label] = relations.get(label, 0) + 1
    published = {document.outlet for claim in held if (document := documents.get(claim.document)) is not None}
    days = [days for claim in held if (days := days_of(claim, documents.get(claim.document))) is not None]
    surest = min(held, key=lambda claim: (-claim.confidence, claim.document, claim.key))
    return plain_attributes(
        {
            "claims": len(held),
            "articles": len({claim.document for claim in held}),
            "outlets": len(published - {None}),
            "relations": _APART.join(sorted(relations, key=lambda label: (-relations[label], label))),
            "first": min((first for first, _ in days), default=None),
            "last": max((last for _, last in days), default=None),
            "confidence": surest.confidence,
            "quote": next(iter(surest.grounds), None),
            "document": surest.document,
        }
    )
