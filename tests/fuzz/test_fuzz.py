"""Every way in, with a few mutated inputs each: read, or refused with one line. The long run is ``tests/fuzz/run.py``."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from diplograph.ontology import DiplographError
from fuzz_mutation import LONGEST, mutate
from fuzz_targets import TARGETS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

# Extraction has its own hostile texts; loading the pipeline for it would double the time of this file.
QUICK = sorted(set(TARGETS) - {"extraction"})
INPUTS = 15


@pytest.mark.parametrize("name", QUICK)
def test_mutated_input_is_read_or_refused_with_one_line(name: str) -> None:
    target, chance = TARGETS[name], random.Random(name)
    seeds = list(target.seeds())
    for data in [seeds[0], *(mutate(seeds, chance, target.longest) for _ in range(INPUTS))]:
        try:
            target.run(data)
        except DiplographError as error:
            assert str(error), data
            assert "\n" not in str(error), data


@pytest.mark.parametrize("name", ["dates", "update", "decisions", "actors-csv", "reader-json", "reader-table"])
def test_arbitrary_input_is_read_or_refused(name: str) -> None:
    target = TARGETS[name]

    @settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))))
    def check(data: bytes) -> None:
        try:
            target.run(data)
        except DiplographError as error:
            assert str(error)

    check()


def test_mutation_changes_inputs_within_bounds_and_repeats_them_for_a_seed() -> None:
    seeds = [b"a" * 50_000, b"SELECT * { ?s ?p ?o }"]
    once, again = ([mutate(seeds, random.Random(number)) for number in range(50)] for _ in range(2))
    assert once == again
    assert max(map(len, once)) <= LONGEST
    assert len(set(once)) > 40


def test_crash_is_counted_named_and_kept_and_the_next_run_goes_on_behind_it(tmp_path: Path) -> None:
    """A target that raises, and one that ends its process, by the command itself."""
    tmp_path.joinpath("fuzz_targets.py").write_text(
        "import os\n"
        "from types import SimpleNamespace as Target\n"
        "def run(data):\n    if data != b'seed': raise ValueError(data)\n"
        "def die(data):\n    if data != b'seed': os.kill(os.getpid(), 11)\n"
        "def made(run): return Target(run=run, seeds=lambda: [b'seed'], share=1.0, longest=99)\n"
        "TARGETS = {'raises': made(run), 'dies': made(die)}\n"
    )
    here = Path(__file__).parent
    for name in ("run.py", "fuzz_mutation.py"):
        tmp_path.joinpath(name).write_bytes(here.joinpath(name).read_bytes())
    for inputs in (3, 5):
        command = [sys.executable, str(tmp_path / "run.py"), f"--inputs={inputs}", "--output", str(tmp_path / "found")]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
        assert done.returncode == 1, done.stderr
        assert "ValueError at fuzz_targets.py" in done.stdout
        assert "signal 11" in done.stdout
        assert f"{2 * inputs} inputs in all" in done.stdout
    counts = json.loads((tmp_path / "found" / "counts.json").read_text())
    # Each process that died has had a seed of its own.
    assert {name: one["next_seed"] for name, one in counts.items()} == {"raises": 3, "dies": 6}
    kept = {path.name for path in (tmp_path / "found").glob("*.bin")}
    assert {name.split("-")[0] for name in kept} == {"raises", "dies"}
    assert {name for one in counts.values() for name in one["crashes"].values()} <= kept
