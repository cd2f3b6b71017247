"""The benchmark of interruptions: builds whose command and workers are killed end with the graph of one that is not."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / "benchmarks" / "interruptions.py"


def test_builds_that_are_killed_give_the_graph_of_one_that_is_not() -> None:
    pytest.importorskip("psutil")
    options = ["--extractor", "slow", "--articles", "30", "--kills", "1", "--workers", "2", "--batch", "5"]
    done = subprocess.run([sys.executable, str(SCRIPT), *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert sum(told["killed"].values()) >= 1
    assert told["graphs"] == told["same"] >= 1
