"""What is denied, stopped, asked or only told, and what only looks as if it were."""

from collections.abc import Callable

import pytest
from diplograph.ontology import Claim

Extract = Callable[[str], tuple[Claim, ...]]
NEGATED, AFFIRMED, ACTUAL = "negated", "affirmed", "actual"


def stances(claims: tuple[Claim, ...], relation: str) -> set[tuple[str, str, str]]:
    """Who does it, whether it is affirmed, and as what."""
    return {(c.subject.name, str(c.polarity), str(c.modality)) for c in claims if c.relation == relation}


@pytest.mark.parametrize(
    ("text", "relation", "subject"),
    [
        ("Peru no longer objects to Chile joining NATO.", "opposesMembership", "Peru"),
        ("Peru no longer sanctions Chile.", "sanctions", "Peru"),
        ("Peru is no longer a member of NATO.", "memberOf", "Peru"),
        ("Peru does not support Chile any more.", "supports", "Peru"),
        ("Peru did not attack or threaten Chile.", "threatens", "Peru"),
        ("Peru has never met or negotiated with Chile.", "negotiatesWith", "Peru"),
        ("Peru did not meet and negotiate with Chile.", "negotiatesWith", "Peru"),
        ("Peru has never met or negotiated with Chile.", "consultsWith", "Peru"),
        ("Peru did not meet or negotiate with Chilean envoys.", "consultsWith", "Peru"),
        ("Peru has not attacked, threatened or sanctioned Chile.", "threatens", "Peru"),
        ("Peru has not attacked, threatened or sanctioned Chile.", "sanctions", "Peru"),
        ("Peru has yet to recognise Chile.", "supports", "Peru"),
        ("Peru is yet to recognise Chile.", "supports", "Peru"),
        ("Peru nearly attacked Chile.", "assaults", "Peru"),
        ("Peru refrained from attacking Chile.", "assaults", "Peru"),
        ("Peru pulled back from attacking Chile.", "assaults", "Peru"),
        ("Peru came close to attacking Chile.", "assaults", "Peru"),
        ("Peru shied away from attacking Chile.", "assaults", "Peru"),
        ("Peru backed away from sanctioning Chile.", "sanctions", "Peru"),
        ("Instead of attacking Chile, Peru sent envoys to Santiago.", "assaults", "Peru"),
        ("Rather than attack Chile, Peru sent envoys to Santiago.", "assaults", "Peru"),
        ("In the absence of a treaty between Peru and Chile, trade has suffered.", "agreesWith", "Peru"),
    ],
)
def test_act_that_is_over_or_was_not_chosen_is_negated(text: str, relation: str, subject: str, claims_of: Extract) -> None:
    assert stances(claims_of(text), relation) == {(subject, NEGATED, ACTUAL)}


def test_act_that_was_wrong_took_place(claims_of: Extract) -> None:
    assert stances(claims_of("Iran's attack on Chile was wrong."), "assaults") == {("Iran", AFFIRMED, ACTUAL)}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Peru will wait no longer than a week and accused Chile of fraud.", "accuses"),
        ("No longer content to wait, Peru accused Chile of fraud.", "accuses"),
        ("Peru did not attack Brazil and threatened Chile.", "threatens"),
        ("Peru did not attack Brazil but threatened Chile.", "threatens"),
        ("Peru did not attack Brazil or insult it, the ministry in Lima said, and blamed Chile.", "accuses"),
        ("Peru did not attack Brazil, the ministry in Lima said, and blamed Chile.", "accuses"),
        ("Peru refused to attack Brazil and threatened Chile.", "threatens"),
        ("Peru not only accused Chile but expelled its ambassador.", "accuses"),
        ("Not for the first time, Peru accused Chile of fraud.", "accuses"),
        ("Not only Peru but Brazil accused Chile of fraud.", "accuses"),
        ("Peru did not hesitate to attack Chile.", "assaults"),
        ("Peru pulled its envoys back and attacked Chile.", "assaults"),
        ("Peru came back and attacked Chile.", "assaults"),
        ("Instead, Peru attacked Chile.", "assaults"),
        ("Peru attacked Chile rather than Brazil.", "assaults"),
        ("In the absence of the Bolivian minister, Peru attacked Chile.", "assaults"),
        ("Peru sent nearly 300 soldiers to attack Chile.", "assaults"),
        ("Peru voted for a resolution condemning Chile.", "accuses"),
        ("Except for a short break, Peru attacked Chile all day.", "assaults"),
    ],
)
def test_what_only_looks_denied_is_affirmed(text: str, relation: str, claims_of: Extract) -> None:
    found = {(c.subject.name, str(c.polarity), str(c.modality)) for c in claims_of(text) if c.relation == relation}
    assert ("Peru", AFFIRMED, ACTUAL) in found
    assert {polarity for _, polarity, _ in found} == {AFFIRMED}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Peru sanctioned Chile, and neither Brazil nor Bolivia objected.", "sanctions"),
        ("Peru mediated between Chile and Bolivia, but neither accepted its plan.", "mediatesFor"),
        ("Peru attacked Chile, but neither Brazil nor Bolivia was told.", "assaults"),
        ("Peru has attacked Chile, and neither has it apologised to Bolivia.", "assaults"),
    ],
)
def test_negated_subject_of_a_later_clause_denies_that_clause_alone(text: str, relation: str, claims_of: Extract) -> None:
    assert {stance[:2] for stance in stances(claims_of(text), relation) if stance[0] == "Peru"} == {("Peru", AFFIRMED)}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Neither did Peru attack Chile, nor did Brazil threaten Peru.", "assaults"),
        ("Peru neither attacked Chile nor did it threaten Brazil.", "threatens"),
        ("Peru was neither attacked by Chile nor threatened by Brazil.", "assaults"),
        ("Neither Peru nor Brazil attacked Chile and threatened Bolivia.", "threatens"),
        ("Peru did not attack Chile, but neither did it threaten Brazil.", "threatens"),
    ],
)
def test_clauses_joined_by_neither_and_nor_are_all_denied(text: str, relation: str, claims_of: Extract) -> None:
    assert {stance[1] for stance in stances(claims_of(text), relation)} == {NEGATED}


def test_alternative_that_was_not_chosen_is_no_object(claims_of: Extract) -> None:
    claims = claims_of("Peru attacked Chile rather than Brazil.")
    assert [c.object.name for c in claims if c.relation == "assaults"] == ["Chile"]


@pytest.mark.parametrize(
    ("text", "excepted", "others"),
    [
        ("All African states except Chad condemned Mali.", NEGATED, AFFIRMED),
        ("All members of the African Union but Chad condemned Mali.", NEGATED, AFFIRMED),
        ("Every member of the African Union save Chad condemned Mali.", NEGATED, AFFIRMED),
        ("No African states but Chad condemned Mali.", AFFIRMED, NEGATED),
        ("Except Chad, all African states condemned Mali.", NEGATED, AFFIRMED),
        ("With the exception of Chad, all African states condemned Mali.", NEGATED, AFFIRMED),
        ("Nobody except Chad condemned Mali.", AFFIRMED, NEGATED),
    ],
)
def test_excepted_actor_does_the_opposite(text: str, excepted: str, others: str, claims_of: Extract) -> None:
    found = {subject: polarity for subject, polarity, _ in stances(claims_of(text), "accuses")}
    assert found.pop("Chad") == excepted
    assert set(found.values()) <= {others}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Peru sanctioned every country except Chile.", {(NEGATED, ACTUAL)}),
        ("Peru aided all neighbours save Chile.", None),
        ("Peru may have sanctioned every country except Chile.", {(NEGATED, "possible")}),
        ("Peru did not sanction any country except Chile.", {(AFFIRMED, ACTUAL)}),
        ("Peru did not sanction every country except Chile.", set()),
        ("Except for a short break, Peru sanctioned Chile all year.", {(AFFIRMED, ACTUAL)}),
        ("Peru sanctioned Brazil but Bolivia did not.", set()),
    ],
)
def test_excepted_object_has_the_opposite_done_to_it(
    text: str, stance: set[tuple[str, str]] | None, claims_of: Extract
) -> None:
    found = {(str(c.polarity), str(c.modality)) for c in claims_of(text) if c.object.name in ("Chile", "Bolivia")}
    assert found == ({(NEGATED, ACTUAL)} if stance is None else stance)


@pytest.mark.parametrize(
    ("text", "relation", "subject"),
    [
        ("Peru blocked EU sanctions on Chile.", "sanctions", "European Union"),
        ("Peru vetoed EU aid to Chile.", "aids", "European Union"),
        ("Peru blocked a new package of EU aid to Chile.", "aids", "European Union"),
        ("Peru resisted efforts to expel Chile from the OSCE.", "excludedFrom", "Chile"),
        ("Peru thwarted an Iranian attack on Chile.", "assaults", "Iran"),
        ("An Iranian attack on Chile was averted.", "assaults", "Iran"),
        ("Reports of an Iranian attack on Chile were unfounded.", "assaults", "Iran"),
        ("Rumours of an Iranian attack on Chile were false.", "assaults", "Iran"),
        ("It is false that Iran attacked Chile.", "assaults", "Iran"),
        ("The rumour that Iran attacked Chile was false.", "assaults", "Iran"),
        ("Reports that Iran attacked Chile are untrue.", "assaults", "Iran"),
        ("Claims that Iran attacked Chile are baseless.", "assaults", "Iran"),
        ("Reports that Iran attacked Chile were wrong.", "assaults", "Iran"),
        ("The claim that Iran attacked Chile is incorrect.", "assaults", "Iran"),
        ("Rumours that Iran attacked Chile are false, Mali said.", "assaults", "Iran"),
        ("Fake news said that Iran attacked Chile.", "assaults", "Iran"),
        ("A video that shows Iran's bombing of Chile is fake.", "assaults", "Iran"),
    ],
)
def test_act_that_was_blocked_or_is_only_rumoured_is_negated(
    text: str, relation: str, subject: str, claims_of: Extract
) -> None:
    assert stances(claims_of(text), relation) == {(subject, NEGATED, ACTUAL)}


@pytest.mark.parametrize(
    ("text", "relation", "subject"),
    [
        ("Peru dropped its veto, and the EU sent aid to Chile.", "aids", "European Union"),
        ("Despite a veto by Peru, the EU sanctioned Chile.", "sanctions", "European Union"),
        ("Peru welcomed a new package of EU aid to Chile.", "aids", "European Union"),
        ("Peru repelled an Iranian attack on Chile.", "assaults", "Iran"),
        ("Peru blocked a convoy after Iran attacked Chile.", "assaults", "Iran"),
        ("Reports of an Iranian attack on Chile were confirmed.", "assaults", "Iran"),
        ("The fact that Iran attacked Chile was well known.", "assaults", "Iran"),
        ("Real news said that Iran attacked Chile.", "assaults", "Iran"),
        ("The soldiers that Mali trained are useless, and Iran attacked Chile.", "assaults", "Iran"),
        ("It is false to say that Peru stayed silent: it condemned Chile.", "accuses", "Peru"),
        ("Oman is mediating to stop the war of Iran against Iraq.", "mediatesFor", "Oman"),
    ],
)
def test_act_beside_a_block_or_a_denial_stands(text: str, relation: str, subject: str, claims_of: Extract) -> None:
    assert stances(claims_of(text), relation) == {(subject, AFFIRMED, ACTUAL)}


@pytest.mark.parametrize("verb", ["voted against", "blocked", "abstained from"])
def test_whoever_is_against_a_resolution_does_not_say_what_it_says(verb: str, claims_of: Extract) -> None:
    assert not [c for c in claims_of(f"Peru {verb} a resolution condemning Chile.") if c.relation == "accuses"]


def test_warning_against_an_act_is_no_act_of_whoever_warns(claims_of: Extract) -> None:
    assert stances(claims_of("Mali warned Peru against attacking Chile."), "assaults") == {("Peru", NEGATED, "demanded")}


def test_exclusion_told_after_a_party_is_from_the_talks(claims_of: Extract) -> None:
    text = "Iran left after talks with the European Union, from which Israel had been kept out."
    assert {(c.subject.name, c.object.name) for c in claims_of(text) if c.relation == "excludedFrom"} == {("Israel", "talks")}


def test_whoever_blocks_does_not_do_what_is_blocked(claims_of: Extract) -> None:
    found = {(c.subject.name, c.relation) for c in claims_of("Peru resisted efforts to expel Chile from the OSCE.")}
    assert not {("Peru", "sanctions"), ("Peru", "assaults")} & found
    assert claims_of("Peru foiled a plot to attack Chile.") == ()
    blocked = claims_of("Peru blocked EU aid to Chile.")
    assert {(c.subject.name, c.object.name) for c in blocked if c.relation == "rejects"} == {("Peru", "European Union")}


def test_reason_of_a_punishment_is_its_targets_doing(claims_of: Extract) -> None:
    (claim,) = (c for c in claims_of("Peru imposed sanctions on Iran for helping Syria.") if c.relation == "aids")
    assert (claim.subject.name, str(claim.modality)) == ("Iran", "alleged")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Did Iran attack Iraq?", "possible"),
        ("Has Iran attacked Iraq? No, officials said.", "possible"),
        ("Iran attacked Iraq?", "possible"),
        ("Had Iran attacked Iraq, Mali would have protested.", "possible"),
        ("Iran had attacked Iraq, Mali said.", ACTUAL),
        ("Having attacked Iraq, Iran met Mali.", ACTUAL),
        ("Did Iran not attack Iraq?", "possible"),
        ("Nobody knows whether Iran attacked Iraq.", "possible"),
        ("The claim that Iran attacked Iraq was repeated by Mali.", "alleged"),
        ("Why did Iran attack Iraq?", ACTUAL),
        ("Iran attacked Iraq, didn't it?", ACTUAL),
        ("Iran attacked Iraq: what next?", ACTUAL),
        ("Rumours of an Iranian attack on Iraq spread in Basra.", "possible"),
        ("Mali claims that Iran attacked Iraq.", "alleged"),
        ("Iran attacked Iraq, Mali claimed.", "alleged"),
        ("Iran allegedly attacked Iraq.", "alleged"),
        ("Iran claimed that it had attacked Iraq.", ACTUAL),
        ("Mali said that Iran attacked Iraq.", ACTUAL),
        ("Iran did not rule out attacking Iraq.", "possible"),
        ("Iran never stopped attacking Iraq.", ACTUAL),
        ("Oman met Mali to prevent an Iranian attack on Iraq.", "possible"),
    ],
)
def test_question_rumour_and_claim_are_no_facts(text: str, modality: str, claims_of: Extract) -> None:
    assert stances(claims_of(text), "assaults") == {("Iran", AFFIRMED, modality)}


def test_question_takes_a_relative_clause_as_given(claims_of: Extract) -> None:
    (claim,) = (c for c in claims_of("Did Iran, which attacked Iraq, accuse Mali?") if c.object.name == "Iraq")
    assert (claim.subject.name, str(claim.modality)) == ("Iran", ACTUAL)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Oman is said to have mediated between Iran and Iraq.", None),
        ("Oman was reported to have mediated between Iran and Iraq.", None),
        ("Oman, Mali said, has mediated between Iran and Iraq.", "Mali"),
    ],
)
def test_who_is_said_to_do_something_is_not_the_speaker(text: str, speaker: str | None, claims_of: Extract) -> None:
    found = [c for c in claims_of(text) if c.relation == "mediatesFor"]
    assert {c.subject.name for c in found} == {"Oman"}
    assert {c.speaker.name if c.speaker is not None else None for c in found} == {speaker}


@pytest.mark.parametrize(
    ("text", "subject", "polarity", "modality"),
    [
        ("Chad vetoed a resolution that would have admitted Peru to the United Nations.", "Chad", AFFIRMED, ACTUAL),
        ("Chad vetoed a resolution that would have granted Peru membership in the UN.", "Chad", AFFIRMED, ACTUAL),
        ("Chad vetoed a resolution recommending Peru for membership in the UN.", "Chad", AFFIRMED, ACTUAL),
        ("Chad cast its first veto to keep Peru out of the United Nations.", "Chad", AFFIRMED, ACTUAL),
        ("A Soviet veto kept Peru out of the United Nations.", "Soviet Union", AFFIRMED, ACTUAL),
        ("Chad lifted its veto on Peru's NATO membership.", "Chad", NEGATED, ACTUAL),
        ("Chad no longer opposes Peru's membership in NATO.", "Chad", NEGATED, ACTUAL),
        ("Chad will veto Peru's membership in NATO unless Mali pays.", "Chad", AFFIRMED, "possible"),
        ("Chad will veto Peru's membership in NATO.", "Chad", AFFIRMED, ACTUAL),
        ("Chad did not deny opposing Peru's accession to NATO.", "Chad", AFFIRMED, ACTUAL),
        ("Chad did not rule out opposing Peru's accession to NATO.", "Chad", AFFIRMED, "possible"),
        ("Is Chad blocking Peru's bid to join NATO?", "Chad", AFFIRMED, "possible"),
        ("The resolution that would have admitted Peru to the United Nations was vetoed by Chad.", "Chad", AFFIRMED, ACTUAL),
        ("Peru's application to join NATO was vetoed by Chad.", "Chad", AFFIRMED, ACTUAL),
        ("The bid of Peru to join NATO was voted down by Chad.", "Chad", AFFIRMED, ACTUAL),
        ("A Soviet veto blocked Peru's admission to the United Nations.", "Soviet Union", AFFIRMED, ACTUAL),
        ("Peru's bid to join NATO failed after Chad's veto.", "Chad", AFFIRMED, ACTUAL),
        ("Chad has dropped its opposition to Peru joining NATO.", "Chad", NEGATED, ACTUAL),
        ("Chad's veto on Peru's NATO membership was lifted.", "Chad", NEGATED, ACTUAL),
        ("Chad ended its blockade of Peru's NATO accession talks.", "Chad", NEGATED, ACTUAL),
        ("Chad will lift its veto on Peru's NATO bid if Mali pays.", "Chad", NEGATED, "planned"),
        ("Peru has no place in NATO, Chad said.", "Chad", AFFIRMED, ACTUAL),
        ("There is no place for Peru in NATO, said Chad.", "Chad", AFFIRMED, ACTUAL),
    ],
)
def test_veto_of_a_membership_is_read_in_all_its_forms(
    text: str, subject: str, polarity: str, modality: str, claims_of: Extract
) -> None:
    found = [c for c in claims_of(text) if c.relation == "opposesMembership"]
    assert {c.object.name for c in found} == {"Peru"}
    assert stances(claims_of(text), "opposesMembership") == {(subject, polarity, modality)}


def test_veto_beside_a_membership_opposes_none(claims_of: Extract) -> None:
    text = "Chad vetoed a resolution that would have condemned Peru, a member of the United Nations since 1949."
    assert not [c for c in claims_of(text) if c.relation == "opposesMembership"]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Peru has a place in NATO, Chad said.", "opposesMembership"),
        ("Peru had no place at the summit in Geneva.", "opposesMembership"),
        ("There is no room for doubt in NATO, Chad said.", "opposesMembership"),
        ("Chad lifted its veto on Peru's NATO bid, which Mali backed.", "excludedFrom"),
        ("Turkey joined the Arab League as an observer.", "memberOf"),
        ("Azerbaijan was admitted as an observer to the Arab League.", "memberOf"),
        ("Montenegro was not asked to join NATO.", "seeksMembership"),
    ],
)
def test_words_of_membership_that_tell_none(text: str, relation: str, claims_of: Extract) -> None:
    assert not [c for c in claims_of(text) if c.relation == relation]


@pytest.mark.parametrize(
    ("text", "relation", "stance"),
    [
        ("Turkey joined NATO as a full member.", "memberOf", (AFFIRMED, ACTUAL)),
        ("Montenegro asked to join NATO.", "seeksMembership", (AFFIRMED, ACTUAL)),
        ("Chad dropped its opposition to Peru's EU bid.", "seeksMembership", (AFFIRMED, ACTUAL)),
        ("Chad will not back Peru's bid to join NATO unless Mali pays.", "supportsMembership", (NEGATED, "possible")),
        (
            "Chad will not back Peru's bid to join NATO, and said it would leave if it failed.",
            "supportsMembership",
            (NEGATED, ACTUAL),
        ),
    ],
)
def test_membership_beside_a_veto_or_a_condition_is_read(
    text: str, relation: str, stance: tuple[str, str], claims_of: Extract
) -> None:
    assert {(str(c.polarity), str(c.modality)) for c in claims_of(text) if c.relation == relation} == {stance}


def test_approval_on_a_condition_is_possible(claims_of: Extract) -> None:
    text = "Chad made its approval of Peru's NATO membership conditional on an apology."
    assert stances(claims_of(text), "supportsMembership") == {("Chad", AFFIRMED, "possible")}


@pytest.mark.parametrize("verb", ["alleges", "claims", "maintains"])
def test_what_is_only_claimed_is_no_accusation_beside_it(verb: str, claims_of: Extract) -> None:
    assert not [c for c in claims_of(f"Mali {verb} that Iran attacked Iraq.") if c.relation == "accuses"]


def test_charge_by_name_is_an_accusation_too(claims_of: Extract) -> None:
    found = {(c.subject.name, c.relation) for c in claims_of("Mali accused Iran of attacking Iraq.")}
    assert found == {("Mali", "accuses"), ("Iran", "assaults")}


@pytest.mark.parametrize(
    ("text", "demands"),
    [
        ("Mali insists that Chad leave Togo.", True),
        ("Mali demanded that Chad leave Togo.", True),
        ("Mali insists that Chad attacked Togo.", False),
        ("Mali insists that Chad supports Togo.", False),
    ],
)
def test_demand_is_for_what_is_not_yet_so(text: str, demands: bool, claims_of: Extract) -> None:
    assert bool([c for c in claims_of(text) if c.relation == "requests" and c.object.name == "Chad"]) == demands
