"""Claims as pyvis's network: a node for each actor and event, an edge for each bundle of like claims."""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from diplograph.ontology import Actor, Claim, Event, Modality, Polarity, Relation, Schema
from diplograph.ontology.identifiers import digest

from .appearance import classify, dash_pattern
from .layout import bend_edges, place_nodes
from .text import shorten
from .wording import sentence, verb_phrase

__all__ = ["Bundle", "Drawing", "bundle_claims", "draw"]

_LABEL = 32
_TIP = 180
_PHYSICS_UP_TO = 300
_EDGE_LABELS_UP_TO = 80

_OPTIONS: Mapping[str, Any] = {
    "layout": {"randomSeed": 7, "improvedLayout": True},
    "interaction": {"hover": True, "tooltipDelay": 250, "hideEdgesOnDrag": False, "multiselect": False},
    "physics": {
        "solver": "forceAtlas2Based",
        "forceAtlas2Based": {
            "gravitationalConstant": -110,
            "centralGravity": 0.014,
            "springLength": 190,
            "springConstant": 0.07,
            "avoidOverlap": 0.7,
        },
        "stabilization": {"iterations": 400, "fit": False},
    },
}


@dataclass(frozen=True, slots=True)
class Bundle:
    """Claims drawn as one edge: same two ends, relation, organization, polarity and modality."""

    id: str
    source: Actor | Event
    target: Actor | Event
    relation: Relation
    claims: tuple[Claim, ...]

    @property
    def first(self) -> Claim:
        return self.claims[0]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Nodes, edges and options as vis-network reads them, and the kinds of node that occur with their numbers."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    options: dict[str, Any]
    kinds: Counter[str]
    edge_labels: bool


def bundle_claims(claims: Sequence[Claim], schema: Schema) -> list[Bundle]:
    """The edges of ``claims``, in the order of each one's first claim; both directions of a symmetric relation are one."""
    groups: dict[tuple[str | None, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        ends = [claim.subject.iri, claim.object.iri]
        if schema.relations[claim.relation].symmetric:
            ends.sort()
        organization = claim.organization.iri if claim.organization is not None else None
        groups[(*ends, claim.relation, organization, claim.polarity, claim.modality)].append(claim)
    return [
        Bundle(digest(*key), members[0].subject, members[0].object, schema.relations[members[0].relation], tuple(members))
        for key, members in groups.items()
    ]


def draw(bundles: Sequence[Bundle], schema: Schema) -> Drawing:
    """The bundles as pyvis holds them; above 300 nodes positions are computed here and the page runs no physics."""
    from pyvis.network import Network  # type: ignore[import-untyped]

    network = Network(directed=True)
    kinds = _add_nodes(network, bundles, schema)
    pairs = [(digest(bundle.source.iri), digest(bundle.target.iri)) for bundle in bundles]
    for bundle, (source, target), bend in zip(bundles, pairs, bend_edges(pairs), strict=True):
        network.add_edge(source, target, **_edge(bundle), smooth=bend)
    options = dict(_OPTIONS)
    if len(network.nodes) > _PHYSICS_UP_TO:
        options |= {"physics": {"enabled": False}, "layout": {"randomSeed": 7, "improvedLayout": False}}
        positions = place_nodes(network.node_ids, pairs)
        for node in network.nodes:
            node["x"], node["y"] = positions[node["id"]]
    network.set_options(json.dumps(options))
    nodes, edges, _, _, _, written = network.get_network_data()
    return Drawing(nodes, edges, json.loads(written), kinds, len(edges) <= _EDGE_LABELS_UP_TO)


def _add_nodes(network: Any, bundles: Sequence[Bundle], schema: Schema) -> Counter[str]:
    weight: Counter[str] = Counter()
    names: dict[str, dict[str, None]] = defaultdict(dict)
    ends: dict[str, Actor | Event] = {}
    for bundle in bundles:
        for claim in bundle.claims:
            for end in (claim.subject, claim.object):
                weight[end.iri] += 1
                names[end.iri][end.name] = None
                ends.setdefault(end.iri, end)
    kinds: Counter[str] = Counter()
    for iri in sorted(ends, key=lambda iri: (-weight[iri], ends[iri].name, iri)):
        end, kind = ends[iri], classify(ends[iri].kind, schema)
        kinds[kind.name] += 1
        network.add_node(
            digest(iri),
            label=shorten(end.name, _LABEL) or "(no name)",
            shape=kind.shape,
            group=kind.name,
            size=round(11 + 5 * math.sqrt(min(weight[iri], 25)), 1),
            names=list(names[iri]),
            code=end.code if isinstance(end, Actor) else None,
            place=end.place if isinstance(end, Event) else None,
            weight=weight[iri],
        )
    return kinds


def _edge(bundle: Bundle) -> dict[str, Any]:
    claim, count = bundle.first, len(bundle.claims)
    negated = claim.polarity is Polarity.NEGATED
    end = {"enabled": True, "type": "bar", "scaleFactor": 0.8} if negated else {"enabled": True, "scaleFactor": 0.7}
    arrows: dict[str, Any] = {"to": end}
    if bundle.relation.symmetric:
        arrows = {"to": end, "from": end} if negated else {}
    label = _edge_label(bundle)
    return {
        "id": bundle.id,
        "label": label,
        "title": _tip(bundle),
        "arrows": arrows,
        "dashes": dash_pattern(claim.polarity, claim.modality),
        "width": round(2 + math.log2(count), 2),
        "length": _spring_length(label),
        "family": bundle.relation.family,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "faint": claim.modality is not Modality.ACTUAL,
    }


def _spring_length(label: str) -> int:
    """Room for the label between two nodes, in pixels at zoom 1; a very long one may lie over its neighbours."""
    return min(90 + 6 * len(label), 250)


def _edge_label(bundle: Bundle) -> str:
    claim = bundle.first
    words = verb_phrase(bundle.relation.label, claim.polarity, claim.modality, loud=True)
    if claim.organization is not None:
        words = f"{words.removesuffix(' of')}: {shorten(claim.organization.name, _LABEL)}"
    return f"{words} ×{len(bundle.claims)}" if len(bundle.claims) > 1 else words


def _tip(bundle: Bundle) -> str:
    claim = bundle.first
    words = shorten("".join(sentence(claim, bundle.relation)), _TIP)
    quote = shorten(claim.evidence[0].quote, _TIP) if claim.evidence else ""
    more = f"\n+ {len(bundle.claims) - 1} more" if len(bundle.claims) > 1 else ""
    return words + (f"\n“{quote}”" if quote else "") + more
