"""Settings of the server, from ``server.yaml``: what bounds time, memory and connections."""

from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

import yaml
from diplograph.ontology import DataError

__all__ = ["Settings", "settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """See ``server.yaml``; all are whole numbers above 0."""

    processes_least: int
    processes_most: int
    waiting: int
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
    content = yaml.safe_load(files("diplograph.graph.server").joinpath("server.yaml").read_text("utf-8"))
    names = [field.name for field in fields(Settings)]
    if not isinstance(content, dict) or sorted(content) != sorted(names):
        raise DataError(f"server.yaml: the keys are {', '.join(names)}, each once")
    wrong = [name for name in names if not isinstance(content[name], int) or content[name] < 1]
    if wrong:
        raise DataError(f"server.yaml: {wrong[0]} is {content[wrong[0]]!r}; it must be a whole number above 0")
    return Settings(**content)
