"""The table of what to touch to add something names files that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TABLES = "ontology/actors/tables"
SECTION = (ROOT / "docs" / "architecture.md").read_text("utf-8").split("## How one adds ...")[1].split("\n## ")[0]
ROWS = {row.split("|")[1].strip(): row for row in SECTION.splitlines() if row.startswith("| ") and "---" not in row}
PATHS = sorted(set(re.findall(r"`([\w./*]+/[\w./*]+|\w+\.csv)`", SECTION)))


def test_table_has_a_row_for_each_thing_that_is_added() -> None:
    kinds = ["relation", "word", "actor", "reader", "extractor", "store", "export", "projection", "question", "query", "rule"]
    assert list(ROWS) == ["to add a", *kinds]
    assert all("`" in row for kind, row in ROWS.items() if kind in kinds)


@pytest.mark.parametrize("path", PATHS)
def test_file_that_the_table_names_is_there(path: str) -> None:
    assert list(ROOT.glob(path if "/" in path else f"{TABLES}/{path}")) != []
