from collections.abc import Callable

import pytest
from diplograph.ontology import Claim

Claims = Callable[[str], tuple[Claim, ...]]
_STATES = {
    "Mali",
    "Niger",
    "Chad",
    "Uganda",
    "Democratic Republic of the Congo",
    "Saudi Arabia",
    "Lebanon",
    "Sweden",
    "Norway",
    "China",
    "India",
    "Russia",
    "Israel",
    "Iran",
    "Philippines",
    "United States",
}


def _between_states(claims: tuple[Claim, ...]) -> list[tuple[str, str, str]]:
    return [
        (c.subject.name, c.relation, c.object.name) for c in claims if c.subject.name in _STATES and c.object.name in _STATES
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Chinese app targets Indian teenagers.",
        "A Chinese phone maker attacked the Indian market last year.",
        "The Swedish firm's app targets Norway.",
        "The Russian team attacked Norway's goal.",
        "A Swedish carmaker threatened its Norwegian competitors.",
    ],
)
def test_firm_app_or_team_of_a_nation_is_not_the_state(text: str, claims_of: Claims) -> None:
    assert _between_states(claims_of(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iranian missiles hit an Israeli base.", ("Iran", "assaults", "Israel")),
        ("Chinese ships attacked a Philippine boat.", ("China", "assaults", "Philippines")),
        ("Russian officials accused Norwegian firms and Norway.", ("Russia", "accuses", "Norway")),
    ],
)
def test_arms_ships_and_officials_of_a_nation_are_the_state(
    text: str, expected: tuple[str, str, str], claims_of: Claims
) -> None:
    assert expected in _between_states(claims_of(text))


@pytest.mark.parametrize(
    ("text", "foe", "ally"),
    [
        ("Mali fought alongside Niger against Chad.", "Chad", "Niger"),
        (
            "Ugandan troops are fighting alongside the Congolese army against the Allied Democratic Forces.",
            "Allied Democratic Forces",
            "Democratic Republic of the Congo",
        ),
    ],
)
def test_who_is_fought_alongside_is_no_foe(text: str, foe: str, ally: str, claims_of: Claims) -> None:
    claims = claims_of(text)
    assert {c.object.name for c in claims if c.relation == "assaults"} <= {foe}
    assert {c.object.name for c in claims if c.relation == "cooperatesWith"} == {ally}


@pytest.mark.parametrize(
    "text", ["Lebanon received a sharp rebuke from Saudi Arabia.", "Lebanon received guests from Saudi Arabia."]
)
def test_what_is_received_is_aid_only_where_it_helps(text: str, claims_of: Claims) -> None:
    assert "aids" not in {claim.relation for claim in claims_of(text)}


def test_of_two_who_clash_the_one_named_first_does_it(claims_of: Claims) -> None:
    assert _between_states(claims_of("Mali and Niger clashed on Monday.")) == [("Mali", "assaults", "Niger")]


def test_two_who_do_it_to_each_other_both_do_it(claims_of: Claims) -> None:
    found = _between_states(claims_of("Mali and Niger accused each other of lying."))
    assert set(found) == {("Mali", "accuses", "Niger"), ("Niger", "accuses", "Mali")}


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Ugandan police arrested seven people.", {"seven people"}),
        ("Ugandan police arrested five foreign smugglers.", {"foreign smugglers"}),
        ("Ugandan police arrested the smugglers.", set()),
        ("Ugandan police arrested seven cars.", set()),
    ],
)
def test_people_who_are_arrested_are_a_group_where_their_number_is_told(
    text: str, called: set[str], claims_of: Claims
) -> None:
    assert {claim.object.name for claim in claims_of(text) if claim.relation == "coerces"} == called


def test_who_is_killed_in_an_attack_is_attacked_and_not_the_place(claims_of: Claims) -> None:
    found = _between_states(claims_of("An Israeli airstrike in Lebanon killed two Iranian drivers."))
    assert found == [("Israel", "assaults", "Iran")]


@pytest.mark.parametrize(
    ("text", "body"), [("Chad is a member of Hezbollah.", "Hezbollah"), ("Mali left the Mercosur bloc.", "Mercosur")]
)
def test_group_with_a_name_has_members(text: str, body: str, claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    assert body in {claim.object.name for claim in claims_of(text) if claim.relation == "memberOf"}


@pytest.mark.parametrize("text", ["Leaders of EU member states met in Berlin.", "Mali hopes to join the Alliance."])
def test_what_states_are_called_by_and_what_has_no_name_are_no_memberships(
    text: str, claims_of: Callable[[str], tuple[Claim, ...]]
) -> None:
    assert "memberOf" not in {claim.relation for claim in claims_of(text)}
