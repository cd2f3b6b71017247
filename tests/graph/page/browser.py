"""A page opened in Debian's Chromium with the network cut off."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from packed import read_data
from playwright.sync_api import Browser, Page, sync_playwright

__all__ = ["CHROMIUM", "Reader", "open_browser"]

CHROMIUM = shutil.which("chromium")
_ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync", "--disable-background-networking"),
    *("--disable-component-update", "--disable-dev-shm-usage"),
]

_GO = """(fragment) => new Promise((done) => {
  addEventListener("popstate", done, { once: true });
  location.hash = fragment;
})"""


@contextmanager
def open_browser(*, beside: str | None = None) -> Iterator[Browser]:
    """A headless Chromium that can resolve no name and reach no address, or none beside one."""
    rules = "--host-resolver-rules=MAP * ~NOTFOUND" + (f", EXCLUDE {beside}" if beside else "")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*_ARGUMENTS, rules])
        yield browser
        browser.close()


class Reader:
    """Somebody who reads a page: ``complaints`` are errors and warnings of the console, ``requests`` addresses asked for."""

    def __init__(self, browser: Browser, **context: Any) -> None:
        self.context = browser.new_context(**({"viewport": {"width": 1280, "height": 800}} | context))
        self.context.set_offline(True)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def open(self, path: Path, fragment: str = "") -> None:
        """Load the file anew and wait until it stands still."""
        self.page.goto("about:blank")
        self.complaints.clear()
        self.requests.clear()
        self.page.goto(path.as_uri() + fragment)
        self.wait("document.body.dataset.ready === 'true' || document.querySelector('#stage').hidden")

    def show(self, path: Path, fragment: str) -> None:
        """Bring the file to a fragment, and load it only where it does not stand open."""
        if self.page.url.partition("#")[0] == path.as_uri():
            self.go(fragment)
        else:
            self.open(path, fragment)

    def go(self, fragment: str) -> None:
        """Go on to another fragment of the page, as a link within it does."""
        if self.run("location.hash") != fragment:
            self.run(_GO, fragment)

    def run(self, expression: str, argument: Any = None) -> Any:
        """The value of an expression or of a function of ``argument``."""
        return self.page.evaluate(expression, argument)

    def wait(self, condition: str) -> Any:
        """The value of the expression as soon as it is true; fails after two minutes.

        Playwright's own waiting evaluates text, which the policy of the page forbids.
        """
        until = time.monotonic() + 120
        while time.monotonic() < until:
            if value := self.run(condition):
                return value
            time.sleep(0.03)
        raise AssertionError(f"still not true after 120 s: {condition}")

    def data(self) -> Any:
        """What the page carries."""
        return read_data(self.run("document.getElementById('data').textContent"))

    def node(self, name: str) -> str:
        """The id of the actor or event with this name."""
        return str(next(node["id"] for node in self.data()["nodes"] if node["names"][0] == name))

    def edge(self, **wanted: Any) -> str:
        """The id of the edge with these properties."""
        return str(next(edge["id"] for edge in self.data()["edges"] if wanted.items() <= edge.items()))

    def text(self, selector: str) -> str:
        """The text of an element as it is read."""
        return self.page.locator(selector).inner_text()

    def rows(self) -> list[str]:
        """The claims in the table, as sentences."""
        return self.page.locator("#table tbody tr td:first-child").all_inner_texts()
