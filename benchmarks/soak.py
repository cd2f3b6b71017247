"""Does a process that writes a store for long grow? Articles come, change, are asked for and go, and what it holds is sampled.

    python benchmarks/soak.py [--seconds N] [--samples N]

One process has one store: each round adds 60 articles, replaces a third, asks for claims and quotes, removes the oldest round
(ten rounds stay), and each tenth round closes the store and opens it again. Prints memory, open files, threads, files of the
store and bytes on disk, sampled evenly, and, of the second half against the first, how each has grown. Exits with 1 where the
articles are not those of the rounds that are there, or memory or open files of the second half exceed those of the first by
more than a quarter.
"""

import argparse
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

ARTICLES, ROUNDS_KEPT, REOPENED_EVERY, MOST_GROWTH = 60, 10, 10, 1.25
QUERIES = (
    "SELECT ?id ?q { ?c dg:evidence [ oa:exact ?q ] ; prov:wasDerivedFrom [ dcterms:identifier ?id ] }",
    'SELECT ?q { ?e store:quotes "sanctions" ; oa:exact ?q }',
)
COLUMNS = ("round", "seconds", "memory MB", "open files", "threads", "files", "disk MB")


def sample(directory: Path, turn: int, began: float) -> tuple[float, ...]:
    memory = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    files = [path.stat().st_size for path in directory.rglob("*") if path.is_file()]
    opened, threads = (len(list(Path(f"/proc/self/{name}").iterdir())) for name in ("fd", "task"))
    return turn, time.monotonic() - began, memory / 1e6, opened, threads, len(files), sum(files) / 1e6


def one_round(store: Store, turn: int, there: deque[list[str]]) -> None:
    found = list(islice(articles(ARTICLES * 5, seed=turn), ARTICLES))
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
    parser.add_argument("--samples", type=int, default=20)
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
            one_round(store, turn, there)
            if turn % REOPENED_EVERY == 0:
                store.close()
                store = open_store(directory, write=True)
            if turn > ROUNDS_KEPT and time.monotonic() >= began + given.seconds * len(samples) / given.samples:
                gc.collect()
                samples.append(sample(directory, turn, began))
                print(*(f"{number:10,.0f}" for number in samples[-1]), flush=True)
        articles_there = len(store.query("SELECT ?d { ?d a schema:NewsArticle }"))
        store.close()
    half = len(samples) // 2
    growth = {
        name: statistics.mean(one[place] for one in samples[half:]) / statistics.mean(one[place] for one in samples[:half])
        for place, name in enumerate(COLUMNS)
        if place > 1
    }
    print("second half against the first: " + ", ".join(f"{name} {number:.2f}" for name, number in growth.items()))
    is_right = articles_there == sum(map(len, there))
    is_bounded = growth["memory MB"] <= MOST_GROWTH and growth["open files"] <= MOST_GROWTH
    print(f"{turn} rounds; articles {'right' if is_right else 'WRONG'}")
    return 0 if is_right and is_bounded else 1


if __name__ == "__main__":
    sys.exit(main())
