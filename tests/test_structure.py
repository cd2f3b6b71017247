import ast
import doctest
import importlib
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSES = ("ontology", "extract", "graph")
PACKAGES = [f"diplograph.{house}" for house in HOUSES]
# Houses whose folders are rooms: from elsewhere nothing but what a room exports is imported.
WITH_ROOMS = ("ontology", "extract", "graph")
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base", "core"}

LIST_COMMANDS = "import diplograph.graph.cli as cli, typer; print(*typer.main.get_command(cli.app).commands)"


def list_sources() -> list[Path]:
    return [path for house in HOUSES for path in sorted((ROOT / house).rglob("*.py"))]


def name_of(path: Path) -> str:
    return "diplograph." + ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


# The installed modules; training scripts are no part of the package.
MODULES = {name_of(path): path for path in list_sources() if "training" not in path.parts}


def package_of(path: Path) -> str:
    return "diplograph." + ".".join(path.relative_to(ROOT).parent.parts)


def run_python(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=ROOT / "tests")


def test_package_offers_the_graph_and_its_version_and_loads_nothing_before():
    result = run_python(
        "import sys, diplograph\n"
        "early = [name for name in sys.modules if name.startswith('diplograph.')]\n"
        "assert not early, early\n"
        "from importlib.metadata import version\n"
        "from diplograph.graph import KnowledgeGraph\n"
        "assert diplograph.KnowledgeGraph is KnowledgeGraph and diplograph.__version__ == version('diplograph')\n"
        "assert {'KnowledgeGraph', '__version__'} <= set(dir(diplograph)) and not hasattr(diplograph, 'nothing')"
    )
    assert result.returncode == 0, result.stderr


def test_importing_graph_loads_neither_spacy_nor_extract():
    result = run_python(
        "import sys, diplograph.graph\n"
        "heavy = {'spacy', 'thinc', 'diplograph.extract'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    assert result.returncode == 0, result.stderr


def test_importing_ontology_loads_neither_rdflib_nor_spacy():
    result = run_python(
        "import sys, diplograph.ontology\n"
        "heavy = {'rdflib', 'spacy'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    assert result.returncode == 0, result.stderr


def test_all_names_what_the_module_holds_each_once():
    public = [(module, getattr(module, "__all__", ())) for module in map(importlib.import_module, MODULES)]
    assert [f"{module.__name__}: {entry}" for module, names in public for entry in names if not hasattr(module, entry)] == []
    assert [module.__name__ for module, names in public if len(set(names)) < len(names)] == []


@pytest.mark.parametrize("name", sorted({package_of(path) for path in list_sources() if "training" not in path.parts}))
def test_room_says_what_it_is_for_and_exports_its_face(name):
    module = importlib.import_module(name)
    assert module.__doc__
    assert module.__all__


def list_modules_with_examples() -> list[str]:
    return [name for name, path in MODULES.items() if ">>>" in path.read_text("utf-8")]


@pytest.mark.parametrize("name", list_modules_with_examples())
def test_examples_in_docstrings_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_no_module_has_a_vague_name():
    assert [str(path.relative_to(ROOT)) for path in list_sources() if {path.stem, path.parent.name} & VAGUE_NAMES] == []


@cache
def list_imports(path: Path) -> tuple[str, ...]:
    """The modules that a module imports, those of diplograph by their full names."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package_of(path).split(".")[: 1 - node.level or None] if node.level else []
            module = ".".join([*above, *([node.module] if node.module is not None else [])])
            found += [module] if node.module is not None else [f"{module}.{alias.name}" for alias in node.names]
    return tuple(found)


def test_no_module_imports_a_house_by_its_folder_name():
    # `import graph` would be a second copy of diplograph.graph, or an analyst's own graph.py
    found = [(str(path), name) for path in list_sources() for name in list_imports(path)]
    assert len(found) > 1000
    assert [(path, name) for path, name in found if name.split(".")[0] in HOUSES] == []


def reaches_into_a_room(path: Path, name: str) -> bool:
    """Whether a name that a module imports is inside a room that is not its own."""
    package = package_of(path)
    homes = {package.rsplit(".", depth)[0] for depth in range(package.count(".") + 1)} | {*PACKAGES}
    is_ours = name.startswith("diplograph.") and name.split(".")[1] in WITH_ROOMS
    return is_ours and name not in PACKAGES and name.rpartition(".")[0] not in homes


def test_between_rooms_faces_are_imported():
    assert reaches_into_a_room(ROOT / "graph" / "comparison.py", "diplograph.graph.rdf.terms")
    found = [(str(path), name) for path in list_sources() for name in list_imports(path)]
    assert [(path, name) for path, name in found if reaches_into_a_room(Path(path), name)] == []


@pytest.mark.parametrize("house", WITH_ROOMS)
def test_room_holds_about_a_dozen_modules(house):
    rooms = {path.parent for path in list_sources() if path.relative_to(ROOT).parts[0] == house}
    assert {str(room): count for room in rooms if (count := len(list(room.glob("*.py")))) > 14} == {}


def test_every_package_folder_is_packaged():
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"])
    folders = {path.parent.relative_to(ROOT) for path in list_sources() if path.name == "__init__.py"}
    assert listed == {"diplograph"} | {"diplograph." + ".".join(folder.parts) for folder in folders}


def test_readme_names_every_command():
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = subprocess.run([sys.executable, "-c", LIST_COMMANDS], capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in commands if f"diplograph {name}" not in readme] == []
