"""Materialised counts of claims by relation, month, polarity and modality.

Counting a million claims anew takes seconds; reading some thousand counts takes none. Each batch leaves a record in the
index graph until the counts have taken it in: while there is one, the counts are behind, and readers count for themselves.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from diplograph.ontology.identifiers import BASE, digest

from ..terms import DG, STORE, Literal, Term, URIRef
from ..vocabulary import COUNTS_GRAPH, INDEX_GRAPH
from .articles import CountKey
from .engine import Deletion, Engine, lexical, local_name

__all__ = ["are_current", "count_claims", "read_counts", "replace_counts", "uncounted_batches"]

_COUNTS, _INDEX = URIRef(COUNTS_GRAPH), URIRef(INDEX_GRAPH)

_READ = f"""
SELECT ?relation ?month ?polarity ?modality ?claims {{
  GRAPH {_COUNTS} {{ ?row store:relation ?relation ; store:month ?month ; store:polarity ?polarity ;
    store:modality ?modality ; store:claims ?claims }}
}}
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


def uncounted_batches(engine: Engine) -> list[Term]:
    """The records of batches that the counts lack."""
    rows = engine.select(f"SELECT ?batch {{ GRAPH {_INDEX} {{ ?batch store:uncounted ?claims }} }}")
    return [row[0] for row in rows if row[0] is not None]


def are_current(engine: Engine) -> bool:
    """True where there are counts and they take every batch in."""
    rows = engine.select(f"SELECT ?row {{ GRAPH {_COUNTS} {{ ?row store:claims ?claims }} }} LIMIT 1")
    return any(True for _ in rows) and not uncounted_batches(engine)


def read_counts(engine: Engine) -> Counter[CountKey]:
    """The materialised counts as they are."""
    return _collect(engine, _READ)


def count_claims(engine: Engine) -> Counter[CountKey]:
    """The counts, taken from the claims themselves."""
    return _collect(engine, _COUNT)


def replace_counts(engine: Engine, counts: Mapping[CountKey, int], batches: Iterable[Term]) -> None:
    """Put ``counts`` in the place of all earlier ones, with ``batches`` taken in."""
    triples: list[str] = []
    totals: Counter[tuple[str, str]] = Counter()
    for key, number in sorted(counts.items()):
        if number > 0:
            row = f"<{BASE}count/{digest(*key)}>"
            triples += [f"{row} {STORE.relation} {DG[key.relation]}", f"{row} {STORE.month} {Literal(key.month)}"]
            triples += [f"{row} {STORE.polarity} {DG[key.polarity]}", f"{row} {STORE.modality} {DG[key.modality]}"]
            triples.append(f"{row} {STORE.claims} {Literal(number)}")
            totals[key.relation, key.month] += number
    for (relation, month), number in sorted(totals.items()):
        row = f"<{BASE}count/{digest(relation, month)}>"
        triples += [f"{row} {STORE.relation} {DG[relation]}", f"{row} {STORE.month} {Literal(month)}"]
        triples.append(f"{row} {STORE.total} {Literal(number)}")
    engine.write({_COUNTS: triples}, Deletion(graphs={_COUNTS}, indexed=set(batches)))


def _collect(engine: Engine, text: str) -> Counter[CountKey]:
    counts: Counter[CountKey] = Counter()
    for row in engine.select(text):
        relation, month, polarity, modality, number = (str(term or '""') for term in row)
        key = CountKey(local_name(relation), lexical(month), local_name(polarity), local_name(modality))
        counts[key] += int(lexical(number))
    return counts
