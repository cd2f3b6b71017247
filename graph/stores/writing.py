"""How articles come into a store and leave it, the same for every backend.

A batch is one write of the backend. The index graph keeps a digest of each article, so that adding it again costs one
look-up, and for each claim the node of its core, so that what supports a direct triple, or contradicts a claim, is found
without a scan.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from string import Template
from typing import Protocol, TypeVar
from uuid import uuid4

from diplograph.ontology import Document, load_schema
from diplograph.ontology.identifiers import ACTOR, BASE, BID, EVENT, EVIDENCE, RUN

from ..terms import STORE, Literal, Term, URIRef
from ..vocabulary import DIRECT_GRAPH, INDEX_GRAPH
from .articles import Article, CountKey, month_of
from .store import Receipt

__all__ = ["ArticleWriter", "Deletion", "Engine", "in_chunks"]

T = TypeVar("T")

# Terms in one VALUES clause: some engines refuse longer queries.
_CHUNK = 500
# What may be left without a reader when an article goes.
_SWEPT = tuple(f"<{namespace}" for namespace in (ACTOR, BID, EVENT, EVIDENCE, RUN))
_INDEX, _DIRECT = URIRef(INDEX_GRAPH), URIRef(DIRECT_GRAPH)

_CLAIMS_OF = Template("""
SELECT ?c ?core ?relation ?polarity ?modality ?s ?o ?start ?published {
  VALUES ?d { $nodes }
  ?c prov:wasDerivedFrom ?d ; dg:relation ?relation ; dg:polarity ?polarity ; dg:modality ?modality ;
    dg:subject ?s ; dg:object ?o .
  OPTIONAL { ?c dg:start ?start }
  OPTIONAL { ?d dcterms:date ?published }
  OPTIONAL { GRAPH $index { ?c store:core ?core } }
}
""")

_STATED = Template("""
SELECT ?core ?c {
  VALUES ?core { $cores }
  GRAPH $index { ?c store:core ?core }
  ?c dg:polarity dg:affirmed ; dg:modality dg:actual .
}
""")


def _local(term: str) -> str:
    return term.rpartition("#")[2].rstrip(">")


def _lexical(literal: str) -> str | None:
    return literal.split('"')[1] if literal else None


@dataclass(slots=True)
class Deletion:
    """What goes: all triples of some subjects in the default graph or in the index, single direct triples, whole graphs."""

    subjects: set[Term] = field(default_factory=set)
    indexed: set[Term] = field(default_factory=set)
    direct: set[str] = field(default_factory=set)
    graphs: set[Term] = field(default_factory=set)


class Engine(Protocol):
    """What a backend does for the writer."""

    def select(self, text: str) -> Iterator[tuple[Term | None, ...]]:
        """The solutions of a SELECT over the default graph and direct triples, as terms; prefixes are declared."""

    def write(self, insertion: dict[Term | None, list[str]], deletion: Deletion | None = None) -> None:
        """Delete, then insert (triples by graph), as one."""


@dataclass(slots=True)
class _Doomed:
    """What is known of articles that will go."""

    deletion: Deletion
    claims: int
    neighbours: set[Term]
    counts: Counter[CountKey]


def in_chunks(items: Iterable[T], size: int = _CHUNK) -> Iterator[list[T]]:
    """Lists of at most ``size`` items.

    >>> list(in_chunks("abc", 2))
    [['a', 'b'], ['c']]
    """
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


class ArticleWriter:
    """Adds and removes articles; ``pending`` are counts of claims that the materialised counts lack yet."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._described: set[Term] = set()
        self.pending: Counter[CountKey] = Counter()

    def add(self, articles: Sequence[Article]) -> Receipt:
        """Write what is new or changed of ``articles`` as one batch."""
        known = self._known_digests(article.node for article in articles)
        fresh = [article for article in articles if known.get(article.node) != article.digest]
        changed = {article.node for article in fresh if article.node in known}
        claims = sum(len(article.cores) for article in fresh)
        if not fresh:
            return Receipt(unchanged=len(articles))
        doomed = self._doom(changed) if changed else None
        self._engine.write(self._insertion(fresh, claims), doomed.deletion if doomed is not None else None)
        for article in fresh:
            self.pending.update(article.counts)
            self._described.update(article.shared)
        if doomed is not None:
            self.pending.subtract(doomed.counts)
            self._sweep(doomed.neighbours)
        return Receipt(
            added=len(fresh) - len(changed),
            replaced=len(changed),
            unchanged=len(articles) - len(fresh),
            claims_added=claims,
            claims_removed=doomed.claims if doomed is not None else 0,
        )

    def remove(self, documents: Iterable[str]) -> Receipt:
        """Remove articles by id as one batch."""
        nodes = set(self._known_digests(URIRef(Document(name).iri) for name in documents))
        if not nodes:
            return Receipt()
        doomed = self._doom(nodes)
        self._engine.write({_INDEX: [self._batch_record(-doomed.claims)]}, doomed.deletion)
        self.pending.subtract(doomed.counts)
        self._sweep(doomed.neighbours)
        return Receipt(removed=len(nodes), claims_removed=doomed.claims)

    def _known_digests(self, nodes: Iterable[Term]) -> dict[Term, str]:
        """Of the articles that the store has, the digest, or "" where it came without one."""
        known: dict[Term, str] = {}
        for chunk in in_chunks(nodes):
            rows = self._engine.select(
                f"SELECT ?d ?digest {{ VALUES ?d {{ {' '.join(chunk)} }} ?d a schema:NewsArticle "
                f"OPTIONAL {{ GRAPH {_INDEX} {{ ?d store:digest ?digest }} }} }}"
            )
            known.update((node, (digest or "").strip('"')) for node, digest in rows if node is not None)
        return known

    def _insertion(self, articles: Sequence[Article], claims: int) -> dict[Term | None, list[str]]:
        shared = {node: triples for article in articles for node, triples in article.shared.items()}
        unknown = shared.keys() - self._described
        for chunk in in_chunks(sorted(unknown)):
            rows = self._engine.select(f"SELECT DISTINCT ?n {{ VALUES ?n {{ {' '.join(chunk)} }} ?n a ?type }}")
            unknown.difference_update(row[0] for row in rows if row[0] is not None)
        default = [triple for article in articles for triple in article.own]
        for node, triples in shared.items():
            # The first description of an actor stands, so that it never has two names; other names only add.
            default += triples if node in unknown else [triple for triple in triples if "#altLabel> " in triple]
        index = [self._batch_record(claims)]
        for article in articles:
            index.append(f"{article.node} {STORE.digest} {Literal(article.digest)}")
            index += [f"{claim} {STORE.core} {core}" for claim, core in article.cores]
        direct = sorted({triple for article in articles for triple in article.direct})
        return {None: default, _DIRECT: direct, _INDEX: index}

    def _batch_record(self, claims: int) -> str:
        # Deleted when the counts take it in: while one is there, the counts are behind.
        return f"<{BASE}batch/{uuid4().hex}> {STORE.uncounted} {Literal(claims)}"

    def _doom(self, nodes: Iterable[Term]) -> _Doomed:
        deletion = Deletion()
        neighbours: set[Term] = set()
        counts: Counter[CountKey] = Counter()
        claims: set[Term] = set()
        stated: dict[Term, tuple[str, str, str]] = {}
        for chunk in in_chunks(sorted(nodes)):
            deletion.subjects.update(chunk)
            for claim, core, *rest in self._engine.select(_CLAIMS_OF.substitute(nodes=" ".join(chunk), index=_INDEX)):
                assert claim is not None
                relation, polarity, modality, subject, object_, start, published = (str(term or "") for term in rest)
                claims.add(claim)
                month = month_of(_lexical(start), _lexical(published))
                counts[CountKey(_local(relation), month, _local(polarity), _local(modality))] += 1
                if core is not None and (_local(polarity), _local(modality)) == ("affirmed", "actual"):
                    stated[core] = (subject, relation, object_)
        for chunk in in_chunks(sorted(claims)):
            rows = self._engine.select(
                f"SELECT DISTINCT ?p ?o {{ VALUES ?c {{ {' '.join(chunk)} }} ?c ?p ?o FILTER(isIRI(?o)) }}"
            )
            neighbours.update(node for _, node in rows if node is not None and node.startswith(_SWEPT))
        evidence = {node for node in neighbours if node.startswith(f"<{EVIDENCE}")}
        deletion.indexed = deletion.subjects | claims
        deletion.subjects |= claims | evidence
        deletion.direct = self._unsupported(stated, claims)
        return _Doomed(deletion, len(claims), neighbours - evidence, counts)

    def _unsupported(self, stated: dict[Term, tuple[str, str, str]], gone: set[Term]) -> set[str]:
        """The direct triples of cores that no claim states but those that go."""
        supported: set[Term] = set()
        for chunk in in_chunks(sorted(stated)):
            rows = self._engine.select(_STATED.substitute(cores=" ".join(chunk), index=_INDEX))
            supported.update(core for core, claim in rows if core is not None and claim not in gone)
        relations = load_schema().relations
        direct: set[str] = set()
        for core in stated.keys() - supported:
            subject, relation, object_ = stated[core]
            direct.add(f"{subject} {relation} {object_}")
            if _local(relation) in relations and relations[_local(relation)].symmetric:
                direct.add(f"{object_} {relation} {subject}")
        return direct

    def _sweep(self, candidates: set[Term]) -> None:
        """Delete what nothing speaks of any more, and what that leaves alone in turn: a bid, then its candidate."""
        while candidates:
            alone: set[Term] = set()
            following: set[Term] = set()
            for chunk in in_chunks(sorted(candidates)):
                values = f"VALUES ?n {{ {' '.join(chunk)} }}"
                rows = self._engine.select(
                    f"SELECT ?n ?o {{ {values} ?n a ?type OPTIONAL {{ ?n ?p ?o FILTER(isIRI(?o)) }} "
                    "FILTER NOT EXISTS { ?reader ?q ?n } }"
                )
                for node, neighbour in rows:
                    assert node is not None
                    alone.add(node)
                    if neighbour is not None and neighbour.startswith(_SWEPT):
                        following.add(neighbour)
            if alone:
                self._engine.write({}, Deletion(subjects=alone))
                self._described -= alone
            candidates = following
