"""The log of trials again: what other tools' users reported, tried on this version, a verdict for each row.

    python benchmarks/trials.py [--shared FOLDER] [ROW...]

The log, its texts and files lie in ``FOLDER/trials``; what a text must and must not give, and what a command must print,
stands in ``trials.yaml`` beside this script. A row is "right" where all of that holds, "wrong" where a pattern fails, which is
then named; "read" where no pattern can tell, with what came out, for a reader to judge. Exits with 1 where a row is wrong.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from diplograph.extract import Extractor
from diplograph.extract.readers import read_documents

CHECKS = Path(__file__).with_name("trials.yaml")
ROW = re.compile(r"^\| (\d+) \|")
ANY = "*"
# What a command of a row may print before it is cut.
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the log."""

    number: int
    symptom: str
    texts: str
    right: str


def read_log(path: Path) -> list[Row]:
    rows = []
    for line in path.read_text("utf-8").splitlines():
        if ROW.match(line):
            cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            rows.append(Row(int(cells[0]), cells[2], cells[3], cells[4]))
    return rows


def described(claim: Mapping[str, Any]) -> set[str]:
    """The words by which a pattern can ask for more than the parties of a claim."""
    date = claim["date"]
    words = {claim["polarity"], claim["modality"], claim["organization"], claim["place"]}
    words |= {"speaker"} if claim["speaker"] else set()
    words |= {"dated", f"{date['start']}..{date['end']}"} if date else set()
    return words


def matches(pattern: str, claim: Mapping[str, Any]) -> bool:
    subject, relation, object_, *more = (part.strip() for part in pattern.split("|"))
    parties = ((subject, "subject"), (relation, "predicate"), (object_, "object"))
    if any(wanted not in (ANY, claim[key]) for wanted, key in parties):
        return False
    return {word for part in more for word in part.split()} <= described(claim)


def failures(checks: Mapping[str, Sequence[str]], claims: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for pattern in checks.get("must", ()):
        if not any(matches(pattern, claim) for claim in claims):
            yield f"missing: {pattern}"
    for pattern in checks.get("must_not", ()):
        if any(matches(pattern, claim) for claim in claims):
            yield f"not to be: {pattern}"


class Trials:
    """The texts of the log, each read once, and its commands, run in a copy of its folder."""

    def __init__(self, folder: Path, workplace: Path) -> None:
        self.folder = folder
        self.workplace = workplace
        self._extractor: Extractor | None = None
        self._claims: dict[str, dict[str, list[dict[str, Any]]]] = {}

    def claims(self, name: str) -> list[dict[str, Any]]:
        """The claims of "file#id" as records."""
        file, _, identifier = name.partition("#")
        if file not in self._claims:
            self._extractor = self._extractor or Extractor()
            documents = read_documents(self.folder / f"{file}.jsonl")
            extractor = self._extractor
            self._claims[file] = {d.id: [c.record(None) for c in extractor.extract(d)] for d in documents}
        return self._claims[file][identifier]

    def run(self, command: str) -> str:
        """The exit status and what a command prints, one line."""
        binaries = str(Path(sys.executable).parent)
        environment = {"PATH": f"{binaries}:/usr/bin:/bin", "HOME": str(self.workplace), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            ["bash", "-c", command], cwd=self.workplace, env=environment, capture_output=True, text=True, errors="replace",
            timeout=300, check=False,
        )  # fmt: skip
        return f"exit {done.returncode}: " + " ".join((done.stdout + done.stderr).split())

    def verdict(self, checks: Mapping[str, Any]) -> tuple[str, list[str]]:
        """ "right", "wrong" or "read", and what to show."""
        wrong, shown = [], []
        for name, check in checks.items():
            if name == "commands":
                for command, pattern in check.items():
                    printed = self.run(command)
                    told = pattern is not None and re.search(pattern, printed) is None
                    wrong += [f"{command}: {printed[:LONGEST]}"] if told else []
                    shown += [f"{command}: {printed[:LONGEST]}"] if pattern is None else []
            else:
                wrong += [f"{name}: {failure}" for failure in failures(check, self.claims(name))]
        if wrong:
            return "wrong", wrong
        return ("read", shown) if shown or not checks else ("right", [])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="*", type=int)
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    checks = yaml.safe_load(CHECKS.read_text("utf-8"))
    counts: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        workplace = Path(folder) / "inputs"
        shutil.copytree(options.shared / "trials" / "inputs", workplace)
        trials = Trials(options.shared / "trials" / "inputs", workplace)
        for row in read_log(options.shared / "trials" / "LOG.md"):
            if options.rows and row.number not in options.rows:
                continue
            verdict, shown = trials.verdict(checks.get(row.number, {}))
            counts[verdict] = counts.get(verdict, 0) + 1
            print(f"{row.number:3} {verdict:5} {row.symptom} ({row.texts})", flush=True)
            for line in [*shown, *([f"right: {row.right}"] if verdict != "right" else [])]:
                print(f"      {line}")
    print(", ".join(f"{name}: {count}" for name, count in sorted(counts.items())))
    sys.exit(counts.get("wrong", 0) > 0)


if __name__ == "__main__":
    main()
