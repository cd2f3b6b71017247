"""The prefixes that every graph file, query and table of diplograph shares."""

from types import MappingProxyType

from diplograph.ontology import identifiers

__all__ = ["CLAIMS_GRAPH", "COUNTS_GRAPH", "DIRECT_GRAPH", "INDEX_GRAPH", "INTERNAL_GRAPHS", "PREFIXES", "compact"]

DIRECT_GRAPH = identifiers.BASE + "graph/direct"

# Where an endpoint keeps what files and embedded stores have in the default graph.
CLAIMS_GRAPH = identifiers.BASE + "graph/claims"

# What a store keeps for itself, and no query sees that does not name it.
INDEX_GRAPH = identifiers.BASE + "graph/index"
COUNTS_GRAPH = identifiers.BASE + "graph/counts"
INTERNAL_GRAPHS = frozenset({INDEX_GRAPH, COUNTS_GRAPH})

PREFIXES = MappingProxyType(
    {
        "actor": identifiers.ACTOR,
        "bid": identifiers.BID,
        "claim": identifiers.CLAIM,
        "dcterms": "http://purl.org/dc/terms/",
        "dg": identifiers.ONTOLOGY,
        "doc": identifiers.DOCUMENT,
        "event": identifiers.EVENT,
        "evidence": identifiers.EVIDENCE,
        "oa": "http://www.w3.org/ns/oa#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "run": identifiers.RUN,
        "schema": "https://schema.org/",
        "store": identifiers.BASE + "store#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "wd": "http://www.wikidata.org/entity/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)


def compact(iri: str) -> str:
    """``iri`` with its namespace as a prefix, or unchanged where no prefix of ours fits.

    >>> compact("https://w3id.org/diplograph/actor/RUS")
    'actor:RUS'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
