"""How long does loading the actor base take? ``load_actors()`` in a new process, imports of its modules included.

    python benchmarks/actor_base.py [--runs N] [--limit SECONDS]

Each run is a new process that has imported ``diplograph.ontology`` already. Prints medians, beside those of first look-ups,
which must not hide what loading leaves undone, and the ratio to the limit. Exits with 1 where the median is above the limit.
"""

import argparse
import json
import statistics
import subprocess
import sys

SCRIPT = """
import json, time
import diplograph.ontology
times, start = {}, time.perf_counter()

def note(name):
    global start
    times[name] = time.perf_counter() - start
    start = time.perf_counter()

from diplograph.ontology.actors import load_actors
base = load_actors()
note("load_actors()")
base.offices_of("Boris Johnson")
note("first person by name")
base.offices_of_surname("Johnson")
note("first person by surname")
base.holder("GBR", "head_of_government", "2021-06-11")
note("first holder of an office")
base.members("ORG:NATO", "2023-04-04")
note("first members of a body")
base.holder("USA", "head_of_state", "2017-05-01")
note("second holder of an office")
print(json.dumps(times))
"""


def time_process() -> dict[str, float]:
    """Seconds of each step in a new process; exits with the process' own words where it fails."""
    result = subprocess.run([sys.executable, "-c", SCRIPT], check=False, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(result.stderr)
    times: dict[str, float] = json.loads(result.stdout)
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--limit", type=float, default=0.3, metavar="SECONDS")
    options = parser.parse_args()
    runs = [time_process() for _ in range(options.runs)]
    print(f"{options.runs} runs, medians (least to most)")
    for name in runs[0]:
        values = [run[name] for run in runs]
        print(f"{name:<28}{statistics.median(values):8.4f} s  ({min(values):.4f} to {max(values):.4f})")
    load = statistics.median(run["load_actors()"] for run in runs)
    print(f"load / limit                {load / options.limit:8.2f}    (limit {options.limit:g} s)")
    sys.exit(load > options.limit)


if __name__ == "__main__":
    main()
