"""Views that ask: the ready questions as forms, and SPARQL with the names of the graph in the answer."""

import warnings
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from diplograph.ontology import load_schema
from diplograph.ontology.identifiers import ACTOR, CLAIM, DOCUMENT

from ...answers import fold_columns, in_words
from ...queries import (
    KINDS,
    QueryResult,
    QueryWarning,
    ReadyQuery,
    Value,
    find_query,
    load_queries,
    query_names,
    read_parameters,
    write_value,
)
from ...rdf import PREFIXES
from ..settings import settings
from . import models
from .lists import NothingThereError
from .reading import Reading
from .selection import shorten_iri

__all__ = ["ask_question", "ask_sparql", "list_questions", "show_table"]

# Where what a node is called has a page of its own.
_PAGES = MappingProxyType({ACTOR: "actors", CLAIM: "claims", DOCUMENT: "articles"})
_EXAMPLES = MappingProxyType(
    {
        "Who says what of whom": """SELECT ?subject ?relation ?object ?polarity ?modality ?speaker {
  ?claim dg:subject ?subject ; dg:relation ?relation ; dg:object ?object ;
    dg:polarity ?polarity ; dg:modality ?modality .
  OPTIONAL { ?claim dg:speaker ?speaker }
} LIMIT 20""",
        "How many claims there are of each relation": """SELECT ?relation (COUNT(?claim) AS ?claims) {
  ?claim dg:relation ?relation
} GROUP BY ?relation ORDER BY DESC(?claims)""",
        "Who is denied to have done what": """SELECT ?subject ?relation ?object ?quote {
  ?claim dg:polarity dg:negated ; dg:subject ?subject ; dg:relation ?relation ; dg:object ?object ;
    dg:evidence/oa:exact ?quote
} LIMIT 20""",
        "Sentences that hold certain words": """SELECT ?article ?quote {
  ?claim prov:wasDerivedFrom ?article ; dg:evidence ?sentence .
  ?sentence store:quotes "ceasefire" ; oa:exact ?quote .
} LIMIT 20""",
        "The articles, the latest first": """SELECT ?article ?day ?outlet {
  ?article a schema:NewsArticle .
  OPTIONAL { ?article dcterms:date ?day }
  OPTIONAL { ?article schema:publisher/rdfs:label ?outlet }
} ORDER BY DESC(?day) LIMIT 20""",
    }
)


def list_questions(reading: Reading, _: Mapping[str, str]) -> models.QuestionList:
    """The questions that come with diplograph, each with an example."""
    return models.QuestionList(questions=[_question(reading, ready, {}) for ready in load_queries()])


def ask_question(reading: Reading, given: Mapping[str, str]) -> models.QuestionPage:
    """One question; with its answer where all that it asks for is given."""
    if given["question"] not in query_names():
        raise NothingThereError(f"there is no question {given['question'][:80]!r}; /questions lists all")
    ready = find_query(given["question"])
    wanted = read_parameters(ready.text)
    values = {one.name: given[one.name] for one in wanted if given.get(one.name, "").strip()}
    answer = None
    asked: dict[str, Any] = {**values}
    for one in wanted:
        if one.kind == "actor" and (known := reading.by_id(values.get(one.name, ""))) is not None:
            asked[one.name] = known
    if all(one.name in values or one.default is not None for one in wanted) and (values or not wanted or "ask" in given):
        answer = show_table(reading, reading.graph.ask(ready.name, limit=settings().page_rows, **asked))
    return models.QuestionPage(question=_question(reading, ready, values), sparql=ready.text, answer=answer)


def ask_sparql(reading: Reading, given: Mapping[str, str]) -> models.SparqlPage:
    """A query of one's own in SPARQL; our prefixes are declared, and IRIs are shown by their names."""
    query = given.get("query", "")
    answer = None
    if query.strip():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", QueryWarning)  # the note of the answer says the same
            answer = show_table(reading, reading.graph.query(query, limit=settings().page_rows))
    examples = [models.Choice(value=text, label=label) for label, text in _EXAMPLES.items()]
    return models.SparqlPage(query=query, answer=answer, prefixes=dict(PREFIXES), examples=examples)


def show_table(reading: Reading, result: QueryResult) -> models.Table:
    """An answer with each value as people read it, and the page of what it names."""
    folded = fold_columns(result)
    worded = in_words(folded, reading.graph.store)
    rows = [
        [
            models.Cell(text=write_value(shown), value=_plain(value), address=_address(value))
            for value, shown in zip(*both, strict=True)
        ]
        for both in zip(folded.rows, worded.rows, strict=True)
    ]
    return models.Table(
        columns=[name.replace("_", " ") for name in folded.columns],
        rows=rows,
        truncated=result.truncated,
        note=result.note,
        turtle=result.turtle,
    )


def _plain(value: Value) -> str | float | int | bool | None:
    return value if value is None or isinstance(value, str | float | int | bool) else value.isoformat()


def _address(value: Value) -> str | None:
    """The page of a node, relative to the root of the site."""
    if isinstance(value, str):
        for namespace, page in _PAGES.items():
            if value.startswith(namespace):
                return f"/{page}/{quote(shorten_iri(value, namespace), safe='')}"
    return None


def _question(reading: Reading, ready: ReadyQuery, values: Mapping[str, str]) -> models.Question:
    fields, example = [], {}
    for one in read_parameters(ready.text):
        example[one.name] = _example(reading, one.kind) if one.default is None else one.default
        fields.append(
            models.Field(
                name=one.name,
                label=one.name.replace("_", " ").capitalize(),
                kind=one.kind,
                value=values.get(one.name, one.default or ""),
                required=one.default is None,
                hint=KINDS[one.kind],
            )
        )
    return models.Question(
        name=ready.name, summary=ready.summary, needs=list(ready.needs), fields=fields, example=example or {"ask": "yes"}
    )


def _example(reading: Reading, kind: str) -> str:
    if kind == "actor":
        return reading.actors[0].name if reading.actors else "Ukraine"
    if kind == "relations":
        return min(load_schema().relations)
    return {"date": "2025-01-01", "number": "2"}.get(kind, "talks")
