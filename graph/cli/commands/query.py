"""``diplograph query``: questions to a graph, in SPARQL or by the name of a ready query."""

import warnings
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
import typer.core
from diplograph.ontology import QueryError, os_reason

from ...queries import ReadyQuery, find_query, load_queries, query_names
from ..options import GraphName, Ontology
from ..terminal import AnswerFormat, print_result, say

__all__ = ["QueryCommand", "query"]


class Fold(StrEnum):
    """What persons can be folded into."""

    STATE = "state"


class QueryCommand(typer.core.TyperCommand):
    """Lists the ready queries below its help, each with what it answers, from their files."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Ready queries (--named)"):
            formatter.write_dl([(ready.name, ready.summary) for ready in load_queries()])


def query(  # noqa: PLR0913, PLR0917 - each is an option
    graph: GraphName,
    sparql: Annotated[
        str | None,
        typer.Argument(metavar="SPARQL", help="A SELECT, ASK, CONSTRUCT or DESCRIBE query, or a file that holds one (.rq)."),
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="Read the query from a file.")] = None,
    named: Annotated[
        str | None,
        typer.Option("--named", metavar="NAME", help=f"A ready query: {', '.join(query_names())}. Each is told below."),
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="NAME=VALUE", help="What the query asks for, as actor=Ukraine or since=2025-01-01."),
    ] = None,
    by: Annotated[
        Fold | None, typer.Option("--by", help="Fold persons into the state that they represent, in all claims.")
    ] = None,
    format_: Annotated[
        AnswerFormat, typer.Option("--format", help="How to print the answer: in words, but for json, which keeps terms.")
    ] = AnswerFormat.TABLE,
    iris: Annotated[
        bool, typer.Option("--iris", help="Print terms (dg:accuses, actor:RUS) in place of words, each in its own column.")
    ] = False,
    wide: Annotated[bool, typer.Option("--wide", help="Print all columns of a table whole, however wide.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="ROWS", help="Print at most so many rows.")] = None,
    timeout: Annotated[
        float | None, typer.Option("--timeout", min=0.001, metavar="SECONDS", help="Give up when it takes longer.")
    ] = None,
    ontology: Ontology = None,
) -> None:
    """Ask a graph in SPARQL. The prefixes dg, actor, claim, event, bid, doc, prov, oa, schema, rdfs and more are declared.

    The query reads this graph only: updates, SERVICE and FROM are refused. ?evidence store:quotes "words" finds evidence by
    the words of its quote, in a store by an index.

    \b
    Example:
      diplograph query graph.ttl 'SELECT ?who ?event { ?who dg:excludedFrom ?event }'
      diplograph query graph.ttl --named denials
      diplograph query graph.ttl --named dealings --with one=Russia --with other=Ukraine --with since=2025-01-01
      diplograph query graph.ttl --named stances --with candidate=Sweden --by state
      diplograph query graph.ttl my-question.rq --format csv
      diplograph query news 'SELECT ?claim { ?evidence store:quotes "free trade" . ?claim dg:evidence ?evidence }' --limit 20
    """
    from ...answers import answer
    from ...knowledge_graph import KnowledgeGraph
    from ...queries import QueryWarning

    if [sparql, file, named].count(None) != 2:
        raise QueryError("give one query: SPARQL or a file after the graph, --named or --file")
    text = _read_text(file) if file is not None else _sparql_or_file(sparql) if sparql is not None else None
    given = _pairs(values or [])
    with KnowledgeGraph.load(graph) as opened:
        asked = opened if by is None else opened.by_state
        if named is not None:
            result = answer(opened, _find(named), given, by_state=by is not None, timeout=timeout, limit=limit)
        else:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", QueryWarning)  # it is the note, which is printed
                result = asked.query(text or "", values=given, timeout=timeout, limit=limit)
        print_result(result, format_, names=None if iris else asked.store, wide=wide)


def _find(name: str) -> ReadyQuery:
    ready = find_query(name)
    if ready.name != name:
        say(f"{name} is now called {ready.name}")
    return ready


def _sparql_or_file(text: str) -> str:
    """The query that is given, or that of the file that it names: no query is without a blank and a brace."""
    is_file = "{" not in text and (text.endswith((".rq", ".sparql")) or Path(text).is_file())
    return _read_text(Path(text)) if is_file else text


def _pairs(given: list[str]) -> dict[str, str]:
    pairs = {}
    for text in given:
        name, sign, value = text.partition("=")
        if not sign or not name:
            raise QueryError(f"--with {text!r}: write NAME=VALUE, as in actor=Ukraine")
        if name in pairs:
            raise QueryError(f"--with {name} is given twice")
        pairs[name] = value
    return pairs


def _read_text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = os_reason(error) if isinstance(error, OSError) else "not UTF-8"
        raise QueryError(f"{path}: cannot be read: {reason}") from None
