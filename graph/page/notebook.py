"""The page in a notebook: a frame of its own, which can reach neither the notebook nor its cookies."""

from html import escape

from .rendering import ClaimGraph, page_html
from .scripts import hash_source, load_library, load_loader, load_template, pack_library, page_policy

__all__ = ["MOST_CLAIMS", "SharedLibrary", "page_frame", "share_library"]

# A notebook stores each output: beyond this the page is a file of its own.
MOST_CLAIMS = 5000
_HEIGHT, _LIBRARY_HEIGHT = 640, 34
_FRAME_STYLE = ":root{color-scheme:light dark}body,p{margin:0}p{padding:0 10px;font:13px/34px system-ui,sans-serif}"
# Whether a frame with the library has been shown, so that the pages after it need none of their own.
_shown: set[str] = set()


class SharedLibrary:
    """The one copy of vis-network and the page's script that all pages of a notebook share, shown in a cell of its own.

    Pages that are shown after it ask its frame for them: each takes some 200 kB less.

    >>> from diplograph.graph.page import share_library
    >>> share_library()
    <SharedLibrary: for the pages of this notebook>
    """

    def __repr__(self) -> str:
        return "<SharedLibrary: for the pages of this notebook>"

    def _repr_html_(self) -> str:
        from markupsafe import Markup

        _shown.add(hash_source(load_library()))
        page = load_template("library").render(
            policy=page_policy(_FRAME_STYLE),
            style=Markup(_FRAME_STYLE),
            library=pack_library(),
            library_hash=hash_source(load_library()),
            loader=Markup(load_loader()),
        )
        return _frame(page, "What the pages below share", _LIBRARY_HEIGHT, "allow-scripts")


def share_library() -> SharedLibrary:
    """What a notebook shows in one cell, before its graphs, where it shows several: their pages then share what it holds.

    To have whole pages again, start the kernel anew without it: a page alone outside the notebook cannot ask for it.
    """
    return SharedLibrary()


def page_frame(graph: ClaimGraph, *, title: str) -> str:
    """HTML of a sandboxed frame that holds the page of ``graph``; for more than 5,000 claims, how to write it instead.

    Once a notebook has shown ``share_library()``, the page leaves to its frame what all pages have.
    """
    if len(graph.claims) > MOST_CLAIMS:
        advice = "from pathlib import Path; from diplograph.graph.page import write_page; "
        advice += 'write_page(graph, Path("graph.html"), title="…")'
        return f"<p>{len(graph.claims):,} claims are too many for a notebook. Write the page: <code>{escape(advice)}</code></p>"
    # No allow-same-origin: scripts of the frame run, but in an origin of their own.
    sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"
    return _frame(page_html(graph, title=title, own_library=not _shown), title, _HEIGHT, sandbox)


def _frame(page: str, title: str, height: int, sandbox: str) -> str:
    return (
        f'<iframe sandbox="{sandbox}" title="{escape(title, quote=True)}" width="100%" height="{height}" '
        f'style="border:1px solid #8884;border-radius:6px" srcdoc="{escape(page, quote=True)}"></iframe>'
    )
