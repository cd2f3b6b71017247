"""``diplograph info``: what a store holds, in figures."""

from typing import Annotated

import typer

from ..options import Ontology
from ..terminal import AnswerFormat, print_result

__all__ = ["info"]


def info(
    store: Annotated[str, typer.Argument(metavar="STORE", help="A store's directory, an endpoint or a graph file.")],
    format_: Annotated[AnswerFormat, typer.Option("--format", help="How to print the figures.")] = AnswerFormat.TABLE,
    ontology: Ontology = None,
) -> None:
    """Say what a store holds: articles, claims by relation, actors, dates, size.

    \b
    Example:
      diplograph info news
    """
    from ...knowledge_graph import KnowledgeGraph
    from ...queries import QueryResult
    from ...stores import summarize

    with KnowledgeGraph.load(store) as graph:
        rows = [row for row in summarize(graph.store).rows() if row[1] is not None]
    print_result(QueryResult("SELECT", ("what", "value"), tuple(rows)), format_)
