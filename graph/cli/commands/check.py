"""``diplograph check``: whether a graph is what readers of it rely on."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from diplograph.ontology import GraphError

from ...safe_text import printable
from ..options import Ontology
from ..terminal import print_violations

__all__ = ["check"]

_VIOLATED = 1


def check(
    graph: Annotated[Path, typer.Argument(metavar="GRAPH", help="A graph file: .ttl, .trig, .nq, .nt, .rdf or .jsonld.")],
    every: Annotated[bool, typer.Option("--all", help="Show every violation, however many there are.")] = False,
    ontology: Ontology = None,
) -> None:
    """Check a graph against the shapes that every graph of diplograph satisfies (SHACL), and against its own hashes.

    The IRI of a claim is a hash of what it says, that of evidence one of its quote and offsets: what was edited since is told.
    Prints one line a violation: the node, what it needs, and the claim concerned with its quote. Exits with 0 where the graph
    conforms, 1 where it does not. Needs pySHACL: pip install 'diplograph[check]'. Whether quotes stand in the articles:
    diplograph verify.

    \b
    Example:
      diplograph check graph.ttl
      diplograph check graph.ttl --ontology recognition.ttl
    """
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
