"""Materialised counts of claims by relation, month, polarity and modality.

Counting a million claims anew takes seconds; reading some thousand counts takes none. Each batch leaves a record in the
index graph until the counts have taken it in: while there is one, the counts are behind, and readers count for themselves.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from diplograph.ontology.identifiers import BASE, digest

from ..rdf import COUNTS_GRAPH, DCTERMS, DG, INDEX_GRAPH, PROV, STORE, Literal, Term, URIRef
from .articles import CountKey, month_of
from .engine import Deletion, Engine, holds, in_chunks, is_of_ours, lexical, local_name

__all__ = [
    "are_current",
    "are_there",
    "change_counts",
    "count_claims",
    "read_counts",
    "read_totals",
    "replace_counts",
    "uncounted_batches",
]

_COUNTS, _INDEX = URIRef(COUNTS_GRAPH), URIRef(INDEX_GRAPH)

_ARTICLES_AT_ONCE = 1000
_PARTS = (DG.relation, DG.polarity, DG.modality)

_READ = f"""
SELECT ?relation ?month ?polarity ?modality ?claims {{
  GRAPH {_COUNTS} {{ ?row store:relation ?relation ; store:month ?month ; store:polarity ?polarity ;
    store:modality ?modality ; store:claims ?claims }}
}}
"""

_TOTALS = f"""
SELECT ?relation (SUM(?claims) AS ?number) {{
  GRAPH {_COUNTS} {{ ?row store:relation ?relation ; store:total ?claims }}
}} GROUP BY ?relation
"""

_COUNT = """
SELECT ?relation ?month ?polarity ?modality (COUNT(?c) AS ?claims) {
  ?c dg:relation ?relation ; dg:polarity ?polarity ; dg:modality ?modality ; prov:wasDerivedFrom ?d .
  OPTIONAL { ?c dg:start ?start }
  OPTIONAL { ?d dcterms:date ?published }
  BIND(SUBSTR(STR(COALESCE(?start, ?published, "")), 1, 7) AS ?month)
}
GROUP BY ?relation ?month ?polarity ?modality
"""


_DOCUMENTS = "SELECT ?d { { ?d a schema:NewsArticle } UNION { ?d a dg:EventRecord } }"


def uncounted_batches(engine: Engine) -> list[Term]:
    """The records of batches that the counts lack."""
    rows = engine.select(f"SELECT ?batch {{ GRAPH {_INDEX} {{ ?batch store:uncounted ?claims }} }}")
    return [row[0] for row in rows if row[0] is not None]


def are_current(engine: Engine) -> bool:
    """True where there are counts and they take every batch in."""
    return are_there(engine) and not uncounted_batches(engine)


def are_there(engine: Engine) -> bool:
    """True where there are counts, be they behind or not."""
    return holds(engine, f"GRAPH {_COUNTS} {{ ?row store:claims ?claims }}")


def read_counts(engine: Engine) -> Counter[CountKey]:
    """The materialised counts as they are."""
    return _collect(engine, _READ)


def read_totals(engine: Engine) -> Counter[str]:
    """The materialised counts, of each relation over all months."""
    found = ((str(relation), str(number)) for relation, number in engine.select(_TOTALS))
    return Counter({local_name(relation): int(lexical(number)) for relation, number in found if is_of_ours(relation)})


def count_claims(engine: Engine) -> Counter[CountKey]:
    """The counts, taken from the claims themselves.

    An engine in this process is asked article by article: its grouping of optional parts grows with the square of them.
    """
    if not engine.is_near:
        return _collect(engine, _COUNT)
    counts: Counter[CountKey] = Counter()
    articles = (row[0] for row in engine.select(_DOCUMENTS) if row[0] is not None)
    for chunk in in_chunks(articles, _ARTICLES_AT_ONCE):
        published = dict(engine.objects(chunk, DCTERMS.date))
        article_of = dict(engine.subjects(chunk, PROV.wasDerivedFrom))
        parts = {part: dict(engine.objects(list(article_of), part)) for part in _PARTS}
        starts = dict(engine.objects(list(article_of), DG.start))
        for claim in parts[DG.relation].keys() & parts[DG.polarity].keys() & parts[DG.modality].keys():
            start, day = (
                None if term is None else lexical(term) for term in (starts.get(claim), published.get(article_of[claim]))
            )
            named = [parts[part][claim] for part in _PARTS]
            if not all(map(is_of_ours, named)):
                continue
            relation, polarity, modality = map(local_name, named)
            counts[CountKey(relation, month_of(start, day), polarity, modality)] += 1
    return counts


def replace_counts(engine: Engine, counts: Mapping[CountKey, int], batches: Iterable[Term]) -> None:
    """Put ``counts`` in the place of all earlier ones, with ``batches`` taken in."""
    triples = _rows(counts, _totals(counts))
    if holds(engine, f"GRAPH {_COUNTS} {{ ?row ?p ?o }}"):
        engine.write({_COUNTS: triples}, Deletion(graphs={_COUNTS}, indexed=set(batches)))
        return
    # The first counts of a large load are many, and new data goes in faster alone; until the records go they count for nothing.
    engine.write({_COUNTS: triples})
    engine.write({}, Deletion(indexed=set(batches)))


def change_counts(engine: Engine, change: Mapping[CountKey, int], batches: Iterable[Term]) -> None:
    """Add ``change`` to the counts, which take in all but ``batches``: at the cost of what has changed, not of all there is.

    For engines in this process: one that takes a write in steps could be left with half of them, and no sign of it.
    """
    totals = _totals(change)
    numbers, sums = _present(engine, map(_row, change), STORE.claims), _present(engine, map(_row, totals), STORE.total)
    changed = {key: number + numbers[_row(key)] for key, number in change.items()}
    changed_totals = {key: number + sums[_row(key)] for key, number in totals.items()}
    engine.write(
        {_COUNTS: _rows(changed, changed_totals)},
        Deletion(counted={*map(_row, changed), *map(_row, changed_totals)}, indexed=set(batches)),
    )


def _totals(counts: Mapping[CountKey, int]) -> Counter[tuple[str, str]]:
    totals: Counter[tuple[str, str]] = Counter()
    for key, number in counts.items():
        totals[key.relation, key.month] += number
    return totals


def _row(key: tuple[str, ...]) -> Term:
    """The node of a count, or of a total."""
    return URIRef(f"{BASE}count/{digest(*key)}")


def _present(engine: Engine, rows: Iterable[Term], predicate: Term) -> Counter[Term]:
    return Counter({row: int(lexical(number)) for row, number in engine.objects(rows, predicate, _COUNTS)})


def _rows(counts: Mapping[CountKey, int], totals: Mapping[tuple[str, str], int]) -> list[str]:
    triples: list[str] = []
    for key, number in sorted(counts.items()):
        if number > 0:
            row = _row(key)
            triples += [f"{row} {STORE.relation} {DG[key.relation]}", f"{row} {STORE.month} {Literal(key.month)}"]
            triples += [f"{row} {STORE.polarity} {DG[key.polarity]}", f"{row} {STORE.modality} {DG[key.modality]}"]
            triples.append(f"{row} {STORE.claims} {Literal(number)}")
    for (relation, month), number in sorted(totals.items()):
        if number > 0:
            row = _row((relation, month))
            triples += [f"{row} {STORE.relation} {DG[relation]}", f"{row} {STORE.month} {Literal(month)}"]
            triples.append(f"{row} {STORE.total} {Literal(number)}")
    return triples


def _collect(engine: Engine, text: str) -> Counter[CountKey]:
    counts: Counter[CountKey] = Counter()
    for row in engine.select(text):
        relation, month, polarity, modality, number = (str(term or '""') for term in row)
        if not all(map(is_of_ours, (relation, polarity, modality))):
            continue
        key = CountKey(local_name(relation), lexical(month), local_name(polarity), local_name(modality))
        counts[key] += int(lexical(number))
    return counts
