"""The page in headless Chromium: what is drawn, clicked and read, and that nothing of the data runs."""

import base64
import datetime
import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace as Graph
from typing import Any

import pytest
from diplograph.graph.page import write_page
from diplograph.graph.page.text import clean
from diplograph.ontology import Actor, Claim, Document, Event, Evidence, Interval, Modality, Polarity

HOSTILE = [*json.loads(Path(__file__).with_name("hostile_texts.json").read_text("utf-8")), "W" * 20_000]

RUSSIA, UKRAINE, FRANCE = (Actor(f"actor:{name}", name, "State") for name in ("Russia", "Ukraine", "France"))
NATO, EU = (Actor(f"actor:{name}", name, "InternationalOrganization") for name in ("NATO", "European Union"))
TALKS = Event("event:talks", "Geneva talks", "Negotiation", place="Geneva")
DOCUMENT = Document("d1", "", "A title", datetime.date(2025, 2, 18), "The Courier", "https://example.org/a")
SENTENCE = "Russia opposes membership of Ukraine in NATO"
OPPOSES = Claim(
    "d1",
    RUSSIA,
    "opposesMembership",
    UKRAINE,
    organization=NATO,
    speaker=Actor("actor:lavrov", "Sergey Lavrov", "Person"),
    role="foreign minister",
    date=Interval("2025-03-01", "2025-03-01", "day"),
    place="Geneva",
    confidence=0.81,
    evidence=(Evidence(10, 46, "Moscow objects to Kyiv joining NATO.", "objects to"),),
)

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None or DRIVER is None,
    reason="no chromium and chromedriver on the PATH (Debian: apt-get install chromium chromium-driver)",
)


class Browser:
    """A headless Chromium, spoken to in the W3C WebDriver protocol."""

    def __init__(self, port: int, profile: Path) -> None:
        self.base = f"http://127.0.0.1:{port}"
        arguments = [
            *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
            *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"),
            *(f"--user-data-dir={profile}", "--window-size=1280,800", "--host-resolver-rules=MAP * ~NOTFOUND"),
        ]
        wanted = {
            "browserName": "chrome",
            "goog:chromeOptions": {"binary": CHROMIUM, "args": arguments},
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }
        self.session = self._send("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]

    def _send(self, method: str, path: str, body: Any = None) -> Any:
        content = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.base + path, content, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(json.load(error)["value"]["message"]) from error

    def send(self, method: str, path: str, body: Any = None) -> Any:
        return self._send(method, f"/session/{self.session}{path}", body)

    def run(self, script: str, *arguments: Any) -> Any:
        """What ``script``, the body of a function, returns."""
        return self.send("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def wait(self, condition: str, *arguments: Any) -> Any:
        """The value of the JavaScript expression as soon as it is true; fails after 30 seconds."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            if value := self.run(f"return {condition}", *arguments):
                return value
            time.sleep(0.05)
        raise AssertionError(f"still not true after 30 s: {condition}")

    def open(self, path: Path, fragment: str = "") -> None:
        """Load the file anew and wait until its drawing stands still."""
        self.send("POST", "/url", {"url": "about:blank"})
        for kind in ("browser", "performance"):
            self.send("POST", "/se/log", {"type": kind})
        self.send("POST", "/url", {"url": path.as_uri() + fragment})
        self.wait("document.body.dataset.ready === 'true' || document.querySelector('#stage').hidden")

    def data(self) -> Any:
        """What the page carries."""
        return json.loads(self.run("return document.getElementById('data').textContent"))

    def point(self, x: int, y: int) -> None:
        """Move the mouse to a point of the window."""
        self._move([{"type": "pointerMove", "duration": 0, "x": x, "y": y}])

    def click(self, x: int, y: int) -> None:
        """Press the mouse at a point of the window."""
        self.point(x, y)
        self._move(
            [{"type": "pointerDown", "button": 0}, {"type": "pause", "duration": 30}, {"type": "pointerUp", "button": 0}]
        )

    def _move(self, steps: list[dict[str, Any]]) -> None:
        self.send("POST", "/actions", {"actions": [{"type": "pointer", "id": "mouse", "actions": steps}]})

    def complaints(self) -> list[str]:
        """What the console holds since the page was opened: errors, warnings, breaches of the page's policy."""
        return [entry["message"] for entry in self.send("POST", "/se/log", {"type": "browser"})]

    def requests(self) -> list[str]:
        """The addresses that the page asked for."""
        messages = [json.loads(e["message"])["message"] for e in self.send("POST", "/se/log", {"type": "performance"})]
        return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]

    def screenshot(self) -> bytes:
        """The window as PNG."""
        return base64.b64decode(self.send("GET", "/screenshot"))


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert DRIVER is not None
    driver = subprocess.Popen([DRIVER, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/status", timeout=5).close()
                break
            except OSError:
                time.sleep(0.05)
        opened = Browser(port, tmp_path_factory.mktemp("profile"))
        yield opened
        opened.send("DELETE", "")
    finally:
        driver.terminate()
        driver.wait(timeout=10)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Two states with one relation: the line runs through the middle of the drawing."""
    write_page(Graph(claims=[OPPOSES], documents=[DOCUMENT]), tmp_path / "page.html", title="One line")
    return tmp_path / "page.html"


@pytest.fixture
def wide_page(tmp_path: Path) -> Path:
    """Affirmed, denied and planned claims of several families."""
    claims = [
        OPPOSES,
        replace(OPPOSES, organization=EU, polarity=Polarity.NEGATED),
        replace(OPPOSES, relation="aids", subject=FRANCE, organization=None, modality=Modality.PLANNED),
        replace(OPPOSES, relation="excludedFrom", subject=UKRAINE, object=TALKS, organization=None),
    ]
    write_page(Graph(claims=claims, documents=[DOCUMENT]), tmp_path / "wide.html", title="Four lines")
    return tmp_path / "wide.html"


def panel_text(browser: Browser) -> str:
    return str(browser.run("return document.querySelector('#panel').innerText"))


def middle_of_drawing(browser: Browser) -> tuple[int, int]:
    x, y = browser.run(
        "const box = document.querySelector('#drawing canvas').getBoundingClientRect();"
        "return [box.left + box.width / 2, box.top + box.height / 2]"
    )
    return round(x), round(y)


def edge_of(browser: Browser, path: Path, sentence: str) -> str:
    """The id of the edge that holds the claim with this sentence."""
    browser.open(path, "#view=table")
    return str(next(claim["edge"] for claim in browser.data()["claims"] if "".join(claim["sentence"]) == sentence))


def test_page_opens_with_no_complaint_and_asks_for_nothing_but_itself(browser: Browser, wide_page: Path) -> None:
    browser.open(wide_page)
    assert browser.complaints() == []
    assert [url for url in browser.requests() if not url.startswith("data:image/svg+xml,")] == [wide_page.as_uri()]


def test_click_on_a_line_shows_its_quote_with_the_trigger_marked(browser: Browser, page: Path) -> None:
    browser.open(page)
    assert OPPOSES.evidence[0].quote not in panel_text(browser)
    browser.click(*line_point(browser))
    browser.wait("document.querySelector('#panel blockquote')")
    assert browser.run("return document.querySelector('#panel blockquote').textContent") == OPPOSES.evidence[0].quote
    assert browser.run("return document.querySelector('#panel mark').textContent") == "objects to"
    fragment = browser.run("return location.hash")
    assert fragment == f"#edge={edge_of(browser, page, SENTENCE)}"


def line_point(browser: Browser) -> tuple[int, int]:
    """A point on the only line: the drawing is fitted to its window, so that the line passes its middle."""
    x, y = middle_of_drawing(browser)
    for up in range(0, 60, 6):
        for point in ((x, y - up), (x, y + up)):
            browser.point(*point)
            if browser.run("return document.querySelector('#drawing').style.cursor") == "pointer":
                return point
    raise AssertionError("no line near the middle of the drawing")


def test_panel_says_who_said_it_where_and_how(browser: Browser, page: Path) -> None:
    browser.open(page, f"#edge={edge_of(browser, page, SENTENCE)}")
    text = panel_text(browser)
    for words in (
        *("Russia opposes membership of Ukraine in NATO", "Affirmed", "Stated as fact", "Sergey Lavrov", "foreign minister"),
        *("The Courier", "A title", "18 February 2025", "1 March 2025", "Geneva", "0.81"),
    ):
        assert words in text
    assert browser.run("return document.querySelector('#panel a').href") == "https://example.org/a"


def test_denied_claim_is_told_as_denied(browser: Browser, wide_page: Path) -> None:
    edge = edge_of(browser, wide_page, "Russia does not oppose membership of Ukraine in European Union")
    browser.open(wide_page, f"#edge={edge}")
    assert browser.run("return document.querySelector('#panel .chip.strong').textContent") == "Denied"
    assert "Also between these two" in panel_text(browser)


def test_node_in_the_fragment_opens_all_of_its_claims_and_escape_closes_them(browser: Browser, wide_page: Path) -> None:
    browser.open(wide_page, "#view=table")
    node = browser.data()["nodes"][0]
    assert node["names"] == ["Ukraine"]
    browser.open(wide_page, f"#node={node['id']}")
    assert browser.run("return document.querySelectorAll('#panel .claim').length") == 4
    browser.run("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}))")
    browser.wait("document.querySelectorAll('#panel .claim').length === 0")
    assert browser.run("return location.hash") == ""


@pytest.mark.parametrize("fragment", ["#edge=nothing", "#node=__proto__", "#edge=<script>", "#off=.&view=%00", "#%"])
def test_fragment_that_names_nothing_shows_the_whole_graph(browser: Browser, page: Path, fragment: str) -> None:
    browser.open(page, fragment)
    assert "Actors and events" in panel_text(browser)
    assert browser.complaints() == []


def test_search_finds_actors_and_sentences_without_accents_or_case(browser: Browser, wide_page: Path) -> None:
    browser.open(wide_page)
    browser.run("const q = document.querySelector('#query'); q.value = 'FRÁNCE'; q.dispatchEvent(new Event('input'))")
    browser.wait("document.querySelectorAll('#panel .claim').length === 1")
    assert browser.run("return document.querySelector('#panel .choices button').innerText").split() == ["France", "1"]
    browser.run("const q = document.querySelector('#query'); q.value = 'nobody here'; q.dispatchEvent(new Event('input'))")
    browser.wait("document.querySelector('#panel .lead').textContent.startsWith('No actor and no sentence')")


def test_table_holds_every_claim_and_a_filter_leaves_out_its_kind(browser: Browser, wide_page: Path) -> None:
    browser.open(wide_page, "#view=table")
    assert browser.run("return document.querySelectorAll('#table tbody tr').length") == 4
    browser.run("document.querySelector('input[value=negated]').click()")
    browser.wait("document.querySelectorAll('#table tbody tr').length === 3")
    assert "does not oppose" not in browser.run("return document.querySelector('#table').innerText")
    assert browser.run("return location.hash") == "#view=table&off=negated"


def test_back_button_returns_to_what_was_chosen_before(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.run("document.querySelector('#panel .choices button').click()")
    browser.wait("document.querySelector('#panel .claim')")
    browser.send("POST", "/back", {})
    browser.wait("!document.querySelector('#panel .claim')")


def test_dark_theme_follows_the_reader_and_repaints_the_drawing(browser: Browser, page: Path) -> None:
    seen = {}
    for theme in ("light", "dark"):
        emulate_theme(browser, theme)
        browser.open(page)
        seen[theme] = (browser.run("return getComputedStyle(document.body).backgroundColor"), browser.screenshot())
    emulate_theme(browser, "light")
    assert seen["light"][0] != seen["dark"][0]
    assert seen["light"][1] != seen["dark"][1]


def emulate_theme(browser: Browser, theme: str) -> None:
    parameters = {"features": [{"name": "prefers-color-scheme", "value": theme}]}
    browser.send("POST", "/goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": parameters})


def test_narrow_window_needs_no_sideways_scrolling(browser: Browser, wide_page: Path) -> None:
    size = {"width": 400, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.send("POST", "/goog/cdp/execute", {"cmd": "Emulation.setDeviceMetricsOverride", "params": size})
    try:
        browser.open(wide_page)
        assert browser.run("return document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert browser.run("return document.querySelector('#stage').clientHeight") > 400
    finally:
        browser.send("POST", "/goog/cdp/execute", {"cmd": "Emulation.clearDeviceMetricsOverride", "params": {}})


def test_empty_graph_opens(browser: Browser, tmp_path: Path) -> None:
    write_page(Graph(claims=[], documents=[]), tmp_path / "empty.html", title="Nothing")
    browser.open(tmp_path / "empty.html")
    assert browser.complaints() == []
    assert browser.run("return document.querySelector('#status').textContent").startswith("The articles hold no claim")


def test_large_graph_opens_without_physics(browser: Browser, tmp_path: Path) -> None:
    claims = [replace(OPPOSES, subject=Actor(f"a{n}", f"State {n}", "State")) for n in range(500)]
    write_page(Graph(claims=claims, documents=[]), tmp_path / "large.html", title="Large")
    browser.open(tmp_path / "large.html")
    assert browser.complaints() == []
    assert browser.run("return document.querySelector('#labels').getAttribute('aria-pressed')") == "false"


def test_hostile_text_runs_nowhere_and_is_read_whole(
    browser: Browser, tmp_path: Path, hostile_graph: Callable[[str], Any]
) -> None:
    graphs = [hostile_graph(text) for text in HOSTILE]
    claims, documents = ([x for graph in graphs for x in getattr(graph, part)] for part in ("claims", "documents"))
    merged = Graph(claims=claims, documents=documents)
    write_page(merged, tmp_path / "hostile.html", title=" ".join(HOSTILE[:24]))
    browser.open(tmp_path / "hostile.html", "#view=table")
    shown = browser.run("return document.querySelector('#table').textContent")
    assert [text for text in HOSTILE if clean(text) not in shown] == []
    browser.run("document.querySelector('[data-view=graph]').click()")
    browser.wait("document.body.dataset.ready === 'true'")
    edges = sorted({claim["edge"] for claim in browser.data()["claims"]})
    open_each = (
        "return (async () => { for (const edge of arguments[0]) {"
        "  const opened = new Promise((done) => addEventListener('hashchange', done, {once: true}));"
        "  location.hash = `edge=${edge}`; await opened;"
        "  if (!document.querySelector('#panel .claim') || document.querySelector('#panel a')) return edge;"
        "} return 'all'; })()"
    )
    assert browser.run(open_each, edges) == "all"
    assert browser.run("return document.body.dataset.ran || null") is None
    assert browser.run("return document.querySelectorAll('img, iframe, base, link, form:not(#search), #panel svg').length") == 0
    assert browser.complaints() == []
    assert [url for url in browser.requests() if not url.startswith(("data:image/svg+xml,", tmp_path.as_uri()))] == []


def test_overriding_direction_mark_does_not_turn_the_words_around_it(browser: Browser, tmp_path: Path) -> None:
    trick = replace(OPPOSES, subject=Actor("a", "\u202eelttil", "State"))
    write_page(Graph(claims=[trick], documents=[]), tmp_path / "bidi.html", title="Bidi")
    edge = edge_of(browser, tmp_path / "bidi.html", "\u202eelttil opposes membership of Ukraine in NATO")
    browser.open(tmp_path / "bidi.html", f"#edge={edge}")
    left = browser.run(
        "const title = document.querySelector('#panel h2');"
        "const range = document.createRange();"
        "const at = (node) => { range.selectNodeContents(node); return range.getClientRects()[0]; };"
        "return [...title.childNodes].slice(0, 2).map((node) => at(node).left)"
    )
    assert left[0] < left[1]
