"""Fuzzing: mutated inputs through every way into diplograph, each of which may only be read or refused with one line.

    python tests/fuzz/run.py [TARGET...] [--inputs N] [--seconds S] [--seed N] [--output FOLDER] [--coverage]

Each target runs in a process of its own, which a crash of an engine, an input that takes longer than ``HANG`` seconds or more
memory than ``MOST_MEMORY`` ends; the input that did it, and each that raised anything but a DiplographError, is written into
FOLDER, once for each place in the code. The next inputs go on behind it. Exits with 1 where any was found. ``--coverage`` has
atheris (pip install atheris) guide the mutation by what code an input reaches; it ends at the first crash of a target.
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
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.ontology import DiplographError

if TYPE_CHECKING:
    from fuzz_targets import Target

HANG, MOST_MEMORY = 20, 8 * 2**30


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


def feed(name: str, seed: int, inputs: int, seconds: float, output: Path) -> None:
    """The child: feeds inputs, and prints what came of them."""
    from fuzz_mutation import mutate
    from fuzz_targets import TARGETS

    target, chance = TARGETS[name], random.Random(seed)
    seeds = [data for data in target.seeds() if is_accepted(target, data)]
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    at_work, until = output / f"{name}.input", time.monotonic() + seconds
    done, refused, crashes = 0, 0, {}
    told = at_work.open("wb")
    while done < inputs and time.monotonic() < until:
        data = mutate(seeds, chance)
        told.seek(0)
        told.truncate()
        told.write(data)
        told.flush()
        done += 1
        signal.alarm(HANG)
        try:
            target.run(data)
        except DiplographError:
            refused += 1
        except BaseException as error:
            crashes.setdefault(place_of(error), data)
        finally:
            signal.alarm(0)
    told.close()
    at_work.unlink()
    for data in crashes.values():
        keep(output, name, data)
    print(json.dumps({"inputs": done, "refused": refused, "crashes": sorted(crashes)}))


def keep(output: Path, name: str, data: bytes) -> Path:
    path = output / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}.bin"
    path.write_bytes(data)
    return path


def fuzz(name: str, options: argparse.Namespace) -> list[str]:
    """Feeds a target, process by process; the places where it crashed."""
    until = time.monotonic() + options.seconds
    done, refused, crashes, seed = 0, 0, set(), options.seed
    while done < options.inputs and time.monotonic() < until:
        # A process at a time, so that what one library keeps does not add up.
        many = min(options.inputs - done, 20_000)
        command = [
            sys.executable,
            __file__,
            name,
            "--child",
            f"--inputs={many}",
            f"--seconds={until - time.monotonic()}",
            f"--seed={seed}",
        ]
        ended = subprocess.run([*command, "--output", options.output], capture_output=True, text=True, check=False)
        if ended.returncode == 0:
            told = json.loads(ended.stdout.splitlines()[-1])
            done, refused = done + told["inputs"], refused + told["refused"]
            crashes.update(told["crashes"])
        else:
            at_work = options.output / f"{name}.input"
            if not at_work.exists():
                crashes.add(f"cannot be fuzzed: {ended.stderr[-1000:]}")
                break
            what = f"signal {-ended.returncode}" if ended.returncode < 0 else f"exit {ended.returncode}"
            crashes.add(f"{what}: {keep(options.output, name, at_work.read_bytes()).name}")
            at_work.unlink()
            done += 1
        seed += 1
    print(
        f"{name:18} {done:9,} inputs {refused:9,} refused {len(crashes):3} crashes", *sorted(crashes), sep="\n    ", flush=True
    )
    return sorted(crashes)


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
    parser.add_argument("--seconds", type=float, default=600, help="the most for a target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, default=Path("out/fuzz"))
    parser.add_argument("--coverage", action="store_true")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--guided", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    if options.child:
        return feed(options.targets[0], options.seed, options.inputs, options.seconds, options.output)
    if options.guided:
        return feed_guided(options.targets[0], options.inputs, options.seconds, options.output)
    from fuzz_targets import TARGETS

    unknown = set(options.targets) - set(TARGETS)
    if unknown:
        parser.error(f"no target {min(unknown)}; there are {', '.join(TARGETS)}")
    found = [guide(name, options) if options.coverage else fuzz(name, options) for name in options.targets or TARGETS]
    sys.exit(any(found))


if __name__ == "__main__":
    main()
