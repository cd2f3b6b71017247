"""Namespaces and names of graphs: the prefixes that every graph file, query and table of diplograph shares."""

from types import MappingProxyType

from diplograph.ontology import identifiers

__all__ = [
    "CLAIMS_GRAPH",
    "COUNTS_GRAPH",
    "DERIVED_GRAPH",
    "DIRECT_GRAPH",
    "INDEX_GRAPH",
    "INTERNAL_GRAPHS",
    "PREFIXES",
    "STORE_TERMS",
    "compact",
]

DIRECT_GRAPH = identifiers.BASE + "graph/direct"
# What rules derive from claims; rebuilt and dropped as a whole.
DERIVED_GRAPH = identifiers.BASE + "graph/derived"

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
        "cameo": identifiers.CAMEO,
        "claim": identifiers.CLAIM,
        "dataset": identifiers.DATASET,
        "dcterms": "http://purl.org/dc/terms/",
        "derivation": identifiers.DERIVATION,
        "dg": identifiers.ONTOLOGY,
        "doc": identifiers.DOCUMENT,
        "event": identifiers.EVENT,
        "evidence": identifiers.EVIDENCE,
        "membership": identifiers.MEMBERSHIP,
        "oa": "http://www.w3.org/ns/oa#",
        "office": identifiers.OFFICE,
        "org": "http://www.w3.org/ns/org#",
        "outlet": identifiers.OUTLET,
        "owl": "http://www.w3.org/2002/07/owl#",
        "plover": identifiers.PLOVER,
        "proposition": identifiers.PROPOSITION,
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "rule": identifiers.RULE,
        "run": identifiers.RUN,
        "schema": "https://schema.org/",
        "store": identifiers.BASE + "store#",
        "story": identifiers.STORY,
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "software": identifiers.SOFTWARE,
        "wd": "http://www.wikidata.org/entity/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)

# What a store says of itself in those graphs, and ``store:quotes``, which searches.
STORE_TERMS = frozenset(
    {
        *("affirms", "announced", "band", "claims", "denies", "digest", "fingerprint", "format", "modality", "month"),
        *("polarity", "quotes", "relation", "total", "uncounted", "unindexed"),
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
