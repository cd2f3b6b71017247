"""The command ``diplograph``: the library's verbs on the command line.

Exit codes: 0 done; 1 a graph that ``check`` found wrong; 2 something could not be read or written, one line each on stderr;
130 interrupted.
"""

import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.core
from diplograph.ontology import DiplographError, GraphError

from .actors_cli import actors_app
from .check_cli import check
from .derive_cli import derive
from .evaluate_cli import evaluate
from .explain_cli import explain
from .options import FAILED, Actors, Articles, MinConfidence, Model, finish
from .page_cli import page, picture
from .query_cli import QueryCommand, query
from .stores_cli import register
from .suggestions import count
from .terminal import say as _say
from .terminal import show_progress

if TYPE_CHECKING:
    from diplograph.extract.claims import Coverage

    from .building import Failure
    from .knowledge_graph import KnowledgeGraph

__all__ = ["app", "main"]

_INTERRUPTED = 130


class _Commands(typer.core.TyperGroup):
    """Turns what may go wrong in any command into one line and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()  # here, where a closed pipe still ends in silence
            return result
        except DiplographError as error:
            _say(f"diplograph: {error}")
            raise typer.Exit(FAILED) from error
        except KeyboardInterrupt:
            _say("diplograph: interrupted")
            raise typer.Exit(_INTERRUPTED) from None


app = typer.Typer(
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(actors_app, name="actors")
register(app)
app.command()(check)
app.command()(derive)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"diplograph {version('diplograph')}")
        raise typer.Exit


@app.callback()
def diplograph(
    _version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Knowledge graphs of geopolitical actors from news, with the sentence that proves each edge.

    \b
    Example:
      diplograph build talks.txt --page talks.html
      diplograph query graph.ttl 'SELECT ?who { ?who dg:opposesMembership [dg:candidate actor:UKR] }'
    """


@app.command()
def build(
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
    model: Model = None,
    actors: Actors = None,
    decisions: Annotated[
        Path | None, typer.Option("--decisions", metavar="FILE", help="Merge decisions to replay (see diplograph actors).")
    ] = None,
    times: Annotated[
        bool, typer.Option("--times", help="Record when the run began and ended; building again then gives other bytes.")
    ] = False,
    min_confidence: MinConfidence = 0.0,
) -> None:
    """Read articles and write the graph of their claims.

    A file that cannot be read does not stop the others; the command then exits with 2. Into a store, articles go batch by
    batch: those that it has with the same claims are left alone, those that it has with others are replaced.

    \b
    Example:
      diplograph build talks.txt --page talks.html
      diplograph build archive.jsonl --output archive.trig --actors ours.csv
      diplograph build archive.jsonl --output news
      zcat archive.jsonl.gz | diplograph build - --output news
    """
    from .files import STANDARD_OUTPUT
    from .formats import find_format
    from .knowledge_graph import KnowledgeGraph
    from .stores import names_store

    is_piped = Path(output) == STANDARD_OUTPUT
    store = output if names_store(output) and not is_piped else None
    if store is None and not is_piped:
        find_format(Path(output))
    with (
        show_progress() as advance,
        KnowledgeGraph.build(
            articles,
            model=model,
            actors=actors or (),
            decisions=decisions,
            min_confidence=min_confidence,
            store=store,
            on_error="collect",
            progress=advance,
            record_times=times,
        ) as graph,
    ):
        if graph.receipt.articles or not graph.failures:
            _finish_build(graph, output, page, is_store=store is not None)
            if graph.receipt.claims_added == 0 and graph.receipt.unchanged == 0:
                _say_why_none(graph.coverage, min_confidence)
    finish(graph.failures, graph.skipped)


@app.command()
def extract(
    files: Articles,
    model: Model = None,
    actors: Actors = None,
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
    from diplograph.extract import Extractor
    from diplograph.extract.readers import find_articles

    from .building import extract_documents
    from .exports import to_json_line, to_mention_line
    from .normalization import keep_confident, normalize

    failures: list[Failure] = []
    inputs = find_articles(files)
    printed = 0
    with show_progress() as advance:
        extractor = Extractor(model=model, actors=actors or ())
        if mentions:
            for document, linked in extract_documents(inputs, extractor.mentions, failures.append):
                print(to_mention_line(document.id, linked), flush=True)
                advance(document)
        else:
            for document, claims in extract_documents(inputs, extractor.extract, failures.append):
                kept = keep_confident(normalize(claims).claims, min_confidence)
                printed += len(kept)
                print(to_json_line(document.id, kept), flush=True)
                advance(document)
    if not (printed or mentions or failures):
        _say_why_none(getattr(extractor, "coverage", None), min_confidence)
    finish(failures, inputs.skipped)


app.command(cls=QueryCommand)(query)
app.command()(page)
app.command()(picture)


@app.command()
def export(
    graph: Annotated[
        str | None,
        typer.Argument(metavar="GRAPH", help="A graph file, a store's directory or an endpoint."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; standard output without it, or as -.")
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", help="ttl, trig, nq, nt, rdf, jsonld, graphml, csv or jsonl; else the suffix of --output."),
    ] = None,
    actors: Annotated[
        bool, typer.Option("--actors", help="In place of a graph, the known actors with memberships and offices, as RDF.")
    ] = False,
    ontology: Annotated[bool, typer.Option("--ontology", help="In place of a graph, the ontology, as Turtle.")] = False,
    min_confidence: MinConfidence = 0.0,
) -> None:
    """Write a graph in another format; or the actor base, or the ontology.

    \b
    Formats:
      ttl, trig, nq, nt, rdf, jsonld   RDF; trig, nq and jsonld keep direct and derived triples apart
      graphml                          for Gephi, yEd or Cytoscape
      csv                              one row a claim, for a spreadsheet
      jsonl                            claim records, one line a document

    \b
    From a store, and into files that end in .gz or .zst, trig and nq are written as a stream, with the store's own index:
    what diplograph load takes.

    \b
    Example:
      diplograph export graph.ttl --output graph.graphml
      diplograph export graph.ttl --format csv > claims.csv
      diplograph export news --output news.nq.zst
      diplograph export --actors --output actors.ttl
    """
    from .files import STANDARD_OUTPUT, write_bytes
    from .knowledge_graph import KnowledgeGraph
    from .stores.transfer import export_stream, streams

    output = None if output == STANDARD_OUTPUT else output
    if [graph is not None, actors, ontology].count(True) != 1:
        raise GraphError("give one thing to export: a graph, --actors or --ontology")
    if graph is not None and min_confidence == 0 and streams(graph, format_, output):
        with KnowledgeGraph.open(graph) as opened:
            export_stream(opened.store, format_, output, sys.stdout.buffer)
        return
    data = _exported(graph, format_, output, actors=actors, min_confidence=min_confidence)
    write_bytes(output if output is not None else STANDARD_OUTPUT, data)


def _exported(graph: str | None, format_: str | None, output: Path | None, *, actors: bool, min_confidence: float) -> bytes:
    from .exports import find_export, read_ontology
    from .knowledge_graph import KnowledgeGraph

    if graph is not None:
        return find_export(format_, output).write(KnowledgeGraph.open(graph).confident(min_confidence))
    if actors:
        from .actor_base import serialize_actor_base

        suffix = output.suffix.removeprefix(".").lower() if output is not None else "ttl"
        return serialize_actor_base(format_ or suffix)
    return read_ontology(format_, output)


app.command()(explain)
app.command()(evaluate)


def main() -> None:
    """Run the command on ``sys.argv`` and exit."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except KeyboardInterrupt:  # before or after a command runs
        _say("diplograph: interrupted")
        sys.exit(_INTERRUPTED)


def _say_why_none(coverage: "Coverage | None", min_confidence: float) -> None:
    if coverage is not None:
        from .building import tell_coverage

        _say(f"no claims: {tell_coverage(coverage, min_confidence)}")


def _finish_build(graph: "KnowledgeGraph", output: str, page: Path | None, *, is_store: bool) -> None:
    from .files import STANDARD_OUTPUT, write_bytes

    if Path(output) == STANDARD_OUTPUT:
        write_bytes(STANDARD_OUTPUT, graph.serialize(".ttl"))
    elif not is_store:
        graph.save(output)
    if page is not None:
        from .page import page_title, write_page

        write_page(graph, page, title=page_title(graph.documents))
    written = f"{output}, {page}" if page is not None else output
    receipt = graph.receipt
    if is_store:
        known = f"{receipt.replaced:,} replaced, {receipt.unchanged:,} there already"
        _say(f"{count(receipt.added, 'article')} added, {known}; {count(receipt.claims_added, 'claim')} written: {written}")
    else:
        _say(f"{count(receipt.claims_added, 'claim')} from {count(receipt.articles, 'document')}: {written}")
