"""``diplograph evaluate``: how much of an annotated text is found, by level and relation, and what kind of errors are made."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from diplograph.ontology import InputError

from ..options import (
    Actors,
    ExtractorName,
    Frames,
    LlmCache,
    LlmModel,
    LlmUrl,
    MinConfidence,
    Model,
    Ontology,
    read_llm,
    telling_usage,
)
from ..terminal import say, show_progress

if TYPE_CHECKING:
    from diplograph.extract import ClaimExtractor
    from diplograph.extract.evaluation import Gold
    from diplograph.ontology import Claim, Document

__all__ = ["evaluate"]

_BELOW = 1


def evaluate(  # noqa: PLR0913
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotated texts or PLOVER records, a .jsonl file.")],
    system: Annotated[
        Path | None,
        typer.Argument(metavar="CLAIMS", help="Claims to score, as diplograph extract prints them; else they are extracted."),
    ] = None,
    *,
    errors: Annotated[
        int, typer.Option("--errors", metavar="N", min=0, help="Show N errors of each kind, with their sentences.")
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print figures, and the errors that are shown, as JSON.")] = False,
    min_f1: Annotated[
        float,
        typer.Option("--min-f1", metavar="X", min=0.0, max=1.0, help="Exit with 1 where F1 of relation (or triple) is lower."),
    ] = 0.0,
    split: Annotated[
        str | None, typer.Option("--split", metavar="NAME", help="Score only the texts whose field split has this value.")
    ] = None,
    min_confidence: MinConfidence = 0.0,
    extractor: ExtractorName = "both",
    llm_url: LlmUrl = None,
    llm_model: LlmModel = None,
    llm_cache: LlmCache = None,
    model: Model = None,
    actors: Actors = None,
    ontology: Ontology = None,
    frames: Frames = None,
) -> None:
    """Score claims against annotated texts: precision, recall and F1 by level and relation, and errors by kind.

    \b
    Levels of annotated claims, each stricter than the one before:
      pair      the same two actors
      relation  the same relation too, and organization where one is annotated
      stance    the same polarity and modality too
      speaker   the same speaker too
    Levels of PLOVER records:
      triple    source, class and target;  pair: source and target;  class

    \b
    Example:
      diplograph evaluate tests/gold/sentences.jsonl
      diplograph evaluate gold.jsonl claims.jsonl --errors 3
      diplograph evaluate gold.jsonl --json --min-f1 0.8
    """
    from diplograph.extract.evaluation import read_gold, read_system

    from ...building import make_extractor
    from ...views import report_on

    llm = read_llm(extractor, llm_url, llm_model, llm_cache)

    def make() -> "ClaimExtractor":
        return make_extractor(
            extractor, model=model, actors=actors or (), ontology=ontology or (), frames=frames or (), llm=llm
        )

    whole = read_gold(gold)
    annotated = whole if split is None else whole.of_split(split)
    found = read_system(system, whole) if system is not None else _extract(annotated, make)
    report = report_on(annotated, _confident(found, min_confidence))
    if as_json:
        import json

        print(json.dumps(report.record(errors), indent=1))
    else:
        print("\n".join(report.lines(errors)))
    if report.f1 < min_f1:
        say(f"diplograph: {report.headline} F1 {report.f1:.3f} is below {min_f1:g}")
        raise typer.Exit(_BELOW)


def _extract(gold: "Gold", make: "Callable[[], ClaimExtractor]") -> dict[str, list[dict[str, Any]]]:
    """The records of the claims that are found in the gold texts, by id."""
    from diplograph.extract.readers import detect_kind, find_articles

    from ...building import Failure, extract_documents
    from ...rdf import normalize
    from ...views import to_records

    if detect_kind(gold.path) != "json-lines":
        raise InputError(f"{gold.path}: rename it to end in .jsonl, so that its texts can be read, or give claims to score")
    wanted = {record["id"] for record in gold.records}
    failures: list[Failure] = []
    found = {}
    inputs = find_articles([gold.path])
    with telling_usage() as note, show_progress() as advance:
        extractor = note(make())

        def extract(document: "Document") -> "tuple[Claim, ...]":
            return extractor.extract(document) if document.id in wanted else ()

        for document, claims in extract_documents(inputs, extract, failures.append, only_english=False):
            found[document.id] = to_records(normalize(claims).claims)
            advance(document)
    if failures:
        raise failures[0].error
    return found


def _confident(found: Mapping[str, Iterable[Mapping[str, Any]]], least: float) -> dict[str, list[Mapping[str, Any]]]:
    """What is not below the least confidence; a claim that gives none is sure."""
    return {text: [claim for claim in claims if claim.get("confidence", 1.0) >= least] for text, claims in found.items()}
