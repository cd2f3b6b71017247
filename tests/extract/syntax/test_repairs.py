"""Sentences that the parser reads wrong by themselves; what is claimed shows that they were mended."""

from collections.abc import Callable

import pytest
from diplograph.extract import Extractor
from diplograph.ontology import Claim, Document
from hypothesis import given, settings
from hypothesis import strategies as st

Extract = Callable[[str], tuple[Claim, ...]]


@pytest.mark.parametrize(
    ("text", "subject", "relation", "object_"),
    [
        # "of" belongs to the noun right before it
        (
            "Talks took place between officials of Norway and representatives of the foreign ministries of Mali and Chad.",
            *("Norway", "negotiatesWith", "Chad"),
        ),
        # the verb of a sentence that has none
        ("Ghanaian jets using guided bombs attacked Togo.", "Ghana", "assaults", "Togo"),
        # gerund of speaking after a place
        (
            "Hundreds of Cypriots marched in the port of Larnaca calling for independence from Malta.",
            "*",
            "protestsAgainst",
            "Malta",
        ),
        # half of a compound
        ("Norway suspended aid deliveries to Mali.", "Norway", "sanctions", "Mali"),
        # a participle that only says where the name lies
        ("Mr. Lavrov accuses neighboring Chad of paying the hunters.", "Sergey Lavrov", "accuses", "Chad"),
        # particle
        ("Chad broke off peace talks with Mali.", "Chad", "rejects", "Mali"),
        # a person beside a noun with an adjective
        ("Angela Merkel and Malian officials discussed trade.", "Angela Merkel", "consultsWith", "Mali"),
        # passive with a copula
        ("Kosovo's bid for membership of the United Nations was vetoed by Chad.", "Chad", "opposesMembership", "Kosovo"),
        # a name in the place of "between"
        ("Ghana welcomed a meeting in Oslo between Mali and Chad.", "Mali", "consultsWith", "Chad"),
        # past after present
        ("Ruto declared that Norway has a point and promised to reject Mali's demands.", "William Ruto", "rejects", "Mali"),
        # an infinitive that spells out a noun
        ("Ghana repeated Togo's refusal to return to the talks.", "Togo", "excludedFrom", "talks"),
        # a verb taken for an adjective
        ("Norway says it will soon free 30 Malian fishermen.", "Norway", "concedesTo", "Malian fishermen"),
        # words that only label, and only count
        (
            "Ruto left after what he called frank talks with Malian President Ali Diop.",
            "William Ruto",
            "negotiatesWith",
            "Ali Diop",
        ),
        ("Norway delivered up to 300 tons of wheat to Mali.", "Norway", "aids", "Mali"),
        # a participle before the verb
        ("The Red Cross operating in Chad urged Mali to open the road.", "Red Cross", "requests", "Mali"),
        # "whose"
        ("Georgia, whose army had attacked Abkhazia, asked Norway for help.", "Georgia", "assaults", "Abkhazia"),
        # those whom a noun includes
        (
            "Several countries, including Iran and Oman, attended the Baghdad conference.",
            "Iran",
            "participatesIn",
            "Baghdad conference",
        ),
        ("Envoys from nine countries, among them Oman, attended the Baghdad conference.", "Oman", "participatesIn", "*"),
        # negotiators for somebody
        ("Negotiators for Chad signed an accord with Mali.", "Chad", "agreesWith", "Mali"),
        # the seat of a government
        ("Norway called on the government in Stockholm to act.", "Norway", "requests", "Sweden"),
    ],
)
def test_sentence_is_read_as_it_is_meant(text: str, subject: str, relation: str, object_: str, claims_of: Extract) -> None:
    found = [(c.subject.name, c.relation, c.object.name) for c in claims_of(text)]
    assert any(_fits(one, subject) and rel == relation and _fits(other, object_) for one, rel, other in found), found


def _fits(name: str, pattern: str) -> bool:
    return name.startswith(pattern.removesuffix("*")) if pattern.endswith("*") else name == pattern


def test_parties_of_one_side_do_not_deal_with_each_other(claims_of: Extract) -> None:
    text = "Meetings took place between officials of Norway and representatives of Mali, Chad and Togo."
    pairs = {(c.subject.name, c.object.name) for c in claims_of(text) if c.relation == "consultsWith"}
    assert pairs == {("Norway", "Mali"), ("Norway", "Chad"), ("Norway", "Togo")}


def test_opposition_leader_deals_with_the_state(claims_of: Extract) -> None:
    text = "The Swedish opposition leader, Ulf Kristersson, called on the government in Stockholm to resign."
    assert ("Ulf Kristersson", "requests", "Sweden") in {(c.subject.name, c.relation, c.object.name) for c in claims_of(text)}


def test_prospect_meant_by_it_is_supported_and_not_its_opponent(claims_of: Extract) -> None:
    claims = claims_of("France opposes Turkish membership in the European Union, while Britain has long supported it.")
    britain = [c for c in claims if c.subject.name == "United Kingdom"]
    assert [(c.relation, c.object.name) for c in britain] == [("supportsMembership", "Turkey")]


def test_thing_told_has_its_teller_as_speaker_but_for_ones_own(claims_of: Extract) -> None:
    (told,) = (c for c in claims_of("Dmitry Peskov reiterated Russia's objection to Ukraine joining NATO.") if c.organization)
    assert told.speaker is not None
    assert told.speaker.name == "Dmitry Peskov"
    (own,) = (c for c in claims_of("Russia reiterated its objection to Ukraine joining NATO.") if c.organization)
    assert own.speaker is None


def test_title_of_a_description_is_what_it_is_called(claims_of: Extract) -> None:
    claims = claims_of("Norway summoned Mali's ambassador Ali Diop.")
    assert ("Norway", "accuses", "Ali Diop") in {(c.subject.name, c.relation, c.object.name) for c in claims}


words = st.sampled_from(
    ["Norway", "Mali", "talks", "of", "between", "and", "the", "was", "vetoed", "by", "to", "refusal", "off", "broke", ",", "."]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(words, max_size=25))
def test_any_order_of_words_is_read_without_a_fault(extractor: Extractor, order: list[str]) -> None:
    text = " ".join(order)
    claims = extractor.extract(Document("test", text))
    assert all(text[e.start : e.end] == e.quote for c in claims for e in c.evidence)
