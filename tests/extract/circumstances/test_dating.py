"""Which claims a time belongs to, on texts whose times and places people annotated (``tests/gold/dates.jsonl``) and by rule."""

import datetime
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from diplograph.extract import Extractor
from diplograph.extract.dates.intervals import unite
from diplograph.ontology import PRECISIONS, Actor, Claim, Document, Event, Interval
from diplograph.ontology.actors import ActorBase
from hypothesis import given, settings
from hypothesis import strategies as st

GOLD = Path(__file__).parents[2] / "gold/dates.jsonl"
# Measured: 163 of 167 claims found; of those 160 dates, and 161 places with their states, right.
LEAST_FOUND, LEAST_DATED, LEAST_PLACED = 0.94, 0.96, 0.96

ClaimsOn = Callable[..., tuple[Claim, ...]]


class Score(NamedTuple):
    claims: int
    found: int
    dated: int
    placed: int


@pytest.fixture(scope="module")
def claims_on(extractor: Extractor) -> ClaimsOn:
    """The claims of a text published on a day, Wednesday 12 March 2025 where none is given."""

    def extract(text: str, day: str | None = "2025-03-12") -> tuple[Claim, ...]:
        return extractor.extract(Document("test", text=text, date=None if day is None else datetime.date.fromisoformat(day)))

    return extract


def date_of(claims: tuple[Claim, ...], relation: str) -> Interval | None:
    """The date of the only claim of a relation."""
    (claim,) = (claim for claim in claims if claim.relation == relation)
    return claim.date


def day(date: str) -> Interval:
    return Interval(date, date, "day")


def fits(actor: Actor | Event, name: str, base: ActorBase) -> bool:
    """True for an actor of that name, and for the person who holds an office of that state."""
    known = base.names.get(name)
    is_of_state = isinstance(actor, Actor) and actor.kind == "Person" and known is not None and known.actor.code == actor.code
    return actor.name == name or is_of_state


def matching(gold: dict[str, Any], claims: tuple[Claim, ...], base: ActorBase) -> Iterator[Claim]:
    for claim in claims:
        sides = (claim.subject, claim.object)
        names = (gold["subject"], gold["object"])
        # Consultations and talks have no direction.
        for one, other in (sides, sides[::-1]):
            if claim.relation == gold["predicate"] and fits(one, names[0], base) and fits(other, names[1], base):
                yield claim
                break


def score(claims_on: ClaimsOn, base: ActorBase) -> Score:
    total = Score(0, 0, 0, 0)
    for line in GOLD.read_text("utf-8").splitlines():
        record = json.loads(line)
        claims = claims_on(record["text"], record["date"])
        for gold in record["claims"]:
            found = list(matching(gold, claims, base))
            found.sort(key=lambda claim: claim.subject.name != gold["subject"])
            expected = Interval(**gold["date"]) if gold["date"] is not None else None
            dated = bool(found) and found[0].date == expected
            placed = bool(found) and found[0].place in gold["place"]
            country = found[0].country if found else None
            placed = placed and (country.code if country is not None else None) in gold["place_code"]
            total = Score(total.claims + 1, total.found + bool(found), total.dated + dated, total.placed + placed)
    return total


def test_times_and_places_of_annotated_claims_are_found(claims_on: ClaimsOn, base: ActorBase) -> None:
    result = score(claims_on, base)
    assert result.claims >= 160
    assert result.found >= LEAST_FOUND * result.claims, result
    assert result.dated >= LEAST_DATED * result.found, result
    assert result.placed >= LEAST_PLACED * result.found, result


@pytest.mark.parametrize(
    "text",
    [
        "Norway said on Tuesday that Chad had attacked Mali.",
        "Chad had attacked Mali, Norway said on Tuesday.",
        "Norway told reporters on Tuesday Chad had attacked Mali.",
        "On Tuesday, Norway said Chad had attacked Mali.",
    ],
)
def test_day_of_a_report_is_not_that_of_what_it_reports(text: str, claims_on: ClaimsOn) -> None:
    assert date_of(claims_on(text), "assaults") is None


@pytest.mark.parametrize(
    "text",
    [
        "Chad attacked Mali on Tuesday.",
        "Chad on Tuesday attacked Mali.",
        "Chad attacked Mali Tuesday.",
        "On Tuesday, Chad attacked Mali.",
        "Mali was attacked by Chad on Tuesday.",
        "Norway said that on Tuesday Chad attacked Mali.",
        "Chad launched an attack on Mali on Tuesday.",
    ],
)
def test_day_stands_anywhere_round_its_event(text: str, claims_on: ClaimsOn) -> None:
    assert date_of(claims_on(text), "assaults") == day("2025-03-11")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad will attack Mali on Tuesday.", day("2025-03-18")),
        ("Chad plans to attack Mali on Tuesday.", day("2025-03-18")),
        ("Norway urged Chad to attack Mali on Tuesday.", day("2025-03-18")),
        ("Chad may attack Mali on Tuesday.", day("2025-03-18")),
        ("Chad may have attacked Mali on Tuesday.", day("2025-03-11")),
        ("Chad did not attack Mali on Tuesday.", day("2025-03-11")),
    ],
)
def test_day_of_what_is_to_come_lies_ahead(text: str, expected: Interval, claims_on: ClaimsOn) -> None:
    assert date_of(claims_on(text), "assaults") == expected


def test_claim_without_a_time_has_none_whatever_the_publication_date(claims_on: ClaimsOn) -> None:
    assert date_of(claims_on("Chad attacked Mali."), "assaults") is None


def test_relative_time_of_a_text_without_a_date_is_unknown(claims_on: ClaimsOn) -> None:
    assert date_of(claims_on("Chad attacked Mali on Tuesday.", None), "assaults") is None
    assert date_of(claims_on("Chad attacked Mali in May 2021.", None), "assaults") == Interval(
        "2021-05-01", "2021-05-31", "month"
    )


def test_dateline_gives_the_day_of_publication_where_nothing_else_does(claims_on: ClaimsOn) -> None:
    text = "OSLO, March 10, 2023 (Reuters) – Norway condemned Serbia on Thursday."
    assert date_of(claims_on(text, None), "accuses") == day("2023-03-09")
    assert date_of(claims_on(text, "2025-03-12"), "accuses") == day("2025-03-06")


def test_date_of_a_dateline_is_not_that_of_the_claim(claims_on: ClaimsOn) -> None:
    assert date_of(claims_on("OSLO, March 10, 2023 (Reuters) – Norway condemned Serbia.", None), "accuses") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad and Mali met on 3 March 2024. A week later, Chad attacked Mali.", day("2024-03-10")),
        ("Chad and Mali met on 3 March 2024. Rain fell. The next day, Chad attacked Mali.", day("2024-03-04")),
        ("Chad and Mali met on 3 March 2024. A week after the meeting, Chad attacked Mali.", day("2024-03-10")),
        ("Chad attacked Mali a week after the summit of 3 March 2024.", day("2024-03-10")),
        ("Chad and Mali met on 3 March 2024. A week after the vote, Chad attacked Mali.", None),
        ("Chad and Mali met. A week later, Chad attacked Mali.", None),
    ],
)
def test_time_after_an_event_counts_from_that_event(text: str, expected: Interval | None, claims_on: ClaimsOn) -> None:
    assert date_of(claims_on(text), "assaults") == expected


def test_what_is_condemned_keeps_its_own_time(claims_on: ClaimsOn) -> None:
    claims = claims_on("Norway condemned Russia's 2014 invasion of Ukraine.")
    assert date_of(claims, "assaults") == Interval("2014-01-01", "2014-12-31", "year")
    assert date_of(claims, "accuses") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks between Chad and Mali are scheduled for Friday.", day("2025-03-14")),
        ("Talks between Chad and Mali will be held on Friday.", day("2025-03-14")),
        ("Talks between Chad and Mali were held on Friday.", day("2025-03-07")),
        ("Last week's talks between Chad and Mali failed.", Interval("2025-03-03", "2025-03-09", "week")),
    ],
)
def test_noun_of_an_event_has_the_time_of_the_verb_that_says_it_happened(
    text: str, expected: Interval, claims_on: ClaimsOn
) -> None:
    assert date_of(claims_on(text), "negotiatesWith") == expected


def test_name_that_looks_like_a_month_is_none(claims_on: ClaimsOn) -> None:
    assert date_of(claims_on("Norway attacked Chad with support from Prime Minister Theresa May."), "assaults") is None


def test_claim_told_twice_has_the_closest_time(claims_on: ClaimsOn) -> None:
    text = "Chad attacked Mali last week. Rain fell. Chad attacked Mali on March 4."
    assert date_of(claims_on(text), "assaults") == day("2025-03-04")


def test_evidence_shows_the_time_before_its_clause(claims_on: ClaimsOn) -> None:
    (claim,) = claims_on("Rain fell. On Tuesday, Chad attacked Mali.\n\nLate Monday, rain fell.")
    assert claim.evidence[0].quote == "On Tuesday, Chad attacked Mali."


@pytest.mark.parametrize(
    ("intervals", "expected"),
    [
        ([], None),
        ([day("2025-03-04")], day("2025-03-04")),
        ([Interval("2025-03-03", "2025-03-09", "week"), day("2025-03-04")], day("2025-03-04")),
        ([day("2025-03-04"), day("2025-03-06")], Interval("2025-03-04", "2025-03-06", "day")),
        ([Interval("2014-01-01", "2014-12-31", "year"), day("2025-03-04")], Interval("2014-01-01", "2025-03-04", "year")),
    ],
)
def test_several_times_unite_to_the_closest_bounds(intervals: list[Interval], expected: Interval | None) -> None:
    assert unite(intervals) == expected


DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2000, 2, 1)).map(datetime.date.isoformat)
INTERVALS = st.tuples(DAYS, DAYS, st.sampled_from(PRECISIONS)).map(lambda parts: Interval(*sorted(parts[:2]), parts[2]))


@given(st.lists(INTERVALS, min_size=1, max_size=5).flatmap(lambda items: st.tuples(st.just(items), st.permutations(items))))
def test_united_time_does_not_depend_on_the_order(lists: tuple[list[Interval], list[Interval]]) -> None:
    assert unite(lists[0]) == unite(lists[1]) == unite([*lists[0], *lists[1]])


@pytest.mark.parametrize("words", ["a day later", "a week after the attack", "Monday and", "since 2014"])
def test_many_times_in_one_sentence_are_read_at_once(words: str, claims_on: ClaimsOn) -> None:
    claims = claims_on(f"Chad attacked Mali on 3 March 2024 {' '.join([words] * 400)} Norway attacked Poland {words}.")
    assert all(claim.date is None or claim.date.precision in PRECISIONS for claim in claims)


PIECES = st.sampled_from(
    [
        *(
            "Chad attacked Mali",
            "Norway said",
            "talks between Chad and Mali",
            "the summit",
            "will",
            "in Oslo",
            "who",
            "and",
            ",",
        ),
        *(
            "on Tuesday",
            "two weeks later",
            "a week after",
            "the next day",
            "since 2014",
            "by Friday",
            "in May",
            "on 99 May",
            ".\n\n",
        ),
        *(
            "OSLO, March 10, 2023 (Reuters) –",
            "from 3 to 5 May",
            "mid-July",
            "9999-12-31",
            "in the 1990s",
            "’s",
            "“",
            "\u202e",
            ". ",
        ),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES | st.text(max_size=8), max_size=14).map(" ".join), st.dates() | st.none())
def test_dates_of_any_text_are_sound(extractor: Extractor, text: str, published: datetime.date | None) -> None:
    for claim in extractor.extract(Document("test", text=text, date=published)):
        if claim.date is not None:
            assert datetime.date.fromisoformat(claim.date.start) <= datetime.date.fromisoformat(claim.date.end)
            assert claim.date.precision in PRECISIONS
        assert all(text[evidence.start : evidence.end] == evidence.quote for evidence in claim.evidence)
