"""A store as an rdflib Dataset: the same quads, not a copy."""

from collections.abc import Iterator
from typing import Any

import pyoxigraph
from oxrdflib import OxigraphStore
from rdflib import XSD, Dataset, Literal
from rdflib.term import Node

from ..datasets import bind_prefixes

__all__ = ["view_as_dataset"]


class _View(OxigraphStore):
    """oxrdflib's view, with strings as rdflib's own parsers give them: without the datatype that they have anyway."""

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        for triple, contexts in super().triples(triple_pattern, context):
            yield tuple(map(_plain_string, triple)), contexts


def view_as_dataset(store: pyoxigraph.Store) -> Dataset:
    """A Dataset that knows our prefixes; where no graph is named, all answer. Writing to it writes to the store."""
    dataset = Dataset(_View(store=store), default_union=True)
    bind_prefixes(dataset)
    return dataset


def _plain_string(term: Node) -> Node:
    return Literal(str(term)) if isinstance(term, Literal) and term.datatype == XSD.string else term
