"""Pages from the data of views: templates that escape whatever stands in them, and JSON that no script could run."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlencode

from diplograph.ontology import load_schema
from diplograph.ontology.identifiers import ONTOLOGY
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from ...page import clean, load_appearance, shorten, split_at_trigger
from ...queries import count
from ...rdf import MODALITY_WORDS, POLARITY_WORDS, compact, load_labels
from ...safe_text import UNSAFE_IN_SCRIPT, escape_unicode
from ..addresses import ADDRESSES, FILES, api_path
from ..settings import settings
from . import models
from .reading import Reading
from .selection import CONDITIONS

__all__ = ["render_api", "render_json", "render_page", "render_problem", "style", "to_json"]

_TITLES = MappingProxyType(
    {
        "overview": "Overview",
        "search": "Search",
        "actors": "Actors",
        "articles": "Articles",
        "claims": "Claims",
        "questions": "Questions",
        "sparql": "SPARQL",
        "downloads": "Downloads",
    }
)
_PROBLEMS = MappingProxyType({404: "Nothing there", 413: "Too much"})
_KNOWN_ACTORS, _TITLE = 300, 120


def render_page(view: str, data: models.Model, reading: Reading, here: str, given: Mapping[str, str]) -> bytes:
    """The page of a view's data; ``here`` is its path, ``given`` what was asked of it."""
    asked = {name: value for name, value in given.items() if name not in ("id", "question")}
    json_address = _address(api_path(here), asked)
    return _render(f"{view}.html", reading, here, asked, data=data, title=_title(view, data), json_address=json_address)


def render_problem(status: int, message: str, reading: Reading, here: str, given: Mapping[str, str]) -> bytes:
    """A page that says why there is no other, with what was asked, to be asked again."""
    asked = {name: value for name, value in given.items() if name not in ("id", "question", "page", "ask")}
    title = _PROBLEMS.get(status, "This cannot be answered")
    values = {"data": models.Problem(error=message), "title": title, "json_address": None}
    return _render("problem.html", reading, here, asked, again=asked if status == 400 else {}, **values)


def render_api(reading: Reading) -> bytes:
    """The page that leads to the API."""
    return _render("api.html", reading, "/api", {}, title="API", json_address="/api/openapi.json")


def render_json(data: models.Model) -> bytes:
    """The data as JSON, in which nothing is left that a script, a terminal or a page would obey."""
    return escape_json(data.model_dump_json())


def escape_json(text: str) -> bytes:
    """JSON with all that could leave a script or reorder a line written as escapes."""
    return (UNSAFE_IN_SCRIPT.sub(escape_unicode, text) + "\n").encode()


@cache
def style() -> bytes:
    """The style sheet, with the colours of the drawing."""
    light, dark = (
        "".join(f"--{name}:{colour};" for name, colour in load_appearance().colours(theme).items())
        for theme in ("light", "dark")
    )
    themes = f":root{{{light}color-scheme:light}}\n@media (prefers-color-scheme:dark){{:root{{{dark}color-scheme:dark}}}}\n"
    return (themes + files("diplograph.graph.server.site").joinpath("style.css").read_text("utf-8")).encode()


def _render(template: str, reading: Reading, here: str, given: Mapping[str, str], **values: Any) -> bytes:
    environment = _environment()
    page = environment.get_template(template)
    known = reading.actors[:_KNOWN_ACTORS] if template in _WITH_ACTORS else ()
    rendered = page.render(
        store=reading.name,
        taken=reading.taken,
        here=here,
        given=given,
        known_actors=known,
        parts=environment.get_template("parts.html").make_module({"known_actors": known}),
        **values,
    )
    return rendered.encode("utf-8", "replace")


_WITH_ACTORS = frozenset({"claims.html", "question.html", "sparql.html"})


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(
            lambda name: files("diplograph.graph.server.site").joinpath("templates", name).read_text("utf-8")
        ),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_shown,
        auto_reload=False,
    )
    environment.filters["shortened"] = lambda text: shorten(str(text), _TITLE)
    environment.globals.update(
        address=_address,
        addresses=ADDRESSES,
        alike=_alike,
        api_path=api_path,
        claim_fields=_claim_fields,
        counted=count,
        file_addresses=FILES,
        grouped=_grouped,
        kind_label=_kind_label,
        known_relations=_known_relations,
        labels=CONDITIONS,
        most_drawn=settings().drawn_claims,
        path=_path,
        short=compact,
        split=split_at_trigger,
    )
    return environment


def _shown(value: Any) -> Any:
    """Whatever stands in a page: control characters as signs, markup of our own as it is."""
    return value if isinstance(value, Markup) else clean(value)


def _path(page: str, identifier: str) -> str:
    return f"/{page}/{quote(identifier, safe='')}"


def _address(path: str, given: Mapping[str, str], **more: Any) -> str:
    asked = {name: value for name, value in {**given, **more}.items() if value not in ("", None)}
    return f"{path}?{urlencode(asked, errors='replace')}" if asked else path


def _title(view: str, data: models.Model) -> str:
    if isinstance(data, models.ActorPage):
        return data.actor.name
    if isinstance(data, models.ArticlePage):
        return data.article.title
    if isinstance(data, models.ClaimPage):
        return data.claim.sentence
    if isinstance(data, models.QuestionPage):
        return data.question.name.capitalize()
    return _TITLES[view]


def _kind_label(kind: str) -> str:
    return load_labels().get(ONTOLOGY + kind, kind)


@cache
def _known_relations() -> tuple[models.Choice, ...]:
    relations = sorted(load_schema().relations.values(), key=lambda relation: relation.label)
    return tuple(models.Choice(value=relation.name, label=relation.label) for relation in relations)


def _claim_fields(given: Mapping[str, str]) -> Iterator[models.Field]:
    """The fields of the form that chooses claims."""
    words: Mapping[str, Mapping[Any, str]] = {"polarity": POLARITY_WORDS, "modality": MODALITY_WORDS}
    choices = {
        name: [models.Choice(value=str(term.value), label=label.capitalize()) for term, label in known.items()]
        for name, known in words.items()
    }
    kinds = dict.fromkeys(("actor", "subject", "object", "organization", "speaker"), "actor")
    kinds |= {"polarity": "choice", "modality": "choice", "relation": "relation", "min_confidence": "number"}
    hints = {"since": "2025, 2025-02 or 2025-02-18", "min_confidence": "from 0 to 1"}
    for name, label in CONDITIONS.items():
        yield models.Field(
            name=name,
            label=label,
            kind=kinds.get(name, "text"),
            value=given.get(name, ""),
            hint=hints.get(name, ""),
            choices=choices.get(name, []),
        )


def _grouped(claims: list[models.Claim]) -> list[tuple[str, list[models.Claim]]]:
    """Claims that follow one another with the same sentence."""
    runs = groupby(claims, key=lambda claim: claim.evidence[0].quote if claim.evidence else "")
    return [(quoted, list(run)) for quoted, run in runs]


def _alike(claim: models.Claim) -> dict[str, str]:
    same = {"subject": claim.subject.id, "relation": claim.relation, "object": claim.object.id}
    return same if claim.organization is None else {**same, "organization": claim.organization.id}


def to_json(content: object) -> bytes:
    """Plain content as such JSON."""
    return escape_json(json.dumps(content, ensure_ascii=False))
