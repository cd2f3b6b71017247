"""The page in headless Chromium, without a network: what is drawn, clicked, asked and read."""

import csv
import datetime
import io
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from diplograph.graph.page import page_frame, write_page, write_picture
from diplograph.graph.views.claim_sheet import to_table
from diplograph.graph.views.tables import to_csv
from diplograph.ontology import Actor, Claim, Document, Event, Evidence, Interval, Modality, Polarity, Story

playwright = pytest.importorskip("playwright.sync_api", reason="no playwright (pip install playwright)")
from .browser import CHROMIUM, Reader  # noqa: E402

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the PATH (Debian: apt-get install chromium)")

RUSSIA, UKRAINE, FRANCE = (Actor(f"actor:{name}", name, "State") for name in ("Russia", "Ukraine", "France"))
MOSCOW = replace(RUSSIA, aliases=("Moscow",))
NATO, EU = (Actor(f"actor:{name}", name, "InternationalOrganization") for name in ("NATO", "European Union"))
LAVROV = Actor("actor:lavrov", "Sergey Lavrov", "Person")
TALKS = Event("event:talks", "Geneva talks", "Negotiation", place="Geneva")
DOCUMENTS = [
    Document("d1", "", "A title", datetime.date(2025, 2, 18), "The Courier", "https://example.org/a"),
    Document("d2", "", "Another title", datetime.date(2025, 4, 1), "The Herald", "https://example.org/b"),
]


def day(text: str) -> Interval:
    return Interval(text, text, "day")


OPPOSES = Claim(
    "d1",
    MOSCOW,
    "opposesMembership",
    UKRAINE,
    organization=NATO,
    speaker=LAVROV,
    role="foreign minister",
    date=day("2025-03-01"),
    place="Geneva",
    confidence=0.81,
    evidence=(Evidence(10, 46, "Moscow objects to Kyiv joining NATO.", "objects to"),),
)
AIDS = replace(
    OPPOSES, document="d2", relation="aids", subject=FRANCE, organization=None, modality=Modality.PLANNED, speaker=None
)
CLAIMS = [
    OPPOSES,
    replace(OPPOSES, organization=EU, polarity=Polarity.NEGATED, date=day("2025-03-10"), speaker=None, confidence=0.4),
    replace(AIDS, date=Interval("2025-05-01", "2025-05-31", "month"), confidence=0.95),
    replace(OPPOSES, relation="excludedFrom", subject=UKRAINE, object=TALKS, organization=None, date=None, confidence=0.7),
]
SENTENCES = [
    "Russia opposes membership of Ukraine in NATO",
    "Russia does not oppose membership of Ukraine in European Union",
    "Ukraine is excluded from Geneva talks",
    "France is to aid Ukraine",
]


@pytest.fixture(scope="module")
def reader(browser: Any) -> Reader:
    return Reader(browser)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def line(folder: Path, make_graph: Callable[..., Any]) -> Path:
    """Two states with one relation: the line runs through the middle of the drawing."""
    write_page(make_graph([OPPOSES], DOCUMENTS[:1]), folder / "line.html", title="One line")
    return folder / "line.html"


@pytest.fixture(scope="module")
def page(folder: Path, make_graph: Callable[..., Any]) -> Path:
    """Affirmed, denied and planned claims of several families, two articles, an event without a date."""
    write_page(make_graph(CLAIMS, DOCUMENTS), folder / "page.html", title="Four lines")
    return folder / "page.html"


# Alone and offline


@pytest.mark.parametrize("view", ["graph", "memberships", "exclusions", "timeline", "table"])
def test_page_opens_without_network_with_no_complaint_and_asks_for_nothing(reader: Reader, page: Path, view: str) -> None:
    reader.open(page, f"#view={view}")
    reader.page.wait_for_timeout(200)
    assert reader.complaints == []
    assert [url for url in reader.requests if not url.startswith("data:image/svg+xml,")] == [page.as_uri()]


@pytest.mark.parametrize(
    "fragment",
    ["#edge=nothing", "#node=__proto__", "#edge=<script>", "#off=.&view=%00", "#%", "#path=a~b&focus=constructor&depth=x"],
)
def test_fragment_that_names_nothing_shows_the_whole_graph(reader: Reader, page: Path, fragment: str) -> None:
    reader.open(page, fragment)
    assert "Actors and events" in reader.text("#panel")
    assert reader.complaints == []


# Evidence


def test_line_that_many_papers_tell_from_one_report_says_how_many_sources_that_are(
    reader: Reader, folder: Path, make_graph: Callable[..., Any]
) -> None:
    papers = [Document(f"d{number}", "", f"Paper {number}", outlet=f"Outlet {number}") for number in range(1, 10)]
    told = [replace(OPPOSES, document=paper.id) for paper in papers]
    for name, stories, said in (
        ("report", [Story("story:1", tuple(paper.id for paper in papers))], "9 articles, 1 independent source"),
        ("some", [Story("story:1", ("d1", "d2")), Story("story:2", ("d4", "d5"))], "9 articles, 7 independent sources"),
        ("alone", [], "9 articles, 9 independent sources"),
    ):
        write_page(make_graph(told, papers, stories), folder / f"{name}.html", title=name)
        reader.open(folder / f"{name}.html")
        reader.page.locator("#panel button", has_text="opposes membership").first.click()
        assert said in reader.text("#panel .lead")
        if name == "report":
            assert "Paper 2, Paper 3, Paper 4, Paper 5, Paper 6 and 3 others" in reader.text("#panel article:first-of-type")
        if name == "some":
            assert reader.text("#panel").count("Same story in") == 4


def test_line_of_one_article_does_not_count_its_sources(reader: Reader, line: Path) -> None:
    reader.open(line)
    reader.page.locator("#panel button", has_text="opposes membership").first.click()
    assert reader.text("#panel .lead").strip() == "1 claim"


def middle_of_line(reader: Reader) -> tuple[float, float]:
    """A point on the only line: the drawing is fitted to its window, so that the line passes near its middle."""
    box = reader.page.locator("#drawing canvas").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for away in range(0, 90, 5):
        for point in ((x, y - away), (x, y + away), (x - away, y), (x + away, y)):
            reader.page.mouse.move(*point)
            if reader.run("document.querySelector('#drawing').style.cursor") == "pointer":
                return point
    raise AssertionError("no line near the middle of the drawing")


def test_pointer_on_a_line_shows_its_sentence_and_click_opens_the_quote(reader: Reader, line: Path) -> None:
    reader.open(line)
    assert OPPOSES.evidence[0].quote not in reader.text("#panel")
    point = middle_of_line(reader)
    assert SENTENCES[0] in reader.text("#tip").replace("\n", " ")
    reader.page.mouse.click(*point)
    reader.wait("document.querySelector('#panel blockquote')")
    assert reader.text("#panel blockquote") == OPPOSES.evidence[0].quote
    assert reader.text("#panel mark") == "objects to"
    assert reader.run("location.hash") == f"#edge={reader.edge(relation='opposesMembership')}"


def test_panel_says_who_said_it_where_and_how(reader: Reader, line: Path) -> None:
    reader.open(line)
    reader.go(f"#edge={reader.edge(relation='opposesMembership')}")
    text = reader.text("#panel")
    for words in (
        *(SENTENCES[0], "Affirmed", "Stated as fact", "Sergey Lavrov", "foreign minister"),
        *("The Courier", "A title", "18 February 2025", "1 March 2025", "Geneva", "0.81"),
    ):
        assert words in text
    assert reader.page.locator("#panel a").get_attribute("href") == "https://example.org/a"


def test_denied_claim_is_told_as_denied_beside_what_else_stands_between_the_two(reader: Reader, page: Path) -> None:
    reader.open(page)
    reader.go(f"#edge={reader.edge(polarity='negated')}")
    assert reader.text("#panel .chip.strong") == "Denied"
    assert "Also between these two" in reader.text("#panel")


@pytest.mark.parametrize("viewport", [(1440, 900), (390, 844)], ids=["laptop", "phone"])
def test_tables_do_not_break_short_words(
    browser: Any, folder: Path, make_graph: Callable[..., Any], viewport: tuple[int, int]
) -> None:
    bodies = [replace(NATO, iri=f"{NATO.iri}-{number}", name=f"Community {number}") for number in range(6)]
    write_page(
        make_graph([replace(OPPOSES, organization=body) for body in bodies], DOCUMENTS), folder / "bodies.html", title="t"
    )
    reader = Reader(browser, viewport=dict(zip(("width", "height"), viewport, strict=True)))
    broken = """elements => elements.filter(element => {
        const words = document.createRange();
        words.selectNodeContents(element);
        return new Set([...words.getClientRects()].map(line => Math.round(line.top))).size > 1;
    }).map(element => element.textContent)"""
    for view, cells in (("table", "#table thead button"), ("memberships", "#memberships .position > bdi")):
        reader.open(folder / "bodies.html", f"#view={view}")
        found = reader.page.locator(cells)
        assert found.count() >= 6
        assert found.evaluate_all(broken) == []


@pytest.mark.parametrize(("speaker", "note"), [(None, ""), (LAVROV, "stated by Sergey Lavrov")], ids=["article", "speaker"])
def test_denial_in_a_list_is_told_once(
    reader: Reader, folder: Path, make_graph: Callable[..., Any], speaker: Actor | None, note: str
) -> None:
    denied = replace(OPPOSES, polarity=Polarity.NEGATED, speaker=speaker)
    write_page(make_graph([denied], DOCUMENTS[:1]), folder / "denied.html", title="Denied")
    reader.open(folder / "denied.html")
    assert reader.page.locator("#panel li button").first.inner_text().split() == (
        f"Russia does not oppose membership of Ukraine in NATO {note}".split()
    )


def test_contradicting_claims_stand_side_by_side(reader: Reader, folder: Path, make_graph: Callable[..., Any]) -> None:
    against = [replace(OPPOSES, document="d2", polarity=Polarity.NEGATED), replace(OPPOSES, relation="supportsMembership")]
    write_page(make_graph([OPPOSES, *against], DOCUMENTS), folder / "against.html", title="Against")
    reader.open(folder / "against.html")
    edge = reader.edge(relation="opposesMembership", polarity="affirmed")
    reader.open(folder / "against.html", f"#edge={edge}")
    columns = reader.page.locator("#panel .side")
    assert columns.count() == 2
    left, right = (columns.nth(place).inner_text() for place in (0, 1))
    assert SENTENCES[0] in left
    assert "Denied" not in left
    assert "does not oppose" in right
    assert "Denied" in right
    boxes = [columns.nth(place).bounding_box() or {} for place in (0, 1)]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]


@pytest.mark.parametrize(
    ("manner", "other", "sides"),
    [
        ("kept out", {"manner": "kept out", "polarity": Polarity.NEGATED}, 2),
        ("kept out", {"manner": "stayed away", "polarity": Polarity.NEGATED}, 0),
        ("kept out", {"relation": "participatesIn", "manner": None}, 2),
        ("walked out", {"relation": "participatesIn", "manner": None}, 0),
    ],
    ids=["denied", "another manner denied", "took part", "took part before"],
)
def test_absence_is_contradicted_in_its_own_manner_alone(
    manner: str, other: dict[str, Any], sides: int, reader: Reader, folder: Path, make_graph: Callable[..., Any]
) -> None:
    absent = replace(CLAIMS[3], manner=manner)
    write_page(make_graph([absent, replace(absent, document="d2", **other)], DOCUMENTS), folder / "absent.html", title="Absent")
    reader.open(folder / "absent.html")
    reader.go(f"#edge={reader.edge(relation='excludedFrom', manner=manner, polarity='affirmed')}")
    assert reader.page.locator("#panel .claim").count() >= 1
    assert reader.page.locator("#panel .side").count() == sides


def test_node_in_the_fragment_opens_all_of_its_claims_and_escape_closes_them(reader: Reader, page: Path) -> None:
    reader.open(page)
    reader.go(f"#node={reader.node('Ukraine')}")
    assert reader.page.locator("#panel .claim").count() == 4
    reader.page.keyboard.press("Escape")
    reader.wait("document.querySelectorAll('#panel .claim').length === 0")
    assert reader.run("location.hash") == ""


def test_first_look_says_who_is_left_out_and_who_is_against_whom(reader: Reader, page: Path) -> None:
    reader.open(page)
    text = reader.text("#panel")
    assert text.index("Left out") < text.index("Ukraine is excluded from Geneva talks") < text.index("Conflict")


# Asking


def search(reader: Reader, words: str) -> None:
    reader.page.locator("#query").fill(words)


def test_search_suggests_actors_by_any_of_their_names_without_accents_or_case(reader: Reader, page: Path) -> None:
    reader.open(page)
    search(reader, "MÓSC")
    first = reader.page.locator("#suggestions [role=option]").first
    assert first.inner_text().startswith("Russia also Moscow")
    reader.page.keyboard.press("ArrowDown")
    assert reader.page.locator("#query").get_attribute("aria-activedescendant") == "suggestion-0"
    reader.page.keyboard.press("Enter")
    assert reader.text("#panel h2") == "Russia"


def test_enter_searches_the_sentences(reader: Reader, page: Path) -> None:
    reader.open(page)
    search(reader, "objects TO")
    reader.page.keyboard.press("Enter")
    assert reader.page.locator("#panel .claim").count() == 4
    search(reader, "nobody here")
    reader.page.keyboard.press("Enter")
    assert "No actor and no sentence" in reader.text("#panel .lead")


@pytest.mark.parametrize(
    ("act", "left"),
    [
        (lambda r: r.page.locator("input[value=negated]").uncheck(), [0, 2, 3]),
        (lambda r: r.page.locator("input[value=planned]").uncheck(), [0, 1, 2]),
        (lambda r: r.page.locator("input[value=excludedFrom]").uncheck(force=True), [0, 1, 3]),
        (lambda r: r.page.locator("[data-filter=family][value=conflict]").uncheck(), [2, 3]),
        (lambda r: r.page.locator("input[value=event]").uncheck(), [0, 1, 3]),
        (lambda r: r.page.locator("#speaker").select_option("Sergey Lavrov"), [0, 2]),
        (lambda r: r.page.locator("#outlet").select_option("The Herald"), [3]),
        (lambda r: r.page.locator("#confidence").fill("0.75"), [0, 3]),
    ],
    ids=["polarity", "modality", "relation", "family", "kind", "speaker", "outlet", "confidence"],
)
def test_each_filter_leaves_out_its_claims_and_can_be_undone(reader: Reader, page: Path, act: Any, left: list[int]) -> None:
    reader.show(page, "#view=table")
    assert sorted(reader.rows()) == sorted(SENTENCES)
    act(reader)
    assert sorted(reader.rows()) == sorted(SENTENCES[place] for place in left)
    assert f"{len(left)} of 4 claims shown" in reader.text("#shown")
    fragment = reader.run("location.hash")
    reader.open(page, fragment)
    assert sorted(reader.rows()) == sorted(SENTENCES[place] for place in left)
    reader.page.locator("#clear").click()
    assert len(reader.rows()) == 4


def slide(reader: Reader, end: str, date: str) -> None:
    days = (datetime.date.fromisoformat(date) - datetime.date(1970, 1, 1)).days
    reader.page.locator(f"#{end}").fill(str(days), force=True)


def test_time_slider_shows_what_happened_within_its_window(reader: Reader, page: Path) -> None:
    reader.open(page, "#view=table")
    assert reader.text("#window") == "1 March 2025 – 31 May 2025"
    slide(reader, "until", "2025-03-05")
    assert sorted(reader.rows()) == sorted([SENTENCES[0], SENTENCES[2]])
    reader.page.locator("#undated").uncheck()
    assert reader.rows() == [SENTENCES[0]]
    slide(reader, "until", "2025-05-31")
    slide(reader, "since", "2025-05-20")
    assert reader.rows() == [SENTENCES[3]]


def test_time_slider_can_go_by_day_of_publication(reader: Reader, page: Path) -> None:
    reader.open(page, "#view=table")
    reader.page.locator("[data-clock=published]").click()
    assert reader.text("#window") == "18 February 2025 – 1 April 2025"
    slide(reader, "since", "2025-03-01")
    assert reader.rows() == [SENTENCES[3]]
    assert "clock=published" in reader.run("location.hash")


def test_play_runs_through_time_and_ends_with_everything(browser: Any, folder: Path, make_graph: Callable[..., Any]) -> None:
    days = [replace(claim, date=day(f"2025-03-0{place}")) for claim, place in zip(CLAIMS, (1, 3, 6, 9), strict=True)]
    write_page(make_graph(days, DOCUMENTS), folder / "play.html", title="Play")
    reader = Reader(browser)
    clock = reader.page.clock
    clock.install(time=datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC))
    reader.open(folder / "play.html", "#view=table")
    clock.pause_at(datetime.datetime(2025, 1, 2, tzinfo=datetime.UTC))
    reader.page.locator("#play").click()
    assert reader.rows() == [SENTENCES[0]]
    clock.run_for(1200)
    assert len(reader.rows()) == 2
    reader.page.locator("#play").click()
    stopped = reader.text("#window")
    clock.run_for(6000)
    assert reader.text("#window") == stopped
    reader.page.locator("#play").click()
    clock.run_for(6000)
    assert reader.text("#play") == "▶"
    assert len(reader.rows()) == 4
    reader.context.close()


def test_claims_without_any_date_need_no_slider(reader: Reader, folder: Path, make_graph: Callable[..., Any]) -> None:
    write_page(make_graph([replace(OPPOSES, date=None)]), folder / "undated.html", title="Undated")
    reader.open(folder / "undated.html", "#view=timeline")
    assert not reader.page.locator("#clock").is_visible()
    assert "Without a date" in reader.text("#timeline")


def test_focus_keeps_an_actor_and_its_neighbours_to_the_depth_chosen(reader: Reader, page: Path) -> None:
    reader.open(page)
    reader.go(f"#node={reader.node('France')}")
    reader.page.get_by_role("button", name="Focus on its neighbours").click()
    assert "1 of 4 claims shown" in reader.text("#shown")
    reader.page.locator("[data-depth='2']").click()
    assert reader.text("#shown") == ""
    assert reader.text("#focus-number") == "3 neighbours"
    reader.page.locator("#unfocus").click()
    assert not reader.page.locator("#focus").is_visible()


def test_path_between_two_actors_is_shown_step_by_step(reader: Reader, page: Path) -> None:
    reader.open(page)
    reader.go(f"#node={reader.node('France')}")
    reader.page.get_by_role("button", name="Path to another …").click()
    search(reader, "geneva")
    reader.page.keyboard.press("Enter")
    assert "2 steps" in reader.text("#panel .lead")
    assert reader.page.locator("#panel .claim .sentence").all_inner_texts() == [SENTENCES[3], SENTENCES[2]]
    reader.open(page, f"{reader.run('location.hash')}&off=excludedFrom")
    assert "No path leads" in reader.text("#panel .lead")


def test_address_brings_back_everything_that_was_chosen(reader: Reader, page: Path) -> None:
    reader.open(page)
    fragment = "#actor=Ukraine&confidence=0.5&focus=Ukraine&theme=dark&off=planned&until=2025-05-01&depth=2"
    reader.open(page, fragment)
    assert reader.run("document.documentElement.dataset.theme") == "dark"
    assert reader.page.locator("#confidence").input_value() == "0.5"
    assert not reader.page.locator("input[value=planned]").is_checked()
    assert reader.text("#window").endswith("1 May 2025")
    assert reader.page.locator("[data-depth='2']").get_attribute("aria-pressed") == "true"
    reader.page.locator("#confidence").fill("0.6")
    chosen = dict(part.split("=") for part in reader.run("location.hash")[1:].split("&"))
    assert chosen == dict(part.split("=") for part in fragment[1:].split("&")) | {"confidence": "0.6"}


def test_back_button_returns_to_what_was_chosen_before(reader: Reader, page: Path) -> None:
    reader.open(page)
    reader.page.locator("#panel .choices button").first.click()
    assert reader.page.locator("#panel .claim").count() > 0
    reader.page.go_back()
    reader.wait("!document.querySelector('#panel .claim')")


# Views


def test_memberships_view_says_who_opposes_whose_bid_for_what(reader: Reader, page: Path) -> None:
    reader.open(page, "#view=memberships")
    heads = reader.page.locator("#memberships thead th").all_inner_texts()
    cells = [cell.split() for cell in reader.page.locator("#memberships tbody td").all_inner_texts()]
    assert reader.text("#memberships tbody th") == "Ukraine"
    bids = dict(zip(heads[1:], cells, strict=True))
    assert bids == {
        "NATO": ["opposes", "Russia", "stated", "by", "Sergey", "Lavrov"],
        "European Union": ["opposes", "Russia", "denied"],
    }
    reader.page.locator("#memberships .position").filter(has_not_text="denied").click()
    assert reader.text("#panel h2") == SENTENCES[0]


def test_exclusions_view_says_who_was_kept_out_of_what(reader: Reader, folder: Path, make_graph: Callable[..., Any]) -> None:
    hosts = replace(OPPOSES, relation="hosts", subject=FRANCE, object=TALKS, organization=None)
    joins = replace(hosts, relation="participatesIn", subject=RUSSIA)
    barred = replace(CLAIMS[3], manner="kept out")
    write_page(make_graph([*CLAIMS[:3], barred, hosts, joins], DOCUMENTS), folder / "events.html", title="Events")
    reader.open(folder / "events.html", "#view=exclusions")
    assert reader.page.locator("#exclusions thead th").all_inner_texts() == ["Event", "Kept out", "Took part", "Hosted"]
    assert reader.page.locator("#exclusions tbody td").all_inner_texts() == [
        *("Ukraine stated by Sergey Lavrov", "Russia stated by Sergey Lavrov", "France stated by Sergey Lavrov"),
    ]
    assert reader.text("#exclusions tbody th").split() == ["Geneva", "talks", "1", "March", "2025", "Who", "met:", "Russia"]


def test_exclusions_view_has_those_kept_out_first_and_a_column_for_each_manner_that_occurs(
    reader: Reader, folder: Path, make_graph: Callable[..., Any]
) -> None:
    absent = replace(OPPOSES, relation="excludedFrom", object=TALKS, organization=None, speaker=None)
    told = ((RUSSIA, None), (FRANCE, "walked out"), (EU, "stayed away"), (UKRAINE, "kept out"))
    claims = [replace(absent, subject=who, manner=how) for who, how in told]
    write_page(make_graph(claims, DOCUMENTS), folder / "manners.html", title="Manners")
    reader.open(folder / "manners.html", "#view=exclusions")
    heads = reader.page.locator("#exclusions thead th").all_inner_texts()
    assert heads == ["Event", "Kept out", "Stayed away", "Walked out", "Absent"]
    cells = reader.page.locator("#exclusions tbody td").all_inner_texts()
    assert cells == [who.name for who in (UKRAINE, EU, FRANCE, RUSSIA)]
    reader.page.locator("#exclusions .position").nth(1).click()
    assert reader.text("#panel h2") == "European Union stays away from Geneva talks"


def test_timeline_lists_claims_by_date_and_a_bar_narrows_the_window(reader: Reader, page: Path) -> None:
    reader.open(page, "#view=timeline")
    heads = reader.page.locator("#timeline h3").all_inner_texts()
    assert heads == ["1 March 2025", "10 March 2025", "May 2025", "Without a date"]
    assert reader.page.locator("#timeline .bar").count() == 3
    reader.page.locator("#timeline .bar.family-support").click()
    assert "May 2025" in reader.text("#window")
    assert reader.page.locator("#timeline h3").all_inner_texts() == ["May 2025", "Without a date"]


def read_csv(download: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Path(download.path()).read_bytes().decode("utf-8-sig"), newline="")))


def test_file_of_the_page_is_that_of_the_export(reader: Reader, folder: Path, make_graph: Callable[..., Any]) -> None:
    odd = replace(
        CLAIMS[0], confidence=0.123456789, role='a "b", c', evidence=(*CLAIMS[0].evidence, Evidence(90, 94, "Más.", "M"))
    )
    graph = make_graph([odd, *CLAIMS[1:]], DOCUMENTS)
    write_page(graph, folder / "same.html", title="Same")
    reader.open(folder / "same.html")
    with reader.page.expect_download() as download:
        reader.page.locator("#open-save").click()
        reader.page.locator("#save").click()
    columns, table = to_table(graph.claims, graph.documents)
    exported = list(csv.DictReader(io.StringIO(to_csv(columns, table), newline="")))
    found = read_csv(download.value)
    assert list(found[0]) == columns
    for row in (*found, *exported):
        row["confidence"] = str(float(row["confidence"]))  # "1.0" is "1" to a browser
    by_claim = [sorted(rows, key=lambda row: row["claim_id"]) for rows in (found, exported)]
    assert by_claim[0] == by_claim[1]


def test_what_is_shown_can_be_saved_for_a_spreadsheet(reader: Reader, folder: Path, make_graph: Callable[..., Any]) -> None:
    formula = replace(OPPOSES, speaker=replace(LAVROV, name="=1+1"))
    write_page(make_graph([formula, *CLAIMS[1:]], DOCUMENTS), folder / "save.html", title="Save")
    reader.open(folder / "save.html", "#off=negated")
    with reader.page.expect_download() as download:
        reader.page.locator("#open-save").click()
        reader.page.locator("#save").click()
    rows = {row["relation_id"].rpartition("#")[2]: row for row in read_csv(download.value)}
    assert rows.keys() == {"opposesMembership", "excludedFrom", "aids"}
    assert rows["opposesMembership"]["speaker"] == "'=1+1"
    assert rows["opposesMembership"]["quote"] == OPPOSES.evidence[0].quote
    aids = rows["aids"]
    assert (aids["date"], aids["date_end"], aids["published"]) == ("2025-05-01", "2025-05-31", "2025-04-01")


# Access


def test_arrow_keys_go_from_node_to_node_and_enter_to_the_claims(reader: Reader, page: Path) -> None:
    reader.open(page)
    reader.page.locator("#drawing").focus()
    reader.page.keyboard.press("ArrowRight")
    first = reader.text("#panel h2")
    seen = {first}
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        for _ in range(3):
            reader.page.keyboard.press(key)
            seen.add(reader.text("#panel h2"))
    assert seen == {"Russia", "Ukraine", "France", "Geneva talks"}
    reader.page.keyboard.press("Enter")
    assert reader.run("document.activeElement.id") == "panel"
    reader.page.keyboard.press("Escape")
    assert "Actors and events" in reader.text("#panel")


def test_every_control_is_reached_by_tab_and_has_a_name(reader: Reader, page: Path) -> None:
    reader.open(page)
    names = """() => {
      const label = (e) => e.getAttribute("aria-label") || [...(e.labels || [])].map((one) => one.textContent).join(" ");
      const controls = [...document.querySelectorAll("button, input, select, [tabindex='0']")];
      const shown = controls.filter((e) => e.checkVisibility());
      return shown.map((e) => [e.outerHTML.slice(0, 80), (label(e) || e.textContent).trim(), e.tabIndex]);
    }"""
    controls = reader.run(names)
    assert len(controls) > 30
    assert [control for control in controls if not control[1] or control[2] < 0] == []
    reached = set()
    for _ in range(len(controls) + 5):
        reader.page.keyboard.press("Tab")
        reached.add(reader.run("document.activeElement.id"))
    assert {"query", "open-save", "theme", "drawing", "speaker", "confidence", "labels", "play"} <= reached


def test_slash_goes_to_the_search_field(reader: Reader, page: Path) -> None:
    reader.open(page)
    reader.page.keyboard.press("/")
    assert reader.run("document.activeElement.id") == "query"
    assert reader.page.locator("#query").input_value() == ""


def test_dark_theme_follows_the_reader_until_one_is_chosen(browser: Any, page: Path) -> None:
    reader = Reader(browser, color_scheme="dark")
    reader.open(page)
    background = "getComputedStyle(document.body).backgroundColor"
    dark, drawn = reader.run(background), reader.page.locator("#drawing").screenshot()
    reader.page.locator("#theme").click()
    assert reader.run(background) != dark
    assert reader.page.locator("#drawing").screenshot() != drawn
    assert "theme=light" in reader.run("location.hash")
    reader.context.close()


def test_narrow_window_needs_no_sideways_scrolling(browser: Any, page: Path) -> None:
    reader = Reader(browser, viewport={"width": 390, "height": 800})
    for view in ("graph", "memberships", "exclusions", "timeline", "table"):
        reader.open(page, f"#view={view}")
        assert reader.run("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), view
    reader.open(page)
    assert reader.run("document.querySelector('#stage').clientHeight") > 400
    reader.context.close()


# Fit


def actors_joined(shape: str) -> list[Claim]:
    """Claims between actors with long names whose lines have a shape; every second one is a pair of opposite lines."""
    names = [f"Ministry {letter} of Foreign Affairs"[: 12 + 5 * place] for place, letter in enumerate("ABCDE")]
    ends = [Actor(f"actor:{name}", name, "State") for name in names]
    pairs = {
        "chain": [(0, 1), (1, 2), (2, 3), (3, 4)],
        "star": [(0, 1), (0, 2), (0, 3), (0, 4)],
        "cycle": [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)],
        "pairs": [(0, 1), (2, 3), (4, 4)],
    }[shape]
    claims = [replace(OPPOSES, subject=ends[one], object=ends[other]) for one, other in pairs]
    claims += [replace(AIDS, subject=claim.object, object=claim.subject) for claim in claims[::2]]
    return [*claims, replace(CLAIMS[3], subject=ends[0], object=Event("event:t", "Conference on the Future", "Negotiation"))]


# What is written on the drawing, with its box in the pixels of the canvas.
RECORD_TEXTS = """
  window.written = [];
  const fillText = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    const { actualBoundingBoxLeft: left, actualBoundingBoxRight: right } = this.measureText(text);
    const at = this.getTransform();
    window.written.push({ text, left: at.a * (x - left) + at.e, right: at.a * (x + right) + at.e, y: at.d * y + at.f });
    return fillText.apply(this, arguments);
  };"""

AFTER_TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

# Whether a pixel of the outermost rows and columns of the canvas is painted.
TOUCHES_EDGE = """() => {
  const canvas = document.querySelector('#drawing canvas');
  const ctx = canvas.getContext('2d');
  const { width, height } = canvas;
  const strips = [[0, 0, width, 2], [0, height - 2, width, 2], [0, 0, 2, height], [width - 2, 0, 2, height]];
  return strips.some((strip) => ctx.getImageData(...strip).data.some((value) => value > 0));
}"""


@pytest.mark.parametrize("viewport", [(1440, 900), (390, 844)], ids=["laptop", "phone"])
@pytest.mark.parametrize("shape", ["chain", "star", "cycle", "pairs"])
def test_fit_cuts_nothing_at_the_edge_and_writes_every_name(
    browser: Any, folder: Path, make_graph: Callable[..., Any], shape: str, viewport: tuple[int, int]
) -> None:
    write_page(make_graph(actors_joined(shape), DOCUMENTS), folder / f"{shape}.html", title=shape)
    reader = Reader(browser, viewport=dict(zip(("width", "height"), viewport, strict=True)))
    reader.page.add_init_script(RECORD_TEXTS)
    reader.open(folder / f"{shape}.html")
    for _ in range(4):
        reader.page.click("#closer")
    reader.page.click("#fit")
    reader.run(AFTER_TWO_FRAMES)  # what was drawn closer has been drawn
    reader.run("() => { window.written = []; }")
    reader.page.click("#fit")
    reader.wait("window.written.length > 0")
    reader.run(AFTER_TWO_FRAMES)
    size = reader.run("(({ width, height }) => ({ width, height }))(document.querySelector('#drawing canvas'))")
    written = reader.run("window.written")
    assert {node["label"] for node in reader.data()["nodes"] if node["group"] != "event"} <= {text["text"] for text in written}
    for text in written:
        assert text["left"] >= 0 and text["right"] <= size["width"] and 6 <= text["y"] <= size["height"] - 6, text
    assert not reader.run(TOUCHES_EDGE)
    reader.context.close()


@pytest.mark.parametrize("shape", ["chain", "star", "cycle", "pairs"])
def test_picture_is_as_large_as_what_it_draws(reader: Reader, folder: Path, make_graph: Callable[..., Any], shape: str) -> None:
    write_picture(make_graph(actors_joined(shape), DOCUMENTS), folder / f"{shape}.svg", title="A long title " * 9)
    reader.page.goto((folder / f"{shape}.svg").as_uri())
    outside = reader.run("""() => {
      const all = document.documentElement.getBoundingClientRect();
      const isOutside = ({ left, top, right, bottom }) => left < 0 || top < 0 || right > all.right || bottom > all.bottom;
      const parts = [...document.querySelectorAll('text, path, circle, rect')];
      return parts.filter((part) => isOutside(part.getBoundingClientRect())).map((part) => part.outerHTML);
    }""")
    assert outside == []


def test_fit_leaves_the_buttons_free(reader: Reader, folder: Path, make_graph: Callable[..., Any]) -> None:
    write_page(make_graph(actors_joined("cycle"), DOCUMENTS), folder / "buttons.html", title="t")
    reader.open(folder / "buttons.html")
    lowest = reader.run("""() => {
      const canvas = document.querySelector('#drawing canvas');
      const { width, height } = canvas;
      const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
      let last = data.length - 1;
      while (last > 0 && data[last] === 0) last -= 1;
      return (last / 4 / width) * (canvas.clientHeight / height);
    }""")
    assert 300 < lowest < reader.run("document.querySelector('.tools').offsetTop")


# Size


def test_names_and_line_labels_never_cover_each_other(reader: Reader) -> None:
    source = files("diplograph.graph.page").joinpath("script/labels.js").read_text("utf-8")
    # Many nodes at places that look random and are not, all with lines between them.
    place = """
      const at = (n) => ({ x: (n * 7919) % 900, y: (n * 104729) % 600, radius: 6 + (n % 20), visible: true });
      const order = Array.from({ length: 220 }, (_, n) => ({ id: n, label: `Actor number ${n}`, group: "state" }));
      const places = new Map(order.map((node) => [node.id, at(node.id)]));
      const ctx = document.createElement("canvas").getContext("2d");
      const occupied = makeOccupied();
      const pane = { left: 0, right: 900, top: 0, bottom: 600 };
      const names = placeNames(ctx, order, places, occupied, "14px sans-serif", 2, pane);
      const text = "opposes membership: NATO";
      const edges = order.slice(1).map((node) => ({ edge: { from: 0, to: node.id, bend: 0.2 }, text }));
      const lines = placeLineLabels(ctx, edges, places, occupied, () => "12px sans-serif", pane);
      const width = (text, font) => textWidth(ctx, text, font);
      const widest = (rows) => Math.max(...rows.map((row) => width(row, "12px sans-serif")));
      return [
        ...names.map(({ node, x, y }) => [x, y, width(node.label, "14px sans-serif"), NAME_SIZE]),
        ...lines.map(({ rows, x, y }) => [x, y, widest(rows), LINE_SIZE * 2.15]),
      ];"""
    reader.page.goto("about:blank")
    boxes = reader.run(f"() => {{ {source} {place} }}")
    assert len(boxes) > 40
    for (x1, y1, w1, h1), (x2, y2, w2, h2) in combinations(boxes, 2):
        assert abs(x1 - x2) >= (w1 + w2) / 2 or abs(y1 - y2) >= (h1 + h2) / 2


def test_empty_graph_opens(reader: Reader, folder: Path, make_graph: Callable[..., Any]) -> None:
    write_page(make_graph([]), folder / "empty.html", title="Nothing")
    reader.open(folder / "empty.html")
    assert reader.complaints == []
    assert reader.text("#status").startswith("The articles hold no claim")


def test_large_graph_opens_on_its_most_connected_part_and_search_reaches_the_rest(
    reader: Reader, folder: Path, make_graph: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diplograph.graph.page.drawing.DRAWN_NODES", 400)
    claims = [replace(OPPOSES, subject=Actor(f"a{n}", f"State {n}", "State"), confidence=1.0) for n in range(600)]
    write_page(make_graph(claims), folder / "large.html", title="Large")
    reader.open(folder / "large.html")
    assert "the 400 most connected of 601" in reader.text("#part")
    assert reader.complaints == []
    hidden = next(node for node in reader.data()["nodes"] if node.get("rest"))
    before = reader.page.locator("#drawing").screenshot()
    search(reader, hidden["names"][0])
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")
    assert reader.text("#panel h2") == hidden["names"][0]
    assert reader.page.locator("#panel .claim").count() == 1
    assert reader.page.locator("#drawing").screenshot() != before
    assert reader.complaints == []


# In a notebook


def test_page_works_in_the_sandboxed_frame_of_a_notebook(reader: Reader, folder: Path, make_graph: Callable[..., Any]) -> None:
    frame = page_frame(make_graph(CLAIMS, DOCUMENTS), title="Four lines")
    (folder / "notebook.html").write_text(f"<!doctype html><title>n</title><p id=own>own</p>{frame}", "utf-8")
    reader.page.goto((folder / "notebook.html").as_uri())
    inner = reader.page.frame_locator("iframe")
    inner.locator("#panel .choices button").first.click()
    inner.locator("#panel .claim").first.wait_for()
    inner.locator("button[data-view=table]").click()
    assert inner.locator("#table tbody tr").count() == 4
    touch = "() => { try { return parent.document.title } catch { return 'refused' } }"
    assert reader.page.frames[1].evaluate(touch) == "refused"
