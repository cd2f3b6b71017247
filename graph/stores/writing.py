"""Writing of articles: how they come into a store and leave it, the same for every backend.

A batch is one write of the backend. The index graph keeps a digest of each article, so that adding it again costs one
look-up, the fingerprints of what it was made from, so that it need not be read again at all, and for each claim the node of
its core, so that what supports a direct triple, or contradicts a claim, is found without a scan.
"""

from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from uuid import uuid4

from diplograph.ontology import Document, load_schema
from diplograph.ontology.identifiers import ACTOR, BASE, BID, DATASET, EVENT, EVIDENCE, OUTLET, RUN, SOFTWARE

from ..rdf import DCTERMS, DERIVED_GRAPH, DG, DIRECT_GRAPH, INDEX_GRAPH, OWL, PROV, SKOS, STORE, Literal, Term, URIRef
from .articles import Article, CountKey, core_of, month_of
from .engine import Deletion, Engine, holds, is_of_ours, lexical, local_name
from .stories import StoryKeeper

__all__ = ["ArticleWriter", "Receipt", "batch_record"]

# What may be left without a reader when an article goes.
_SWEPT = tuple(f"<{namespace}" for namespace in (ACTOR, BID, DATASET, EVENT, EVIDENCE, OUTLET, RUN, SOFTWARE))
# What a description that lacks it is given by a later one.
_ADDED = {DG.code, DG.iso3, OWL.sameAs}
_ESSENTIAL = {DG.subject, DG.relation, DG.object, DG.polarity, DG.modality}
_INDEX, _DIRECT, _DERIVED = URIRef(INDEX_GRAPH), URIRef(DIRECT_GRAPH), URIRef(DERIVED_GRAPH)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a write did: articles added, replaced, removed, or left alone as they were there; claims that came and went."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    claims_added: int = 0
    claims_removed: int = 0

    @property
    def articles(self) -> int:
        """How many articles were given."""
        return self.added + self.replaced + self.unchanged

    def __add__(self, other: "Receipt") -> "Receipt":
        return Receipt(*(getattr(self, name) + getattr(other, name) for name in Receipt.__slots__))


def batch_record(claims: int) -> str:
    """A triple for the index that says: the counts are behind. It goes when they have taken the batch in."""
    return f"<{BASE}batch/{uuid4().hex}> {STORE.uncounted} {Literal(claims)}"


@dataclass(frozen=True, slots=True)
class _Doomed:
    """What is known of articles that will go."""

    deletion: Deletion
    claims: int
    counts: Counter[CountKey]


class ArticleWriter:
    """Adds and removes articles.

    ``pending`` are counts of claims that the materialised counts lack yet.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._stories = StoryKeeper(engine)
        # The predicates of what is described.
        self._described: dict[Term, set[str]] = {}
        # Digests of articles in batches that the engine may not have taken in yet, the oldest first.
        self._recent: deque[dict[Term, str]] = deque()
        self.pending: Counter[CountKey] = Counter()

    def add(self, articles: Sequence[Article], fingerprints: Mapping[Term, str] = MappingProxyType({})) -> Receipt:
        """Write what is new or changed of ``articles`` as one batch; ``fingerprints`` tell what they were made from."""
        known = self._known_digests([article.node for article in articles])
        fresh = [article for article in articles if known.get(article.node) != article.digest]
        made = [f"{node} {STORE.fingerprint} {Literal(value)}" for node, value in sorted(fingerprints.items())]
        if not fresh:
            if made:
                # The same article comes of another recipe too: both fingerprints are true until it is replaced.
                self._engine.write({_INDEX: made})
                self._recent.append({})
            return Receipt(unchanged=len(articles))
        changed = {article.node for article in fresh if article.node in known}
        claims = sum(len(article.stances) for article in fresh)
        doomed = self._doom(changed, _objects(fresh)) if changed else None
        deletion = doomed.deletion if doomed is not None else Deletion()
        deletion.graphs |= self.stale_graphs()
        sketches = {article.node: article.sketch for article in fresh if article.sketch is not None}
        stories = self._stories.change(sketches, changed)
        deletion.subjects |= stories.gone
        descriptions = self._new_descriptions(fresh)
        insertion = _insertion(fresh, claims, descriptions)
        insertion[None] += stories.triples
        insertion[_INDEX] += [*stories.index, *made]
        self._engine.write(insertion, deletion if deletion.subjects or deletion.graphs else None)
        self._recent.append({article.node: article.digest for article in fresh})
        for article in fresh:
            self.pending.update(article.counts)
        for node, triples in descriptions.items():
            self._described.setdefault(node, set()).update(triple.split(" ", 2)[1] for triple in triples)
        if doomed is not None:
            self._forget(doomed)
        return Receipt(
            added=len(fresh) - len(changed),
            replaced=len(changed),
            unchanged=len(articles) - len(fresh),
            claims_added=claims,
            claims_removed=doomed.claims if doomed is not None else 0,
        )

    def known(self, fingerprints: Mapping[Term, str]) -> set[Term]:
        """Those articles that the store has with the fingerprint that is given for each."""
        found = self._engine.flushed.objects(list(fingerprints), STORE.fingerprint, _INDEX)
        return {node for node, value in found if lexical(value) == fingerprints[node]}

    def remove(self, documents: Iterable[str]) -> Receipt:
        """Remove articles by id as one batch."""
        nodes = set(self._known_digests([URIRef(Document(name).iri) for name in documents]))
        return self.discard(nodes) if nodes else Receipt()

    def discard(self, nodes: Collection[Term]) -> Receipt:
        """Remove articles by node, whole ones and what there is of others."""
        doomed = self._doom(nodes, set())
        doomed.deletion.graphs |= self.stale_graphs()
        stories = self._stories.change({}, nodes)
        doomed.deletion.subjects |= stories.gone
        self._engine.write({None: stories.triples, _INDEX: [batch_record(-doomed.claims), *stories.index]}, doomed.deletion)
        self._forget(doomed)
        return Receipt(removed=len(nodes), claims_removed=doomed.claims)

    def stale_graphs(self) -> set[Term]:
        """What no longer holds once claims come or go: the graph of what was derived from them, where there is one."""
        # Nothing derived is ever pending: it comes with a load, which takes in what it wrote.
        return {_DERIVED} if holds(self._engine.flushed, f"GRAPH {_DERIVED} {{ ?s ?p ?o }}") else set()

    def _known_digests(self, nodes: Sequence[Term]) -> dict[Term, str]:
        """Of the articles that the store has, the digest, or "" where it came without one."""
        flushed = self._engine.flushed
        while len(self._recent) > self._engine.unflushed:
            self._recent.popleft()
        known = {node: "" for node, _ in flushed.objects(nodes, DCTERMS.identifier)}
        known.update((node, lexical(digest)) for node, digest in flushed.objects(list(known), STORE.digest, _INDEX))
        for digests in self._recent:
            known.update((node, digests[node]) for node in nodes if node in digests)
        return known

    def _new_descriptions(self, articles: Iterable[Article]) -> dict[Term, list[str]]:
        """What the store lacks of what describes actors, bids, events and runs.

        The first description stands, so that no actor ever has two names; later ones add other names, and fill gaps.
        """
        shared = {node: triples for article in articles for node, triples in article.shared.items()}
        # What is pending has been described by this writer.
        for node, predicate, _ in self._engine.flushed.describe(sorted(shared.keys() - self._described.keys())):
            self._described.setdefault(node, set()).add(predicate)
        return {
            node: [triple for triple in triples if node not in self._described or _adds(triple, node, self._described[node])]
            for node, triples in shared.items()
        }

    def _forget(self, doomed: _Doomed) -> None:
        self.pending.subtract(doomed.counts)
        for node in doomed.deletion.subjects:
            self._described.pop(node, None)

    def _doom(self, nodes: Iterable[Term], kept: set[Term]) -> _Doomed:
        """What goes with articles, but for nodes that stay because what comes speaks of them."""
        articles = sorted(nodes)
        published = dict(self._engine.objects(articles, DCTERMS.date))
        article_of = dict(self._engine.subjects(articles, PROV.wasDerivedFrom))
        claims: dict[Term, dict[Term, Term]] = {claim: {} for claim in article_of}
        neighbours = {object_ for _, _, object_ in self._engine.describe(articles) if object_.startswith(_SWEPT)}
        for claim, predicate, object_ in self._engine.describe(sorted(claims)):
            claims[claim][predicate] = object_
            if object_.startswith(_SWEPT):
                neighbours.add(object_)
        # An interrupted batch may have left claims in part, which were never counted nor made a fact.
        whole = {claim: found for claim, found in claims.items() if _is_whole(found)}
        counts = Counter(_count_key(found, published.get(article_of[claim])) for claim, found in whole.items())
        evidence = {node for node in neighbours if node.startswith(f"<{EVIDENCE}")}
        gone = {*articles, *claims, *evidence}
        deletion = Deletion(
            subjects=gone | self._lonely(neighbours - evidence, gone, kept),
            indexed={*articles, *claims},
            direct=self._unsupported(whole),
        )
        return _Doomed(deletion, len(claims), counts)

    def _unsupported(self, claims: dict[Term, dict[Term, Term]]) -> set[str]:
        """The direct triples that no claim states but ``claims``."""
        stated = {
            claim: core_of(found[DG.subject], found[DG.relation], found[DG.object])
            for claim, found in claims.items()
            if _states_a_fact(found)
        }
        others = dict(self._engine.subjects(sorted(set(stated.values())), STORE.affirms, _INDEX))
        rivals = sorted(others.keys() - claims.keys())
        actual = {claim for claim, value in self._engine.objects(rivals, DG.modality) if value == DG.actual}
        supported = {others[claim] for claim in actual}
        direct: set[str] = set()
        for claim, core in stated.items():
            if core not in supported:
                direct.update(_direct_triples(*(claims[claim][part] for part in (DG.subject, DG.relation, DG.object))))
        return direct

    def _lonely(self, candidates: set[Term], gone: set[Term], kept: set[Term]) -> set[Term]:
        """Those of ``candidates`` that only ``gone`` speaks of, and what that leaves alone in turn: a bid's candidate."""
        alone: set[Term] = set()
        candidates = candidates - kept
        while candidates:
            found = candidates - self._engine.referenced(sorted(candidates), ignoring=gone | alone)
            alone |= found
            candidates = {o for _, _, o in self._engine.describe(sorted(found)) if o.startswith(_SWEPT)} - kept - alone
        return alone


def _insertion(
    articles: Iterable[Article], claims: int, descriptions: Mapping[Term, Iterable[str]]
) -> dict[Term | None, list[str]]:
    default = [triple for article in articles for triple in article.own]
    for triples in descriptions.values():
        default += triples
    index = [batch_record(claims)]
    for article in articles:
        index.append(f"{article.node} {STORE.digest} {Literal(article.digest)}")
        index += [" ".join(stance) for stance in article.stances]
    direct = sorted({triple for article in articles for triple in article.direct})
    return {None: default, _DIRECT: direct, _INDEX: index}


def _adds(triple: str, node: Term, described: set[str]) -> bool:
    """True where a triple may join a description with those predicates: another name, or what it had no value for."""
    subject, predicate, _ = triple.split(" ", 2)
    return predicate == SKOS.altLabel or (subject == node and predicate in _ADDED and predicate not in described)


def _direct_triples(subject: Term, relation: Term, object_: Term) -> list[str]:
    known = load_schema().relations.get(local_name(relation))
    forward = f"{subject} {relation} {object_}"
    return [forward, f"{object_} {relation} {subject}"] if known is not None and known.symmetric else [forward]


def _objects(articles: Iterable[Article]) -> set[Term]:
    """Every node that the articles' triples speak of."""
    triples = (triple for article in articles for group in (article.own, *article.shared.values()) for triple in group)
    return {Term(object_) for triple in triples if (object_ := triple.split(" ", 2)[2]).startswith(_SWEPT)}


def _is_whole(claim: dict[Term, Term]) -> bool:
    """True for a claim that has all it needs, each of the kind it must be."""
    if not claim.keys() >= _ESSENTIAL:
        return False
    return all(map(is_of_ours, (claim[DG.relation], claim[DG.polarity], claim[DG.modality]))) and all(
        claim[part].startswith("<") for part in (DG.subject, DG.object)
    )


def _states_a_fact(claim: dict[Term, Term]) -> bool:
    return claim.get(DG.polarity) == DG.affirmed and claim.get(DG.modality) == DG.actual


def _count_key(claim: dict[Term, Term], published: Term | None) -> CountKey:
    relation, polarity, modality = (local_name(claim[part]) for part in (DG.relation, DG.polarity, DG.modality))
    start, day = (None if term is None else lexical(term) for term in (claim.get(DG.start), published))
    return CountKey(relation, month_of(start, day), polarity, modality)
