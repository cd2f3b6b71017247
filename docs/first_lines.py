"""An index of all modules by the first lines of their docstrings.

    python docs/first_lines.py [FOLDER...]

Prints a room and its modules, each with its first line; without folders, those of the three packages.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
HOUSES = ("ontology", "extract", "graph")


def first_line(module: Path) -> str:
    """The first line of a module's docstring; empty where it has none."""
    return (ast.get_docstring(ast.parse(module.read_text("utf-8"))) or "").partition("\n")[0]


def index(folder: Path) -> Iterator[str]:
    """A line for the folder, one for each of its modules, and then those of the folders in it."""
    face = folder / "__init__.py"
    yield f"{folder.relative_to(ROOT)}/  {first_line(face) if face.is_file() else ''}".rstrip()
    modules = sorted(path for path in folder.glob("*.py") if path != face)
    width = max((len(path.name) for path in modules), default=0)
    yield from (f"    {path.name:{width}}  {first_line(path)}" for path in modules)
    for inner in sorted(path for path in folder.iterdir() if path.is_dir() and any(path.rglob("*.py"))):
        yield ""
        yield from index(inner)


def main() -> None:
    folders = [Path(name).resolve() for name in sys.argv[1:]] or [ROOT / house for house in HOUSES]
    print("\n\n".join("\n".join(index(folder)) for folder in folders))


if __name__ == "__main__":
    main()
