"""The page for whoever sees it badly or points with a finger: axe-core with each panel open, and sizes on a phone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_core import LOOKS, serious_findings
from diplograph.graph.page import write_page
from diplograph.ontology import Actor, Claim, Document, Event, Evidence, Interval, Modality, Polarity

playwright = pytest.importorskip("playwright.sync_api", reason="no playwright (pip install playwright)")
from .browser import CHROMIUM, Reader  # noqa: E402

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the PATH (Debian: apt-get install chromium)")

TEXT = "Peru and Chile held talks in Lima in May. Peru may leave the League. Chile did not aid rebels."
PERU, CHILE = (
    Actor(f"actor:{name}", name, "State", code=name[:3].upper(), aliases=(f"the {name}ans",)) for name in ("Peru", "Chile")
)
LEAGUE = Actor("actor:league", "League", "InternationalOrganization")
REBELS, MINISTER = Actor("actor:rebels", "rebels", "ArmedGroup"), Actor("actor:minister", "Ines Quispe", "Person")
TALKS = Event("event:talks", "talks", "Negotiation", place="Lima")
MAY = Interval("2024-05-01", "2024-05-31", "month")
JUNE = Interval("2024-06-03", "2024-06-03", "day")


def told(start: int, end: int, trigger: str) -> tuple[Evidence, ...]:
    return (Evidence(start, end, TEXT[start:end], trigger),)


CLAIMS = [
    Claim("d1", PERU, "negotiatesWith", CHILE, date=MAY, place="Lima", evidence=told(0, 41, "talks"), confidence=0.9),
    Claim("d1", PERU, "hosts", TALKS, date=MAY, evidence=told(0, 41, "held"), confidence=0.8),
    Claim("d1", PERU, "memberOf", LEAGUE, modality=Modality.POSSIBLE, date=JUNE, evidence=told(42, 67, "leave")),
    Claim("d1", CHILE, "opposesMembership", PERU, organization=LEAGUE, speaker=MINISTER, evidence=told(42, 67, "leave")),
    Claim("d1", CHILE, "aids", REBELS, polarity=Polarity.NEGATED, evidence=told(68, 94, "aid")),
    Claim(
        "d2", CHILE, "aids", REBELS, speaker=MINISTER, modality=Modality.ALLEGED, evidence=(Evidence(0, 7, "It did.", "did"),)
    ),
    Claim("d2", REBELS, "excludedFrom", TALKS, evidence=(Evidence(8, 30, "The rebels stayed out.", "stayed out"),)),
]
DOCUMENTS = [Document("d1", "", "First", outlet="Courier", url="https://courier.example/1"), Document("d2", "", "Second")]



def keep_view(page: Any) -> None:
    """Keep what is shown under a name: the list of the named views stands open then."""
    page.locator("#open-save").click()
    page.locator("#view-name").fill("A view")
    page.keyboard.press("Enter")


# What stands open: a part of the address, then what is done, if anything.
PANELS: dict[str, tuple[str, Callable[[Any], Any] | None]] = {
    "overview": ("", None),
    "actor": ("#actor=Peru&focus=Peru", None),
    "contradiction": ("#actor=rebels", lambda page: page.locator("#panel .claim").first.scroll_into_view_if_needed()),
    "path": ("#path=Peru~rebels", None),
    "search": ("#q=talks", None),
    "suggestions": ("", lambda page: page.locator("#query").fill("per")),
    "nothing": ("#confidence=1&off=aids.hosts", None),
    "save": ("", lambda page: page.locator("#open-save").click()),
    "views": ("", keep_view),
    "keys": ("", lambda page: (page.locator("#drawing").focus(), page.keyboard.press("?"))),
    "filters": (
        "",
        lambda page: page.locator("#open-controls").click() if page.locator("#open-controls").is_visible() else None,
    ),
    **{view: (f"#view={view}", None) for view in ("memberships", "exclusions", "timeline", "table", "articles")},
}

# What is shown and smaller than 14 pixels, or 16 where it is read; too low for a finger; cut off.
SMALL = """() => {
  const READ = '.lead, .claim dl, blockquote, .sentence, .note, td, .choices, .whole, #legend label, .counts';
  const TOUCHED = 'button, select, summary, input:not([type=checkbox]), #legend label, [role=option]';
  const isShown = (part) => {
    const box = part.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && !part.closest('.unseen, script, style');
  };
  const named = ({ tagName, id, className, textContent }) => `${tagName} #${id}.${className} ${textContent.slice(0, 30)}`;
  const found = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const part = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !isShown(part)) continue;
    const size = parseFloat(getComputedStyle(part).fontSize);
    if (size < (part.closest(READ) && !part.closest('.chip, .stance') ? 16 : 14)) found.add(`small, ${size}: ${named(part)}`);
  }
  for (const part of [...document.querySelectorAll(TOUCHED)].filter(isShown)) {
    if (part.getBoundingClientRect().height < 44) found.add(`low: ${named(part)}`);
    if (part.tagName === 'BUTTON' && part.scrollWidth > part.clientWidth + 1) found.add(`cut: ${named(part)}`);
  }
  if (document.documentElement.scrollWidth > innerWidth) found.add('wider than the window');
  return [...found];
}"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, make_graph: Callable[..., Any]) -> Path:
    path = tmp_path_factory.mktemp("accessible") / "page.html"
    write_page(make_graph(CLAIMS, DOCUMENTS), path, title="Talks in Lima", texts={"d1": TEXT})
    return path


def shown(reader: Reader, page: Path) -> Iterator[tuple[str, Any]]:
    """Each panel with the page on which it stands open: by its address alone where that is enough, else loaded anew."""
    reader.open(page)
    for panel, (fragment, act) in sorted(PANELS.items(), key=lambda entry: entry[1][1] is not None):
        if act is None:
            reader.go(fragment)
        else:
            reader.open(page, fragment)
            act(reader.page)
        yield panel, reader.page


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_axe_finds_nothing_serious_whatever_stands_open_and_on_a_phone_all_can_be_read_and_touched(
    browser: Any, page: Path, size: tuple[int, int], theme: str
) -> None:
    is_phone = size[0] < 500
    window = dict(zip(("width", "height"), size, strict=True))
    reader = Reader(browser, viewport=window, color_scheme=theme, has_touch=is_phone)
    found = {}
    for panel, opened in shown(reader, page):
        findings = serious_findings(opened) + (opened.evaluate(SMALL) if is_phone else [])
        if findings:
            found[panel] = findings
    reader.context.close()
    assert found == {}


@pytest.mark.parametrize("width", [390, 375, 360])
def test_tabs_fit_beside_each_other_on_a_narrow_phone(
    browser: Any, tmp_path: Path, make_graph: Callable[..., Any], width: int
) -> None:
    path = tmp_path / "page.html"
    write_page(make_graph(CLAIMS, DOCUMENTS), path, title="Talks in Lima")
    phone = Reader(browser, viewport={"width": width, "height": 667}, has_touch=True)
    phone.open(path, "")
    needed = phone.page.evaluate("document.documentElement.scrollWidth")
    phone.context.close()
    assert needed == width
