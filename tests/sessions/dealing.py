"""How files of tests are dealt to processes: the costliest first, and together those that share what is costly to start.

What a file costs stands in costs.json, in seconds; ``make test COSTS=1`` measures it anew.
"""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

__all__ = [
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_terminal_summary",
    "pytest_xdist_make_scheduler",
    "renew",
    "share_of",
    "sort_by_cost",
]

COSTS = Path(__file__).with_name("costs.json")
# Folders whose files stay together: they share a browser, served stores, or databases.
TOGETHER = ("tests/graph/page/", "tests/graph/server/", "tests/graph/stores/")


def share_of(test: str) -> str:
    """The file of a test, or the folder that is dealt as a whole."""
    return next((folder for folder in TOGETHER if test.startswith(folder)), test.partition("::")[0])


def sort_by_cost(tests: Iterable[str], costs: dict[str, float]) -> list[str]:
    """The shares of tests, those that cost most first; one that nobody has measured comes last."""
    total: Counter[str] = Counter()
    for file, seconds in costs.items():
        total[share_of(file)] += seconds
    return sorted(dict.fromkeys(map(share_of, tests)), key=lambda share: -total[share])


def renew(known: dict[str, float], measured: dict[str, float], root: Path) -> dict[str, float]:
    """What files cost, those measured anew, without those that cost next to nothing or are gone."""
    costs = sorted((known | measured).items())
    return {file: round(seconds, 1) for file, seconds in costs if seconds >= 1 and (root / file).is_file()}


class Dealer(LoadScopeScheduling):
    """Deals shares in the order in which they were collected."""

    def _split_scope(self, nodeid: str) -> str:
        return share_of(nodeid)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--keep-costs", action="store_true", help=f"write what each file costs to {COSTS.name}")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Dealer | None:
    if config.getvalue("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False
    return Dealer(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not hasattr(config, "workerinput"):
        return
    costs = json.loads(COSTS.read_text("utf-8"))
    place = {share: number for number, share in enumerate(sort_by_cost((item.nodeid for item in items), costs))}
    items.sort(key=lambda item: place[share_of(item.nodeid)])


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if not config.getoption("--keep-costs"):
        return
    measured: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                measured[report.nodeid.partition("::")[0]] += report.duration
    known = json.loads(COSTS.read_text("utf-8"))
    COSTS.write_text(json.dumps(renew(known, measured, config.rootpath), indent=2) + "\n", "utf-8")
