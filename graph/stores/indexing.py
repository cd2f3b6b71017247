"""The index of claims that came from elsewhere, with no index of their own."""

from collections.abc import Iterator

from ..terms import Term, URIRef
from ..vocabulary import INDEX_GRAPH
from .articles import STANCES, core_of
from .engine import Engine, in_chunks, local_name
from .writing import batch_record

__all__ = ["index_claims"]

_INDEX = URIRef(INDEX_GRAPH)
_AT_ONCE = 50_000

_LACKING = f"""
SELECT ?c ?polarity ?s ?relation ?o {{
  ?c a dg:Claim ; dg:polarity ?polarity ; dg:subject ?s ; dg:relation ?relation ; dg:object ?o .
  FILTER NOT EXISTS {{ GRAPH {_INDEX} {{ ?c store:affirms|store:denies ?core }} }}
}}
"""


def index_claims(engine: Engine) -> None:
    """Give each claim that lacks one the node of its core, and mark the counts as behind."""
    for chunk in in_chunks(_stances(engine), _AT_ONCE):
        engine.write({_INDEX: chunk})
    engine.write({_INDEX: [batch_record(0)]})


def _stances(engine: Engine) -> Iterator[str]:
    for row in engine.select(_LACKING):
        claim, polarity, subject, relation, object_ = (term or Term("") for term in row)
        stance = STANCES.get(local_name(polarity))
        if stance is not None:
            yield f"{claim} {stance} {core_of(subject, relation, object_)}"
