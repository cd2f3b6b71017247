"""``diplograph derive``: what follows from the claims of a graph, kept apart from what was read."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from diplograph.ontology import GraphError

from ...queries import count
from ...safe_text import printable
from ..options import Ontology

__all__ = ["derive"]

_WITH_NAMED_GRAPHS = (".trig", ".nq", ".jsonld")


def derive(
    graph: Annotated[Path, typer.Argument(metavar="GRAPH", help="A graph file: .ttl, .trig, .nq, .nt, .rdf or .jsonld.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file to write: .trig, .nq or .jsonld; GRAPH itself where it is one of these."),
    ] = None,
    ontology: Ontology = None,
) -> None:
    """Add what follows from the claims by rules, in a graph of its own; made anew each time.

    Symmetric and inverse relations, wider relations, whom a speaker or an actor represents, who was a member of what on the day
    of a claim, and which claims contradict each other. Each derived triple names its rule and the claims that it rests on:
    see diplograph query --named derivations.

    \b
    Example:
      diplograph derive graph.ttl --output graph.trig
      diplograph query graph.trig 'SELECT ?who ?whom { ?who dg:verbalConflict ?whom }'
    """
    from ...knowledge_graph import KnowledgeGraph
    from ...rdf import DERIVED_GRAPH, find_format

    loaded = KnowledgeGraph.load(graph)
    if output is None and not graph.suffix:
        raise GraphError(f"{graph}: is no file that can take what is derived; name one with --output, for example graph.trig")
    target = output or graph
    find_format(target)
    if target.suffix.lower() not in _WITH_NAMED_GRAPHS:
        raise GraphError(
            f"{target}: {target.suffix} cannot keep what is derived apart from what was read; name a file of "
            f"{', '.join(_WITH_NAMED_GRAPHS)} with --output"
        )
    derived = loaded.derive()
    derived.save(target)
    number = derived.query(f"SELECT (COUNT(?d) AS ?n) {{ GRAPH <{DERIVED_GRAPH}> {{ ?d a dg:Derivation }} }}").rows[0][0]
    print(f"{count(int(str(number)), 'derivation')}: {printable(str(target))}", file=sys.stderr)
