"""Annotated texts as windows with labels: what the learned reader is trained on, its candidates found as extraction finds
them.

    python extract/training/reader/prepare.py OUT.jsonl ANNOTATED.jsonl...

Annotated texts are in the gold format with ``spans``, the characters of subject, object, trigger, speaker and
organization. A claim whose parties stand in different windows is left out; where no candidate is found at a party's
place, one is added, so that the reader learns the relation all the same.
"""

import argparse
import datetime
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from diplograph.extract import Extractor
from diplograph.extract.claims import ClaimFinder, MentionLinker
from diplograph.extract.frames import EventRegistry
from diplograph.extract.learned import Candidate, CandidateFinder, Sentence, Window, make_windows
from diplograph.ontology import Document, InputError, load_schema

Record = Mapping[str, Any]
EVENT_OBJECTS = frozenset(name for name, relation in load_schema().relations.items() if "Event" in relation.ranges)


@dataclass
class Counts:
    texts: int = 0
    unread: int = 0
    windows: int = 0
    claims: int = 0
    added: int = 0
    apart: int = 0


def day(value: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value or "")
    except ValueError:
        return None


def to_document(record: Record) -> Document:
    return Document(record["id"], record["text"], record.get("title"), day(record.get("date")), record.get("outlet"))


def sentences_of(extractor: Extractor, document: Document) -> list[Sentence]:
    """The sentences of a document with their candidates, as extraction reads them."""
    document = extractor.accept(document)
    analysis = extractor.analyse(document)
    finder = ClaimFinder(document, analysis, extractor.resources)
    candidates = CandidateFinder(analysis, MentionLinker(finder), EventRegistry(document, analysis))
    found = []
    for place, sentence in enumerate(analysis.sentences):
        start, end = analysis.extent(place)
        found.append(Sentence(start, end, len(sentence), tuple(candidates.of_sentence(sentence))))
        finder.of_sentence(sentence)
    return found


def best(candidates: Sequence[Candidate], start: int, end: int, names: Sequence[str]) -> Candidate | None:
    """The candidate that overlaps a span best; of two, the one whose end is nearest."""
    overlapping = [c for c in candidates if c.start < end and start < c.end]
    folded = {name.casefold() for name in names}
    return max(
        overlapping,
        key=lambda c: (
            c.actor is not None and c.actor.name.casefold() in folded,
            min(c.end, end) - max(c.start, start),
            -abs(c.end - end),
        ),
        default=None,
    )


def with_added(sentences: list[Sentence], record: Record, counts: Counts) -> list[Sentence]:
    """The sentences with a candidate at each party that has none."""
    for claim in record["claims"]:
        for part in ("subject", "object"):
            start, end = claim["spans"][part]
            for i, sentence in enumerate(sentences):
                if sentence.start <= start < sentence.end:
                    if best(sentence.candidates, start, end, ()) is None:
                        is_event = part == "object" and claim["predicate"] in EVENT_OBJECTS
                        added = Candidate(
                            start,
                            min(end, sentence.end),
                            "event" if is_event else "other",
                            claim[part][0].casefold(),
                            token=-1 if is_event else None,
                        )
                        ordered = tuple(sorted((*sentence.candidates, added), key=lambda c: (c.start, c.end)))
                        sentences[i] = replace(sentence, candidates=ordered)
                        counts.added += 1
                    break
    return sentences


def labelled(window: Window, record: Record) -> Iterator[dict[str, Any]]:
    """The claims of a text whose parties stand in a window."""

    def index(claim: Record, part: str) -> int | None:
        span = claim["spans"].get(part)
        if span is None or not (window.start <= span[0] < window.end):
            return None
        found = best(window.candidates, *span, claim.get(part) or ())
        return None if found is None else window.candidates.index(found)

    for number, claim in enumerate(record["claims"]):
        subject, object_ = index(claim, "subject"), index(claim, "object")
        if subject is None or object_ is None or window.candidates[subject].key == window.candidates[object_].key:
            continue
        trigger = claim["spans"].get("trigger")
        yield {
            "number": number,
            "subject": subject,
            "object": object_,
            "relation": claim["predicate"],
            "negated": claim["polarity"] == "negated",
            "modality": claim["modality"],
            "trigger": [trigger[0] - window.start, trigger[1] - window.start] if trigger else None,
            # None: not told; -1: nobody.
            "speaker": index(claim, "speaker") if claim["speaker"] else -1,
            "organization": index(claim, "organization") if claim["organization"] else -1,
            "required": claim["required"],
        }


def windows_of(extractor: Extractor, record: Record, counts: Counts) -> Iterator[dict[str, Any]]:
    """The windows of an annotated text, as JSON objects."""
    try:
        sentences = sentences_of(extractor, to_document(record))
    except InputError as error:
        print(error, file=sys.stderr)
        counts.unread += 1
        return
    counts.texts += 1
    held = set()
    for window in make_windows(with_added(sentences, record, counts)):
        claims = list(labelled(window, record))
        held.update(claim["number"] for claim in claims)
        counts.windows += 1
        yield {
            "id": record["id"],
            "text": record["text"][window.start : window.end],
            "start": window.start,
            "candidates": [[c.start, c.end, c.kind, c.key] for c in window.candidates],
            "sentence_of": window.sentence_of,
            "claims": claims,
        }
    counts.claims += len(held)
    counts.apart += len(record["claims"]) - len(held)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("annotated", type=Path, nargs="+")
    arguments = parser.parse_args()
    extractor, counts = Extractor(), Counts()
    with arguments.out.open("w", encoding="utf-8") as file:
        for path in arguments.annotated:
            for line in filter(None, path.read_text(encoding="utf-8").split("\n")):
                for window in windows_of(extractor, json.loads(line), counts):
                    file.write(json.dumps(window, ensure_ascii=False) + "\n")
    print(f"{arguments.out}: {counts}", file=sys.stderr)


if __name__ == "__main__":
    main()
