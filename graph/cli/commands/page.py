"""``diplograph page`` and ``diplograph picture``: a graph to look at, on the screen and on paper."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ...queries import count
from ..options import GraphName, MinConfidence, Ontology
from ..terminal import say, show_work

__all__ = ["page", "picture"]

Title = Annotated[str | None, typer.Option("--title", help="The heading; the title of the article where there is but one.")]


class Theme(StrEnum):
    """Which colours a picture has."""

    LIGHT = "light"
    DARK = "dark"


def page(
    graph: GraphName,
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML file.")] = Path("graph.html"),
    title: Title = None,
    min_confidence: MinConfidence = 0.0,
    ontology: Ontology = None,
) -> None:
    """Draw a graph as one interactive HTML file that works offline.

    The file holds everything and asks for nothing: send it, open it, keep it. It shows who deals with whom, who is kept out
    and who is against whom, with search, filters, a time slider, tables of memberships and exclusions, a timeline, and the
    sentence behind each line. What you choose stands in the address, so that a bookmark keeps it.

    \b
    Example:
      diplograph page graph.ttl --output graph.html
    """
    from ...knowledge_graph import KnowledgeGraph
    from ...page import page_title, write_page

    with KnowledgeGraph.load(graph) as whole:
        opened = whole.confident(min_confidence)
        with show_work(f"Drawing {count(len(opened.claims), 'claim')}"):
            write_page(opened, output, title=title or page_title(opened.documents))
        say(f"{count(len(opened.claims), 'claim')}: {output}")


def picture(
    graph: GraphName,
    output: Annotated[Path, typer.Option("--output", "-o", help="The picture, an .svg file.")] = Path("graph.svg"),
    title: Title = None,
    theme: Annotated[Theme, typer.Option("--theme", help="Colours on white or on black.")] = Theme.LIGHT,
    min_confidence: MinConfidence = 0.0,
    ontology: Ontology = None,
) -> None:
    """Draw a graph as a picture for print: the drawing and the legend of the page as SVG, made without a browser.

    \b
    Example:
      diplograph picture graph.ttl --output graph.svg
    """
    from ...knowledge_graph import KnowledgeGraph
    from ...page import page_title, write_picture

    with KnowledgeGraph.load(graph) as whole:
        opened = whole.confident(min_confidence)
        with show_work(f"Drawing {count(len(opened.claims), 'claim')}"):
            write_picture(opened, output, title=title or page_title(opened.documents), theme=theme.value)
        say(f"{count(len(opened.claims), 'claim')}: {output}")
