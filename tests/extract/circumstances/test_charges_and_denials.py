"""What somebody is charged with is alleged by the accuser, what somebody denies is negated by who denies it."""

from collections.abc import Callable

import pytest
from diplograph.ontology import Claim

Extract = Callable[[str], tuple[Claim, ...]]
Reading = tuple[str, str, str, str | None]


def readings(claims: tuple[Claim, ...], relation: str) -> set[Reading]:
    """Who does it, with stance and speaker."""
    found = [claim for claim in claims if claim.relation == relation]
    return {
        (c.subject.name, str(c.polarity), str(c.modality), c.speaker.name if c.speaker is not None else None) for c in found
    }


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Peru accused Chile of having attacked Bolivia.", "Peru"),
        ("Peru's accusation that Chile attacked Bolivia was heard in Lima.", "Peru"),
        ("Peru repeated its allegation that Chile attacked Bolivia.", "Peru"),
        ("Accusations by Peru that Chile invaded Bolivia were dismissed.", "Peru"),
        ("Peru's allegation that Chile attacked Bolivia was rejected in Santiago.", "Peru"),
        ("Chile stands accused of attacking Bolivia.", None),
    ],
)
def test_deed_in_a_charge_is_alleged_by_whose_charge_it_is(text: str, speaker: str | None, claims_of: Extract) -> None:
    assert readings(claims_of(text), "assaults") == {("Chile", "affirmed", "alleged", speaker)}


@pytest.mark.parametrize(
    "text",
    [
        "Peru accused Chile after Chile attacked Bolivia.",
        "Chile, which attacked Bolivia, accused Peru.",
        "Peru accused Chile. Chile attacked Bolivia.",
        "Peru confirmed reports that Chile attacked Bolivia.",
    ],
)
def test_deed_beside_a_charge_is_told_as_a_fact(text: str, claims_of: Extract) -> None:
    assert readings(claims_of(text), "assaults") == {("Chile", "affirmed", "actual", None)}


@pytest.mark.parametrize(
    "text",
    [
        "Peru's accusation that Chile attacked Brazil was heard in Lima.",
        "Chile has denied Peru's accusations that it armed rebels.",
        "Peru's complaint that Chile attacked Bolivia was heard in Lima.",
    ],
)
def test_accusation_that_somebody_did_it_accuses_him(text: str, claims_of: Extract) -> None:
    assert ("Peru", "affirmed", "actual", None) in readings(claims_of(text), "accuses")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Peru denies that it attacked Chile.", "Peru"),
        ("Peru denied having attacked Chile.", "Peru"),
        ("Peru dismissed reports that it had attacked Chile.", "Peru"),
        ("Peru dismissed as baseless reports that it had attacked Chile.", "Peru"),
        ("Peru scoffed at reports that it had attacked Chile.", "Peru"),
        ("Peru rubbished claims that it attacked Chile.", "Peru"),
        ("Peru rejected Chilean allegations that it attacked Chile.", "Peru"),
        ("There is no truth in reports that Peru attacked Chile, Lima said.", "Peru"),
        ("There is no evidence that Peru attacked Chile, the United Nations said.", "United Nations"),
        ("Brazil disputed that Peru had attacked Chile.", "Brazil"),
        ("Peru denied responsibility for attacking Chile.", "Peru"),
    ],
)
def test_denied_deed_is_negated_by_who_denies_it(text: str, speaker: str, claims_of: Extract) -> None:
    assert readings(claims_of(text), "assaults") == {("Peru", "negated", "actual", speaker)}


@pytest.mark.parametrize(
    ("text", "modality", "speaker"),
    [
        ("Peru did not deny that it attacked Chile.", "actual", None),
        ("Peru denied reports of unrest and attacked Chile.", "actual", None),
        ("Peru denies any wrongdoing and says Peru attacked Chile in 1879.", "actual", "Peru"),
        ("Peru neither confirmed nor denied that it attacked Chile.", "possible", None),
    ],
)
def test_what_is_not_denied_is_affirmed(text: str, modality: str, speaker: str | None, claims_of: Extract) -> None:
    assert readings(claims_of(text), "assaults") == {("Peru", "affirmed", modality, speaker)}


def test_gerund_on_a_charge_that_is_rejected_is_done_by_who_rejects_it(claims_of: Extract) -> None:
    claims = claims_of("Peru rejected all Chilean accusations of attacking Bolivia.")
    assert readings(claims, "assaults") == {("Peru", "negated", "actual", "Peru")}
