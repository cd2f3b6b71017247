from collections.abc import Callable

import pytest
from diplograph.ontology import DataError
from diplograph.ontology.actors import ActorBase, Name, NameKind, load_actors
from diplograph.ontology.identifiers import ACTOR

from ..conftest import TABLES, read_table

BASE = load_actors()


STATES = read_table("states.csv")
MEMBERS = {row["code"]: row for row in STATES if row["status"] == "UN member"}


def is_shared(adjective: str, code: str) -> bool:
    """True where a namesake goes by the same adjective ("Congolese", "Dominican")."""
    return any(adjective in row["adjectives"].split("|") for row in STATES if row["code"] != code and not row["parent"])


def test_there_are_as_many_member_states_as_the_united_nations_have() -> None:
    assert len(MEMBERS) == 193


@pytest.mark.parametrize("code", MEMBERS)
def test_member_state_is_found_by_its_short_name(code: str) -> None:
    name = BASE.names[MEMBERS[code]["short_name"]]
    assert name.actor.iri == ACTOR + code
    assert (name.actor.kind, name.actor.code, name.kind) == ("State", code, NameKind.NAME)


@pytest.mark.parametrize("code", MEMBERS)
def test_member_state_is_found_by_an_adjective_of_its_own(code: str) -> None:
    adjectives = MEMBERS[code]["adjectives"].split("|")
    own = [text for text in adjectives if text in BASE.names and BASE.names[text].actor.code == code]
    assert own or all(is_shared(text, code) for text in adjectives)


@pytest.mark.parametrize("code", [code for code, row in MEMBERS.items() if "no official" not in row["capitals"]])
def test_member_state_is_found_by_its_capital(code: str) -> None:
    capitals = [capital.removeprefix("The ") for capital in MEMBERS[code]["capitals"].split("|")]
    assert {BASE.names[capital].actor.code for capital in capitals} == {code}


@pytest.mark.parametrize(
    ("text", "code", "sector"),
    [
        ("Kremlin", "RUS", "GOV"),
        ("White House", "USA", "GOV"),
        ("Downing Street", "GBR", "GOV"),
        ("Pentagon", "USA", "MIL"),
        ("Bundestag", "DEU", "LEG"),
        ("Zhongnanhai", "CHN", "GOV"),
    ],
)
def test_seat_of_power_stands_for_the_state_and_tells_the_sector(text: str, code: str, sector: str) -> None:
    name = BASE.names[text]
    assert (name.actor.code, name.kind, name.sector) == (code, NameKind.METONYM, sector)


@pytest.mark.parametrize(
    ("text", "code"), [("Moscow", "RUS"), ("Kyiv", "UKR"), ("Kiev", "UKR"), ("Beijing", "CHN"), ("Ankara", "TUR")]
)
def test_capital_stands_for_its_state(text: str, code: str) -> None:
    assert BASE.names[text].actor.code == code
    assert BASE.names[text].kind is NameKind.CAPITAL


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Georgia", "GEO"),
        ("French", "FRA"),
        ("Dutch", "NLD"),
        ("British", "GBR"),
        ("American", "USA"),
        ("Chinese", "CHN"),
        ("Danish", "DNK"),
        ("Norwegian", "NOR"),
    ],
)
def test_name_that_a_territory_shares_is_the_sovereign_state(text: str, code: str) -> None:
    assert BASE.names[text].actor.iri == ACTOR + code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Burma", "MMR"),
        ("Ivory Coast", "CIV"),
        ("Czech Republic", "CZE"),
        ("Türkiye", "TUR"),
        ("Turkiye", "TUR"),
        ("Swaziland", "SWZ"),
    ],
)
def test_other_and_earlier_names_of_a_state_are_found(text: str, code: str) -> None:
    assert BASE.names[text].actor.code == code


@pytest.mark.parametrize("text", ["EU", "European Union"])
def test_european_union_is_one_actor_and_an_international_organization(text: str) -> None:
    actor = BASE.names[text].actor
    assert (actor.kind, actor.code, actor.name) == ("InternationalOrganization", "IGO", "European Union")


@pytest.mark.parametrize(("text", "name"), [("U.N.", "United Nations"), ("NATO", "NATO"), ("African Union", "African Union")])
def test_organizations_are_found_by_name_and_abbreviation(text: str, name: str) -> None:
    assert BASE.names[text].actor.name == name
    assert BASE.names[text].actor.kind == "InternationalOrganization"


def test_armed_group_is_of_the_state_that_it_is_based_in() -> None:
    assert BASE.names["Hezbollah"].actor.kind == "ArmedGroup"
    assert BASE.names["Hezbollah"].actor.code == "LBN"


def test_people_without_a_recognised_state_of_their_own_act_as_a_group() -> None:
    assert BASE.names["Palestinians"].actor.kind == "GroupActor"
    assert BASE.names["Palestinians"].actor.code == BASE.names["Palestine"].actor.code
    assert BASE.names["Germans"].actor.kind == "State"


def test_people_of_a_contested_territory_are_one_actor_under_any_of_their_names() -> None:
    assert BASE.names["Palestinian people"].actor == BASE.names["Palestinians"].actor != BASE.names["Palestine"].actor
    assert BASE.names["Kosovar"].actor != BASE.names["Kosovars"].actor == BASE.names["Kosovo people"].actor
    assert "French people" not in BASE.names


@pytest.mark.parametrize("row", read_table("excluded_names.csv"), ids=lambda row: row["text"])
def test_excluded_name_is_no_name_and_says_why(row: dict[str, str]) -> None:
    assert row["text"] not in BASE.names
    assert row["reason"]


@pytest.mark.parametrize("word", ["In", "No", "Of", "The", "I", "On", "May"])
def test_common_word_is_no_name(word: str) -> None:
    assert word not in BASE.names


def test_names_are_what_the_table_of_names_holds_them_under() -> None:
    assert all(text == name.text and text.strip() == text for text, name in BASE.names.items())


def test_codes_of_states_are_three_letters_or_those_of_their_parent() -> None:
    assert all(len(actor.code or "") == 3 for actor in BASE.actors.values() if actor.kind == "State" and "/X-" not in actor.iri)


def test_unknown_code_stands_for_no_actor() -> None:
    assert BASE.state("ZZZ") is None
    assert BASE.state("") is None
    assert BASE.state(None) is None


@pytest.mark.parametrize("spelling", ["Nicolás Maduro", "Nicolas Maduro", "NICOLAS MADURO", "nicolás maduro"])
def test_person_is_found_without_case_and_diacritics(spelling: str) -> None:
    assert {office.actor for office in BASE.offices_of(spelling)} == {"VEN"}


def test_offices_of_a_person_start_with_the_best_known() -> None:
    assert BASE.offices_of("Vladimir Putin")[0].kind == "head_of_state"


@pytest.mark.parametrize(("person", "state"), [("Emmanuel Macron", "FRA"), ("Elizabeth II", "GBR"), ("Charles III", "GBR")])
def test_head_of_several_states_stands_for_the_one_that_most_sources_give(person: str, state: str) -> None:
    assert BASE.offices_of(person)[0].actor == state


def test_surname_alone_gives_the_leading_offices() -> None:
    assert {office.person for office in BASE.offices_of_surname("lavrov")} == {"Sergey Lavrov"}


def test_unknown_person_has_no_office() -> None:
    assert BASE.offices_of("Ximena Qvarnström") == []
    assert BASE.offices_of_surname("Qvarnström") == []


def test_name_of_higher_precedence_takes_a_name_over_and_others_do_not() -> None:
    base = ActorBase(excluded=frozenset({"It"}))
    france, union = BASE.actors["FRA"], BASE.actors["EUE"]
    base.add("Union", france, NameKind.PLACE)
    base.add("Union", union, NameKind.ORGANIZATION)
    base.add("Union", france, NameKind.METONYM)
    base.add("It", france, NameKind.NAME)
    assert base.names == {"Union": Name("Union", union, NameKind.ORGANIZATION)}


def test_row_added_to_a_table_is_an_actor(small: ActorBase) -> None:
    state = small.names["Ruritania"].actor
    assert (state.name, state.code, state.wikidata) == ("Ruritania", "RUS", "Q159")
    assert small.names["Ruritanya"].actor is state
    assert small.names["Zenda"].kind is NameKind.PLACE


def test_adjective_of_state_and_territory_is_that_of_the_state(small: ActorBase) -> None:
    assert small.names["Ruritanian"].actor.code == "RUS"


def test_excluded_and_two_letter_aliases_are_no_names(small: ActorBase) -> None:
    assert "It" not in small.names
    assert "Ru" not in small.names


def test_alias_of_an_unknown_state_is_passed_over(small: ActorBase) -> None:
    assert "Far" not in small.names


def test_article_before_a_name_is_no_part_of_it(small: ActorBase) -> None:
    assert small.names["League"].actor.name == "River League"
    assert "The League" not in small.names


def test_one_word_and_abbreviated_names_of_parties_are_left_out(small: ActorBase) -> None:
    assert small.names["Green Front"].actor.code == "RUS"
    assert not {"GF", "Greens"} & set(small.names)


def test_force_of_a_state_is_an_organization_of_it(small: ActorBase) -> None:
    name = small.names["River Guard"]
    assert (name.actor.kind, name.actor.code, name.sector) == ("Organization", "RUS", "MIL")


def test_name_that_two_rows_hold_is_for_the_one_that_is_declared(small: ActorBase) -> None:
    assert small.names["Old Band"].actor.name == "Band B"


def test_shared_name_declared_to_be_for_nobody_is_no_name(small: ActorBase) -> None:
    assert "Red Front" not in small.names


def test_armed_group_without_a_base_has_the_code_of_armed_groups(small: ActorBase) -> None:
    assert small.names["Blues"].actor.code == "IMG"
    assert "7" not in small.names


def test_capital_in_both_tables_stays_a_capital(small: ActorBase) -> None:
    assert small.names["Strelsau"].kind is NameKind.CAPITAL
    assert small.names["Round Tower"].kind is NameKind.METONYM


def test_sectors_are_of_one_word_nouns_and_their_plurals(small: ActorBase) -> None:
    assert small.sectors == {"rebel": "REB", "man": "CVL", "men": "CVL"}


@pytest.mark.parametrize("table", TABLES)
def test_missing_column_is_refused_with_file_and_columns(table: str, load: Callable[..., ActorBase]) -> None:
    header, _, rest = TABLES[table].partition("\n")
    column = header.split(",")[0]
    with pytest.raises(DataError) as raised:
        load(**{table: f"x{header}\n{rest}"}).memberships("RUS")
    assert str(raised.value).startswith(f"{table}.csv: column {column!r} is missing; the columns are x{column}")


def test_empty_table_is_refused(load: Callable[..., ActorBase]) -> None:
    with pytest.raises(DataError, match=r"states\.csv: column 'code' is missing"):
        load(states="")


@pytest.mark.parametrize("row", ["Short", "Of, many, cells"])
def test_ragged_row_is_refused_with_file_line_and_remedy(row: str, load: Callable[..., ActorBase]) -> None:
    with pytest.raises(DataError) as raised:
        load(excluded_names=f"text,reason\nIt,a pronoun\n{row}\n")
    assert str(raised.value).startswith("excluded_names.csv, line 3: ")
    assert "quote cells with commas" in str(raised.value)


def test_no_two_actors_share_an_iri() -> None:
    kinds: dict[str, set[str]] = {}
    for actor in load_actors().actors.values():
        kinds.setdefault(actor.iri, set()).add(actor.name)
    assert {iri: names for iri, names in kinds.items() if len(names) > 1} == {}
