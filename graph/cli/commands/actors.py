"""``diplograph actors``: who is who in a graph, what may be merged, and what people decided about it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from diplograph.ontology import GraphError

from ...safe_text import printable
from ..terminal import AnswerFormat, print_result
from ..terminal import say as _say

if TYPE_CHECKING:
    from diplograph.ontology import Actor
    from diplograph.ontology.actors import ActorBase, NameIndex

    from ...identity import Decisions
    from ...queries import QueryResult, Value

__all__ = ["actors_app"]

actors_app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Who is who: list the actors of a graph, look names up, review merges.",
)

Graphs = Annotated[list[str], typer.Argument(metavar="GRAPH", help="Graph files: .ttl, .trig, .nq, .nt or .jsonld; or stores.")]
Format = Annotated[AnswerFormat, typer.Option("--format", help="How to print the list.")]
One = Annotated[str, typer.Argument(metavar="ACTOR", help="actor:ID, a whole IRI, or with --graph a name.")]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="The other actor.")]
DecisionFile = Annotated[
    Path, typer.Option("--decisions", metavar="FILE", help="The file of decisions; made where it is not there.")
]
Names = Annotated[Path | None, typer.Option("--graph", metavar="GRAPH", help="A graph in which actors are looked up by name.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, for those who read the file later.")]


def _table(columns: tuple[str, ...], rows: "list[tuple[Value, ...]]") -> "QueryResult":
    from ...queries import QueryResult

    return QueryResult("SELECT", columns, tuple(rows))


@actors_app.command("list")
def list_actors(graphs: Graphs, format_: Format = AnswerFormat.TABLE) -> None:
    """List the actors of graphs with the number of claims that name each, the most named first.

    \b
    Example:
      diplograph actors list graph.ttl
    """
    from collections import Counter

    from ...knowledge_graph import KnowledgeGraph

    counts: Counter[str] = Counter()
    actors: dict[str, Actor] = {}
    for path in graphs:
        for claim in KnowledgeGraph.load(path).claims:
            for actor in _of_claim(claim):
                actors[actor.iri] = actor
                counts[actor.iri] += 1
    ordered = sorted(actors.values(), key=lambda a: (-counts[a.iri], a.name, a.iri))
    rows: list[tuple[Value, ...]] = [(a.name, a.kind, a.code, a.iri, a.wikidata, counts[a.iri]) for a in ordered]
    print_result(_table(("name", "kind", "code", "id", "wikidata", "claims"), rows), format_)


@actors_app.command("find")
def find_actor(name: Annotated[str, typer.Argument(metavar="NAME", help="A name as texts have it.")]) -> None:
    """Say whom the actor base knows by a name: states, bodies and groups, and persons with their offices.

    \b
    Example:
      diplograph actors find Kremlin
      diplograph actors find Lavrov
    """
    from diplograph.ontology.actors import load_name_index

    from ...queries import did_you_mean, nearest

    index = load_name_index()
    lines = [*_known_names(index, name), *_known_persons(index.base, name)]
    if not lines:
        advice = did_you_mean(nearest(name, index.base.names)) or "; add it with a file of your own (--actors)"
        raise GraphError(f"{name!r}: the actor base knows nobody by that name{advice}")
    for line in lines:
        print(printable(line))


@actors_app.command("merges")
def merges(
    graphs: Graphs,
    decisions: Annotated[
        Path | None, typer.Option("--decisions", metavar="FILE", help="What is decided there is not proposed again.")
    ] = None,
    format_: Format = AnswerFormat.TABLE,
) -> None:
    """Propose merges: actors that may be one, with the reasons and a sentence for each. Nothing is merged by this.

    \b
    Example:
      diplograph actors merges graph.ttl --decisions who.yaml
    """
    from ...identity import propose_merges
    from ...knowledge_graph import KnowledgeGraph

    claims = [claim for path in graphs for claim in KnowledgeGraph.load(path).claims]
    rows: list[tuple[Value, ...]] = []
    for proposal in propose_merges(claims, _load(decisions) if decisions is not None else None):
        quotes = [next(iter(claim.grounds), "") for claim in proposal.claims]
        ids = (proposal.one.iri, proposal.other.iri)
        names = f"{proposal.one.name} / {proposal.other.name}"
        rows.append((proposal.score, names, "; ".join(proposal.reasons), *ids, *quotes))
    print_result(_table(("score", "names", "reasons", "actor", "other", "quote", "other quote"), rows), format_)


@actors_app.command("merge")
def merge(one: One, other: Other, decisions: DecisionFile, graph: Names = None, reason: Reason = "") -> None:
    """Decide that two actors are one; the next build with --decisions merges them.

    \b
    Example:
      diplograph actors merge actor:volodymyr-zelenskyy actor:local-zelensky --decisions who.yaml
    """
    _decide(one, other, decisions, graph, reason, is_merge=True)


@actors_app.command("never-merge")
def never_merge(one: One, other: Other, decisions: DecisionFile, graph: Names = None, reason: Reason = "") -> None:
    """Decide that two actors are never merged, nor proposed again.

    \b
    Example:
      diplograph actors never-merge actor:local-hassan actor:local-hassan-oumar --decisions who.yaml
    """
    _decide(one, other, decisions, graph, reason, is_merge=False)


@actors_app.command("undo")
def undo(one: One, other: Other, decisions: DecisionFile, graph: Names = None) -> None:
    """Take back what was decided about two actors; the next build is as if it had never been.

    \b
    Example:
      diplograph actors undo actor:volodymyr-zelenskyy actor:local-zelensky --decisions who.yaml
    """
    from ...identity import save_decisions
    from ...rdf import compact

    first, second = (_find(name, graph) for name in (one, other))
    save_decisions(decisions, _load(decisions).without(first, second))
    _say(f"undone: {compact(first)} and {compact(second)} ({decisions})")


def _decide(one: str, other: str, path: Path, graph: Path | None, reason: str, *, is_merge: bool) -> None:
    from ...identity import Decision, Decisions, save_decisions, today
    from ...rdf import compact

    first, second = (_find(name, graph) for name in (one, other))
    if first == second:
        raise GraphError(f"{compact(first)} is given twice; name two actors")
    present = _load(path) if path.exists() else Decisions(source=str(path))
    decided = present.with_entry(Decision((first, second), is_merge, reason, today()))
    save_decisions(path, decided)
    _say(f"{'merge' if is_merge else 'never merge'}: {compact(first)} and {compact(second)} ({path})")


def _load(path: Path) -> "Decisions":
    from ...identity import load_decisions

    return load_decisions(path)


def _find(name: str, graph: Path | None) -> str:
    """The IRI of an actor that is given by id, in a graph or not, or by a name that one actor of a graph has."""
    from ...knowledge_graph import KnowledgeGraph
    from ...queries import expand_actor

    if graph is None or name.startswith(("actor:", "http://", "https://")):
        return expand_actor(name, "actors")
    with KnowledgeGraph.load(graph) as opened:
        return opened.find_actor(name)


def _of_claim(claim: "object") -> "list[Actor]":
    from diplograph.ontology import Actor

    slots = (getattr(claim, slot) for slot in ("subject", "object", "organization", "speaker"))
    return [value for value in slots if isinstance(value, Actor)]


def _known_names(index: "NameIndex", text: str) -> list[str]:
    from ...rdf import compact

    lines = []
    for name in index.find(text):
        kind = name.kind.name.lower().replace("_", " ")
        sector = f", {name.sector}" if name.sector else ""
        actor = f"{name.actor.name} ({name.actor.kind}, {compact(name.actor.iri)})"
        lines.append(f"{actor}: {name.text!r} is a {kind} of it{sector}")
    return lines


def _known_persons(base: "ActorBase", name: str) -> list[str]:
    offices = (base.offices_of(name) if " " in name else base.offices_of_surname(name)) or base.offices_of_spelling(name)
    lines = []
    for office in offices:
        state = base.state(office.actor)
        of = state.name if state is not None else office.actor
        lines.append(f"{office.person}: {office.title}, {of}, {office.start or '?'} to {office.end or '?'} ({office.source})")
    return lines
