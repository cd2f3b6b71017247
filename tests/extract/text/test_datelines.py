"""Datelines of the agencies' usual forms, and what only looks like one."""

import datetime

import pytest
from diplograph.extract.text.datelines import Dateline, DatelineWords, find_datelines, opening_dateline
from diplograph.ontology import DataError

DAY = datetime.date(2023, 3, 10)


def read(text: str) -> Dateline | None:
    return next(find_datelines(text), None)


@pytest.mark.parametrize(
    ("dateline", "date", "outlet"),
    [
        ("OSLO, March 10, 2023 (Reuters) –", DAY, "Reuters"),
        ("WASHINGTON (AP) —", None, "Associated Press"),
        ("KYIV, Ukraine (AP) —", None, "Associated Press"),
        ("Paris (AFP) –", None, "Agence France-Presse"),
        ("Paris, France (AFP) -", None, "Agence France-Presse"),
        ("BEIJING, Feb. 18, 2025 (Xinhua) --", datetime.date(2025, 2, 18), "Xinhua"),
        ("BEIJING, March 10 (Xinhua) --", None, "Xinhua"),
        ("MOSCOW, March 10. /TASS/.", None, "TASS"),
        ("(TASS) --", None, "TASS"),
        ("MOSCOW. March 10 (Interfax) -", None, "Interfax"),
        ("(ANSA) - ROME, MARCH 10 -", None, "ANSA"),
        ("March 10, 2023 (UPI) --", DAY, "United Press International"),
        ("10 March 2023, OSLO (Reuters) –", DAY, "Reuters"),
        ("OSLO – March 10, 2023 –", DAY, None),
        ("OSLO • March 10, 2023 •", DAY, None),
        ("Riyadh, March 10, 2023, SPA --", DAY, "Saudi Press Agency"),
        ("Tehran, March 10, IRNA –", None, "IRNA"),
        ("ABU DHABI, 10th March, 2023 (WAM) --", DAY, "Emirates News Agency"),
        ("New Delhi [India], March 10 (ANI):", None, "ANI"),
        ("New Delhi, Mar 10 (PTI)", None, "Press Trust of India"),
        ("ST. PETERSBURG, Russia, June 3, 2022 (Reuters) -", datetime.date(2022, 6, 3), "Reuters"),
        ("WASHINGTON, D.C., Friday, March 10, 2023 —", DAY, None),
        ("BRUSSELS/ANKARA, 2023-03-10 (Reuters/AFP) -", DAY, "Reuters"),
        ("LONDON and PARIS (dpa) -", None, "DPA"),
        ("Oslo, 10 March 2023 –", DAY, None),
        ("WASHINGTON —", None, None),
        ("NAIROBI:", None, None),
        ("GENEVA:", None, None),
        ("BAGHDAD, Iraq:", None, None),
        ("BERLIN/PARIS:", None, None),
        ("OSLO, 10 March 2023:", DAY, None),
        ("Oslo, 10 March 2023:", DAY, None),
        ("CAIRO, 13/03/2023 -", datetime.date(2023, 3, 13), None),
        ("CAIRO, 10.3.2023 (MENA) -", DAY, "MENA"),
    ],
)
def test_dateline_is_read_to_its_end(dateline: str, date: datetime.date | None, outlet: str | None) -> None:
    found = read(f"{dateline} Norway hosts talks.")
    assert found is not None
    assert (found.date, found.outlet) == (date, outlet)
    assert f"{dateline} Norway hosts talks."[found.end :].lstrip() == "Norway hosts talks."


def test_dateline_may_have_its_line_to_itself() -> None:
    assert read("OSLO, March 10, 2023\nNorway hosts talks.") == Dateline(0, 20, DAY)


@pytest.mark.parametrize(
    "text",
    [
        "Kremlin: Norway hosts talks.",
        "KREMLIN: Norway hosts talks.",
        "BLINKEN: We left.",
        "NATO: Norway hosts talks.",
        "Oslo: Norway hosts talks.",
        "CAIRO, 03/04/2023 at noon: Norway left.",
        "March 10, 2022 – Russia attacked.",
        "NATO-backed forces left.",
        "NATO, the alliance, said - that.",
        "BLINKEN: Thank you.",
        "Norway – which hosts – said.",
        "In Minsk, the two met.",
        "Russia (which invaded) – said.",
        "US, RUSSIA TO RESUME TALKS",
        "Kyiv, Moscow and London – all said.",
        "On March 10, 2023, Norway – a member – said.",
        "NATO (North Atlantic Treaty Organization) said.",
        "-----",
    ],
)
def test_sentence_is_no_dateline(text: str) -> None:
    assert read(text) is None


def test_outlet_that_nobody_knows_counts_beside_place_and_day_only() -> None:
    assert read("OSLO, March 10, 2023 (Nordic Courier) – Norway.") == Dateline(0, 40, DAY, "Nordic Courier")
    for dateline in (
        "TRIPOLI (Lebanon) – The army left.",
        "OSLO, March 10, 2023 (Updated) – Norway.",
        "OSLO, May 3 (1200 GMT) – I.",
    ):
        found = read(dateline)
        assert found is not None and found.outlet is None


def test_day_that_no_calendar_has_is_none() -> None:
    found = read("OSLO, June 31, 2023 (Reuters) – Norway hosts talks.")
    assert found is not None and (found.date, found.outlet) == (None, "Reuters")


def test_opening_dateline_stands_below_headline_and_byline() -> None:
    found = opening_dateline("Talks Open\n\nBy Ada Berg\n\nOSLO, March 10, 2023 (Reuters) – Norway hosts talks.")
    assert found is not None and found.date == DAY


def test_dateline_that_an_article_quotes_is_not_its_own() -> None:
    report = "Norway hosts talks, and much is said of them in every capital of the region. " * 5
    assert opening_dateline(f"{report}\n\nBERLIN, Aug 13, 1961 (AP) — The border is closed.") is None


def test_many_dashes_that_close_nothing_take_no_time() -> None:
    found = read("OSLO, March 10, 2023 (Reuters) " + "-" * 60 + "// Norway hosts talks.")
    assert found is not None and found.end == 30
    found = read("OSLO, March 10, 2023 (Reuters) " + "-" * 60 + " Norway hosts talks.")
    assert found is not None and found.end == 92


def test_list_in_capitals_is_refused() -> None:
    with pytest.raises(DataError, match=r"datelines\.yaml: no_outlets: 'Updated' must be in lower case"):
        DatelineWords(dashes=("-",), place_words=(), cities=frozenset(), no_outlets=frozenset({"Updated"}), agencies={})
