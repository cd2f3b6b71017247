"""Builds into stores, and what a store then holds."""

from pathlib import Path

from diplograph.graph.building import BuildReport
from diplograph.graph.knowledge_graph import KnowledgeGraph

__all__ = ["build", "statements"]


def build(archive: Path, store: Path, extractor: object, **options: object) -> BuildReport:
    """Build into a store and close it; gives the report."""
    with KnowledgeGraph.build(archive, extractor=extractor, store=store, on_error="collect", **options) as graph:  # type: ignore[arg-type]
        assert graph.report is not None
        return graph.report


def statements(store: Path) -> bytes:
    with KnowledgeGraph.open(store) as graph:
        return graph.serialize(".nq")
