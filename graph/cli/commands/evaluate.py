"""``diplograph evaluate`` and ``compare``: how much of an annotated text is found, and where two extractors agree."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from diplograph.ontology import InputError

from ..options import (
    Actors,
    AllowPrivate,
    Columns,
    ExtractorName,
    Frames,
    LlmCache,
    LlmModel,
    LlmUrl,
    MinConfidence,
    Model,
    Ontology,
    finish,
    read_llm,
    telling_usage,
)
from ..terminal import AnswerFormat, print_result, say, show_progress

if TYPE_CHECKING:
    from diplograph.extract import ClaimExtractor
    from diplograph.extract.evaluation import Gold
    from diplograph.ontology import Claim, Document

    from ...building import Failure
    from ...comparison import Comparison, Statement
    from ...queries import QueryResult

__all__ = ["compare", "evaluate"]

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


def compare(  # noqa: PLR0913, PLR0917 - each is an option
    given: Annotated[
        list[str],
        typer.Argument(metavar="ARTICLE|GRAPH", help="With --extractors, articles as for build; without, two graphs."),
    ],
    extractors: Annotated[
        str | None,
        typer.Option("--extractors", metavar="A,B", help="The two extractors that read the articles, as for --extractor."),
    ] = None,
    examples: Annotated[
        int,
        typer.Option(
            "--examples", metavar="N", min=0, help="List N statements of each relation in both, in A alone and in B alone."
        ),
    ] = 0,
    format_: Annotated[AnswerFormat, typer.Option("--format", help="How to print the answer.")] = AnswerFormat.TABLE,
    min_confidence: MinConfidence = 0.0,
    llm_url: LlmUrl = None,
    llm_model: LlmModel = None,
    llm_cache: LlmCache = None,
    model: Model = None,
    actors: Actors = None,
    ontology: Ontology = None,
    frames: Frames = None,
    columns: Columns = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Show where two extractors, or two graphs, agree on the same articles, by relation.

    They agree where the same article says the same relation of the same parties; same_stance counts those of them with the same
    polarity and modality, agreement is the share of both among all. What is in one only need not be wrong, nor what is in both
    right: for that there is diplograph evaluate. Of two graphs, the articles that both have are compared.

    \b
    Example:
      diplograph compare talks.txt --extractors frames,learned
      diplograph compare news/*.txt --extractors both,llm --examples 2
      diplograph compare monday.ttl tuesday.ttl --format csv
    """
    from diplograph.ontology import load_schema

    from ...comparison import compare_claims
    from ...rdf import keep_confident, normalize

    if format_ is AnswerFormat.TURTLE:
        raise InputError("a comparison is a table: give --format table, csv, tsv or json")
    failures: list[Failure] = []
    if extractors is None:
        if [llm_url, llm_model, llm_cache, model, actors, frames, columns].count(None) < 7 or allow_private:
            raise InputError("to compare extractors, name two of them: --extractors frames,learned")
        sides = _of_graphs(given)
    else:
        from ...building import LLM, make_extractor

        names = [name.strip() for name in extractors.split(",")]
        if len(names) != 2 or names[0] == names[1]:
            raise InputError(f"--extractors {extractors}: name two different ones, as in frames,learned")
        llm = read_llm(LLM if LLM in names else names[0], llm_url, llm_model, llm_cache)

        def make(name: str) -> "ClaimExtractor":
            own = llm if name == LLM else None
            return make_extractor(name, model=model, actors=actors or (), ontology=ontology or (), frames=frames or (), llm=own)

        sides = _of_extractors(given, [(name, make) for name in names], failures, columns, allow_private=allow_private)
    compared = [keep_confident(normalize(claims).claims, min_confidence) for claims in sides]
    comparison = compare_claims(compared[0], compared[1], load_schema())
    print_result(_listed(comparison, examples) if examples else _counted(comparison), format_)
    finish(failures)


def _of_graphs(given: list[str]) -> "tuple[list[Claim], list[Claim]]":
    """The claims of two graphs on the articles that both have."""
    from ...knowledge_graph import KnowledgeGraph
    from ...queries import count

    if len(given) != 2:
        raise InputError("give two graphs, or articles with two extractors: --extractors frames,learned")
    with KnowledgeGraph.load(given[0]) as a, KnowledgeGraph.load(given[1]) as b:
        articles = [{document.id for document in graph.documents} for graph in (a, b)]
        shared = articles[0] & articles[1]
        say(f"A is {given[0]}, B is {given[1]}; {count(len(shared), 'article')} in both")
        if not shared:
            raise InputError(f"{given[0]} and {given[1]} have no article in common; build both from the same articles")
        for name, own in zip(given, articles, strict=True):
            if own != shared:
                say(f"{name}: {count(len(own - shared), 'article')} left aside, which the other does not have")
        of_a, of_b = ([claim for claim in graph.claims if claim.document in shared] for graph in (a, b))
        return of_a, of_b


def _of_extractors(
    given: list[str],
    makers: "list[tuple[str, Callable[[str], ClaimExtractor]]]",
    failures: "list[Failure]",
    columns: str | None,
    *,
    allow_private: bool,
) -> "tuple[list[Claim], list[Claim]]":
    """The claims of two extractors on the articles that both could read."""
    from diplograph.extract.readers import find_articles, parse_columns, refuse_all_missing

    from ...building import extract_documents
    from ...queries import count

    refuse_all_missing(given)
    named = parse_columns(columns) if columns is not None else None
    inputs = find_articles(given, named, allow_private=allow_private)
    sides: tuple[list[Claim], list[Claim]] = ([], [])
    read = 0
    with telling_usage() as note, show_progress() as advance:
        made = [note(make(name)) for name, make in makers]

        def extract(document: "Document") -> "tuple[tuple[Claim, ...], ...]":
            return tuple(extractor.extract(document) for extractor in made)

        for document, found in extract_documents(inputs, extract, failures.append):
            read += 1
            for side, claims in zip(sides, found, strict=True):
                side.extend(claims)
            advance(document)
    say(f"A is {makers[0][0]}, B is {makers[1][0]}; {count(read, 'article')} read by both")
    return sides


def _counted(comparison: "Comparison") -> "QueryResult":
    """A row for each relation, and one for all."""
    from ...queries import QueryResult

    rows = [
        (relation, found.both, found.only_a, found.only_b, found.same_stance, round(found.share, 3))
        for relation, found in (*comparison.by_relation().items(), ("all", comparison.total()))
    ]
    columns = ("relation", "both", "only_a", "only_b", "same_stance", "agreement")
    return QueryResult("SELECT", columns, tuple(rows))


def _listed(comparison: "Comparison", most: int) -> "QueryResult":
    """A row for each statement that is shown."""
    from ...queries import QueryResult

    columns = ("found_by", "subject", "relation", "object", "organization", "stance_a", "stance_b", "article", "quote")
    return QueryResult("SELECT", columns, tuple(map(_row, comparison.examples(most))))


def _row(statement: "Statement") -> tuple[str | None, ...]:
    claim = statement.claim
    stances = [
        ", ".join(sorted({f"{claim.polarity} {claim.modality}" for claim in claims})) or None
        for claims in (statement.of_a, statement.of_b)
    ]
    body = claim.organization.name if claim.organization is not None else None
    quote = claim.evidence[0].quote if claim.evidence else None
    return statement.found, claim.subject.name, claim.relation, claim.object.name, body, *stances, claim.document, quote
