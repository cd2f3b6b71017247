"""Articles as a store writes them: what is the article's own, what it shares with others, and what the index keeps of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType
from typing import NamedTuple

from diplograph.ontology import Actor, Claim, Document, Event, Polarity, load_schema
from diplograph.ontology.identifiers import BASE, CLAIM, DOCUMENT, EVIDENCE, digest

from ..rdf import (
    DG,
    STORE,
    Claims,
    Run,
    Term,
    Triple,
    URIRef,
    claim_triples,
    described_nodes,
    direct_triples,
    document_triples,
    node_triples,
    run_triples,
)
from ..stories import Sketch, read_sketch
from .engine import lexical

__all__ = ["STANCES", "Article", "CountKey", "core_of", "month_of", "prepare_articles"]

_OWN = tuple(f"<{namespace}" for namespace in (CLAIM, EVIDENCE, DOCUMENT))


# What the index says of a claim and its core, by polarity.
STANCES = MappingProxyType({Polarity.AFFIRMED.value: STORE.affirms, Polarity.NEGATED.value: STORE.denies})


class CountKey(NamedTuple):
    """What claims are counted by; ``month`` is "2025-02", or "" where neither the claim nor its article has a date."""

    relation: str
    month: str
    polarity: str
    modality: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article: triples are N-Triples text. ``shared`` describes actors, bids, events and runs, node by node.

    ``direct`` are the triples of facts that it states; ``stances`` say of each claim which core it affirms or denies.
    """

    node: Term
    own: tuple[str, ...]
    shared: dict[Term, tuple[str, ...]]
    direct: frozenset[str]
    stances: tuple[Triple, ...]
    counts: Counter[CountKey]
    sketch: Sketch | None

    @property
    def digest(self) -> str:
        """Depends on all that is the article's own, and on nothing else."""
        return sha256("\n".join(self.own).encode()).hexdigest()[:32]


def prepare_articles(content: Claims, run: Run | None) -> Iterator[Article]:
    """Each article of normalized claims, by id."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in content.claims:
        claims[claim.document].append(claim)
    for document in content.documents:
        yield _prepare(document, claims.get(document.id, []), run)


def core_of(subject: str, relation: str, object_: str) -> Term:
    """A node that all claims of the same core share, affirmed or denied, by whomever: terms in, a term out.

    A symmetric relation is the same from both ends.
    """
    name = relation.rpartition("#")[2].rstrip(">")
    known = load_schema().relations.get(name)
    pair = sorted((subject, object_)) if known is not None and known.symmetric else (subject, object_)
    return URIRef(f"{BASE}core/{digest(name, *pair)}")


def month_of(claim_start: str | None, published: str | None) -> str:
    """The month a claim is counted in: of what it tells, or else of its article.

    >>> month_of(None, "2025-02-18"), month_of(None, None)
    ('2025-02', '')
    """
    return (claim_start or published or "")[:7]


def _prepare(document: Document, claims: list[Claim], run: Run | None) -> Article:
    described_document = list(document_triples(document))
    own: set[str] = {" ".join(triple) for triple in described_document}
    sketch = next(
        (read_sketch(lexical(object_)) for _, predicate, object_ in described_document if predicate == DG.sketch), None
    )
    shared: dict[Term, set[str]] = defaultdict(set)
    if run is not None and claims:
        _sort_out(run_triples(run), own, shared)
    direct: set[str] = set()
    stances = []
    counts: Counter[CountKey] = Counter()
    published = document.date.isoformat() if document.date is not None else None
    for claim in claims:
        described = list(claim_triples(claim, run))
        _sort_out(described, own, shared)
        for name in described_nodes(claim):
            node, triples = _description(name)
            shared[node].update(triples)
        facts = list(direct_triples(claim))
        stances.append((described[0][0], STANCES[claim.polarity.value], core_of(*facts[0])))
        if claim.is_stated_fact:
            direct.update(" ".join(triple) for triple in facts)
        month = month_of(claim.date.start if claim.date is not None else None, published)
        counts[CountKey(claim.relation, month, claim.polarity.value, claim.modality.value)] += 1
    nodes = {node: tuple(sorted(triples)) for node, triples in shared.items()}
    return Article(URIRef(document.iri), tuple(sorted(own)), nodes, frozenset(direct), tuple(stances), counts, sketch)


@lru_cache(maxsize=4096)
def _description(node: Actor | Event) -> tuple[Term, tuple[str, ...]]:
    return URIRef(node.iri), tuple(" ".join(triple) for triple in node_triples(node))


def _sort_out(triples: Iterable[Triple], own: set[str], shared: dict[Term, set[str]]) -> None:
    last, target = None, own
    for triple in triples:
        subject = triple[0]
        # Terms are made once for each node, so that most triples go where the one before went.
        if subject is not last:
            last, target = subject, own if subject.startswith(_OWN) else shared[subject]
        target.add(" ".join(triple))
