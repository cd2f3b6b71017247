"""What each family of frames reads in plain sentences: who did it, to whom."""

from collections.abc import Callable

import pytest
from diplograph.ontology import Claim, Polarity

SENTENCES = [
    ("Armenia threatened to launch a new offensive in its war with Azerbaijan.", "Armenia", "threatens", "Azerbaijan"),
    ("Syria has threatened to close the border unless Turkey stops the shelling.", "Syria", "threatens", "Turkey"),
    ("Eritrea threatened to halt the talks if Ethiopia built the dam.", "Eritrea", "threatens", "Ethiopia"),
    ("Hezbollah vowed to retaliate against Israel for the killing.", "Hezbollah", "threatens", "Israel"),
    ("Pakistan pledged to punish India for the raid.", "Pakistan", "threatens", "India"),
    ("Vietnam said that China must withdraw its ships.", "Vietnam", "requests", "China"),
    ("Kenya declared that Somalia must be ready to compromise.", "Kenya", "requests", "Somalia"),
    ("Norway demanded that Iceland match its offer.", "Norway", "requests", "Iceland"),
    ("Rwanda repeated its demand that Uganda release the two officers.", "Rwanda", "requests", "Uganda"),
    ("The ministry of Peru demanded an apology from Chile.", "Peru", "requests", "Chile"),
    ("Ghana issued a statement urging Togo to open the border.", "Ghana", "requests", "Togo"),
    ("Bolivia sent a letter condemning Paraguay.", "Bolivia", "accuses", "Paraguay"),
    ("Venezuela lashed out at Colombia over the flights.", "Venezuela", "accuses", "Colombia"),
    ("Denmark opened an investigation into Russia.", "Denmark", "accuses", "Russia"),
    ("Iran is opposed to Turkish mediation.", "Iran", "rejects", "Turkey"),
    ("Malta is refusing admission to Libyans.", "Malta", "rejects", "Libya"),
    ("Japan vetoed a Chinese resolution on Wednesday.", "Japan", "rejects", "China"),
    ("Cuba on Tuesday vetoed a Canadian proposal.", "Cuba", "rejects", "Canada"),
    ("Algeria today rejected a Moroccan offer.", "Algeria", "rejects", "Morocco"),
    ("Serbian soldiers beat up Croatian prisoners.", "Serbia", "assaults", "Croatian prisoners"),
    ("Tunisia summoned the Maltese ambassador over the raid.", "Tunisia", "accuses", "Malta"),
    ("The Arab League suspended Libya's membership.", "Arab League", "sanctions", "Libya"),
    ("The Arab League suspended Libya's membership.", "Libya", "excludedFrom", "Arab League"),
    ("The World Bank froze aid to Malawi.", "World Bank", "sanctions", "Malawi"),
    ("Eritrean troops repelled an attack by Ethiopian forces.", "Ethiopia", "assaults", "Eritrea"),
    ("Ireland will send ten police officers to Haiti.", "Ireland", "aids", "Haiti"),
    ("The minister of Ghana is in Lagos for talks with Nigerian officials.", "Ghana", "negotiatesWith", "Nigeria"),
    ("Armenian and Azerbaijani soldiers clashed on Friday.", "Armenia", "assaults", "Azerbaijan"),
    ("Armenian and Azerbaijani soldiers exchanged fire.", "Armenia", "assaults", "Azerbaijan"),
    ("Kenyan police beat Somali students.", "Kenya", "assaults", "Somali students"),
    ("Rebels blew up a Nigerian police station.", "rebels", "assaults", "Nigeria"),
    ("Israel forced out hundreds of Lebanese refugees.", "Israel", "coerces", "Lebanese refugees"),
    ("The army of Mali held French journalists as hostages.", "Mali", "coerces", "French journalists"),
    ("Thousands of Georgians marched in defiance of Russia.", "Georgia", "protestsAgainst", "Russia"),
    ("Greek farmers blocked roads to demand help from Turkey.", "Greek farmers", "protestsAgainst", "Turkey"),
    ("Norway launched a mediation effort between Sri Lanka and India.", "Norway", "mediatesFor", "Sri Lanka"),
    ("France speeded up the withdrawal of its forces from Niger.", "France", "retreatsFrom", "Niger"),
    ("American troops left Somalia.", "United States", "retreatsFrom", "Somalia"),
    ("Libya complied with the demands of the United States.", "Libya", "concedesTo", "United States"),
    ("Poland opened its border to Ukrainian refugees.", "Poland", "aids", "Ukrainian refugees"),
    ("Iran supplied Sudan with weapons.", "Iran", "aids", "Sudan"),
    ("Estonia shared evidence with Finland.", "Estonia", "cooperatesWith", "Finland"),
    ("North Korea prepared for war with South Korea.", "North Korea", "mobilizesAgainst", "South Korea"),
    ("Sudan held up a convoy of the World Food Programme.", "Sudan", "coerces", "World Food Programme"),
    ("Norway voiced concern at Russia's conduct.", "Norway", "accuses", "Russia"),
    ("The Syrian envoy spoke of an American strike in Syria.", "United States", "assaults", "Syria"),
    ("Workers began a general strike against Turkey's government.", "workers", "protestsAgainst", "Turkey"),
    ("Turkey deployed tanks along the Syrian border.", "Turkey", "mobilizesAgainst", "Syria"),
    ("The arrest of three Zambian students by Malawi drew protests.", "Malawi", "coerces", "Zambian students"),
    ("A demonstration by Greek farmers against Turkey ended quietly.", "Greek farmers", "protestsAgainst", "Turkey"),
    ("North Korea tested a missile over Japan.", "North Korea", "mobilizesAgainst", "Japan"),
    ("Estonia voiced its solidarity with Cyprus.", "Estonia", "supports", "Cyprus"),
    ("Cyprus served notice on Turkey.", "Cyprus", "threatens", "Turkey"),
    ("France will help defend Chad.", "France", "aids", "Chad"),
    ("Ugandan troops are fighting alongside the Congolese army against Sudan.", "Uganda", "assaults", "Sudan"),
    ("Chadian prisoners rioted at a jail in Sudan.", "Chadian prisoners", "protestsAgainst", "Sudan"),
    ("Malawi sued Zambia at the World Court.", "Malawi", "accuses", "Zambia"),
]


@pytest.mark.parametrize(("text", "subject", "relation", "object_"), SENTENCES)
def test_who_did_it_to_whom_is_read(
    text: str, subject: str, relation: str, object_: str, claims_of: Callable[[str], tuple[Claim, ...]]
) -> None:
    found = {(claim.subject.name, claim.relation, claim.object.name) for claim in claims_of(text)}
    assert (subject, relation, object_) in found


def test_team_that_beat_another_assaults_nobody(claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    assert not [claim for claim in claims_of("Ghana beat Togo 2-0 in Accra on Sunday.") if claim.relation == "assaults"]


@pytest.mark.parametrize(
    ("text", "bystander"),
    [
        ("Peruvian police captured a rebel commander near the border with Ecuador.", "Ecuador"),
        ("Latvia protested the removal of a Lithuanian monument.", "Lithuania"),
    ],
)
def test_who_merely_stands_near_is_no_object(text: str, bystander: str, claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    assert bystander not in {claim.object.name for claim in claims_of(text)}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Turkey joined the European Union in condemning Iran.", "memberOf"),
        ("Israel launched an air strike on Lebanon.", "protestsAgainst"),
        ("Georgia launched a campaign for NATO membership.", "protestsAgainst"),
        ("Uganda withdrew from the Nairobi talks.", "retreatsFrom"),
        ("Sweden submitted its application for NATO membership.", "concedesTo"),
        ("Austria remains opposed to the admission of Turkey to the EU.", "rejects"),
        ("Students staged a protest against Russia.", "hosts"),
        ("Japan joined NATO for joint exercises.", "memberOf"),
        ("The Syrian envoy spoke of an American strike in Syria.", "protestsAgainst"),
        ("Workers began a general strike against Turkey's government.", "assaults"),
    ],
)
def test_word_of_two_meanings_is_read_by_its_company(
    text: str, relation: str, claims_of: Callable[[str], tuple[Claim, ...]]
) -> None:
    assert relation not in {claim.relation for claim in claims_of(text)}


def test_demand_told_with_must_is_made_in_fact(claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    (claim,) = (c for c in claims_of("Vietnam said that China must withdraw its ships.") if c.relation == "requests")
    assert claim.is_stated_fact


def test_demand_that_was_not_made_is_negated(claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    (claim,) = (c for c in claims_of("Norway has not demanded that Iceland match its offer.") if c.relation == "requests")
    assert claim.polarity is Polarity.NEGATED


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Iran and Iraq met in Muscat for talks mediated by Oman.", {"Iran", "Iraq"}),
        ("Iran and Iraq held talks in Muscat; Oman mediated the talks.", {"Iran", "Iraq"}),
        ("Iran and Iraq held talks on Friday. Oman mediated the negotiations.", {"Iran", "Iraq"}),
        ("Iran and Iraq reached a deal under the mediation of Oman.", {"Iran", "Iraq"}),
        ("Iran and Iraq held talks on Friday. Oman mediated talks in Chad.", {"Chad"}),
        ("Oman mediated the talks.", set()),
    ],
)
def test_mediation_is_between_those_who_talk(
    text: str, parties: set[str], claims_of: Callable[[str], tuple[Claim, ...]]
) -> None:
    found = [claim for claim in claims_of(text) if claim.relation == "mediatesFor"]
    assert {claim.object.name for claim in found} == parties
    assert {claim.subject.name for claim in found} <= {"Oman"}


@pytest.mark.parametrize(
    ("text", "rejected"),
    [
        ("Argentina claims the islands; Britain rejected the claim again.", {"Argentina"}),
        ("Chad accused Mali of spying. Mali dismissed the accusation.", {"Chad"}),
        ("Chad offered help. Mali rejected the offer.", {"Chad"}),
        ("Chad offered help. Mali rejected an offer.", set()),
        ("Chad met Niger. Mali rejected the offer.", set()),
    ],
)
def test_what_is_rejected_is_that_of_who_made_it(
    text: str, rejected: set[str], claims_of: Callable[[str], tuple[Claim, ...]]
) -> None:
    assert {claim.object.name for claim in claims_of(text) if claim.relation == "rejects"} == rejected


@pytest.mark.parametrize(
    "text",
    [
        "The summit in Oslo will do without Chad.",
        "Chad was not asked to come to the summit.",
        "Chad will not be going to the summit.",
    ],
)
def test_whom_a_gathering_does_without_is_excluded(text: str, claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    assert ("Chad", "excludedFrom") in {(claim.subject.name, claim.relation) for claim in claims_of(text)}


def test_state_that_goes_to_the_polls_is_no_party_to_them(claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    assert "participatesIn" not in {claim.relation for claim in claims_of("Chad goes to the polls on Sunday.")}
