"""How long does an analyst wait for the first page? Cold ``diplograph build`` of one article, HTML included.

    python benchmarks/cold_build.py [ARTICLE] [--runs N] [--limit SECONDS]

Each run is a new process. Prints medians, beside ``import spacy`` in a new process and the time limit, as ratios: they
say more than seconds on a machine that does other work. Exits with 1 where the median is above the limit.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ARTICLE = Path(__file__).parents[1] / "examples/articles/nordic-nato-accession.txt"


def time_process(command: Sequence[str]) -> float:
    """Wall-clock seconds of one run; exits with the command's own words where it fails."""
    start = time.perf_counter()
    result = subprocess.run(command, check=False, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if result.returncode != 0:
        sys.exit(result.stderr)
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("article", nargs="?", type=Path, default=ARTICLE)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--limit", type=float, default=4.0, metavar="SECONDS")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outputs = ["--output", f"{folder}/graph.ttl", "--page", f"{folder}/graph.html"]
        commands = {
            "import spacy": [sys.executable, "-c", "import spacy"],
            "diplograph build": [str(Path(sys.executable).with_name("diplograph")), "build", str(options.article), *outputs],
        }
        # In turn, so that other work on the machine falls on both alike.
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(options.runs):
            for name, command in commands.items():
                times[name].append(time_process(command))
    build, spacy = statistics.median(times["diplograph build"]), statistics.median(times["import spacy"])
    print(f"{options.article.name}, {options.runs} runs, medians (least to most)")
    for name, values in times.items():
        print(f"{name:<18}{statistics.median(values):6.2f} s  ({min(values):.2f} to {max(values):.2f})")
    print(f"build / import spacy   {build / spacy:.2f}")
    print(f"build / limit          {build / options.limit:.2f}  (limit {options.limit:g} s)")
    sys.exit(build > options.limit)


if __name__ == "__main__":
    main()
