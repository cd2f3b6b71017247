"""Does a process that writes a store for long grow? Articles come, change, are asked for and go, and what it holds is sampled.

    python benchmarks/soak.py [--seconds N] [--articles N]

One process has one store: each round adds 60 articles, replaces a third, asks for claims and quotes, removes the oldest round
(ten rounds stay), and each tenth round closes the store and opens it again. Prints, of each round, memory, how much of it the
C library has given out and how much it keeps for later, objects of Python, open files, threads, files of the store and bytes on
disk; then the means of each third of the rounds since ten are there. The first third warms up: caches with bounds fill. Exits
with 1 where the articles are not those of the rounds that are there, or memory or open files of the last third exceed those of
the middle one by more than a tenth.
"""

import argparse
import ctypes
import gc
import os
import statistics
import sys
import tempfile
import time
from collections import deque
from dataclasses import replace
from itertools import islice
from pathlib import Path

from diplograph.graph.rdf.normalization import normalize
from diplograph.graph.stores import Store, open_store
from synthetic_claims import articles

ARTICLES, ROUNDS_KEPT, REOPENED_EVERY, MOST_GROWTH = 60, 10, 10, 1.1
QUERIES = (
    "SELECT ?id ?q { ?c dg:evidence [ oa:exact ?q ] ; prov:wasDerivedFrom [ dcterms:identifier ?id ] }",
    'SELECT ?q { ?e store:quotes "sanctions" ; oa:exact ?q }',
)
COLUMNS = ("round", "seconds", "memory MB", "given out", "kept free", "objects", "open files", "threads", "files", "disk MB")
TOLD = ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")


class Allocated(ctypes.Structure):
    """What mallinfo2 of the GNU C library tells of all its arenas."""

    _fields_ = tuple((name, ctypes.c_size_t) for name in TOLD)


def allocated() -> tuple[float, float]:
    """MB that the C library has given out, and that it keeps to give out again; 0 where it is another library."""
    found = getattr(ctypes.CDLL(None), "mallinfo2", None)
    if found is None:
        return 0, 0
    found.restype = Allocated
    told = found()
    return (told.uordblks + told.hblkhd) / 1e6, told.fordblks / 1e6


def sample(directory: Path, turn: int, began: float) -> tuple[float, ...]:
    memory = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    files = [path.stat().st_size for path in directory.rglob("*") if path.is_file()]
    opened, threads = (len(list(Path(f"/proc/self/{name}").iterdir())) for name in ("fd", "task"))
    held = (memory / 1e6, *allocated(), len(gc.get_objects()), opened, threads, len(files), sum(files) / 1e6)
    return turn, time.monotonic() - began, *held


def one_round(store: Store, turn: int, there: deque[list[str]], number: int) -> None:
    found = list(islice(articles(number * 5, seed=turn), number))
    # Ids are of their round, so that nothing is added twice.
    renamed = [(replace(document, id=f"{turn}-{document.id}"), claims) for document, claims in found]
    claims = [replace(claim, document=document.id) for document, group in renamed for claim in group]
    documents = [document for document, _ in renamed]
    store.add(normalize(claims, documents))
    changed = {document.id for document in documents[::3]}
    again = [replace(claim, confidence=0.25) for claim in claims if claim.document in changed]
    store.add(normalize(again, documents[::3]))
    there.append([document.id for document in documents])
    for query in QUERIES:
        store.query(query)
    if len(there) > ROUNDS_KEPT:
        store.remove(there.popleft())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--articles", type=int, default=ARTICLES, help="of a round")
    given = parser.parse_args()
    there: deque[list[str]] = deque()
    samples: list[tuple[float, ...]] = []
    turn = 0
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / "news"
        store = open_store(directory, write=True)
        began = time.monotonic()
        print(*(f"{name:>10}" for name in COLUMNS))
        while time.monotonic() < began + given.seconds:
            turn += 1
            one_round(store, turn, there, given.articles)
            if turn % REOPENED_EVERY == 0:
                store.close()
                store = open_store(directory, write=True)
            gc.collect()
            now = sample(directory, turn, began)
            print(*(f"{number:10,.0f}" for number in now), flush=True)
            if turn > ROUNDS_KEPT:
                samples.append(now)
        articles_there = len(store.query("SELECT ?d { ?d a schema:NewsArticle }"))
        store.close()
    third = len(samples) // 3
    if not third:
        sys.exit(f"{turn} rounds are too few to be compared; give more --seconds")
    thirds = samples[:third], samples[third : 2 * third], samples[2 * third :]
    means = {name: [statistics.mean(one[at] for one in part) for part in thirds] for at, name in enumerate(COLUMNS) if at > 1}
    for name, (first, middle, last) in means.items():
        print(f"{name:>10}: thirds {first:,.0f}, {middle:,.0f}, {last:,.0f}")
    is_right = articles_there == sum(map(len, there))
    is_bounded = all(means[name][2] <= means[name][1] * MOST_GROWTH for name in ("memory MB", "open files"))
    print(f"{turn} rounds; articles {'right' if is_right else 'WRONG'}")
    return 0 if is_right and is_bounded else 1


if __name__ == "__main__":
    sys.exit(main())
