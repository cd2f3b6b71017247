"""Ready queries: the questions that come with diplograph, one a file in ``queries/``.

The head of a file, lines that begin with "#", is its declaration: first what it answers, in sentences; then
``# $name: kind`` for each parameter (``parameters.py``), ``# needs: ...`` for what the answer rests on (``NEEDS``), and
``# formerly: ...`` for names that it had.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from diplograph.ontology import DataError, QueryError

from .messages import did_you_mean, nearest

__all__ = ["NEEDS", "ReadyQuery", "find_query", "load_queries", "query_names", "read_query"]

# What a query may rest on beside claims. Of the first three a graph has a copy at hand or can make one (``answers.asking``).
NEEDS = ("derived", "actor base", "ontology", "dates", "outlets", "speakers", "stories")


@dataclass(frozen=True, slots=True)
class ReadyQuery:
    """A question with its query: ``summary`` is the first sentence of what it answers, ``needs`` are some of ``NEEDS``."""

    name: str
    summary: str
    text: str = field(repr=False)
    needs: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()


@cache
def load_queries() -> tuple[ReadyQuery, ...]:
    """The ready queries by name; raises DataError for a head that does not declare what it must."""
    return tuple(_parse_query(name, _queries()[name].read_text("utf-8")) for name in query_names())


@cache
def query_names() -> tuple[str, ...]:
    """The names of the ready queries, in order."""
    return tuple(sorted(_queries()))


def find_query(name: str) -> ReadyQuery:
    """The ready query of that name, or that had it formerly; raises GraphError with the nearest names, or with all.

    >>> find_query("vetoes").name, find_query("denials").summary
    ('opponents', 'What texts deny: each negated claim with the sentence that says so.')
    """
    known = {query.name: query for query in load_queries()}
    known |= {old: query for query in known.values() for old in query.formerly}
    if name in known:
        return known[name]
    near = did_you_mean(nearest(name, known))
    raise QueryError(
        f"there is no query named {name!r}{f'{near} All are' if near else '; use one of'} {', '.join(query_names())}"
    )


def read_query(name: str) -> str:
    """The text of a ready query; raises GraphError as ``find_query`` does.

    >>> read_query("denials").splitlines()[0]
    '# What texts deny: each negated claim with the sentence that says so.'
    """
    return find_query(name).text


@cache
def _queries() -> dict[str, Traversable]:
    folder = files("diplograph.graph.queries")
    return {entry.name.removesuffix(".rq"): entry for entry in folder.iterdir() if entry.name.endswith(".rq")}


def _parse_query(name: str, text: str) -> ReadyQuery:
    head = [line.removeprefix("#").strip() for line in text.split("\n") if line.startswith("#")]
    words = [line for line in head if not line.startswith(("$", "needs:", "formerly:"))]
    if not words:
        raise DataError(f"queries/{name}.rq: begin with a line '# ...' that says what the query answers")
    needs = tuple(_declared(head, "needs:"))
    unknown = [need for need in needs if need not in NEEDS]
    if unknown:
        raise DataError(f"queries/{name}.rq: needs: {unknown[0]!r} is none of {', '.join(NEEDS)}")
    return ReadyQuery(name, _first_sentence(" ".join(words)), text, needs, tuple(_declared(head, "formerly:")))


def _declared(head: Iterable[str], key: str) -> Iterable[str]:
    for line in head:
        if line.startswith(key):
            yield from (part.strip() for part in line.removeprefix(key).split(","))


def _first_sentence(text: str) -> str:
    end = text.find(". ")
    return text if end < 0 else text[: end + 1]
