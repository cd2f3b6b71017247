"""How fast is the embedded store beside rdflib in memory and Virtuoso? Loading, disk, memory and ten questions of analysts.

    python benchmarks/store.py [--claims N ...] [--engines rdflib virtuoso] [--limit SECONDS] [--json FILE]

Claims are synthetic, of the real shape, seeded (``synthetic_claims.py``). The questions are ready queries that come with
diplograph (QUESTIONS). Where one leans on what a store keeps ready, or is written for the engine, ``store_queries`` has it as
one would write it who knows of neither: its time by ours is what that is worth, and the peers may answer either form,
the faster one counts. The best of three runs each, one where it is slow; what takes longer than --limit is stopped. Each
engine runs in a process of its own, so that memory is its own. Virtuoso is Debian's, with a quarter of the memory as cache,
over HTTP on loopback. Exits with 1 where a target is missed.
"""

import argparse
import contextlib
import gc
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Container, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
QUESTIONS = {
    "a_dealings": {"one": "actor:S001", "other": "actor:S003", "since": "2019-01-01", "until": "2019-07-01"},
    "b_absences": {"actor": "actor:S000"},
    "c_months": {},
    "d_intermediaries": {"actor": "actor:S010"},
    "e_quotes": {"words": "ceasefire agreement"},
    "f_stances": {"candidate": "actor:S002"},
    "g_contradictions": {},
    "h_voices": {"actor": "actor:S004"},
    "i_dossier": {"actor": "actor:S020"},
    "j_encounters": {},
}
PLAIN = {path.name.removesuffix(".rq"): path.read_text("utf-8") for path in sorted((HERE / "store_queries").glob("*.rq"))}
# What only a store of ours keeps.
OURS = ("c_months", "e_quotes", "g_contradictions")
PEERS = ("plain", "rdflib", "Virtuoso")
BATCH, READY, SLOW_S = 10_000, 10, 2.0
TARGET_RATE, TARGET_RATIO, TARGET_MS, TARGET_VIRTUOSO, TARGET_S, TARGET_MB = 5_000, 40, 100, 5, 3.0, 1024


def memory_mb(pid: int | None = None) -> float:
    """Peak resident memory of this process, or of another one."""
    if pid is None:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def disk_mb(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 2**20


def queries() -> dict[str, str]:
    """The ready queries with their values, then the plain forms, by name."""
    from diplograph.graph.queries.parameters import fill_parameters
    from diplograph.graph.queries.ready import read_query
    from diplograph.ontology.identifiers import ACTOR

    def find_actor(name: str) -> str:
        return name.replace("actor:", ACTOR)

    ready = {name: fill_parameters(read_query(name[2:]), values, find_actor) for name, values in QUESTIONS.items()}
    return ready | PLAIN


def time_queries(ask: Callable[[str], int], runs: int = 3, *, without: Container[str] = ()) -> dict[str, Any]:
    """Seconds and rows of each query, None where it is stopped by its time limit; slow ones run once."""
    found: dict[str, Any] = {}
    for name, text in queries().items():
        if name in without:
            continue
        times, rows, reason = [], None, ""
        for _ in range(runs):
            start = time.perf_counter()
            try:
                rows = ask(text)
            except Exception as error:  # a peer that fails is a result, not the end of the benchmark
                reason = f"{type(error).__name__}: {error}"[:120]
                break
            times.append(time.perf_counter() - start)
            if times[-1] > SLOW_S:
                break
        found[name] = {"seconds": min(times) if times else None, "rows": rows, "reason": reason}
    return found


def load_diplograph(claims: int, folder: Path) -> dict[str, Any]:
    """Only writing is timed, to its end: claims are made ready beforehand, ``READY`` batches at a time."""
    from diplograph.graph.rdf.claims_to_rdf import Run
    from diplograph.graph.rdf.normalization import normalize
    from diplograph.graph.stores import open_store
    from diplograph.ontology import load_schema
    from synthetic_claims import CLAIMS_AN_ARTICLE, articles

    load_schema()
    source, seconds, cpu, run = articles(claims), 0.0, 0.0, Run("diplograph benchmark", "synthetic")
    with open_store(folder, write=True) as store:
        is_last = False
        while not is_last:
            batches = [batch for _ in range(READY) if (batch := list(islice(source, BATCH // CLAIMS_AN_ARTICLE)))]
            ready = [normalize([claim for _, some in batch for claim in some], [one for one, _ in batch]) for batch in batches]
            is_last = len(batches) < READY
            gc.freeze()  # a hundred thousand claims that nobody else would hold: no garbage to look through
            start, cpu_start = time.perf_counter(), time.process_time()
            for content in ready:
                store.add(content, run)
            store.query("ASK { ?s ?p ?o }")  # what reads waits until all is taken in
            if is_last:
                store.refresh()
            seconds += time.perf_counter() - start
            cpu += time.process_time() - cpu_start
            gc.unfreeze()
    return {"seconds": seconds, "cpu_seconds": cpu, "memory_mb": memory_mb(), "disk_mb": disk_mb(folder)}


def query_diplograph(folder: Path, limit: float) -> dict[str, Any]:
    from diplograph.graph.stores import open_store

    with open_store(folder) as store:
        # The plain forms come last: what is stopped goes on in its thread.
        found = time_queries(lambda text: len(store.query(text, timeout=limit)))
    return {"queries": found, "memory_mb": memory_mb()}


def run_rdflib(folder: Path, limit: float) -> dict[str, Any]:
    import rdflib
    from diplograph.graph.rdf.namespaces import PREFIXES
    from diplograph.graph.rdf.rdflib_datasets import new_dataset

    dataset = new_dataset()
    start = time.perf_counter()
    dataset.parse(str(folder / "graph.nq"), format="nquads")
    seconds = time.perf_counter() - start

    def stop(*_: object) -> None:
        raise TimeoutError(f"over {limit:g} s")

    signal.signal(signal.SIGALRM, stop)

    def ask(text: str) -> int:
        signal.setitimer(signal.ITIMER_REAL, limit)
        try:
            return len(list(dataset.query(text, initNs={name: rdflib.Namespace(iri) for name, iri in PREFIXES.items()})))
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    return {
        "seconds": seconds,
        "queries": time_queries(ask, runs=1, without=OURS),
        "memory_mb": memory_mb(),
    }


def run_virtuoso(store: Path, folder: Path, limit: float) -> dict[str, Any]:
    sys.path.insert(0, str(HERE.parent / "tests/graph/stores"))
    import servers
    from diplograph.graph.stores import open_store

    os.environ["DIPLOGRAPH_PASSWORD"] = "dba"
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    server_folder = folder / "virtuoso"
    server_folder.mkdir()
    with servers.run_virtuoso(server_folder, buffers=memory // 4 // 8192) as location:
        pid = int(next(iter((server_folder / "pid").read_text().split())))
        with open_store(store) as source, open_store(location, write=True) as target:
            start = time.perf_counter()
            target.load(source.statements())
            seconds = time.perf_counter() - start
            found = time_queries(lambda text: len(target.query(text, timeout=limit)))
        return {"seconds": seconds, "queries": found, "memory_mb": memory_mb(pid), "disk_mb": disk_mb(server_folder)}


def export_public(store: Path, path: Path) -> None:
    """The store's quads without its own index, for rdflib."""
    from diplograph.graph.rdf.namespaces import INTERNAL_GRAPHS
    from diplograph.graph.rdf.statements import by_graph, to_nquads
    from diplograph.graph.stores import open_store

    hidden = {f"<{iri}>" for iri in INTERNAL_GRAPHS}
    with open_store(store) as source, path.open("wb") as file:
        public = (statement for statement in source.statements() if statement.graph not in hidden)
        while chunk := list(islice(public, 50_000)):
            file.write(to_nquads(by_graph(chunk)))


def in_process(step: str, *arguments: object) -> dict[str, Any]:
    """The result of one step in a new process, whose memory is its own."""
    command = [sys.executable, __file__, "--step", step, *map(str, arguments)]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        return {"failed": f"exit code {done.returncode}"}
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def run_step(arguments: list[str]) -> None:
    step, *rest = arguments
    steps: dict[str, Callable[[], dict[str, Any]]] = {
        "load": lambda: load_diplograph(int(rest[0]), Path(rest[1])),
        "query": lambda: query_diplograph(Path(rest[0]), float(rest[1])),
        "rdflib": lambda: run_rdflib(Path(rest[0]), float(rest[1])),
        "virtuoso": lambda: run_virtuoso(Path(rest[0]), Path(rest[1]), float(rest[2])),
    }
    print(json.dumps(steps[step]()))


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="store-benchmark-") as folder:
        yield Path(folder)


def measure(claims: int, engines: list[str], limit: float) -> dict[str, Any]:
    with scratch() as folder:
        store = folder / "store"
        print(f"{claims:,} claims: loading", file=sys.stderr)
        found: dict[str, Any] = {"claims": claims, "diplograph": in_process("load", claims, store)}
        found["diplograph"] |= {"queried": in_process("query", store, limit)}
        if "virtuoso" in engines:
            print(f"{claims:,} claims: Virtuoso", file=sys.stderr)
            found["virtuoso"] = in_process("virtuoso", store, folder, limit)
        if "rdflib" in engines:
            print(f"{claims:,} claims: rdflib", file=sys.stderr)
            export_public(store, folder / "graph.nq")
            found["rdflib"] = in_process("rdflib", folder, limit)
        return found


def seconds_of(found: dict[str, Any], name: str, limit: float) -> tuple[float | None, str]:
    """Of the forms of a question the time of the faster one, and how it is written; the limit where all were stopped."""
    entries = [found[form] for form in (name, f"{name}.plain") if form in found]
    times = [entry["seconds"] for entry in entries if entry["seconds"] is not None]
    if times:
        return min(times), f"{min(times) * 1000:,.1f} ms"
    if any("over" in entry["reason"] or "no answer within" in entry["reason"] for entry in entries):
        return limit, f"> {limit * 1000:,.0f} ms"
    return None, "fails" if entries else ""


def report(result: dict[str, Any], limit: float) -> list[str]:
    """Print one size; the targets that it misses."""
    claims, ours = result["claims"], result["diplograph"]
    missed = []
    rate = claims / ours["seconds"]
    print(
        f"\n{claims:,} claims\n  diplograph  load {ours['seconds']:8.1f} s ({rate:,.0f} claims/s; "
        f"{claims / ours['cpu_seconds']:,.0f} a CPU second), disk {ours['disk_mb']:,.0f} MB, "
        f"memory {ours['memory_mb']:,.0f} MB loading, {ours['queried']['memory_mb']:,.0f} MB querying"
    )
    for engine in ("rdflib", "virtuoso"):
        other = result.get(engine)
        if other and "seconds" in other:
            disk = f", disk {other['disk_mb']:,.0f} MB" if "disk_mb" in other else ""
            ratio = other["seconds"] / ours["seconds"]
            memory = f"memory {other['memory_mb']:,.0f} MB"
            print(f"  {engine:<11} load {other['seconds']:8.1f} s ({ratio:.1f} times ours){disk}, {memory}")
        elif other:
            print(f"  {engine:<11} {other['failed']}")
    if rate < TARGET_RATE:
        missed.append(f"{claims:,}: {rate:,.0f} claims/s is below {TARGET_RATE:,}")
    if max(ours["memory_mb"], ours["queried"]["memory_mb"]) > TARGET_MB:
        missed.append(f"{claims:,}: memory is above {TARGET_MB} MB")
    print(f"  {'query':<18}{'rows':>8}{'diplograph':>14}" + "".join(f"{peer:>16}{'ratio':>9}" for peer in PEERS))
    for name in QUESTIONS:
        missed += report_query(result, name, limit)
    return missed


def report_query(result: dict[str, Any], name: str, limit: float) -> list[str]:
    entry, claims = result["diplograph"]["queried"]["queries"][name], result["claims"]
    seconds = entry["seconds"]
    if seconds is None:
        print(f"  {name:<18}{'':>8}{entry['reason']}")
        return [f"{claims:,}: {name}: {entry['reason']}"]
    answers = {
        "plain": {f"{name}.plain": plain} if (plain := result["diplograph"]["queried"]["queries"].get(f"{name}.plain")) else {},
        "rdflib": result.get("rdflib", {}).get("queries", {}),
        "Virtuoso": result.get("virtuoso", {}).get("queries", {}),
    }
    cells, ratios = [f"{entry['rows']:>8}", f"{seconds * 1000:>11.1f} ms"], {}
    for peer, found in answers.items():
        other, written = seconds_of(found, name, limit)
        cells.append(f"{written:>16}")
        if other is not None:
            ratios[peer] = other / seconds
        cells.append(f"{ratios[peer]:>9.2f}" if peer in ratios else " " * 9)
        same = found.get(name)
        if peer != "plain" and same and same["rows"] not in (None, entry["rows"]):
            cells.append(f"  {peer} gives {same['rows']} rows")
    print(f"  {name:<18}{''.join(cells)}")
    missed = []
    if claims == 100_000 and ratios.get("rdflib", TARGET_RATIO) < TARGET_RATIO and seconds * 1000 > TARGET_MS:
        missed.append(f"{claims:,}: {name} is {ratios['rdflib']:.0f} times as fast as rdflib, and over {TARGET_MS} ms")
    if claims == 100_000 and ratios.get("Virtuoso", 1) < 1 / TARGET_VIRTUOSO:
        missed.append(f"{claims:,}: {name} takes {1 / ratios['Virtuoso']:.1f} times as long as Virtuoso")
    if seconds > TARGET_S:
        missed.append(f"{claims:,}: {name} takes {seconds:.1f} s")
    return missed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--engines", nargs="*", default=["rdflib", "virtuoso"], choices=["rdflib", "virtuoso"])
    parser.add_argument("--rdflib-most", type=int, default=100_000, metavar="CLAIMS", help="above, rdflib is left out")
    parser.add_argument("--virtuoso-most", type=int, default=1_000_000, metavar="CLAIMS", help="above, Virtuoso is left out")
    parser.add_argument("--limit", type=float, default=60.0, metavar="SECONDS", help="for a query")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        run_step(options.step)
        return
    results, missed = [], []
    for claims in options.claims:
        most = {"rdflib": options.rdflib_most, "virtuoso": options.virtuoso_most}
        engines = [name for name in options.engines if claims <= most[name]]
        results.append(measure(claims, engines, options.limit))
        missed += report(results[-1], options.limit)
        if options.json:
            options.json.write_text(json.dumps(results, indent=1))
    print("\n" + ("\n".join(["missed:", *missed]) if missed else "all targets met"))
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
