"""Options of ``build`` and ``watch``, and how such a command ends: done, interrupted or failed."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from diplograph.ontology import DiplographError

from .build_output import Terminated, log_event, raising_on_sigterm
from .options import FAILED
from .terminal import say

if TYPE_CHECKING:
    from ..building import BuildEvent, BuildReport, Failure, Observer

__all__ = [
    "GO_ON",
    "INTO_A_STORE",
    "Again",
    "LogJson",
    "Quiet",
    "ReportFile",
    "end_with",
    "ending_well",
    "say_report",
]

GO_ON = "what was written stays: run the same command again to go on"
INTO_A_STORE = "build into a store (--output news) to go on where it stopped"
_INTERRUPTED, _TERMINATED = 130, 143

Again = Annotated[bool, typer.Option("--again", help="Read again also what the store has from the same text.")]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Say only what could not be read: no progress, no counts, nothing skipped.")
]
LogJson = Annotated[
    bool,
    typer.Option(
        "--log-json",
        help="Say everything on stderr as JSON, one line an event, with its kind in event: start, read, known, duplicate, "
        "again, failed, skipped, written, end, error, interrupted; docs/building.md tells the fields of each.",
    ),
]
ReportFile = Annotated[
    Path | None,
    typer.Option(
        "--report",
        metavar="FILE",
        help="Write what was read, left out and why, claims and times as JSON; also where the command is interrupted.",
    ),
]


@contextmanager
def ending_well(advice: str, *, quiet: bool, log_json: bool, report: Path | None) -> "Iterator[Callable[[Observer], Observer]]":
    """Whatever ends the block, the report is written; an interruption is one line with ``advice``, and 130 or 143.

    What it gives makes an observer of another, so that the report is known before the build ends. With ``log_json`` errors
    are told as events. What a language model was asked is said unless ``quiet``.
    """
    latest: BuildReport | None = None

    def watched(observe: "Observer") -> "Observer":
        def note(event: "BuildEvent", told: "BuildReport") -> None:
            nonlocal latest
            latest = told
            observe(event, told)

        return note

    try:
        with raising_on_sigterm():
            yield watched
    except KeyboardInterrupt as error:
        code = _TERMINATED if isinstance(error, Terminated) else _INTERRUPTED
        if log_json:
            log_event("interrupted", signal="SIGTERM" if code == _TERMINATED else "SIGINT")
        else:
            say(f"diplograph: interrupted; {advice}")
        raise typer.Exit(code) from None
    except DiplographError as error:
        if not log_json:
            raise
        log_event("error", message=str(error))
        raise typer.Exit(FAILED) from None
    finally:
        if latest is not None and latest.usage is not None and not (quiet or log_json):
            say(str(latest.usage))
        if report is not None and latest is not None:
            _write_report(latest, report)


def _write_report(report: "BuildReport", path: Path) -> None:
    from ..files import write_bytes

    write_bytes(path, (json.dumps(report.as_json(), indent=1, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace"))


def say_report(report: "BuildReport | None") -> None:
    """One line of what a build did, on a terminal."""
    if report is not None and sys.stderr.isatty():
        say(str(report))


def end_with(failures: "Iterable[Failure]") -> None:
    """Exit with 0, or with 2 where something could not be read, as events have told."""
    raise typer.Exit(FAILED if any(True for _ in failures) else 0)
