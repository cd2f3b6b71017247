"""Claims as a NetworkX graph."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import networkx
import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.views.network import to_networkx
from diplograph.ontology import Claim, Document, Evidence
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FORMATS = {
    "graphml": (networkx.write_graphml, networkx.read_graphml),
    "gexf": (networkx.write_gexf, networkx.read_gexf),
    "gml": (networkx.write_gml, networkx.read_gml),
}
HOSTILE = json.loads((Path(__file__).parents[1] / "hostile_texts.json").read_text("utf-8"))
# Written by the format itself: the number of an edge in GEXF, the name of a node in GML.
OF_THE_FORMAT = {"gexf": "id", "gml": "label"}


@pytest.fixture
def graph(claims: list[Claim], document: Document) -> KnowledgeGraph:
    return KnowledgeGraph.from_claims(claims, [document])


def test_each_claim_is_one_edge_keyed_by_the_claim(graph: KnowledgeGraph, claims: list[Claim]) -> None:
    network = graph.to_networkx()
    assert isinstance(network, networkx.MultiDiGraph)
    assert {key for _, _, key in network.edges(keys=True)} == {claim.key for claim in claims}


def test_edge_of_a_membership_goes_to_the_candidate_and_carries_the_claim(graph: KnowledgeGraph, claims: list[Claim]) -> None:
    edge = graph.to_networkx().edges["actor:RUS", "actor:UKR", claims[0].key]
    assert edge == {
        "relation": "opposesMembership",
        "family": "conflict",
        "plover": "REJECT",
        "polarity": "affirmed",
        "modality": "actual",
        "organization": "NATO",
        "speaker": "Mara Velde",
        "role": "spokesperson",
        "date": "2025-02-18",
        "date_end": "2025-02-18",
        "date_precision": "day",
        "place": "Riyadh",
        "quote": "A sentence that proves the claim.",
        "trigger": "proves",
        "quote_start": 10,
        "quote_end": 43,
        "evidence_count": 1,
        "document": "talks",
        "title": "Talks in Riyadh",
        "document_date": "2025-02-18",
        "url": "https://news.example/talks?a=1&b=<2>",
        "outlet": "The Example",
        "confidence": 0.91,
        "frame": "oppose.verb",
    }


def test_nodes_carry_name_kind_and_ids(graph: KnowledgeGraph) -> None:
    nodes = graph.to_networkx().nodes
    assert nodes["actor:RUS"] == {
        "name": "Russia",
        "label": "Russia",
        "kind": "State",
        "iri": "https://w3id.org/diplograph/actor/RUS",
        "code": "RUS",
        "wikidata": "Q159",
    }


def test_event_is_a_node_with_its_place(graph: KnowledgeGraph) -> None:
    network = graph.to_networkx()
    assert network.nodes["event:saudi-talks"]["place"] == "Riyadh"
    assert network.has_edge("actor:UKR", "event:saudi-talks")


def test_only_stated_leaves_out_denials_and_plans(graph: KnowledgeGraph) -> None:
    edges = graph.to_networkx(only_stated=True).edges(data=True)
    assert {(data["polarity"], data["modality"]) for _, _, data in edges} == {("affirmed", "actual")}
    assert len(edges) == 3


def test_further_evidence_is_counted(claims: list[Claim]) -> None:
    claim = replace(claims[0], evidence=(Evidence(5, 9, "Later", "b"), Evidence(0, 4, "First", "a")))
    ((_, _, edge),) = KnowledgeGraph.from_claims([claim]).to_networkx().edges(data=True)
    assert (edge["quote"], edge["evidence_count"]) == ("First", 2)


def attributes_of(network: "networkx.MultiDiGraph[str]", format_: str) -> tuple[dict[str, object], dict[object, object]]:
    def own(attributes: dict[str, object]) -> dict[str, object]:
        return {name: value for name, value in attributes.items() if name != OF_THE_FORMAT.get(format_)}

    nodes = {node: own(attributes) for node, attributes in network.nodes(data=True)}
    return nodes, {edge[:3]: own(edge[3]) for edge in network.edges(keys=True, data=True)}


@pytest.mark.parametrize("format_", FORMATS)
def test_formats_of_networkx_give_back_what_they_were_given(graph: KnowledgeGraph, tmp_path: Path, format_: str) -> None:
    write, read = FORMATS[format_]
    network = graph.to_networkx()
    write(network, tmp_path / "network")
    back = read(tmp_path / "network")
    assert isinstance(back, networkx.MultiDiGraph)
    assert attributes_of(back, format_) == attributes_of(network, format_)


@pytest.mark.parametrize("format_", FORMATS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(text=st.text() | st.sampled_from(HOSTILE))
def test_formats_hold_whatever_an_article_says(
    tmp_path: Path, build_claim: Callable[..., Claim], format_: str, text: str
) -> None:
    write, read = FORMATS[format_]
    claim = build_claim("RUS", "opposesMembership", "UKR", "NATO", evidence=(Evidence(0, 9, text, text),), place=text)
    claim = replace(claim, subject=replace(claim.subject, name=text or "Rus", aliases=(text, "Rus")))
    # Two edges between the same nodes: GEXF does not tell a network without such ones from a simple one.
    network = to_networkx([claim, replace(claim, relation="supportsMembership")], {})
    write(network, tmp_path / "network")
    assert attributes_of(read(tmp_path / "network"), format_) == attributes_of(network, format_)


def test_pagerank_counts_claims(graph: KnowledgeGraph) -> None:
    ranks = networkx.pagerank(graph.to_networkx())
    assert sorted(ranks, key=lambda node: -ranks[node])[:2] == ["event:saudi-talks", "actor:UKR"]
    assert sum(ranks.values()) == pytest.approx(1)


def test_names_of_merged_actors_are_joined(build_claim: Callable[..., Claim]) -> None:
    claim = build_claim("RUS", "supports", "UKR")
    network = to_networkx([replace(claim, subject=replace(claim.subject, aliases=("Rus", "Muscovy")))], {})
    assert network.nodes["actor:RUS"]["aliases"] == "Rus; Muscovy"
