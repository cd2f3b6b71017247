"""Is a batch whole or absent when its writer is killed? ``kill -9`` at random moments of loading, then everything compared.

    python benchmarks/store_kill.py [--moments N] [--batches N] [--part-bytes N] [--seed N]

Each moment has a new store and a writer of its own, which adds, replaces and removes articles and acknowledges each batch
on its standard output. After the kill the store is opened again and must hold exactly what the acknowledged batches make,
or that and the one in flight; counts and quotes must agree with it. Every other writer has its journal taken in at each
--part-bytes, the rest when something is replaced, removed or read. Exits with 1 at the first difference.
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from diplograph.graph.rdf.namespaces import INTERNAL_GRAPHS
from diplograph.graph.rdf.normalization import Claims, normalize
from diplograph.graph.rdf.statements import Statement
from diplograph.graph.stores import Store, open_store
from diplograph.graph.stores.oxigraph import write_behind
from synthetic_claims import articles

ARTICLES = 60
HIDDEN = {f"<{iri}>" for iri in INTERNAL_GRAPHS}


def batches(number: int) -> Iterator[Claims | list[str]]:
    """What the writer does: contents to add, of which every third replaces the one before, and ids to remove."""
    source = articles(number * ARTICLES * 5)
    previous: list[tuple[object, list[object]]] = []
    for turn in range(number):
        if turn % 5 == 4:
            yield [document.id for document, _ in previous[: ARTICLES // 2]]  # type: ignore[attr-defined]
            continue
        if turn % 3 == 2:
            changed = [(document, [replace(claim, confidence=0.25) for claim in found[1:]]) for document, found in previous]  # type: ignore[type-var]
        else:
            changed = previous = list(islice(source, ARTICLES))  # type: ignore[arg-type]
        yield normalize([claim for _, found in changed for claim in found], [document for document, _ in changed])  # type: ignore[misc]


def apply(store: Store, batch: Claims | list[str]) -> None:
    if isinstance(batch, Claims):
        store.add(batch)
    else:
        store.remove(batch)


def write(folder: Path, number: int, part_bytes: int) -> None:
    write_behind.PART_BYTES = part_bytes
    with open_store(folder, write=True) as store:
        for turn, batch in enumerate(batches(number)):
            apply(store, batch)
            print(turn, flush=True)


def public(store: Store) -> set[Statement]:
    return {statement for statement in store.statements() if statement.graph not in HIDDEN}


def kill_and_compare(folder: Path, number: int, moment: float, part_bytes: int) -> str:
    """What was seen, in words; raises AssertionError with the difference."""
    command = [sys.executable, __file__, "--write", str(folder), "--batches", str(number), "--part-bytes", str(part_bytes)]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    ready = writer.stdout.readline()
    time.sleep(moment)
    writer.send_signal(signal.SIGKILL)
    acknowledged = len((ready + writer.stdout.read()).split())
    writer.wait()
    with open_store(None) as expected:
        source = batches(number)
        for batch in islice(source, acknowledged):
            apply(expected, batch)
        whole = public(expected)
        following = next(source, None)
        if following is not None:
            apply(expected, following)
        next_whole = public(expected)
    with open_store(folder, write=True) as store:
        found = public(store)
        if found not in (whole, next_whole):
            lost, more = len(whole - found), len(found - next_whole)
            raise AssertionError(f"after {acknowledged} batches: {lost} statements lost, {more} that no batch has written")
        claims = store.query("SELECT (COUNT(?c) AS ?n) { ?c a dg:Claim }").rows[0][0]
    with open_store(folder) as store:
        assert sum(store.counts().values()) == claims, "the counts disagree with the claims"
        quotes = store.query('SELECT ?e { ?e store:quotes "minister" }')
        scanned = store.query('SELECT ?e { ?e oa:exact ?q FILTER(REGEX(?q, "(^|\\\\W)minister(\\\\W|$)", "i")) }')
        assert {*quotes} >= {*scanned}, "the index of quotes lacks some"
    flight = " and the one in flight" if found == next_whole != whole else ""
    return f"{acknowledged} of {number} batches{flight}, {claims} claims: whole"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moments", type=int, default=30)
    parser.add_argument("--batches", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=4.0, help="the latest moment after the first batch")
    parser.add_argument("--part-bytes", type=int, default=500_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write is not None:
        write(options.write, options.batches, options.part_bytes)
        return
    chance = random.Random(options.seed)
    for turn in range(options.moments):
        moment = chance.uniform(0, options.seconds)
        with tempfile.TemporaryDirectory(prefix="store-kill-") as folder:
            try:
                part_bytes = options.part_bytes if turn % 2 else write_behind.PART_BYTES
                seen = kill_and_compare(Path(folder) / "store", options.batches, moment, part_bytes)
            except AssertionError as error:
                sys.exit(f"moment {turn + 1}, {moment:.3f} s: {error}")
        print(f"moment {turn + 1:>2}, {moment:.3f} s: {seen}", flush=True)


if __name__ == "__main__":
    main()
