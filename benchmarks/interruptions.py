"""Does a build that is killed time and again give the graph of one that is not?

    python benchmarks/interruptions.py ARCHIVE [--kills 50] [--extractor frames] [--seed 1]

Builds ARCHIVE into a store once; then into another, where the process is killed (SIGKILL) at random moments of the time that
the first took, KILLS times, and goes on each time; then compares both triple by triple and prints one line of JSON. Exit code 1
where they differ.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from diplograph.graph import KnowledgeGraph


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--extractor", default="frames")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, help="Articles of a batch, in place of the usual number.")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    folder = Path(tempfile.mkdtemp())
    try:
        started = time.monotonic()
        whole = run(options, folder / "whole", None)
        seconds = time.monotonic() - started
        kills = 0
        broken: dict[str, object] | None = None
        while broken is None:
            limit = chance.uniform(0, seconds) if kills < options.kills else None
            broken = run(options, folder / "broken", limit)
            kills += broken is None
        started = time.monotonic()
        known = run(options, folder / "whole", None)
        again = time.monotonic() - started
        same = statements(folder / "whole") == statements(folder / "broken")
    finally:
        shutil.rmtree(folder)
    assert whole is not None
    assert known is not None
    figures = {"kills": kills, "same": same, "seconds": round(seconds, 1), "known_seconds": round(again, 2)}
    print(json.dumps({**figures, "articles": whole["articles"], "resumed": broken["articles"], "known": known["articles"]}))
    return 0 if same else 1


def run(options: argparse.Namespace, store: Path, limit: float | None) -> dict[str, object] | None:
    """The report of a build, or None where it was killed after ``limit`` seconds."""
    report = store.with_suffix(".json")
    script = "import sys; from diplograph.graph.building import job; "
    script += f"job.BATCH_ARTICLES = {options.batch}; " if options.batch else ""
    script += "from diplograph.graph.cli import main; main()"
    command = [sys.executable, "-c", script, "build", str(options.archive), "--output", str(store)]
    command += ["--extractor", options.extractor, "--report", str(report), "--quiet"]
    process = subprocess.Popen(command)
    try:
        process.wait(limit)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return None
    told: dict[str, object] = json.loads(report.read_text("utf-8"))
    return told


def statements(store: Path) -> bytes:
    with KnowledgeGraph.open(store) as graph:
        return graph.serialize(".nq")


if __name__ == "__main__":
    sys.exit(main())
