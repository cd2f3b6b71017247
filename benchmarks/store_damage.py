"""Does a damaged store say so, and what does a repair save? Every kind of file, deleted, cut short and altered.

    python benchmarks/store_damage.py [--articles N] [--kind NAME] [--every]

A store that was closed and one whose writer was killed are damaged one file at a time: deleted, cut to nothing, cut to half, 64
bits flipped at the start, in the middle, at the end. Of each, two readers (of claims with their quotes, and of quotes by their
words) and a writer must give the same answers as before or say in one line which file it is and what to do, with exit code 2;
then ``diplograph repair`` must leave exactly the articles that it does not name as lost, and have nothing more to do. Each runs
in a process of its own, whose signals count. Exits with 1 where something was a traceback, a signal or a wrong answer.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from diplograph.graph.rdf.namespaces import INTERNAL_GRAPHS
from diplograph.graph.rdf.normalization import Claims, normalize
from diplograph.graph.rdf.statements import Statement
from diplograph.graph.stores import Store, open_store
from synthetic_claims import articles

BATCH = 15
HIDDEN = {f"<{iri}>" for iri in INTERNAL_GRAPHS}
CLAIMS = """SELECT ?id ?relation ?q {
  ?c dg:relation ?relation ; dg:evidence [ oa:exact ?q ] ; prov:wasDerivedFrom [ dcterms:identifier ?id ]
}"""
WORDS = 'SELECT ?q { ?e store:quotes "sanctions" ; oa:exact ?q }'
Damaging = Callable[[Path], None]


def contents(number: int) -> Iterator[Claims]:
    source = articles(number * 5)
    while batch := list(islice(source, BATCH)):
        yield normalize([claim for _, found in batch for claim in found], [document for document, _ in batch])


def cut(path: Path, share: float) -> None:
    os.truncate(path, int(path.stat().st_size * share))


def flip(path: Path, share: float) -> None:
    data = bytearray(path.read_bytes())
    place = int(max(0, len(data) - 8) * share)
    data[place : place + 8] = bytes(byte ^ 0xFF for byte in data[place : place + 8])
    path.write_bytes(data)


DAMAGES: dict[str, Damaging] = {
    "deleted": Path.unlink,
    "cut to nothing": lambda path: cut(path, 0),
    "cut to half": lambda path: cut(path, 0.5),
    "flipped at the start": lambda path: flip(path, 0),
    "flipped in the middle": lambda path: flip(path, 0.5),
    "flipped at the end": lambda path: flip(path, 1),
}


def kind_of(path: Path) -> str:
    if path.suffix in (".sst", ".log", ".nq", ".promised"):
        return path.suffix
    return path.name.partition("-")[0].partition(".old")[0]


def write(folder: Path, number: int, *, die: bool) -> None:
    store = open_store(folder, write=True)
    batches = list(contents(number))
    promised = len(batches) // 2 if die else len(batches)
    for batch in batches[:promised]:
        store.add(batch)
    if die:
        store.close()
        store = open_store(folder, write=True)
        for batch in batches[promised:]:
            store.add(batch)
        os.kill(os.getpid(), signal.SIGKILL)
    store.close()


def run(arguments: list[str]) -> tuple[int, str, str]:
    """Exit code (negative for a signal), output and errors of a command in a process of its own."""
    with tempfile.NamedTemporaryFile() as out, tempfile.NamedTemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            code = 70
            try:
                from diplograph.graph.cli.entry import main

                sys.argv = ["diplograph", *arguments]
                main()
            except SystemExit as ended:
                code = ended.code if isinstance(ended.code, int) else 0
            except BaseException:
                import traceback

                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status), Path(out.name).read_text(), Path(err.name).read_text()


def judge(found: tuple[int, str, str], expected: str, damaged: Path, store: Path) -> str:
    code, output, errors = found
    if code < 0 or "Traceback" in errors or code == 70:
        return "signal" if code < 0 else "traceback"
    if code == 0:
        return "same" if sorted(output.splitlines()) == sorted(expected.splitlines()) else "WRONG"
    told = code == 2 and len(errors.splitlines()) == 1 and f"diplograph repair {store}" in errors
    return "told" if told and damaged.name in errors else f"unclear: {errors.strip()[:200]}"


def public(store: Store) -> set[Statement]:
    return {one for one in store.statements() if one.graph not in HIDDEN}


def check_repair(store: Path, number: int) -> str:
    """What a repair left, compared with a store of the articles that it does not name."""
    code, output, errors = run(["repair", str(store)])
    if code < 0 or "Traceback" in errors or code == 70:
        return f"signal {-code}" if code < 0 else f"traceback: {errors[-300:]}"
    if code == 2:
        return f"unclear: {errors.strip()[:200]}"
    lost = set(output.split())
    for path in store.glob("damaged-*/add-again.txt"):
        lost |= set(path.read_text("utf-8").split())
    again = run(["repair", str(store)])
    if again[0] != 0 or "is not damaged" not in again[2]:
        return f"WRONG: not idempotent: {again[2].strip()[:200]}"
    return compare(store, number, lost) or f"{len(lost)} lost"


def compare(store: Path, number: int, lost: set[str]) -> str | None:
    """How a store differs from one of all articles but those; None where it does not."""
    with open_store(None) as expected, open_store(store) as found:
        for batch in contents(number):
            kept = [document for document in batch.documents if document.id not in lost]
            names = {document.id for document in kept}
            expected.add(normalize([claim for claim in batch.claims if claim.document in names], kept))
        wanted, has = public(expected), public(found)
        if wanted != has:
            return f"WRONG: {len(wanted - has)} lacking, {len(has - wanted)} too many: {next(iter(wanted ^ has))}"
        if found.counts() != expected.counts():
            return "WRONG counts"
        return None if len(found.query(WORDS)) == len(expected.query(WORDS)) else "WRONG quotes"


def forked(work: Callable[[], str]) -> str:
    """What ``work`` gives in a process of its own, so that no engine is open where others are forked."""
    with tempfile.NamedTemporaryFile() as out:
        child = os.fork()
        if child == 0:
            try:
                Path(out.name).write_text(work(), "utf-8")
            except BaseException as error:
                Path(out.name).write_text(f"crash: {error!r}", "utf-8")
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        return Path(out.name).read_text("utf-8") or "signal"


def results_of(
    template: Path, path: Path, damaging: Damaging, commands: dict[str, list[str]], expected: dict[str, str], number: int
) -> dict[str, str]:
    """What each command, and a repair, made of a store with one damaged file."""
    store = template.with_name("store")
    results = {}
    for name, command in commands.items():
        shutil.copytree(template, store)
        damaging(store / path.relative_to(template))
        found = run([str(store) if part == "{}" else part for part in command])
        if name == "writer" and found[0] == 0:
            found = run([str(store) if part == "{}" else part for part in commands["claims"]])
        results[name] = judge(found, expected["claims" if name == "writer" else name], path, store)
        if name != "writer":
            shutil.rmtree(store)
    results["repair"] = forked(lambda: check_repair(store, number))
    shutil.rmtree(store)
    return results


def try_store(template: Path, number: int, only: str | None, *, every: bool) -> tuple[dict[str, Counter[str]], int]:
    """What came of all damages of a store, by kind of file, and how many cases went wrong."""
    empty = template.with_name("empty.nq")
    empty.write_text("")
    commands = {
        "claims": ["query", "{}", CLAIMS, "--format", "csv"],
        "words": ["query", "{}", WORDS, "--format", "csv"],
        "writer": ["load", "{}", str(empty)],
    }
    whole = template.with_name("whole")
    shutil.copytree(template, whole)
    expected = {name: run([str(whole) if part == "{}" else part for part in commands[name]])[1] for name in ("claims", "words")}
    shutil.rmtree(whole)
    tally: dict[str, Counter[str]] = {}
    failed = 0
    for path in sorted(path for path in template.rglob("*") if path.is_file()):
        kind = kind_of(path)
        for damage, damaging in DAMAGES.items() if only in (None, kind) else ():
            if path.stat().st_size == 0 and damage != "deleted":
                continue
            results = results_of(template, path, damaging, commands, expected, number)
            for name, result in results.items():
                word = "with losses" if result.endswith(" lost") and result != "0 lost" else result.split(":")[0]
                tally.setdefault(kind, Counter())[f"{name}: {word}"] += 1
            bad = [name for name, result in results.items() if not result.endswith(("same", "told", " lost"))]
            failed += bool(bad)
            if bad or every:
                print(template.name, path.relative_to(template), damage, results, flush=True)
    return tally, failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--kind", help="only files of this kind: .sst, .log, .nq, .promised, MANIFEST, CURRENT, quotes ...")
    parser.add_argument("--every", action="store_true", help="print every case, not those alone that went wrong")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--die", action="store_true")
    given = parser.parse_args()
    if given.write:
        write(given.write, given.articles, die=given.die)
        return 0
    from diplograph.graph import knowledge_graph, stores  # noqa: F401 - loaded once, not in each process

    cases = failures = 0
    with tempfile.TemporaryDirectory() as folder:
        for state in ("closed", "killed"):
            template = Path(folder) / state
            command = [sys.executable, __file__, "--write", str(template), "--articles", str(given.articles)]
            subprocess.run([*command, *(["--die"] if state == "killed" else [])], check=False)
            tally, failed = try_store(template, given.articles, given.kind, every=given.every)
            failures += failed
            for kind, counts in tally.items():
                cases += sum(number for name, number in counts.items() if name.startswith("claims"))
                print(
                    f"{state:7}{kind:16}" + ", ".join(f"{name} {number}" for name, number in sorted(counts.items())), flush=True
                )
    print(f"{cases} cases, {failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
