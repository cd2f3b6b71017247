"""``diplograph check`` and ``verify``: whether a graph is what readers of it rely on, and its quotes stand in the articles."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from diplograph.ontology import GraphError

from ...queries import count
from ...safe_text import printable
from ..options import AllowPrivate, Articles, Columns, GraphName, Ontology, finish
from ..terminal import print_violations, say, show_work

if TYPE_CHECKING:
    from ...building import Failure

__all__ = ["check", "verify"]

_VIOLATED = 1


def check(
    graph: Annotated[
        Path, typer.Argument(metavar="GRAPH", help="A graph file: .ttl, .trig, .nq, .nt, .rdf or .jsonld; a store's directory.")
    ],
    deep: Annotated[
        bool, typer.Option("--deep", help="Verify the files of a store by their checksums, and nothing else.")
    ] = False,
    every: Annotated[bool, typer.Option("--all", help="Show every violation, however many there are.")] = False,
    ontology: Ontology = None,
) -> None:
    """Check a graph against the shapes that every graph of diplograph satisfies (SHACL), and against its own hashes.

    The IRI of a claim is a hash of what it says, that of evidence one of its quote and offsets: what was edited since is told.
    Prints one line a violation: the node, what it needs, and the claim concerned with its quote. Exits with 0 where the graph
    conforms, 1 where it does not. Needs pySHACL: pip install 'diplograph[check]'. Whether quotes stand in the articles:
    diplograph verify. With --deep the files of a store are verified instead, a line for each that is damaged.

    \b
    Example:
      diplograph check graph.ttl
      diplograph check news --deep
      diplograph check graph.ttl --ontology recognition.ttl
    """
    if deep:
        _check_files(graph, every=every)
        return

    from ...knowledge_graph import KnowledgeGraph
    from ...rdf import check_dataset
    from ...verification import find_alterations

    with KnowledgeGraph.load(graph) as opened:
        violations = check_dataset(opened.rdflib())
        try:
            violations += find_alterations(opened.store)
        except GraphError:
            if not violations:  # else the shapes have told what cannot be read
                raise
    if violations:
        print_violations(violations, "violation", graph, every=every)
        raise typer.Exit(_VIOLATED)
    print(f"{printable(str(graph))}: conforms", file=sys.stderr)


def _check_files(store: Path, *, every: bool) -> None:
    from ...stores import diagnose

    with show_work(f"Verifying {store}"):
        found = diagnose(store)
    if found.damages:
        print_violations(found.damages, "damaged file", store, every=every)
        say(f"{store}: mend it: diplograph repair {shlex.quote(str(store))}")
        raise typer.Exit(_VIOLATED)
    how = "every checksum is right" if found.has_checksums else "all can be read; its last writer has left no checksums"
    say(f"{store}: {how}")


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
        raise typer.Exit(_VIOLATED)
    compared = f"{count(verification.quotes, 'quote')} of {count(verification.articles, 'article')}"
    passed = f"; {count(verification.coded, 'claim')} of coded events, which quote nothing" if verification.coded else ""
    print(f"{printable(graph)}: {compared} verified{passed}", file=sys.stderr)
