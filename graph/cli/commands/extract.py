"""``diplograph extract``: the claims or the mentions of articles as JSON Lines."""

from typing import TYPE_CHECKING, Annotated

import typer
from diplograph.ontology import InputError

from ..options import (
    Actors,
    AllowPrivate,
    Articles,
    Columns,
    ExtractorName,
    Frames,
    LlmCache,
    LlmModel,
    LlmUrl,
    MinConfidence,
    Model,
    NoSkip,
    Ontology,
    finish,
    read_llm,
    say_what_is_guessed,
    say_what_is_skipped,
    say_why_none,
    telling_usage,
)
from ..terminal import show_progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from diplograph.extract import ClaimExtractor, LinkedMention
    from diplograph.ontology import Document

    from ...building import Failure

__all__ = ["extract"]


def extract(  # noqa: PLR0913, PLR0917 - each is an option
    files: Articles,
    extractor: ExtractorName = "both",
    llm_url: LlmUrl = None,
    llm_model: LlmModel = None,
    llm_cache: LlmCache = None,
    model: Model = None,
    no_skip: NoSkip = False,
    actors: Actors = None,
    ontology: Ontology = None,
    frames: Frames = None,
    columns: Columns = None,
    allow_private: AllowPrivate = False,
    mentions: Annotated[
        bool, typer.Option("--mentions", help="Print the mentions of actors instead, with whom each is linked to.")
    ] = False,
    min_confidence: MinConfidence = 0.0,
) -> None:
    """Print the claims of articles as JSON Lines.

    One line a document, {"id": ..., "claims": [...]}, also where there are no claims; with --mentions
    {"id": ..., "mentions": [...]}.

    \b
    Example:
      diplograph extract talks.txt > claims.jsonl
      diplograph extract talks.txt --mentions
      diplograph extract archive.jsonl | jq '.claims[] | select(.polarity == "negated") | .quote'
    """
    from diplograph.extract.readers import find_articles, parse_columns, refuse_all_missing

    from ...building import extract_claims, extract_documents, make_extractor
    from ...rdf import keep_confident, normalize
    from ...views import to_json_line, to_mention_line

    llm = read_llm(extractor, llm_url, llm_model, llm_cache)
    failures: list[Failure] = []
    named = parse_columns(columns) if columns is not None else None
    refuse_all_missing(files)
    inputs = find_articles(files, named, allow_private=allow_private)
    printed = 0
    with telling_usage() as note, show_progress() as advance:
        made = note(
            make_extractor(
                extractor,
                model=model,
                actors=actors or (),
                ontology=ontology or (),
                frames=frames or (),
                skip=not no_skip,
                llm=llm,
            )
        )
        if mentions:
            for document, linked in extract_documents(inputs, _linking(made), failures.append):
                print(to_mention_line(document.id, linked), flush=True)
                advance(document)
        else:
            for document, claims in extract_claims(inputs, made, failures.append):
                kept = keep_confident(normalize(claims).claims, min_confidence)
                printed += len(kept)
                print(to_json_line(document.id, kept), flush=True)
                advance(document)
    say_what_is_guessed(getattr(made, "coverage", None))
    say_what_is_skipped(getattr(made, "coverage", None))
    if not (printed or mentions or failures):
        say_why_none(getattr(made, "coverage", None), min_confidence)
    finish(failures, inputs.skipped)


def _linking(extractor: "ClaimExtractor") -> "Callable[[Document], tuple[LinkedMention, ...]]":
    """What links mentions; raises InputError for an extractor that finds claims alone."""
    linking: Callable[[Document], tuple[LinkedMention, ...]] | None = getattr(extractor, "mentions", None)
    if linking is None:
        raise InputError(f"--mentions: {extractor.name} links no mentions; name another extractor, or leave --mentions out")
    return linking
