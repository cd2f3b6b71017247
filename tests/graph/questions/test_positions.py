"""Positions, their changes, and what two actors have in common: on the worked example, by hand."""

import datetime
from dataclasses import replace

import pytest
from diplograph.graph import KnowledgeGraph
from diplograph.graph.desk import ClaimList
from diplograph.graph.questions import (
    common_positions,
    dealings_begun_and_ended,
    position_changes,
    positions,
    worked_example,
)
from diplograph.ontology import GraphError, Polarity, QueryError

EXAMPLE = worked_example()


def test_position_is_the_latest_one_with_the_day_since_when_it_holds() -> None:
    (row,) = (row for row in positions(EXAMPLE, of_memberships=True).dicts() if row["actor"] == "Borland")
    assert (row["position"], row["since"], row["last"]) == ("for", datetime.date(2024, 6, 2), datetime.date(2024, 6, 2))
    (earlier,) = positions(EXAMPLE, subject="Borland", until="2024-03", relation="conflict").dicts()
    assert (earlier["position"], earlier["organization"]) == ("against", "Harbour League")


def test_positions_are_also_on_actors() -> None:
    found = {
        (row["actor"], row["target"]): row["position"] for row in positions(EXAMPLE).dicts() if row["organization"] is None
    }
    assert found == {
        ("Arland", "Elland"): "for",
        ("Arland", "Borland"): "for",
        ("Dorland", "Arland"): "against",
        ("Dorland", "Borland"): "against",
    }


def test_change_lies_between_two_dated_positions() -> None:
    (row,) = position_changes(EXAMPLE).dicts()
    assert (row["actor"], row["before"], row["after"]) == ("Borland", "against", "for")
    assert (row["before_day"], row["day"]) == (datetime.date(2024, 3, 10), datetime.date(2024, 6, 2))
    assert row["quote"].startswith("Borland no longer opposes")
    assert len(position_changes(EXAMPLE, since="2024-04")) == 0


def test_both_positions_on_one_day_are_no_change() -> None:
    opposed = next(claim for claim in EXAMPLE if claim.subject.name == "Dorland" and claim.organization is not None)
    both = ClaimList([opposed, replace(opposed, polarity=Polarity.NEGATED)], EXAMPLE.documents)
    assert len(position_changes(both)) == 0


def test_who_was_for_and_against_on_the_last_day_is_mixed_and_agrees_with_nobody() -> None:
    backed = next(claim for claim in EXAMPLE if claim.subject.name == "Arland" and claim.organization is not None)
    both = ClaimList([*EXAMPLE, replace(backed, polarity=Polarity.NEGATED, modality=backed.modality)], EXAMPLE.documents)
    found = {row["actor"]: row["position"] for row in positions(both, of_memberships=True).dicts()}
    assert found == {"Arland": "mixed", "Borland": "for", "Dorland": "against"}
    assert common_positions(both, "Arland", "Borland").note == "0 of 1 issues in common"


def test_two_actors_are_compared_on_what_both_have_said() -> None:
    found = common_positions(EXAMPLE, "Arland", "Borland")
    assert [row[:5] for row in found] == [("Corland", "Harbour League", "for", "for", True)]
    assert found.note == "1 of 1 issues in common"
    assert common_positions(EXAMPLE, "Arland", "Gorland").note == "0 of 0 issues in common"
    with pytest.raises(QueryError, match="Zedland"):
        common_positions(EXAMPLE, "Arland", "Zedland")


def test_dealings_begin_and_cease() -> None:
    found = {(row["change"], row["one"], row["other"]) for row in dealings_begun_and_ended(EXAMPLE, "2024-07").dicts()}
    assert found == {
        ("ceased", "Arland", "Borland"),
        ("began", "Arland", "Corland"),
        ("began", "Borland", "Elland"),
        ("began", "Elland", "Forland"),
        ("began", "Forland", "Gorland"),
    }
    (kept,) = (row for row in dealings_begun_and_ended(EXAMPLE, "2024-06-02").dicts() if row["change"] == "kept")
    assert (kept["one"], kept["other"], kept["before"], kept["after"]) == ("Arland", "Borland", 1, 1)
    assert kept["last_before"] == datetime.date(2024, 3, 1)
    with pytest.raises(GraphError, match="is no time"):
        dealings_begun_and_ended(EXAMPLE, "spring")


def test_questions_are_asked_of_graphs_and_of_parts_of_them_alike() -> None:
    graph = KnowledgeGraph.from_claims(EXAMPLE, EXAMPLE.documents)
    assert positions(graph).rows == positions(EXAMPLE).rows
    assert position_changes(graph.claims(subject="Borland")).rows == position_changes(EXAMPLE).rows
    assert common_positions(graph, "Arland", "Dorland").rows == common_positions(EXAMPLE, "Arland", "Dorland").rows
    frame = positions(graph).to_pandas()
    assert list(frame["since"].dt.year) == [2024] * len(frame)
