"""Does a damaged store say so, and what does a repair save? Every kind of file, damaged in each way that files are.

    python benchmarks/store_damage.py [--articles N] [--state S] [--kind K] [--damage D] [--one-in N] [--from N] [--every]

A store that was closed and one whose writer was killed are damaged one file at a time: deleted, cut to nothing, cut to half,
one byte less, 64 bits flipped at the start, in the middle, at the end, a directory in its place, without the right to read it.
Of each, three readers (of claims with their quotes, of quotes by their words, of every statement) and a build must give the
same answers as before or say in one line which file it is and what to do, with exit code 2; ``check --deep`` must name it; then
``diplograph repair`` must leave exactly the articles that it does not name as lost, and have nothing more to do, or, of what it
may not read, change nothing. Exits with 1 where something was a traceback, a signal or a wrong answer.
"""

import argparse
import gc
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from itertools import count, islice
from pathlib import Path
from pkgutil import walk_packages

from damaging import DAMAGES, UNREADABLE, copy_store, forked, kind_of, make_readable, run
from diplograph.graph.rdf.namespaces import INTERNAL_GRAPHS
from diplograph.graph.rdf.normalization import Claims, normalize
from diplograph.graph.rdf.statements import Statement
from diplograph.graph.stores import Store, open_store
from diplograph.graph.stores.oxigraph.write_behind import WriteBehindEngine
from synthetic_claims import articles

BATCH = 15
HIDDEN = {f"<{iri}>" for iri in INTERNAL_GRAPHS}
CLAIMS = """SELECT ?id ?relation ?q {
  ?c dg:relation ?relation ; dg:evidence [ oa:exact ?q ] ; prov:wasDerivedFrom [ dcterms:identifier ?id ]
}"""
WORDS = 'SELECT ?q { ?e store:quotes "sanctions" ; oa:exact ?q }'
WRITER, CHECK = "build", "check"


def contents(number: int) -> Iterator[Claims]:
    source = articles(number * 5)
    while batch := list(islice(source, BATCH)):
        yield normalize([claim for _, found in batch for claim in found], [document for document, _ in batch])


def write(folder: Path, number: int, *, die: bool) -> None:
    """A store of few large files, half of it in the journal alone where its writer dies."""
    store = open_store(folder, write=True)
    batches = list(contents(number))
    promised = len(batches) // 2 if die else len(batches)
    for batch in batches[:promised]:
        store.add(batch)
    assert isinstance(store._engine, WriteBehindEngine)
    store.refresh()
    store._engine.merge_files()
    store.close()
    if die:
        store = open_store(folder, write=True)
        for batch in batches[promised:]:
            store.add(batch)
        os.kill(os.getpid(), signal.SIGKILL)


def judge(name: str, found: tuple[int, str, str], expected: str, damaged: Path, store: Path) -> str:
    code, output, errors = found
    if code < 0 or "Traceback" in errors or code == 70:
        return f"signal {-code}" if code < 0 else f"traceback: {errors[-300:]}"
    if code == 0:
        is_same = name in (WRITER, CHECK) or sorted(output.splitlines()) == sorted(expected.splitlines())
        return "same" if is_same else "WRONG"
    cures = f"diplograph repair {store}", "chmod u+r", "rmdir "
    named = damaged.name in errors and any(cure in errors for cure in cures)
    if name == CHECK and code == 1:
        return "told" if damaged.name in output and cures[0] in errors else f"unclear: {(output + errors).strip()[:300]}"
    return "told" if code == 2 and len(errors.splitlines()) == 1 and named else f"unclear: {errors.strip()[:300]}"


def public(store: Store) -> set[Statement]:
    return {one for one in store.statements() if one.graph not in HIDDEN}


def contents_of(store: Store) -> tuple[set[Statement], object, int]:
    return public(store), store.counts(), len(store.query(WORDS))


class Trial:
    """Damages of one store: ``template``, with ``number`` articles."""

    def __init__(self, template: Path, number: int) -> None:
        self._template, self._number = template, number
        self._store = template.with_name("store")
        text = template.with_name("quiet.txt")
        text.write_text("The harbour was closed for the night.\n")
        self._commands = {
            "claims": ["query", str(self._store), CLAIMS, "--format", "csv"],
            "words": ["query", str(self._store), WORDS, "--format", "csv"],
            "export": ["export", str(self._store), "--format", "nq"],
            CHECK: ["check", str(self._store), "--deep"],
            WRITER: ["build", str(text), "--output", str(self._store), "--extractor", "frames", "--quiet"],
        }
        self._expected: dict[str, str] = {}
        copy_store(template, self._store, plain_user=False)
        for name in ("claims", "words", "export"):
            code, self._expected[name], errors = run(self._commands[name])
            assert code == 0, errors
        self._whole = template.with_name("whole.pickle")
        assert forked(self._keep_contents) == "kept"

    def results(self, path: Path, damage: str) -> dict[str, str]:
        """What each command, and a repair, made of a store with one damaged file."""
        plain_user = damage == UNREADABLE
        damaged = self._store / path.relative_to(self._template)
        results = {}
        for name, command in self._commands.items():
            self._damage(damaged, damage)
            found = run(command, plain_user=plain_user)
            results[name] = judge(name, found, self._expected.get(name, ""), damaged, self._store)
            if name == WRITER and found[0] == 0:
                if plain_user:
                    make_readable(self._store)
                results[name] = judge("claims", run(self._commands["claims"]), self._expected["claims"], damaged, self._store)
        self._damage(damaged, damage)
        results["repair"] = self._check_repair(damaged, plain_user=plain_user)
        return results

    def _damage(self, damaged: Path, damage: str) -> None:
        copy_store(self._template, self._store, plain_user=damage == UNREADABLE)
        DAMAGES[damage](damaged)

    def _check_repair(self, damaged: Path, *, plain_user: bool) -> str:
        """What a repair left, compared with a store of the articles that it does not name."""
        found = run(["repair", str(self._store)], plain_user=plain_user)
        code, output, errors = found
        if plain_user:
            make_readable(self._store)
        if code == 2 and (plain_user or "rmdir " in errors):
            told = judge("repair", found, "", damaged, self._store)
            if damaged.is_dir():
                damaged.rmdir()
            return forked(lambda: self._compare(set()) or "left alone") if told == "told" else told
        if code not in (0, 1):
            return judge("repair", found, "", damaged, self._store).replace("told", f"unclear: {errors.strip()[:300]}")
        lost = set(output.split())
        for path in self._store.glob("damaged-*/add-again.txt"):
            lost |= set(path.read_text("utf-8").split())
        again = run(["repair", str(self._store)])
        if again[0] != 0 or "is not damaged" not in again[2]:
            return f"WRONG: not idempotent: {again[2].strip()[:300]}"
        return forked(lambda: self._compare(lost) or f"{len(lost)} lost")

    def _compare(self, lost: set[str]) -> str | None:
        """How the store differs from one of all articles but those; None where it does not."""
        with open_store(self._store) as found:
            has, counts, quotes = contents_of(found)
        wanted, wanted_counts, wanted_quotes = self._without(lost) if lost else pickle.loads(self._whole.read_bytes())
        if wanted != has:
            return f"WRONG: {len(wanted - has)} lacking, {len(has - wanted)} too many: {next(iter(wanted ^ has))}"
        if counts != wanted_counts:
            return "WRONG counts"
        return None if quotes == wanted_quotes else "WRONG quotes"

    def _without(self, lost: set[str]) -> tuple[set[Statement], object, int]:
        with open_store(None) as expected:
            for batch in contents(self._number):
                kept = [document for document in batch.documents if document.id not in lost]
                names = {document.id for document in kept}
                expected.add(normalize([claim for claim in batch.claims if claim.document in names], kept))
            return contents_of(expected)

    def _keep_contents(self) -> str:
        self._whole.write_bytes(pickle.dumps(self._without(set())))
        return "kept"


def try_store(
    template: Path, given: argparse.Namespace, turns: Iterator[int]
) -> tuple[dict[str, Counter[str]], Counter[str], int]:
    """What came of the damages of a store, by kind of file and by damage, and how many cases went wrong."""
    trial = Trial(template, given.articles)
    tally: dict[str, Counter[str]] = {}
    by_damage: Counter[str] = Counter()
    failed = 0
    for path in sorted(path for path in template.rglob("*") if path.is_file()):
        kind = kind_of(path)
        for damage in DAMAGES if given.kind in (None, kind) else ():
            is_empty = path.stat().st_size == 0 and damage not in ("deleted", "a directory", UNREADABLE)
            if is_empty or given.damage not in (None, damage):
                continue
            turn = next(turns)
            if turn % given.one_in or turn // given.one_in < given.first:
                continue
            results = trial.results(path, damage)
            for name, result in results.items():
                word = "with losses" if result.endswith(" lost") and result != "0 lost" else result.split(":")[0]
                tally.setdefault(kind, Counter())[f"{name}: {word}"] += 1
            bad = [name for name, result in results.items() if not result.endswith(("same", "told", " lost", "left alone"))]
            failed += bool(bad)
            by_damage[damage] += 1
            if bad or given.every:
                print(template.name, path.relative_to(template), damage, results, flush=True)
    return tally, by_damage, failed


def load_all() -> None:
    """Load what commands need once, not in each process; one that is nobody may not be able to."""
    import diplograph.graph
    from diplograph.extract.readers import find_articles
    from diplograph.graph.building import BuildJob, read_articles

    for module in walk_packages(diplograph.graph.__path__, "diplograph.graph."):
        import_module(module.name)
    assert BuildJob("frames").extractor is not None
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as text:
        text.write("Text.")
        text.flush()
        assert list(read_articles(find_articles([text.name]), print))
    gc.collect()
    gc.freeze()  # else each process looks through all that this one has


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--kind", help="only files of this kind: .sst, .log, .nq, .promised, MANIFEST, CURRENT, quotes ...")
    parser.add_argument("--state", choices=("closed", "killed"))
    parser.add_argument("--damage", choices=DAMAGES)
    parser.add_argument("--one-in", type=int, default=1, metavar="N", help="only every N-th case")
    parser.add_argument("--from", type=int, default=0, dest="first", metavar="N", help="not the first N of these cases")
    parser.add_argument("--every", action="store_true", help="print every case, not those alone that went wrong")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--die", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.write:
        write(given.write, given.articles, die=given.die)
        return 0
    load_all()
    cases = failures = 0
    turns = count()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        for state in ("closed", "killed") if given.state is None else (given.state,):
            template = Path(folder) / state
            command = [sys.executable, __file__, "--write", str(template), "--articles", str(given.articles)]
            subprocess.run([*command, *(["--die"] if state == "killed" else [])], check=False)
            tally, by_damage, failed = try_store(template, given, turns)
            failures += failed
            cases += by_damage.total()
            for kind, counts in tally.items():
                told = ", ".join(f"{name} {number}" for name, number in sorted(counts.items()))
                print(f"{state:7}{kind:16}{told}", flush=True)
            print(f"{state:7}" + ", ".join(f"{name} {number}" for name, number in by_damage.items()), flush=True)
            shutil.rmtree(template)
    print(f"{cases} cases, {failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
