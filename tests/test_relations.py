"""Every relation is all there: frames, gold examples affirmed and negated, a colour, an entry in the documentation."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from diplograph.extract.frames.loading import load_frames
from diplograph.graph.page.appearance import load_appearance
from diplograph.ontology import load_schema

ROOT = Path(__file__).parents[1]
RELATIONS = load_schema().relations
GOLD = [
    claim
    for path in sorted((ROOT / "tests" / "gold").glob("*.jsonl"))
    for line in path.read_text("utf-8").splitlines()
    for claim in json.loads(line).get("claims", ())
]


@pytest.mark.parametrize("name", RELATIONS)
def test_relation_has_frames(name: str) -> None:
    assert load_frames().relations[name].frames


@pytest.mark.parametrize("polarity", ["affirmed", "negated"])
@pytest.mark.parametrize("name", RELATIONS)
def test_relation_has_a_gold_example(name: str, polarity: str) -> None:
    assert [claim for claim in GOLD if (claim.get("predicate"), claim.get("polarity")) == (name, polarity)]


@pytest.mark.parametrize("name", RELATIONS)
def test_family_of_the_relation_has_a_name_and_a_colour_on_light_and_dark_pages(name: str) -> None:
    family = load_appearance().family(RELATIONS[name].family)
    assert family.label
    assert len(family.colour) == 2


@pytest.mark.parametrize("name", RELATIONS)
def test_documentation_has_an_entry_for_the_relation(name: str) -> None:
    page = (ROOT / "docs" / "ontology.html").read_text("utf-8")
    entry = re.search(rf'<article id="{name}">(.*?)</article>', page, re.DOTALL)
    assert entry is not None
    assert RELATIONS[name].label in entry[1]
    for part in filter(None, (RELATIONS[name].plover, RELATIONS[name].cameo)):
        assert part in entry[1]


def test_page_of_the_ontology_is_the_one_that_the_ontology_gives() -> None:
    script = [sys.executable, str(ROOT / "docs" / "make_ontology_page.py"), "--check"]
    result = subprocess.run(script, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_page_of_the_ontology_loads_nothing_and_its_links_lead_somewhere() -> None:
    page = (ROOT / "docs" / "ontology.html").read_text("utf-8")
    assert not re.findall(r"<(?:script|link|img|iframe)\b", page)
    anchors = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) - anchors == set()
    for target in re.findall(r'href="([\w-]+\.\w+)"', page):
        assert (ROOT / "docs" / target).exists()


def test_no_module_names_a_relation() -> None:
    """What makes a relation special is told by the ontology and by the data beside the code that reads it."""
    modules = [path for package in ("ontology", "extract", "graph") for path in (ROOT / package).rglob("*.py")]
    assert len(modules) > 100
    named = {
        (path.relative_to(ROOT).as_posix(), node.value)
        for path in modules
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in RELATIONS
    }
    assert named == set()
