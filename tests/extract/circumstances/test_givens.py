"""What a clause takes for granted while it denies, judges or ends something else, and what only enables or precedes an act."""

from collections.abc import Callable

import pytest
from diplograph.ontology import Claim

Extract = Callable[[str], tuple[Claim, ...]]
NEGATED, AFFIRMED = "negated", "affirmed"
ACTUAL, PLANNED, POSSIBLE = "actual", "planned", "possible"


def stances(claims: tuple[Claim, ...], relation: str) -> set[tuple[str, str]]:
    return {(str(c.polarity), str(c.modality)) for c in claims if c.relation == relation}


@pytest.mark.parametrize(
    ("text", "relation", "polarity"),
    [
        ("Ghana did not mention Chad's attack on Mali.", "assaults", AFFIRMED),
        ("Norway did not call Chad's invasion of Mali a mistake.", "assaults", AFFIRMED),
        ("Chad's attack on Mali was no surprise.", "assaults", AFFIRMED),
        ("Chadian airstrikes in Mali are not helpful, Ghana said.", "assaults", AFFIRMED),
        ("The talks between Chad and Mali have not brought peace.", "negotiatesWith", AFFIRMED),
        ("The agreement between Chad and Mali is not enough.", "agreesWith", AFFIRMED),
        ("The talks between Chad and Mali did not take place.", "negotiatesWith", NEGATED),
        ("The talks between Chad and Mali have not begun.", "negotiatesWith", NEGATED),
        ("The agreement between Chad and Mali was not signed.", "agreesWith", NEGATED),
        ("An agreement between Chad and Mali has not been reached.", "agreesWith", NEGATED),
        ("There was no agreement between Chad and Mali.", "agreesWith", NEGATED),
    ],
)
def test_definite_event_is_denied_only_where_its_taking_place_is(
    text: str, relation: str, polarity: str, claims_of: Extract
) -> None:
    assert stances(claims_of(text), relation) == {(polarity, ACTUAL)}


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        ("Mali sent troops in an effort to stop Chadian rebels from firing rockets at its towns.", AFFIRMED, ACTUAL),
        ("The raid goes on until Chadian rebels stop firing rockets at Mali.", AFFIRMED, ACTUAL),
        ("Ghana spoke of the urgency of stopping the war between Mali and Chad.", AFFIRMED, ACTUAL),
        ("Ghana urged Chad to stop attacking Mali.", AFFIRMED, ACTUAL),
        ("Ghana wants to end the fighting between Mali and Chad.", AFFIRMED, ACTUAL),
        ("Chad should stop bombing Mali, Ghana said.", AFFIRMED, ACTUAL),
        ("Chad stopped attacking Mali.", NEGATED, ACTUAL),
        ("Chad agreed to stop bombing Mali.", NEGATED, PLANNED),
        ("Mali hopes to prevent Chad from attacking Ghana.", AFFIRMED, POSSIBLE),
        ("Mali prevented Chad from attacking Ghana.", NEGATED, ACTUAL),
        ("Russia will not stop its airstrikes against Syria.", AFFIRMED, PLANNED),
    ],
)
def test_what_is_yet_to_be_ended_goes_on(text: str, polarity: str, modality: str, claims_of: Extract) -> None:
    assert stances(claims_of(text), "assaults") == {(polarity, modality)}


@pytest.mark.parametrize(
    ("text", "relation", "modality"),
    [
        ("Chad is capable of attacking Mali.", "assaults", POSSIBLE),
        ("The rebels have the means to attack Mali.", "assaults", POSSIBLE),
        ("Chad has the ability to bomb Mali.", "assaults", POSSIBLE),
        ("Ministers from Niger and Chad are due to take part in the talks.", "participatesIn", PLANNED),
        ("Kwame Boateng is due to hold talks with Ali Diop.", "negotiatesWith", PLANNED),
        ("Kwame Boateng is to hold talks with Ghana and also meet the Fijian president.", "consultsWith", PLANNED),
        ("Tuvalu's premier will ask for money when he meets the Fijian president.", "consultsWith", PLANNED),
        ("Tuvalu's premier asked for money when he met the Fijian president.", "consultsWith", ACTUAL),
        ("Peru's minister is expected to sign the pact during a trip to Oslo.", "consultsWith", PLANNED),
        ("Peru's minister signed the pact during a trip to Oslo.", "consultsWith", ACTUAL),
        ("Mali was pressured into recognising Kosovo.", "supports", ACTUAL),
    ],
)
def test_what_can_be_or_lies_ahead_is_no_fact(text: str, relation: str, modality: str, claims_of: Extract) -> None:
    assert stances(claims_of(text), relation) == {(AFFIRMED, modality)}


@pytest.mark.parametrize(
    ("text", "relation", "modality"),
    [
        ("Mali will not be pressured into recognising Kosovo.", "supports", PLANNED),
        ("Mali is not planning to go to war with Chad.", "assaults", PLANNED),
        ("The Taliban are denying reports their leaders have met with a Norwegian official.", "consultsWith", ACTUAL),
        ("At no point in the four days of meetings, two people said, did Kuwait ask Iraq for money.", "requests", ACTUAL),
        ("Under no circumstances, the envoy said, will Chad attack Mali.", "assaults", PLANNED),
        ("It is not the case that Chad attacked Mali.", "assaults", ACTUAL),
        ("It is wrong to claim that Chad attacked Mali.", "assaults", ACTUAL),
        ("Norway said wrongly that Chad had bombed Mali.", "assaults", ACTUAL),
        ("The newspaper wrongly reported that Norway had expelled a Chinese diplomat.", "sanctions", ACTUAL),
        ("False reports that Chad had bombed Mali spread fast.", "assaults", ACTUAL),
        ("Norway denied false claims that Chad attacked Mali.", "assaults", ACTUAL),
        ("Reports that Chad had bombed Mali proved to be old pictures from Syria.", "assaults", ACTUAL),
        ("Reports that Chad had bombed Mali proved false.", "assaults", ACTUAL),
        ("Chad is too weak to attack Mali.", "assaults", ACTUAL),
    ],
)
def test_what_is_told_in_error_or_is_out_of_reach_is_negated(
    text: str, relation: str, modality: str, claims_of: Extract
) -> None:
    assert stances(claims_of(text), relation) == {(NEGATED, modality)}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Chadian officials falsely denied that they had armed the rebels of Mali.", "aids"),
        ("Chad wrongly expelled Mali's envoy.", "sanctions"),
        ("Chad had mistakenly bombed Mali, Norway said.", "assaults"),
        ("Reports that Chad had bombed Mali proved to be true.", "assaults"),
        ("It was too late, and Chad attacked Mali.", "assaults"),
        ("Chad confirmed reports its soldiers had attacked Mali.", "assaults"),
        ("Peru rejected a report that condemned Chad for bombing Mali.", "assaults"),
    ],
)
def test_error_or_denial_beside_a_deed_leaves_it(text: str, relation: str, claims_of: Extract) -> None:
    assert NEGATED not in {polarity for polarity, _ in stances(claims_of(text), relation)}
    assert stances(claims_of(text), relation)


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Cyprus said no to admitting Kosovo to UNESCO.", False),
        ("It is too early to admit Kosovo to the Council of Europe, Cyprus said.", False),
        ("Cyprus was asked, and Kosovo was admitted to UNESCO.", True),
    ],
)
def test_admission_that_is_refused_or_comes_too_early_makes_no_member(text: str, tells: bool, claims_of: Extract) -> None:
    assert ((AFFIRMED, ACTUAL) in stances(claims_of(text), "memberOf")) is tells
