"""In which manner somebody is not there, and that whoever leaves a body for good is no longer its member."""

import importlib
from collections.abc import Callable

import pytest
import yaml
from diplograph.extract.circumstances.manners import load_denial_words
from diplograph.extract.words import read_entry
from diplograph.ontology import Claim, DataError, Modality, Polarity

manners_module = importlib.import_module("diplograph.extract.circumstances.manners")

ABSENCES = [
    ("Ukraine was not invited to the Riyadh talks.", "Ukraine", "kept out"),
    ("Ukraine was never asked to join the Riyadh talks.", "Ukraine", "kept out"),
    ("The Riyadh talks were held without Ukraine.", "Ukraine", "kept out"),
    ("Ukraine was shut out of the Riyadh talks.", "Ukraine", "kept out"),
    ("Ukraine was sidelined at the Riyadh talks.", "Ukraine", "kept out"),
    ("Ukraine was barred from attending the Riyadh talks.", "Ukraine", "kept out"),
    ("Ukraine was not allowed to attend the Riyadh talks.", "Ukraine", "kept out"),
    ("Ukraine did not receive an invitation to the Riyadh talks.", "Ukraine", "kept out"),
    ("The hosts sent Ukraine no invitation to the Riyadh talks.", "Ukraine", "kept out"),
    ("Ukraine had no seat at the Riyadh talks.", "Ukraine", "kept out"),
    ("Ukraine was left off the guest list of the Riyadh talks.", "Ukraine", "kept out"),
    ("The exclusion of Ukraine from the Riyadh talks was criticized.", "Ukraine", "kept out"),
    ("Ukraine was uninvited from the Riyadh talks.", "Ukraine", "kept out"),
    ("The hosts kept Ukraine away from the Riyadh talks.", "Ukraine", "kept out"),
    ("Nicaragua was not invited to join BRICS.", "Nicaragua", "kept out"),
    ("Taiwan was not invited to the World Health Assembly.", "Taiwan", "kept out"),
    ("The African Union suspended Sudan.", "Sudan", "kept out"),
    ("The Council of Europe threw Russia out.", "Russia", "kept out"),
    ("Russia was expelled from the Council of Europe.", "Russia", "kept out"),
    ("Algeria boycotted the Geneva conference.", "Algeria", "stayed away"),
    ("Algeria refused to attend the Geneva conference.", "Algeria", "stayed away"),
    ("Algeria will not take part in the Geneva conference.", "Algeria", "stayed away"),
    ("Algeria declined an invitation to the Geneva conference.", "Algeria", "stayed away"),
    ("Algeria cancelled its participation in the Geneva conference.", "Algeria", "stayed away"),
    ("Algeria skipped the Geneva conference.", "Algeria", "stayed away"),
    ("Algeria failed to attend the Geneva conference.", "Algeria", "stayed away"),
    ("Algeria sent no delegation to the Geneva conference.", "Algeria", "stayed away"),
    ("Algeria pulled out of the Geneva conference.", "Algeria", "stayed away"),
    ("Syria walked out of the Geneva talks.", "Syria", "walked out"),
    ("Syria pulled out of the Geneva talks.", "Syria", "walked out"),
    ("Syria's walkout from the Geneva talks surprised the mediators.", "Syria", "walked out"),
    ("The American delegation walked out of the General Assembly.", "United States", "walked out"),
    ("Chad was absent from the Cairo summit.", "Chad", None),
    ("Chad did not attend the Cairo summit.", "Chad", None),
    ("Chad missed the Cairo summit.", "Chad", None),
]


@pytest.mark.parametrize(("text", "who", "manner"), ABSENCES)
def test_absence_has_the_manner_that_the_text_tells(
    text: str, who: str, manner: str | None, claims_of: Callable[[str], tuple[Claim, ...]]
) -> None:
    found = [claim for claim in claims_of(text) if claim.relation == "excludedFrom"]
    assert [(claim.subject.name, claim.polarity, claim.manner) for claim in found] == [(who, Polarity.AFFIRMED, manner)]


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("Ukraine was not excluded from the Riyadh talks.", "kept out"),
        ("Algeria did not boycott the Riyadh talks.", "stayed away"),
        ("Algeria ended its boycott of the Riyadh talks.", "stayed away"),
        ("Syria did not walk out of the Riyadh talks.", "walked out"),
    ],
)
def test_denied_absence_keeps_its_manner(text: str, manner: str, claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    found = [(claim.polarity, claim.manner) for claim in claims_of(text) if claim.relation == "excludedFrom"]
    assert found == [(Polarity.NEGATED, manner)]


@pytest.mark.parametrize(
    ("text", "who", "body", "modality"),
    [
        ("Britain left the EU in January 2020.", "United Kingdom", "European Union", Modality.ACTUAL),
        ("Burundi withdrew from the ICC in January 2020.", "Burundi", "International Criminal Court", Modality.ACTUAL),
        ("Qatar quit OPEC in January 2020.", "Qatar", "OPEC", Modality.ACTUAL),
        ("Ecuador walked out of OPEC in January 2020.", "Ecuador", "OPEC", Modality.ACTUAL),
        ("Niger pulled out of the EU in January 2020.", "Niger", "European Union", Modality.ACTUAL),
        ("Donald Trump withdrew the United States from UNESCO in January 2020.", "United States", "UNESCO", Modality.ACTUAL),
        ("The withdrawal of Mali from UNESCO in January 2020 surprised nobody.", "Mali", "UNESCO", Modality.ACTUAL),
        ("Zimbabwe ended its membership of UNESCO in January 2020.", "Zimbabwe", "UNESCO", Modality.ACTUAL),
        ("Hungary will leave UNESCO in January 2020.", "Hungary", "UNESCO", Modality.PLANNED),
    ],
)
def test_leaving_a_body_is_no_longer_being_its_member(
    text: str, who: str, body: str, modality: Modality, claims_of: Callable[[str], tuple[Claim, ...]]
) -> None:
    (claim,) = claims_of(text)
    assert (claim.subject.name, claim.relation, claim.object.name) == (who, "memberOf", body)
    assert (claim.polarity, claim.modality, claim.manner) == (Polarity.NEGATED, modality, None)
    assert claim.date is not None
    assert (claim.date.start, claim.date.end) == ("2020-01-01", "2020-01-31")


@pytest.mark.parametrize(
    "text", ["Switzerland did not leave UNESCO.", "Armenia has not left UNESCO.", "Austria has not withdrawn from UNESCO."]
)
def test_whoever_did_not_leave_is_a_member(text: str, claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    (claim,) = claims_of(text)
    assert (claim.relation, claim.polarity, claim.object.name) == ("memberOf", Polarity.AFFIRMED, "UNESCO")


@pytest.mark.parametrize(
    "text",
    [
        "Libya left the Paris Agreement in 2019.",
        "Libya withdrew from the Paris Agreement in 2019.",
        "Libya pulled out of the Paris Agreement in 2019.",
    ],
)
def test_quitting_a_treaty_rejects_it(text: str, claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    (claim,) = claims_of(text)
    assert (claim.subject.name, claim.relation, claim.object.name) == ("Libya", "rejects", "Paris Agreement")
    assert (claim.polarity, claim.date and claim.date.start) == (Polarity.AFFIRMED, "2019-01-01")


def test_member_that_is_suspended_is_member_and_kept_out(claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    claims = claims_of("Mali, a NATO member, was suspended from NATO.")
    found = {(claim.relation, claim.polarity, claim.manner) for claim in claims}
    assert found == {("memberOf", Polarity.AFFIRMED, None), ("excludedFrom", Polarity.AFFIRMED, "kept out")}


def test_sentence_that_leaves_the_manner_open_adds_to_the_one_that_tells_it(
    claims_of: Callable[[str], tuple[Claim, ...]],
) -> None:
    claims = claims_of("Chad was not invited to the Cairo summit. Chad was absent from the Cairo summit.")
    (claim,) = (claim for claim in claims if claim.relation == "excludedFrom")
    assert (claim.manner, len(claim.evidence)) == ("kept out", 2)


def test_whoever_takes_part_in_a_body_takes_part_in_no_event(claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    assert claims_of("Taiwan was invited to the World Health Assembly.") == ()


def test_whoever_did_not_join_a_body_is_no_member_and_not_kept_out(claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    (claim,) = claims_of("Finland did not join NATO.")
    assert (claim.relation, claim.polarity) == ("memberOf", Polarity.NEGATED)


def test_absence_from_two_events_is_two_claims(claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    found = {claim.object.name for claim in claims_of("Armenia skipped the drills and the summit.")}
    assert found == {"drills", "summit"}


def test_two_manners_stay_two_claims(claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    claims = claims_of("Chad was excluded from the Cairo summit. Chad boycotted the Cairo summit.")
    assert [claim.manner for claim in claims if claim.relation == "excludedFrom"] == ["kept out", "stayed away"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("denials: {excludedFrom: {shut in: [bar]}}", ["shut in", "excludedFrom", "kept out, stayed away, walked out"]),
        ("denials: {greets: {kept out: [bar]}}", ["manners.yaml", "'greets'"]),
        ("denials: {excludedFrom: {kept out: [bar], stayed away: [bar]}}", ["manners.yaml", "'bar'", "two manners"]),
    ],
    ids=["unknown manner", "unknown relation", "word twice"],
)
def test_wrong_word_list_is_refused_with_the_remedy(content: str, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manners_module, "load_words", lambda kind: read_entry(kind, yaml.safe_load(content), "manners.yaml"))
    with pytest.raises(DataError) as caught:
        load_denial_words.__wrapped__()
    for word in words:
        assert word in str(caught.value)
