"""Selection of claims: what only the others name goes with them, all else stays."""

from collections.abc import Iterable

from diplograph.ontology import Claim
from rdflib import DCTERMS, PROV, RDF, Dataset, Namespace, URIRef

from ..rdf import DIRECT_GRAPH, PREFIXES, default_graph, new_dataset, normalize
from ..stores import to_dataset

__all__ = ["keep_claims"]

_SCHEMA, _DG = Namespace(PREFIXES["schema"]), Namespace(PREFIXES["dg"])


def keep_claims(dataset: Dataset, claims: Iterable[Claim]) -> Dataset:
    """A copy of ``dataset`` that holds, of its claims, those in ``claims`` alone.

    Evidence, actors, events, bids and runs that only other claims name are left out; documents stay, with their outlets
    and stories. A direct triple stays where one of the claims states it; what was derived is left out, as it may rest on the
    others.
    """
    kept = tuple(claims)
    source, described = default_graph(dataset), to_dataset(normalize(kept))
    nodes = {*default_graph(described).subjects(), *source.subjects(RDF.type, _SCHEMA.NewsArticle)}
    nodes |= set(source.subjects(RDF.type, _DG.EventRecord))
    nodes |= set(source.subjects(PROV.hadMember))
    nodes |= {run for claim in kept for run in source.objects(URIRef(claim.iri), PROV.wasGeneratedBy)}
    # Outlets and data sets of documents, and the software of runs.
    for predicate in (_SCHEMA.publisher, DCTERMS.isPartOf, PROV.wasAssociatedWith):
        nodes |= {made for node in tuple(nodes) for made in source.objects(node, predicate)}
    copy = new_dataset()
    target, direct = default_graph(copy), copy.graph(URIRef(DIRECT_GRAPH))
    for triple in sorted(triple for triple in source if triple[0] in nodes):
        target.add(triple)
    for triple in sorted(described.graph(URIRef(DIRECT_GRAPH))):
        direct.add(triple)
    return copy
