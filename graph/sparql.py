"""SPARQL over a graph, read-only and offline."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from itertools import islice
from typing import Literal, cast

import rdflib
from diplograph.ontology import GraphError
from pyparsing import ParseException, ParseResults
from rdflib import Dataset
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Node

from .vocabulary import PREFIXES

__all__ = ["QueryResult", "Value", "read_query", "run_query"]

Value = str | int | float | bool | datetime.date | None

# More is a cross product that somebody did not mean, and would eat the memory of a laptop.
MOST_ROWS = 200_000

_UPDATE = re.compile(
    r"(?:\s|#[^\n]*(?:\n|$)|(?:PREFIX\s+\S*\s*|BASE\s*)<[^>]*>)*"
    r"(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The answer to a query: ``rows`` of plain values (IRIs as text), one a column in ``columns``, None where unbound.

    An ASK gives one row with one bool, in the column "answer"; CONSTRUCT and DESCRIBE give the columns subject, predicate
    and object, and the triples once more as Turtle in ``turtle``. True where there is a row, or where the ASK holds.
    """

    kind: Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    turtle: str | None = None

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return self.rows[0][0] is True if self.kind == "ASK" else bool(self.rows)

    def dicts(self) -> list[dict[str, Value]]:
        """Each row by column name: what ``pandas.DataFrame`` takes."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def read_query(name: str) -> str:
    """The text of a query that comes with diplograph (``queries/*.rq``); raises GraphError with the names that exist.

    >>> read_query("denials").splitlines()[0]
    '# What texts deny: each negated claim with the sentence that says so.'
    """
    queries = {entry.name.removesuffix(".rq"): entry for entry in files("diplograph.graph").joinpath("queries").iterdir()}
    if name not in queries:
        raise GraphError(f"there is no query named {name!r}; use one of {', '.join(sorted(queries))}")
    return queries[name].read_text("utf-8")


def run_query(dataset: Dataset, text: str) -> QueryResult:
    """Evaluate one SELECT, ASK, CONSTRUCT or DESCRIBE over all graphs of ``dataset``; our prefixes are declared.

    Raises GraphError for what is no query, for updates, and for SERVICE and FROM, which would reach the network.
    """
    query = _parse(text)
    _refuse_network(query.algebra)
    try:
        result = dataset.query(query)
        return _plain_result(result)
    except GraphError:
        raise
    except Exception as error:  # evaluation calls functions on data of any kind; rdflib raises what they raise
        raise GraphError(f"SPARQL: cannot be evaluated on this graph: {_first_line(error)}") from error


def _parse(text: str) -> Query:
    try:
        return translateQuery(parseQuery(text), initNs=dict(PREFIXES))
    except ParseException as error:
        if _UPDATE.match(text):
            raise GraphError("SPARQL: this is an update; a query only reads (SELECT, ASK, CONSTRUCT, DESCRIBE)") from None
        rest = error.line[error.column - 1 :].strip()[:40]
        found = f"cannot read {rest!r}" if rest else "the query ends too early"
        raise GraphError(f"SPARQL: line {error.lineno}, column {error.column}: {found}") from None
    except RecursionError:
        raise GraphError("SPARQL: the query is nested too deeply") from None
    except Exception as error:  # undeclared prefixes and misplaced variables come as bare Exception
        undeclared = re.match(r"Unknown namespace prefix : (.*)", str(error))
        if undeclared:
            raise GraphError(f"SPARQL: the prefix {undeclared[1]}: is not declared; ours are {', '.join(PREFIXES)}") from None
        raise GraphError(f"SPARQL: {_first_line(error)}") from error


def _first_line(error: BaseException) -> str:
    # rdflib hides an AttributeError of an evaluation behind one about its result object.
    error = error.__context__ or error
    return (str(error).strip() or type(error).__name__).split("\n")[0][:200]


def _refuse_network(algebra: object) -> None:
    pending: list[object] = [algebra]
    while pending:
        part = pending.pop()
        if isinstance(part, dict):
            if getattr(part, "name", None) == "ServiceGraphPattern":
                raise GraphError("SPARQL: SERVICE would reach the network; query one graph at a time")
            if dict.get(part, "datasetClause"):  # rdflib overrides get()
                raise GraphError("SPARQL: FROM would load a file or an address; name a graph with GRAPH <...> { ... }")
            pending.extend(dict.values(part))
        elif isinstance(part, list | tuple | set | ParseResults):
            pending.extend(part)


def _plain(node: Node | None) -> Value:
    if not isinstance(node, rdflib.Literal):
        return None if node is None else str(node)
    value = node.toPython()  # the Literal itself where its type is unknown or its text does not fit
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, rdflib.Literal) or not isinstance(value, str | int | float | datetime.date):
        return str(node)
    return value


def _plain_result(result: rdflib.query.Result) -> QueryResult:
    if result.type == "ASK":
        return QueryResult("ASK", ("answer",), ((bool(result.askAnswer),),))
    if result.type == "SELECT":
        variables = list(result.vars or ())
        # Not iteration over the result, which drops solutions without bindings.
        solutions = list(islice(result.bindings, MOST_ROWS + 1))
        if len(solutions) > MOST_ROWS:
            raise GraphError(f"SPARQL: the answer has more than {MOST_ROWS:,} rows; add a LIMIT or join the patterns")
        rows = (tuple(_plain(binding.get(variable)) for variable in variables) for binding in solutions)
        return QueryResult("SELECT", tuple(str(variable) for variable in variables), tuple(rows))
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    triples = sorted(result.graph or ())
    for triple in triples:
        graph.add(triple)
    rows = (tuple(_plain(node) for node in triple) for triple in triples)
    kind = cast("Literal['CONSTRUCT', 'DESCRIBE']", result.type)
    return QueryResult(kind, ("subject", "predicate", "object"), tuple(rows), graph.serialize(format="turtle"))
