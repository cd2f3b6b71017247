"""Graphs with the surer claims alone."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from diplograph.graph import KnowledgeGraph
from diplograph.ontology import Claim, Document, GraphError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import PROV, URIRef

Run = Callable[..., Any]


@pytest.fixture
def graph(claims: list[Claim], document: Document) -> KnowledgeGraph:
    """Five claims with confidence 0.91, 0.1, 0.3, 0.5 and 0.7."""
    rated = [claims[0], *(replace(c, confidence=0.1 + 0.2 * place) for place, c in enumerate(claims[1:]))]
    return KnowledgeGraph.from_claims(rated, [document, Document("empty", text="Nothing.")], model="en_test 1.0")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(least=st.floats(0, 1))
def test_claims_that_stay_are_those_that_are_sure_enough(graph: KnowledgeGraph, least: float) -> None:
    kept = graph.confident(least)
    assert kept.claims == tuple(claim for claim in graph.claims if claim.confidence >= least)
    assert kept.documents == graph.documents


def test_nothing_changes_where_all_are_sure_enough(graph: KnowledgeGraph) -> None:
    assert graph.confident(0.1) is graph


def test_direct_triples_of_claims_that_are_left_out_go(graph: KnowledgeGraph) -> None:
    ask = "ASK { ?one dg:negotiatesWith ?other }"
    assert graph.query(ask)
    assert not graph.confident(0.8).query(ask)
    assert graph.confident(0.8).query("ASK { actor:RUS dg:opposesMembership ?bid }")


def test_evidence_and_actors_that_nothing_names_any_more_go(graph: KnowledgeGraph) -> None:
    kept = graph.confident(0.8)
    assert {actor.name for actor in kept.actors} == {"Russia", "Ukraine", "NATO", "Mara Velde"}
    assert "Saudi talks" not in kept.rdflib().serialize(format="trig")


def test_run_and_hash_of_the_text_stay(graph: KnowledgeGraph) -> None:
    kept = graph.confident(0.8).rdflib()
    (run,) = set(kept.objects(URIRef(graph.confident(0.8).claims[0].iri), PROV.wasGeneratedBy))
    assert set(graph.rdflib().predicate_objects(run)) == set(kept.predicate_objects(run))
    for document in graph.documents:
        node = URIRef(document.iri)
        assert set(graph.rdflib().predicate_objects(node)) == set(kept.predicate_objects(node))


@pytest.mark.parametrize("least", [-0.1, 1.1, float("nan")])
def test_least_confidence_must_be_between_0_and_1(graph: KnowledgeGraph, least: float) -> None:
    with pytest.raises(GraphError, match="give a number from 0 to 1"):
        graph.confident(least)
    with pytest.raises(GraphError, match="give a number from 0 to 1"):
        KnowledgeGraph.build([], min_confidence=least)


@pytest.mark.usefixtures("fake_extractor")
@pytest.mark.parametrize(("least", "number"), [("0.9", 1), ("0.92", 0)])
def test_commands_keep_what_is_sure_enough(run: Run, tmp_path: Path, least: str, number: int) -> None:
    article, graph = tmp_path / "talks.txt", tmp_path / "g.ttl"
    article.write_text("Moscow rejects the bid.")
    (line,) = run("extract", article, "--min-confidence", least).out.splitlines()
    assert len(json.loads(line)["claims"]) == number
    assert run("build", article, "-o", graph, "--min-confidence", least).err.startswith(f"{number} claim")
    run("build", article, "-o", graph)
    assert run("page", graph, "-o", tmp_path / "g.html", "--min-confidence", least).err.startswith(f"{number} claim")
    (line,) = run("export", graph, "--format", "jsonl", "--min-confidence", least).out.splitlines()
    assert len(json.loads(line)["claims"]) == number
