"""How files of tests are dealt to processes."""

from pathlib import Path

from dealing import renew, sort_by_cost


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


def test_costs_of_a_part_of_the_tests_leave_those_of_the_others(tmp_path: Path) -> None:
    for name in ("test_a.py", "test_b.py", "test_c.py"):
        (tmp_path / name).touch()
    known = {"test_a.py": 9.0, "test_b.py": 5.0, "test_gone.py": 7.0}
    assert renew(known, {"test_b.py": 0.5, "test_c.py": 2.04}, tmp_path) == {"test_a.py": 9.0, "test_c.py": 2.0}
