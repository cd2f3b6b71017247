"""Columns of RDF: of each predicate each node with its value, as text.

Of a hundred thousand claims, rdflib's objects alone would take a minute, and asking node by node takes twice as long as
asking column by column.
"""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from diplograph.ontology import GraphError

from ..namespaces import compact
from ..terms import Term

__all__ = ["SHOWN", "Columns", "Made", "name_of", "text_of"]

K = TypeVar("K")
V = TypeVar("V")

SHOWN = 60
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_OFFSET = re.compile(r"\+?[0-9]{1,15}")
_PLAIN = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


def _unescape(found: "re.Match[str]") -> str:
    return _PLAIN.get(found[3], found[3]) if found[3] else chr(int(found[1] or found[2], 16))


def text_of(term: str) -> str:
    r"""What a term says: the IRI, the label of a blank node, or what stands between the quotes of a literal.

    >>> text_of("<a:b>"), text_of('"a \\"b\\" \\u00e9"@en'), text_of("0.91")
    ('a:b', 'a "b" é', '0.91')
    """
    if term[0] == "<":
        return term[1:-1]
    if term[0] != '"':
        return term
    inside = term[1 : term.rindex('"')]
    return _ESCAPE.sub(_unescape, inside) if "\\" in inside else inside


def name_of(node: str) -> str:
    """A node as messages name it."""
    return compact(text_of(node))


class Made(dict[K, V]):
    """What ``make`` gives for each key, made once.

    >>> lengths = Made(len)
    >>> lengths["Oslo"], lengths
    (4, {'Oslo': 4})
    """

    def __init__(self, make: Callable[[K], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: K) -> V:
        value = self[key] = self._make(key)
        return value


class Columns:
    """The values of nodes in ``pairs``, which holds of each predicate each subject with each value.

    Each method raises GraphError where a node lacks what it must have or has several of what it may have once: the message
    names the node and the property.
    """

    def __init__(self, pairs: Mapping[Term, Iterable[tuple[str, str]]]) -> None:
        self._pairs = pairs
        self._columns: dict[str, dict[str, str]] = {}
        self._repeated: dict[str, dict[str, int]] = {}
        self._numbers: dict[str, float] = {}
        self._wholes: dict[str, int] = {}

    def many(self, predicate: Term) -> dict[str, list[str]]:
        """All values of each node that has any."""
        values: dict[str, list[str]] = defaultdict(list)
        for node, value in self._pairs.get(predicate, ()):
            values[node].append(value)
        return dict(values)

    def _column(self, predicate: Term) -> dict[str, str]:
        """The one value of each node; nodes that have several are noted, and refused where they are read."""
        column = self._columns.get(predicate)
        if column is None:
            pairs = self._pairs.get(predicate, ())
            pairs = pairs if isinstance(pairs, list) else list(pairs)
            column = self._columns[predicate] = dict(pairs)
            if len(column) < len(pairs):
                values = self.many(predicate)
                self._repeated[predicate] = {node: len(found) for node, found in values.items() if len(found) > 1}
        return column

    def value(self, node: str, predicate: Term) -> str | None:
        """The value of a node, None where it has none."""
        column = self._column(predicate)
        if predicate in self._repeated and node in self._repeated[predicate]:
            number = self._repeated[predicate][node]
            raise GraphError(f"{name_of(node)} has {number} values of {name_of(predicate)}; it may have one")
        return column.get(node)

    def values(self, nodes: Iterable[str], predicate: Term) -> Iterable[str | None]:
        """The value of each of many nodes, None where it has none."""
        column = self._column(predicate)
        if predicate in self._repeated:
            return [self.value(node, predicate) for node in nodes]
        return map(column.get, nodes)

    def required(self, node: str, predicate: Term) -> str:
        """The value of a node that must have one."""
        value = self.value(node, predicate)
        if value is None:
            raise GraphError(f"{name_of(node)} has no {name_of(predicate)}")
        return value

    def all_required(self, nodes: Sequence[str], predicate: Term) -> Iterable[str]:
        """The value of each of many nodes that must have one."""
        column = self._column(predicate)
        if predicate in self._repeated or not column.keys() >= set(nodes):
            return [self.required(node, predicate) for node in nodes]
        return map(column.__getitem__, nodes)

    def said(self, node: str, predicate: Term) -> str | None:
        """What the value of a node says, None where it has none."""
        value = self.value(node, predicate)
        return None if value is None else text_of(value)

    def number(self, node: str, predicate: Term, term: str) -> float:
        """The number that ``term``, the value of a node, is."""
        known = self._numbers.get(term)
        if known is not None:
            return known
        text = text_of(term)
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise GraphError(f"{name_of(node)}: {name_of(predicate)} {text[:SHOWN]!r} is not a number")
        self._numbers[term] = number
        return number

    def whole(self, node: str, predicate: Term, term: str, kind: str) -> int:
        """The whole number that ``term``, the value of a node, is."""
        known = self._wholes.get(term)
        if known is not None:
            return known
        text = text_of(term)
        if _OFFSET.fullmatch(text) is None:
            raise GraphError(f"{name_of(node)}: {name_of(predicate)} {text[:SHOWN]!r} is not a {kind}")
        self._wholes[term] = int(text)
        return self._wholes[term]

    def day(self, node: str, predicate: Term) -> date | None:
        """The day that the value of a node is, None where it has none."""
        day = self.said(node, predicate)
        try:
            return None if day is None else date.fromisoformat(day)
        except ValueError:
            raise GraphError(
                f"{name_of(node)}: {name_of(predicate)} {str(day)[:SHOWN]!r} is not a date like 2025-02-18"
            ) from None
