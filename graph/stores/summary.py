"""Summary of a store: what it holds, in figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.ontology import load_schema

from .oxigraph import is_store_directory, read_format_version
from .store import FORMAT_VERSION

if TYPE_CHECKING:
    from .store import Store

__all__ = ["Summary", "count_actors", "count_articles", "count_claims", "summarize"]

_ARTICLES = """
SELECT (COUNT(?d) AS ?articles) (MIN(?day) AS ?first) (MAX(?day) AS ?last) {
  ?d a schema:NewsArticle OPTIONAL { ?d dcterms:date ?day }
}"""
_STORIES = "SELECT (COUNT(DISTINCT ?story) AS ?stories) (COUNT(DISTINCT ?article) AS ?told) { ?story prov:hadMember ?article }"
_INSTANCES = "SELECT (COUNT(DISTINCT ?node) AS ?n) {{ VALUES ?kind {{ {kinds} }} ?node a ?kind }}"


@dataclass(frozen=True, slots=True)
class Summary:
    """``first`` and ``last`` are ISO dates of publication, None where no article has one; ``size`` is bytes on disk.

    ``stories`` are those that several articles tell in nearly the same words; in ``independent``, those articles count once.
    ``records`` are rows of coded events, which are no articles.
    """

    location: str
    format: int
    articles: int
    independent: int
    stories: int
    records: int
    actors: int
    relations: Mapping[str, int]
    first: str | None
    last: str | None
    size: int | None

    @property
    def claims(self) -> int:
        return sum(self.relations.values())

    def rows(self) -> list[tuple[str, str | int | None]]:
        """Name and value of each figure, the relations last, most frequent first."""
        labels = {name: relation.label for name, relation in load_schema().relations.items()}
        relations = sorted(self.relations.items(), key=lambda item: (-item[1], item[0]))
        return [
            ("location", self.location),
            ("store format", self.format),
            ("articles", self.articles),
            ("independent articles", self.independent),
            ("stories in several articles", self.stories),
            ("coded events", self.records or None),
            ("published from", self.first),
            ("published to", self.last),
            ("actors", self.actors),
            ("claims", self.claims),
            *((labels.get(name, name), number) for name, number in relations),
            ("size in bytes", self.size),
        ]


def summarize(store: "Store") -> Summary:
    """Count what ``store`` holds; raises GraphError where it cannot be read."""
    relations = store.relation_counts()
    articles = store.query(_ARTICLES).dicts()[0]
    stories, told = (int(str(number)) for number in store.query(_STORIES).rows[0])
    path = Path(store.location)
    is_directory = is_store_directory(path)
    size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) if is_directory else None
    version = read_format_version(path) if is_directory else FORMAT_VERSION
    first, last = (None if articles.get(name) is None else str(articles[name]) for name in ("first", "last"))
    number = int(str(articles["articles"]))
    independent = number - told + stories
    records = _count(store, ["dg:EventRecord"])
    return Summary(
        store.location, version, number, independent, stories, records, count_actors(store), relations, first, last, size
    )


def count_claims(store: "Store") -> int:
    """How many claims ``store`` holds, without reading them."""
    return _count(store, ["dg:Claim"])


def count_articles(store: "Store") -> int:
    """How many articles ``store`` holds."""
    return _count(store, ["schema:NewsArticle"])


def count_actors(store: "Store") -> int:
    """How many actors ``store`` describes, whether or not a claim names them."""
    return _count(store, [f"dg:{kind}" for kind in load_schema().kinds_of("Actor")])


def _count(store: "Store", kinds: list[str]) -> int:
    return int(str(store.query(_INSTANCES.format(kinds=" ".join(kinds))).rows[0][0]))
