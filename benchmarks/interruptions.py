"""Does a build that is killed time and again give the graph of one that is not?

    python benchmarks/interruptions.py [ARCHIVE] [--articles 500] [--paragraphs 5] [--kills 50] [--workers N | --dask N]
                                       [--extractor frames]

Builds ARCHIVE, or so many articles made of the examples, into a store once; then into others, where at random moments of the
time that the first took something is killed (SIGKILL), KILLS times: the command, which is then given again, or in every other
run with workers first one of them, of which nothing must be lost. Each store that is complete is compared with the first
triple by triple. Prints one line of JSON; exit code 1 where one differs. ``--dask`` starts a cluster of N processes on
loopback. The extractor ``slow`` only waits: for the job alone.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
from archives import write_archive
from diplograph.graph import KnowledgeGraph

HERE = Path(__file__).parent
PARAGRAPHS = 5


class Trial:
    """Builds of one archive that are killed at random moments; ``workers`` tells the processes that read for a build."""

    def __init__(self, options: argparse.Namespace, address: str | None, workers: Callable[[int], list[int]]) -> None:
        self.chance = random.Random(options.seed)
        self.workers = workers
        self.command = [sys.executable, str(HERE / "measured_build.py"), str(options.archive)]
        self.options = ["--extractor", options.extractor]
        self.options += ["--batch", str(options.batch)] if options.batch else []
        self.options += ["--workers", str(options.workers)] if address is None else ["--dask", address]
        self.killed = {"command": 0, "worker": 0}

    def run(self, store: Path, limit: float | None = None, *, also_worker: bool = False) -> dict[str, Any] | None:
        """The figures of a build, or None where it was killed after ``limit`` seconds."""
        process = subprocess.Popen([*self.command, str(store), *self.options], stdout=subprocess.PIPE, text=True)
        told: str | None = None
        if limit is not None and also_worker:
            moment = self.chance.uniform(0, limit)
            told = _wait(process, moment)
            pids = self.workers(process.pid) if told is None else []
            if pids:
                with suppress(ProcessLookupError):
                    os.kill(self.chance.choice(pids), signal.SIGKILL)
                    self.killed["worker"] += 1
            limit -= moment
        told = told if told is not None else _wait(process, limit)
        if told is None:
            process.kill()
            process.communicate()
            self.killed["command"] += 1
            return None
        if process.returncode != 0:
            sys.exit(f"a build ended with {process.returncode}: {told}")
        figures: dict[str, Any] = json.loads(told)
        return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--paragraphs", type=int, default=PARAGRAPHS, help="Of each article.")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--extractor", default="frames")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, help="Articles of a batch, in place of the usual number.")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--dask", type=int, metavar="N")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    try:
        if options.archive is None:
            options.archive = folder / "archive.jsonl"
            write_archive(options.archive, options.articles, options.paragraphs)
        with _cluster(options.dask) as (address, workers):
            return _try(Trial(options, address, workers), options, folder)
    finally:
        shutil.rmtree(folder)


def _try(trial: Trial, options: argparse.Namespace, folder: Path) -> int:
    whole, broken = folder / "whole", folder / "broken"
    started = time.monotonic()
    first = trial.run(whole)
    seconds = time.monotonic() - started
    expected = _statements(whole)
    has_workers = options.dask is not None or options.workers > 1
    runs, same = 0, []
    while True:
        runs += 1
        is_last = sum(trial.killed.values()) >= options.kills
        limit = None if is_last else trial.chance.uniform(0, seconds)
        done = trial.run(broken, limit, also_worker=has_workers and runs % 2 == 0)
        if done is not None:
            same.append(_statements(broken) == expected and done["report"]["failures"] == [])
            shutil.rmtree(broken)
        if is_last:
            break
    started = time.monotonic()
    known = trial.run(whole)
    again = time.monotonic() - started
    assert first is not None
    assert known is not None
    figures = {"articles": first["report"]["articles"]["read"], "killed": trial.killed, "graphs": len(same), "same": sum(same)}
    print(json.dumps({**figures, "seconds": round(seconds, 1), "known_seconds": round(again, 1)}))
    return 0 if all(same) and known["report"]["articles"]["read"] == 0 else 1


@contextmanager
def _cluster(workers: int | None) -> Iterator[tuple[str | None, Callable[[int], list[int]]]]:
    """The address of a cluster of so many processes on loopback, None where there is to be none, and who reads for a build."""
    if workers is None:
        yield None, _spawned
        return
    from distributed import LocalCluster

    os.environ["PYTHONPATH"] = str(HERE)  # the workers need the extractor that waits
    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:

        def running(_: int) -> list[int]:
            """Those that have begun: one that dies before is not started anew."""
            nannies = [nanny for nanny in cluster.workers.values() if nanny.process is not None]
            return [nanny.pid for nanny in nannies if nanny.process.status.name == "running" and nanny.pid is not None]

        yield cluster.scheduler_address, running


def _spawned(pid: int) -> list[int]:
    """The worker processes that a process has started."""
    with suppress(psutil.Error):
        children = psutil.Process(pid).children()
        return [child.pid for child in children if any("spawn_main" in part for part in child.cmdline())]
    return []


def _wait(process: "subprocess.Popen[str]", seconds: float | None) -> str | None:
    """What the process printed, None where it has not ended in time."""
    try:
        return process.communicate(timeout=seconds)[0]
    except subprocess.TimeoutExpired:
        return None


def _statements(store: Path) -> bytes:
    with KnowledgeGraph.open(store) as graph:
        return graph.serialize(".nq")


if __name__ == "__main__":
    sys.exit(main())
