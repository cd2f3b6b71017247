"""The page at 100, 1,000 and 5,000 nodes beside plain pyvis on the same graph: build time, size, time to interactive.

    python benchmarks/page.py [--nodes N,N,...] [--limit SECONDS] [--steps N]

Each graph has four lines a node (preferential attachment, a fixed seed) and one invented sentence a line. "Interactive" is
the time in headless Chromium from the request of the file until the graph is drawn and the main thread is free: for pyvis,
until its first stabilization is over (it goes on moving); it is given up after --limit seconds (default 60). A filter step is
the time from a click on a relation's box until the next frame has been painted, the median of --steps; and the processor time
of the browser with all its processes, which tells more where others keep the machine busy. Needs playwright and Debian's
chromium.
"""

import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import networkx
from diplograph.graph.page import write_page
from diplograph.ontology import Actor, Claim, Evidence, load_schema
from playwright.sync_api import Page, sync_playwright
from pyvis.network import Network

KINDS = ("State", "Person", "InternationalOrganization", "ArmedGroup", "GroupActor")
OURS_READY = "document.body && document.body.dataset.ready === 'true'"
# Its 1,000 rounds of stabilization are over and the graph is shown; it goes on moving after that.
FILTER_STEP = """async (box) => {
  await new Promise((rest) => setTimeout(rest, 300));
  const begun = performance.now();
  document.querySelectorAll("[data-filter=relation]")[box].click();
  await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
  return (performance.now() - begun) / 1000;
}"""
PYVIS_READY = "typeof network === 'object' && network.physics.ready === true"


def make_claims(nodes: int) -> list[Claim]:
    """Claims of every relation between actors, four for each node."""
    chance = random.Random(11)
    relations = [name for name, relation in load_schema().relations.items() if relation.range == "Actor"]
    graph = networkx.barabasi_albert_graph(nodes, 4, seed=11)
    actors = [Actor(f"actor:{n}", f"Actor {n}", KINDS[n % len(KINDS)]) for n in range(nodes)]
    quote = "An invented sentence of ordinary length says that the one did something to the other in spring."
    evidence = (Evidence(0, len(quote), quote, "did something"),)
    return [
        Claim(f"d{n % 200}", actors[one], chance.choice(relations), actors[other], evidence=evidence)
        for n, (one, other) in enumerate(graph.edges)
    ]


def write_ours(claims: list[Claim], path: Path) -> None:
    """The graph as our page."""
    write_page(SimpleNamespace(claims=claims, documents=[], stories=[]), path, title="t")


def write_pyvis(claims: list[Claim], path: Path) -> None:
    """The same graph as pyvis draws it when it is asked for nothing special."""
    network = Network(directed=True, cdn_resources="in_line")
    for claim in claims:
        for end in (claim.subject, claim.object):
            network.add_node(end.iri, label=end.name)
        network.add_edge(claim.subject.iri, claim.object.iri, title=claim.evidence[0].quote)
    path.write_text(network.generate_html(notebook=False), "utf-8")


def time_to_interactive(page: Page, path: Path, ready: str, limit: float) -> float | None:
    """Seconds from the request until ``ready`` holds; None where that takes longer than ``limit``."""
    start = time.perf_counter()
    page.goto("about:blank")
    page.set_default_timeout(limit * 1000)
    page.goto(path.as_uri(), wait_until="commit")
    while time.perf_counter() - start < limit:
        try:
            if page.evaluate(ready):
                return time.perf_counter() - start
        except Exception as error:  # the main thread was busy beyond the limit
            if "Timeout" not in str(error):
                raise
        time.sleep(0.02)
    return None


def processor_s() -> float:
    """Processor time of all that this process has started, and that these have."""
    parents, ticks = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            parents[int(path.parent.name)], ticks[int(path.parent.name)] = int(fields[1]), sum(map(int, fields[11:13]))

    def is_ours(process: int) -> bool:
        return process in parents and (parents[process] == os.getpid() or is_ours(parents[process]))

    return sum(number for process, number in ticks.items() if is_ours(process)) / os.sysconf("SC_CLK_TCK")


def filter_steps(page: Page, number: int) -> tuple[float, float]:
    """Median seconds of a step of the filter, and processor seconds of one: each box off and on again."""
    boxes = page.locator("[data-filter=relation]").count()
    page.evaluate(FILTER_STEP, 0)
    page.evaluate(FILTER_STEP, 0)
    begun = processor_s()
    found = [page.evaluate(FILTER_STEP, step // 2 % boxes) for step in range(number)]
    return statistics.median(found), (processor_s() - begun) / number


def measure(page: Page, name: str, write: Any, claims: list[Claim], folder: Path, limit: float, steps: int) -> None:
    path = folder / f"{name}.html"
    start = time.perf_counter()
    write(claims, path)
    build = time.perf_counter() - start
    seconds = time_to_interactive(page, path, OURS_READY if name == "diplograph" else PYVIS_READY, limit)
    shown = f"{seconds:6.2f} s" if seconds is not None else f"  > {limit:.0f} s"
    print(f"  {name:<11} build {build:6.2f} s   file {path.stat().st_size / 1e6:6.2f} MB   interactive {shown}", flush=True)
    if name == "diplograph" and seconds is not None:
        median, processor = filter_steps(page, steps)
        print(f"  {'':<11} filter step {median:.2f} s, of the processor {processor:.2f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", default="100,1000,5000", help="how many, separated by commas")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds until pyvis is given up")
    parser.add_argument("--steps", type=int, default=10, help="of the filter, to be timed")
    options = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("page.py: no chromium on the PATH (Debian: apt-get install chromium)")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for nodes in map(int, options.nodes.split(",")):
            claims = make_claims(nodes)
            print(f"{nodes:,} nodes, {len(claims):,} claims")
            for name, write in (
                ("diplograph", write_ours),
                ("pyvis", write_pyvis),
            ):
                page = browser.new_page(viewport={"width": 1280, "height": 800})
                page.context.set_offline(True)
                measure(page, name, write, claims, Path(folder), options.limit, options.steps)
                page.close()
        empty = Path(folder) / "empty.html"
        write_ours([], empty)
        print(f"page without data: {empty.stat().st_size / 1000:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main()
