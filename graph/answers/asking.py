"""Asking of ready queries where their needs are met: the graph itself, what follows from it, the actor base, or the ontology.

A query says in its head what it needs (``queries.ready.NEEDS``). What the graph lacks of that is made in memory, where the
graph is small enough; the graph itself stays as it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol, Self

from diplograph.ontology import QueryError, ontology_texts
from diplograph.ontology.actors import load_name_index
from diplograph.ontology.identifiers import BASE
from pyoxigraph import RdfFormat, parse

from ..queries import ActorNames, QueryResult, ReadyQuery, did_you_mean, expand_actor, fill_parameters, nearest, read_parameters
from ..rdf import DERIVED_GRAPH, Statement, from_quads, tenures_of
from ..stores import MemoryStore, Store, count_claims, open_store
from .no_rows import holds, name_of, why_nothing_is_ready

__all__ = ["MOST_CLAIMS", "answer", "check_size"]

# Of a store; what a file holds is in memory already. Deriving from so many takes some ten seconds.
MOST_CLAIMS = 20_000


class AskedGraph(Protocol):
    """A graph, with what can be made of it for an answer."""

    @property
    def store(self) -> Store:
        """Where its claims are."""

    @property
    def derived(self) -> Self:
        """The same with what follows from it by rules."""

    @property
    def by_state(self) -> Self:
        """The same with states in the place of the persons who represent them."""


def answer(
    graph: AskedGraph,
    ready: ReadyQuery,
    values: Mapping[str, str],
    *,
    by_state: bool = False,
    timeout: float | None = None,
    limit: int | None = None,
) -> QueryResult:
    """The answer to a ready query, with a note why where it has no rows; raises GraphError as ``KnowledgeGraph.query`` does.

    With ``by_state`` it is asked of ``graph.by_state``. Raises GraphError too where the store holds too many claims to derive
    or fold on the way, and where there is nothing to fold.
    """
    if by_state and {"actor base", "ontology"} & {*ready.needs}:
        raise QueryError(f"{ready.name} is asked of the {ready.needs[0]}, whose answer has nobody to fold into a state")
    graph = graph.by_state if by_state else graph
    asked, terms = graph.store, values
    if "ontology" in ready.needs and not holds(graph.store, "?relation a dg:Relation"):
        asked = _ontology()
    elif "actor base" in ready.needs and holds(graph.store, "?claim a dg:Claim"):
        bodies = _known_bodies(ready, values)
        asked, terms = _tenures(bodies.values()), {**values, **bodies}
    elif "derived" in ready.needs and not holds(graph.store, f"GRAPH <{DERIVED_GRAPH}> {{ ?why a dg:Derivation }}"):
        asked = graph.derived.store
    result = asked.query(fill_parameters(ready.text, terms, ActorNames(asked).find), timeout=timeout, limit=limit)
    return result if result.rows else replace(result, note=why_nothing_is_ready(graph.store, ready, values))


def check_size(store: Store, what: str) -> None:
    """Raise GraphError, with what to do, where a store holds more claims than are read into memory on the way to an answer."""
    if isinstance(store, MemoryStore):
        return
    number = count_claims(store)
    if number > MOST_CLAIMS:
        raise QueryError(
            f"{name_of(store)}: {what} takes all {number:,} claims into memory, too many to do on the way; ask a file of it: "
            f"diplograph export {name_of(store)} --output all.trig (diplograph derive all.trig does what follows for good)"
        )


def _ontology() -> Store:
    store = open_store(None)
    for text in ontology_texts():
        store.load(from_quads(parse(text, format=RdfFormat.TURTLE, base_iri=BASE, rename_blank_nodes=True)))
    return store


def _tenures(bodies: Iterable[str]) -> Store:
    """The memberships and offices of these bodies (IRIs), of the actor base."""
    store = open_store(None)
    store.load(Statement(str(triple)) for triple in tenures_of(load_name_index().base, frozenset(bodies)))
    return store


def _known_bodies(ready: ReadyQuery, values: Mapping[str, str]) -> dict[str, str]:
    """The IRI of each actor that the query asks for, whether or not a claim names it."""
    given = {one.name: values.get(one.name, one.default) for one in read_parameters(ready.text) if one.kind == "actor"}
    return {name: _known_body(value) for name, value in given.items() if value is not None}


def _known_body(name: str) -> str:
    index = load_name_index()
    is_iri = name.startswith(("actor:", "http://", "https://"))
    found = index.of_iri(expand_actor(name, "actor base")) if is_iri else next((one.actor for one in index.find(name)), None)
    if found is None:
        near = did_you_mean(nearest(name, index.base.names))
        raise QueryError(f"the actor base knows no state or body {name!r}{near}")
    return found.iri
