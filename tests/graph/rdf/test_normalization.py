"""Claims made fit for a graph."""

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest
from diplograph.graph.rdf.normalization import clean, normalize
from diplograph.ontology import Actor, Claim, Document, Event, Evidence, GraphError, Interval
from hypothesis import given
from hypothesis import strategies as st


@given(st.text(st.characters(exclude_categories=())))
def test_cleaning_keeps_every_offset_and_is_idempotent(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert clean(cleaned) == cleaned
    cleaned.encode("utf-8")


def test_same_claims_twice_change_nothing(claims: list[Claim], document: Document) -> None:
    assert normalize([*claims, *claims], [document, document]) == normalize(claims, [document])


def test_normalizing_again_changes_nothing(claims: list[Claim], document: Document) -> None:
    once = normalize(claims, [document])
    assert normalize(once.claims, once.documents) == once


def test_order_of_claims_does_not_matter(claims: list[Claim]) -> None:
    assert normalize(reversed(claims)) == normalize(claims)


def test_same_claim_in_two_sentences_is_one_claim_with_both(build_claim: Callable[..., Claim]) -> None:
    first, second = Evidence(0, 3, "One", "one"), Evidence(5, 8, "Two", "two")
    made = [build_claim("RUS", "accuses", "UKR", evidence=(e,), confidence=c) for e, c in ((second, 0.5), (first, 0.9))]
    (merged,) = normalize(made).claims
    assert merged.evidence == (first, second)
    assert merged.confidence == 0.9


def test_merged_claim_takes_what_only_the_less_sure_one_says(build_claim: Callable[..., Claim]) -> None:
    made = [build_claim("RUS", "accuses", "UKR", confidence=c, place=p) for c, p in ((0.9, None), (0.5, "Geneva"))]
    assert normalize(made).claims[0].place == "Geneva"


def test_place_that_only_the_less_sure_claim_names_comes_with_its_state(build_claim: Callable[..., Claim]) -> None:
    sure, unsure = build_claim("RUS", "accuses", "UKR", confidence=0.9), build_claim("RUS", "accuses", "UKR", confidence=0.5)
    states = {"Kyiv": sure.object, "Moscow": sure.subject}
    placed = [replace(unsure, place=name, country=state) for name, state in states.items()]
    (merged,) = normalize([sure, *placed]).claims
    assert merged.place in states
    assert merged.country == states[str(merged.place)]
    assert normalize([*reversed(placed), sure]).claims == (merged,)


def test_state_of_a_place_is_described_like_every_actor(build_claim: Callable[..., Claim]) -> None:
    claim = build_claim("RUS", "accuses", "UKR")
    odd = replace(claim.object, name="Ukrainian side", code=None)
    made = [claim, replace(claim, relation="threatens"), replace(claim, relation="sanctions", place="Kyiv", country=odd)]
    assert {c.country for c in normalize(made).claims} == {None, claim.object}


def test_actor_described_in_two_ways_gets_the_description_given_most_often(build_claim: Callable[..., Claim]) -> None:
    claim = build_claim("RUS", "accuses", "UKR")
    odd = replace(claim.subject, name="Russian side", code=None)
    made = [claim, replace(claim, relation="threatens"), replace(claim, relation="sanctions", subject=odd)]
    assert {c.subject for c in normalize(made).claims} == {claim.subject}


def test_document_that_only_claims_name_is_added(claims: list[Claim]) -> None:
    assert normalize(claims).documents == (Document("talks"),)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"relation": "marries"}, "'marries' is not a relation"),
        ({"confidence": 1.5}, "confidence 1.5"),
        ({"confidence": float("nan")}, "confidence nan"),
        ({"date": Interval("2025-02-31", "2025-03-01", "day")}, "'2025-02-31' is not a date"),
        ({"date": Interval("20250201", "2025-03-01", "day")}, "'20250201' is not a date"),
        ({"date": Interval("2025-02-01", "2025-03-01", "fortnight")}, "precision 'fortnight'"),
        ({"subject": Actor("https://x/<script>", "X", "State")}, "is not an IRI"),
        ({"subject": Actor("nowhere", "X", "State")}, "is not an IRI"),
        ({"subject": Actor("https://x/y", "X", "Planet")}, "'Planet' is not a class of actors"),
        ({"subject": Actor("https://x/y", "X", "Meeting")}, "'Meeting' is not a class of actors"),
        ({"object": Event("https://x/y", "X", "State")}, "'State' is not a class of events"),
        ({"subject": Actor("https://x/y", "X", "State", None, "Q1> <x:y")}, "is not a Wikidata id"),
    ],
)
def test_claim_that_no_graph_can_hold_is_refused(
    build_claim: Callable[..., Claim], change: dict[str, object], complaint: str
) -> None:
    claim = replace(build_claim("RUS", "accuses", "UKR"), **change)  # type: ignore[arg-type]
    with pytest.raises(GraphError, match=complaint.replace("(", r"\(")):
        normalize([claim])


def test_iri_of_an_actor_and_an_event_at_once_is_refused(build_claim: Callable[..., Claim]) -> None:
    claim = build_claim("RUS", "accuses", "UKR")
    with pytest.raises(GraphError, match="an actor in one claim and an event in another"):
        normalize([replace(claim, object=Event(claim.subject.iri, "Talks", "Meeting"))])


def test_two_documents_of_one_id_are_refused() -> None:
    with pytest.raises(GraphError, match="two different documents have the id 'a'"):
        normalize([], [Document("a", text="one"), Document("a", text="two")])


def test_document_fetched_twice_is_one_that_was_there_on_the_earlier_day() -> None:
    days = [datetime.date(2025, 3, 2), None, datetime.date(2025, 3, 1)]
    (merged,) = normalize([], [Document("a", text="one", retrieved=day) for day in days]).documents
    assert merged.retrieved == datetime.date(2025, 3, 1)


def test_ids_that_differ_only_in_case_or_punctuation_stay_two_documents() -> None:
    documents = [Document("A b"), Document("a-b"), Document("a.b")]
    assert len({document.iri for document in normalize([], documents).documents}) == 3
