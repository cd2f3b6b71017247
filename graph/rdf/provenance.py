"""Provenance of a run: the software, the pipeline, the options that it was given and, where asked, when it ran."""

import datetime
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from diplograph.ontology import GraphError, os_reason

from .claims_to_rdf import Run

__all__ = ["current_time", "describe_run"]


def describe_run(
    model: str,
    *,
    actors: Iterable[Path | str] = (),
    decisions: Path | str | None = None,
    min_confidence: float = 0.0,
    started: str | None = None,
    ended: str | None = None,
) -> Run:
    """The run of this version of diplograph with that pipeline; files are named with the hash of their content.

    Only the name of a file is kept, not its folder. Raises GraphError where a file cannot be read.
    """
    options = [_describe_file("actors", Path(path)) for path in actors]
    options += [_describe_file("decisions", Path(decisions))] if decisions is not None else []
    options += [f"min-confidence={min_confidence:g}"] if min_confidence > 0 else []
    return Run(f"diplograph {version('diplograph')}", model, tuple(options), started, ended)


def current_time() -> str:
    """Now, as an ISO 8601 time in UTC, to the second."""
    return datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="seconds")


def _describe_file(option: str, path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise GraphError(f"{path}: cannot be read: {os_reason(error)}") from None
    return f"{option}={path.name} sha256:{sha256(content).hexdigest()}"
