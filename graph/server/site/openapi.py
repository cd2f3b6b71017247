"""The OpenAPI document of the API: paths from the addresses, schemas from the models of the views.

https://spec.openapis.org/oas/v3.1.1
"""

import re
from importlib.metadata import version
from typing import Any

from pydantic.json_schema import models_json_schema

from ..addresses import ADDRESSES, FILES, api_path
from . import models
from .selection import CONDITIONS
from .views import VIEWS

__all__ = ["describe_api"]

_IN_PATH = re.compile(r"\{(\w+)(?::path)?\}")
_SCHEMAS = "#/components/schemas/"


def describe_api(name: str) -> dict[str, Any]:
    """The document for a store of that name."""
    kinds = sorted({view.model for view in VIEWS.values()} | {models.Problem}, key=lambda model: model.__name__)
    _, schemas = models_json_schema([(kind, "serialization") for kind in kinds], ref_template=_SCHEMAS + "{model}")
    paths = {}
    for address in ADDRESSES:
        view = VIEWS[address.view]
        path = api_path(address.path)
        answer = {"schema": {"$ref": _SCHEMAS + view.model.__name__}}
        paths[_IN_PATH.sub(r"{\1}", path)] = _get(
            address.view, address.summary, path, dict(view.parameters), "application/json", answer
        )
    for address in FILES:
        asked = dict(CONDITIONS) if address.view in ("export", "drawing") else {}
        paths[_IN_PATH.sub(r"{\1}", address.path)] = _get(address.view, address.summary, address.path, asked, "*/*", {})
    query = {"query": "A query; our prefixes are declared"}
    paths["/query"] = _get("query", "SPARQL 1.1 protocol", "/query", query, "application/sparql-results+json", {})
    return {
        "openapi": "3.1.1",
        "info": {"title": f"diplograph: {name}", "version": version("diplograph")},
        "paths": paths,
        "components": {"schemas": schemas["$defs"]},
    }


def _get(
    identifier: str, summary: str, path: str, asked: dict[str, str], media_type: str, answer: dict[str, Any]
) -> dict[str, Any]:
    text = {"type": "string"}
    parameters = [{"name": name, "in": "path", "required": True, "schema": text} for name in _IN_PATH.findall(path)]
    parameters += [{"name": name, "in": "query", "description": label, "schema": text} for name, label in asked.items()]
    problem = {"content": {"application/json": {"schema": {"$ref": _SCHEMAS + "Problem"}}}}
    why = {"400": "what was asked cannot be answered", "404": "there is nothing of that id", "503": "too busy; ask again later"}
    return {
        "get": {
            "operationId": identifier,
            "summary": summary,
            "parameters": parameters,
            "responses": {
                "200": {"description": summary, "content": {media_type: answer}},
                **{status: {"description": reason, **problem} for status, reason in why.items()},
            },
        }
    }
