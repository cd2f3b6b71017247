"""What does building cost, part by part? Ratios in one run, which say more than seconds on a machine that does other work.

    python benchmarks/extract.py [--parts a b c d e f] [--articles 200] [--large 2000] [--sentences 400] [--documents FILE]
                                 [--rounds 3]

(a) a whole build with frames, beside the bare parse of the same texts by the same pipeline; (b) one worker beside two; (c) with
and without the scan that tells which texts hold no claim: what it saves and which claims it loses, of the sentences of FILE as
they come, and of as many where a third name two actors; (d) time and most memory of ARTICLES beside LARGE; (e) a known archive
again; (f) short texts beside the same words in long ones. Articles are made of paragraphs of the examples. Each build is a
process of its own; what is compared is done in turn, ROUNDS times, and medians are told. Seconds are those of the processor, of
a process and of those that it started, but for "wall"; "free cores" is what follows from them for cores that do nothing else:
the time of one process by that of the busiest of several. Exits with 1 where a target is missed.
"""

import argparse
import gzip
import itertools
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from archives import write_archive

HERE = Path(__file__).parent
PARTS = "abcdef"
DOCUMENTS = HERE.parent.parent / "shared/data/documents/documents.jsonl.gz"
# Of an article, of a long one and of a short one.
PARAGRAPHS, LONG, SHORT = 5, 40, 1
PARSE, WORKERS, SCAN, LOSS, GROWTH, MEMORY, KNOWN = 1.5, 1.8, 2.5, 0.01, 1.1, 1.5e9, 50.0
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")


class Spent(NamedTuple):
    """Seconds of the processor, user and system, of this process and of its children that have ended; and by the clock."""

    processor: float
    wall: float


@dataclass
class Verdicts:
    """Lines of figures, each with whether its target was reached."""

    missed: int = 0

    def tell(self, part: str, what: str, value: float, target: str = "", *, is_reached: bool = True) -> None:
        verdict = f"   {'reached' if is_reached else 'MISSED'}: {target}" if target else ""
        print(f"{part}  {what:<72} {value:10,.3f}{verdict}", flush=True)
        self.missed += bool(target) and not is_reached


@dataclass
class Bench:
    """Archives and builds in a folder."""

    folder: Path
    options: argparse.Namespace
    verdicts: Verdicts

    def archive(self, articles: int, paragraphs: int) -> tuple[Path, int]:
        path = self.folder / f"{articles}-{paragraphs}.jsonl"
        return path, write_archive(path, articles, paragraphs)

    def build(self, archive: Path, store: str, extractor: str = "frames", workers: int = 1) -> dict[str, Any]:
        """The figures of ``measured_build.py``, with ``wall`` seconds beside them."""
        command = [sys.executable, str(HERE / "measured_build.py"), str(archive), str(self.folder / store)]
        started = time.monotonic()
        told = subprocess.run(
            [*command, "--extractor", extractor, "--workers", str(workers)], check=True, capture_output=True, text=True
        ).stdout
        return {**json.loads(told), "wall": time.monotonic() - started}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", nargs="+", default=list(PARTS), choices=list(PARTS))
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--large", type=int, default=2000)
    parser.add_argument("--sentences", type=int, default=400)
    parser.add_argument("--extractors", nargs="+", default=["frames", "both"], help="Of (c).")
    parser.add_argument("--documents", type=Path, default=DOCUMENTS)
    parser.add_argument("--rounds", type=int, default=3, help="How often what is compared is done, in turn.")
    parser.add_argument("--paragraphs", type=int, default=PARAGRAPHS, help="Of each article.")
    options = parser.parse_args()
    parts = {"a": _parse, "b": _workers, "c": _scan, "d": _size, "e": _again, "f": _short}
    verdicts = Verdicts()
    for part in options.parts:
        with tempfile.TemporaryDirectory() as folder:
            parts[part](Bench(Path(folder), options, verdicts))
    sys.exit(verdicts.missed > 0)


def _parse(bench: Bench) -> None:
    from diplograph.extract import EXTRACTORS
    from diplograph.extract.readers import read_documents
    from diplograph.extract.syntax import load_pipeline
    from diplograph.graph import KnowledgeGraph

    path, words = bench.archive(bench.options.articles, bench.options.paragraphs)
    texts = [document.text for document in read_documents(path)]
    nlp, extractor = load_pipeline(), EXTRACTORS["frames"]()
    for text in texts[:3]:
        nlp(text)
        extractor.extract(next(iter(read_documents(path))))
    stores = (bench.folder / f"a{number}" for number in itertools.count())
    parse, each, whole = _in_turn(
        bench.options.rounds,
        lambda: [None for _ in nlp.pipe(texts, batch_size=32)],
        lambda: [None for text in texts if nlp(text)],
        lambda: KnowledgeGraph.build(path, extractor=extractor, store=next(stores)).close(),
    )
    ratio = whole.processor / parse.processor
    tell = bench.verdicts.tell
    tell("a", "bare parse, words a second", words / parse.processor)
    tell("a", "whole build with frames, words a second", words / whole.processor)
    tell("a", "whole build / bare parse, one text after the other", whole.processor / each.processor)
    tell("a", "wall, whole build / bare parse, 32 texts at a time", whole.wall / parse.wall)
    tell("a", "whole build / bare parse, 32 texts at a time", ratio, f"at most {PARSE}", is_reached=ratio <= PARSE)


def _workers(bench: Bench) -> None:
    path, words = bench.archive(bench.options.articles, bench.options.paragraphs)
    little, _ = bench.archive(2, 1)
    # What a process, and one worker, take before anything is read.
    begin = {number: bench.build(little, f"begin{number}", workers=number) for number in (1, 2)}
    one, two = (bench.build(path, f"b{number}", workers=number) for number in (1, 2))
    alone = one["own_seconds"] - begin[1]["own_seconds"]
    writer = two["own_seconds"] - begin[2]["own_seconds"]
    of_worker = two["workers_seconds"] / 2 - begin[2]["workers_seconds"]
    free = alone / max(writer, of_worker)
    bench.verdicts.tell("b", "words a second of one process", words / alone)
    bench.verdicts.tell(
        "b", "seconds of the processor of two workers and the writer / of one process", (writer + 2 * of_worker) / alone
    )
    bench.verdicts.tell("b", "share of the writer: with more workers than 1 / this, they wait for it", writer / alone)
    bench.verdicts.tell("b", "wall, one / two, as the machine was", one["wall"] / two["wall"])
    bench.verdicts.tell("b", "free cores, one / two", free, f"at least {WORKERS}", is_reached=free >= WORKERS)


def _scan(bench: Bench) -> None:
    from diplograph.extract import EXTRACTORS

    sentences = list(_sentences(bench.options.documents, bench.options.sentences))
    for name in bench.options.extractors:
        with_scan, without = EXTRACTORS[name](), EXTRACTORS[name](skip=False)
        # Both have seen all words once before they are timed.
        list(with_scan.extract_all(sentences))  # type: ignore[attr-defined]
        naming_two = [_names_two(without, sentence) for sentence in sentences]
        _tell_scan(bench, f"{name}, as they come", with_scan, without, sentences)
        two = [sentence for sentence, names in zip(sentences, naming_two, strict=True) if names]
        other = [sentence for sentence, names in zip(sentences, naming_two, strict=True) if not names]
        third = min(len(two), len(other) // 2)
        mixed = [*two[:third], *other[: 2 * third]]
        random.Random(1).shuffle(mixed)
        _tell_scan(bench, f"{name}, a third names two", with_scan, without, mixed, is_target=True)


def _tell_scan(
    bench: Bench, what: str, with_scan: Any, without: Any, sentences: Sequence[Any], *, is_target: bool = False
) -> None:
    rounds = bench.options.rounds
    kept, all_ = list(with_scan.extract_all(sentences)), list(without.extract_all(sentences))
    fast, slow = _in_turn(rounds, lambda: list(with_scan.extract_all(sentences)), lambda: list(without.extract_all(sentences)))
    claims = sum(map(len, all_))
    lost = sum(len(set(found) - set(left)) for found, left in zip(all_, kept, strict=True))
    tell = bench.verdicts.tell
    tell("c", f"{what}: {len(sentences)} sentences, {claims} claims; those lost by the scan", lost)
    tell("c", f"{what}: lost / all", lost / max(1, claims), f"under {LOSS}", is_reached=lost < LOSS * max(1, claims))
    target = f"at least {SCAN}" if is_target else ""
    gain = slow.processor / fast.processor
    tell("c", f"{what}: wall, without / with the scan", slow.wall / fast.wall)
    tell("c", f"{what}: time without / with the scan", gain, target, is_reached=gain >= SCAN)


def _size(bench: Bench) -> None:
    sizes = (bench.options.articles, bench.options.large)
    little, _ = bench.archive(2, 1)
    begin = bench.build(little, "begin")["own_seconds"]
    small, large = (bench.build(bench.archive(size, bench.options.paragraphs)[0], f"d{size}") for size in sizes)
    for size, figures in zip(sizes, (small, large), strict=True):
        bench.verdicts.tell("d", f"wall, seconds of {size:,}", figures["wall"])
    each = [(figures["own_seconds"] - begin) / size for figures, size in zip((small, large), sizes, strict=True)]
    tell = bench.verdicts.tell
    tell("d", f"milliseconds an article, of {sizes[0]:,}", 1000 * each[0])
    tell("d", f"milliseconds an article, of {sizes[1]:,}", 1000 * each[1])
    tell(
        "d", "time of an article, large / small", each[1] / each[0], f"at most {GROWTH}", is_reached=each[1] <= GROWTH * each[0]
    )
    tell("d", "most memory, MB, large", large["own_bytes"] / 1e6, "under 1,500", is_reached=large["own_bytes"] < MEMORY)
    grown = large["own_bytes"] / small["own_bytes"]
    tell("d", "most memory, large / small", grown, f"at most {GROWTH}", is_reached=grown <= GROWTH)


def _again(bench: Bench) -> None:
    path, _ = bench.archive(bench.options.large, bench.options.paragraphs)
    little, _ = bench.archive(2, 1)
    archives = ((little, "begin"), (path, "e"))
    begin, whole = (bench.build(*archive) for archive in archives)
    known = [[bench.build(*archive) for archive in archives] for _ in range(bench.options.rounds)]
    start, again = (median(each["own_seconds"] for each in of_one) for of_one in zip(*known, strict=True))
    first = whole["own_seconds"]
    tell = bench.verdicts.tell
    tell("e", "milliseconds of an article that is known", 1000 * (again - start) / bench.options.large)
    gain = (first - begin["own_seconds"]) / (again - start)
    tell("e", "first build / again, without what both take before anything is read", gain)
    tell("e", "wall, first build / again", whole["wall"] / median(figures["wall"] for _, figures in known))
    tell("e", "first build / again", first / again, f"at least {KNOWN:g}", is_reached=first >= KNOWN * again)


def _short(bench: Bench) -> None:
    articles = max(1, bench.options.articles * bench.options.paragraphs // LONG)
    little, _ = bench.archive(2, 1)
    begin = bench.build(little, "begin")["own_seconds"]
    rates = []
    for count, paragraphs in ((articles, LONG), (articles * LONG // SHORT, SHORT)):
        path, words = bench.archive(count, paragraphs)
        rates.append(words / (bench.build(path, f"f{count}")["own_seconds"] - begin))
        bench.verdicts.tell("f", f"{count:,} texts of {words // count:,} words: words a second", rates[-1])
    bench.verdicts.tell(
        "f", "a word of a short text / of a long one", rates[0] / rates[1], "at most 1.1", is_reached=rates[0] <= 1.1 * rates[1]
    )


def _names_two(extractor: Any, sentence: Any) -> bool:
    before = extractor.coverage
    extractor.extract(sentence)
    return bool(extractor.coverage.naming_two > before.naming_two)


def _sentences(path: Path, number: int) -> Iterator[Any]:
    """Sentences of the documents, each as a document, drawn by chance from all."""
    from diplograph.ontology import Document

    with gzip.open(path, "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    found = [sentence.strip() for text in texts for sentence in SENTENCE.split(text) if 5 <= len(sentence.split()) <= 80]
    for place, sentence in enumerate(random.Random(1).sample(found, min(number, len(found)))):
        yield Document(str(place), sentence)


def _in_turn(rounds: int, *works: Callable[[], object]) -> list[Spent]:
    """The medians of each, done one after the other time and again: what else the machine does then falls on all alike."""
    spent = zip(*([_spend(work) for work in works] for _ in range(rounds)), strict=True)
    return [Spent(*(median(seconds) for seconds in zip(*of_one, strict=True))) for of_one in spent]


def _spend(work: Callable[[], object]) -> Spent:
    before, began = _processor(), time.monotonic()
    work()
    return Spent(_processor() - before, time.monotonic() - began)


def _processor() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main()
