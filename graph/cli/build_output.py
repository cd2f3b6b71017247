"""What a build shows while it runs: a line on a terminal, or events as JSON for a log."""

import datetime
import json
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any

from ..queries import count

if TYPE_CHECKING:
    from ..building import BuildEvent, BuildReport, Observer

__all__ = ["Terminated", "following", "log_event", "raising_on_sigterm"]


class Terminated(KeyboardInterrupt):
    """The process was asked to end (SIGTERM)."""


@contextmanager
def raising_on_sigterm() -> Iterator[None]:
    """Within the block, SIGTERM ends the work as Ctrl-C does: what is promised is kept, and files are closed."""

    def end(number: int, frame: FrameType | None) -> None:
        raise Terminated

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def log_event(kind: str, **values: object) -> None:
    """One line of JSON on stderr."""
    now = datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="milliseconds")
    print(json.dumps({"event": kind, "time": now, **values}), file=sys.stderr, flush=True)


@contextmanager
def following(*, quiet: bool, log_json: bool) -> "Iterator[Observer]":
    """An observer that shows how a build gets on: as JSON with ``log_json``, else only on a terminal and not if ``quiet``."""
    if log_json:
        yield lambda event, report: log_event(event.kind, **event.values)
    elif quiet or not sys.stderr.isatty():
        yield lambda event, report: None
    else:
        with _on_terminal() as observe:
            yield observe


@contextmanager
def _on_terminal() -> "Iterator[Observer]":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    line = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TimeRemainingColumn(),
    )
    with Progress(*line, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Loading the language pipeline", total=None)
        first: float | None = None

        def observe(event: "BuildEvent", report: "BuildReport") -> None:
            nonlocal first
            first = first or (time.monotonic() if report.read else None)
            words: dict[str, Any] = {"description": describe(report, first)} if report.done else {}
            progress.update(task, completed=report.done, total=report.expected, **words)

        yield observe


def describe(report: "BuildReport", since: float | None) -> str:
    """ "120 of 500 articles, 80 known; 12.1 a second, 2,310 words a second; 96 claims"; rates are since the first was read."""
    of = f"{report.done:,} of {report.expected:,}" if report.expected is not None else f"{report.done:,}"
    known = f", {report.known:,} known" if report.known else ""
    seconds = time.monotonic() - since if since is not None else 0.0
    rate = ""
    if seconds > 0:
        rate = f"; {report.read / seconds:,.1f} a second, {report.words / seconds:,.0f} words a second"
    return f"{of} articles{known}{rate}; {count(report.found, 'claim')}"
