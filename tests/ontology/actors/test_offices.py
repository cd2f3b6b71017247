import datetime
from collections.abc import Callable

import pytest
from diplograph.ontology import DataError
from diplograph.ontology.actors import ActorBase, Office, load_actors, load_certainty, tenure
from hypothesis import given
from hypothesis import strategies as st

from ..conftest import read_table

BASE = load_actors()
DATES = st.dates(datetime.date(1950, 1, 1), datetime.date(2030, 12, 31)).map(datetime.date.isoformat)
BOUNDS = st.one_of(st.just(""), DATES, DATES.map(lambda date: date[:7]), DATES.map(lambda date: date[:4]))


def office(start: str = "", end: str = "", as_of: str = "", basis: str = "", *recalled: str) -> Office:
    return Office("Ana Élan", "head_of_state", "Queen", "USA", start, end, as_of, basis, recalled)


@pytest.mark.parametrize(
    ("actor", "kind", "date", "person"),
    [
        ("GBR", "head_of_government", "2021-06-11", "Boris Johnson"),
        ("GBR", "head_of_government", "2022-09-10", "Liz Truss"),
        ("GBR", "head_of_government", "2022-11-01", "Rishi Sunak"),
        ("USA", "head_of_state", "2017-05-01", "Donald Trump"),
        ("USA", "head_of_government", "2017-05-01", "Donald Trump"),
        ("USA", "head_of_state", "2003-01-01", "George W. Bush"),
        ("ORG:NATO", "org_head", "2020-01-01", "Jens Stoltenberg"),
        ("ORG:UN", "org_head", "2024-01-01", "António Guterres"),
        ("RUS", "foreign_minister", "2025-02-18", "Sergey Lavrov"),
        ("RUS", "head_of_state", "2010-01-01", "Dmitry Medvedev"),
        ("CHN", "head_of_government", "2020-01-01", "Li Keqiang"),
        ("FRA", "head_of_state", "2018-01-01", "Emmanuel Macron"),
        ("EUE", "foreign_minister", "2012-01-01", "Catherine Ashton"),
    ],
)
def test_holder_of_an_office_on_a_day(actor: str, kind: str, date: str, person: str) -> None:
    assert [held.person for held in BASE.holder(actor, kind, date)] == [person]


@pytest.mark.parametrize(("surname", "person"), [("Biden", "Joe Biden"), ("Pence", "Mike Pence"), ("Odinga", "Raila Odinga")])
def test_leader_of_a_state_and_its_territories_is_one_person(surname: str, person: str) -> None:
    assert {held.person for held in BASE.offices_of_surname(surname)} == {person}


def test_prime_minister_comes_before_the_president_whom_sources_call_head_of_government_too() -> None:
    assert [held.person for held in BASE.holder("UGA", "head_of_government", "2014-06-01")] == [
        "Amama Mbabazi",
        "Yoweri Museveni",
    ]


def test_holder_is_asked_for_by_actor_iri_or_code() -> None:
    nato = BASE.actors["ORG:NATO"]
    holders = [BASE.holder(asked, "org_head", "2020-01-01") for asked in (nato, nato.iri, "ORG:NATO")]
    assert holders[0] == holders[1] == holders[2] != []


@pytest.mark.parametrize(
    ("actor", "kind", "date"),
    [("GBR", "head_of_government", "1750-01-01"), ("ZZZ", "head_of_state", "2020-01-01"), ("GBR", "jester", "2020-01-01")],
)
def test_nobody_is_named_where_the_holder_is_not_known(actor: str, kind: str, date: str) -> None:
    assert BASE.holder(actor, kind, date) == []


def test_deputies_are_no_heads_of_government() -> None:
    assert {held.kind for held in BASE.offices_of("Liu He")} == {"deputy_head_of_government"}


def test_spellings_of_one_person_are_one_person() -> None:
    names = ("Mary Elizabeth Truss", "Elizabeth Truss", "Liz Truss", "liz truss")
    assert {held.person for name in names for held in BASE.offices_of(name)} == {"Liz Truss"}


def test_what_rests_on_recall_is_marked() -> None:
    (held,) = BASE.holder("ORG:NATO", "org_head", "2020-01-01")
    assert (held.source, held.recalled) == ("recall", ("row",))
    (held,) = BASE.holder("GBR", "head_of_government", "2022-09-10")
    assert held.recalled == ("to",)
    (held,) = BASE.holder("RUS", "foreign_minister", "2025-02-18")
    assert held.recalled == ("as_of",)


def test_confidence_falls_from_source_to_recall_to_bound() -> None:
    sourced = office("2001", "2005", "2003-01-01", "given")
    recalled = office("2001", "2005", "", "given", "from", "to")
    row = office("2001", "2005", "", "given", "row")
    bound = office("2001", "2005", "2003-01-01", "upper_bound")
    assert 1 > sourced.confidence > recalled.confidence > row.confidence > bound.confidence > 0


@pytest.mark.parametrize(
    ("start", "end", "date", "covered"),
    [
        ("2001-01-20", "2009-01-20", "2005-06-01", True),
        ("2001-01-20", "2009-01-20", "2000-12-31", False),
        ("2001-01-20", "2009-01-20", "2009-01-21", False),
        ("2001-01-20", "", "2030-01-01", True),
        ("", "2009-01-20", "1990-01-01", True),
        ("", "", "1990-01-01", True),
        ("2001", "2009", "2009-11-30", True),
        ("2001", "2009", "2010-01-01", False),
        ("2001-03", "2009-03", "2001-03-01", True),
        ("2001-03", "2009-03", "2009-04-01", False),
    ],
)
def test_office_covers_dates_within_the_bounds_that_are_known(start: str, end: str, date: str, covered: bool) -> None:
    assert office(start, end).covers(date) is covered


def test_open_end_is_attested_only_until_a_source_last_says_so() -> None:
    held = office("2001-01-20", "", "2004-05-01")
    assert held.attests("2004-05-01")
    assert not held.attests("2004-05-02")
    assert held.covers("2004-05-02")


def test_end_that_is_only_a_bound_attests_no_more_than_the_source_does() -> None:
    held = office("2001-01-20", "2009-01-20", "2004-05-01", "upper_bound")
    assert not held.attests("2006-01-01")
    given_end = office("2001-01-20", "2009-01-20", "2004-05-01", "given")
    assert 0 < held.likelihood("2006-01-01") < given_end.likelihood("2006-01-01")


def test_likelihood_of_an_open_end_falls_with_the_years() -> None:
    held = office("2001-01-20", "", "2004-05-01")
    likelihoods = [held.likelihood(date) for date in ("2004-05-01", "2005-05-01", "2010-05-01", "2025-05-01")]
    assert likelihoods == sorted(likelihoods, reverse=True)
    assert likelihoods[0] == held.confidence
    assert likelihoods[1] == pytest.approx(held.confidence * load_certainty()["stays_head_of_state"])
    assert likelihoods[3] < 0.05


def test_likelihood_of_an_unknown_start_falls_towards_the_past() -> None:
    held = office("", "", "2019-06-04")
    assert held.likelihood("2019-06-04") > held.likelihood("2017-06-04") > held.likelihood("2000-01-01") > 0


def test_office_without_any_date_says_little_of_any_day() -> None:
    assert office().likelihood("2020-01-01") == load_certainty()["undated"]


@given(BOUNDS, BOUNDS, st.one_of(st.just(""), DATES), DATES)
def test_likelihood_is_a_share_and_nil_exactly_outside_the_bounds(start: str, end: str, as_of: str, date: str) -> None:
    held = office(start, end, as_of, "given" if end else "")
    assert 0 <= held.likelihood(date) <= held.confidence < 1
    assert (held.likelihood(date) == 0) is not held.covers(date)


def test_later_holder_ends_an_open_office(load: Callable[..., ActorBase]) -> None:
    header = "person,variants,qid,office_kind,office,actor,from,to,to_basis,as_of,recall_fields,source\n"
    first = "Ana Élan,,,head_of_government,Chancellor,RUS,1990-01-01,,,1994-01-01,,a\n"
    second = "Bo Élan,,,head_of_government,Chancellor,RUS,1995-01-01,,,1995-02-01,,a\n"
    base = load(officeholders=header + first + second)
    assert [held.person for held in base.holder("RUS", "head_of_government", "1994-06-01")] == ["Ana Élan"]
    assert [held.person for held in base.holder("RUS", "head_of_government", "1996-01-01")] == ["Bo Élan"]
    assert base.holder("RUS", "head_of_government", "2010-01-01") == []


def test_same_office_in_two_tables_is_one_office_with_both_sources(small: ActorBase) -> None:
    queen, speaker = small.offices_of("Ana Elan")
    assert (queen.kind, queen.source, queen.as_of, queen.wikidata) == ("head_of_state", "a+b", "2026-08-22", "Q5")
    assert speaker.kind == "spokesperson"


def test_detailed_table_of_persons_wins_over_the_dictionary(small: ActorBase) -> None:
    assert {held.actor for held in small.offices_of("Ana Elan")} == {"RUS"}
    assert small.offices_of("A. Elan")[0].person == "Ana Élan"
    assert [(held.start, held.end, held.source) for held in small.offices_of("rupert hentzau")] == [
        ("1990-01-01", "1991-01-01", "c")
    ]


def test_minister_is_known_by_full_name_and_not_by_surname(small: ActorBase) -> None:
    assert small.offices_of("Max Rassendyll")[0].recalled == ("row",)
    assert small.offices_of_surname("Rassendyll") == []


@pytest.mark.parametrize(
    "kind", ["head_of_state", "head_of_government", "foreign_minister", "defence_minister", "org_head", "office"]
)
def test_share_that_stays_a_year_is_the_one_that_the_table_gives(kind: str) -> None:
    in_office = still = 0
    for row in read_table("officeholders.csv"):
        full = len(row["from"]) == len(row["to"]) == 10 and row["to_basis"] in ("given", "successor")
        if full and row["from"] >= "1990" and kind in (row["office_kind"], "office"):
            days = (datetime.date.fromisoformat(row["to"]) - datetime.date.fromisoformat(row["from"])).days
            in_office += max(0, days)
            still += max(0, days - 365)
    assert load_certainty()[f"stays_{kind}"] == pytest.approx(still / in_office, abs=0.02)


def test_every_number_of_certainty_is_a_share_with_a_reason() -> None:
    assert all(0 <= value <= 1 for value in load_certainty().values())


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("mark,value,reason\nsourced,1.5,because\n", "sourced: give a value between 0 and 1 and a reason; found '1.5'"),
        ("mark,value,reason\nsourced,much,because\n", "found 'much'"),
        ("mark,value,reason\nsourced,0.5,\n", "give a value between 0 and 1 and a reason"),
        ("mark,value,reason\nsourced,0.5,because\n", "mark 'recall_from' is missing"),
    ],
)
def test_number_without_sense_or_reason_is_refused(
    content: str, complaint: str, load: Callable[..., ActorBase], monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    load(certainty=content)
    monkeypatch.setattr(tenure, "shipped_tables", lambda: tmp_path)
    with pytest.raises(DataError, match=r"certainty\.csv: ") as raised:
        load_certainty.__wrapped__()
    assert complaint in str(raised.value)
