"""diplograph: knowledge graphs of geopolitical actors from news, with the sentence that proves each edge.

``KnowledgeGraph`` is where to begin: ``KnowledgeGraph.build("articles/")`` reads articles, ``KnowledgeGraph.open("graph.ttl")``
opens what was built; its docstring says what to ask it. Claims, actors and errors are in ``diplograph.ontology``, the extractor
and its readers in ``diplograph.extract``, all that is made of claims in ``diplograph.graph``. The command does all of this
from a shell: ``diplograph --help``.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diplograph.graph import KnowledgeGraph

    __version__: str

__all__ = ["KnowledgeGraph", "__version__"]


def __getattr__(name: str) -> Any:
    """The public names, each imported when it is first asked for: ``import diplograph.ontology`` alone stays light."""
    if name == "KnowledgeGraph":
        from diplograph.graph import KnowledgeGraph

        return KnowledgeGraph
    if name == "__version__":
        from importlib.metadata import version

        return version("diplograph")
    raise AttributeError(f"module 'diplograph' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *__all__]
