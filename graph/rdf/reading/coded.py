"""Coded columns of RDF: each term stands once, and a column has the numbers of its subjects and of its values.

A reader that asks for the values of the same hundred thousand nodes, column by column, looks each node up once and not in each
column anew.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..terms import Term
from .columns import Columns

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Codes = NDArray[numpy.int32]

__all__ = ["CodedColumns", "CodedPairs"]

Pairs = list[tuple[Term, Term]]


class CodedPairs(Mapping[Term, Pairs]):
    """Of each predicate each subject with each value: ``codes`` are their places in ``terms``; ``others`` are not coded."""

    def __init__(self, terms: list[Term], codes: "Mapping[Term, tuple[Codes, Codes]]", others: Mapping[Term, Pairs]) -> None:
        self.terms = terms
        self.codes = codes
        self._others = others

    def __getitem__(self, predicate: Term) -> Pairs:
        if predicate in self._others:
            return self._others[predicate]
        term = self.terms.__getitem__
        subjects, values = self.codes[predicate]
        return list(zip(map(term, subjects.tolist()), map(term, values.tolist()), strict=True))

    def __iter__(self) -> Iterator[Term]:
        yield from self.codes
        yield from self._others

    def __len__(self) -> int:
        return len(self.codes) + len(self._others)


class CodedColumns(Columns):
    """Columns of ``CodedPairs``: what many nodes have is taken from an array, in the order in which they are given."""

    def __init__(self, pairs: CodedPairs) -> None:
        super().__init__(pairs)
        self._codes = pairs.codes
        self._places: dict[str, int] = dict(zip(pairs.terms, range(len(pairs.terms)), strict=True))
        # Where a node has no value there stands -1.
        self._terms: list[str | None] = [*pairs.terms, None]
        # None where some node has several values.
        self._tables: dict[Term, Codes | None] = {}
        self._last: tuple[Iterable[str], Codes] | None = None

    def many(self, predicate: Term) -> dict[str, list[str]]:
        values: dict[str, list[str]] = {}
        for node, value in self._pairs.get(predicate, ()):
            if node in values:
                values[node].append(value)
            else:
                values[node] = [value]
        return values

    def values(self, nodes: Iterable[str], predicate: Term) -> Iterable[str | None]:
        table = self._table(predicate)
        if table is None or not isinstance(nodes, list):
            return super().values(nodes, predicate)
        return map(self._terms.__getitem__, table[self._places_of(nodes)].tolist())

    def all_required(self, nodes: Sequence[str], predicate: Term) -> Iterable[str]:
        found = list(self.values(nodes, predicate))
        if None in found:
            return [self.required(node, predicate) for node in nodes]
        return found  # type: ignore[return-value]

    def _places_of(self, nodes: list[str]) -> "Codes":
        import numpy

        if self._last is None or self._last[0] is not nodes:
            self._last = nodes, numpy.fromiter(map(self._places.__getitem__, nodes), "<i4", len(nodes))
        return self._last[1]

    def _table(self, predicate: Term) -> "Codes | None":
        """The place of the value of each term, by place."""
        import numpy

        if predicate not in self._codes:
            return None
        if predicate not in self._tables:
            subjects, values = self._codes[predicate]
            table = numpy.full(len(self._places), -1, "<i4")
            table[subjects] = values
            self._tables[predicate] = table if numpy.count_nonzero(table >= 0) == len(subjects) else None
        return self._tables[predicate]
