"""What diplograph brings with it: bounded, locked, under licences that go with its own, and named where it is data."""

import re
import tomllib
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
from audit import FOUND, NOT_ASKED, judge
from licences import RULES, Package, licence_of, packages_of
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text("utf-8"))
LOCK = ROOT.joinpath("requirements-dev.lock").read_text("utf-8")
LOCKED_EXTRAS = ("test", "lint", "docs", "training")
DATA = ROOT.joinpath("DATA_LICENSES.md").read_text("utf-8")


def _declared(*extras: str) -> Iterator[Requirement]:
    project = PROJECT["project"]
    optional = project["optional-dependencies"]
    lines = [*project["dependencies"], *(line for extra in extras or optional for line in optional[extra])]
    yield from (requirement for requirement in map(Requirement, lines) if requirement.name != "diplograph")


@pytest.mark.parametrize("requirement", [*_declared(), *map(Requirement, PROJECT["build-system"]["requires"])], ids=str)
def test_dependency_has_bounds_below_and_above(requirement: Requirement) -> None:
    operators = {clause.operator for clause in requirement.specifier}
    assert operators in ({"=="}, {">=", "<"})


def test_lock_has_every_declared_dependency_within_its_bounds_and_with_hashes() -> None:
    locked = {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", LOCK, re.MULTILINE)}
    outside = {
        str(requirement): locked.get(canonicalize_name(requirement.name))
        for requirement in _declared(*LOCKED_EXTRAS)
        if not requirement.specifier.contains(locked.get(canonicalize_name(requirement.name)) or "0")
    }
    assert outside == {}, "make lock"
    entries = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_installed_packages_are_under_allowed_licences() -> None:
    """All that core and extras bring here; what is not installed here is looked at where it is."""
    packages = list(packages_of("diplograph"))
    assert {"spacy", "certifi", "rdflib"} <= {package.name for package in packages}
    assert [package for package in packages if not package.is_allowed()] == [], "release/licences.yaml"


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("MIT OR Apache-2.0", True),
        ("GPL-3.0-only OR MIT", True),
        ("(MIT AND PSF-2.0)", True),
        ("MIT AND GPL-3.0-only", False),
        ("MPL-2.0", False),
        ("none stated", False),
    ],
)
def test_licence_is_allowed_where_one_alternative_is_in_all_its_parts(licence: str, allowed: bool) -> None:
    assert Package("somebodys", "1", licence).is_allowed() is allowed


def test_exception_holds_for_its_package_and_licence_alone() -> None:
    assert Package("certifi", "1", "MPL-2.0").is_allowed()
    assert not Package("certifi", "1", "GPL-3.0-only").is_allowed()


@pytest.mark.parametrize(
    ("headers", "licence"),
    [
        ([("License-Expression", "ISC"), ("License", "something")], "ISC"),
        ([("License", "Apache 2.0")], "Apache-2.0"),
        ([("License", "Copyright (c) somebody"), ("Classifier", "License :: OSI Approved :: MIT License")], "MIT"),
        ([("License", "a text\nof lines"), ("Classifier", "License :: OSI Approved :: BSD License")], "BSD-3-Clause"),
        ([("Classifier", "Topic :: Text")], "none stated"),
    ],
)
def test_licence_is_read_off_metadata_of_any_age(headers: list[tuple[str, str]], licence: str) -> None:
    metadata = Message()
    for name, value in headers:
        metadata[name] = value
    assert licence_of(metadata) == licence


def test_every_exception_has_a_reason() -> None:
    assert [name for name, entry in RULES["exceptions"].items() if not entry.get("reason") or not entry.get("licence")] == []


def _rows() -> list[list[str]]:
    """The rows of the tables whose last column is a licence."""
    rows, counts = [], False
    for line in DATA.splitlines():
        cells = [cell.strip(" *") for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            counts = False
        elif cells[-1] == "licence":
            counts = True
        elif counts and not set(line) <= set("|- "):
            rows.append(cells)
    return rows


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row[0])
def test_data_is_under_a_licence_that_goes_with_ours(row: list[str]) -> None:
    assert any(name in row[-1] for name in RULES["data"])
    assert not re.search(rf"\b({'|'.join(RULES['refused'])})\b|BY-N[CD]", row[-1])


def test_share_alike_tables_stand_in_files_that_say_so() -> None:
    tables = [row for row in _rows() if row[0].endswith(".csv")]
    assert len(tables) > 15
    assert [row[0] for row in tables if ("BY-SA" in row[-1]) != row[0].endswith("_ccbysa.csv")] == []


def test_folders_of_weights_are_named_with_their_licence() -> None:
    folders = [path.parent.relative_to(ROOT) for path in ROOT.glob("extract/**/SHA256SUMS")]
    assert len(folders) == 2
    assert [str(folder) for folder in folders if f"`{folder}/`" not in DATA] == []


def _report(**packages: dict[str, object]) -> dict[str, object]:
    return {"dependencies": [{"name": name, **entry} for name, entry in packages.items()]}


def test_audit_names_a_vulnerability_with_its_cure() -> None:
    hole = {"id": "PYSEC-1", "fix_versions": ["1.1"]}
    found = judge(_report(here={"version": "1.0", "vulns": [hole]}, there={"version": "2", "vulns": []}))
    assert found == (FOUND, ["here 1.0: PYSEC-1, mended in 1.1"])


def test_audit_without_an_index_that_answers_says_so_in_one_line() -> None:
    status, lines = judge(_report(here={"skip_reason": "not found"}, there={"skip_reason": "not found"}))
    assert (status, len(lines)) == (NOT_ASKED, 1)


def test_audit_says_what_the_index_does_not_know() -> None:
    status, lines = judge(_report(here={"version": "1", "vulns": []}, own={"skip_reason": "not found"}))
    assert status == 0
    assert lines == ["audit: no known vulnerability in 1 packages; the index does not know own"]
