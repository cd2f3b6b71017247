"""The page in a notebook: a frame of its own, which can reach neither the notebook nor its cookies."""

from html import escape

from .rendering import ClaimGraph, page_html

__all__ = ["MOST_CLAIMS", "page_frame"]

# A notebook stores each output: beyond this the page is a file of its own.
MOST_CLAIMS = 5000
_HEIGHT = 640


def page_frame(graph: ClaimGraph, *, title: str) -> str:
    """HTML of a sandboxed frame that holds the page of ``graph``; for more than 5,000 claims, how to write it instead."""
    if len(graph.claims) > MOST_CLAIMS:
        advice = "from pathlib import Path; from diplograph.graph.page import write_page; "
        advice += 'write_page(graph, Path("graph.html"), title="…")'
        return f"<p>{len(graph.claims):,} claims are too many for a notebook. Write the page: <code>{escape(advice)}</code></p>"
    # No allow-same-origin: scripts of the frame run, but in an origin of their own.
    sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"
    page = escape(page_html(graph, title=title), quote=True)
    return (
        f'<iframe sandbox="{sandbox}" title="{escape(title, quote=True)}" width="100%" height="{_HEIGHT}" '
        f'style="border:1px solid #8884;border-radius:6px" srcdoc="{page}"></iframe>'
    )
