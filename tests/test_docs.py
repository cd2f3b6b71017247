"""Pages of the site: what tutorial, how-to and reference show is what happens."""

import doctest
import importlib
import importlib.util
import inspect
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from diplograph import KnowledgeGraph
from diplograph.graph.desk import ActorProfile, ClaimList
from shown_sessions import SET_UP, Session, Terminal, commands, lines, sessions

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
FIRST = DOCS / "tutorial" / "build.md"
PAGES = [*sorted(DOCS.glob("tutorial/*.md")), *sorted(DOCS.glob("how-to/*.md"))]
LATER = [
    (path.relative_to(DOCS).as_posix(), session) for path in PAGES if path != FIRST for session in sessions(path.read_text())
]
REFERENCE = "\n".join(path.read_text("utf-8") for path in sorted(DOCS.glob("reference/*.md")))
DESCRIBED = set(re.findall(r"^::: (\S+)$", REFERENCE, re.MULTILINE))
CODE = "\n".join(re.findall(r"^(?:>>>|\.\.\.) (.*)$", REFERENCE, re.MULTILINE))
FACES = ("ontology", "extract", "graph", "graph.desk", "graph.networks", "graph.questions", "graph.briefing")
WITH_PYTHON = [
    path for path in (*PAGES, *sorted(DOCS.glob("reference/*.md")), *sorted(DOCS.glob("*.md"))) if "\n>>> " in path.read_text()
]


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """In a folder as the first page of the tutorial leaves it."""
    here = tmp_path_factory.mktemp("site")
    shutil.copytree(ROOT / "examples", here / "examples")
    here.joinpath("out").mkdir()
    terminal = Terminal(here, started=commands(ROOT.joinpath("README.md").read_text("utf-8")))  # README starts those
    for session in sessions(FIRST.read_text("utf-8")):
        _check(session, terminal)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(here)
        yield terminal


def _check(session: Session, terminal: Terminal) -> None:
    for command, output in session.steps:
        if not SET_UP.match(command):
            assert lines(terminal.run(command)) == lines(output), command


@pytest.mark.parametrize(("page", "session"), LATER, ids=[f"{page}-{session.line}" for page, session in LATER])
def test_session_prints_what_the_page_shows(page: str, session: Session, terminal: Terminal) -> None:
    _check(session, terminal)


@pytest.mark.parametrize("path", WITH_PYTHON, ids=lambda path: path.stem)
@pytest.mark.usefixtures("shipped_vocabulary", "terminal")
def test_python_of_a_page_gives_what_it_shows(path: Path) -> None:
    # The fence of a block is no part of what its last line prints.
    text = re.sub(r"^```.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
    example = doctest.DocTestParser().get_doctest(text, {}, path.stem, str(path), 0)
    assert doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example).failed == 0


def test_pages_are_filled_anew_and_an_example_that_fails_stops_no_other() -> None:
    spec = importlib.util.spec_from_file_location("fill_sessions", DOCS / "fill_sessions.py")
    assert spec is not None and spec.loader is not None
    filling = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(filling)
    page = "Text.\n\n```pycon\n>>> one = 1\n>>> one\n{}\n>>> one / 0\nas it was\n```\n\n```pycon\n>>> one + 1\n{}\n```\n"
    filled, failed = filling.fill_python(page.format(7, 8))
    assert filled == page.format(1, 2)
    assert failed == ["line 7: ZeroDivisionError: division by zero"]


def _has_example(named: object, name: str) -> bool:
    documented = inspect.isclass(named) or inspect.isroutine(named) or isinstance(named, property)
    return (documented and ">>>" in (named.__doc__ or "")) or re.search(rf"\b{name}\b", CODE) is not None


@pytest.mark.parametrize("face", FACES)
def test_every_public_name_is_in_the_reference_with_an_example(face: str) -> None:
    module = importlib.import_module(f"diplograph.{face}")
    described = {
        path.rpartition(".")[2] for path in DESCRIBED if path.startswith(f"diplograph.{face.split('.', maxsplit=1)[0]}.")
    }
    assert [name for name in module.__all__ if name not in described] == []
    assert [name for name in module.__all__ if not _has_example(getattr(module, name), name)] == []


@pytest.mark.parametrize("kind", [KnowledgeGraph, ClaimList, ActorProfile], ids=lambda kind: kind.__name__)
def test_every_method_has_an_example(kind: type) -> None:
    methods = [name for name in dir(kind) if not name.startswith("_") and name not in ("count", "index")]
    assert [name for name in methods if not _has_example(inspect.getattr_static(kind, name), name)] == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("examples/notebooks/*.ipynb")), ids=lambda path: path.stem)
def test_notebook_is_stored_with_what_it_shows_and_no_failure(path: Path) -> None:
    cells = [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert {output["output_type"] for output in outputs} <= {"display_data", "execute_result", "stream"}
    assert [output["name"] for output in outputs if output["output_type"] == "stream" and output["name"] != "stdout"] == []
    assert any("image/png" in output.get("data", {}) for output in outputs)
    assert path.stat().st_size < 100_000
