"""Figures of a snapshot: every actor with the number of claims that name it, taken by one process and kept beside it for all.

Taken anew they cost as much as there are claims. Whoever writes knows which articles have changed, and pays for these alone.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from diplograph.ontology import GraphError, load_schema

from ..files import write_bytes
from ..rdf import DG, Term, URIRef
from ..stores import SnapshotStore, Store
from .snapshots import figures_file

__all__ = ["ActorFigure", "Tally", "kept_figures", "take_figures"]

_MOST_NAMES, _ARTICLES_AT_ONCE = 200_000, 500
# How a claim leads to whom it names; a bid has an organization too.
_ROLES = ("subject", "object", "object/dg:candidate", "object/dg:organization", "organization", "speaker")
_PARTIES = (DG.subject, DG.object, DG.organization, DG.speaker)
_OF_A_BID = (DG.candidate, DG.organization)


class ActorFigure(NamedTuple):
    """An actor with the most special of its kinds, and the number of claims that name it."""

    iri: str
    name: str
    kind: str
    claims: int


class Tally:
    """How many claims name each node, of one snapshot after another of the store in ``home``."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._numbers: Counter[str] = Counter()
        self._quads: Path | None = None

    def follow(self, quads: Path, changed: Collection[str] | None) -> None:
        """Keep the figures of a new snapshot beside it; ``changed`` are the IRIs of all articles that differ from the last one.

        None where nobody knows them. What cannot be counted or kept now is left to whoever needs it.
        """
        before, self._quads = self._quads, None
        try:
            with closing(SnapshotStore(quads, self._home)) as store:
                if before is None or changed is None or not before.exists():
                    self._numbers = _count_all(store)
                elif changed:
                    with closing(SnapshotStore(before, self._home)) as old:
                        self._numbers.subtract(_count_of(old, changed))
                    self._numbers.update(_count_of(store, changed))
                write_bytes(figures_file(quads), json.dumps(_figures(store, self._numbers)).encode())
        except GraphError:
            return
        self._quads = quads


def kept_figures(quads: Path, store: Store) -> tuple[ActorFigure, ...]:
    """The figures of a snapshot as they were kept; taken and kept where nobody has yet."""
    path = figures_file(quads)
    with suppress(OSError, ValueError, TypeError):
        return tuple(ActorFigure(*row) for row in json.loads(path.read_bytes()))
    found = take_figures(store)
    with suppress(GraphError):
        write_bytes(path, json.dumps(found).encode())
    return found


def take_figures(store: Store) -> tuple[ActorFigure, ...]:
    """Every actor, those that most claims name first."""
    return _figures(store, _count_all(store))


def _figures(store: Store, numbers: Counter[str]) -> tuple[ActorFigure, ...]:
    schema = load_schema()
    kinds = " ".join(f"dg:{kind}" for kind in schema.kinds_of("Actor"))
    found: dict[str, tuple[str, str]] = {}
    query = f"SELECT ?who ?kind ?name {{ VALUES ?kind {{ {kinds} }} ?who a ?kind ; rdfs:label ?name }}"
    for who, kind, name in store.query(query, limit=_MOST_NAMES):
        special = str(kind).rpartition("#")[2]
        if str(who) not in found or schema.is_a(special, found[str(who)][1]):
            found[str(who)] = str(name), special
    made = (ActorFigure(iri, name, kind, numbers[iri]) for iri, (name, kind) in found.items())
    return tuple(sorted(made, key=lambda actor: (-actor.claims, actor.name, actor.iri)))


def _count_all(store: Store) -> Counter[str]:
    branches = (f"?claim dg:{role} ?who{' ; a dg:Claim' if role == 'organization' else ''}" for role in _ROLES)
    union = " UNION ".join(f"{{ {branch} }}" for branch in branches)
    counted = f"SELECT ?who (COUNT(DISTINCT ?claim) AS ?n) {{ {union} }} GROUP BY ?who"
    return Counter({str(who): int(str(number)) for who, number in store.query(counted, limit=_MOST_NAMES)})


def _count_of(store: Store, articles: Iterable[str]) -> Counter[str]:
    """How many claims of those articles name each node."""
    numbers: Counter[str] = Counter()
    nodes = sorted(map(URIRef, articles))
    for start in range(0, len(nodes), _ARTICLES_AT_ONCE):
        values = " ".join(nodes[start : start + _ARTICLES_AT_ONCE])
        claims = store.find_nodes(f"VALUES ?article {{ {values} }} ?node prov:wasDerivedFrom ?article ; a dg:Claim")
        numbers.update(_named_by(store, claims))
    return numbers


def _named_by(store: Store, claims: Collection[Term]) -> Iterable[str]:
    found = store.pairs({*_PARTIES, *_OF_A_BID}, nodes=claims, links={DG.object})
    bids: dict[Term, set[Term]] = {}
    for predicate in _OF_A_BID:
        for node, value in found[predicate]:
            bids.setdefault(node, set()).add(value)
    named: dict[Term, set[Term]] = {claim: set() for claim in claims}
    for predicate in _PARTIES:
        for node, value in found[predicate]:
            if node in named:
                named[node] |= {value, *(bids.get(value, ()) if predicate == DG.object else ())}
    return (value[1:-1] for parties in named.values() for value in parties if value.startswith("<"))
