"""RDF: claims as triples and back, the names of terms, the files of graphs."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .labels import MODALITY_WORDS, POLARITY_WORDS, claim_status, load_labels
from .namespaces import (
    CLAIMS_GRAPH,
    COUNTS_GRAPH,
    DERIVED_GRAPH,
    DIRECT_GRAPH,
    INDEX_GRAPH,
    INTERNAL_GRAPHS,
    PREFIXES,
    STORE_TERMS,
    compact,
)
from .terms import DCTERMS, DG, OA, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, STORE, XSD, Literal, Term, URIRef

if TYPE_CHECKING:
    from .actor_base import serialize_actor_base, tenure_triples, tenures_of
    from .checking import Violation, check_dataset
    from .claims_to_rdf import (
        Run,
        Triple,
        claim_triples,
        described_nodes,
        direct_triples,
        document_triples,
        evidence_iri,
        node_triples,
        proposition_iri,
        run_triples,
    )
    from .formats import FORMATS, find_format
    from .node_kinds import MisplacedNodeError, check_nodes
    from .normalization import Claims, clean, keep_confident, normalize
    from .provenance import current_time, describe_run
    from .rdflib_datasets import bind_prefixes, default_graph, new_dataset
    from .reading import CHECKED, LINKS, READ, STORIES, RdfReader
    from .statements import Statement, by_graph, from_quads, has_blank_node, refuse_foreign, separate_direct, to_nquads

__all__ = [
    "CHECKED",
    "CLAIMS_GRAPH",
    "COUNTS_GRAPH",
    "DCTERMS",
    "DERIVED_GRAPH",
    "DG",
    "DIRECT_GRAPH",
    "FORMATS",
    "INDEX_GRAPH",
    "INTERNAL_GRAPHS",
    "LINKS",
    "MODALITY_WORDS",
    "OA",
    "OWL",
    "POLARITY_WORDS",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "READ",
    "SCHEMA",
    "SKOS",
    "STORE",
    "STORE_TERMS",
    "STORIES",
    "XSD",
    "Claims",
    "Literal",
    "MisplacedNodeError",
    "RdfReader",
    "Run",
    "Statement",
    "Term",
    "Triple",
    "URIRef",
    "Violation",
    "bind_prefixes",
    "by_graph",
    "check_dataset",
    "check_nodes",
    "claim_status",
    "claim_triples",
    "clean",
    "compact",
    "current_time",
    "default_graph",
    "describe_run",
    "described_nodes",
    "direct_triples",
    "document_triples",
    "evidence_iri",
    "find_format",
    "from_quads",
    "has_blank_node",
    "keep_confident",
    "load_labels",
    "new_dataset",
    "node_triples",
    "normalize",
    "proposition_iri",
    "refuse_foreign",
    "run_triples",
    "separate_direct",
    "serialize_actor_base",
    "tenure_triples",
    "tenures_of",
    "to_nquads",
]

_HOMES = {
    "serialize_actor_base": "actor_base",
    "tenure_triples": "actor_base",
    "tenures_of": "actor_base",
    "Violation": "checking",
    "check_dataset": "checking",
    "clean": "normalization",
    "evidence_iri": "claims_to_rdf",
    "CHECKED": "reading",
    "LINKS": "reading",
    "READ": "reading",
    "STORIES": "reading",
    "RdfReader": "reading",
    "Run": "claims_to_rdf",
    "Triple": "claims_to_rdf",
    "claim_triples": "claims_to_rdf",
    "described_nodes": "claims_to_rdf",
    "direct_triples": "claims_to_rdf",
    "document_triples": "claims_to_rdf",
    "node_triples": "claims_to_rdf",
    "proposition_iri": "claims_to_rdf",
    "run_triples": "claims_to_rdf",
    "FORMATS": "formats",
    "find_format": "formats",
    "MisplacedNodeError": "node_kinds",
    "check_nodes": "node_kinds",
    "Claims": "normalization",
    "keep_confident": "normalization",
    "normalize": "normalization",
    "current_time": "provenance",
    "describe_run": "provenance",
    "bind_prefixes": "rdflib_datasets",
    "default_graph": "rdflib_datasets",
    "new_dataset": "rdflib_datasets",
    "Statement": "statements",
    "by_graph": "statements",
    "from_quads": "statements",
    "has_blank_node": "statements",
    "refuse_foreign": "statements",
    "separate_direct": "statements",
    "to_nquads": "statements",
}


def __getattr__(name: str) -> Any:
    # Loaded on first use (PEP 562): who needs names of terms needs neither rdflib nor the actor base.
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
