"""Options and arguments that several commands share, and how a command ends."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from diplograph.ontology import InputError

from .terminal import say

if TYPE_CHECKING:
    from diplograph.extract import ClaimExtractor, LlmSettings
    from diplograph.extract.claims import Coverage
    from diplograph.extract.readers import Skipped

    from ..building import Failure

__all__ = [
    "FAILED",
    "Actors",
    "AllowPrivate",
    "Articles",
    "Columns",
    "Dask",
    "ExtractorName",
    "Frames",
    "GraphName",
    "LlmCache",
    "LlmModel",
    "LlmUrl",
    "MinConfidence",
    "Model",
    "NoSkip",
    "Ontology",
    "Workers",
    "declare",
    "finish",
    "read_llm",
    "say_skipped",
    "say_what_is_guessed",
    "say_what_is_skipped",
    "say_why_none",
    "telling_usage",
]

FAILED = 2
# Of a folder of pictures, nobody reads more lines.
_MOST_SKIPPED = 20

# Text, for a Path makes one slash of the two of an address.
Articles = Annotated[
    list[str],
    typer.Argument(
        metavar="ARTICLE",
        help="Text files, JSON Lines of {id, title, date, text} or other JSON, web pages (HTML, MHTML), news feeds, CSV and "
        "Parquet tables, Markdown, e-mail (EML, mbox), PDF, DOCX, WARC, and ZIP, TAR, gzip or zstd of these; folders, patterns "
        "('news/*.txt'), addresses of pages and feeds (https://...), - for standard input.",
    ),
]
AllowPrivate = Annotated[
    bool,
    typer.Option("--allow-private", help="Let addresses name hosts of private networks, this machine among them."),
]
Columns = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="FIELD=COLUMN,...",
        help="What columns of a table of articles hold, or names in JSON, where they do not tell themselves: "
        "text=body,date=published. Fields: id, text, title, date, outlet, url, retrieved, "
        "language.",
    ),
]
ExtractorName = Annotated[
    str,
    typer.Option(
        "--extractor",
        metavar="NAME",
        help="What finds the claims: frames, the learned reader (learned), both, or a language model of yours (llm), which is "
        "sent the articles; see docs/llm.md.",
    ),
]
LlmUrl = Annotated[
    str | None,
    typer.Option(
        "--llm-url",
        metavar="URL",
        help="With --extractor llm, where an OpenAI-compatible server answers, http://localhost:11434/v1 for Ollama; else "
        "DIPLOGRAPH_LLM_URL. Its key, if it asks for one, comes from DIPLOGRAPH_LLM_KEY alone.",
    ),
]
LlmModel = Annotated[
    str | None,
    typer.Option("--llm-model", metavar="NAME", help="With --extractor llm, the name of the model; else DIPLOGRAPH_LLM_MODEL."),
]
LlmCache = Annotated[
    Path | None,
    typer.Option(
        "--llm-cache",
        metavar="FOLDER",
        help="With --extractor llm, where its answers are kept, so that none is paid for twice; else DIPLOGRAPH_LLM_CACHE, or "
        "the platform's folder of caches.",
    ),
]
NoSkip = Annotated[
    bool,
    typer.Option(
        "--no-skip",
        help="Parse also texts of which a scan of their words tells that they hold no claim: they name no two parties, or have "
        "no words that tell one.",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        metavar="N",
        min=1,
        help="Processes that read, each with about 0.5 GB; 1 is this one alone. Without it, as many as there are cores where "
        "there are more than about 10,000 words to read. The graph is the same.",
    ),
]
Dask = Annotated[
    str | None,
    typer.Option(
        "--dask",
        metavar="ADDRESS",
        help="Let the workers of a Dask cluster read; tcp://host:8786 is the address of its scheduler (extra dask, "
        "docs/scale.md). Only of one that you trust: whoever reaches it can run code.",
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="NAME",
        help="A spaCy pipeline with Universal Dependencies labels, by name or folder, in place of the shipped one.",
    ),
]
Actors = Annotated[
    list[Path] | None,
    typer.Option(
        "--actors",
        metavar="FILE",
        help="Your own actors and aliases, a .csv or .yaml file; may be given again. Columns or keys: name, kind, code, "
        "aliases (in CSV separated by |), wikidata, sector, id; only name is required. The name or id of a known actor adds "
        "aliases to it.",
    ),
]


def declare(paths: list[Path] | None) -> list[Path] | None:
    """What is declared holds from here on, for whatever the command does."""
    from diplograph.ontology import add_ontology

    add_ontology(*(paths or ()))
    return paths


Ontology = Annotated[
    list[Path] | None,
    typer.Option(
        "--ontology",
        metavar="FILE",
        callback=declare,
        help="Relations and classes of your own, a Turtle file (.ttl); may be given again. See docs/own-relations.md.",
    ),
]
Frames = Annotated[
    list[Path] | None,
    typer.Option(
        "--frames",
        metavar="FOLDER",
        help="The words that tell relations of your own (or more words for those there are): a folder of YAML files, a file "
        "for each relation; may be given again. See docs/own-relations.md.",
    ),
]
GraphName = Annotated[
    str,
    typer.Argument(
        metavar="GRAPH",
        help="A graph file (.ttl, .trig, .nq, .nt, .rdf or .jsonld), a store's directory or an endpoint; - for Turtle or TriG "
        "on standard input.",
    ),
]


def _check_confidence(value: float) -> float:
    if math.isnan(value):  # which is in no range, and outside none
        raise typer.BadParameter("nan is no number between 0 and 1")
    return value


MinConfidence = Annotated[
    float,
    typer.Option(
        "--min-confidence",
        metavar="X",
        min=0.0,
        max=1.0,
        callback=_check_confidence,
        help="Leave out claims of lower confidence, from 0 to 1; docs/confidence.md says what to expect of each.",
    ),
]


def read_llm(extractor: str, url: str | None, model: str | None, cache: Path | None) -> "LlmSettings | None":
    """The settings of the language model for the extractor that asks one, None for all others.

    Raises InputError where they are missing or wrong, and where they are given for another extractor.
    """
    from ..building import LLM

    if extractor == LLM:
        from diplograph.extract import read_settings

        return read_settings(url, model, cache)
    if [url, model, cache].count(None) < 3:
        raise InputError(f"--llm-url, --llm-model and --llm-cache are for --extractor {LLM}; name it, or leave them out")
    return None


@contextmanager
def telling_usage() -> "Iterator[Callable[[ClaimExtractor], ClaimExtractor]]":
    """Whatever ends the block, what language models were asked, and what it cost, is said; gives what notes an extractor."""
    noted: list[ClaimExtractor] = []

    def note(extractor: "ClaimExtractor") -> "ClaimExtractor":
        noted.append(extractor)
        return extractor

    try:
        yield note
    finally:
        for extractor in noted:
            usage = getattr(extractor, "usage", None)
            if usage is not None:
                say(str(usage))


def finish(failures: "Iterable[Failure]", skipped: "Sequence[Skipped]" = ()) -> None:
    """Say what was skipped and what could not be read, a line each, and exit with 2 where anything could not."""
    say_skipped(skipped)
    listed = list(failures)
    for failure in listed:
        say(f"diplograph: {failure.error}")
    if listed:
        raise typer.Exit(FAILED)


def say_skipped(skipped: "Sequence[Skipped]") -> None:
    """Say which files of a folder were skipped, a line each, or how many where they are many."""
    for file in skipped[:_MOST_SKIPPED]:
        say(f"diplograph: {file}")
    if len(skipped) > _MOST_SKIPPED:
        say(f"diplograph: {len(skipped) - _MOST_SKIPPED:,} more files skipped")


def say_what_is_guessed(coverage: "Coverage | None") -> None:
    """Say that articles without capitals were read, and that their claims are less sure."""
    number = getattr(coverage, "lacking_capitals", 0)
    if number:
        which = "1 article has" if number == 1 else f"{number:,} articles have"
        say(f"{which} no capital letters: names are guessed, and no claim is as sure as 0.8")


def say_what_is_skipped(coverage: "Coverage | None") -> None:
    """Say how many texts a scan of their words has passed over."""
    number = getattr(coverage, "skipped", 0)
    if number:
        which = "1 text was" if number == 1 else f"{number:,} texts were"
        say(f"{which} not parsed, in which no two parties or no words of a claim stand (--no-skip parses all)")


def say_why_none(coverage: "Coverage | None", min_confidence: float) -> None:
    """Say why a run that read something gave no claims."""
    if coverage is not None:
        from ..building import tell_coverage

        say(f"no claims: {tell_coverage(coverage, min_confidence)}")
