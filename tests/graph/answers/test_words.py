"""Answers in words: names, labels, how a claim is put, and what a day is of."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from diplograph.graph.answers.words import fold_columns, in_words
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.queries.results import QueryResult
from diplograph.ontology import Claim, Document, Modality, Polarity


@pytest.fixture
def charge(build_claim: Callable[..., Claim], document: Document) -> KnowledgeGraph:
    """One claim of 18 February 2025, by publication: an allegation by Mara Velde."""
    velde = build_claim("mara-velde", "accuses", "USA").subject
    return KnowledgeGraph.from_claims([build_claim("USA", "aids", "UKR", modality=Modality.ALLEGED, speaker=velde)], [document])


def read(graph: KnowledgeGraph, result: QueryResult) -> list[dict[str, object]]:
    return list(in_words(fold_columns(result), graph.store).dicts())


def test_allegation_is_told_with_who_makes_it(charge: KnowledgeGraph) -> None:
    (row,) = read(charge, charge.ask("dossier", actor="Ukraine"))
    assert row["status"] == "alleged by Mara Velde"
    assert (row["subject"], row["relation"], row["object"]) == ("United States", "aids", "Ukraine")
    assert not {"polarity", "modality", "speaker", "day_of"} & row.keys()


def test_day_of_publication_says_so(charge: KnowledgeGraph) -> None:
    (row,) = read(charge, charge.ask("dossier", actor="Ukraine"))
    assert row["day"] == "2025-02-18 (published)"


def test_speaker_that_an_answer_is_about_keeps_its_column(charge: KnowledgeGraph) -> None:
    (row,) = read(charge, charge.ask("speakers"))
    assert (row["speaker"], row["status"]) == ("Mara Velde", "alleged by Mara Velde")


def test_each_of_two_claims_in_a_row_has_its_own_status(charge: KnowledgeGraph) -> None:
    denial = replace(charge.claims[0], polarity=Polarity.NEGATED, modality=Modality.ACTUAL, speaker=None, document="other")
    (row,) = read(both := KnowledgeGraph.from_claims([*charge.claims, denial]), both.ask("contradictions"))
    assert (row["affirmed_status"], row["denied_status"]) == ("alleged by Mara Velde", "denied")


def test_exclusion_is_told_in_its_manner(claims: list[Claim]) -> None:
    left = replace(claims[2], manner="stayed away")
    graph = KnowledgeGraph.from_claims([left])
    (row,) = read(graph, graph.ask("dossier", actor="Ukraine"))
    assert (row["relation"], "manner" in row) == ("stays away from", False)
    (row,) = read(graph, graph.ask("exclusions"))
    assert (row["excluded"], row["manner"], row["status"]) == ("Ukraine", "stayed away", "stated as fact")


def test_bid_document_and_claim_are_named(claims: list[Claim], document: Document) -> None:
    graph = KnowledgeGraph.from_claims(claims, [document])
    query = (
        "SELECT ?bid ?article ?claim { ?claim dg:object ?bid ; prov:wasDerivedFrom ?article . ?bid dg:organization actor:NATO }"
    )
    (row,) = read(graph, graph.query(query))
    assert row == {"bid": "Ukraine in NATO", "article": "talks", "claim": f"claim:{claims[0].key}"}


def test_answer_itself_keeps_terms(charge: KnowledgeGraph) -> None:
    (row,) = charge.ask("dossier", actor="Ukraine").dicts()
    assert str(row["modality"]).endswith("#alleged")


def test_columns_of_another_kind_are_left_alone() -> None:
    other = QueryResult("SELECT", ("polarity", "modality"), (("north", "strong"), (None, None)))
    assert fold_columns(other).rows == (("north, strong",), (None,))
    assert fold_columns(QueryResult("SELECT", ("polarity",), (("north",),))).columns == ("polarity",)


def test_text_that_is_no_name_of_a_node_never_reaches_the_query(charge: KnowledgeGraph) -> None:
    hostile = "https://example.org/> } UNION { ?node ?p ?name } #"
    result = QueryResult("SELECT", ("x",), ((hostile,), ("https://example.org/none",), (None,), (3,)))
    assert in_words(result, charge.store).rows == result.rows
