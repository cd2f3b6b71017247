"""Likeness of sketches: which articles tell one story, and which are worth comparing.

Whether two articles are alike depends on their two sketches alone, so the links between articles, and the stories that these
make, are the same whatever the order in which the articles come.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from .loading import load_settings
from .sketch import Sketch

__all__ = ["are_alike", "band_keys", "connect", "find_links", "resemblance", "shared_names"]

T = TypeVar("T", bound=str)

# By chance two lowest bytes are the same so often.
_BY_CHANCE = 1 / 256


def resemblance(one: Sketch, other: Sketch) -> float:
    """The estimated Jaccard index of the word shingles of two texts, with a standard error of 0.03."""
    different = int.from_bytes(one.values, "big") ^ int.from_bytes(other.values, "big")
    same = different.to_bytes(len(one.values), "big").count(0) / len(one.values)
    return max(0.0, (same - _BY_CHANCE) / (1 - _BY_CHANCE))


def shared_names(one: Sketch, other: Sketch) -> float:
    """Which share of the names and numbers of the text that has fewer the other one has too; 1 where it has none."""
    most = load_settings().most_names
    # Of a text with more names only those of the least hashes are known: up to there both are.
    known_to = min((max(names) for names in (one.names, other.names) if len(names) >= most), default=1 << 16)
    first, second = ({name for name in names if name <= known_to} for names in (one.names, other.names))
    fewer = min(len(first), len(second))
    return len(first & second) / fewer if fewer else 1.0


def are_alike(one: Sketch, other: Sketch) -> bool:
    """True where two articles tell one story in the same words. Symmetric, and true of an article and itself."""
    settings = load_settings()
    if min(one.words, other.words) < settings.short_words:
        least, least_names = settings.alike_if_short, settings.names_if_short
    else:
        least, least_names = settings.alike, settings.names
    if one.outlet == other.outlet != 0:
        least = max(least, settings.alike_in_one_outlet)
    return (
        resemblance(one, other) >= least
        and shared_names(one, other) >= least_names
        and not band_keys(one).isdisjoint(band_keys(other))
    )


def band_keys(sketch: Sketch) -> frozenset[int]:
    """A number for each band of the sketch: only articles that share one are compared (locality-sensitive hashing)."""
    settings = load_settings()
    rows, space = settings.rows, 256**settings.rows
    return frozenset(
        band * space + int.from_bytes(sketch.values[band * rows : (band + 1) * rows], "big") for band in range(settings.bands)
    )


def find_links(sketches: Mapping[T, Sketch]) -> Iterator[tuple[T, T]]:
    """Pairs of articles that are alike, enough of them that stories are whole; articles of equal sketches are one chain."""
    first_of: dict[Sketch, T] = {}
    by_key: dict[int, list[T]] = defaultdict(list)
    for article, sketch in sketches.items():
        first = first_of.setdefault(sketch, article)
        if first != article:
            yield first, article
            continue
        keys = band_keys(sketch)
        for other in {other for key in keys for other in by_key[key]}:
            if are_alike(sketch, sketches[other]):
                yield other, article
        for key in keys:
            by_key[key].append(article)


def connect(links: Iterable[tuple[T, T]]) -> list[list[T]]:
    """The articles that links join, directly or through others, each group in order."""
    from networkx.utils import UnionFind

    groups: UnionFind[T] = UnionFind()
    for one, other in links:
        groups.union(one, other)
    return sorted(sorted(group) for group in groups.to_sets())
