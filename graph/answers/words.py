"""Answers in words: names and labels in place of IRIs, and columns that belong together as one.

A ``QueryResult`` keeps terms, for programs; whoever prints one for people passes it through here.
"""

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace

from diplograph.ontology import Modality, Polarity, load_schema
from diplograph.ontology.identifiers import ACTOR, ONTOLOGY

from ..queries import Answering, QueryResult, Value
from ..rdf import claim_status, compact, load_labels

__all__ = ["answer_in_words", "fold_columns", "in_words", "name_nodes"]

# What an IRI may hold, so that it can stand in a query.
_IRI = re.compile(r"https?://[^\x00-\x20<>\"{}|\\^`]+")
_ASKED_AT_ONCE = 500
_NAMES = """SELECT ?node ?name ?body {{
  VALUES ?node {{ {nodes} }}
  {{ ?node rdfs:label ?name }} UNION {{ ?node dcterms:identifier ?name }}
  UNION {{ ?node dg:candidate/rdfs:label ?name ; dg:organization/rdfs:label ?body }}
}}"""


def in_words(result: QueryResult, store: Answering) -> QueryResult:
    """The same rows with the label of each term of the ontology and the name that ``store`` has for each other node.

    What has neither keeps its short form ("claim:9f..."). Numbers and days stay as they are.
    """
    names = {**load_labels(), **name_nodes(store, (value for row in result for value in row))}
    return replace(result, rows=tuple(tuple(_worded(value, names) for value in row) for row in result))


def answer_in_words(result: QueryResult, store: Answering) -> QueryResult:
    """The table that people are shown: ``in_words``, with the columns that belong together as one."""
    return in_words(fold_columns(result), store)


def name_nodes(store: Answering, values: Iterable[Value]) -> dict[str, str]:
    """The names of those of ``values`` that are nodes: actors, events, documents, outlets; of a bid, candidate and body."""
    labels = load_labels()
    nodes = sorted({v for v in values if isinstance(v, str) and v not in labels and _IRI.fullmatch(v)})
    found: dict[str, str] = {}
    for start in range(0, len(nodes), _ASKED_AT_ONCE):
        chunk = " ".join(f"<{node}>" for node in nodes[start : start + _ASKED_AT_ONCE])
        for node, name, body in store.query(_NAMES.format(nodes=chunk)):
            found.setdefault(str(node), f"{name}" if body is None else f"{name} in {body}")
    return found | _known_names(node for node in nodes if node.startswith(ACTOR) and node not in found)


def _known_names(nodes: Iterable[str]) -> dict[str, str]:
    """Of actors that a graph names in what was derived alone, the names that the actor base has."""
    missing = list(nodes)
    if not missing:
        return {}
    from diplograph.ontology.actors import load_name_index

    index = load_name_index()
    return {node: actor.name for node in missing if (actor := index.of_iri(node)) is not None}


def _worded(value: Value, names: Mapping[str, str]) -> Value:
    return (names.get(value) or compact(value)) if isinstance(value, str) else value


def fold_columns(result: QueryResult) -> QueryResult:
    """The same rows with one column "status" for polarity, modality and speaker ("alleged by Oslo"), and one for a day and
    what it is of ("2024-02-26 (published)"), one for a relation in its manner ("is kept out of"); also where the names of such
    columns begin alike ("before_polarity").

    A speaker that stands before the polarity keeps its column too: it is what the answer is about. For terms, before
    ``in_words``.
    """
    for start in _beginnings(result.columns, "polarity"):
        result = _fold_status(result, start)
    for start in _beginnings(result.columns, "manner"):
        result = _fold(result, [start + "relation", start + "manner"], start + "relation", _relation)
    for start in _beginnings(result.columns, "day_of"):
        result = _fold(result, [start + "day", start + "day_of"], start + "day", _day)
    return result


def _beginnings(columns: Sequence[str], ending: str) -> list[str]:
    return [column.removesuffix(ending) for column in columns if column.endswith(ending)]


def _fold_status(result: QueryResult, start: str) -> QueryResult:
    polarity, modality, speaker = (start + name for name in ("polarity", "modality", "speaker"))
    columns = result.columns
    if modality not in columns:
        return result
    parts = [polarity, modality, *([speaker] if speaker in columns else [])]
    stays = {speaker} if speaker in columns and columns.index(speaker) < columns.index(polarity) else set()
    return _fold(result, parts, start + "status", _status, stays)


def _fold(
    result: QueryResult, parts: Sequence[str], name: str, write: Callable[..., Value], stays: Container[str] = ()
) -> QueryResult:
    """The columns ``parts`` as one, in the place of the first of them; as they are where one is missing. ``stays`` stay."""
    if not set(parts) <= set(result.columns):
        return result
    places = [result.columns.index(part) for part in parts]
    gone = {place for place in places[1:] if result.columns[place] not in stays}
    kept = [place for place in range(len(result.columns)) if place not in gone]
    columns = tuple(name if place == places[0] else result.columns[place] for place in kept)
    rows = (
        tuple(write(*(row[part] for part in places)) if place == places[0] else row[place] for place in kept) for row in result
    )
    return replace(result, columns=columns, rows=tuple(rows))


def _status(polarity: Value, modality: Value, speaker: Value = None) -> Value:
    if polarity is None or modality is None:
        return None
    names = [str(term).removeprefix(ONTOLOGY) for term in (polarity, modality)]
    try:
        return claim_status(Polarity(names[0]), Modality(names[1]), str(speaker) if speaker else None)
    except ValueError:  # a query of somebody's own, whose columns hold other things
        return ", ".join(map(str, filter(None, (*names, speaker))))


def _relation(relation: Value, manner: Value) -> Value:
    """A relation as its manner says it; as it is where there is no manner, or none that the ontology knows of it."""
    known = load_schema().relations.get(str(relation).removeprefix(ONTOLOGY))
    manners = known.manners if known is not None else ()
    return next((one.phrase for one in manners if ONTOLOGY + one.name == manner), relation)


def _day(day: Value, of: Value) -> Value:
    return f"{day} (published)" if of == "publication" else day
