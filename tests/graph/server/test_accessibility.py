"""The views of the server for whoever cannot see them well or points with a finger: axe-core over each of them."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_core import LOOKS, serious_findings

VIEWS = [
    *("/", "/search?q=Russia", "/search?q=nothing-of-it", "/actors", "/actors/RUS", "/articles", "/articles/{article}"),
    *("/claims?actor=RUS", "/claims/{claim}", "/questions", "/questions/dossier?actor=Ukraine", "/sparql?query=SELECT"),
    *("/sparql?query=SELECT%20*%20%7B%20%3Fs%20a%20dg%3AClaim%20%7D", "/downloads", "/api", "/nowhere"),
]
# Controls that are lower than a fingertip.
LOW = """() => [...document.querySelectorAll('button, input, select, textarea, header nav a')]
  .filter((part) => part.getBoundingClientRect().height > 1 && part.getBoundingClientRect().height < 44)
  .map((part) => `${part.tagName} ${part.name || part.textContent}`)"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    pytest.importorskip("playwright.sync_api", reason="no playwright (pip install playwright)")
    from browser import CHROMIUM, open_browser

    if CHROMIUM is None:
        pytest.skip("no chromium on the PATH (Debian: apt-get install chromium)")
    with open_browser(beside="127.0.0.1") as opened:
        yield opened


def addresses(served: Any) -> list[str]:
    known = {
        "claim": served.get("/api/claims").json()["claims"][0]["id"],
        "article": served.get("/api/articles").json()["articles"][0]["id"],
    }
    return [view.format(**known) for view in VIEWS]


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_axe_finds_nothing_serious_on_any_view(served: Any, chromium: Any, size: tuple[int, int], theme: str) -> None:
    context = chromium.new_context(viewport=dict(zip(("width", "height"), size, strict=True)), color_scheme=theme)
    page, found = context.new_page(), {}
    for address in addresses(served):
        page.goto(served.address + address)
        findings = serious_findings(page)
        if size[0] == 390:
            findings += page.evaluate(LOW)
            findings += ["wider than the window"] * page.evaluate("document.documentElement.scrollWidth > innerWidth")
        if findings:
            found[address] = findings
    context.close()
    assert found == {}
