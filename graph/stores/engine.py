"""Engine protocol: what a backend does for those that write articles, count claims and keep the index."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol, TypeVar

from diplograph.ontology.identifiers import ONTOLOGY

from ..rdf import Term, Triple

__all__ = ["Deletion", "Engine", "holds", "in_chunks", "is_of_ours", "lexical", "local_name"]

T = TypeVar("T")


@dataclass(slots=True)
class Deletion:
    """What goes: all triples of subjects in the default graph, the index or the counts, single direct triples, whole graphs."""

    subjects: set[Term] = field(default_factory=set)
    indexed: set[Term] = field(default_factory=set)
    counted: set[Term] = field(default_factory=set)
    direct: set[str] = field(default_factory=set)
    graphs: set[Term] = field(default_factory=set)


class Engine(Protocol):
    """A graph of None is the default graph."""

    is_near: bool
    """True where a look-up costs microseconds, not a journey."""

    @property
    def unflushed(self) -> int:
        """How many of the last writes are promised and not taken in yet. Reading takes them in first."""

    @property
    def flushed(self) -> "Engine":
        """The same engine without what is pending, for look-ups that must not wait."""

    def select(self, text: str) -> Iterator[tuple[Term | None, ...]]:
        """The solutions of a SELECT over the default graph and direct triples, as terms; prefixes are declared."""

    def objects(self, subjects: Iterable[Term], predicate: Term, graph: Term | None = None) -> Iterator[tuple[Term, Term]]:
        """Each subject with each object that ``predicate`` gives it."""

    def subjects(self, objects: Iterable[Term], predicate: Term, graph: Term | None = None) -> Iterator[tuple[Term, Term]]:
        """Each subject that ``predicate`` gives one of ``objects``, with that object."""

    def describe(self, subjects: Iterable[Term]) -> Iterator[Triple]:
        """Every triple of the subjects in the default graph."""

    def referenced(self, nodes: Iterable[Term], *, ignoring: Container[Term]) -> set[Term]:
        """Those of ``nodes`` that are the object of a triple of the default graph whose subject is not in ``ignoring``."""

    def write(self, insertion: dict[Term | None, list[str]], deletion: Deletion | None = None) -> None:
        """Delete, then insert (triples by graph), as one."""


def holds(engine: Engine, pattern: str) -> bool:
    """True where the engine has something that matches; prefixes are declared."""
    return any(True for _ in engine.select(f"SELECT * {{ {pattern} }} LIMIT 1"))


def in_chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most ``size`` items.

    >>> list(in_chunks("abc", 2))
    [['a', 'b'], ['c']]
    """
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def local_name(term: str) -> str:
    """The name after the # of an IRI in angle brackets.

    >>> local_name("<https://w3id.org/diplograph/ontology#supports>")
    'supports'
    """
    return term.rpartition("#")[2].rstrip(">")


def is_of_ours(term: str) -> bool:
    """True for a term of the ontology: in a graph that others made anything may stand in its place.

    >>> is_of_ours("<https://w3id.org/diplograph/ontology#supports>"), is_of_ours('"supports"')
    (True, False)
    """
    return term.startswith(f"<{ONTOLOGY}")


def lexical(literal: str) -> str:
    """What stands between the quotes of a literal that holds none; nothing for what is no literal.

    >>> lexical('"3"^^<http://www.w3.org/2001/XMLSchema#integer>'), lexical("<a:b>")
    ('3', '')
    """
    return literal.split('"')[1] if literal.startswith('"') else ""
