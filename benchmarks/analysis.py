"""How long networks and questions take over 1,000, 10,000 and 100,000 synthetic claims, and how they grow.

    python benchmarks/analysis.py [CLAIMS...]

Seconds are of this process (CPU), the best of ``--repeat`` runs; "growth" is the exponent with which the time grows from the
size before: 1 is linear. Each measure starts from claims in memory, what has been read or built. With ``--stored``, the same
claims are written first, which takes minutes, and made into a network from where they lie: out of a file (N-Quads, parsed
and held in memory) and out of a store's directory, opened to read. "network" is that of claims, with every attribute.
"""

import argparse
import math
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from diplograph import KnowledgeGraph
from diplograph.graph import questions
from diplograph.graph.desk import ClaimList
from diplograph.graph.networks import project
from diplograph.graph.stores import open_store
from synthetic_claims import articles

SIZES = (1_000, 10_000, 100_000)
MEASURES: dict[str, Callable[[ClaimList], Any]] = {
    "network of claims": project,
    "dealings": lambda claims: project(claims, "dealings"),
    "signed": lambda claims: project(claims, "signed"),
    "events": lambda claims: project(claims, "events"),
    "memberships": lambda claims: project(claims, "memberships"),
    "claims of an actor": lambda claims: list(claims(actor="State 3", since="2018")),
    "folded into states": lambda claims: len(ClaimList(claims, claims.documents).by_state),
    "left out": questions.left_out,
    "blocs": questions.blocs,
    "balance": questions.balance,
    "positions": questions.positions,
    "common positions": lambda claims: questions.common_positions(claims, "State 1", "State 2"),
    "position changes": questions.position_changes,
    "dealings begun, ended": lambda claims: questions.dealings_begun_and_ended(claims, "2020"),
    "contradictions": questions.contradictions,
    "sources": questions.sources,
    "outlets compared": lambda claims: questions.compare_outlets(claims, "Outlet 1", "Outlet 2"),
    "spokespersons": questions.spokespersons,
    "brokers": questions.brokers,
}


def make_claims(number: int) -> ClaimList:
    found = list(articles(number))
    return ClaimList([claim for _, claims in found for claim in claims], [document for document, _ in found])


def measure(task: Callable[[], Any], repeat: int) -> float:
    best = math.inf
    for _ in range(repeat):
        start = time.process_time()
        task()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="CLAIMS")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--stored", action="store_true", help="measure what lies in a file and in a store too")
    options = parser.parse_args()
    lists = {size: make_claims(size) for size in options.sizes}
    for claims in lists.values():
        len(claims), claims.documents_by_id, claims.find("State 3")  # what is made once is no part of a measure
    print(f"{'':22}" + "".join(f"{size:>12,}{'growth':>8}" for size in options.sizes))
    if options.stored:
        with tempfile.TemporaryDirectory() as folder:
            places = {size: write_stored(claims, Path(folder, str(size))) for size, claims in lists.items()}
            for kind in ("file", "store"):
                for projection in ("claims", "dealings"):
                    seconds = {
                        size: measure(lambda path=paths[kind], name=projection: read_network(path, name), options.repeat)
                        for size, paths in places.items()
                    }
                    tell(f"{kind}: {'network' if projection == 'claims' else projection}", seconds)
    for name, task in MEASURES.items():
        tell(
            name,
            {size: measure(lambda claims=claims, task=task: task(claims), options.repeat) for size, claims in lists.items()},
        )


def write_stored(claims: ClaimList, folder: Path) -> dict[str, Path]:
    folder.mkdir()
    paths = {"file": folder / "claims.nq", "store": folder / "store"}
    graph = KnowledgeGraph.from_claims(claims, claims.documents)
    graph.save(paths["file"])
    with open_store(paths["store"], write=True) as store:
        store.load(graph.store.statements())
    return paths


def read_network(path: Path, projection: str) -> int:
    with KnowledgeGraph.load(path) as graph:
        return graph.to_networkx(projection).number_of_edges()


def tell(name: str, seconds: dict[int, float]) -> None:
    cells, before = "", None
    for size, taken in seconds.items():
        growth = "" if before is None else f"{math.log(taken / before[1]) / math.log(size / before[0]):.2f}"
        cells += f"{taken:11.3f}s{growth:>8}"
        before = size, max(taken, 1e-6)
    print(f"{name:22}{cells}", flush=True)


if __name__ == "__main__":
    main()
