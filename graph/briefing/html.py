"""A briefing as one HTML file that asks for nothing: footnotes lead to the sources and back."""

from importlib.resources import files

from .content import Briefing, Contradiction
from .markdown import is_web_address

__all__ = ["to_html"]


def to_html(briefing: Briefing) -> str:
    """The report as a page; text of articles is escaped, and its direction is kept to itself."""
    from jinja2 import Environment

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["plain"] = _plain
    environment.tests["contradiction"] = lambda item: isinstance(item, Contradiction)
    environment.tests["web_address"] = is_web_address
    template = environment.from_string(files("diplograph.graph.briefing").joinpath("briefing.html").read_text("utf-8"))
    return template.render(briefing=briefing)


def _plain(text: str) -> str:
    from ..safe_text import printable

    return " ".join(printable(text).split())
