"""What becomes of claims: RDF, SPARQL, NetworkX, a page.

>>> from diplograph.graph import KnowledgeGraph
>>> len(KnowledgeGraph.from_claims([]).claims)
0
"""

from typing import TYPE_CHECKING

from diplograph.ontology.lazy_names import lazy_names

if TYPE_CHECKING:
    from .knowledge_graph import KnowledgeGraph

__all__ = ["KnowledgeGraph"]

# The command's --help needs no rdflib.
__getattr__, __dir__ = lazy_names(__name__, {"knowledge_graph": "KnowledgeGraph"})
