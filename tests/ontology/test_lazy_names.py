"""Names of packages that are loaded on first use."""

import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = [path for house in ("extract", "graph") for path in ROOT.glob(f"{house}/**/__init__.py")]
FACES = sorted(
    "diplograph." + ".".join(path.parent.relative_to(ROOT).parts) for path in PACKAGES if "lazy_names(" in path.read_text()
)


def test_faces_with_such_names_are_found() -> None:
    assert {"diplograph.extract", "diplograph.graph", "diplograph.graph.rdf"} <= {*FACES}


@pytest.mark.parametrize("face", FACES)
def test_name_that_a_face_lacks_is_refused_as_that_of_any_module(face: str) -> None:
    module = importlib.import_module(face)
    with pytest.raises(AttributeError, match=re.escape(f"module '{face}' has no attribute 'nothing'")):
        module.nothing  # noqa: B018 - asking is what is tested
    assert not hasattr(module, "__path")


@pytest.mark.parametrize("face", FACES)
def test_face_lists_all_that_it_exports(face: str) -> None:
    module = importlib.import_module(face)
    assert {*module.__all__} <= {*dir(module)}
