"""Does a served store stay quick, small and whole with many clients, one writer and a slow-loris at once?

    python benchmarks/server.py [--clients 50] [--seconds 600] [--claims 10000] [--pause 1.0] [--slow 200] [--json FILE]

Claims are synthetic, of the real shape, seeded (``synthetic_claims.py``). Each client asks for pages, JSON, files and SPARQL by
chance and rests --pause seconds on average between two; the writer sends ten articles at a time without a rest; --slow
connections send a byte of a head a second and begin anew when they are closed. Memory is that of the server with all its
processes; so is processor time, which tells more than latencies where others keep the machine busy. At the end every article
that was acknowledged must be there with all its claims. Exits with 1 where one is missing, or an answer was neither right nor a
request to come back.
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from diplograph.graph import KnowledgeGraph
from diplograph.graph.rdf import normalize
from diplograph.graph.stores import open_store
from diplograph.ontology import Claim, Document
from synthetic_claims import articles

HOST, BATCH, SENT_AT_ONCE, MEASURED_S, MORE = "127.0.0.1", 500, 10, 2.0, 200_000
COUNT = "SELECT (COUNT(?claim) AS ?n) { ?claim a dg:Claim }"


class Load:
    """What was asked and answered so far, by all threads."""

    def __init__(self, port: int, seconds: float, pause: float) -> None:
        self.port, self.pause = port, pause
        self.until = time.monotonic() + seconds
        self.latencies: defaultdict[str, list[float]] = defaultdict(list)
        self.statuses: Counter[str] = Counter()
        self.memory: list[float] = []
        self.acknowledged: dict[str, int] = {}
        self.closed_slow = 0
        self.processor_s = 0.0

    @property
    def goes_on(self) -> bool:
        return time.monotonic() < self.until

    def read(self, seed: int, actors: list[str]) -> None:
        """One client."""
        chance = random.Random(seed)
        connection = http.client.HTTPConnection(HOST, self.port, timeout=120)
        while self.goes_on:
            kind, path = self._draw(chance, actors)
            begun = time.perf_counter()
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException) as error:
                # A connection that has rested may be closed; the next request opens another.
                self.statuses[type(error).__name__] += 1
                connection.close()
                continue
            self.statuses[str(answer.status)] += 1
            self.latencies[kind].append(time.perf_counter() - begun)
            time.sleep(chance.expovariate(1 / self.pause))

    def _draw(self, chance: random.Random, actors: list[str]) -> tuple[str, str]:
        actor = quote(chance.choice(actors), safe="")
        paths = {
            "overview": "/",
            "actors": f"/actors?page={chance.randint(1, 3)}",
            "actor": f"/actors/{actor}",
            "claims": f"/claims?actor={actor}",
            "search": f"/search?q={chance.choice(['ceasefire', 'S00', 'border', 'treaty%20alliance'])}",
            "question": f"/questions/dossier?actor={actor}",
            "JSON": f"/api/actors/{actor}",
            "SPARQL": f"/query?{urlencode({'query': COUNT})}",
            "file": f"/downloads/graph.csv?actor={actor}",
            "feed": f"/feeds/actors/{actor}.atom",
        }
        kind = chance.choice(list(paths))
        return kind, paths[kind]

    def write(self, given: Iterator[tuple[Document, list[Claim]]]) -> None:
        """The writer."""
        while self.goes_on:
            batch = list(islice(given, SENT_AT_ONCE))
            claims = [claim for _, found in batch for claim in found]
            data = KnowledgeGraph.from_claims(claims, [document for document, _ in batch]).serialize(".nq")
            begun = time.perf_counter()
            connection = http.client.HTTPConnection(HOST, self.port, timeout=300)
            try:
                connection.request("POST", "/articles", data, {"Content-Type": "application/n-quads"})
                answer = connection.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException) as error:
                self.statuses[f"write: {type(error).__name__}"] += 1
                continue
            self.statuses[f"write: {answer.status}"] += 1
            self.latencies["write"].append(time.perf_counter() - begun)
            if answer.status == 200:
                self.acknowledged |= {document.id: len({claim.key for claim in found}) for document, found in batch}

    def drip(self) -> None:
        """A connection that never tells its request."""
        while self.goes_on:
            with contextlib.suppress(OSError), socket.create_connection((HOST, self.port), timeout=30) as slow:
                slow.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ")
                while self.goes_on:
                    time.sleep(1)
                    slow.sendall(b"x")
            self.closed_slow += 1

    def measure(self, server: int) -> None:
        """The memory of a process and all that it has started, in megabytes."""
        while self.goes_on:
            self.memory.append(sum(map(resident_mb, family(server))))
            time.sleep(MEASURED_S)


def family(process: int) -> set[int]:
    """A process with its children."""
    found = {process}
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found |= {int(word) for word in task.read_text().split()}
    return found


def processor_s(process: int) -> float:
    """Processor time of a process with its children, those that have ended among them."""
    ticks = 0
    for each in family(process):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15] if each == process else fields[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def resident_mb(process: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0


def ask(port: int, path: str) -> Any:
    connection = http.client.HTTPConnection(HOST, port, timeout=300)
    connection.request("GET", path, headers={"Accept": "application/json"})
    return json.loads(connection.getresponse().read())


@contextlib.contextmanager
def served(store: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    script = "from diplograph.graph.cli import main; main()"
    command = [sys.executable, "-c", script, "serve", str(store), "--port", str(port), "--writable"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        server.stdout.readline()
        try:
            yield server, port
        finally:
            server.terminate()


def run(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    with open_store(folder / "news", write=True) as store:
        given = articles(options.claims)
        while batch := list(islice(given, BATCH)):
            store.add(normalize([claim for _, found in batch for claim in found], [document for document, _ in batch]))
    more = (fresh(document, found) for document, found in articles(MORE, seed=2))
    with served(folder / "news") as (server, port):
        actors = [actor["id"] for actor in ask(port, "/api/actors")["actors"]]
        load = Load(port, options.seconds, options.pause)
        threads = [threading.Thread(target=load.read, args=(seed, actors)) for seed in range(options.clients)]
        threads += [threading.Thread(target=load.drip) for _ in range(options.slow)]
        threads += [
            threading.Thread(target=load.write, args=(more,)),
            threading.Thread(target=load.measure, args=(server.pid,)),
        ]
        begun_at = processor_s(server.pid)
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        load.processor_s = processor_s(server.pid) - begun_at
        said = "?article dcterms:identifier ?name . ?claim prov:wasDerivedFrom ?article"
        query = f"SELECT ?name (COUNT(?claim) AS ?n) {{ {said} }} GROUP BY ?name"
        rows = ask(port, f"/query?{urlencode({'query': query})}")["results"]["bindings"]
    there = {row["name"]["value"]: int(row["n"]["value"]) for row in rows}
    lost = sorted(name for name, number in load.acknowledged.items() if there.get(name) != number)
    return report(load, lost)


def fresh(document: Document, claims: list[Claim]) -> tuple[Document, list[Claim]]:
    """The same under a name that the store does not have."""
    name = f"new-{document.id}"
    return Document(name, date=document.date, outlet=document.outlet), [replace(claim, document=name) for claim in claims]


def report(load: Load, lost: list[str]) -> dict[str, Any]:
    third = max(1, len(load.memory) // 3)
    every = [seconds for kind, found in load.latencies.items() if kind != "write" for seconds in found]
    return {
        "requests": len(every),
        "processor_s": round(load.processor_s, 1),
        "processor_s_a_request": round(load.processor_s / max(1, len(every)), 3),
        "latencies_s": {kind: percentiles(found) for kind, found in [("all", every), *sorted(load.latencies.items())]},
        "statuses": dict(sorted(load.statuses.items())),
        "articles_acknowledged": len(load.acknowledged),
        "articles_lost": len(lost),
        "slow_connections_closed": load.closed_slow,
        "memory_mb": {
            "first_third": round(statistics.median(load.memory[:third])),
            "last_third": round(statistics.median(load.memory[-third:])),
            "most": round(max(load.memory)),
        },
    }


def percentiles(seconds: list[float]) -> dict[str, float]:
    """How long half, 95 and 99 of a hundred took, at most; and how many there were."""
    ordered = sorted(seconds)
    if not ordered:
        return {}
    parts = {f"p{part}": round(ordered[min(len(ordered) - 1, len(ordered) * part // 100)], 3) for part in (50, 95, 99)}
    return parts | {"number": len(ordered)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--pause", type=float, default=1.0)
    parser.add_argument("--slow", type=int, default=200)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(options, Path(folder))
    print(json.dumps(found, indent=1))
    if options.json is not None:
        options.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    right = {"200", "503", "write: 200", "write: 503", "RemoteDisconnected"}
    sys.exit(1 if found["articles_lost"] or set(found["statuses"]) - right else 0)


if __name__ == "__main__":
    main()
