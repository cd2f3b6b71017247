"""Claims as a NetworkX graph."""

from dataclasses import replace

import networkx
import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.ontology import Claim, Document, Evidence


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
        "country": None,
        "quote": "A sentence that proves the claim.",
        "trigger": "proves",
        "start": 10,
        "end": 42,
        "evidence_count": 1,
        "document": "talks",
        "title": "Talks in Riyadh",
        "document_date": "2025-02-18",
        "url": "https://news.example/talks?a=1&b=<2>",
        "outlet": "The Example",
        "confidence": 0.91,
        "frame": "oppose.verb",
    }


def test_nodes_carry_label_kind_and_code(graph: KnowledgeGraph) -> None:
    nodes = graph.to_networkx().nodes
    assert nodes["actor:RUS"]["label"] == "Russia"
    assert nodes["actor:RUS"]["kind"] == "State"
    assert nodes["actor:RUS"]["code"] == "RUS"


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
