"""Annotations apart from the texts that they annotate: packed as ids, offsets, names and a hash, unpacked where the texts
are at hand.

    python extract/training/reader/annotations.py pack GOLD.jsonl META.jsonl PACKED.jsonl
    python extract/training/reader/annotations.py unpack SHARED_DATA GOLD.jsonl PACKED.jsonl...

Texts of others are not copied into the repository; texts that were written for training stand in the packed file whole. A
text whose hash differs from that of the annotated one is left out and told.
"""

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

Record = Mapping[str, Any]
SOURCES = {"documents": "documents/documents.jsonl.gz", "gmb-train": "corpora/gmb-ner/gmb-train.jsonl.gz"}
# Of a claim; its trigger is told by offsets alone.
FIELDS = (
    "subject",
    "predicate",
    "object",
    "organization",
    "polarity",
    "modality",
    "speaker",
    "role",
    "manner",
    "required",
    "spans",
)
ABOUT = ("date", "title", "outlet", "url", "licence")


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from map(json.loads, filter(str.strip, file))


def write_lines(path: Path, records: Iterable[Record]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def packed(record: Record, meta: Record) -> dict[str, Any]:
    """An annotated text without its text, or whole where it is our own."""
    claims = [
        {name: claim[name] for name in FIELDS if claim.get(name) not in (None, "affirmed", "actual", True)}
        for claim in record["claims"]
    ]
    if meta.get("source") is None:
        return {"id": record["id"], "date": record["date"], "text": record["text"], "claims": claims}
    end = meta["start"] + len(record["text"])
    place = {"source": meta["source"], "text_id": meta["doc"], "start": meta["start"], "end": end}
    return {"id": record["id"], **place, "sha256": digest(record["text"]), "claims": claims}


def unpacked(record: Record, texts: Mapping[tuple[str, str], Record]) -> dict[str, Any] | None:
    """The annotated text in the gold format; None where its text is not at hand or another."""
    about: Record = record
    text = record.get("text")
    if text is None:
        about = texts.get((record["source"], str(record["text_id"])), {})
        text = about.get("text", "")[record["start"] : record["end"]]
        if digest(text) != record["sha256"]:
            return None
    return {
        "id": record["id"],
        "text": text,
        **{name: about.get(name) for name in ABOUT},
        "claims": [claim(item, text) for item in record["claims"]],
    }


def claim(item: Record, text: str) -> dict[str, Any]:
    full = {name: item.get(name) for name in FIELDS}
    full |= {
        "polarity": item.get("polarity", "affirmed"),
        "modality": item.get("modality", "actual"),
        "required": item.get("required", True),
    }
    trigger = item["spans"].get("trigger")
    return {**full, "trigger": text[trigger[0] : trigger[1]] if trigger else None}


def unpack(shared: Path, paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    texts = {(source, str(record["id"])): record for source, path in SOURCES.items() for record in read_lines(shared / path)}
    missing = 0
    for path in paths:
        for record in read_lines(path):
            found = unpacked(record, texts)
            if found is None:
                missing += 1
            else:
                yield found
    if missing:
        print(f"{missing} texts are not those that were annotated, and left out", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    packing = commands.add_parser("pack")
    for name in ("gold", "meta", "packed"):
        packing.add_argument(name, type=Path)
    unpacking = commands.add_parser("unpack")
    unpacking.add_argument("shared", type=Path)
    unpacking.add_argument("gold", type=Path)
    unpacking.add_argument("packed", type=Path, nargs="+")
    arguments = parser.parse_args()
    if arguments.command == "pack":
        metas = {meta["id"]: meta for meta in read_lines(arguments.meta)}
        write_lines(arguments.packed, (packed(record, metas[record["id"]]) for record in read_lines(arguments.gold)))
    else:
        write_lines(arguments.gold, unpack(arguments.shared, arguments.packed))


if __name__ == "__main__":
    main()
