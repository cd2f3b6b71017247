"""Answers to requests for pages, JSON and files: whatever goes wrong is told in the form that was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass

from diplograph.ontology import GraphError, QueryError

from ...queries import find_query, query_names, read_parameters
from . import models
from .files import File
from .lists import NothingThereError
from .openapi import describe_api
from .reading import Reading
from .rendering import render_api, render_json, render_page, render_problem, style, to_json
from .views import FILE_VIEWS, VIEWS

__all__ = ["Answered", "answer_file", "answer_page"]

_HTML, _JSON = "text/html; charset=utf-8", "application/json"


@dataclass(frozen=True, slots=True)
class Answered:
    """A whole answer."""

    status: int
    media_type: str
    body: bytes


def answer_page(reading: Reading, view: str, here: str, given: Mapping[str, str], *, as_json: bool) -> Answered:
    """The page of a view, or its JSON; "style", "api" and "openapi" are there too."""
    if view == "style":
        return Answered(200, "text/css; charset=utf-8", style())
    if view == "api":
        return Answered(200, _HTML, render_api(reading))
    if view == "openapi":
        return Answered(200, _JSON, to_json(describe_api(reading.name)))
    try:
        _refuse_unknown(view, given)
        data = VIEWS[view].answer(reading, _encodable(given))
    except GraphError as error:
        return answer_problem(reading, error, here, given, as_json=as_json)
    return (
        Answered(200, _JSON, render_json(data))
        if as_json
        else Answered(200, _HTML, render_page(view, data, reading, here, given))
    )


def _encodable(given: Mapping[str, str]) -> Mapping[str, str]:
    """What was asked, with a question mark for each half of a character."""
    return {name: value.encode("utf-8", "replace").decode() for name, value in given.items()}


def _refuse_unknown(view: str, given: Mapping[str, str]) -> None:
    """A condition that is misspelt must not be taken for none."""
    known = {"id", "question", "ask", *VIEWS[view].parameters}
    if view == "question" and given["question"] in query_names():
        known |= {one.name for one in read_parameters(find_query(given["question"]).text)}
    unknown = sorted(given.keys() - known)
    if unknown:
        choices = ", ".join(sorted(known - {"id", "question", "ask"})) or "nothing"
        raise QueryError(f"there is no parameter {unknown[0][:40]!r}; this takes {choices}")


def answer_file(reading: Reading, view: str, here: str, given: Mapping[str, str]) -> File | Answered:
    """A file to be written, or why there is none."""
    try:
        return FILE_VIEWS[view](reading, _encodable(given))
    except GraphError as error:
        return answer_problem(reading, error, here, given, as_json=False)


def answer_problem(reading: Reading, error: GraphError, here: str, given: Mapping[str, str], *, as_json: bool) -> Answered:
    """Why there is no answer."""
    status = 404 if isinstance(error, NothingThereError) else 400
    if as_json:
        return Answered(status, _JSON, render_json(models.Problem(error=str(error))))
    return Answered(status, _HTML, render_problem(status, str(error), reading, here, given))
