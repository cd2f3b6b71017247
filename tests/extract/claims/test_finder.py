from collections.abc import Callable

import pytest
from diplograph.extract import Extractor
from diplograph.ontology import Claim, Document, InputError, Modality, Polarity, load_schema
from hypothesis import given, settings
from hypothesis import strategies as st

Extract = Callable[[str], tuple[Claim, ...]]
AFFIRMED, NEGATED = Polarity.AFFIRMED, Polarity.NEGATED
ACTUAL, PLANNED, POSSIBLE, DEMANDED, ALLEGED = Modality


def triples(claims: tuple[Claim, ...]) -> set[tuple[str, str, str]]:
    return {(claim.subject.name, claim.relation, claim.object.name) for claim in claims}


def find(claims: tuple[Claim, ...], relation: str) -> Claim:
    """The only claim of a relation."""
    (claim,) = (claim for claim in claims if claim.relation == relation)
    return claim


def says(claims: tuple[Claim, ...], relation: str) -> tuple[str, str, Polarity, Modality]:
    claim = find(claims, relation)
    return claim.subject.name, claim.object.name, claim.polarity, claim.modality


@pytest.mark.parametrize(
    "text",
    [
        "Moscow would not oppose Kyiv's EU membership.",
        "Moscow said it would not oppose Kyiv's EU membership.",
        "Russia does not oppose Ukraine's EU membership.",
    ],
)
def test_opposition_that_is_denied_is_never_affirmed(text: str, claims_of: Extract) -> None:
    claim = find(claims_of(text), "opposesMembership")
    assert (claim.subject.code, claim.object.name) == ("RUS", "Ukraine")
    assert claim.organization is not None
    assert claim.organization.name == "European Union"
    assert claim.polarity is NEGATED
    assert not claim.is_stated_fact


@pytest.mark.parametrize(
    ("text", "relation", "polarity"),
    [
        ("Russia opposes Ukraine's NATO membership.", "opposesMembership", AFFIRMED),
        ("Russia supports Ukraine's NATO membership.", "supportsMembership", AFFIRMED),
        ("Russia does not support Ukraine's NATO membership.", "supportsMembership", NEGATED),
    ],
)
def test_position_on_a_membership_names_candidate_and_organization(
    text: str, relation: str, polarity: Polarity, claims_of: Extract
) -> None:
    claim = find(claims_of(text), relation)
    assert (claim.subject.name, claim.object.name, claim.polarity) == ("Russia", "Ukraine", polarity)
    assert claim.organization is not None
    assert claim.organization.name == "NATO"


@pytest.mark.parametrize(
    "text", ["Chad wants to join the European Union.", "Chad applied to join the European Union.", "Chad seeks EU membership."]
)
def test_state_that_wants_in_seeks_membership(text: str, claims_of: Extract) -> None:
    assert says(claims_of(text), "seeksMembership") == ("Chad", "European Union", AFFIRMED, ACTUAL)


@pytest.mark.parametrize(
    "text",
    [
        "Chad is opposed to Mali joining NATO.",
        "Chad objected to Mali joining NATO.",
        "Chad is against Mali joining NATO.",
        "Chad is against Mali's membership in NATO.",
    ],
)
def test_who_would_join_is_not_who_opposes_it_nor_a_member(text: str, claims_of: Extract) -> None:
    claims = claims_of(text)
    assert says(claims, "opposesMembership") == ("Chad", "Mali", AFFIRMED, ACTUAL)
    assert not [claim for claim in claims if claim.relation == "memberOf"]


@pytest.mark.parametrize(
    "text", ["Chad joined the European Union.", "Chad is a member of the European Union.", "EU member Chad criticized Mali."]
)
def test_state_that_is_in_is_a_member(text: str, claims_of: Extract) -> None:
    assert says(claims_of(text), "memberOf") == ("Chad", "European Union", AFFIRMED, ACTUAL)


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        ("Chad attacked Mali.", AFFIRMED, ACTUAL),
        ("Chad did not attack Mali.", NEGATED, ACTUAL),
        ("Chad has not attacked Mali.", NEGATED, ACTUAL),
        ("Chad refused to attack Mali.", NEGATED, ACTUAL),
        ("Chad will attack Mali.", AFFIRMED, PLANNED),
        ("Chad may attack Mali.", AFFIRMED, POSSIBLE),
        ("Chad could attack Mali.", AFFIRMED, POSSIBLE),
        ("If Chad attacks Mali, Norway will help Mali.", AFFIRMED, POSSIBLE),
        ("Mali was attacked by Chad.", AFFIRMED, ACTUAL),
        ("Mali was not attacked by Chad.", NEGATED, ACTUAL),
    ],
)
def test_stance_of_an_assault_is_read_whatever_the_voice(
    text: str, polarity: Polarity, modality: Modality, claims_of: Extract
) -> None:
    assert says(claims_of(text), "assaults") == ("Chad", "Mali", polarity, modality)


def test_neither_of_two_is_said_to_have_done_it(claims_of: Extract) -> None:
    claims = claims_of("Neither Chad nor Mali attacked Poland.")
    assert triples(claims) == {("Chad", "assaults", "Poland"), ("Mali", "assaults", "Poland")}
    assert {claim.polarity for claim in claims} == {NEGATED}


def test_neither_of_two_that_took_part_is_excluded_each(claims_of: Extract) -> None:
    claims = claims_of("Neither Chad nor Mali took part in the talks.")
    assert triples(claims) == {("Chad", "excludedFrom", "talks"), ("Mali", "excludedFrom", "talks")}
    assert all(claim.is_stated_fact for claim in claims)


def test_assault_by_nobody_named_is_no_claim(claims_of: Extract) -> None:
    assert claims_of("Mali was attacked.") == ()


def test_every_agent_of_a_passive_is_a_subject(claims_of: Extract) -> None:
    claims = claims_of("Poland was attacked by Russia and Belarus.")
    assert triples(claims) == {("Russia", "assaults", "Poland"), ("Belarus", "assaults", "Poland")}


def test_rebels_are_the_subject_and_not_their_state(claims_of: Extract) -> None:
    claim = find(claims_of("Sudanese rebels attacked Chad."), "assaults")
    assert (claim.subject.name, claim.subject.kind, claim.subject.code) == ("Sudanese rebels", "GroupActor", "SDN")


@pytest.mark.parametrize(
    "text",
    [
        "Russia negotiated with Iran.",
        "Russia held talks with Iran.",
        "Russia and Iran held talks.",
        "The Kremlin negotiated with Iran.",
        "Moscow negotiated with Tehran.",
    ],
)
def test_talks_are_negotiations_of_the_two_sides(text: str, claims_of: Extract) -> None:
    claim = find(claims_of(text), "negotiatesWith")
    assert {claim.subject.name, claim.object.name} == {"Russia", "Iran"}
    assert claim.is_stated_fact


@pytest.mark.parametrize(
    "text",
    ["Russia did not negotiate with Iran.", "Russia never negotiated with Iran.", "Russia refused to negotiate with Iran."],
)
def test_talks_that_are_denied_are_negated(text: str, claims_of: Extract) -> None:
    assert find(claims_of(text), "negotiatesWith").polarity is NEGATED


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Iran was excluded from the summit.", "summit"),
        ("Iran boycotted the talks.", "talks"),
        ("Iran did not take part in the talks.", "talks"),
        ("Iran did not attend the summit.", "summit"),
        ("Iran was absent from the summit.", "summit"),
        ("The absence of Iran from the talks angered France.", "talks"),
        ("France and Germany held talks without Iran.", "talks"),
    ],
)
def test_party_that_is_kept_out_or_stays_away_is_excluded(text: str, event: str, claims_of: Extract) -> None:
    claims = claims_of(text)
    assert says(claims, "excludedFrom") == ("Iran", event, AFFIRMED, ACTUAL)
    assert not any(claim.relation == "participatesIn" and claim.subject.name == "Iran" for claim in claims)


def test_talks_without_a_party_are_not_its_own(claims_of: Extract) -> None:
    claims = claims_of("France and Germany held talks without Iran.")
    assert ("France", "negotiatesWith", "Germany") in triples(claims)
    assert not any("Iran" in (c.subject.name, c.object.name) for c in claims if c.relation == "negotiatesWith")


def test_party_that_takes_part_is_not_excluded(claims_of: Extract) -> None:
    assert triples(claims_of("Iran took part in the talks.")) == {("Iran", "participatesIn", "talks")}


@pytest.mark.parametrize(
    "text", ["France hosted the summit.", "The summit was hosted by France.", "The summit took place in Paris."]
)
def test_host_is_who_holds_an_event_or_where_it_is_held(text: str, claims_of: Extract) -> None:
    assert says(claims_of(text), "hosts") == ("France", "summit", AFFIRMED, ACTUAL)


@pytest.mark.parametrize(
    "text", ["France called on Iran to end the war.", "France appealed to Iran.", "France asked Iran for help."]
)
def test_request_goes_from_who_asks_to_who_is_asked(text: str, claims_of: Extract) -> None:
    assert says(claims_of(text), "requests") == ("France", "Iran", AFFIRMED, ACTUAL)


def test_charge_is_a_fact_and_what_is_charged_is_not(claims_of: Extract) -> None:
    claims = claims_of("Germany accused Iran of attacking Israel.")
    assert says(claims, "accuses") == ("Germany", "Iran", AFFIRMED, ACTUAL)
    assert not any(claim.is_stated_fact for claim in claims if claim.relation == "assaults")


def test_sanctions_fall_on_who_stands_after_on(claims_of: Extract) -> None:
    assert says(claims_of("Germany imposed sanctions on Chad."), "sanctions") == ("Germany", "Chad", AFFIRMED, ACTUAL)


def test_mediator_stands_between_both_parties(claims_of: Extract) -> None:
    claims = claims_of("Qatar mediated between Israel and Hamas.")
    assert {("Qatar", "mediatesFor", "Israel"), ("Qatar", "mediatesFor", "Hamas")} <= triples(claims)


def test_office_before_a_name_is_held(claims_of: Extract) -> None:
    claim = find(claims_of("French Foreign Minister Jane Doe visited Chad."), "represents")
    assert (claim.subject.name, claim.object.name, claim.role) == ("Jane Doe", "France", "Foreign Minister")


def test_person_acts_under_the_own_name(claims_of: Extract) -> None:
    claim = find(claims_of("French President Emmanuel Macron visited Chad."), "consultsWith")
    assert (claim.subject.name, claim.subject.kind, claim.subject.code) == ("Emmanuel Macron", "Person", "FRA")


def test_speaker_of_a_statement_is_named_and_does_not_act(claims_of: Extract) -> None:
    claim = find(claims_of("Kremlin spokesman Dmitry Peskov said Russia would negotiate with Ukraine."), "negotiatesWith")
    assert claim.speaker is not None
    assert (claim.speaker.name, claim.subject.name) == ("Dmitry Peskov", "Russia")


def test_outlet_that_reports_is_named_and_does_not_speak(claims_of: Extract) -> None:
    claim = find(claims_of("Reuters reported that Russia attacked Poland."), "assaults")
    assert (claim.outlet, claim.speaker) == ("Reuters", None)


def test_both_sides_of_the_sentence_before_agree(claims_of: Extract) -> None:
    claims = claims_of("Russia and Ukraine held talks. Both sides agreed to a ceasefire.")
    claim = find(claims, "agreesWith")
    assert {claim.subject.name, claim.object.name} == {"Russia", "Ukraine"}


@pytest.mark.parametrize(
    "text",
    [
        "Brazil scored twice against Argentina.",
        "Japan won three medals at the swimming championships.",
        "Rain fell over Spain.",
        "Temperatures in Spain reached forty degrees.",
        "Storms brought heavy snow to Norway and Sweden.",
        "The dog slept.",
        "She sold her house.",
    ],
)
def test_sport_weather_and_daily_life_make_no_claims(text: str, claims_of: Extract) -> None:
    assert claims_of(text) == ()


@pytest.mark.parametrize("phrase", ["All rights reserved. {}", "Subscribe now: {}", "{} Share this article"])
def test_paragraph_of_the_page_makes_no_claims(phrase: str, claims_of: Extract) -> None:
    statement = "Chad attacked Mali."
    assert claims_of(phrase.format(statement)) == ()
    assert claims_of(f"{phrase.format('')}\n\n{statement}") != ()


ARTICLE = """French President Emmanuel Macron visited Chad on Tuesday.

“Chad attacked Mali,” Macron said — neither Norway nor Sweden took part in the talks.

Mali was attacked by Chad. Chad attacked Mali. Germany imposed sanctions on Chad.

Moscow would not oppose Kyiv’s EU membership.
"""


def test_claim_made_twice_is_one_claim_with_two_pieces_of_evidence(claims_of: Extract) -> None:
    text = "Chad attacked Mali. Rain fell. Mali was attacked by Chad."
    claim = find(claims_of(text), "assaults")
    assert [evidence.quote for evidence in claim.evidence] == ["Chad attacked Mali.", "Mali was attacked by Chad."]


@pytest.mark.parametrize(
    "text",
    [
        "Chad attacked Mali. N'Djamena attacked Bamako. Mali was attacked by Chad.",
        "Chad attacked Mali. Chadian forces attacked Mali. Chad's army attacked Mali.",
        "Dmitry Peskov criticized Norway. Peskov criticized Norway. He criticized Norway.",
        "Chad held talks with Mali. Mali held talks with Chad. Chad and Mali held talks.",
    ],
)
def test_claim_made_by_another_name_or_a_pronoun_is_the_same_claim(text: str, claims_of: Extract) -> None:
    relations = ("assaults", "accuses", "negotiatesWith")
    claims = [claim for claim in claims_of(text) if claim.relation in relations]
    assert [len(claim.evidence) for claim in claims] == [3]


def test_claims_stand_in_the_order_of_the_text_each_once(claims_of: Extract) -> None:
    claims = claims_of(ARTICLE)
    starts = [claim.evidence[0].start for claim in claims]
    assert starts == sorted(starts)
    assert len({claim.key for claim in claims}) == len(claims) > 3


def test_claims_of_a_text_are_equal_whenever_they_are_built(claims_of: Extract) -> None:
    assert claims_of(ARTICLE) == claims_of(ARTICLE)


def check(text: str, claims: tuple[Claim, ...]) -> None:
    """The laws of claims: relations of the ontology, sound evidence, no actor related to itself."""
    schema = load_schema()
    for claim in claims:
        relation = schema.relations[claim.relation]
        assert schema.is_a(claim.object.kind, "Event") or relation.range != "Event" or claim.relation == "excludedFrom"
        assert (claim.organization is not None) == (relation.range == "MembershipBid")
        assert 0 < claim.confidence <= 1
        assert claim.subject.iri != claim.object.iri
        assert claim.evidence
        for evidence in claim.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote
            assert evidence.trigger
            assert evidence.trigger in evidence.quote
        for actor in (claim.subject, claim.object):
            assert actor.name
            assert actor.iri.isascii()
            assert not set(actor.iri) & set(" <>\"'{}|\\^`")


def test_evidence_of_an_article_stands_where_it_says(claims_of: Extract) -> None:
    claims = claims_of(ARTICLE)
    assert claims
    check(ARTICLE, claims)


SENTENCES = st.sampled_from(
    [
        "Chad attacked Mali on Tuesday.",
        "Moscow would not oppose Kyiv's EU membership.",
        "Kremlin spokesman Dmitry Peskov said Russia would negotiate with Ukraine.",
        "France, Britain and Germany held talks with Iran in Paris.",
        "EU member Slovenia criticized Hungary.",
        "“Iran boycotted the talks,” she said.",
        "Both sides agreed to a ceasefire.",
        "Kurdish rebels and the bloc's officials met his counterpart.",
        "Rain fell.",
    ]
)
NOISE = st.sampled_from(
    [
        "",
        " ",
        "\n",
        "\n\n",
        "\t",
        "\r\n",
        "—",
        "\u202e",
        "\u200b",
        "\ufeff",
        "\x00",
        "<p>",
        "🙂",
        "(",
        "“",
        "’s",
        "- ",
        "習近平",
        "e\u0301",
    ]
) | st.text(max_size=10)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(NOISE, SENTENCES), max_size=6), NOISE)
def test_evidence_of_any_text_stands_where_it_says(claims_of: Extract, parts: list[tuple[str, str]], tail: str) -> None:
    text = "".join(noise + sentence for noise, sentence in parts) + tail
    check(text, claims_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\r\n ",
        "\x00\x01\x02\x1b[2J",
        "🙂🇷🇺🇺🇦",
        "\u202eRussia attacked Poland\u202c",
        "Russia\u200battacked\u200bPoland",
        "<script>alert('Russia attacked Poland')</script>",
        '"> <img src=x onerror="Russia attacked Poland">',
        "Russia attacked Poland } ; DROP ALL ; INSERT DATA { <x:a> <x:b> <x:c> }",
        "../../etc/passwd attacked Poland",
        "{{ 7 * 7 }} attacked ${Poland}",
        "a" * 100_000,
        "Russia" * 10_000,
        "Russia " * 1_000,
        "." * 2_000,
        "(" * 500 + "Russia" + ")" * 500,
        "neither nor neither nor nor",
        "President of the of the",
        "- - ’s ’s , and , and",
        "Tuesday, Tuesday, Tuesday",
        "𝕽𝖚𝖘𝖘𝖎𝖆 attacked Ρussia",
    ],
    ids=lambda text: ascii(text[:16]),
)
def test_hostile_text_is_read_without_an_error_and_its_claims_are_sound(text: str, claims_of: Extract) -> None:
    check(text, claims_of(text))


def test_markup_round_a_name_never_reaches_an_iri(claims_of: Extract) -> None:
    for claim in claims_of("<b>The Acme <script> Institute</b> criticized Russia. Acme Institute attacked Chad."):
        assert "<" not in claim.subject.iri + claim.object.iri


@pytest.mark.parametrize(
    ("text", "relation", "expected"),
    [
        ("No talks between France and Iran took place.", "negotiatesWith", ("France", "Iran", NEGATED, ACTUAL)),
        ("Russian officials accused Poland of attacking Belarus.", "assaults", ("Poland", "Belarus", AFFIRMED, ALLEGED)),
        ("France urged Iran to attack Iraq.", "assaults", ("Iran", "Iraq", AFFIRMED, DEMANDED)),
        (
            "The United States called on Israel to withdraw from Lebanon.",
            "retreatsFrom",
            ("Israel", "Lebanon", AFFIRMED, DEMANDED),
        ),
        ("Canada met with the Andean Community.", "consultsWith", ("Canada", "Andean Community", AFFIRMED, ACTUAL)),
        (
            "NATO accused Russia of attacking Poland — a charge that Moscow denied.",
            "accuses",
            ("NATO", "Russia", AFFIRMED, ACTUAL),
        ),
    ],
)
def test_claim_has_the_right_parties_and_stance(
    text: str, relation: str, expected: tuple[str, str, Polarity, Modality], claims_of: Extract
) -> None:
    assert says(claims_of(text), relation) == expected


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "Kosovo applied to join the Council of Europe. Germany opposed the bid.",
            ("Germany", "seeksMembership", "Council of Europe"),
        ),
        ("Budapest did not support sanctions against Russia.", ("Hungary", "supports", "Russia")),
        ("Poland supports a ban on Russia.", ("Poland", "supports", "Russia")),
        ("Germany declined to criticise Israel.", ("Germany", "rejects", "Israel")),
        ("Mugabe attacked Britain in a speech.", ("Robert Mugabe", "assaults", "United Kingdom")),
        ("China fired missiles into waters off Taiwan.", ("China", "assaults", "Taiwan")),
        ("Turkey asked to become a member and Putin welcomed the request.", ("Vladimir Putin", "represents", "Russia")),
    ],
)
def test_what_the_text_does_not_say_is_not_claimed(text: str, wrong: tuple[str, str, str], claims_of: Extract) -> None:
    assert wrong not in triples(claims_of(text))


def test_the_bid_is_that_of_the_candidate_named_before(claims_of: Extract) -> None:
    claim = find(claims_of("Kosovo applied to join the Council of Europe. Germany opposed the bid."), "opposesMembership")
    assert (claim.subject.name, claim.object.name) == ("Germany", "Kosovo")


def test_relative_clause_says_who_was_excluded_from_the_event_before_it(claims_of: Extract) -> None:
    claim = find(claims_of("The talks, from which Ukraine was excluded, began in Riyadh."), "excludedFrom")
    assert (claim.subject.name, claim.object.name) == ("Ukraine", "talks")


def test_promise_of_trade_is_to_the_other_party_and_not_to_the_goods(claims_of: Extract) -> None:
    deal = find(claims_of("Norway agreed to buy four Leopard battle tanks from Germany."), "agreesWith")
    assert (deal.subject.name, deal.object.name) == ("Norway", "Germany")


def test_compound_is_found_with_its_hyphen(claims_of: Extract) -> None:
    claim = find(claims_of("Iran reached a cease-fire with Iraq."), "agreesWith")
    assert {claim.subject.name, claim.object.name} == {"Iran", "Iraq"}
    assert claim.evidence[0].trigger == "reached a cease-fire"


def test_region_of_several_words_names_the_group(claims_of: Extract) -> None:
    claim = find(claims_of("South American nations condemned Israel."), "accuses")
    assert claim.subject.name == "South American nations"


def test_who_was_not_invited_is_excluded_as_a_fact(claims_of: Extract) -> None:
    claim = find(claims_of("Iran was not invited to the summit."), "excludedFrom")
    assert (claim.subject.name, claim.modality) == ("Iran", ACTUAL)


def test_former_office_before_the_state_represents_nobody(claims_of: Extract) -> None:
    claims = claims_of("Former US President Bill Clinton visited Haiti.")
    assert "represents" not in {claim.relation for claim in claims}


def test_condemning_an_attack_does_not_accuse_its_victim(claims_of: Extract) -> None:
    assert ("Germany", "accuses", "Chad") not in triples(claims_of("Germany condemned the attack on Chad."))


def test_dateline_names_no_party(claims_of: Extract) -> None:
    claims = claims_of("WASHINGTON (Reuters) - Germany and France agreed to cooperate.")
    assert ("Germany", "agreesWith", "France") in triples(claims)
    assert "United States" not in {name for claim in claims for name in (claim.subject.name, claim.object.name)}


def test_talks_in_a_seat_of_organizations_are_hosted_by_its_state(claims_of: Extract) -> None:
    claim = find(claims_of("The talks were held in Geneva."), "hosts")
    assert claim.subject.name == "Switzerland"


def test_short_paragraph_before_a_subscription_line_gives_its_claims(claims_of: Extract) -> None:
    claims = claims_of("Norway praised Iceland.\n\nSubscribe today to our newsletter.")
    assert triples(claims) == {("Norway", "supports", "Iceland")}


def test_text_beyond_the_limit_of_the_pipeline_is_refused_with_its_length(extractor: Extractor) -> None:
    limit = extractor.reader.nlp.max_length
    with pytest.raises(InputError, match="split it"):
        extractor.extract(Document("long", "a " * limit))


def test_half_a_surrogate_pair_is_refused(extractor: Extractor) -> None:
    with pytest.raises(InputError, match="surrogate"):
        extractor.extract(Document("half", "Iran \ud800 attacked Iraq."))
