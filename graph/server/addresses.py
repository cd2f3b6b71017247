"""Addresses of the site: which path shows which view, and what may be asked of it; the server passes requests on by them."""

from dataclasses import dataclass

__all__ = ["ADDRESSES", "FILES", "Address", "api_path"]


@dataclass(frozen=True, slots=True)
class Address:
    """A path with the view that answers it; ``{id}`` in it is the id of an actor, an article or a claim."""

    view: str
    path: str
    summary: str


ADDRESSES = (
    Address("overview", "/", "What the store holds"),
    Address("search", "/search", "Actors, articles and sentences by a name or by words"),
    Address("actors", "/actors", "Actors, those named most first"),
    Address("actor", "/actors/{id:path}", "One actor with claims, names, offices, memberships and neighbours"),
    Address("articles", "/articles", "Articles, the latest first"),
    Address("article", "/articles/{id:path}", "One article with its claims in reading order"),
    Address("claims", "/claims", "Claims that fulfil conditions, the latest first"),
    Address("claim", "/claims/{id:path}", "One claim with every sentence that proves it"),
    Address("questions", "/questions", "The questions that come with diplograph"),
    Address("question", "/questions/{question}", "One question, with its answer where all that it asks for is given"),
    Address("sparql", "/sparql", "A query of one's own in SPARQL"),
    Address("downloads", "/downloads", "The formats in which a selection of claims can be had"),
)
FILES = (
    Address("export", "/downloads/graph.{format}", "A selection of claims in a format"),
    Address("drawing", "/drawing", "A selection of claims as an interactive drawing"),
    Address("feed", "/feeds/claims.atom", "The claims of the latest articles as an Atom feed"),
    Address("actor_feed", "/feeds/actors/{id:path}.atom", "The claims of the latest articles about an actor as an Atom feed"),
)


def api_path(path: str) -> str:
    """Where the JSON of a page is.

    >>> api_path("/"), api_path("/actors/RUS")
    ('/api/overview', '/api/actors/RUS')
    """
    return "/api/overview" if path == "/" else f"/api{path}"
