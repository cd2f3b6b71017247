"""Headlines, in the letter case of running text: what is claimed shows how they were read."""

from collections.abc import Callable

import pytest
from diplograph.ontology import Claim, Modality, Polarity

Extract = Callable[[str], tuple[Claim, ...]]


@pytest.mark.parametrize(
    ("text", "subject", "relation", "object_"),
    [
        # the present after a name
        ("Botswana condemns Zimbabwe for the arrest of reporters", "Botswana", "accuses", "Zimbabwe"),
        ("Egypt and Sudan resume Nile dam talks with Ethiopia", "Sudan", "negotiatesWith", "Ethiopia"),
        ("Peru expels Mexican ambassador", "Peru", "sanctions", "Mexico"),
        ("France backs Malian government", "France", "supports", "Mali"),
        ("Many flee as Israel bombs Damascus", "Israel", "assaults", "Syria"),
        ("Honduras cuts ties with Taiwan", "Honduras", "sanctions", "Taiwan"),
        ("Cuba thanks China for vaccines", "Cuba", "supports", "China"),
        # a comma for "and"
        ("Japan, South Korea agree on chip exports", "Japan", "agreesWith", "South Korea"),
        ("Putin, Erdogan discuss Syria", "Vladimir Putin", "consultsWith", "Recep Tayyip Erdoğan"),
        # passives without an auxiliary
        ("Togo suspended from ECOWAS", "Togo", "excludedFrom", "ECOWAS"),
        ("Chad bombed by Sudanese jets", "Sudan", "assaults", "Chad"),
        # a name with a colon
        ("Paris: Chad threatened Sudan with war.", "Chad", "threatens", "Sudan"),
    ],
)
def test_headline_is_read_as_the_sentence_that_it_shortens(
    claims_of: Extract, text: str, subject: str, relation: str, object_: str
) -> None:
    found = {(claim.subject.name, claim.relation, claim.object.name) for claim in claims_of(text)}
    assert (subject, relation, object_) in found


@pytest.mark.parametrize(
    "text",
    [
        "Iran talks collapse",
        "US arms sales to Taiwan anger China",
        "Russia arms talks with China",
        "Chad peace talks fail",
        "Will Turkey attack Syria?",
    ],
)
def test_noun_after_a_name_is_no_verb(claims_of: Extract, text: str) -> None:
    actual = [claim for claim in claims_of(text) if claim.modality is Modality.ACTUAL and claim.relation != "negotiatesWith"]
    assert actual == []


def test_denied_gerund_is_denied(claims_of: Extract) -> None:
    (claim,) = claims_of("Turkey denies arming Azerbaijan in Karabakh war")
    assert (claim.subject.name, claim.relation, claim.object.name) == ("Turkey", "aids", "Azerbaijan")
    assert claim.polarity is Polarity.NEGATED


def test_name_with_a_colon_says_what_follows(claims_of: Extract) -> None:
    (claim,) = claims_of("Kremlin: NATO attacked Syria")
    assert (claim.subject.name, claim.object.name) == ("NATO", "Syria")
    assert claim.speaker is not None and claim.speaker.name == "Russia"


def test_state_with_a_colon_is_what_the_line_is_about(claims_of: Extract) -> None:
    (claim,) = claims_of("Ukraine: Russia attacks Israel")
    assert (claim.subject.name, claim.object.name, claim.speaker) == ("Russia", "Israel", None)


def test_past_tense_that_takes_an_infinitive_is_no_passive(claims_of: Extract) -> None:
    (claim,) = claims_of("Montenegro asked to join NATO.")
    assert (claim.subject.name, claim.relation, claim.object.name) == ("Montenegro", "seeksMembership", "NATO")


@pytest.mark.parametrize("text", ["French president to visit Algeria", "Putin to visit Algeria"])
def test_infinitive_after_somebody_is_a_plan(claims_of: Extract, text: str) -> None:
    assert [(claim.relation, claim.modality) for claim in claims_of(text)] == [("consultsWith", Modality.PLANNED)]
