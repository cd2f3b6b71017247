"""How well actors are found and linked: own annotated texts, the actors of gold claims, codes of PLOVER records, names in re3d.

    python benchmarks/linking.py [--shared FOLDER] [--min-accuracy X] [--min-f1 X] [--min-recall X]

Prints a line a set; ``extract/evaluation/links.py`` defines the figures. Exits with 1 where a floor is not reached.
"""

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

from diplograph.extract import Extractor
from diplograph.extract.claims import LinkedMention
from diplograph.extract.evaluation import LinkScore, score_codes, score_mentions, score_names
from diplograph.ontology import Document

OWN = Path(__file__).parent.parent / "tests" / "gold" / "mentions.jsonl"
KINDS = {"names": ("name",), "places": ("place",), "phrases": ("phrase",), "references": ("reference",)}
# The types of re3d that are names of actors and places.
RE3D_TYPES = ("Person", "Organisation", "Location", "Nationality")
NO_NAMES = frozenset(
    "the a an i we us our my he she it they his her its their you your this that these those".split()  # noqa: SIM905
)
NAME = re.compile(r"[A-Z][\w.'’-]*")


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    content = path.read_bytes()
    yield from map(json.loads, (gzip.decompress(content) if path.suffix == ".gz" else content).splitlines())


def link(extractor: Extractor, record: dict[str, Any]) -> tuple[LinkedMention, ...]:
    day = date.fromisoformat(record["date"]) if record.get("date") else None
    return extractor.mentions(Document(record["id"], record["text"], date=day))


def is_name(text: str) -> bool:
    """True for what holds a word with a capital, beside articles and pronouns."""
    words = (word.strip(",.;:()\"'") for word in text.split())
    return any(NAME.fullmatch(word) and word.lower() not in NO_NAMES for word in words)


def score_re3d(record: dict[str, Any], found: Iterable[LinkedMention]) -> LinkScore:
    """How many of the named entities of a text overlap a mention; re3d does not say who they are."""
    spans = {(s, e) for s, e, kind, confidence in record["entities"] if kind in RE3D_TYPES and confidence >= 0.5}
    names = [(s, e) for s, e in spans if is_name(record["text"][s:e])]
    mentions = list(found)
    hits = sum(any(m.start < e and s < m.end for m in mentions) for s, e in names)
    return LinkScore.of(len(names), hits, hits)


def show(label: str, score: LinkScore) -> None:
    print(
        f"{label:28} gold {score.found.annotated:4}  found {score.found.right:4}  linked {score.linked.right:4}  "
        f"accuracy {score.accuracy:.3f}  P {score.linked.precision:.3f}  R {score.linked.recall:.3f}  F1 {score.linked.f1:.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=OWN.parents[3] / "shared" / "data")
    parser.add_argument("--min-accuracy", type=float, default=0.0)
    parser.add_argument("--min-f1", type=float, default=0.0)
    parser.add_argument("--min-recall", type=float, default=0.0, help="of names in re3d")
    options = parser.parse_args()
    extractor = Extractor()
    headline = LinkScore()
    own = [(record, link(extractor, record)) for record in read_lines(OWN)]
    for split in ("dev", "test"):
        for label, kinds in KINDS.items():
            parts = (score_mentions(r, found, kinds) for r, found in own if r["split"] == split)
            score = reduce(LinkScore.plus, parts, LinkScore())
            show(f"own {split} {label}", score)
            headline = headline.plus(score) if label in ("names", "phrases") else headline
    gold = options.shared / "gold"
    if gold.is_dir():
        for name, scorer in (("seed", score_names), ("voa_dev", score_names), ("plover_gsr_dev", score_codes)):
            records = read_lines(gold / f"{name}.jsonl")
            score = reduce(LinkScore.plus, (scorer(record, link(extractor, record)) for record in records), LinkScore())
            show(name, score)
            headline = headline.plus(score)
    show("gold names, all sets", headline)
    failed = headline.accuracy < options.min_accuracy or headline.linked.f1 < options.min_f1
    corpus = options.shared / "corpora" / "re3d" / "re3d.jsonl.gz"
    if corpus.is_file():
        parts = (score_re3d(record, link(extractor, record)) for record in read_lines(corpus))
        score = reduce(LinkScore.plus, parts, LinkScore())
        show("re3d names (found only)", score)
        failed = failed or score.linked.recall < options.min_recall
    sys.exit(int(failed))


if __name__ == "__main__":
    main()
