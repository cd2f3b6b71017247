"""Texts that hold no claim are told by a look at their words; what a claim could be made of is always parsed."""

import json
from pathlib import Path

import pytest
from diplograph.extract import EXTRACTORS, Extractor
from diplograph.extract.claims import load_resources
from diplograph.extract.scanning import ClaimScan
from diplograph.ontology import Document
from hypothesis import given, settings
from hypothesis import strategies as st

GOLD = Path(__file__).parents[1] / "gold"
# The share of claims that a text may lose; both are told by words that no frame has.
MOST_LOST = 0.01


def why_skipped(extractor: Extractor, text: str, title: str | None = None) -> str | None:
    return extractor.why_skipped(Document("test", text=text, title=title))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The weather was mild on the coast.", "it names nobody"),
        ("Bonn was quiet.", "it names one party alone"),
        ("Rain fell over Bonn, Rome and Oslo.", "it has no words that tell a claim"),
        ("", "it names nobody"),
        ("17:05 – 18:30", "it names nobody"),
    ],
)
def test_text_without_parties_or_words_of_a_claim_is_skipped(extractor: Extractor, text: str, reason: str) -> None:
    assert why_skipped(extractor, text) == reason


@pytest.mark.parametrize(
    "text",
    [
        "Oman accused Chad of an attack.",
        "chad attacked mali and its troops crossed the border of oman",  # without capitals nobody can tell names
        "Rebels attacked Chad.",
        "Oman hosts talks.",
        "North Korea threatened South Korea.",
        "Chad’s foreign minister is Ali Diop.",
        "Chad cease-fire talks stalled.",
        "CHAD ATTACKS MALI",
        "Chad attac&shy;ked Mali.",
        "The US-Iranian talks collapsed.",
    ],
)
def test_text_that_may_hold_a_claim_is_parsed(extractor: Extractor, text: str) -> None:
    assert why_skipped(extractor, text) is None


def test_title_is_scanned_with_the_body(extractor: Extractor) -> None:
    assert why_skipped(extractor, "It crossed the border on Monday and attacked.") is not None
    assert why_skipped(extractor, "It crossed the border on Monday and attacked.", title="Chad and Mali") is None


def test_who_says_we_is_a_party_where_it_is_known_who_that_is(extractor: Extractor) -> None:
    text = "We condemn Chad."
    assert why_skipped(extractor, text) == "it names one party alone"
    assert extractor.why_skipped(Document("test", text, outlet="The White House")) is None
    assert extractor.why_skipped(Document("test", text, outlet="The Daily Sun")) is not None


@pytest.mark.parametrize(
    "text",
    [
        "I hope that I can go there on Sunday, the President said.",
        "The United Nations were not there.",  # the "united" of the name unites nobody
        "Syrians stay in Syria and work there.",  # two names of one state
        "It condemned the storm, and Bonn was quiet.",  # no name opens the sentence
        "Oman’s army came before Chad did.",  # who comes to an event comes "to" it
    ],
)
def test_words_that_only_look_like_names_and_frames_without_their_prepositions_count_for_nothing(
    extractor: Extractor, text: str
) -> None:
    assert why_skipped(extractor, text) is not None
    assert EXTRACTORS["frames"](skip=False).extract(Document("test", text)) == ()


@pytest.mark.parametrize(
    "text", ["The EU and Oman accused each other.", "Mr. Power met Oman.", "President Ali Diop of Chad spoke."]
)
def test_text_whose_frames_have_all_words_that_they_want_is_parsed(extractor: Extractor, text: str) -> None:
    assert why_skipped(extractor, text) is None


def test_names_of_the_user_are_names_in_small_letters_too(extractor: Extractor, tmp_path: Path) -> None:
    actors = tmp_path / "ours.csv"
    actors.write_text("name,kind\nbluehats,ArmedGroup\n", encoding="utf-8")
    text = "Yesterday bluehats attacked rebels."
    assert why_skipped(extractor, text) == "it names nobody"
    assert ClaimScan(load_resources([actors]), extractor.reader.vocabulary).why_not(text) is None


def test_claims_of_annotated_texts_are_hardly_ever_lost(extractor: Extractor) -> None:
    claims = lost = 0
    for path in sorted(GOLD.glob("*.jsonl")):
        for record in map(json.loads, path.read_text("utf-8").splitlines()):
            wanted = sum(claim.get("required", True) for claim in record.get("claims", ()))
            claims += wanted
            lost += wanted if wanted and why_skipped(extractor, record["text"], record.get("title")) is not None else 0
    assert claims > 500
    assert lost <= MOST_LOST * claims


def test_skipped_text_gives_no_claim_and_is_counted(extractor: Extractor) -> None:
    before = extractor.coverage
    assert extractor.extract(Document("test", "Bonn was quiet.")) == ()
    assert extractor.coverage.skipped - before.skipped == 1
    assert extractor.coverage.sentences == before.sentences


@pytest.mark.parametrize("name", [name for name in EXTRACTORS if name != "llm"])
def test_scan_can_be_turned_off(name: str) -> None:
    whole = EXTRACTORS[name](skip=False)
    assert isinstance(whole, Extractor)
    assert whole.why_skipped(Document("test", "Bonn was quiet.")) is None
    assert list(whole.extract_all([Document("test", "Bonn was quiet.")])) == [()]
    assert (whole.coverage.skipped, whole.coverage.sentences) == (0, 1)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_is_scanned_without_a_fault(extractor: Extractor, text: str) -> None:
    scan = extractor.parser.scan
    assert scan.why_not(text) in (
        None, "it names nobody", "it names one party alone", "it has no words that tell a claim",
    )  # fmt: skip
    # More words never take a name away.
    assert scan.why_not(f"Oman accused Chad. {text}") is None


def test_endless_word_is_scanned_and_not_kept(extractor: Extractor) -> None:
    scan = extractor.parser.scan
    before = scan._signs.cache_info().currsize
    assert scan.why_not("x" * 1_000_000 + "-" + "y" * 1_000_000) == "it names nobody"
    assert scan._signs.cache_info().currsize == before
