"""``diplograph page``, ``picture`` and ``brief``: a graph to look at, on the screen and on paper, and to read."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...queries import count
from ..options import GraphName, MinConfidence, Ontology, finish
from ..terminal import say, show_work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diplograph.ontology import Claim, Evidence

    from ...building import Failure

__all__ = ["brief", "page", "picture"]

Title = Annotated[str | None, typer.Option("--title", help="The heading; the title of the article where there is but one.")]


class Theme(StrEnum):
    """Which colours a picture has."""

    LIGHT = "light"
    DARK = "dark"


def page(
    graph: GraphName,
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML file.")] = Path("graph.html"),
    title: Title = None,
    with_text: Annotated[
        list[str] | None,
        typer.Option(
            "--with-text",
            metavar="ARTICLE",
            help="Articles of the graph that the page holds whole, to read beside their claims: where you may pass them on.",
        ),
    ] = None,
    min_confidence: MinConfidence = 0.0,
    ontology: Ontology = None,
) -> None:
    """Draw a graph as one interactive HTML file that works offline.

    The file holds everything and asks for nothing: send it, open it, keep it. It shows who deals with whom, who is kept out
    and who is against whom, with search, filters, a time slider, tables of memberships and exclusions, a timeline, and the
    sentence behind each line. What you choose stands in the address, so that a bookmark keeps it. Views
    named and saved in a page that stands there already stay.

    \b
    Example:
      diplograph page graph.ttl --output graph.html
      diplograph page graph.ttl --with-text talks.txt
    """
    from ...files import refuse_to_overwrite
    from ...knowledge_graph import KnowledgeGraph
    from ...page import page_title, write_page

    failures: list[Failure] = []
    with KnowledgeGraph.load(graph) as whole:
        opened = whole.confident(min_confidence)
        refuse_to_overwrite(output, with_text or ())
        texts = _read_texts(with_text, opened.claims, failures) if with_text else {}
        with show_work(f"Drawing {count(len(opened.claims), 'claim')}"):
            views = write_page(opened, output, title=title or page_title(opened.documents), texts=texts)
        kept = f", with the {count(views, 'named view')} of the page that it replaces" if views else ""
        say(f"{count(len(opened.claims), 'claim')}: {output}{kept}")
    finish(failures)


def _read_texts(articles: list[str], claims: "Sequence[Claim]", failures: "list[Failure]") -> dict[str, str]:
    """The texts of articles by id: of those alone that a claim quotes, and whose words stand where it says."""
    from diplograph.extract.readers import find_articles

    from ...building import read_articles

    quoted: dict[str, list[Evidence]] = {}
    for claim in claims:
        quoted.setdefault(claim.document, []).extend(claim.evidence)
    texts = {}
    for _, document in read_articles(find_articles(articles), failures.append):
        evidence = quoted.get(document.id)
        if evidence is None:
            say(f"{document.id}: no claim of the graph is from it; left out")
        elif any(document.text[one.start : one.end] != one.quote for one in evidence):
            say(f"{document.id}: not the text that the graph was built from; left out (diplograph verify says where)")
        else:
            texts[document.id] = document.text
    return texts


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


class BriefingFormat(StrEnum):
    """What a briefing is written as."""

    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"


def brief(  # noqa: PLR0913, PLR0917 - each is an option
    graph: GraphName,
    actors: Annotated[
        list[str],
        typer.Argument(metavar="ACTOR...", help="An actor or an organization by any of its names, or two of them."),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write; else standard output.")] = Path("-"),
    format_: Annotated[
        BriefingFormat | None,
        typer.Option("--format", help="What to write; else what the suffix of --output says (.md, .html, .docx), or markdown."),
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="TIME", help="The first day, month or year.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="TIME", help="The last day, month or year.")] = None,
    days: Annotated[
        int, typer.Option("--days", min=0, help="Claims that affirm and deny the same further apart are a change.")
    ] = 30,
    min_confidence: MinConfidence = 0.0,
    ontology: Ontology = None,
) -> None:
    """Write what a graph says of an actor, or of what two have to do with each other, as a report to read.

    Dated, quoted claims by relation, each with a footnote to its article. What one affirms and another denies of about the same
    time stands beside each other. DOCX is made by Pandoc, where it is installed.

    \b
    Example:
      diplograph brief graph.ttl Ukraine
      diplograph brief graph.ttl Russia Ukraine --since 2025-01 --output talks.html
      diplograph brief news NATO --min-confidence 0.5 --output nato.docx
    """
    from ...briefing import brief as make_briefing
    from ...briefing import write_briefing
    from ...knowledge_graph import KnowledgeGraph

    if len(actors) > 2:
        raise typer.BadParameter("give one actor or two", param_hint="ACTOR...")
    with KnowledgeGraph.load(graph) as opened:
        made = make_briefing(opened, *actors, since=since, until=until, min_confidence=min_confidence, days=days)
    if not made.parts:
        asked = " are of that time and as sure as that" if since or until or min_confidence else ""
        say(f"{made.title}: no claims in {graph}{asked}")
    write_briefing(made, output, format_)
    if str(output) != "-":
        say(f"{made.title}: {made.summary}, {count(len(made.contradictions), 'contradiction')}: {output}")
