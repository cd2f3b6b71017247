"""``diplograph build`` and ``watch``: articles into a graph file or a store, once or time and again."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from diplograph.ontology import InputError, StoreError

from ...queries import count
from ..build_options import (
    GO_ON,
    INTO_A_STORE,
    Again,
    LogJson,
    Quiet,
    ReportFile,
    end_with,
    ending_well,
    say_report,
)
from ..build_output import following, log_event, raising_on_sigterm
from ..options import (
    Actors,
    AllowPrivate,
    Articles,
    Columns,
    Dask,
    ExtractorName,
    Frames,
    LlmCache,
    LlmModel,
    LlmUrl,
    MinConfidence,
    Model,
    NoSkip,
    Ontology,
    Workers,
    finish,
    read_llm,
    say_skipped,
    say_what_is_guessed,
    say_what_is_skipped,
    say_why_none,
)
from ..terminal import say

if TYPE_CHECKING:
    from ...building import BuildReport, Watch
    from ...knowledge_graph import KnowledgeGraph

__all__ = ["build", "watch"]


def build(  # noqa: PLR0913, PLR0917 - each is an option
    articles: Articles,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            help="The graph file, its suffix names the format; or a store: a directory, named without suffix, or an endpoint; "
            "or - for Turtle on standard output.",
        ),
    ] = "graph.ttl",
    page: Annotated[
        Path | None, typer.Option("--page", help="Also write an interactive page, one HTML file that works offline.")
    ] = None,
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
    decisions: Annotated[
        Path | None, typer.Option("--decisions", metavar="FILE", help="Merge decisions to replay (see diplograph actors).")
    ] = None,
    times: Annotated[
        bool, typer.Option("--times", help="Record when the run began and ended; building again then gives other bytes.")
    ] = False,
    min_confidence: MinConfidence = 0.0,
    again: Again = False,
    workers: Workers = None,
    dask: Dask = None,
    quiet: Quiet = False,
    log_json: LogJson = False,
    report: ReportFile = None,
) -> None:
    """Read articles and write the graph of their claims.

    A file that cannot be read does not stop the others; the command then exits with 2. Into a store, articles go batch by
    batch, and whatever ends the command, the same command goes on where it stopped: what the store has from the same text, by
    the same extractor, actors, decisions and options, is left alone unread; what it has from another text is replaced.

    \b
    Example:
      diplograph build talks.txt --page talks.html
      diplograph build articles.csv --columns text=body,date=published
      diplograph build archive.jsonl --output archive.trig --actors ours.csv
      diplograph build archive.jsonl --ontology recognition.ttl --frames recognition
      diplograph build archive.jsonl --output news
      diplograph build archive.jsonl.gz --output news --workers 4
      diplograph build archive.jsonl.gz --output news --dask tcp://10.0.0.1:8786
      diplograph build https://courier.example/world/feed.xml --output news
    """
    from diplograph.extract.readers import parse_columns, refuse_all_missing

    from ...files import STANDARD_OUTPUT, refuse_to_overwrite, refuse_without_folder
    from ...knowledge_graph import KnowledgeGraph
    from ...rdf import find_format
    from ...stores import names_store

    llm = read_llm(extractor, llm_url, llm_model, llm_cache)
    is_piped = Path(output) == STANDARD_OUTPUT
    store = output if names_store(output) and not is_piped else None
    if store is None and not is_piped:
        find_format(Path(output))
    if page is not None:
        from ...page import refuse_other_than_page

        refuse_other_than_page(page)
    for written in filter(None, (page, report, None if store is not None else Path(output))):
        refuse_without_folder(written)
        refuse_to_overwrite(written, articles)
    refuse_all_missing(articles)
    advice = GO_ON if store is not None else f"nothing was written; {INTO_A_STORE}"
    with (
        ending_well(advice, quiet=quiet, log_json=log_json, report=report) as watched,
        following(quiet=quiet, log_json=log_json) as show,
        KnowledgeGraph.build(
            articles,
            extractor=extractor,
            model=model,
            skip=not no_skip,
            llm=llm,
            actors=actors or (),
            ontology=ontology or (),
            frames=frames or (),
            columns=parse_columns(columns) if columns is not None else None,
            allow_private=allow_private,
            decisions=decisions,
            min_confidence=min_confidence,
            store=store,
            on_error="collect",
            record_times=times,
            again=again,
            workers=workers,
            dask=dask,
            observe=watched(show),
        ) as graph,
    ):
        if graph.receipt.articles or not graph.failures:
            said = _finish_build(graph, output, page, is_store=store is not None)
            if not (quiet or log_json):
                say(said)
                say_report(graph.report)
                say_what_is_guessed(graph.coverage)
                say_what_is_skipped(graph.coverage)
                if graph.receipt.claims_added == 0 and graph.receipt.unchanged == 0:
                    say_why_none(graph.coverage, min_confidence)
    if log_json:
        end_with(graph.failures)
    finish(graph.failures, () if quiet else graph.skipped)


def _finish_build(graph: "KnowledgeGraph", output: str, page: Path | None, *, is_store: bool) -> str:
    """Write what is to be written; gives what there is to say of it."""
    from ...files import STANDARD_OUTPUT, write_bytes

    if Path(output) == STANDARD_OUTPUT:
        write_bytes(STANDARD_OUTPUT, graph.serialize(".ttl"))
    elif not is_store:
        graph.save(output)
    if page is not None:
        from ...page import page_title, write_page

        write_page(graph, page, title=page_title(graph.documents))
    written = f"{output}, {page}" if page is not None else output
    receipt = graph.receipt
    if is_store:
        known = f"{receipt.replaced:,} replaced, {receipt.unchanged:,} there already"
        return f"{count(receipt.added, 'article')} added, {known}; {count(receipt.claims_added, 'claim')} written: {written}"
    return f"{count(receipt.claims_added, 'claim')} from {count(receipt.articles, 'document')}: {written}"


def watch(  # noqa: PLR0913, PLR0917 - each is an option
    articles: Articles,
    output: Annotated[
        str, typer.Option("--output", "-o", help="The store: a directory, named without suffix, or an endpoint.")
    ] = "news",
    interval: Annotated[
        float,
        typer.Option(
            "--interval", metavar="SECONDS", min=1.0, max=604_800.0, help="How long to wait from one look to the next."
        ),
    ] = 60.0,
    extractor: ExtractorName = "both",
    llm_url: LlmUrl = None,
    llm_model: LlmModel = None,
    llm_cache: LlmCache = None,
    model: Model = None,
    actors: Actors = None,
    columns: Columns = None,
    allow_private: AllowPrivate = False,
    decisions: Annotated[
        Path | None, typer.Option("--decisions", metavar="FILE", help="Merge decisions to replay (see diplograph actors).")
    ] = None,
    min_confidence: MinConfidence = 0.0,
    workers: Workers = None,
    dask: Dask = None,
    quiet: Quiet = False,
    log_json: LogJson = False,
) -> None:
    """Keep a store up to date with folders and feeds, until Ctrl-C.

    What has come or changed since the last look is read; files by their time and size, addresses where their server says that
    they have changed (ETag, Last-Modified). The store is open only while something is written. What has gone from a folder
    stays in the store until diplograph remove.

    \b
    Example:
      diplograph watch inbox --output news
      diplograph watch https://courier.example/world/feed.xml --output news --interval 900
    """
    from diplograph.extract.readers import parse_columns

    from ...building import BuildJob
    from ...building import Watch as Watching
    from ...files import STANDARD_OUTPUT
    from ...stores import names_store

    if not names_store(output) or Path(output) == STANDARD_OUTPUT:
        kept = "is no store" if Path(output) == STANDARD_OUTPUT else "is a graph file, which is written whole"
        raise InputError(f"{output}: {kept}; watch keeps a store: --output news")
    llm = read_llm(extractor, llm_url, llm_model, llm_cache)
    with following(quiet=quiet, log_json=log_json) as show:
        job = BuildJob(
            extractor,
            model=model,
            llm=llm,
            actors=tuple(actors or ()),
            decisions=decisions,
            min_confidence=min_confidence,
            workers=workers,
            dask=dask,
            observe=show,
        )
        named = parse_columns(columns) if columns is not None else None
        watched = Watching(articles, output, job, columns=named, allow_private=allow_private)
        is_silent = quiet or log_json
        try:
            with raising_on_sigterm():
                _tell(watched.look(), output, quiet=quiet, log_json=log_json)
                while True:
                    if log_json:
                        log_event("waiting", output=output)
                    time.sleep(interval)
                    _look_again(watched, output, quiet=quiet, log_json=log_json)
        except KeyboardInterrupt:
            if not is_silent:
                say(f"diplograph: no longer watching; {output} has what was written")
            elif log_json:
                log_event("interrupted", signal="SIGINT")


def _look_again(watched: "Watch", output: str, *, quiet: bool, log_json: bool) -> None:
    try:
        report = watched.look()
    except StoreError as error:  # somebody reads it just now
        if log_json:
            log_event("error", message=str(error))
        else:
            say(f"diplograph: {error}; the next look tries again")
    else:
        _tell(report, output, quiet=quiet, log_json=log_json)


def _tell(report: "BuildReport | None", output: str, *, quiet: bool, log_json: bool) -> None:
    if report is None or log_json:
        return
    for failure in report.failures:
        say(f"diplograph: {failure.error}")
    if quiet:
        return
    say_skipped(report.skipped)
    receipt = report.receipt
    if receipt.added or receipt.replaced:
        say(
            f"{count(receipt.added, 'article')} added, {receipt.replaced:,} replaced; "
            f"{count(receipt.claims_added, 'claim')} written: {output}"
        )
        say_report(report)
    if report.read and report.usage is not None:
        say(str(report.usage))
