"""How files of tests are dealt to processes."""

import json
from pathlib import Path

from dealing import COSTS, sort_by_cost

ROOT = Path(__file__).parents[1]


def test_what_costs_most_is_dealt_first_and_a_folder_that_shares_a_server_as_a_whole() -> None:
    tests = [
        "tests/test_a.py::test",
        "tests/graph/server/test_b.py::test",
        "tests/test_c.py::test[x::y]",
        "tests/test_d.py::test",
    ]
    costs = {
        "tests/graph/server/test_b.py": 4.0,
        "tests/graph/server/test_e.py": 3.0,
        "tests/test_c.py": 9.0,
        "tests/test_d.py": 5.0,
    }
    assert sort_by_cost(tests, costs) == ["tests/test_c.py", "tests/graph/server/", "tests/test_d.py", "tests/test_a.py"]


def test_costs_are_those_of_files_that_are_there() -> None:
    costs = json.loads(COSTS.read_text("utf-8"))
    assert costs
    assert [file for file in costs if not (ROOT / file).is_file()] == []
