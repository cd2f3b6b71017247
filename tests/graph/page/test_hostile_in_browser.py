"""Hostile text in every field of the page, in headless Chromium: nothing of it runs, nothing is lost."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from diplograph.graph.page import picture_svg, write_page
from diplograph.graph.page.text import clean
from diplograph.ontology import Actor, Claim

playwright = pytest.importorskip("playwright.sync_api", reason="no playwright (pip install playwright)")
from .browser import CHROMIUM, Reader  # noqa: E402

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the PATH (Debian: apt-get install chromium)")


@pytest.fixture(scope="module")
def reader(browser: Any) -> Reader:
    return Reader(browser)


@pytest.fixture(scope="module")
def page(
    tmp_path_factory: pytest.TempPathFactory,
    all_hostile: list[str],
    hostile_graph: Callable[[str], Any],
    make_graph: Callable[..., Any],
) -> Path:
    """Every hostile text in every field, all on one page."""
    graphs = [hostile_graph(text) for text in all_hostile]
    claims, documents = ([x for graph in graphs for x in getattr(graph, part)] for part in ("claims", "documents"))
    path = tmp_path_factory.mktemp("hostile") / "hostile.html"
    texts = {document.id: f"read {document.id} whole" for document in documents}
    write_page(make_graph(claims, documents), path, title=" ".join(all_hostile[:-1]), texts=texts)
    return path


def assert_harmless(reader: Reader, path: Path) -> None:
    assert reader.run("document.body.dataset.ran || null") is None
    elements = "document.querySelectorAll('img, iframe, object, embed, video, base, link, template, form:not(#search)').length"
    assert reader.run(elements) == 0
    assert reader.complaints == []
    allowed = ("data:image/svg+xml,", path.as_uri())
    assert [url for url in reader.requests if not url.startswith(allowed)] == []


@pytest.mark.parametrize("view", ["memberships", "exclusions", "timeline", "table"])
def test_hostile_text_runs_in_no_view_and_is_read_whole(reader: Reader, page: Path, all_hostile: list[str], view: str) -> None:
    reader.show(page, f"#view={view}")
    while reader.page.locator(f"#{view} .more").count():
        reader.page.locator(f"#{view} .more").click()
    shown = reader.run(f"document.querySelector('#{view}').textContent")
    assert [text for text in all_hostile if clean(text) not in shown] == []
    assert_harmless(reader, page)


def test_hostile_article_is_read_and_marked_and_runs_nowhere(reader: Reader, page: Path, all_hostile: list[str]) -> None:
    reader.show(page, "#view=articles")
    read_each = """() => {
      const texts = [];
      for (const { value } of [...document.querySelectorAll("#article option")]) {
        const choice = document.querySelector("#article");
        choice.value = value;
        choice.dispatchEvent(new Event("change"));
        document.querySelector("#articles .mark").click();
        texts.push(document.querySelector("#articles .whole").textContent);
      }
      return texts;
    }"""
    texts = set(reader.run(read_each))
    assert [text for text in all_hostile if f"read {clean(text)} whole" not in texts] == []
    reader.page.locator("#open-save").click()
    with reader.page.expect_download() as download:
        reader.page.locator("#save-marks").click()
    assert Path(download.value.path()).read_bytes().isascii()
    assert_harmless(reader, page)


def test_hostile_text_runs_in_no_panel_and_every_quote_is_whole(reader: Reader, page: Path, all_hostile: list[str]) -> None:
    reader.show(page, "")
    edges = sorted({claim["edge"] for claim in reader.data()["claims"]})
    open_each = """async (edges) => {
      const texts = [];
      for (const edge of edges) {
        const opened = new Promise((done) => addEventListener("popstate", done, { once: true }));
        location.hash = `edge=${edge}`;
        await opened;
        if (!document.querySelector("#panel .claim") || document.querySelector("#panel a")) return edge;
        texts.push(document.querySelector("#panel").textContent);
      }
      return texts;
    }"""
    texts = reader.run(open_each, edges)
    assert isinstance(texts, list), texts
    joined = "\n".join(texts)
    assert [text for text in all_hostile if f"before {clean(text)} after" not in joined] == []
    assert_harmless(reader, page)


def test_hostile_names_run_neither_in_suggestions_nor_filters_nor_tips(
    reader: Reader, page: Path, all_hostile: list[str]
) -> None:
    reader.open(page)
    for text in all_hostile:
        reader.page.locator("#query").fill(clean(text)[:40].strip() or "a")
        assert reader.page.locator("#suggestions [role=option]").count() > 0, text
    reader.page.locator("#query").fill("")
    options = set(reader.page.locator("#speaker option").evaluate_all("(options) => options.map((option) => option.value)"))
    assert {clean(text) for text in all_hostile} <= options
    box = reader.page.locator("#drawing").bounding_box()
    assert box is not None
    for step in range(12):
        reader.page.mouse.move(box["x"] + box["width"] * step / 12, box["y"] + box["height"] * (step * 5 % 12) / 12)
    assert_harmless(reader, page)


def test_hostile_fragment_is_data_too(
    reader: Reader, tmp_path: Path, all_hostile: list[str], hostile_graph: Callable[[str], Any]
) -> None:
    path = tmp_path / "small.html"
    write_page(hostile_graph("x"), path, title="Small")
    reader.open(path)
    go_to = """async (text) => {
      const opened = new Promise((done) => addEventListener("popstate", done, { once: true }));
      const quoted = encodeURIComponent(text);
      const keys = ["q", "speaker", "outlet", "off", "view", "since", "node", "path", "focus", "theme", "confidence", "depth"];
      location.hash = keys.map((key) => `${key}=${quoted}`).join("&");
      await opened;
      return document.querySelector("#panel h2").textContent;
    }"""
    for text in all_hostile:
        shown = reader.run(go_to, clean(text))
        assert shown == f"Found for “{clean(text)}”", text
        assert_harmless(reader, path)


def test_hostile_names_of_views_are_kept_as_text(
    reader: Reader, tmp_path: Path, all_hostile: list[str], hostile_graph: Callable[[str], Any]
) -> None:
    path, saved = tmp_path / "small.html", tmp_path / "saved.html"
    write_page(hostile_graph("x"), path, title="Small")
    reader.open(path)
    keep_each = """(texts) => texts.map((text) => {
      document.getElementById("view-name").value = text;
      document.getElementById("keep-view").click();
      return document.querySelector("#kept-list li:last-child").textContent;
    })"""
    names = reader.run(keep_each, [clean(text) for text in all_hostile])
    reader.page.locator("#kept").evaluate("(kept) => { kept.open = true; }")
    with reader.page.expect_download() as download:
        reader.page.locator("#save-page").click()
    download.value.save_as(saved)
    assert_harmless(reader, path)
    reader.open(saved)
    shown = reader.page.locator("#kept-list li").evaluate_all("(items) => items.map((item) => item.textContent)")
    assert set(shown) == set(names)
    assert len(shown) > 0.8 * len(all_hostile)
    assert_harmless(reader, saved)


def test_hostile_text_in_the_picture_runs_nowhere(
    reader: Reader, tmp_path: Path, all_hostile: list[str], hostile_graph: Callable[[str], Any], make_graph: Callable[..., Any]
) -> None:
    claims = [claim for text in all_hostile for claim in hostile_graph(text).claims]
    path = tmp_path / "hostile.svg"
    path.write_text(picture_svg(make_graph(claims), title=all_hostile[0]), "utf-8")
    reader.page.goto("about:blank")
    reader.complaints.clear()
    reader.requests.clear()
    reader.page.goto(path.as_uri())
    assert reader.run("document.documentElement.tagName") == "svg"
    assert reader.run("document.querySelectorAll('script, foreignObject, image, a, use, style').length") == 0
    assert (reader.complaints, reader.requests) == ([], [path.as_uri()])


def test_overriding_direction_mark_does_not_turn_the_words_around_it(
    reader: Reader, tmp_path: Path, make_graph: Callable[..., Any]
) -> None:
    trick = Claim("d", Actor("a", "\u202eelttil", "State"), "aids", Actor("b", "Ukraine", "State"))
    write_page(make_graph([trick, replace(trick, document="e")]), tmp_path / "bidi.html", title="Bidi")
    reader.open(tmp_path / "bidi.html")
    reader.open(tmp_path / "bidi.html", f"#edge={reader.edge(relation='aids')}")
    left = reader.run(
        """() => {
          const range = document.createRange();
          const at = (node) => { range.selectNodeContents(node); return range.getClientRects()[0]; };
          return [...document.querySelector("#panel h2").childNodes].slice(0, 2).map((node) => at(node).left);
        }"""
    )
    assert left[0] < left[1]
