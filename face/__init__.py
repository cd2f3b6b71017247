"""diplograph: knowledge graphs of geopolitical actors from news, with the sentence that proves each edge.

``KnowledgeGraph`` is where to begin: ``KnowledgeGraph.build("articles/")`` reads articles,
``KnowledgeGraph.open("graph.ttl")`` opens what was built; its docstring says what to ask it. ``questions`` are those of the
trade (who brokers, which blocs there are, who changed position), ``networks`` what claims become in NetworkX. Claims,
actors and errors are in ``diplograph.ontology``, the extractor and its readers in ``diplograph.extract``, all that is made
of claims in ``diplograph.graph``. The command does all of this from a shell: ``diplograph --help``.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diplograph.graph import KnowledgeGraph, networks, questions

    __version__: str

__all__ = ["KnowledgeGraph", "__version__", "networks", "questions"]


def __getattr__(name: str) -> Any:
    """The public names, each imported when it is first asked for: ``import diplograph.ontology`` alone stays light."""
    if name == "KnowledgeGraph":
        from diplograph.graph import KnowledgeGraph

        return KnowledgeGraph
    if name in ("networks", "questions"):
        from importlib import import_module

        return import_module(f"diplograph.graph.{name}")
    if name == "__version__":
        from importlib.metadata import version

        return version("diplograph")
    raise AttributeError(f"module 'diplograph' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *__all__]
