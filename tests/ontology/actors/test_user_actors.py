from pathlib import Path

import pytest
from diplograph.ontology import DataError
from diplograph.ontology.actors import ActorBase, NameKind, extend_actors, load_actors
from diplograph.ontology.identifiers import ACTOR
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

BASE = load_actors()

CSV = """name,kind,code,aliases,wikidata,sector,id
Blue Crescent Relief,Organization,NOR,Blue Crescent|BCRN,Q4242424,CVL,blue-crescent
Red Valley Front,ArmedGroup,,Valley rebels,,,
Karel Vosk,Person,NOR,,,,
Lake Council,,,,,,
"""
YAML = """
- name: Blue Crescent Relief
  kind: Organization
  code: NOR
  aliases: [Blue Crescent, BCRN]
  wikidata: Q4242424
  sector: CVL
  id: blue-crescent
- {name: Red Valley Front, kind: ArmedGroup, aliases: Valley rebels}
- {name: Karel Vosk, kind: Person, code: NOR, id: ~}
- name: Lake Council
"""


def extend(folder: Path, *contents: str, suffix: str = ".csv") -> ActorBase:
    """The shipped base with files of these contents, named one, two, ..."""
    paths = []
    for name, content in zip(("one", "two"), contents, strict=False):
        paths.append(folder / f"{name}{suffix}")
        paths[-1].write_text(content, "utf-8")
    return extend_actors(BASE, paths)


def complain(folder: Path, *contents: str, suffix: str = ".csv") -> str:
    with pytest.raises(DataError) as raised:
        extend(folder, *contents, suffix=suffix)
    return str(raised.value).replace(f"{folder}/", "")


@pytest.mark.parametrize(("content", "suffix"), [(CSV, ".csv"), (YAML, ".yaml"), (YAML, ".yml"), ("\ufeff" + CSV, ".CSV")])
def test_actors_of_a_file_are_found_by_every_name(content: str, suffix: str, tmp_path: Path) -> None:
    base = extend(tmp_path, content, suffix=suffix)
    actor = base.names["Blue Crescent Relief"].actor
    assert (actor.iri, actor.kind, actor.code, actor.wikidata) == (ACTOR + "blue-crescent", "Organization", "NOR", "Q4242424")
    assert base.names["Blue Crescent"].actor == base.names["BCRN"].actor == actor
    assert base.names["BCRN"].sector == "CVL"
    assert base.names["Karel Vosk"].actor.iri == ACTOR + "karel-vosk"


def test_armed_group_of_no_state_is_one_of_rebels(tmp_path: Path) -> None:
    name = extend(tmp_path, CSV).names["Valley rebels"]
    assert (name.actor.kind, name.actor.code, name.kind, name.sector) == ("ArmedGroup", "IMG", NameKind.GROUP, "REB")


def test_kind_is_organization_where_none_is_given(tmp_path: Path) -> None:
    actor = extend(tmp_path, CSV).names["Lake Council"].actor
    assert (actor.kind, actor.code, actor.wikidata, actor.iri) == ("Organization", None, None, ACTOR + "lake-council")


def test_names_of_a_file_are_marked_as_the_users(tmp_path: Path) -> None:
    base = extend(tmp_path, CSV)
    assert base.names["Valley rebels"].by_user
    assert not base.names["Russia"].by_user


@pytest.mark.parametrize(
    ("row", "alias", "iri"),
    [
        ("Russia,,Ruscovia", "Ruscovia", "RUS"),
        ("Russian Federation,,Ruscovia", "Ruscovia", "RUS"),
        ("Kremlin folk,RUS,", "Kremlin folk", "RUS"),
        ("NATO,,the Big Pact", "the Big Pact", "NATO"),
        ("Old Democrats,usa-democratic-party,", "Old Democrats", "usa-democratic-party"),
        ("Hamas,,Gaza Firm", "Gaza Firm", "HAMAS"),
        ("Sergey Lavrov,,Mister Njet", "Mister Njet", "sergey-lavrov"),
        ("Sergei Lavrov,,Mister Njet", "Mister Njet", "sergey-lavrov"),
    ],
)
def test_row_of_a_known_actor_adds_aliases_to_it(row: str, alias: str, iri: str, tmp_path: Path) -> None:
    base = extend(tmp_path, f"name,id,aliases\n{row}\n")
    assert base.names[alias].actor.iri == ACTOR + iri


def test_known_actor_keeps_its_name_and_what_else_is_known_of_it(tmp_path: Path) -> None:
    base = extend(tmp_path, "name,id\nMuscovy land,RUS\n")
    assert base.names["Muscovy land"].actor == BASE.actors["RUS"]
    assert base.holder("RUS", "head_of_state", "2010-01-01") == BASE.holder("RUS", "head_of_state", "2010-01-01")


def test_two_files_may_both_add_to_a_known_actor(tmp_path: Path) -> None:
    base = extend(tmp_path, "name,aliases\nRussia,Ruscovia\n", "name,aliases\nRussia,Old Rus\n")
    assert base.names["Ruscovia"].actor == base.names["Old Rus"].actor == BASE.actors["RUS"]


def test_shipped_base_stays_as_it_is(tmp_path: Path) -> None:
    names, actors = dict(BASE.names), dict(BASE.actors)
    extend(tmp_path, CSV)
    assert load_actors() is BASE
    assert (BASE.names, BASE.actors) == (names, actors)


def test_no_file_gives_the_names_of_the_shipped_base() -> None:
    assert extend_actors(BASE, []).names == BASE.names


@pytest.mark.parametrize(
    ("alias", "holder", "entry", "remedy"),
    [
        ("Kremlin", "Russia", "metonym 'Kremlin'", "id 'RUS'"),
        ("kremlin", "Russia", "metonym 'Kremlin'", "id 'RUS'"),
        ("NATO", "NATO", "organization 'NATO'", "id 'NATO'"),
        ("Chicago", "United States", "place 'Chicago'", "id 'USA'"),
        ("Boris Johnson", "Boris Johnson", "office holder", "name this entry 'Boris Johnson'"),
    ],
)
def test_alias_of_a_shipped_actor_is_refused_with_both_entries(
    alias: str, holder: str, entry: str, remedy: str, tmp_path: Path
) -> None:
    message = complain(tmp_path, f"name,aliases\nFoo Fund,{alias}\n")
    assert message.startswith(f"one.csv, line 2: {alias!r} of 'Foo Fund' is a name of {holder} already (actor base, {entry})")
    assert remedy in message


def test_alias_of_two_entries_is_refused_with_both_lines(tmp_path: Path) -> None:
    message = complain(tmp_path, "name,aliases\nFoo Fund,Shared Fund\n", "name,aliases\n\nBar Fund,Shared Fund\n")
    assert message == (
        f"two.csv, line 3: 'Shared Fund' of 'Bar Fund' is a name of Foo Fund already ({tmp_path}/one.csv, line 2); "
        "take it out here, or join the two entries"
    ).replace(f"{tmp_path}/", "")


def test_city_that_stands_for_a_state_is_no_name_to_add_to_it_by(tmp_path: Path) -> None:
    assert "'Moscow' is a name of Russia already (actor base, capital 'Moscow')" in complain(
        tmp_path, "name,aliases\nMoscow,Third Rome\n"
    ).replace(" of 'Moscow'", "")


def test_acronym_is_another_name_than_the_word_of_its_letters(tmp_path: Path) -> None:
    assert extend(tmp_path, "name\nOpcw Fans\n").names["Opcw Fans"].actor.name == "Opcw Fans"
    assert extend(tmp_path, "name,kind\nWho,GroupActor\n").names["Who"].actor.kind == "GroupActor"


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        (",Person,,,,,", "one.csv, line 2: the name is empty"),
        ("Foo Fund,Stat,,,,,", "unknown kind 'Stat'; did you mean State?"),
        ("Foo Fund,Actor,,,,,", "unknown kind 'Actor'"),
        ("Foo Fund,,NO,,,,", "unknown code 'NO'; use the ISO 3166 alpha-3 code of the state ('NOR'), or IGO, NGO, IMG"),
        ("Foo Fund,,,,Q12x,,", "'Q12x' is no Wikidata item; write it as in 'Q184'"),
        ("Foo Fund,,,,184,,", "'184' is no Wikidata item"),
        ("Foo Fund,,,,,XYZ,", "unknown sector 'XYZ'; allowed are "),
        ("Foo Fund,,,,,,foo fund", "id 'foo fund' may hold letters, digits and single hyphens only"),
        ("Foo Fund,,,,,,<script>", "id '<script>' may hold letters"),
        ("Foo\u202eFund,,,,,,", "name holds the control character U+202E; take it out"),
        ("Foo Fund,,,Foo\x07,,,", "aliases holds the control character U+0007; take it out"),
        ("Foo Fund,,,F,,,", "'F' is no name: two characters or more, at least one of them a letter"),
        ("Foo Fund,,,24,,,", "'24' is no name"),
        ("x" * 201 + ",,,,,,", "name holds 201 characters; 200 is the most"),
        ("Foo Fund,,", "one.csv, line 2: 3 cells under 7 columns; quote cells with commas"),
        ('Foo "Fund,"x"y,,,,,', "not valid CSV"),
        ("Russia,,,,Q1,,", "wikidata 'Q1' of 'Russia', but Russia of the actor base has 'Q159'; leave wikidata out"),
        ("Russia,,NOR,,,,", "code 'NOR' of 'Russia', but Russia of the actor base has 'RUS'"),
        ("Russians of Riga,Person,,,,,RUS", "kind 'Person' of 'Russians of Riga', but Russia of the actor base has 'State'"),
        ("Russia,Person,,,,,", "'Russia' of 'Russia' is a name of Russia already"),
    ],
)
def test_wrong_entry_is_refused_with_line_and_remedy(row: str, complaint: str, tmp_path: Path) -> None:
    message = complain(tmp_path, f"name,kind,code,aliases,wikidata,sector,id\n{row}\n")
    assert message.startswith("one.csv, line 2: ")
    assert complaint in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("content", "suffix", "complaint"),
    [
        ("name,alias\nFoo,Bar\n", ".csv", "one.csv, line 1: unknown column 'alias'; did you mean aliases?"),
        ("name,zzz\nFoo,red\n", ".csv", "unknown column 'zzz'; allowed are name, kind, code, aliases, wikidata, sector, id"),
        ("name;kind\nFoo;Person\n", ".csv", "unknown column 'name;kind'; separate cells with commas"),
        ("kind,code\nPerson,NOR\n", ".csv", "column 'name' is missing; the columns are name, kind, code,"),
        ("name,name\nFoo,Bar\n", ".csv", "column 'name' stands twice"),
        ("", ".csv", "column 'name' is missing"),
        ("- name: Foo Fund\n  colour: red\n", ".yaml", "one.yaml, line 1: unknown column 'colour'"),
        ("- {kind: Person}\n", ".yaml", "one.yaml, line 1: column 'name' is missing"),
        ("- {name: Foo Fund, name: Bar Fund}\n", ".yaml", "column 'name' stands twice"),
        ("- name: Foo Fund\n- Bar Fund\n", ".yaml", "one.yaml, line 2: an actor is a mapping with the keys name, kind,"),
        ("name: Foo Fund\n", ".yaml", "one.yaml: a list of actors is expected"),
        ("", ".yaml", "one.yaml: a list of actors is expected"),
        ("- {name: [Foo, Bar]}\n", ".yaml", "line 1: name must be one word or phrase"),
        ("- {name: Foo Fund, aliases: [[Bar]]}\n", ".yaml", "line 1: aliases must be a list of names"),
        ("- {name: Foo Fund\n", ".yaml", "one.yaml: not valid YAML in line 2: "),
        ("- name: " + "[" * 5000, ".yaml", "nest"),
        ("name\nFoo\n", ".txt", "one.txt: actors are read from .csv, .yaml and .yml files; rename the file or convert it"),
    ],
)
def test_wrong_file_is_refused_with_place_and_remedy(content: str, suffix: str, complaint: str, tmp_path: Path) -> None:
    message = complain(tmp_path, content, suffix=suffix)
    assert complaint in message
    assert "\n" not in message


def test_word_that_yaml_reads_otherwise_stays_the_word(tmp_path: Path) -> None:
    base = extend(tmp_path, "- {name: No, aliases: [1999 Club, Off]}\n", suffix=".yaml")
    assert {"No", "1999 Club", "Off"} <= set(base.names)


@pytest.mark.parametrize("second", ["Foo fund,ArmedGroup,", "Foo Company,,foo-fund"])
def test_id_of_two_entries_is_refused_with_both(second: str, tmp_path: Path) -> None:
    message = complain(tmp_path, f"name,kind,id\nFoo Fund,,\n{second}\n")
    assert message == "one.csv, line 3: id 'foo-fund' is that of one.csv, line 2 too; join the two entries or change one id"


def test_id_minted_for_a_shipped_actor_is_refused(tmp_path: Path) -> None:
    message = complain(tmp_path, "name\nUSA Democratic-Party\n")
    assert message.startswith("one.csv, line 2: 'USA Democratic-Party' would have the id 'usa-democratic-party', that of ")
    assert message.endswith("give it another id")


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nowhere\.csv: cannot be read: No such file"):
        extend_actors(BASE, [tmp_path / "nowhere.csv"])


def test_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_bytes("name\nÉlan\n".encode("latin-1"))
    with pytest.raises(DataError, match=r"latin\.csv: not UTF-8 \(byte 5\); save it as UTF-8"):
        extend_actors(BASE, [str(tmp_path / "latin.csv")])


@given(st.text(max_size=300))
@example("name\n\x00\n")
@example('name\n"\n')
@example("name\n" + "x" * 200_000)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_is_read_or_refused_in_one_line(tmp_path: Path, content: str) -> None:
    for suffix in (".csv", ".yaml"):
        path = tmp_path / f"any{suffix}"
        path.write_bytes(content.encode("utf-8", "surrogatepass"))
        try:
            extend_actors(BASE, [path])
        except DataError as error:
            assert "\n" not in str(error)


OVERRULING = "name,kind,code,aliases,base\nRapid Support Forces,ArmedGroup,,RSF,overrule\nKremlin,Organization,,,overrule\n"
REMOVING = "name,aliases,base\nWang Yi,,remove\nDowning Street,CAR,remove\n"


def test_overruling_entry_has_the_name_that_the_base_gives_to_another(tmp_path: Path) -> None:
    base = extend(tmp_path, OVERRULING)
    assert base.names["RSF"].actor == BASE.names["Rapid Support Forces"].actor
    assert base.names["Kremlin"].actor.iri == ACTOR + "kremlin"
    assert base.names["Reporters Without Borders"] == BASE.names["Reporters Without Borders"]


def test_removed_names_stand_for_nobody_and_others_stay(tmp_path: Path) -> None:
    base = extend(tmp_path, REMOVING)
    assert not {"Downing Street", "CAR"} & set(base.names)
    assert base.names["Central African Republic"] == BASE.names["Central African Republic"]
    assert base.offices_of("Wang Yi") == []
    assert "Wang Yi" not in {office.person for office in base.offices_of_surname("Wang")}
    assert base.offices_of("Vladimir Putin") == BASE.offices_of("Vladimir Putin")
    assert BASE.offices_of("Wang Yi")


def test_renamed_actor_has_that_name_everywhere_and_keeps_its_iri(tmp_path: Path) -> None:
    base = extend(tmp_path, "name,id,base\nCôte d'Ivoire,,rename\nCzechia,CZE,rename\nPartners of Lima,ORG-LIMA,\n")
    for code, text, name in (("CIV", "Abidjan", "Côte d'Ivoire"), ("CZE", "Czechs", "Czechia")):
        assert base.actors[code].name == base.names[text].actor.name == name
        assert base.actors[code].iri == BASE.actors[code].iri
    assert base.names["Mali"] == BASE.names["Mali"]
    assert BASE.actors["CZE"].name == "Czech Republic"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,base\nKremlin,remove it\n", "base is 'remove it'; write overrule, remove or rename, or leave it out"),
        (
            "name,base\nQvarnheim,remove\n",
            "'Qvarnheim' is no name of the actor base; only names of the actor base can be removed",
        ),
        ("name,base\nQvarnheim,rename\n", "no state, body or group of the actor base is meant by 'Qvarnheim'; give the row"),
        ("name,base\nWang Yi,rename\n", "no state, body or group of the actor base is meant by 'Wang Yi'"),
        ("name,id,base\nMali,CIV,rename\n", "'Mali' of 'Mali' is a name of Mali already"),
        ("name,base\nLake Fund,\nLake Fund,remove\n", "'Lake Fund' is a name of Lake Fund (one.csv, line 2); only names"),
        ("name,aliases,base\nFoo Fund,Lake,\nBar Fund,Lake,overrule\n", "'Lake' of 'Bar Fund' is a name of Foo Fund already"),
    ],
)
def test_what_cannot_be_overruled_or_removed_is_told(content: str, message: str, tmp_path: Path) -> None:
    assert message in complain(tmp_path, content)


def test_refused_alias_tells_how_to_overrule(tmp_path: Path) -> None:
    assert "or the base 'overrule' to take the name" in complain(tmp_path, "name,aliases\nFoo Fund,RSF\n")
