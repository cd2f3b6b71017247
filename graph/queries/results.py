"""Answers to queries as plain Python values."""

import datetime
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, Protocol

from diplograph.ontology import GraphError, QueryError

from ..rdf import PREFIXES, compact
from ..safe_text import printable

if TYPE_CHECKING:
    import pandas
    import pyoxigraph

    Results = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples

__all__ = ["MOST_ROWS", "Answering", "QueryResult", "Value", "collect_result", "write_value"]

Value = str | int | float | bool | datetime.date | None

# More is a cross product that somebody did not mean, and would eat the memory of a laptop.
MOST_ROWS = 200_000

_XSD = PREFIXES["xsd"]
_PYTHON: MappingProxyType[str, Callable[[str], Value]] = MappingProxyType(
    {
        **{_XSD + name: int for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")},
        **{_XSD + name: float for name in ("decimal", "double", "float")},
        _XSD + "boolean": lambda text: {"true": True, "1": True, "false": False, "0": False}[text],
        _XSD + "date": datetime.date.fromisoformat,
        _XSD + "dateTime": datetime.datetime.fromisoformat,
    }
)


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The answer to a query: ``rows`` of plain values (IRIs as text), one a column in ``columns``, None where unbound.

    An ASK gives one row with one bool, in the column "answer"; CONSTRUCT and DESCRIBE give the columns subject, predicate
    and object, and the triples once more as Turtle in ``turtle``. ``truncated`` where a limit has cut rows off. ``note``
    tells what the rows cannot: a term of the query that the graph does not have, or why there are none. ``in_words`` puts
    the names of the graph in place of IRIs, for people. True where there is a row, or where the ASK holds.
    """

    kind: Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    turtle: str | None = None
    truncated: bool = False
    note: str | None = None
    in_words: "Callable[[QueryResult], QueryResult] | None" = field(default=None, repr=False, compare=False)

    def __repr__(self) -> str:
        if self.kind == "ASK":
            answer = "yes" if self else "no"
        else:
            first = "first " if self.truncated else ""
            answer = f"{first}{len(self):,} row{'' if len(self) == 1 else 's'} of {', '.join(self.columns)}"
        return f"<QueryResult: {answer}{f' ({self.note})' if self.note else ''}>"

    def __reduce__(self) -> tuple[Any, ...]:
        # Without the names, which are those of an open store.
        return QueryResult, (self.kind, self.columns, self.rows, self.turtle, self.truncated, self.note)

    def _repr_html_(self) -> str:
        """A table with names: how a notebook shows an answer. IRIs where the graph has been closed since."""
        from .tables import to_html

        try:
            return to_html(self.in_words(self) if self.in_words is not None else self)
        except GraphError:
            return to_html(self)

    def to_pandas(self) -> "pandas.DataFrame":
        """The rows as a pandas data frame; raises GraphError where pandas, an extra, is not installed."""
        from .tables import to_data_frame

        return to_data_frame(self.columns, self.rows)

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return self.rows[0][0] is True if self.kind == "ASK" else bool(self.rows)

    def dicts(self) -> list[dict[str, Value]]:
        """Each row by column name: what ``pandas.DataFrame`` takes."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def write_value(value: Value) -> str:
    """A value on one line as people read it: numbers rounded, known namespaces as prefixes."""
    if value is None:
        return ""
    if isinstance(value, float):
        return _rounded(value)
    return printable(compact(str(value)))


def _rounded(number: float) -> str:
    """Two decimals, of small numbers two digits.

    >>> _rounded(0.91666), _rounded(3.0), _rounded(0.00123), _rounded(float("nan"))
    ('0.92', '3', '0.0012', 'nan')
    """
    text = f"{number:.2f}" if abs(number) >= 0.1 else f"{number:.2g}"
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


class Answering(Protocol):
    """Whatever answers queries: a store, of which no more need be known here."""

    @property
    def location(self) -> str:
        """What messages call it."""

    def query(self, sparql: str, *, timeout: float | None = None, limit: int | None = None) -> QueryResult:
        """The answer to a query."""


def collect_result(results: "Results", limit: int | None = None) -> QueryResult:
    """Plain values of an engine's results, read to the end or up to ``limit`` rows.

    Raises GraphError where there are more than ``MOST_ROWS`` and no limit was given, and for a limit below 0.
    """
    import pyoxigraph

    if isinstance(results, pyoxigraph.QueryBoolean):
        return QueryResult("ASK", ("answer",), ((bool(results),),))
    if limit is not None and limit < 0:
        raise QueryError(f"a limit of {limit} rows is none; give a number from 0 on")
    found = list(islice(iter(results), (MOST_ROWS if limit is None else min(limit, sys.maxsize - 1)) + 1))
    truncated = limit is not None and len(found) > limit
    if limit is None and len(found) > MOST_ROWS:
        raise QueryError(f"SPARQL: the answer has more than {MOST_ROWS:,} rows; add a LIMIT or join the patterns")
    found = found[:limit]
    if isinstance(results, pyoxigraph.QuerySolutions):
        columns = tuple(variable.value for variable in results.variables)
        rows = tuple(tuple(_plain(value) for value in solution) for solution in found)
        return QueryResult("SELECT", columns, rows, truncated=truncated)
    triples = sorted(set(found), key=str)
    rows = tuple(tuple(_plain(term) for term in (t.subject, t.predicate, t.object)) for t in triples)
    return QueryResult("CONSTRUCT", ("subject", "predicate", "object"), rows, _turtle(triples), truncated)


def _turtle(triples: "list[pyoxigraph.Triple]") -> str:
    import pyoxigraph

    text = "\n".join(map(str, triples))
    used = {prefix: namespace for prefix, namespace in PREFIXES.items() if f"<{namespace}" in text}
    data = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.TURTLE, prefixes=used)
    assert data is not None  # without an output, the bytes come back
    return data.decode()


def _plain(term: "pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple | None") -> Value:
    import pyoxigraph

    if term is None:
        return None
    if not isinstance(term, pyoxigraph.Literal):
        return term.value if isinstance(term, pyoxigraph.NamedNode) else str(term)
    convert = _PYTHON.get(term.datatype.value)
    if convert is None:
        return term.value
    try:
        return convert(term.value)
    except (ValueError, KeyError):
        return term.value  # not of the form that its type asks for
