"""Kinds of nodes in the statements of a graph: articles, claims, actors and evidence are named by IRIs.

A blank node has no name that holds outside its file: such an article could neither be found again nor replaced, and a literal
in the place of an actor could not be described.
"""

from collections.abc import Iterable
from functools import cache

from diplograph.ontology import GraphError, load_schema
from diplograph.ontology.identifiers import ONTOLOGY

from .namespaces import compact
from .statements import Statement
from .terms import OA, RDF, SCHEMA

__all__ = ["MisplacedNodeError", "check_nodes"]

_OURS = f"<{ONTOLOGY}"
_CLASSES = frozenset({SCHEMA.NewsArticle, OA.TextQuoteSelector, OA.TextPositionSelector})
_SHOWN = 60


class MisplacedNodeError(GraphError):
    """A blank node or a literal where an IRI belongs."""


def check_nodes(statements: Iterable[Statement]) -> None:
    """Raise MisplacedNodeError for a node of ours that has no IRI, and for a triple that is about a triple.

    >>> check_nodes([Statement('<a:b> <a:c> _:x')])
    """
    linking = _linking_properties(load_schema().object_properties)
    for triple, _ in statements:
        subject, predicate, object_ = triple.split(" ", 2)
        if object_[:2] == "<<":
            raise MisplacedNodeError(f"{_short(predicate)} of {_short(subject)} is a triple term (RDF-star), which is not read")
        if predicate == RDF.type:
            if subject[0] != "<" and (object_ in _CLASSES or object_.startswith(_OURS)):
                _refuse(f"a {_short(object_)}", subject)
        elif predicate.startswith(_OURS):
            if subject[0] != "<":
                _refuse(f"what has {_short(predicate)} {_short(object_)}", subject)
            if predicate in linking and object_[0] != "<":
                _refuse(f"the {_short(predicate)} of {_short(subject)}", object_)


@cache
def _linking_properties(names: frozenset[str]) -> frozenset[str]:
    return frozenset(f"{_OURS}{name}>" for name in names)


def _refuse(what: str, node: str) -> None:
    kind = "a blank node" if node.startswith("_:") else _short(node)
    raise MisplacedNodeError(f"{what} is {kind}; articles, claims, actors and evidence need IRIs: name it by one")


def _short(term: str) -> str:
    text = compact(term[1:-1]) if term.startswith("<") else term
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
