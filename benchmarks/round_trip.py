"""Whether random claims come back the same from every format, in rdflib and in pyoxigraph, and how long each takes.

    python benchmarks/round_trip.py [--claims 10000] [--seed 1]

Text holds every kind of character that a format could trip over. Each file is read by rdflib, as diplograph does, and by
pyoxigraph; claims and documents must be equal field by field to those that were written. Exits with 1 where any differs.
"""

import argparse
import random
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pyoxigraph
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.rdf.formats import FORMATS
from diplograph.graph.rdf.normalization import Claims, normalize
from diplograph.ontology import Actor, Claim, Document, Event, Evidence, Interval, Modality, Polarity, load_schema
from diplograph.ontology.identifiers import ACTOR, EVENT

ALPHABET = [
    *"abcdefg ABC 0123",
    *"\t\n\r\"'\\<>{}[]()@#^&;:,.|`%$?*/_-",
    *"éßøŁ中文العربيةहिन्दी😀𐍈",
    *"\u00a0\u0085\u2028\u2029\u202e\u2066\ufeff\ufffd\ufffe\x00\x1b\x7f\ud800\ue000",
]
DAY_ZERO = date(1946, 1, 1)


class Sampler:
    """Random claims of a fixed seed, over a stock of actors and events that many of them share."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        schema = load_schema()
        self._relations = sorted(schema.relations)
        kinds = {root: sorted(kind for kind in schema.ancestors if schema.is_a(kind, root)) for root in ("Actor", "Event")}
        self._actors = [self._actor(number, kinds["Actor"]) for number in range(300)]
        self._events = [
            Event(f"{EVENT}e{number}", self._text(), self._random.choice(kinds["Event"]), self._maybe(self._text()))
            for number in range(100)
        ]

    def _text(self) -> str:
        return "".join(self._random.choices(ALPHABET, k=self._random.randint(0, 40)))

    def _maybe(self, value: object) -> object:
        return value if self._random.random() < 0.5 else None

    def _actor(self, number: int, kinds: list[str]) -> Actor:
        draw = self._random
        wikidata = self._maybe(f"Q{draw.randint(1, 10**8)}")
        aliases = tuple(sorted({self._text() for _ in range(draw.randint(0, 2))}))
        return Actor(f"{ACTOR}a{number}", self._text(), draw.choice(kinds), self._maybe("RUS"), wikidata, aliases)

    def _interval(self) -> Interval:
        start = DAY_ZERO + timedelta(days=self._random.randint(0, 36_000))
        end = start + timedelta(days=self._random.randint(0, 400))
        return Interval(start.isoformat(), end.isoformat(), self._random.choice(["day", "month", "year"]))

    def _evidence(self) -> Evidence:
        start = self._random.randint(0, 10**6)
        return Evidence(start, start + self._random.randint(0, 500), self._text(), self._text())

    def claim(self, document: str) -> Claim:
        draw = self._random
        relation = draw.choice(self._relations)
        manners = [manner.label for manner in load_schema().relations[relation].manners]
        return Claim(
            document=document,
            subject=draw.choice(self._actors),
            relation=relation,
            object=draw.choice([*self._actors, *self._events]),
            organization=self._maybe(draw.choice(self._actors)),
            polarity=draw.choice(list(Polarity)),
            modality=draw.choice(list(Modality)),
            speaker=self._maybe(draw.choice(self._actors)),
            outlet=self._maybe(self._text()),
            role=self._maybe(self._text()),
            manner=draw.choice([None, *manners]),
            date=self._maybe(self._interval()),
            place=self._maybe(self._text()),
            confidence=draw.random(),
            frame=self._text(),
            evidence=tuple(self._evidence() for _ in range(draw.randint(0, 3))),
        )

    def document(self, number: int) -> Document:
        day = DAY_ZERO + timedelta(days=number)
        fields = [self._maybe(value) for value in (self._text(), day, self._text(), self._text(), day)]
        return Document(f"d{number}", self._text(), *fields)


def sample(claims: int, seed: int) -> Claims:
    """As many different claims as asked for, in documents of ten."""
    sampler = Sampler(seed)
    documents = [sampler.document(number) for number in range(-(-claims // 10))]
    return normalize([sampler.claim(f"d{number // 10}") for number in range(claims)], documents)


def read_by_oxigraph(path: Path) -> KnowledgeGraph:
    """The graph in ``path`` by way of pyoxigraph's parser and writer."""
    rdf_format = pyoxigraph.RdfFormat.from_extension(path.suffix[1:])
    detour = path.with_name("detour.nq")
    pyoxigraph.serialize(pyoxigraph.parse(path=str(path), format=rdf_format), str(detour), pyoxigraph.RdfFormat.N_QUADS)
    return KnowledgeGraph.open(detour)


def count_differences(read: KnowledgeGraph, written: Claims) -> int:
    """Claims and documents that are not on both sides."""
    documents = {replace(document, text="") for document in written.documents}
    return len(set(read.claims) ^ set(written.claims)) + len(set(read.documents) ^ documents)


def main() -> None:
    parser = argparse.ArgumentParser(description="Random claims through every format and back.")
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    written = sample(options.claims, options.seed)
    graph = KnowledgeGraph.from_claims(written.claims, written.documents, model="m")
    print(f"{len(written.claims):,} claims, {len(written.documents):,} documents, seed {options.seed}", flush=True)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for suffix in FORMATS:
            path = Path(folder) / f"graph{suffix}"
            graph.save(path)
            for name, read in (("rdflib", KnowledgeGraph.open), ("pyoxigraph", read_by_oxigraph)):
                began = time.perf_counter()
                differences = count_differences(read(path), written)
                failed += differences
                print(f"{suffix:8} {name:10} {differences} differences  {time.perf_counter() - began:5.1f} s", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
