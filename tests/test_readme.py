"""README: what it shows is what happens, session by session, right after ``make demo``."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = ROOT.joinpath("README.md").read_text("utf-8")
# What sets up, which the fixture does for all; what never ends or needs somebody else's server stands in blocks of "sh".
SET_UP = re.compile(r"make (demo|test)|pip install|source \.venv/")
# Files that sessions read beside those of examples/.
READ = ("examples", "tests/gold")


@dataclass(frozen=True)
class Session:
    """Commands as one types them, each with what it prints."""

    line: int
    steps: tuple[tuple[str, str], ...]


def _blocks(language: str) -> Iterator[tuple[int, str]]:
    for block in re.finditer(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE):
        yield README.count("\n", 0, block.start()) + 1, block[1]


def _session(line: int, text: str) -> Session:
    return Session(line, tuple(map(_step, re.split(r"^\$ ", text, flags=re.MULTILINE)[1:])))


def _step(typed: str) -> tuple[str, str]:
    lines = typed.split("\n")
    # A query of several lines ends with the line that closes its quote.
    end = next(end for end in range(1, len(lines) + 1) if "\n".join(lines[:end]).count("'") % 2 == 0)
    return "\n".join(lines[:end]), "\n".join(lines[end:])


SESSIONS = [_session(line, text) for line, text in _blocks("console")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as ``make demo`` leaves it; sessions come after one another in it."""
    here = tmp_path_factory.mktemp("readme")
    for name in READ:
        shutil.copytree(ROOT / name, here / name)
    here.joinpath("out").mkdir()
    _run("diplograph build examples/articles/*.txt --output out/demo.ttl --page out/demo.html", here)
    return here


def _run(command: str, folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "COLUMNS": "100", "NO_COLOR": "1"}
    both = f"exec 2>&1; {command}"
    return subprocess.run(
        ["bash", "-c", both], cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False
    ).stdout


def _lines(output: str) -> list[str]:
    """Without the empty lines that set a block's commands apart, and without the spaces at a line's end."""
    return [line.rstrip() for line in output.splitlines() if line.strip()]


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: f"line-{session.line}")
def test_session_prints_what_readme_shows(session: Session, folder: Path) -> None:
    for command, output in session.steps:
        if not SET_UP.match(command):
            assert _lines(_run(command, folder)) == _lines(output), command


@pytest.mark.parametrize("block", list(_blocks("python")), ids=lambda block: f"line-{block[0]}")
def test_python_of_readme_runs(block: tuple[int, str], folder: Path) -> None:
    command = [sys.executable, "-c", block[1]]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_sessions_write_nothing_that_git_would_see(folder: Path) -> None:
    left = {path.name for path in folder.iterdir()} - {Path(name).parts[0] for name in READ}
    ignored = ROOT.joinpath(".gitignore").read_text("utf-8")
    assert [name for name in left if f"/{name}/" not in ignored] == []


def test_every_session_of_readme_is_found() -> None:
    assert len(SESSIONS) == README.count("\n```console\n") > 5


def test_dependencies_come_last() -> None:
    assert re.findall(r"^## (.+)$", README, re.MULTILINE)[-1] == "Dependencies"


def test_every_dependency_has_a_line_in_the_table() -> None:
    import tomllib

    project = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text("utf-8"))["project"]
    table = README.rpartition("## Dependencies")[2].lower()
    names = {re.split(r"[<>=\[;]", entry)[0] for entry in project["dependencies"]}
    for extra in ("analysis", "check", "formats", "zstd"):
        names |= {re.split(r"[<>=\[;]", entry)[0] for entry in project["optional-dependencies"][extra]}
    assert [name for name in sorted(names) if name.lower() not in table] == []
