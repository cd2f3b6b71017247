"""Claims as pyvis's network: a node for each actor and event, an edge for each bundle of like claims."""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from diplograph.ontology import Actor, Claim, Document, Event, Modality, Polarity, Relation, Schema
from diplograph.ontology.identifiers import digest

from .appearance import Appearance
from .events import EventDetails, describe_events
from .layout import Box, Link, bend_edges, find_betweenness, find_communities, place_nodes
from .text import shorten
from .wording import is_plural, verb_phrase

__all__ = ["DRAWN_EDGES", "DRAWN_NODES", "Bundle", "Drawing", "bundle_claims", "draw"]

# What opens within seconds in a browser; beyond it only the most connected part is drawn at first.
DRAWN_NODES, DRAWN_EDGES = 5000, 20_000

_LABEL = 32
_OPTIONS: Mapping[str, Any] = {
    "layout": {"improvedLayout": False},
    "physics": {"enabled": False},
    "interaction": {"hover": True, "multiselect": False},
}


@dataclass(frozen=True, slots=True)
class Bundle:
    """Claims drawn as one edge: same two ends, relation, organization, polarity, modality and manner."""

    id: str
    source: Actor | Event
    target: Actor | Event
    relation: Relation
    claims: tuple[Claim, ...]

    @property
    def first(self) -> Claim:
        return self.claims[0]

    def words(self, *, loud: bool = False, plural: bool = False) -> str:
        """What the subject does to the object, as the bundle's claims put it."""
        claim = self.first
        return verb_phrase(self.relation.phrase(claim.manner), claim.polarity, claim.modality, loud=loud, plural=plural)

    @property
    def label(self) -> str:
        """The words on the line, NOT in capitals where the claim is denied."""
        claim = self.first
        words = self.words(loud=True, plural=is_plural(claim.subject))
        if claim.organization is None:
            return words
        return f"{words.removesuffix(' of')}: {shorten(claim.organization.name, _LABEL)}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """Nodes (with x, y) and edges as vis-network reads them, its options, and the kinds of node that occur, with numbers."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    options: dict[str, Any]
    kinds: Counter[str]


def bundle_claims(claims: Sequence[Claim], schema: Schema) -> list[Bundle]:
    """The edges of ``claims``, in the order of each one's first claim; both directions of a symmetric relation are one."""
    groups: dict[tuple[str | None, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        ends = [claim.subject.iri, claim.object.iri]
        if schema.relations[claim.relation].symmetric:
            ends.sort()
        organization = claim.organization.iri if claim.organization is not None else None
        manner = () if claim.manner is None else (claim.manner,)
        groups[(*ends, claim.relation, organization, claim.polarity, claim.modality, *manner)].append(claim)
    return [
        Bundle(digest(*key), members[0].subject, members[0].object, schema.relations[members[0].relation], tuple(members))
        for key, members in groups.items()
    ]


def draw(bundles: Sequence[Bundle], documents: Sequence[Document], schema: Schema, appearance: Appearance) -> Drawing:
    """The bundles as pyvis holds them, laid out; of more than 5,000 nodes or 20,000 edges the less connected are ``rest``."""
    from pyvis.network import Network  # type: ignore[import-untyped]

    network = Network(directed=True)
    events = describe_events([claim for bundle in bundles for claim in bundle.claims], documents, appearance)
    kinds = _add_nodes(network, bundles, events, schema, appearance)
    pairs = [(digest(bundle.source.iri), digest(bundle.target.iri)) for bundle in bundles]
    for bundle, (source, target), bend in zip(bundles, pairs, bend_edges(pairs), strict=True):
        network.add_edge(source, target, **_edge(bundle, appearance), bend=bend)
    boxes = [Box(node["id"], node["size"], node["label"], inside=node["shape"] == "box") for node in network.nodes]
    links = [Link(source, target, bundle.label) for bundle, (source, target) in zip(bundles, pairs, strict=True)]
    places = place_nodes(boxes, links)
    drawn = _most_connected(network.node_ids, pairs)
    affirmed = [pair for bundle, pair in zip(bundles, pairs, strict=True) if bundle.first.polarity is Polarity.AFFIRMED]
    communities, between = find_communities(network.node_ids, affirmed), find_betweenness(network.node_ids, affirmed)
    for node in network.nodes:
        node["x"], node["y"] = places[node["id"]]
        node["community"], node["between"] = communities.get(node["id"]), between.get(node["id"])
        if node["id"] not in drawn:
            node["rest"] = True
    network.set_options(json.dumps(_OPTIONS))
    nodes, edges, _, _, _, written = network.get_network_data()
    return Drawing(nodes, edges, json.loads(written), kinds)


def _most_connected(nodes: Sequence[str], pairs: Sequence[tuple[str, str]]) -> set[str]:
    """The nodes with most edges: as many as stay within both limits, counting the edges among them."""
    degree = Counter(end for pair in pairs for end in pair)
    rank = {node: place for place, node in enumerate(sorted(nodes, key=lambda node: -degree[node]))}
    complete_at = Counter(max(rank[source], rank[target]) for source, target in pairs)
    edges = 0
    for place in range(min(len(nodes), DRAWN_NODES)):
        edges += complete_at[place]
        if edges > DRAWN_EDGES:
            return {node for node, number in rank.items() if number < place}
    return {node for node, number in rank.items() if number < DRAWN_NODES}


def _add_nodes(
    network: Any, bundles: Sequence[Bundle], events: Mapping[str, EventDetails], schema: Schema, appearance: Appearance
) -> Counter[str]:
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
        end, kind, event = ends[iri], appearance.classify(ends[iri].kind, schema), events.get(iri)
        kinds[kind.name] += 1
        network.add_node(
            digest(iri),
            label=(event.label if event is not None else shorten(end.name, _LABEL)) or "(no name)",
            shape=kind.shape,
            group=kind.name,
            size=round(10 + 4.5 * math.sqrt(min(weight[iri], 25)), 1),
            iri=iri,
            names=list(names[iri]),
            code=end.code if isinstance(end, Actor) else None,
            place=end.place if isinstance(end, Event) else None,
            weight=weight[iri],
            title=event.title if event is not None else None,
            date=event.date if event is not None else None,
            parties=list(event.parties) if event is not None else None,
            plural=is_plural(end) or None,
        )
    return kinds


def _edge(bundle: Bundle, appearance: Appearance) -> dict[str, Any]:
    claim, count = bundle.first, len(bundle.claims)
    return {
        "id": bundle.id,
        "label": bundle.label,
        "words": bundle.words(),
        "plural": bundle.words(plural=True),
        "organization": claim.organization.name if claim.organization is not None else None,
        "arrows": _arrows(bundle, appearance),
        "dashes": list(appearance.dash_pattern(claim.polarity, claim.modality)) or False,
        "width": round(1.8 + math.log2(count), 2),
        "relation": bundle.relation.name,
        "plover": bundle.relation.plover_class(claim.polarity, claim.modality),
        "family": bundle.relation.family,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "manner": claim.manner,
        "faint": claim.modality is not Modality.ACTUAL,
    }


def _arrows(bundle: Bundle, appearance: Appearance) -> dict[str, Any]:
    """A bar where the claim is denied, else the head of the family; none on a symmetric relation that is affirmed."""
    negated = bundle.first.polarity is Polarity.NEGATED
    head = "bar" if negated else appearance.family(bundle.relation.family).head
    end = {"enabled": True, "type": head, "scaleFactor": 0.8 if negated else 0.65}
    if bundle.relation.symmetric:
        return {"to": end, "from": end} if negated else {}
    return {"to": end}
