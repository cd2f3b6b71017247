"""How well one report in several outlets is known as one, and how fast: versions of own-written reports, and real articles.

    python benchmarks/stories.py [--documents DOCUMENTS.jsonl.gz] [--articles N] [--min-recall X] [--min-precision X]

Of each report in tests/graph/stories/wires.yaml seven versions are made or taken: which share of those is found alike with the
report, and does all that is alike belong together? With --documents, every two of those articles that are found alike are
printed: none of them is a copy of another. With --articles, the time of a sketch, and of adding so many articles to a store in
batches of 500. Exits with 1 where a floor is not reached.
"""

import argparse
import datetime
import gzip
import json
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml
from diplograph.graph.rdf import normalize
from diplograph.graph.stores import open_store
from diplograph.graph.stories import Sketch, are_alike, connect, find_links, resemblance, shared_names, sketch_document
from diplograph.ontology import Document

OWN = Path(__file__).parent.parent / "tests" / "graph" / "stories" / "wires.yaml"
BATCH = 500


def beginning(text: str, share: float) -> str:
    """The first paragraphs of a text, as many as have that share of its words."""
    kept: list[str] = []
    for paragraph in text.strip().split("\n\n"):
        if len(" ".join(kept).split()) >= share * len(text.split()):
            break
        kept.append(paragraph)
    return "\n\n".join(kept)


def versions(report: dict[str, str]) -> dict[str, str]:
    """What outlets make of a report."""
    wire = report["wire"]
    paragraphs = wire.strip().split("\n\n")
    without_dateline = re.sub(r"^[A-Z][^\n]{0,60}?(--|-) ", "", wire)
    return {
        "cut to three fifths": beginning(wire, 0.6),
        "cut to two fifths": beginning(wire, 0.4),
        "new headline and credits": f"Neighbours at odds\n\nBy our foreign desk\n\n{without_dateline}\n\n(Agency/K. L.)",
        "a paragraph added": "\n\n".join([*paragraphs[:3], report["local"].strip(), *paragraphs[3:]]),
        "cut, a paragraph added": beginning(wire, 0.7) + "\n\n" + report["local"],
        "rewritten": report["rewritten"],
        "rewritten, cut": beginning(report["rewritten"], 0.6),
    }


def sketch(name: str, text: str, outlet: str | None = None) -> Sketch:
    made = sketch_document(Document(name, text, outlet=outlet))
    assert made is not None, name
    return made


def score_own(show: bool) -> tuple[float, float]:
    """Recall and precision over the pairs of own-written texts."""
    content = yaml.safe_load(OWN.read_text("utf-8"))
    found: dict[str, list[tuple[Sketch, Sketch]]] = {}
    texts: dict[str, tuple[int, Sketch]] = {}
    for number, report in enumerate(content["reports"]):
        wire = sketch("wire", report["wire"])
        made = {name: sketch(name, text) for name, text in versions(report).items()}
        for name, version in made.items():
            found.setdefault(name, []).append((wire, version))
        texts |= {f"{number} {name}": (number, version) for name, version in {"wire": wire, **made}.items()}
        for place, name in enumerate(name for name in ("independent", "later") if name in report):
            other = sketch(name, report[name])
            texts[f"{number} {name}"] = (-1 - 2 * number - place, other)
            found.setdefault(name, []).append((wire, other))
    for number, form in enumerate(content["forms"]):
        texts |= {
            f"{form['name']} {place}": (100 + 2 * number + place, sketch("form", text))
            for place, text in enumerate(form["texts"])
        }
    for number, short in enumerate(content["shorts"]):
        for place, text in enumerate(short["texts"]):
            texts[f"short {number} {place}"] = (200 + 2 * number + (0 if short["same"] else place), sketch("short", text))
    for form in content["forms"]:
        first, second = (sketch("form", text) for text in form["texts"])
        found.setdefault("two of one form", []).append((first, second))
    for name, pairs in found.items():
        hits, near = sum(are_alike(*pair) for pair in pairs), sorted(resemblance(*pair) for pair in pairs)
        print(f"{name:28} {hits} of {len(pairs)}, likeness {near[0]:.2f} to {near[-1]:.2f}")
    both = list(combinations(texts, 2))
    same = {(one, other) for one, other in both if texts[one][0] == texts[other][0]}
    alike = {(one, other) for one, other in both if are_alike(texts[one][1], texts[other][1])}
    recall, precision = len(same & alike) / len(same), len(same & alike) / len(alike)
    print(
        f"pairs of one report          {len(same & alike)} of {len(same)} alike: recall {recall:.3f}, precision {precision:.3f}"
    )
    groups = connect(find_links({name: made for name, (_, made) in texts.items()}))
    reports = {name for name, (number, _) in texts.items() if 0 <= number < 100}
    whole = sum(1 for group in groups if len(group) == 8 and set(group) <= reports)
    print(f"stories with all 8 versions  {whole} of {len(content['reports'])}, {len(groups)} groups in all")
    if show:
        for first, second in sorted(same ^ alike):
            print(f"  wrong: {first} / {second}: {describe(texts[first][1], texts[second][1])}")
    return recall, precision


def describe(one: Sketch, other: Sketch) -> str:
    return f"likeness {resemblance(one, other):.2f}, names {shared_names(one, other):.2f}"


def read_documents(path: Path) -> Iterator[dict[str, Any]]:
    content = path.read_bytes()
    yield from map(json.loads, (gzip.decompress(content) if path.suffix == ".gz" else content).splitlines())


def score_documents(path: Path) -> None:
    """Which articles are found alike, each from an outlet of its own and with the outlets that they have."""
    records = list(read_documents(path))
    for label, outlets in (("outlets as told", True), ("outlets unknown", False)):
        made = {
            r["id"]: sketch_document(Document(r["id"], r["text"], outlet=r["outlet"] if outlets else None)) for r in records
        }
        sketches = {name: one for name, one in made.items() if one is not None}
        alike = [(a, b) for a, b in combinations(sketches, 2) if are_alike(sketches[a], sketches[b])]
        print(f"{path.name}, {label}: {len(alike)} of {len(sketches) * (len(sketches) - 1) // 2:,} pairs alike")
        for first, second in alike:
            print(f"  {first} / {second}: {describe(sketches[first], sketches[second])}")


def invent(number: int, chance: random.Random) -> Document:
    """An article of 400 words; one in five is another's with its end cut off."""
    chance.seed(number - number % 5 if number % 5 == 4 else number)
    words = [f"{chance.choice('bdfglmnprst')}{chance.choice('aeiou')}{chance.randrange(400)}" for _ in range(400)]
    text = (
        ". ".join(" ".join(words[place : place + 20]).capitalize() for place in range(0, 400 if number % 5 < 4 else 280, 20))
        + "."
    )
    return Document(f"article-{number}", text, date=datetime.date(2025, 1, 1), outlet=f"Outlet {number % 37}")


def measure_speed(number: int) -> None:
    chance = random.Random(1)
    documents = [invent(place, chance) for place in range(number)]
    sketch_document(documents[0])  # what is loaded once is not counted
    start = time.perf_counter()
    for document in documents[:1000]:
        sketch_document(document)
    print(f"a sketch of 400 words: {(time.perf_counter() - start) / min(number, 1000) * 1000:.2f} ms")
    hostile = Document("hostile", ("x" * 10_000_000 + " ") + "a. " * 1_000_000)
    start = time.perf_counter()
    sketch_document(hostile)
    print(f"of 13 million characters: {(time.perf_counter() - start) * 1000:.0f} ms")
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "store", write=True) as store:
        for place in range(0, number, BATCH):
            content = normalize([], documents[place : place + BATCH])
            start = time.perf_counter()
            store.add(content)
            spent = (time.perf_counter() - start) / len(content.documents) * 1000
            if place % (BATCH * 10) == 0 or place + BATCH >= number:
                print(f"store of {place:,} articles: {spent:.2f} ms an article that comes")
        rows = store.query("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a dg:Story }").rows
        print(f"stories: {rows[0][0]} of {number // 5}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path)
    parser.add_argument("--articles", type=int, default=0)
    parser.add_argument("--min-recall", type=float, default=0.0)
    parser.add_argument("--min-precision", type=float, default=0.0)
    parser.add_argument("--wrong", action="store_true", help="print the pairs that are wrong")
    options = parser.parse_args()
    recall, precision = score_own(options.wrong)
    if options.documents is not None:
        score_documents(options.documents)
    if options.articles:
        measure_speed(options.articles)
    return int(recall < options.min_recall or precision < options.min_precision)


if __name__ == "__main__":
    sys.exit(main())
