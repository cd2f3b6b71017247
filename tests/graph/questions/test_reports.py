"""Who was left out, what contradicts what, on which sources it rests, who speaks, how outlets differ: by hand."""

from dataclasses import replace

import pytest
from diplograph.graph.desk import ClaimList
from diplograph.graph.questions import (
    co_attendance,
    compare_outlets,
    contradictions,
    left_out,
    sources,
    spokespersons,
    worked_example,
)
from diplograph.ontology import Document, Evidence, Modality, Polarity, QueryError

EXAMPLE = worked_example()
ARMS = next(claim for claim in EXAMPLE if claim.document == "arms" and claim.object.name == "Elland")


def test_absent_stand_beside_those_who_were_there() -> None:
    (row,) = left_out(EXAMPLE).dicts()
    assert (row["absent"], row["manner"], row["attended_by"]) == ("Dorland", "kept out", "Arland; Borland; Corland")
    denied = [replace(claim, polarity=Polarity.NEGATED) for claim in EXAMPLE(manner="kept out")]
    assert len(left_out(ClaimList(denied))) == 0


def test_who_attends_the_same_events_meets() -> None:
    assert sorted(weight for *_, weight in co_attendance(EXAMPLE).edges(data="weight")) == [1, 1, 1]


def test_contradiction_is_of_one_time_and_a_change_of_two() -> None:
    (row,) = contradictions(EXAMPLE).dicts()
    assert (row["affirmed_in"], row["denied_in"], row["denied_by"]) == ("arms", "denial", "Ada Moen")
    assert [row[0] for row in contradictions(EXAMPLE, changes=True)] == ["contradiction", "change"]
    assert [row[0] for row in contradictions(EXAMPLE, days=90)] == ["contradiction"] * 2
    assert len(contradictions(EXAMPLE, days=0)) == 0


def test_demand_contradicts_demands_only() -> None:
    demanded = replace(ARMS, modality=Modality.DEMANDED)
    denied = replace(ARMS, polarity=Polarity.NEGATED)
    assert len(contradictions(ClaimList([demanded, denied]))) == 0
    assert len(contradictions(ClaimList([demanded, replace(denied, modality=Modality.DEMANDED)]))) == 1


def test_undated_claims_may_contradict_each_other() -> None:
    undated = replace(ARMS, date=None)
    assert len(contradictions(ClaimList([undated, replace(undated, polarity=Polarity.NEGATED)]), days=0)) == 1


def report(number: int, publisher: str, quote: str, **fields: object) -> tuple[object, Document]:
    evidence = (Evidence(0, len(quote), quote, ""),)
    return replace(ARMS, document=f"report-{number}", evidence=evidence, **fields), Document(
        f"report-{number}", outlet=publisher
    )


@pytest.mark.parametrize(
    ("reports", "independent"),
    [
        ([report(1, "A", "One."), report(2, "B", "Two.")], 2),
        ([report(1, "A", "One."), report(2, "A", "Two.")], 1),  # one publisher
        ([report(1, "A", "One."), report(2, "B", "  one. ")], 1),  # one sentence
        ([report(1, "A", "One.", outlet="Wire"), report(2, "B", "Two.", outlet="wire")], 1),  # one agency
        ([report(1, "A", "One.", outlet="B"), report(2, "B", "Two.")], 1),  # A has it of B
        ([report(1, "A", "One.", speaker=ARMS.subject), report(2, "B", "Two.", speaker=ARMS.subject)], 1),
        ([report(1, "A", "One.", outlet="C"), report(2, "B", "Two.", outlet="C"), report(3, "D", "Three.")], 2),
    ],
)
def test_reports_that_go_back_to_each_other_are_one_source(reports: list[tuple[object, Document]], independent: int) -> None:
    claims, documents = zip(*reports, strict=True)
    (row,) = sources(ClaimList(claims, documents)).dicts()
    assert (row["independent"], row["articles"]) == (independent, len(reports))
    assert len(sources(ClaimList(claims, documents), least=independent + 1)) == 0


def test_denial_rests_on_sources_of_its_own() -> None:
    rows = [row for row in sources(EXAMPLE, subject="Arland", object="Elland").dicts() if row["relation"] == "aids"]
    assert sorted((row["polarity"], row["independent"]) for row in rows) == [("affirmed", 1), ("negated", 1)]


def test_person_speaks_for_the_state_that_an_article_gives() -> None:
    (row,) = spokespersons(EXAMPLE).dicts()
    assert (row["speaker"], row["speaks_for"], row["statements"]) == ("Ada Moen", "Dorland", 2)
    untold = ClaimList([claim for claim in EXAMPLE if claim.relation != "represents"], EXAMPLE.documents)
    assert [row[:2] for row in spokespersons(untold)] == [("Ada Moen", None)]


def test_outlets_differ_by_what_they_tell_and_how() -> None:
    found = compare_outlets(EXAMPLE, "coast times", "Hill Post").dicts()
    at_odds = [(row["subject"], row["one_stated"], row["other_denied"]) for row in found if row["difference"] == "at odds"]
    assert at_odds == [("Arland", 1, 1), ("Borland", 1, 1)]
    assert [row["object"] for row in found if row["difference"] == "same"] == ["Forland"]
    backwards = compare_outlets(EXAMPLE, "Hill Post", "Coast Times").dicts()
    swapped = {"only one": "only other", "only other": "only one"}
    assert sorted(swapped.get(r["difference"], r["difference"]) for r in backwards) == sorted(r["difference"] for r in found)
    with pytest.raises(QueryError, match="no article is of the outlet 'Hill Poster'; did you mean Hill Post"):
        compare_outlets(EXAMPLE, "Coast Times", "Hill Poster")
