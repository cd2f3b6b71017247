"""``diplograph check``: whether a graph is what readers of it rely on."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from ...queries import count
from ...safe_text import printable
from ..options import Ontology

__all__ = ["check"]

_VIOLATED = 1
_MOST_SHOWN = 50


def check(
    graph: Annotated[Path, typer.Argument(metavar="GRAPH", help="A graph file: .ttl, .trig, .nq, .nt, .rdf or .jsonld.")],
    every: Annotated[bool, typer.Option("--all", help="Show every violation, however many there are.")] = False,
    ontology: Ontology = None,
) -> None:
    """Check a graph against the shapes that every graph of diplograph satisfies (SHACL).

    Prints one line a violation: the node, what it needs, and the claim concerned with its quote. Exits with 0 where the graph
    conforms, 1 where it does not. Needs pySHACL: pip install 'diplograph[check]'.

    \b
    Example:
      diplograph check graph.ttl
      diplograph check graph.ttl --ontology recognition.ttl
    """
    from ...knowledge_graph import KnowledgeGraph
    from ...rdf import check_dataset

    with KnowledgeGraph.load(graph) as opened:
        violations = check_dataset(opened.rdflib())
    shown = violations if every else violations[:_MOST_SHOWN]
    for violation in shown:
        print(printable(str(violation)))
    sys.stdout.flush()
    if violations:
        rest = f" ({len(violations) - len(shown):,} more: --all shows them)" if len(shown) < len(violations) else ""
        print(f"{printable(str(graph))}: {count(len(violations), 'violation')}{rest}", file=sys.stderr)
        raise typer.Exit(_VIOLATED)
    print(f"{printable(str(graph))}: conforms", file=sys.stderr)
