"""Explanations: they tell what extraction did, and extraction does the same whether or not it is asked to explain."""

from collections.abc import Callable
from pathlib import Path

import pytest
from diplograph.extract import Extractor
from diplograph.extract.claims.merging import merge_claims
from diplograph.extract.explanation.records import Attempt, SentenceExplanation
from diplograph.extract.readers import read_documents
from diplograph.ontology import Document, InputError, load_schema

ARTICLES = sorted((Path(__file__).parents[3] / "examples" / "articles").glob("*.txt"))

Explain = Callable[[str], tuple[SentenceExplanation, ...]]


@pytest.fixture(scope="module")
def explain(extractor: Extractor) -> Explain:
    return lambda text: extractor.explain(Document("test", text=text))


def fired(sentence: SentenceExplanation, relation: str) -> Attempt:
    (found,) = (attempt for attempt in sentence.attempts if attempt.claims and attempt.relation == relation)
    return found


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_explained_claims_are_those_that_are_extracted(path: Path, extractor: Extractor) -> None:
    (document,) = read_documents(path)
    explained = [stated.claim for sentence in extractor.explain(document) for stated in sentence.claims]
    assert merge_claims(explained, load_schema()) == extractor.extract(document)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_sentences_and_their_mentions_stand_at_their_offsets(path: Path, extractor: Extractor) -> None:
    (document,) = read_documents(path)
    sentences = extractor.explain(document)
    assert [sentence.number for sentence in sentences] == list(range(1, len(sentences) + 1))
    for sentence in sentences:
        assert document.text[sentence.start : sentence.end] == sentence.text
        assert all(document.text[mention.start : mention.end] == mention.text for mention in sentence.mentions)
        assert all(0 <= word.head < len(sentence.words) for word in sentence.words)


def test_white_space_is_no_sentence(explain: Explain) -> None:
    assert [sentence.text for sentence in explain("Norway is cold.\n\n \n")] == ["Norway is cold."]


def test_every_frame_that_gave_nothing_says_why(extractor: Extractor) -> None:
    for path in ARTICLES:
        for document in read_documents(path):
            for sentence in extractor.explain(document):
                assert all(bool(attempt.claims) != bool(attempt.reasons) for attempt in sentence.attempts)


def test_arguments_tell_slot_way_and_kind(explain: Explain) -> None:
    (sentence,) = explain("Norway was accused of espionage by Iceland.")
    attempt = fired(sentence, "accuses")
    assert attempt.trigger == "accused"
    told = {argument.role: (argument.name, argument.slot, argument.kind) for argument in attempt.arguments}
    assert told == {"subject": ("Iceland", "agent", "name"), "object": ("Norway", "patient", "name")}
    assert {argument.path for argument in attempt.arguments} == {"accused ↓nsubj:pass Norway", "accused ↓obl:agent Iceland"}


def test_way_leads_over_the_word_that_governs_both(explain: Explain) -> None:
    (sentence,) = explain("Norway held talks with Iceland.")
    subjects = [a for attempt in sentence.attempts if attempt.claims for a in attempt.arguments if a.role == "subject"]
    assert subjects
    assert all(argument.path.endswith("Norway") for argument in subjects)


def test_negation_and_speaker_name_their_words(explain: Explain) -> None:
    (sentence,) = explain("The spokesman for Iceland said that Norway would not oppose Sweden's membership in NATO.")
    attempt = fired(sentence, "opposesMembership")
    assert [(cue.value, cue.rule, cue.word) for cue in attempt.stance] == [("negated", "negation", "not")]
    assert [(cue.value, cue.word) for cue in attempt.speaker] == [("Iceland", "said")]


def test_modality_names_the_word_that_gives_it(explain: Explain) -> None:
    (sentence,) = explain("Norway may attack Iceland.")
    cues = [cue for cue in fired(sentence, "assaults").stance if cue.value == "possible"]
    assert [cue.word for cue in cues] == ["may"]


def test_specific_claim_is_named_by_the_one_that_it_overrides(explain: Explain) -> None:
    (sentence,) = explain("Norway opposes Sweden's membership in NATO.")
    left_out = [stated for stated in fired(sentence, "rejects").claims if stated.overridden_by is not None]
    assert [stated.overridden_by for stated in left_out] == ["opposesMembership"]
    assert all(stated.claim.relation != "rejects" for stated in sentence.claims)


def test_unfilled_slot_is_the_reason(explain: Explain) -> None:
    (sentence,) = explain("Norway condemned the weather.")
    reasons = [reason for attempt in sentence.attempts for reason in attempt.reasons if attempt.trigger == "condemned"]
    assert any(reason.startswith("unfilled object: nobody known at patient") for reason in reasons)


def test_one_actor_on_both_sides_is_the_reason(explain: Explain) -> None:
    (sentence,) = explain("Russia accused Moscow of inaction.")
    reasons = [reason for attempt in sentence.attempts if attempt.relation == "accuses" for reason in attempt.reasons]
    assert "Russia and Russia: one actor on both sides" in reasons


def test_condition_that_fails_is_the_reason(explain: Explain) -> None:
    (sentence,) = explain("Norway gave Iceland a lecture.")
    reasons = {(attempt.frame, *attempt.reasons) for attempt in sentence.attempts}
    assert any(frame == "give-aid" and reason.startswith("its condition fails: none of aid / ") for frame, reason in reasons)


def test_boilerplate_is_said_and_has_no_attempts(explain: Explain) -> None:
    sentences = explain("Norway praised Iceland.\n\nSubscribe today to our newsletter.")
    assert [(sentence.is_boilerplate, bool(sentence.claims)) for sentence in sentences] == [(False, True), (True, False)]


def test_repeated_claim_is_known(explain: Explain) -> None:
    first, second = explain("Norway praised Iceland. Later, Norway praised Iceland again.")
    assert [stated.is_repeated for stated in first.claims] == [False]
    assert [stated.is_repeated for stated in second.claims] == [True]


def test_sentence_of_no_word_that_a_frame_knows_has_no_attempts(explain: Explain) -> None:
    (sentence,) = explain("Norway is cold.")
    assert (sentence.attempts, [m.text for m in sentence.mentions]) == ((), ["Norway"])


def test_office_is_explained_too(explain: Explain) -> None:
    (sentence,) = explain("French President Emmanuel Macron slept.")
    attempt = fired(sentence, "represents")
    assert (attempt.frame, attempt.trigger) == ("office", "French President Emmanuel Macron")


def test_confidence_is_that_of_its_parts(explain: Explain) -> None:
    import math

    for sentence in explain("Norway accused Iceland of theft. It may attack the island of Iceland."):
        for stated in sentence.claims:
            total = sum(stated.confidence_parts.values())
            assert stated.claim.confidence == round(stated.certainty / (1 + math.exp(-total)), 3)


def test_text_that_is_too_long_is_refused(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extractor.reader.nlp, "max_length", 5)
    with pytest.raises(InputError, match="the text has 9 characters"):
        extractor.explain(Document("test", text="Too long."))


def test_word_that_tells_the_manner_is_told(explain: Explain) -> None:
    (sentence,) = explain("Norway refused to attend the talks.")
    attempt = fired(sentence, "participatesIn")
    assert [stated.claim.manner for stated in attempt.claims] == ["stayed away"]
    assert [(cue.value, cue.word) for cue in attempt.stance if cue.rule == "manner"] == [("stayed away", "refused")]
