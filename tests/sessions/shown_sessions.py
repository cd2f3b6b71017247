"""Sessions that pages show: commands as one types them, each with what it prints."""

import contextlib
import glob
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

__all__ = ["SET_UP", "Session", "Terminal", "blocks", "commands", "lines", "run", "sessions"]

# A terminal shows what is printed at once, a pipe when a buffer is full.
_SHOWN_ON = {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONUNBUFFERED": "1"}
# Outside of single quotes: what only a shell reads.
_FOR_A_SHELL = re.compile(r"[|&;<>`$?~]")
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


def commands(page: str) -> set[str]:
    """The commands of ``diplograph`` that the sessions of a page give."""
    typed = (command for session in sessions(page) for command, _ in session.steps)
    return {found[1] for command in typed if (found := re.match(r"diplograph (\w+)", command)) is not None}


def _session(line: int, text: str) -> Session:
    return Session(line, tuple(map(_step, re.split(r"^\$ ", text, flags=re.MULTILINE)[1:])))


def _step(typed: str) -> tuple[str, str]:
    lines = typed.split("\n")
    # A query of several lines ends with the line that closes its quote.
    end = next(end for end in range(1, len(lines) + 1) if "\n".join(lines[:end]).count("'") % 2 == 0)
    return "\n".join(lines[:end]), "\n".join(lines[end:])


def run(command: str, folder: Path, given: str = "") -> str:
    """What a command prints in a folder, errors among it; ``given`` is its input."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path} | _SHOWN_ON
    both = f"exec 2>&1; {command}"
    return subprocess.run(
        ["bash", "-c", both],
        cwd=folder,
        env=environment,
        input=given,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        timeout=600,
        check=False,
    ).stdout


@dataclass
class Terminal:
    """Runs commands in a folder. Of each ``diplograph`` command the first is started as one types it, and those after it are
    called in this process, which has loaded what they need."""

    folder: Path
    started: set[str] = field(default_factory=set)

    def run(self, command: str) -> str:
        """What a command prints, errors among it."""
        first, pipe, rest = command.partition(" | ")
        if first.count("'") % 2:  # it stands in what is quoted
            first, pipe, rest = command, "", ""
        words = [] if _FOR_A_SHELL.search(re.sub(r"'[^']*'", "", first)) else shlex.split(first, comments=True)
        if words[:1] != ["diplograph"] or self.started.isdisjoint(words[1:2]):
            self.started.update(re.findall(r"diplograph (\w+)", command))
            return run(command, self.folder)
        printed = self._call([path for word in words for path in self._files(word) or [word]])
        return run(rest, self.folder, printed) if pipe else printed

    def _files(self, word: str) -> list[str]:
        """The files that a word with stars stands for."""
        return sorted(glob.glob(word, root_dir=self.folder)) if "*" in word else []  # noqa: PTH207 - a word is no path

    def _call(self, words: list[str]) -> str:
        from diplograph.graph.cli import main

        shown = io.BytesIO()
        both = io.TextIOWrapper(shown, "utf-8", write_through=True)
        with (
            contextlib.chdir(self.folder),
            mock.patch.dict(os.environ, _SHOWN_ON),
            mock.patch.object(sys, "argv", words),
            contextlib.redirect_stdout(both),
            contextlib.redirect_stderr(both),
            contextlib.suppress(SystemExit),
        ):
            main()
        return shown.getvalue().decode("utf-8")


def lines(output: str) -> list[str]:
    """Without the empty lines that set a block's commands apart, and without the spaces at a line's end."""
    return [line.rstrip() for line in output.splitlines() if line.strip()]
