"""``diplograph export``: a graph in another format, the actor base, or the ontology."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
import typer.core
from diplograph.ontology import GraphError

from ...views import EXPORTS
from ..options import MinConfidence, declare

__all__ = ["ExportCommand", "export"]


class ExportCommand(typer.core.TyperCommand):
    """Lists the formats below its help, each with what it is good for, from their table."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Formats (--format)"):
            formatter.write_dl([(name, export.summary) for name, export in EXPORTS.items()])


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
        typer.Option("--format", metavar="NAME", help=f"{', '.join(EXPORTS)}; else the suffix of --output."),
    ] = None,
    actors: Annotated[
        bool, typer.Option("--actors", help="In place of a graph, the known actors with memberships and offices, as RDF.")
    ] = False,
    ontology: Annotated[bool, typer.Option("--ontology", help="In place of a graph, the ontology, as Turtle.")] = False,
    min_confidence: MinConfidence = 0.0,
    with_ontology: Annotated[
        list[Path] | None,
        typer.Option(
            "--with-ontology", metavar="FILE", callback=declare, help="The relations of your own that the graph has (.ttl)."
        ),
    ] = None,
) -> None:
    """Write a graph in another format; or the actor base, or the ontology.

    \b
    From a store, and into files that end in .gz or .zst, trig and nq are written as a stream, with the store's own index:
    what diplograph load takes.

    \b
    Example:
      diplograph export graph.ttl --output graph.gexf
      diplograph export graph.ttl --format neo4j --output neo4j.zip
      diplograph export graph.ttl --format csv > claims.csv
      diplograph export news --output news.nq.zst
      diplograph export --actors --output actors.ttl
    """
    from ...files import STANDARD_OUTPUT, write_bytes
    from ...knowledge_graph import KnowledgeGraph
    from ...stores import export_stream, streams

    output = None if output == STANDARD_OUTPUT else output
    if [graph is not None, actors, ontology].count(True) != 1:
        raise GraphError("give one thing to export: a graph, --actors or --ontology")
    if graph is not None and min_confidence == 0 and streams(graph, format_, output):
        with KnowledgeGraph.load(graph) as opened:
            export_stream(opened.store, format_, output, sys.stdout.buffer)
        return
    data = _exported(graph, format_, output, actors=actors, min_confidence=min_confidence)
    write_bytes(output if output is not None else STANDARD_OUTPUT, data)


def _exported(graph: str | None, format_: str | None, output: Path | None, *, actors: bool, min_confidence: float) -> bytes:
    from ...knowledge_graph import KnowledgeGraph
    from ...views import find_export, read_ontology

    if graph is not None:
        return find_export(format_, output).write(KnowledgeGraph.load(graph).confident(min_confidence))
    if actors:
        from ...rdf import serialize_actor_base

        suffix = output.suffix.removeprefix(".").lower() if output is not None else "ttl"
        return serialize_actor_base(format_ or suffix)
    return read_ontology(format_, output)
