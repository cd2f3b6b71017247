"""What must hold of the shipped tables: sources, codes, names, and who has a name that several claim."""

import re
from collections import defaultdict
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from diplograph.ontology import DataError
from diplograph.ontology.actors import ActorBase, NameKind, load_actors
from diplograph.ontology.claim import Actor
from diplograph.ontology.identifiers import ACTOR

from ...conftest import read_table

BASE = load_actors()
LICENCES = Path(__file__).parents[4] / "DATA_LICENSES.md"
TABLES = sorted(file.name for file in files("diplograph.ontology.actors").joinpath("tables").iterdir())
# Decisions of this project: they give a reason in place of a source.
DECISIONS = ("certainty.csv", "excluded_names.csv", "precedence.csv")


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_a_source_or_a_reason(table: str) -> None:
    column = "reason" if table in DECISIONS else "source"
    assert all(row[column] for row in read_table(table))


@pytest.mark.parametrize("table", TABLES)
def test_table_is_on_the_page_of_licences(table: str) -> None:
    assert f"| {table} |" in LICENCES.read_text("utf-8")


@pytest.mark.parametrize("table", [table for table in TABLES if table not in DECISIONS])
def test_source_is_on_the_page_of_licences(table: str) -> None:
    page = LICENCES.read_text("utf-8")
    sources = {source for row in read_table(table) for source in row["source"].split("+")}
    assert all(f"| {source} |" in page for source in sources - {"recall", "states.csv"})


def test_share_alike_sources_stay_in_tables_whose_name_says_so() -> None:
    share_alike = {"supraverden", "world-leaders-current"}
    for table in TABLES:
        held = {source for row in read_table(table) for source in row.get("source", "").split("+")}
        assert bool(held & share_alike) is table.endswith("_ccbysa.csv")


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("metonyms.csv", "actor"),
        ("officeholders.csv", "actor"),
        ("officeholders_other.csv", "actor"),
        ("officeholders_2026_ccbysa.csv", "actor"),
        ("phoenix_persons.csv", "actor"),
        ("parties.csv", "state"),
        ("armed_groups.csv", "base"),
        ("states.csv", "parent"),
        ("state_aliases.csv", "code"),
        ("memberships.csv", "member"),
        ("period_names.csv", "actor"),
    ],
)
def test_code_that_a_row_refers_to_exists(table: str, column: str) -> None:
    codes = {code for row in read_table(table) for code in row[column].split("|") if code}
    assert codes - set(BASE.actors) == set()


def test_organization_that_a_membership_refers_to_exists() -> None:
    assert {"ORG:" + row["org_id"] for row in read_table("memberships.csv")} - set(BASE.actors) == set()


def test_holder_of_a_shared_name_exists() -> None:
    iris = {name.actor.iri for name in BASE.names.values()}
    assert {row["holder"] for row in read_table("precedence.csv") if ACTOR + row["holder"] not in iris} <= {""}


def test_name_that_several_rows_of_a_kind_claim_has_a_declared_holder(monkeypatch: pytest.MonkeyPatch) -> None:
    claims: defaultdict[tuple[str, NameKind], set[str]] = defaultdict(set)
    add = ActorBase.add

    def note(base: ActorBase, text: str, actor: Actor, kind: NameKind, sector: str | None = None) -> None:
        claims[text.removeprefix("The "), kind].add(actor.iri)
        add(base, text, actor, kind, sector)

    monkeypatch.setattr(ActorBase, "add", note)
    base = load_actors.__wrapped__()
    shared = {text for (text, kind), iris in claims.items() if len(iris) > 1 and base.names.get(text) is not None}
    best = {text for text in shared if len(claims[text, base.names[text].kind]) > 1}
    assert best - set(base.precedence) == set()


def test_no_office_holder_is_two_persons_or_a_title() -> None:
    people = {row["person"] for table in ("officeholders.csv", "officeholders_other.csv") for row in read_table(table)}
    assert not [person for person in people if " and " in person or person.startswith(("Premiers ", "Presidents ", "Ceo "))]


@pytest.mark.parametrize("text", ["Right", "Left", "Front", "Democrats", "Bridge", "Foundation", "Us", "Vladimir", "PDF"])
def test_word_or_first_name_that_a_dictionary_row_claims_is_no_name(text: str) -> None:
    assert text not in BASE.names


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("U.N.", "IGO"),
        ("E.U.", "IGO"),
        ("U.A.E.", "ARE"),
        ("U.K.", "GBR"),
        ("U.S.S.R.", "X-SUN"),
        ("DPRK", "PRK"),
        ("Persia", "IRN"),
        ("Ceylon", "LKA"),
        ("Britons", "GBR"),
    ],
)
def test_abbreviations_former_names_and_demonyms_resolve(text: str, code: str) -> None:
    assert BASE.names[text].actor.code == code


@pytest.mark.parametrize(
    ("text", "code", "sector"),
    [
        ("Justice Department", "USA", "JUD"),
        ("Royal Navy", "GBR", "MIL"),
        ("Folketing", "DNK", "LEG"),
        ("Home Office", "GBR", "GOV"),
        ("National Intelligence Service", "KOR", "SPY"),
    ],
)
def test_ministry_legislature_and_force_know_state_and_sector(text: str, code: str, sector: str) -> None:
    assert (BASE.names[text].actor.code, BASE.names[text].sector) == (code, sector)


@pytest.mark.parametrize(
    ("text", "kind", "sector"),
    [
        ("Palestinian Authority", "Organization", "GOV"),
        ("Revolutionary Guards", "Organization", "MIL"),
        ("Hamas", "ArmedGroup", "REB"),
        ("Sinaloa Cartel", "ArmedGroup", "CRM"),
    ],
)
def test_force_or_authority_of_a_state_is_no_rebel_group(text: str, kind: str, sector: str) -> None:
    assert (BASE.names[text].actor.kind, BASE.names[text].sector) == (kind, sector)


def test_no_name_holds_notes_or_leftovers_of_markup() -> None:
    assert not [text for text in BASE.names if re.search("&[a-z]+|\\*$", text)]


def test_unknown_government_of_a_state_is_refused(load: Callable[..., ActorBase]) -> None:
    names = "short_name,official_name,other_names,former_names,adjectives,nouns,capitals"
    header = f"code,iso2,qid,{names},status,parent,government\n"
    with pytest.raises(DataError, match=r"states\.csv: RUS: government 'GRP:NOBODY'"):
        load(states=header + "RUS,RU,Q159,Ruritania,,,,Ruritanian,Ruritanians,Strelsau,UN member,,GRP:NOBODY\n")


@pytest.mark.parametrize("name", ["Benigno Aquino III", "Ferdinand Marcos Jr."])
def test_surname_stands_before_the_number_of_a_generation(name: str) -> None:
    surname = name.split()[1]
    assert name in {office.person for office in load_actors().offices_of_surname(surname)}


def test_name_of_a_time_that_is_of_nobody_is_refused(load: Callable[..., ActorBase]) -> None:
    with pytest.raises(DataError, match=r"period_names\.csv: Old Strelsau: 'ZZZ' is no code of an actor"):
        load(period_names="name,actor,words,source\nOld Strelsau,ZZZ,Old Strelsau,recall\n")
