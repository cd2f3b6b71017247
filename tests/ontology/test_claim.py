import dataclasses
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from diplograph.ontology import Actor, Claim, Document, Event, Evidence, Interval, Modality, Polarity
from diplograph.ontology.identifiers import ACTOR, CLAIM, DOCUMENT, EVENT
from hypothesis import given
from hypothesis import strategies as st

OTHER = Actor(ACTOR + "FIN", "Finland", "State", "FIN")
RECORD_KEYS = (
    *("subject", "subject_id", "subject_code", "predicate", "plover", "object", "object_id", "object_code", "organization"),
    *("polarity", "modality", "manner", "speaker", "outlet", "role", "date", "place", "place_id", "place_code"),
    *("quote", "trigger", "start", "end", "confidence", "frame", "evidence"),
)


@pytest.fixture
def claim(build_claim: Callable[..., Claim]) -> Claim:
    return build_claim("RUS", "opposesMembership", "UKR", "NATO", confidence=0.87654, frame="oppose-bid")


@pytest.mark.parametrize(
    "change",
    [
        {"document": "another"},
        {"subject": OTHER},
        {"relation": "supportsMembership"},
        {"object": OTHER},
        {"organization": OTHER},
        {"organization": None},
        {"polarity": Polarity.NEGATED},
        {"modality": Modality.ALLEGED},
        {"speaker": OTHER},
        {"outlet": "The Example"},
        {"manner": "kept out"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_key_depends_on_what_is_claimed(claim: Claim, change: dict[str, object]) -> None:
    assert replace(claim, **change).key != claim.key  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"evidence": (Evidence(0, 3, "No.", "No"),)},
        {"confidence": 0.1},
        {"frame": "another-rule"},
        {"role": "envoy"},
        {"place": "Riyadh"},
        {"country": OTHER},
        {"date": Interval("2025-01-01", "2025-12-31", "year")},
    ],
    ids=lambda change: next(iter(change)),
)
def test_key_does_not_depend_on_how_the_claim_is_known(claim: Claim, change: dict[str, object]) -> None:
    assert replace(claim, **change).key == claim.key  # type: ignore[arg-type]


def test_outlet_is_no_part_of_the_key_where_somebody_else_speaks(claim: Claim) -> None:
    spoken = replace(claim, speaker=OTHER)
    assert replace(spoken, outlet="The Example").key == spoken.key


def test_key_identifies_actors_by_iri_and_not_by_name(claim: Claim) -> None:
    assert replace(claim, subject=replace(claim.subject, name="Russian Federation")).key == claim.key


def test_subject_and_object_of_a_key_are_not_interchangeable(claim: Claim) -> None:
    assert replace(claim, subject=claim.object, object=claim.subject).key != claim.key  # type: ignore[arg-type]


def test_iri_of_a_claim_is_its_key_in_the_namespace_of_claims(claim: Claim) -> None:
    assert claim.iri == CLAIM + claim.key


@pytest.mark.parametrize("polarity", Polarity)
@pytest.mark.parametrize("modality", Modality)
def test_only_affirmed_and_actual_claims_are_stated_facts(claim: Claim, polarity: Polarity, modality: Modality) -> None:
    stated = replace(claim, polarity=polarity, modality=modality).is_stated_fact
    assert stated == (polarity is Polarity.AFFIRMED and modality is Modality.ACTUAL)


def test_record_has_the_keys_of_the_exchange_format_in_order(claim: Claim) -> None:
    assert list(claim.record("REJECT")) == list(RECORD_KEYS)


def test_record_is_json_with_plain_values(claim: Claim) -> None:
    dated = replace(claim, date=Interval("2025-02-18", "2025-02-18", "day"), speaker=OTHER)
    record = json.loads(json.dumps(dated.record("REJECT")))
    assert record["polarity"] == "affirmed"
    assert record["modality"] == "actual"
    assert record["date"] == {"start": "2025-02-18", "end": "2025-02-18", "precision": "day"}
    assert record["speaker"] == "Finland"
    assert record["organization"] == "NATO"
    assert record["plover"] == "REJECT"


def test_record_gives_the_evidence_that_comes_first(claim: Claim) -> None:
    two = replace(claim, evidence=(Evidence(5, 9, "One.", "One"), Evidence(20, 24, "Two.", "Two")))
    record = two.record(None)
    assert (record["quote"], record["trigger"], record["start"], record["end"]) == ("One.", "One", 5, 9)


def test_record_gives_every_piece_of_evidence(claim: Claim) -> None:
    two = replace(claim, evidence=(Evidence(5, 9, "One.", "One"), Evidence(20, 24, "Two.", "Two")))
    assert two.record(None)["evidence"] == [
        {"quote": "One.", "trigger": "One", "start": 5, "end": 9},
        {"quote": "Two.", "trigger": "Two", "start": 20, "end": 24},
    ]


def test_record_names_the_state_in_which_the_place_lies(claim: Claim) -> None:
    record = replace(claim, place="Turku", country=OTHER).record(None)
    assert (record["place"], record["place_id"], record["place_code"]) == ("Turku", OTHER.iri, "FIN")


def test_record_without_evidence_has_an_empty_quote_and_no_offsets(claim: Claim) -> None:
    record = replace(claim, evidence=()).record(None)
    assert (record["quote"], record["trigger"], record["start"], record["end"]) == ("", "", None, None)


def test_record_rounds_the_confidence_to_three_digits(claim: Claim) -> None:
    assert claim.record(None)["confidence"] == 0.877


def test_event_as_object_has_no_code(build_claim: Callable[..., Claim]) -> None:
    claim = build_claim("UKR", "excludedFrom", Event(EVENT + "talks", "talks", "Negotiation"))
    assert claim.record(None)["object"] == "talks"
    assert claim.record(None)["object_code"] is None


def test_claims_cannot_be_changed(claim: Claim) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        claim.confidence = 1.0  # type: ignore[misc]


def test_document_is_shown_without_its_text() -> None:
    assert "secret" not in repr(Document("a", text="a secret text"))


@pytest.mark.parametrize("id_", ["talks", "../up", "a b<c>", "статья", "x" * 500])
def test_document_iri_is_safe_for_any_id(id_: str) -> None:
    local = Document(id_).iri.removeprefix(DOCUMENT)
    assert local
    assert local.replace("-", "").isalnum()
    assert local.isascii()


def test_records_are_shown_on_one_short_line(build_claim: Callable[..., Claim]) -> None:
    claim = build_claim("RUS", "opposesMembership", "UKR", "NATO", polarity=Polarity.NEGATED)
    assert repr(claim) == "<Claim Russia opposesMembership Ukraine (NATO), negated, actual, in talks>"
    assert repr(claim.subject) == "<Actor Russia (State, actor:RUS)>"
    assert repr(Event(EVENT + "talks", "talks", "Negotiation")) == "<Event talks (Negotiation, event:talks)>"
    assert repr(Evidence(3, 9, "talked", "talked")) == "<Evidence 3-9: talked>"
    dated = replace(claim, speaker=claim.object, date=Interval("2025-02-18", "2025-02-20", "day"))
    assert repr(dated).endswith("negated, actual, says Ukraine, 2025-02-18, in talks>")


@given(text=st.text())
def test_no_text_breaks_the_line(text: str) -> None:
    shown = repr(Evidence(0, 1, text, ""))
    assert shown.isprintable()
    assert len(shown) < 1000


def test_claim_without_a_manner_keeps_the_key_that_it_had_before_there_were_manners(claim: Claim) -> None:
    assert replace(claim, manner=None).key == "caaca81b8a74d95a"
    assert claim.record(None)["manner"] is None
    assert replace(claim, manner="kept out").record(None)["manner"] == "kept out"
