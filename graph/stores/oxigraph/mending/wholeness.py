"""Articles of a damaged store that are whole, by the digest that each was written with; what there is of others is taken out.

What can be made from articles is made anew: direct triples, the index, stories and counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING

import pyoxigraph
from diplograph.ontology import load_schema
from diplograph.ontology.identifiers import ACTOR, BID, CLAIM, DOCUMENT, EVENT, EVIDENCE, OUTLET, RUN, SOFTWARE, STORY

from ....rdf import (
    COUNTS_GRAPH,
    DCTERMS,
    DERIVED_GRAPH,
    DG,
    DIRECT_GRAPH,
    INDEX_GRAPH,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    STORE,
    XSD,
    Literal,
    Term,
    Triple,
    URIRef,
)
from ...engine import Deletion, in_chunks, is_of_ours, lexical, local_name
from ...indexing import index_content, unindexed_record
from ...stories import restore_stories
from ...writing import batch_record

if TYPE_CHECKING:
    from ..engine import OxigraphEngine

__all__ = ["keep_whole_articles", "remake"]

_AT_ONCE = 500
_INDEX, _DIRECT = URIRef(INDEX_GRAPH), URIRef(DIRECT_GRAPH)
_OWN = tuple(f"<{namespace}" for namespace in (CLAIM, EVIDENCE, DOCUMENT))
_SHARED = tuple(f"<{namespace}" for namespace in (ACTOR, BID, EVENT, RUN, SOFTWARE))
_NAMED = tuple(f"<{namespace}" for namespace in (ACTOR, EVENT))
_OUTLET, _EVIDENCE, _STORY = f"<{OUTLET}", f"<{EVIDENCE}", f"<{STORY}"


@dataclass(slots=True)
class _Article:
    """What is left of an article: its own triples, the nodes that it speaks of, and its claims."""

    own: set[str]
    nodes: set[Term]
    claims: dict[Term, dict[Term, Term]]

    @property
    def digest(self) -> str:
        return sha256("\n".join(sorted(self.own)).encode()).hexdigest()[:32]


def keep_whole_articles(engine: "OxigraphEngine", *, trusting: bool, elsewhere: "OxigraphEngine | None" = None) -> set[Term]:
    """Take out what is not whole; the nodes of articles that went. ``remake`` makes what follows from the rest.

    ``trusting``, an article without a digest is taken for whole. What articles share may be described in ``elsewhere`` too.
    """
    digests = {node: lexical(value) for node, value in _all(engine, STORE.digest, _INDEX)}
    fingerprints = list(_all(engine, STORE.fingerprint, _INDEX))
    articles = {node for node, _ in _all(engine, DCTERMS.identifier)} | digests.keys()
    articles |= {node for node, _ in engine.subjects([SCHEMA.NewsArticle], RDF.type)}
    whole: set[Term] = set()
    nodes: set[Term] = set()
    facts: set[str] = set()
    for chunk in in_chunks(sorted(articles), _AT_ONCE):
        found = _read(engine, chunk)
        mentioned = {node for article in found.values() for node in article.nodes}
        described = _described(engine, mentioned)
        if elsewhere is not None:
            described |= _described(elsewhere, mentioned - described)
        for node, article in found.items():
            if node in digests:
                is_whole = digests[node] == article.digest and article.nodes <= described
            else:
                is_whole = trusting and bool(article.own)
            if is_whole:
                whole.add(node)
                nodes |= article.nodes | {Term(triple.split(" ", 1)[0]) for triple in article.own}
                facts.update(_facts(article.claims.values()))
    _take_out(engine, whole, nodes)
    for iri in (COUNTS_GRAPH, DERIVED_GRAPH, INDEX_GRAPH, DIRECT_GRAPH):
        engine.inner.clear_graph(pyoxigraph.NamedNode(iri))
    index = [f"{node} {STORE.digest} {Literal(digests[node])}" for node in sorted(whole & digests.keys())]
    index += [f"{node} {STORE.fingerprint} {value}" for node, value in fingerprints if node in whole]
    engine.write({_DIRECT: sorted(facts), _INDEX: index})
    return articles - whole


def remake(engine: "OxigraphEngine") -> None:
    """Make anew what follows from articles: stories and the index; counts when the store is next refreshed."""
    engine.write({_INDEX: [batch_record(0), unindexed_record()]})
    restore_stories(engine)
    index_content(engine)


def _all(engine: "OxigraphEngine", predicate: Term, graph: Term | None = None) -> Iterator[tuple[Term, Term]]:
    """Each subject with each value of a predicate."""
    pattern = f"?s {predicate} ?o"
    within = pattern if graph is None else f"GRAPH {graph} {{ {pattern} }}"
    for subject, value in engine.select(f"SELECT ?s ?o {{ {within} }}"):
        if subject is not None and value is not None:
            yield subject, value


def _read(engine: "OxigraphEngine", nodes: list[Term]) -> dict[Term, _Article]:
    found = {node: _Article(set(), set(), {}) for node in nodes}
    outlets: dict[Term, set[Term]] = defaultdict(set)
    for triple in engine.describe(nodes):
        _note(found[triple[0]], triple)
        if triple[2].startswith(_OUTLET):
            outlets[triple[2]].add(triple[0])
    for triple in engine.describe(sorted(outlets)):
        for node in outlets[triple[0]]:
            found[node].own.add(" ".join(triple))
    article_of = dict(engine.subjects(nodes, PROV.wasDerivedFrom))
    claim_of: dict[Term, Term] = {}
    for triple in engine.describe(sorted(article_of)):
        article = found[article_of[triple[0]]]
        _note(article, triple)
        article.claims.setdefault(triple[0], {})[triple[1]] = triple[2]
        if triple[2].startswith(_EVIDENCE):
            claim_of[triple[2]] = triple[0]
    for triple in engine.describe(sorted(claim_of)):
        _note(found[article_of[claim_of[triple[0]]]], triple)
    return found


def _note(article: _Article, triple: Triple) -> None:
    subject, predicate, value = triple
    if predicate == DG.confidence and value.endswith(XSD.decimal):
        # The engine writes a decimal in its own way.
        number = format(Decimal(repr(float(lexical(value)))), "f")
        triple = subject, predicate, Literal(number, datatype=XSD.decimal)
    article.own.add(" ".join(triple))
    if value.startswith(_SHARED):
        article.nodes.add(value)


def _described(engine: "OxigraphEngine", nodes: set[Term]) -> set[Term]:
    """Those of ``nodes`` of which there is what every one has."""
    predicates: dict[Term, set[Term]] = defaultdict(set)
    for subject, predicate, _ in engine.describe(sorted(nodes)):
        predicates[subject].add(predicate)
    return {
        node
        for node in nodes
        if RDF.type in predicates[node] and (RDFS.label in predicates[node] or not node.startswith(_NAMED))
    }


def _facts(claims: Iterable[dict[Term, Term]]) -> Iterator[str]:
    for claim in claims:
        if claim.get(DG.polarity) != DG.affirmed or claim.get(DG.modality) != DG.actual:
            continue
        parts = [claim.get(part) for part in (DG.subject, DG.relation, DG.object)]
        subject, relation, value = (part or Term("") for part in parts)
        if not is_of_ours(relation) or not (subject.startswith("<") and value.startswith("<")):
            continue
        yield f"{subject} {relation} {value}"
        known = load_schema().relations.get(local_name(relation))
        if known is not None and known.symmetric:
            yield f"{value} {relation} {subject}"


def _take_out(engine: "OxigraphEngine", whole: set[Term], nodes: set[Term]) -> None:
    """Remove what no whole article has: parts of others, and what only they spoke of."""
    left: set[Term] = set()
    stories: set[Term] = set()
    for (subject,) in engine.select("SELECT DISTINCT ?s { ?s ?p ?o }"):
        if subject is None or subject in whole or subject in nodes:
            continue
        if subject.startswith(_STORY):
            stories.add(subject)
        elif subject.startswith(_OWN):
            left.add(subject)
    if left or stories:
        engine.write({}, Deletion(subjects=left | stories))
    lonely = {
        subject
        for (subject,) in engine.select("SELECT DISTINCT ?s { ?s ?p ?o }")
        if subject is not None and subject not in nodes and subject.startswith((*_SHARED, _OUTLET))
    }
    while lonely:
        gone = lonely - engine.referenced(sorted(lonely), ignoring=lonely)
        if not gone:
            return
        engine.write({}, Deletion(subjects=gone))
        lonely -= gone
