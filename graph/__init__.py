"""What becomes of claims: RDF, SPARQL, NetworkX, a page.

>>> from diplograph.graph import KnowledgeGraph
>>> len(KnowledgeGraph.from_claims([]).claims)
0
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .knowledge_graph import KnowledgeGraph

__all__ = ["KnowledgeGraph"]


def __getattr__(name: str) -> Any:
    # Loaded on first use (PEP 562): the command's --help needs no rdflib.
    if name == "KnowledgeGraph":
        from .knowledge_graph import KnowledgeGraph

        return KnowledgeGraph
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
