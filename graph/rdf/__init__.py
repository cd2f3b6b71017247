"""RDF: claims as triples and back, the names of terms, the files of graphs."""

from typing import TYPE_CHECKING

from diplograph.ontology.lazy_names import lazy_names

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
    from .reading import CHECKED, LINKS, READ, STORIES, CodedPairs, RdfReader, classes_read
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
    "CodedPairs",
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
    "classes_read",
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

# Who needs names of terms needs neither rdflib nor the actor base.
__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "actor_base": "serialize_actor_base tenure_triples tenures_of",
        "checking": "Violation check_dataset",
        "claims_to_rdf": (
            "Run Triple claim_triples described_nodes direct_triples document_triples evidence_iri node_triples "
            "proposition_iri run_triples"
        ),
        "formats": "FORMATS find_format",
        "node_kinds": "MisplacedNodeError check_nodes",
        "normalization": "Claims clean keep_confident normalize",
        "provenance": "current_time describe_run",
        "rdflib_datasets": "bind_prefixes default_graph new_dataset",
        "reading": "CHECKED CodedPairs LINKS READ RdfReader STORIES classes_read",
        "statements": "Statement by_graph from_quads has_blank_node refuse_foreign separate_direct to_nquads",
    },
)
