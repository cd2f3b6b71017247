"""Settings of the server, from ``server.yaml``: what bounds time, memory and connections."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..limits import read_limits

__all__ = ["Settings", "settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """See ``server.yaml``; all are whole numbers above 0."""

    processes_least: int
    processes_most: int
    waiting: int
    waiting_seconds: int
    page_seconds: int
    answer_seconds: int
    write_seconds: int
    writes_waiting: int
    publish_seconds: int
    connections: int
    header_seconds: int
    silence_seconds: int
    idle_seconds: int
    header_bytes: int
    query_bytes: int
    write_bytes: int
    address_characters: int
    answer_bytes: int
    page_rows: int
    page_claims: int
    article_claims: int
    feed_claims: int
    drawn_claims: int
    exported_claims: int
    cache_bytes: int
    counts_remembered: int
    follow_seconds: int


@cache
def settings() -> Settings:
    """The settings; raises DataError where the file lacks one, has one that nobody knows, or one that is no number.

    >>> settings().page_claims
    50
    """
    return read_limits(Settings, files("diplograph.graph.server") / "server.yaml")
