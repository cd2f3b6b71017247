"""Sessions that pages show: commands as one types them, each with what it prints."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["SET_UP", "Session", "blocks", "lines", "run", "sessions"]

# What sets up, which a fixture does for all; what never ends or needs somebody else's server stands in blocks of "sh".
SET_UP = re.compile(r"make (demo|test)|pip install|source \.venv/")


@dataclass(frozen=True)
class Session:
    """Commands as one types them, each with what it prints."""

    line: int
    steps: tuple[tuple[str, str], ...]


def blocks(page: str, language: str) -> Iterator[tuple[int, str]]:
    """The fenced blocks of a language, each with its line."""
    for block in re.finditer(rf"^```{language}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE):
        yield page.count("\n", 0, block.start()) + 1, block[1]


def sessions(page: str) -> list[Session]:
    """The sessions of a page, in their order."""
    return [_session(line, text) for line, text in blocks(page, "console")]


def _session(line: int, text: str) -> Session:
    return Session(line, tuple(map(_step, re.split(r"^\$ ", text, flags=re.MULTILINE)[1:])))


def _step(typed: str) -> tuple[str, str]:
    lines = typed.split("\n")
    # A query of several lines ends with the line that closes its quote.
    end = next(end for end in range(1, len(lines) + 1) if "\n".join(lines[:end]).count("'") % 2 == 0)
    return "\n".join(lines[:end]), "\n".join(lines[end:])


def run(command: str, folder: Path) -> str:
    """What a command prints in a folder, errors among it."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "COLUMNS": "100", "NO_COLOR": "1"}
    both = f"exec 2>&1; {command}"
    return subprocess.run(
        ["bash", "-c", both], cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False
    ).stdout


def lines(output: str) -> list[str]:
    """Without the empty lines that set a block's commands apart, and without the spaces at a line's end."""
    return [line.rstrip() for line in output.splitlines() if line.strip()]
