"""Writes into tutorial, how-to and reference what their sessions print now: python docs/fill_sessions.py [PAGE...]

To be run after a change of what diplograph finds or says; then read the difference, for the words around it may no longer fit.
An example that fails keeps what it showed, is named at the end, and stops no other.
"""

import contextlib
import doctest
import io
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "sessions"))

from shown_sessions import SET_UP, run, sessions  # noqa: E402 - stands with the tests, which hold the pages to it

DOCS = ROOT / "docs"
FIRST = DOCS / "tutorial" / "build.md"
PAGES = [FIRST, *sorted({*DOCS.glob("tutorial/*.md"), *DOCS.glob("how-to/*.md"), *DOCS.glob("reference/*.md")} - {FIRST})]
PYTHON = re.compile(r"^```pycon\n(.*?)\n```$", re.DOTALL | re.MULTILINE)


def fill_commands(text: str, folder: Path) -> str:
    """The page with what its commands print in the folder."""
    for session in sessions(text):
        shown = "".join(f"$ {command}\n{output}" for command, output in session.steps)
        printed = "".join(
            f"$ {command}\n{output if SET_UP.match(command) else run(command, folder)}" for command, output in session.steps
        )
        text = text.replace(shown, "".join(f"{line.rstrip()}\n" for line in printed.splitlines()))
    return text


def fill_python(text: str) -> tuple[str, list[str]]:
    """The page with what its Python gives in the folder at hand, and a line for each example that fails.

    What one block names the next one knows.
    """
    names: dict[str, object] = {}
    failed: list[str] = []

    def fill(block: re.Match[str]) -> str:
        first_line = text.count("\n", 0, block.start(1)) + 1
        return f"```pycon\n{_filled(block[1], first_line, names, failed)}\n```"

    return PYTHON.sub(fill, text), failed


def _filled(block: str, first_line: int, names: dict[str, object], failed: list[str]) -> str:
    filled = []
    for example in doctest.DocTestParser().get_examples(block):
        first, *more = example.source.rstrip("\n").split("\n")
        filled += [f">>> {first}", *(f"... {line}".rstrip() for line in more)]
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            try:
                exec(compile(example.source, "page", "single"), names)
                shown = printed.getvalue()
            except Exception as error:
                failed.append(f"line {first_line + example.lineno}: {type(error).__name__}: {error}")
                shown = example.want
        filled += shown.rstrip("\n").split("\n") if shown.strip() else []
    return "\n".join(filled)


def main(pages: list[Path]) -> list[str]:
    """Fills the pages, and gives a line for each example that fails."""
    failed = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "examples", folder / "examples")
        folder.joinpath("out").mkdir()
        fill_commands(FIRST.read_text("utf-8"), folder)
        os.chdir(folder)
        for page in pages:
            text = page.read_text("utf-8")
            filled, faults = fill_python(fill_commands(text, folder))
            page.write_text(filled, "utf-8")
            failed += [f"{page.relative_to(ROOT)}: {fault}" for fault in faults]
        os.chdir(ROOT)
    return failed


if __name__ == "__main__":
    sys.exit("\n".join(main([Path(name).resolve() for name in sys.argv[1:]] or PAGES)) or 0)
