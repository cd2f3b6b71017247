"""axe-core over what a browser shows: the findings that it calls serious or critical."""

from functools import cache
from importlib.resources import files
from typing import Any

import pytest

__all__ = ["LOOKS", "serious_findings"]

# Size and theme of the window: colours do not depend on the size, nor what stands where on the theme.
LOOKS = [((1440, 900), "light"), ((390, 844), "dark")]
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """async (rules) => {
  const options = { runOnly: rules, resultTypes: ["violations"], iframes: false, preload: false };
  const { violations } = await axe.run(document, options);
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}"""


@cache
def _script() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8") + ";0"


def serious_findings(page: Any) -> list[str]:
    """Each rule that is broken, with the elements that break it; skips the test where there is no axe-core."""
    pytest.importorskip("axe_playwright_python", reason="no axe-core (pip install axe-playwright-python)")
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(_script())
    return list(page.evaluate(_RUN, _RULES))
