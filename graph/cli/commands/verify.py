"""``diplograph verify``: whether the quotes of a graph stand in the articles that it names."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ...queries import count
from ...safe_text import printable
from ..options import AllowPrivate, Articles, Columns, GraphName, Ontology, finish
from ..terminal import print_violations

if TYPE_CHECKING:
    from ...building import Failure

__all__ = ["verify"]

_ALTERED = 1


def verify(
    graph: GraphName,
    articles: Articles,
    every: Annotated[bool, typer.Option("--all", help="Show every finding, however many there are.")] = False,
    ontology: Ontology = None,
    columns: Columns = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Verify the evidence of a graph: each quote against its article, by offsets and text, each article by its hash.

    Prints one line for each claim whose quote does not stand where the graph says, whose IRI is no hash of what it says (its
    polarity or its parties were edited), and for each article that is another than was read, or that was not given. Exits with
    0 where all evidence holds, 1 where some does not, 2 where an article cannot be read. Confidence, dates, places and roles
    have no hash and are not verified.

    \b
    Example:
      diplograph verify graph.ttl talks.txt
      diplograph verify news archive.jsonl
    """
    from diplograph.extract.readers import find_articles, parse_columns

    from ...building import read_articles
    from ...knowledge_graph import KnowledgeGraph
    from ...verification import Verification, find_alterations

    failures: list[Failure] = []
    named = parse_columns(columns) if columns is not None else None
    inputs = find_articles(articles, named, allow_private=allow_private)
    with KnowledgeGraph.load(graph) as opened:
        findings = find_alterations(opened.store)
        verification = Verification(opened.store)
        for _, document in read_articles(inputs, failures.append):
            findings += verification.verify(document)
        findings += verification.missing()
    if findings:
        print_violations(findings, "finding", graph, every=every)
    finish(failures, inputs.skipped)
    if findings:
        raise typer.Exit(_ALTERED)
    compared = f"{count(verification.quotes, 'quote')} of {count(verification.articles, 'article')}"
    print(f"{printable(graph)}: {compared} verified", file=sys.stderr)
