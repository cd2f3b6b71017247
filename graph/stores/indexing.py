"""The index of claims and articles that came from elsewhere, with no index of their own."""

from collections.abc import Iterator
from uuid import uuid4

from diplograph.ontology.identifiers import BASE

from ..rdf import INDEX_GRAPH, STORE, Literal, Term, URIRef
from .articles import STANCES, core_of
from .engine import Deletion, Engine, holds, in_chunks, local_name
from .stories import index_sketches

__all__ = ["index_content", "is_indexed", "unindexed_record"]

_INDEX = URIRef(INDEX_GRAPH)
_AT_ONCE = 50_000

_LACKING = f"""
SELECT ?c ?polarity ?s ?relation ?o {{
  ?c a dg:Claim ; dg:polarity ?polarity ; dg:subject ?s ; dg:relation ?relation ; dg:object ?o .
  FILTER NOT EXISTS {{ GRAPH {_INDEX} {{ ?c store:affirms|store:denies ?core }} }}
}}
"""


def unindexed_record() -> str:
    """A triple for the index that says: claims have come without one. It goes when they have been given it."""
    return f"<{BASE}load/{uuid4().hex}> {STORE.unindexed} {Literal(0)}"


def _unindexed_loads(engine: Engine) -> list[Term]:
    """The records of loads whose claims may lack an index."""
    rows = engine.select(f"SELECT ?load {{ GRAPH {_INDEX} {{ ?load store:unindexed ?claims }} }}")
    return [row[0] for row in rows if row[0] is not None]


def is_indexed(engine: Engine) -> bool:
    """True where some claim has the node of its core, and no load is without."""
    return holds(engine, f"GRAPH {_INDEX} {{ ?c store:affirms|store:denies ?core }}") and not _unindexed_loads(engine)


def index_content(engine: Engine) -> None:
    """Give each claim that lacks one the node of its core, and each article its place among those that are like it."""
    loads = _unindexed_loads(engine)
    for chunk in in_chunks(_stances(engine), _AT_ONCE):
        engine.write({_INDEX: chunk})
    index_sketches(engine, whole=len(loads) == 1)
    engine.write({}, Deletion(indexed=set(loads)))


def _stances(engine: Engine) -> Iterator[str]:
    for row in engine.select(_LACKING):
        claim, polarity, subject, relation, object_ = (term or Term("") for term in row)
        stance = STANCES.get(local_name(polarity))
        if stance is not None and claim.startswith("<"):  # a claim without a name cannot be spoken of
            yield f"{claim} {stance} {core_of(subject, relation, object_)}"
