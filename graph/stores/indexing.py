"""The index of claims that came from elsewhere, with no index of their own."""

from collections.abc import Iterator

from ..terms import STORE, Term, URIRef
from ..vocabulary import INDEX_GRAPH
from .articles import core_of
from .engine import Engine, in_chunks
from .writing import batch_record

__all__ = ["index_claims"]

_INDEX = URIRef(INDEX_GRAPH)
_AT_ONCE = 50_000

_LACKING = f"""
SELECT ?c ?s ?relation ?o {{
  ?c a dg:Claim ; dg:subject ?s ; dg:relation ?relation ; dg:object ?o .
  FILTER NOT EXISTS {{ GRAPH {_INDEX} {{ ?c store:core ?core }} }}
}}
"""


def index_claims(engine: Engine) -> None:
    """Give each claim that lacks one the node of its core, and mark the counts as behind."""
    for chunk in in_chunks(_cores(engine), _AT_ONCE):
        engine.write({_INDEX: chunk})
    engine.write({_INDEX: [batch_record(0)]})


def _cores(engine: Engine) -> Iterator[str]:
    for row in engine.select(_LACKING):
        claim, subject, relation, object_ = (term or Term("") for term in row)
        yield f"{claim} {STORE.core} {core_of(subject, relation, object_)}"
