"""README: what it shows is what happens, session by session, right after ``make demo``."""

import contextlib
import re
import shutil
from pathlib import Path

import pytest
from shown_sessions import SET_UP, Session, Terminal, blocks, lines, sessions

ROOT = Path(__file__).parent.parent
README = ROOT.joinpath("README.md").read_text("utf-8")
# Files that sessions read beside those of examples/.
READ = ("examples", "tests/gold")
SESSIONS = sessions(README)


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """In a folder as ``make demo`` leaves it; sessions come after one another in it."""
    here = tmp_path_factory.mktemp("readme")
    for name in READ:
        shutil.copytree(ROOT / name, here / name)
    here.joinpath("out").mkdir()
    # What loads what "build" loads is not started once more: each start takes seconds.
    terminal = Terminal(here, started={"explain", "evaluate"})
    terminal.run("diplograph build examples/articles/*.txt --output out/demo.ttl --page out/demo.html")
    return terminal


@pytest.fixture(scope="module")
def folder(terminal: Terminal) -> Path:
    return terminal.folder


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: f"line-{session.line}")
def test_session_prints_what_readme_shows(session: Session, terminal: Terminal) -> None:
    for command, output in session.steps:
        if not SET_UP.match(command):
            assert lines(terminal.run(command)) == lines(output), command


@pytest.mark.parametrize("block", list(blocks(README, "python")), ids=lambda block: f"line-{block[0]}")
def test_python_of_readme_runs(block: tuple[int, str], folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    line, text = block
    with contextlib.chdir(folder):
        exec(compile("\n" * line + text, "README.md", "exec"), {"__name__": "__main__"})
    assert capfd.readouterr().err == ""


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
