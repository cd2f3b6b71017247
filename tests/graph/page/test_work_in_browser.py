"""Working with the page in headless Chromium: on a phone, by keyboard alone, in its tables and with nothing found."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from diplograph.graph.identity import apply_decisions, load_decisions
from diplograph.graph.page import write_page
from diplograph.ontology import Actor, Claim, Document, Event, Evidence, Interval, Modality, Polarity

playwright = pytest.importorskip("playwright.sync_api", reason="no playwright (pip install playwright)")
from .browser import CHROMIUM, Reader  # noqa: E402

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the PATH (Debian: apt-get install chromium)")

CHAD, MALI = (Actor(f"actor:{name}", name, "State") for name in ("Chad", "Mali"))
SOLDIERS = Actor("actor:soldiers", "soldiers", "GroupActor")
MINISTER = Actor("actor:minister", "Mara Velde", "Person")
QATAR = Actor("actor:qatar", "Qatar", "State")
TALKS = Event("event:talks", "talks", "Negotiation", place="Doha")
SENTENCE = (Evidence(0, 40, "Chad and Mali held talks in Doha in May.", "talks"),)
MAY = Interval("2024-05-01", "2024-05-31", "month")
MET = Claim("d1", CHAD, "negotiatesWith", MALI, date=MAY, place="Doha", evidence=SENTENCE, confidence=0.9)
CHARGE = Evidence(50, 90, "Mali has armed soldiers, the minister said.", "armed")
CLAIMS = [
    MET,
    Claim(
        "d1", Actor("actor:qatar", "Qatar", "State"), "hosts", TALKS, date=MAY, place="Doha", evidence=SENTENCE, confidence=0.8
    ),
    Claim("d1", MALI, "aids", SOLDIERS, modality=Modality.ALLEGED, speaker=MINISTER, evidence=(CHARGE,), confidence=0.5),
    Claim("d2", SOLDIERS, "assaults", CHAD, polarity=Polarity.NEGATED, evidence=(Evidence(0, 9, "They did not.", "did"),)),
    Claim("d2", MINISTER, "represents", MALI, evidence=(Evidence(20, 29, "Its minister.", "minister"),), confidence=0.7),
]
DOCUMENTS = [Document("d1", "", "First", outlet="Courier"), Document("d2", "", "Second", outlet="Herald")]
READING_ORDER = [
    "Chad negotiates with Mali",
    "Qatar hosts talks in Doha",
    "Mali is said by Mara Velde to aid soldiers",
    "soldiers do not assault Chad",
    "Mara Velde represents Mali",
]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, make_graph: Callable[..., Any]) -> Path:
    path = tmp_path_factory.mktemp("work") / "page.html"
    write_page(make_graph(CLAIMS, DOCUMENTS), path, title="Talks")
    return path


@pytest.fixture(scope="module")
def reader(browser: Any) -> Reader:
    return Reader(browser)


@pytest.fixture(scope="module")
def phone(browser: Any) -> Reader:
    return Reader(browser, viewport={"width": 390, "height": 844}, has_touch=True)


# On a phone


def test_filters_legend_and_time_open_from_one_button_on_a_phone(phone: Reader, page: Path) -> None:
    phone.open(page)
    assert not phone.page.locator("#legend").is_visible()
    phone.page.locator("#open-controls").click()
    for part in ("#legend", "#clock"):
        box = phone.page.locator(part).bounding_box()
        assert box is not None and 0 <= box["y"] < 844 and box["x"] + box["width"] <= 390
    phone.page.locator("input[value=negated]").uncheck()
    phone.page.keyboard.press("Escape")
    assert not phone.page.locator("#legend").is_visible()
    assert phone.text("#open-controls") == "Filters (1)"
    assert phone.run("document.activeElement.id") == "open-controls"


def test_tab_shows_its_table_at_its_top_on_a_phone(phone: Reader, page: Path) -> None:
    phone.open(page)
    phone.run("window.scrollTo(0, document.body.scrollHeight)")
    phone.page.locator("button[data-view=table]").click()
    table, header = (phone.page.locator(part).bounding_box() for part in ("#table", "header"))
    assert table is not None and header is not None
    assert abs(table["y"] - (header["y"] + header["height"])) < 30
    first = phone.page.locator("#table tbody tr").first.bounding_box()
    assert first is not None and first["width"] <= 390
    assert phone.run("document.documentElement.scrollWidth") <= 390


# Tables


def test_table_has_claims_of_one_sentence_together_and_the_quote_once(reader: Reader, page: Path) -> None:
    reader.open(page, "#view=table")
    assert reader.rows() == READING_ORDER
    quotes = reader.page.locator("#table td.of-quote")
    assert quotes.count() == 4
    assert quotes.first.get_attribute("rowspan") == "2"


@pytest.mark.parametrize(
    ("column", "first", "last"),
    [("claim", 0, 3), ("confidence", 2, 3), ("speaker", 2, 4), ("when", 0, 4), ("status", 2, 4), ("source", 0, 4)],
)
def test_table_sorts_by_any_column_and_what_has_none_stands_last(
    reader: Reader, page: Path, column: str, first: int, last: int
) -> None:
    reader.open(page, "#view=table")
    reader.page.locator(f"[data-sort={column}]").click()
    assert reader.page.locator(f"th.of-{column}").get_attribute("aria-sort") == "ascending"
    rows = reader.rows()
    assert (rows[0], rows[-1]) == (READING_ORDER[first], READING_ORDER[last])
    assert reader.run("location.hash") == f"#view=table&sort={column}"
    reader.page.locator(f"[data-sort={column}]").click()
    assert reader.page.locator(f"th.of-{column}").get_attribute("aria-sort") == "descending"
    reader.page.locator(f"[data-sort={column}]").click()
    assert reader.rows() == READING_ORDER


def test_event_says_where_when_and_who_met(reader: Reader, page: Path) -> None:
    reader.open(page, "#view=exclusions")
    assert reader.text("#exclusions tbody th").split() == ["talks", "in", "Doha", "May", "2024", "Who", "met:", "Chad,", "Mali"]


# Words


def test_heading_says_how_it_is_put_where_nothing_under_it_is_stated_as_a_fact(reader: Reader, page: Path) -> None:
    reader.open(page)
    heads = [head.lower() for head in reader.page.locator("#panel h3").all_inner_texts()]
    assert heads[:3] == ["conflict: denied", "dealing with each other", "support: alleged"]


def test_overview_says_how_many_of_its_lines_it_shows_and_opens(
    reader: Reader, tmp_path: Path, make_graph: Callable[..., Any]
) -> None:
    many = [replace(MET, object=Actor(f"a{n}", f"State {n}", "State")) for n in range(7)]
    write_page(make_graph(many, DOCUMENTS), tmp_path / "many.html", title="Many")
    reader.open(tmp_path / "many.html")
    assert reader.page.locator("#panel ul").first.locator("li").count() == 4
    reader.page.get_by_role("button", name="4 of 7").click()
    assert reader.page.locator("#panel ul").first.locator("li").count() == 7


@pytest.mark.parametrize("view", ["graph", "memberships", "exclusions", "timeline", "table"])
def test_empty_view_offers_to_show_everything_again(reader: Reader, page: Path, view: str) -> None:
    reader.open(page, f"#view={view}&confidence=1&off=assaults")
    scope = "#stage" if view == "graph" else f"#{view}"
    again = reader.page.locator(f"{scope} button.again")
    again.click()
    assert reader.run("location.hash") in {"", f"#view={view}"}
    assert not reader.page.locator("#message").inner_text()


def test_words_of_quotes_are_suggested(reader: Reader, page: Path) -> None:
    reader.open(page)
    reader.page.locator("#query").fill("arm")
    reader.page.locator("#suggestions [role=option]", has_text="armed").click()
    assert reader.text("#panel h2") == "Found for “armed”"
    assert reader.page.locator("#panel .claim").count() == 1


# On the drawing


def press(reader: Reader, *keys: str) -> None:
    reader.page.locator("#drawing").focus()
    for key in keys:
        reader.page.keyboard.press(key)


def test_node_is_named_in_the_address(reader: Reader, page: Path) -> None:
    reader.open(page, "#actor=Chad")
    assert reader.text("#panel h2") == "Chad"
    reader.page.locator("#panel .actions button", has_text="Focus").click()
    assert reader.run("location.hash") == "#actor=Chad&focus=Chad"
    reader.open(page, f"#event={reader.node('talks')}")
    assert reader.text("#panel h2") == "talks in Doha"


def test_what_is_hidden_or_left_out_can_be_expanded_and_undone(reader: Reader, page: Path) -> None:
    reader.open(page, "#actor=Chad")
    press(reader, "o")
    assert reader.run("location.hash") == "#actor=Chad&only=Chad~Mali~soldiers"
    assert reader.text("#parted") == "Only 3 nodes"
    reader.open(page, f"{reader.run('location.hash').replace('Chad', 'Mali', 1)}")
    press(reader, "e")
    assert reader.text("#parted") == "Only 4 nodes"
    press(reader, "h")
    assert reader.text("#parted") == "Only 3 nodes · 1 hidden"
    assert "Mali" not in reader.page.locator("#panel .choices").last.inner_text()
    press(reader, "u", "Control+z")
    assert reader.text("#parted") == "Only 3 nodes"
    reader.page.locator("#unfocus").click()
    assert not reader.page.locator("#focus").is_visible()
    assert reader.complaints == []


def test_persons_stand_under_the_state_that_they_represent_and_sentences_stay_theirs(reader: Reader, page: Path) -> None:
    reader.open(page, "#view=graph&fold=state&actor=Mali")
    assert "Mara Velde represents Mali" in reader.text("#panel")
    assert reader.page.locator("#fold").is_checked()
    reader.page.keyboard.press("Escape")
    assert "Mara Velde" not in reader.page.locator("#panel ul.choices").last.inner_text()


def test_node_that_is_dragged_stays_there_and_in_the_link(reader: Reader, page: Path) -> None:
    reader.open(page, "#pin=Chad@10,20~nobody@1,1~Mali@x,2&size=between&colour=community")
    assert reader.run("decodeURIComponent(location.hash)").startswith("#pin=Chad@10,20~")
    reader.page.locator("#panel .choices button", has_text="Chad").last.click()
    assert "pin=Chad@10,20&" in reader.run("`${location.hash}&`")
    reader.page.get_by_role("button", name="Unpin").click()
    assert "pin" not in reader.run("location.hash")
    assert reader.page.locator("#colour-note").is_visible()
    assert reader.complaints == []


@pytest.mark.parametrize(("button", "start"), [("save-svg", b"<svg"), ("save-png", b"\x89PNG")])
def test_drawing_can_be_saved_as_a_picture(reader: Reader, page: Path, button: str, start: bytes) -> None:
    reader.open(page)
    reader.page.locator("#open-save").click()
    with reader.page.expect_download() as download:
        reader.page.locator(f"#{button}").click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(start)
    if button == "save-svg":
        picture = ET.fromstring(content)
        texts = [text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")]
        assert {"Chad", "Mali", "talks in Doha"} <= set(texts)


# Time


def test_claims_are_counted_over_the_slider_and_a_bar_narrows_it_to_its_month(
    reader: Reader, tmp_path: Path, make_graph: Callable[..., Any]
) -> None:
    days = ["2024-01-15", "2024-01-20", "2024-03-02", "2024-06-30"]
    claims = [replace(MET, document=day, date=Interval(day, day, "day")) for day in days]
    write_page(make_graph(claims), tmp_path / "months.html", title="Months")
    reader.open(tmp_path / "months.html")
    bars = reader.page.locator("#numbers span")
    assert [bar.get_attribute("title") for bar in bars.all()] == [
        "Jan 2024: 2 claims",
        "Mar 2024: 1 claim",
        "Jun 2024: 1 claim",
    ]
    assert reader.page.locator("#ticks span").first.inner_text() == "Jan 2024"
    bars.nth(1).click(force=True)
    assert reader.text("#window") == "1 March 2024 – 31 March 2024"
    assert reader.text("#shown") == "1 of 4 claims shown"
    # Each step of playing shows more.
    reader.page.locator("#clear").click()
    reader.page.locator("#play").click()
    assert reader.text("#window") == "15 January 2024"
    assert reader.text("#shown") == "1 of 4 claims shown"
    reader.wait("document.querySelector('#shown').textContent.startsWith('2 of 4')")
    reader.page.locator("#play").click()


def test_ticks_of_the_slider_follow_the_width_of_the_window(
    browser: Any, tmp_path: Path, make_graph: Callable[..., Any]
) -> None:
    days = [f"2024-{month:02}-10" for month in range(1, 13)]
    claims = [replace(MET, document=day, date=Interval(day, day, "day")) for day in days]
    write_page(make_graph(claims), tmp_path / "year.html", title="Year")
    own = Reader(browser, viewport={"width": 1440, "height": 900})
    own.open(tmp_path / "year.html")
    ticks = "document.querySelectorAll('#ticks span').length"
    wide = own.run(ticks)
    own.page.set_viewport_size({"width": 1010, "height": 700})
    own.wait(f"{ticks} < {wide}")
    own.page.set_viewport_size({"width": 1440, "height": 900})
    own.wait(f"{ticks} === {wide}")
    own.context.close()


# Reading

TEXT = "\U0001f30d Chad and Mali held talks in Doha in May. Nobody else came."


@pytest.fixture(scope="module")
def with_text(tmp_path_factory: pytest.TempPathFactory, make_graph: Callable[..., Any]) -> Path:
    path = tmp_path_factory.mktemp("text") / "page.html"
    told = replace(MET, evidence=(Evidence(2, 42, TEXT[2:42], "talks"),))
    write_page(make_graph([told, *CLAIMS[2:]], DOCUMENTS), path, title="Talks", texts={"d1": TEXT})
    return path


def test_article_is_read_whole_beside_its_claims(reader: Reader, with_text: Path) -> None:
    reader.open(with_text, "#actor=Chad")
    reader.page.locator("#panel .claim", has_text="negotiates").get_by_role("button", name="Read the article").click()
    assert reader.text("#articles .whole") == TEXT
    passage = reader.page.locator("#articles .passage").first
    assert passage.inner_text() == TEXT[2:42]
    passage.click()
    assert reader.text("#articles .told-claims section.chosen .sentence") == READING_ORDER[0]
    assert reader.page.locator("#articles #article option").count() == 1
    assert reader.complaints == []


def test_page_without_texts_has_no_articles_to_read(reader: Reader, page: Path) -> None:
    reader.open(page, "#actor=Chad")
    assert reader.page.locator("[data-view=articles]").count() == 0
    assert reader.page.get_by_role("button", name="Read the article").count() == 0


def test_claims_marked_as_wrong_are_a_file_of_decisions_that_a_build_reads(reader: Reader, page: Path, tmp_path: Path) -> None:
    reader.open(page, "#actor=Chad")
    reader.page.locator("#panel .claim", has_text="negotiates").get_by_role("button", name="Mark as wrong").click()
    assert f"wrong={CLAIMS[0].key}" in reader.run("location.hash")
    reader.page.locator("#open-save").click()
    with reader.page.expect_download() as download:
        reader.page.locator("#save-marks").click()
    download.value.save_as(tmp_path / "decisions.yaml")
    decisions = load_decisions(tmp_path / "decisions.yaml")
    assert [(entry.claims, entry.reason) for entry in decisions.entries] == [
        ((CLAIMS[0].iri,), f"marked in the page: {READING_ORDER[0]}"),
    ]
    assert apply_decisions(CLAIMS, decisions) == CLAIMS[1:]


# By keyboard


def test_drawing_is_reached_by_at_most_ten_tabs_and_at_once_by_the_skip_button(reader: Reader, page: Path) -> None:
    reader.open(page)
    for stops in range(1, 12):
        reader.page.keyboard.press("Tab")
        if stops == 1:
            assert reader.run("document.activeElement.id") == "skip"
        if reader.run("document.activeElement.id") == "drawing":
            break
    assert stops <= 10
    reader.page.locator("#skip").focus()
    reader.page.keyboard.press("Enter")
    assert reader.run("document.activeElement.id") == "drawing"


def test_question_mark_shows_the_keys_and_escape_closes_them_alone(reader: Reader, page: Path) -> None:
    reader.open(page)
    reader.go(f"#node={reader.node('Chad')}")
    reader.page.locator("#drawing").focus()
    reader.page.keyboard.press("?")
    assert reader.page.locator("#keys").is_visible()
    reader.page.keyboard.press("Escape")
    assert not reader.page.locator("#keys").is_visible()
    assert reader.text("#panel h2") == "Chad"


def test_thousands_of_lines_are_painted_many_at_once_and_follow_the_filters(
    reader: Reader, tmp_path: Path, make_graph: Callable[..., Any]
) -> None:
    actors = [Actor(f"n{n}", f"State {n}", "State") for n in range(60)]
    pairs = [(one, other) for one in actors for other in actors if one != other]
    claims = [
        replace(MET, subject=one, object=other, relation=("aids", "accuses")[n % 2]) for n, (one, other) in enumerate(pairs)
    ]
    write_page(make_graph(claims, DOCUMENTS), tmp_path / "lines.html", title="Lines")
    reader.open(tmp_path / "lines.html")
    for _ in range(4):  # so far away that no heads are shown
        reader.page.click("#farther")
    painted = """(value) => {
        let [strokes, parts] = [0, 0];
        const own = CanvasRenderingContext2D.prototype;
        const { stroke, lineTo, quadraticCurveTo } = own;
        own.stroke = function () { strokes += 1; return stroke.call(this); };
        own.lineTo = function (...at) { parts += 1; return lineTo.apply(this, at); };
        own.quadraticCurveTo = function (...at) { parts += 1; return quadraticCurveTo.apply(this, at); };
        document.querySelector(`[data-filter=relation][value=${value}]`).click();
        Object.assign(own, { stroke, lineTo, quadraticCurveTo });
        return [strokes, parts];
    }"""
    strokes, lines = reader.run(painted, "accuses")
    assert (lines, strokes < lines / 4) == (len(pairs) // 2, True)


# Named views


def test_view_is_kept_under_a_name_in_a_copy_of_the_file(reader: Reader, page: Path, tmp_path: Path) -> None:
    reader.open(page)
    assert not reader.page.locator("#kept").is_visible()
    for fragment, name in (("#view=table&sort=-confidence", "By confidence"), ("#actor=Chad", "Old"), ("#focus=Mali", "Old")):
        reader.go(fragment)
        reader.page.locator("#open-save").click()
        reader.page.locator("#view-name").fill(name)
        reader.page.locator("#view-name").press("Enter")
    assert reader.text("#open-kept") == "Views (2)"
    assert reader.page.locator("#kept-note").is_visible()
    with reader.page.expect_download() as download:
        reader.page.locator("#save-page").click()
    saved = tmp_path / "saved.html"
    download.value.save_as(saved)
    assert reader.run("document.querySelector('#kept-note').hidden")
    reader.open(saved)
    reader.page.locator("#open-kept").click()
    assert reader.page.locator("#kept-list li button:first-child").all_inner_texts() == ["By confidence", "Old"]
    reader.page.locator("#kept-list").get_by_text("By confidence").click()
    assert reader.run("location.hash") == "#view=table&sort=-confidence"
    assert reader.rows()[0] == READING_ORDER[3]
    reader.page.locator("#open-kept").click()
    reader.page.locator("#kept-list").get_by_text("Old").click()
    assert reader.run("location.hash") == "#focus=Mali"
    reader.page.keyboard.press("u")
    assert reader.run("location.hash") == "#view=table&sort=-confidence"
    reader.page.locator("#open-kept").click()
    reader.page.get_by_label("Remove the view Old").click()
    assert reader.text("#open-kept") == "Views (1)"
    assert reader.complaints == []
