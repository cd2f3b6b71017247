"""Claims as a property graph: nodes with labels, claims as typed relationships, both with plain properties."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from diplograph.ontology import Actor, Claim, Document, Event, load_schema

from ..network import describe_claim, describe_node

__all__ = ["GraphNode", "Relationship", "nodes_of", "relationships_of"]

_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class GraphNode:
    """An actor or event: ``labels`` are its class and those above it, the most special first."""

    iri: str
    labels: tuple[str, ...]
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Relationship:
    """A claim: ``type`` is its relation (OPPOSES_MEMBERSHIP), ``key`` its own, by which the same claim is found again."""

    key: str
    start: str
    end: str
    type: str
    properties: Mapping[str, Any]


def nodes_of(claims: Iterable[Claim]) -> list[GraphNode]:
    """The actors and events of claims, by IRI."""
    nodes: dict[str, Actor | Event] = {}
    for claim in claims:
        nodes.setdefault(claim.subject.iri, claim.subject)
        nodes.setdefault(claim.object.iri, claim.object)
    return [_node(nodes[iri]) for iri in sorted(nodes)]


def _node(node: Actor | Event) -> GraphNode:
    ancestors = load_schema().ancestors
    above = ancestors.get(node.kind, frozenset({node.kind}))
    labels = tuple(sorted(above, key=lambda kind: (-len(ancestors.get(kind, ())), kind)))
    described = {name: value for name, value in describe_node(node).items() if name not in ("iri", "label")}
    return GraphNode(node.iri, labels, described)


def relationships_of(claims: Iterable[Claim], documents: Mapping[str, Document]) -> Iterator[Relationship]:
    """The claims, in their order."""
    for claim in claims:
        described = describe_claim(claim, documents.get(claim.document))
        yield Relationship(claim.key, claim.subject.iri, claim.object.iri, _type(claim.relation), described)


def _type(relation: str) -> str:
    """The name of a relation as types of relationships are written.

    >>> _type("negotiatesWith")
    'NEGOTIATES_WITH'
    """
    return _WORD.sub("_", relation).upper()
