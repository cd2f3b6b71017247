from collections.abc import Callable

import pytest
from diplograph.ontology import DataError
from diplograph.ontology.actors import ActorBase, Membership, load_actors
from diplograph.ontology.actors.organizations import KINDS

BASE = load_actors()


def codes(memberships: list[Membership]) -> set[str]:
    return {membership.member for membership in memberships}


@pytest.mark.parametrize(
    ("body", "parent", "kind"),
    [
        ("EC", "European Union", "organ"),
        ("UNSC", "United Nations", "organ"),
        ("NAC", "NATO", "organ"),
        ("ICJ", "United Nations", "court"),
        ("MONUSCO", "United Nations", "mission"),
        ("FRONTEX", "European Union", "agency"),
        ("KFOR", "NATO", "mission"),
        ("AUPSC", "African Union", "organ"),
    ],
)
def test_organ_knows_its_parent(body: str, parent: str, kind: str) -> None:
    found = BASE.organization("ORG:" + body)
    assert found is not None and found.parent is not None
    assert (found.parent.name, found.kind) == (parent, kind)


@pytest.mark.parametrize(
    ("body", "kind", "seat"),
    [("NATO", "alliance", "Brussels"), ("OPEC", "bloc", "Vienna"), ("AU", "IGO", "Addis Ababa"), ("HRW", "NGO", "New York")],
)
def test_organization_knows_its_kind_and_seat(body: str, kind: str, seat: str) -> None:
    found = BASE.organization("ORG:" + body)
    assert found is not None
    assert (found.kind, found.seat, found.parent) == (kind, seat, None)


def test_organization_is_asked_for_by_actor_iri_or_code() -> None:
    union = BASE.actors["EUE"]
    asked = (union, union.iri, "EUE", "ORG:EU")
    assert len({BASE.organization(each) for each in asked}) == 1
    assert BASE.organization("RUS") is None
    assert BASE.organization("ORG:NOBODY") is None


def test_dissolved_organization_says_until_when() -> None:
    pact = BASE.organization("ORG:WARSAWPACT")
    assert pact is not None
    assert pact.dissolved == "1991-07-01"


@pytest.mark.parametrize(("body", "item"), [("NATO", "Q7184"), ("UN", "Q1065"), ("IAEA", "Q41984"), ("EC", "Q8880")])
def test_wikidata_item_is_that_of_a_source(body: str, item: str) -> None:
    assert BASE.actors["ORG:" + body].wikidata == item


def test_item_of_a_secretariat_is_not_that_of_its_body() -> None:
    assert BASE.actors["ORG:APEC"].wikidata is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Association of South East Asian Nations", "ASEAN"),
        ("Organization of Islamic Conferences", "Organisation of Islamic Cooperation"),
        ("Secretariat of the United Nations", "United Nations Secretariat"),
        ("Organisation for Security and Cooperation in Europe", "OSCE"),
    ],
)
def test_other_name_of_a_body_is_no_body_of_its_own(text: str, name: str) -> None:
    assert BASE.names[text].actor.name == name


@pytest.mark.parametrize(
    "text", ["Un Mission", "European Commission to the Philippines", "International Government Organization"]
)
def test_phrase_of_a_dictionary_that_names_no_body_is_no_name(text: str) -> None:
    assert text not in BASE.names


def test_every_organization_has_a_kind_of_the_list_and_a_source() -> None:
    assert all(found.kind in KINDS and found.source for found in BASE.organizations.values())


def test_united_kingdom_left_the_union() -> None:
    assert "GBR" in codes(BASE.members("EUE", "2020-01-31"))
    assert "GBR" not in codes(BASE.members("EUE", "2020-02-01"))
    assert len(BASE.members("ORG:EU", "2021-01-01")) == 27


def test_finland_joined_the_alliance() -> None:
    assert "FIN" not in codes(BASE.members("ORG:NATO", "2023-04-03"))
    assert "FIN" in codes(BASE.members("ORG:NATO", "2023-04-04"))
    assert len(BASE.members(BASE.actors["ORG:NATO"], "2025-01-01")) == 32


@pytest.mark.parametrize(("date", "count"), [("1994-12-31", 12), ("1995-01-01", 15), ("2004-05-01", 25), ("2013-07-01", 28)])
def test_members_of_the_union_are_as_many_as_it_had(date: str, count: int) -> None:
    assert len(BASE.members("EUE", date)) == count


def test_security_council_has_fifteen_members() -> None:
    council = BASE.members("ORG:UNSC", "2022-02-25")
    assert len(council) == 15
    assert {"RUS", "IND", "ALB"} <= codes(council)
    assert codes(BASE.members("ORG:UNSC", statuses=("permanent member",))) == {"CHN", "FRA", "GBR", "RUS", "USA"}


def test_candidate_is_no_member() -> None:
    assert "UKR" not in codes(BASE.members("EUE"))
    assert "UKR" in codes(BASE.members("EUE", "2023-01-01", statuses=("candidate",)))


def test_memberships_of_a_state_on_a_day() -> None:
    bodies = {row.organization for row in BASE.memberships("FIN", "2023-04-04") if row.status == "member"}
    assert {"ORG:NATO", "ORG:EU", "ORG:UN"} <= bodies
    assert "ORG:NATO" not in {row.organization for row in BASE.memberships("FIN", "2020-01-01")}


def test_recalled_date_of_a_membership_is_marked() -> None:
    (finland,) = (row for row in BASE.members("ORG:NATO") if row.member == "FIN")
    assert finland.recalled == ("from",)
    assert finland.source == "recall+factbook"


def test_open_end_of_a_membership_is_less_sure_after_the_last_day_that_a_source_attests() -> None:
    (finland,) = (row for row in BASE.members("ORG:NATO") if row.member == "FIN")
    assert finland.end == ""
    assert finland.attests("2025-01-01")
    assert not finland.attests("2027-01-01")
    assert 0 < finland.likelihood("2040-01-01") < finland.likelihood("2027-01-01") < finland.likelihood("2025-01-01")


def test_unknown_body_has_no_members_and_unknown_actor_no_memberships() -> None:
    assert BASE.members("ORG:NOBODY") == []
    assert BASE.memberships("ZZZ") == []


def test_rows_of_the_tables_become_memberships(small: ActorBase) -> None:
    assert codes(small.members("ORG:RLU")) == {"RUS", "ISL"}
    assert codes(small.members("ORG:RLU", "1960-01-01")) == {"ISL"}
    assert [row.status for row in small.memberships("RUS", "2000-01-01")] == ["observer"]
    assert [row.recalled for row in small.memberships("RUS")] == [("row",), ("from",)]


def test_facts_of_the_second_table_are_those_of_the_row_of_that_name(small: ActorBase) -> None:
    league, council = small.organization("ORG:RLU"), small.organization("ORG:RLC")
    assert league is not None and council is not None
    assert (league.established, league.seat, league.actor.wikidata) == ("1901", "Strelsau", "Q7")
    assert (council.parent, council.dissolved, council.actor.wikidata) == (league.actor, "1990", None)


def test_body_of_the_second_table_alone_is_an_actor_where_it_has_an_item(small: ActorBase) -> None:
    bank = small.organization(small.names["Lake Bank"].actor)
    assert bank is not None
    assert (bank.actor.wikidata, bank.seat, bank.established) == ("Q9", "Zenda", "1950")
    assert "Lake Forum" not in small.names


def test_private_body_is_no_intergovernmental_one(small: ActorBase) -> None:
    actor = small.names["River Aid"].actor
    assert (actor.kind, actor.code) == ("Organization", "NGO")


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("LON,,League,,,club,,,,,recall", "organizations.csv: LON: kind 'club' is unknown; the kinds are IGO, organ, "),
        ("LON,,League,,,organ,UNX,,,,recall", "organizations.csv: LON: parent 'UNX' is no org_id of this table; add a row"),
    ],
)
def test_unknown_kind_and_parent_are_refused(row: str, complaint: str, load: Callable[..., ActorBase]) -> None:
    header = "org_id,qid,name,abbreviations,aliases,kind,parent,seat,dissolved,code,source\n"
    with pytest.raises(DataError) as raised:
        load(organizations=header + row + "\n")
    assert str(raised.value).startswith(complaint)
