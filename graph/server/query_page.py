"""A page to write queries on, with the answer as a table: no script, and nothing that another site can show in a frame."""

import secrets
from collections.abc import Callable
from importlib.resources import files
from typing import Any

from diplograph.ontology import GraphError
from jinja2 import Environment

from ..rdf import PREFIXES, compact

__all__ = ["render_query_page"]

_MOST_ROWS = 1000
_EXAMPLE = """SELECT ?who ?relation ?whom {
  ?claim dg:subject/rdfs:label ?who ; dg:relation ?relation ; dg:object/rdfs:label ?whom
} LIMIT 20"""


def render_query_page(name: str, query: str, answer: Callable[[str], Any]) -> tuple[bytes, str]:
    """The page for a query ("" for none) with its Content-Security-Policy; ``answer`` gives SPARQL's JSON, or text."""
    nonce = secrets.token_urlsafe(16)
    template = files("diplograph.graph.server").joinpath("query.html").read_text("utf-8")
    values: dict[str, Any] = {"columns": [], "rows": [], "text": None, "error": None, "more": 0}
    if query:
        try:
            values.update(_table(answer(query)))
        except GraphError as error:
            values["error"] = str(error)
    page = Environment(autoescape=True).from_string(template)
    rendered = page.render(nonce=nonce, name=name, query=query or _EXAMPLE, asked=bool(query), prefixes=PREFIXES, **values)
    policy = f"default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    return rendered.encode(), policy


def _table(found: Any) -> dict[str, Any]:
    if isinstance(found, str):
        return {"text": found}
    if "boolean" in found:
        return {"text": "yes" if found["boolean"] else "no"}
    columns, bindings = found["head"]["vars"], found["results"]["bindings"]
    rows = [[_cell(binding.get(column)) for column in columns] for binding in bindings[:_MOST_ROWS]]
    return {"columns": columns, "rows": rows, "more": max(0, len(bindings) - _MOST_ROWS)}


def _cell(term: dict[str, Any] | None) -> str:
    if term is None:
        return ""
    return compact(term["value"]) if term["type"] == "uri" else str(term["value"])
