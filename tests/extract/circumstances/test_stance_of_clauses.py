"""Stance and speaker of whole sentences, from text to claim."""

from collections.abc import Callable

import pytest
from diplograph.ontology import Claim

Extract = Callable[[str], tuple[Claim, ...]]


def find(claims: tuple[Claim, ...], relation: str) -> Claim:
    (claim,) = (c for c in claims if c.relation == relation)
    return claim


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Chad held no talks with Mali.", "negotiatesWith"),
        ("Chad signed no agreement with Mali.", "agreesWith"),
        ("Malta belongs to neither NATO nor OPEC.", "memberOf"),
        ("At no time did Chad accuse Mali.", "accuses"),
        ("Chad has neither attacked Mali nor threatened Ghana.", "assaults"),
        ("Chad has neither attacked Mali nor threatened Ghana.", "threatens"),
        ("Nowhere does Chad blame Mali.", "accuses"),
        ("Chad repudiated the claim that it had attacked Mali.", "assaults"),
        ("Not one of the Canadian warships fired on Mali.", "assaults"),
    ],
)
def test_what_is_denied_is_negated(text: str, relation: str, claims_of: Extract) -> None:
    assert {c.polarity for c in claims_of(text) if c.relation == relation} == {"negated"}


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile but not Bolivia condemned Mali.",
        "Peru and Chile, but neither Bolivia nor Ecuador, condemned Mali.",
        "Peru condemned Mali but not Bolivia.",
    ],
)
def test_exception_denies_nothing_of_the_others_and_is_left_out(text: str, claims_of: Extract) -> None:
    claims = [c for c in claims_of(text) if c.relation == "accuses"]
    assert {c.polarity for c in claims} == {"affirmed"}
    assert {"Bolivia", "Ecuador"}.isdisjoint({name for c in claims for name in (c.subject.name, c.object.name)})


def test_neither_after_a_clause_that_ends_in_but_denies(claims_of: Extract) -> None:
    claims = claims_of("Norway tried, but neither Finland nor Sweden condemned Mali.")
    assert {(c.subject.name, c.polarity) for c in claims} == {("Finland", "negated"), ("Sweden", "negated")}


def test_end_that_is_not_in_sight_denies_nothing(claims_of: Extract) -> None:
    assert find(claims_of("Chad attacked Mali with no end in sight."), "assaults").polarity == "affirmed"


@pytest.mark.parametrize(
    ("text", "relation", "modality"),
    [
        ("Ghana is to host the talks.", "hosts", "planned"),
        ("The talks are to be held in Accra.", "hosts", "planned"),
        ("Chad has no intention of attacking Mali.", "assaults", "planned"),
        ("Chad has a plan for talks with Mali.", "negotiatesWith", "planned"),
        ("Chad has to meet Mali.", "consultsWith", "demanded"),
    ],
)
def test_what_is_to_come_is_planned_and_what_must_is_demanded(
    text: str, relation: str, modality: str, claims_of: Extract
) -> None:
    assert {c.modality for c in claims_of(text) if c.relation == relation} == {modality}


@pytest.mark.parametrize(
    ("text", "relation", "modality"),
    [
        ("Chad accused Mali of attacking Ghana.", "assaults", "alleged"),
        ("Mali was accused by Chad of attacking Ghana.", "assaults", "alleged"),
        ("Chad urged Mali to attack Ghana.", "assaults", "demanded"),
    ],
)
def test_who_charges_or_demands_it_is_the_speaker(text: str, relation: str, modality: str, claims_of: Extract) -> None:
    claim = find(claims_of(text), relation)
    assert claim.speaker is not None
    assert (claim.subject.name, claim.modality, claim.speaker.name) == ("Mali", modality, "Chad")


@pytest.mark.parametrize("text", ["Chad and Mali expelled each other's envoys.", "Chad and Mali sanctioned one another."])
def test_each_does_it_to_the_other(text: str, claims_of: Extract) -> None:
    pairs = {(c.subject.name, c.object.name) for c in claims_of(text) if c.relation == "sanctions"}
    assert pairs == {("Chad", "Mali"), ("Mali", "Chad")}


@pytest.mark.parametrize(
    ("text", "polarity"),
    [("Ali Diop is the president of Mali.", "affirmed"), ("Ali Diop was never president of Mali.", "negated")],
)
def test_office_that_a_clause_says_of_a_person_is_held(text: str, polarity: str, claims_of: Extract) -> None:
    claim = find(claims_of(text), "represents")
    assert (claim.subject.name, claim.object.name, claim.polarity) == ("Ali Diop", "Mali", polarity)


@pytest.mark.parametrize(
    "text",
    [
        "Statement by the Foreign Secretary on trade.\n\nThe Government of Zambia regrets the delay. We thank Mali.",
        "Press release of the Ministry of Foreign Affairs of Zambia.\n\nThe harvest was good. We thank Mali.",
        "Ministry of Defence of Zambia: answers to the press.\n\nWho helped? We thank Mali.",
    ],
)
def test_we_of_a_statement_is_the_state_that_issues_it(text: str, claims_of: Extract) -> None:
    assert ("Zambia", "Mali") in {(c.subject.name, c.object.name) for c in claims_of(text) if c.relation == "supports"}


def test_we_with_an_apposition_is_who_it_names(claims_of: Extract) -> None:
    claims = claims_of("We, the members of the African Union, condemn Mali.")
    assert find(claims, "accuses").subject.code == "IGO"


@pytest.mark.parametrize("text", ["Rebels shot dead a Malian soldier.", "A Malian officer was stabbed to death by rebels."])
def test_phrase_for_killing_is_an_assault(text: str, claims_of: Extract) -> None:
    assert any(c.relation == "assaults" for c in claims_of(text))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Protesters marched in the city of Bamako against Chad.", "MLI"),
        ("Ethnic Albanians in southern Serbia protested against the United States.", "SRB"),
        ("Rebels attacked Ghana.", "GHA"),
        ("Rebels from Mali attacked Ghana.", "MLI"),
    ],
)
def test_group_belongs_to_where_it_acts_else_to_the_only_state_named(text: str, code: str, claims_of: Extract) -> None:
    assert {c.subject.code for c in claims_of(text) if c.subject.kind == "GroupActor"} == {code}


def test_arab_leaders_belong_to_no_single_state(claims_of: Extract) -> None:
    assert find(claims_of("Arab leaders condemned Israel."), "accuses").subject.code is None


def test_unnamed_groups_of_two_articles_are_two_and_named_ones_one() -> None:
    from diplograph.extract import Extractor
    from diplograph.ontology import Document

    extractor = Extractor()
    bare = [extractor.extract(Document(i, "Rebels attacked Ghana."))[0].subject.iri for i in ("a", "b")]
    named = [extractor.extract(Document(i, "Kurdish rebels attacked Ghana."))[0].subject.iri for i in ("a", "b")]
    assert (len(set(bare)), len(set(named))) == (2, 1)
