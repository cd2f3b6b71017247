"""How the page opens in headless Chromium: from its file, from a copy of it, and from a library that a notebook shares."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from diplograph.graph.page import page_frame, page_html, share_library, write_page
from diplograph.ontology import Actor, Claim, Evidence

from .packed import page_library

playwright = pytest.importorskip("playwright.sync_api", reason="no playwright (pip install playwright)")
from .browser import CHROMIUM, Reader  # noqa: E402

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the PATH (Debian: apt-get install chromium)")

PERU, CHILE = (Actor(f"actor:{name}", name, "State") for name in ("Peru", "Chile"))
AIDS = Claim("d1", PERU, "aids", CHILE, evidence=(Evidence(0, 17, "Peru helps Chile.", "helps"),))


@pytest.fixture(scope="module")
def reader(browser: Any) -> Reader:
    return Reader(browser)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, make_graph: Callable[..., Any]) -> Path:
    path = tmp_path_factory.mktemp("opening") / "page.html"
    write_page(make_graph([AIDS]), path, title="Help")
    return path


def test_copy_that_a_browser_has_saved_after_use_opens_as_the_page_does(reader: Reader, page: Path, tmp_path: Path) -> None:
    path = page
    for number in range(2):
        reader.open(path, "#view=table&theme=dark")
        reader.page.locator("#open-save").click()
        reader.go("#actor=Peru")
        # What a browser writes of a page is its document as it now stands.
        content = reader.run("'<!DOCTYPE html>' + document.documentElement.outerHTML")
        path = tmp_path / f"copy-{number}.html"
        path.write_text(content, "utf-8")
        assert len(content) < page.stat().st_size + 30_000
        reader.page.goto("about:blank")
        reader.complaints.clear()
        reader.page.goto(f"{path.as_uri()}#actor=Chile")
        reader.wait("document.querySelector('#panel h2').textContent === 'Chile'")
        assert reader.page.locator("#drawing canvas").count() == 1
        # Of the styles that vis-network had set; it sets them anew.
        assert [words for words in reader.complaints if "inline style" not in words] == []


def test_nothing_but_the_page_of_that_build_runs_in_it(reader: Reader, page: Path) -> None:
    reader.open(page)
    tries = """async () => {
      const add = (change) => { const made = document.createElement("script"); change(made); document.body.append(made); };
      const blob = URL.createObjectURL(new Blob(["document.body.dataset.ran = 1"]));
      const ways = [
        () => add((made) => { made.text = "document.body.dataset.ran = 2"; }),
        () => add((made) => { made.src = blob; }),
        () => add((made) => { made.append("document.body.dataset.ran = 3"); }),
        () => trustedTypes.createPolicy("page", { createScript: (text) => text }),
        () => trustedTypes.createPolicy("other", { createScript: (text) => text }),
        () => eval("document.body.dataset.ran = 4"),
      ];
      // What a browser is driven by may evaluate text: these are tried after it.
      const isRefused = (way) => new Promise((done) => setTimeout(() => { try { way(); done(0); } catch { done(1); } }));
      const refused = await Promise.all(ways.map(isRefused));
      await new Promise((rest) => setTimeout(rest, 100));
      return [refused, document.body.dataset.ran || null];
    }"""
    assert reader.run(tries) == [[1, 1, 0, 1, 1, 1], None]


@pytest.mark.parametrize(
    ("script", "told"),
    [("delete window.DecompressionStream;", "needs a browser of 2023 or later"), ("", "not whole: fetch or make it anew")],
    ids=["old browser", "damaged file"],
)
def test_page_that_cannot_be_unpacked_says_so(browser: Any, page: Path, tmp_path: Path, script: str, told: str) -> None:
    text = page.read_text("utf-8")
    if not script:
        place = text.index('id="data"') + 60
        text = f"{text[:place]}AAAA{text[place + 4 :]}"
    (tmp_path / "page.html").write_text(text, "utf-8")
    reader = Reader(browser)
    reader.page.add_init_script(script)
    reader.page.goto((tmp_path / "page.html").as_uri())
    reader.wait("document.querySelector('#message').textContent")
    assert told in reader.text("#message")
    reader.context.close()


# In a notebook

def show_notebook(reader: Reader, path: Path, *outputs: str) -> list[Any]:
    """A notebook's outputs one below the other; the frames of their pages."""
    path.write_text("<!doctype html><title>n</title>" + "".join(f"<div>{output}</div>" for output in outputs), "utf-8")
    reader.page.goto("about:blank")
    reader.complaints.clear()
    reader.page.goto(path.as_uri())
    return reader.page.frames[1:]


@pytest.fixture
def outputs(monkeypatch: pytest.MonkeyPatch, make_graph: Callable[..., Any]) -> tuple[str, list[str]]:
    """What the shared library and two graphs after it show."""
    monkeypatch.setattr("diplograph.graph.page.notebook._shown", set())
    library = share_library()._repr_html_()
    return library, [page_frame(make_graph([AIDS]), title=title) for title in ("One", "Two")]


def is_open(frame: Any) -> None:
    frame.locator("#panel .choices button").first.wait_for(timeout=60_000)
    frame.locator("#drawing canvas").wait_for(timeout=60_000)


@pytest.mark.parametrize("place", [0, 1, 2], ids=["before", "between", "after"])
def test_pages_of_a_notebook_open_from_the_one_copy_that_it_holds(
    reader: Reader, tmp_path: Path, outputs: tuple[str, list[str]], place: int
) -> None:
    library, pages = outputs
    shown = [*pages[:place], library, *pages[place:]]
    frames = show_notebook(reader, tmp_path / "n.html", *shown)
    for number, frame in enumerate(frames):
        if number != place:
            is_open(frame)
            assert frame.locator("#message").inner_text() == ""
    assert (tmp_path / "n.html").read_text("utf-8").count("id=&quot;library&quot;") == 1
    assert reader.complaints == []


def test_page_of_a_notebook_gives_on_what_it_was_given(reader: Reader, tmp_path: Path, outputs: tuple[str, list[str]]) -> None:
    library, pages = outputs
    frames = show_notebook(reader, tmp_path / "n.html", library, pages[0])
    is_open(frames[1])
    reader.run("document.querySelector('iframe').remove()")
    reader.run("(output) => document.body.insertAdjacentHTML('beforeend', output)", pages[1])
    is_open(reader.page.frames[-1])
    assert reader.complaints == []


def test_page_without_a_library_says_where_it_comes_from_and_runs_nothing_else(
    reader: Reader, tmp_path: Path, outputs: tuple[str, list[str]], make_graph: Callable[..., Any]
) -> None:
    _, pages = outputs
    (frame,) = show_notebook(reader, tmp_path / "n.html", pages[0])
    frame.locator("#message", has_text="share_library()").wait_for()
    give = """([hash, text]) => frames[0].postMessage({ diplograph: hash, library: text }, "*")"""
    page = page_html(make_graph([AIDS]), title="t")
    hash = page.partition('data-library="')[2].partition('"')[0]
    reader.run(give, [hash, "document.body.dataset.ran = 1"])
    reader.page.wait_for_timeout(200)
    assert frame.evaluate("document.body.dataset.ran || null") is None
    reader.run(give, [hash, page_library(page)])
    is_open(frame)
