"""Upkeep of stories: what a write has to change of them, found without a look at all other articles.

The index has a number for each band of an article's sketch (``band_keys``), by which those are found that may be like it. Which
articles are alike depends on them alone and a story is all that likeness joins, so that whatever comes in whatever order and
goes again, the stories are those of the articles that are there.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from diplograph.ontology.identifiers import STORY, digest

from ...rdf import DG, INDEX_GRAPH, PROV, RDF, STORE, Literal, Term, URIRef
from ...stories import Sketch, are_alike, band_keys, connect, find_links, read_sketch
from ..engine import Deletion, Engine, holds, in_chunks, lexical

__all__ = ["StoryChange", "StoryKeeper", "index_sketches", "restore_stories"]

_INDEX = URIRef(INDEX_GRAPH)
_AT_ONCE = 2_000

_LACKING = f"""
SELECT ?article ?sketch {{
  ?article dg:sketch ?sketch FILTER NOT EXISTS {{ GRAPH {_INDEX} {{ ?article store:band ?key }} }}
}}
"""


@dataclass(frozen=True, slots=True)
class StoryChange:
    """Triples that come, of stories and for the index, and stories that go with all their triples."""

    triples: list[str] = field(default_factory=list)
    index: list[str] = field(default_factory=list)
    gone: set[Term] = field(default_factory=set)


class StoryKeeper:
    """Says what becomes of the stories of a store when articles come and go; it writes nothing."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def change(self, coming: Mapping[Term, Sketch], going: Collection[Term] = ()) -> StoryChange:
        """What changes when articles come with these sketches and those of ``going`` leave; one that is changed does both."""
        if not coming and not going:
            return StoryChange()
        keys = {article: band_keys(sketch) for article, sketch in coming.items()}
        alike = self._find_alike(coming, keys, {*coming, *going})
        halved = self._stories_of(going)
        members = self._members(halved | self._stories_of({other for _, other in alike} | coming.keys() - set(going)))
        links = [*alike, *find_links(coming)]
        for story, articles in members.items():
            # Of what stays of a story in which nobody leaves, nothing needs to be compared.
            staying = [article for article in articles if article not in going]
            links += find_links(self._sketches(staying)) if story in halved else pairwise(staying)
        told = {_name(group): group for group in connect(links)}
        unchanged = {story for story, group in told.items() if sorted(members.get(story, ())) == group}
        triples = [triple for story, group in told.items() if story not in unchanged for triple in _describe(story, group)]
        index = [f"{article} {STORE.band} {Literal(key)}" for article in coming for key in sorted(keys[article])]
        return StoryChange(triples, index, members.keys() - unchanged)

    def _find_alike(
        self, coming: Mapping[Term, Sketch], keys: Mapping[Term, Collection[int]], ignoring: Collection[Term]
    ) -> list[tuple[Term, Term]]:
        """Each article that comes with each one of the store that is like it."""
        by_key: dict[Term, list[Term]] = defaultdict(list)
        for article, numbers in keys.items():
            for number in numbers:
                by_key[Literal(number)].append(article)
        candidates: dict[Term, set[Term]] = defaultdict(set)
        for other, key in self._engine.subjects(sorted(by_key), STORE.band, _INDEX):
            if other not in ignoring:
                candidates[other].update(by_key[key])
        sketches = self._sketches(candidates)
        return [
            (article, other)
            for other, sketch in sketches.items()
            for article in sorted(candidates[other])
            if are_alike(coming[article], sketch)
        ]

    def _sketches(self, articles: Iterable[Term]) -> dict[Term, Sketch]:
        found: dict[Term, Sketch] = {}
        for article, text in sorted(self._engine.objects(sorted(articles), DG.sketch)):
            sketch = read_sketch(lexical(text))
            if sketch is not None:
                found.setdefault(article, sketch)
        return found

    def _stories_of(self, articles: Iterable[Term]) -> set[Term]:
        return {story for story, _ in self._engine.subjects(sorted(articles), PROV.hadMember)}

    def _members(self, stories: Iterable[Term]) -> dict[Term, list[Term]]:
        members: dict[Term, list[Term]] = defaultdict(list)
        for story, article in self._engine.objects(sorted(stories), PROV.hadMember):
            members[story].append(article)
        return members


def index_sketches(engine: Engine, *, whole: bool) -> None:
    """Give articles that came from elsewhere their place in the index, and in the stories of this store.

    With ``whole``, where all that the store has came together, their stories came with them.
    """
    keeper = StoryKeeper(engine)
    is_first = whole and not holds(engine, f"GRAPH {_INDEX} {{ ?article store:band ?key }}")
    for sketches in _read_chunks(engine, _LACKING):
        if is_first:
            engine.write(
                {
                    _INDEX: [
                        f"{article} {STORE.band} {Literal(key)}" for article in sketches for key in band_keys(sketches[article])
                    ]
                }
            )
        else:
            _write(engine, keeper.change(sketches))


def restore_stories(engine: Engine) -> None:
    """Make the stories of all articles whole again, where a write that was not may have left some in part."""
    keeper = StoryKeeper(engine)
    for sketches in _read_chunks(engine, "SELECT ?article ?sketch { ?article dg:sketch ?sketch }"):
        _write(engine, keeper.change(sketches))


def _read_chunks(engine: Engine, query: str) -> Iterator[dict[Term, Sketch]]:
    # Read to the end first: what is written meanwhile must not show in what is read.
    rows = [(row[0], row[1]) for row in engine.select(query)]
    for chunk in in_chunks(
        sorted((article, text) for article, text in rows if article is not None and text is not None), _AT_ONCE
    ):
        read = ((article, read_sketch(lexical(text))) for article, text in chunk if article.startswith("<"))
        yield {article: sketch for article, sketch in read if sketch is not None}


def _write(engine: Engine, change: StoryChange) -> None:
    deletion = Deletion(subjects=change.gone) if change.gone else None
    engine.write({None: change.triples, _INDEX: change.index}, deletion)


def _name(group: Collection[Term]) -> Term:
    """A story is called by its first article, so that it keeps its name while others join."""
    return URIRef(STORY + digest(min(group).strip("<>")))


def _describe(story: Term, group: Collection[Term]) -> Iterator[str]:
    yield f"{story} {RDF.type} {DG.Story}"
    yield f"{story} {RDF.type} {PROV.Collection}"
    for article in group:
        yield f"{story} {PROV.hadMember} {article}"
