"""Fuzzing: mutated inputs through every way into diplograph, each of which may only be read or refused with one line.

    python tests/fuzz/run.py [TARGET...] [--inputs N] [--seconds S] [--seed N] [--output FOLDER] [--coverage]

Feeds each target until it has had N inputs (the extraction two fifths of them), those of earlier runs with the same FOLDER
among them: ``FOLDER/counts.json`` says how many there were, what was refused, what crashed and how long the slowest input took,
and the next run goes on behind them with other seeds. S is the most for all targets together, N of 0 only tells the counts.

Each target runs in a process of its own, which a crash of an engine, an input that takes longer than ``HANG`` seconds of a
processor or more memory than ``MOST_MEMORY`` ends; the input that did it, and each that raised anything but a DiplographError,
is written into FOLDER, once for each place in the code. The next inputs go on behind it. Exits with 1 where any was found.
``--coverage`` has atheris (pip install atheris) guide the mutation by what code an input reaches; it ends at the first crash of
a target.
"""

import argparse
import contextlib
import hashlib
import json
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diplograph.ontology import DiplographError

if TYPE_CHECKING:
    from fuzz_targets import Target

# Seconds of a processor, and by the clock, for what waits without end.
HANG, MOST_WAITING = 20, 600
MOST_MEMORY = 8 * 2**30
# A process at a time, so that what one library keeps does not add up; it tells what it has done now and then.
INPUTS_OF_PROCESS, TOLD_EVERY = 50_000, 500
MEMORY = Path("/dev/shm")


def place_of(error: BaseException) -> str:
    """What was raised and where: two inputs with the same are one crash."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/site-packages/" not in frame.filename and "/lib/python" not in frame.filename]
    frame = (ours or frames)[-1]
    return f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno} ({frame.name})"


def is_accepted(target: "Target", data: bytes) -> bool:
    """Whether a seed is read; what the libraries load is loaded with the first, before the clock runs."""
    try:
        target.run(data)
    except DiplographError:
        return False
    return True


def feed(name: str, seed: int, inputs: int, at_work: Path, output: Path) -> None:
    """The child: feeds inputs, and prints what came of them; the one at work stands in ``at_work``."""
    from fuzz_mutation import mutate
    from fuzz_targets import TARGETS

    target, chance = TARGETS[name], random.Random(seed)
    seeds = [data for data in target.seeds() if is_accepted(target, data)]
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    told, refused, slowest, crashes = 0, 0, 0.0, {}
    with at_work.open("wb", buffering=0) as file:
        for done in range(1, inputs + 1):
            data = mutate(seeds, chance, target.longest)
            file.truncate(0)
            file.seek(0)
            file.write(data)
            signal.setitimer(signal.ITIMER_PROF, HANG)
            signal.alarm(MOST_WAITING)
            began = time.process_time()
            try:
                target.run(data)
            except DiplographError:
                refused += 1
            except BaseException as error:
                place = place_of(error)
                if place not in crashes:
                    crashes[place] = keep(output, name, data).name
            slowest = max(slowest, time.process_time() - began)
            if done % TOLD_EVERY == 0 or done == inputs:
                signal.setitimer(signal.ITIMER_PROF, 0)
                counts = {"inputs": done - told, "refused": refused, "slowest": slowest, "crashes": crashes}
                print(json.dumps(counts), flush=True)
                told, refused, slowest, crashes = done, 0, 0.0, {}


def keep(output: Path, name: str, data: bytes) -> Path:
    path = output / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}.bin"
    path.write_bytes(data)
    return path


class Counts:
    """What the runs with one folder have found, target by target."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "counts.json"
        self._counts: dict[str, Any] = json.loads(self._path.read_text()) if self._path.exists() else {}

    def of(self, name: str) -> dict[str, Any]:
        return self._counts.setdefault(name, {"inputs": 0, "refused": 0, "slowest": 0.0, "crashes": {}, "next_seed": 1})

    def add(self, name: str, more: dict[str, Any]) -> None:
        counts = self.of(name)
        counts["inputs"] += more["inputs"]
        counts["refused"] += more["refused"]
        counts["slowest"] = round(max(counts["slowest"], more["slowest"]), 3)
        counts["crashes"].update(more["crashes"])
        self.write()

    def write(self) -> None:
        coming = self._path.with_suffix(".new")
        coming.write_text(json.dumps(self._counts, indent=1))
        coming.replace(self._path)

    def tell(self, name: str) -> bool:
        """Print the counts of a target; whether it crashed."""
        counts = self.of(name)
        numbers = f"{counts['inputs']:9,} inputs {counts['refused']:9,} refused {len(counts['crashes']):3} crashes"
        crashes = (f"{place}: {file}" for place, file in sorted(counts["crashes"].items()))
        print(f"{name:18} {numbers}, slowest {counts['slowest']:6.2f} s", *crashes, sep="\n    ", flush=True)
        return bool(counts["crashes"])


def fuzz(name: str, inputs: int, until: float, options: argparse.Namespace, counts: Counts) -> bool:
    """Feeds a target, process by process, until it has had so many inputs; whether it crashed in this run or an earlier one."""
    so_far = counts.of(name)
    with tempfile.TemporaryDirectory(prefix="fuzz-", dir=MEMORY if MEMORY.is_dir() else None) as folder:
        at_work = Path(folder) / "input"
        while so_far["inputs"] < inputs and time.monotonic() < until:
            seed, so_far["next_seed"] = so_far["next_seed"] + options.seed - 1, so_far["next_seed"] + 1
            counts.write()
            many = min(inputs - so_far["inputs"], INPUTS_OF_PROCESS)
            command = [sys.executable, __file__, name, "--child", str(at_work), f"--inputs={many}", f"--seed={seed}"]
            if not feed_in_child([*command, "--output", options.output], name, until, at_work, counts):
                break
    return counts.tell(name)


def feed_in_child(command: list[object], name: str, until: float, at_work: Path, counts: Counts) -> bool:
    """Runs the child and counts what it tells; false where it could not even begin."""
    at_work.unlink(missing_ok=True)
    with tempfile.TemporaryFile("w+") as errors, subprocess.Popen(
        [str(word) for word in command], stdout=subprocess.PIPE, stderr=errors, text=True
    ) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if line.startswith('{"inputs"'):
                counts.add(name, json.loads(line))
            if time.monotonic() > until:
                child.terminate()
                break
        code = child.wait()
        if code == 0 or time.monotonic() > until:
            return True
        errors.seek(0)
        last = errors.read()[-1000:]
    what = f"signal {-code}" if code < 0 else f"exit {code}"
    has_begun = at_work.exists()
    kept = keep(Path(str(command[-1])), name, at_work.read_bytes()).name if has_begun else f"cannot be fuzzed: {last}"
    counts.add(name, {"inputs": int(has_begun), "refused": 0, "slowest": 0.0, "crashes": {f"{what}, {kept}": kept}})
    return has_begun


def guide(name: str, options: argparse.Namespace) -> bool:
    """Has atheris guide the inputs of one target, in a process of its own; whether it crashed."""
    command = [sys.executable, __file__, name, "--guided", f"--inputs={options.inputs}", f"--seconds={options.seconds}"]
    ended = subprocess.run([*command, "--output", options.output], capture_output=True, text=True, check=False)
    last = [line for line in ended.stderr.splitlines() if line.startswith("Done ") or "cov:" in line or "Uncaught" in line]
    print(f"{name}: {'crashed' if ended.returncode else 'nothing found'}: {'; '.join(last[-2:])}", flush=True)
    return ended.returncode != 0


def feed_guided(name: str, inputs: int, seconds: float, output: Path) -> None:
    import atheris

    with atheris.instrument_imports(include=["diplograph"]):
        from fuzz_targets import TARGETS
    target = TARGETS[name]
    corpus = output / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(target.seeds()):
        (corpus / f"seed-{number}").write_bytes(data)

    def take(data: bytes) -> None:
        with contextlib.suppress(DiplographError):
            target.run(data)

    limits = [f"-runs={inputs}", f"-max_total_time={int(seconds)}", f"-timeout={HANG}", f"-artifact_prefix={output}/{name}-"]
    atheris.Setup([sys.argv[0], *limits, "-max_len=4096", "-rss_limit_mb=0", str(corpus)], take)
    atheris.Fuzz()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--inputs", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=600, help="the most for all targets")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, default=Path("out/fuzz"))
    parser.add_argument("--coverage", action="store_true")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--guided", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    if options.child:
        return feed(options.targets[0], options.seed, options.inputs, options.child, options.output)
    if options.guided:
        return feed_guided(options.targets[0], options.inputs, options.seconds, options.output)
    from fuzz_targets import TARGETS

    unknown = set(options.targets) - set(TARGETS)
    if unknown:
        parser.error(f"no target {min(unknown)}; there are {', '.join(TARGETS)}")
    if options.coverage:
        found = [guide(name, options) for name in options.targets or TARGETS]
        sys.exit(any(found))
    counts, until = Counts(options.output), time.monotonic() + options.seconds
    found = [
        fuzz(name, int(options.inputs * TARGETS[name].share), until, options, counts) for name in options.targets or TARGETS
    ]
    total = sum(counts.of(name)["inputs"] for name in TARGETS)
    print(f"{total:,} inputs in all")
    sys.exit(any(found))


if __name__ == "__main__":
    main()
