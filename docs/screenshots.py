"""Takes the pictures in the README: pages of the example articles, in headless Chromium, without a network.

    python docs/screenshots.py [FOLDER]

Writes page.png, page-evidence.png and page-memberships.png to FOLDER (default: this one). Needs playwright and Debian's
chromium.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from diplograph.graph import KnowledgeGraph
from diplograph.graph.page import write_page
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
ARTICLES = sorted((ROOT / "examples/articles").glob("*.txt"))
# Name, article (None: all), theme, view, and the actor whose claims are opened.
SHOTS: tuple[tuple[str, str | None, Any, str, str | None], ...] = (
    ("page", "nordic-nato-accession", "light", "graph", None),
    ("page-evidence", None, "dark", "graph", "Sweden"),
    ("page-memberships", None, "light", "memberships", None),
)


def take(browser: Browser, page: Path, target: Path, theme: Any, view: str, actor: str | None) -> None:
    opened = browser.new_page(viewport={"width": 1400, "height": 820}, color_scheme=theme)
    opened.context.set_offline(True)
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(f"{page.as_uri()}#view={view}" + (f"&actor={actor}" if actor else ""))
    opened.locator("#panel" if view == "graph" else f"#{view} table").wait_for()
    opened.wait_for_timeout(800)
    opened.screenshot(path=target)
    opened.close()
    if errors:
        sys.exit(f"screenshots.py: {target.name}: the page fails: {errors[0]}")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("screenshots.py: no chromium on the PATH (Debian: apt-get install chromium)")
    graph = KnowledgeGraph.build(ARTICLES)
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, article, theme, view, actor in SHOTS:
            documents = [document for document in graph.documents if article is None or document.id == article]
            ids = {document.id for document in documents}
            part = KnowledgeGraph.from_claims((c for c in graph.claims if c.document in ids), documents)
            title = documents[0].title if article is not None else f"{len(documents)} articles"
            page = Path(work) / f"{name}.html"
            write_page(part, page, title=title or name)
            take(browser, page, folder / f"{name}.png", theme, view, actor)
            print(folder / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
